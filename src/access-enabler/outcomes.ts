/** The machine's part for what came of a sign-in, a decision, a list. */
import { tell } from './answers.ts';
import { perform, signedOut } from './calls.ts';
import * as choosing from './choosing.ts';
import { eventOf } from './codes.ts';
import * as entitlement from './entitlement.ts';
import type { Outcome, Turn } from './state.ts';

export function act(turn: Turn, action: Outcome): void {
  const { state } = turn;
  switch (action.type) {
    case 'set-up-failed':
      return tell(turn, eventOf(action.error, 'set-up'));
    case 'turn-over':
      return choosing.turnOver(turn);
    case 'listed':
      return choosing.listed(turn, action.providers);
    case 'list-failed':
      return choosing.listFailed(turn, action.error);
    case 'signed-in':
      if (state.login?.id === action.id) choosing.signedIn(turn);
      return;
    case 'sign-in-failed':
      if (state.login?.id === action.id) choosing.signInFailed(turn, action);
      return;
    case 'arrived':
      if (state.login?.phase === 'lost' && turn.viewer.profile?.mvpd === state.login.mvpd) choosing.signedIn(turn);
      // An element of the page has chosen, which counts as much as the page's own choice.
      else if (state.selected && state.choice === 'none' && !state.login && !state.trial) state.selected = undefined;
      return;
    case 'trial':
      return choosing.trialAnswered(turn, action);
    case 'permitted':
      return entitlement.permitted(turn, action);
    case 'refused':
      return entitlement.refused(turn, action.resource, action.error);
    case 'previewed':
      return entitlement.previewed(turn, action);
    case 'preview-failed':
      return entitlement.previewFailed(turn, action.call, action.error);
    case 'refreshed':
      state.isStale = false;
      return perform(turn, action.call);
    case 'signed-out':
      return signedOut(turn, action);
  }
}
