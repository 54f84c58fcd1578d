/** The machine's part for what came of a sign-in, a decision, a list. */
import { tell } from './answers.ts';
import { forgetDecisions, perform, signedOut } from './calls.ts';
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
    case 'changed':
      return changed(turn);
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

/** A viewer came or left: by the page's calls, by one of its elements, or in another tab. */
function changed(turn: Turn): void {
  const { state } = turn;
  const { profile } = turn.viewer;
  // What was decided for one viewer is none of the next one's business.
  if (!profile) forgetDecisions(turn);
  if (state.login) {
    if (state.login.phase === 'lost' && profile?.mvpd === state.login.mvpd) choosing.signedIn(turn);
  } else if (state.choice === 'looking-up') {
    return;
  } else if (profile) {
    // To sign in elsewhere counts as much as the page's own choice, and ends its dismissal or TempPass.
    Object.assign(state, { selected: undefined, trial: null });
  } else if (state.selected && !state.trial) {
    state.selected = undefined;
  }
}
