/**
 * The bridge as a pure function: what the page called, or what came of it, to the callbacks that are due and to what is
 * to be done. It knows no window, no network and no clock.
 */
import { tell } from './answers.ts';
import { decline, perform, receive, signedOut } from './calls.ts';
import * as choosing from './choosing.ts';
import { event, eventOf } from './codes.ts';
import * as entitlement from './entitlement.ts';
import { type AeAction, type AeEffect, type AeState, initialState, type Turn, type Viewer } from './state.ts';
import type { AeCall } from './types.ts';

export function transition(state: AeState, action: AeAction, viewer: Viewer): { state: AeState; effects: AeEffect[] } {
  const turn: Turn = { state: { ...state }, viewer, effects: [] };
  act(turn, action);
  return { state: turn.state, effects: turn.effects };
}

function act(turn: Turn, action: AeAction): void {
  const { state, effects } = turn;
  switch (action.type) {
    case 'requestor': {
      const { options, isNew, wantsConfig } = action;
      if (isNew) Object.assign(state, initialState, { queue: state.queue, wantsConfig });
      state.options = options;
      if (state.phase === 'ready' || state.phase === 'setting-up') return;
      state.phase = 'setting-up';
      effects.push({ type: 'set-up' });
      return;
    }
    case 'call':
      return receive(turn, action.call);
    case 'set-up':
      state.phase = 'ready';
      state.isFresh = action.isFresh ?? false;
      if (action.isVolatile) tell(turn, event('LS011'));
      if (action.isRenewed) tell(turn, event('SEC412'));
      if (action.isUnfinished) {
        state.offer = true;
        tell(turn, event('N130'));
      }
      if (action.trial) {
        state.selected = action.trial.id;
        state.trial = action.trial;
      }
      if (state.wantsConfig) effects.push({ type: 'list' });
      return empty(turn, perform);
    case 'set-up-failed':
      state.phase = 'failed';
      state.failure = action.error;
      tell(turn, eventOf(action.error, 'set-up'));
      return empty(turn, decline);
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

function empty(turn: Turn, each: (turn: Turn, call: AeCall) => void): void {
  const { queue } = turn.state;
  turn.state.queue = [];
  for (const call of queue) each(turn, call);
}
