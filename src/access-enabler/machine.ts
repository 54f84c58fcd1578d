/**
 * The bridge as a pure function: what the page called, or what came of it, to the callbacks that are due and to what is
 * to be done. It knows no window, no network and no clock. Here is what every page view needs; the rest is handed in.
 */
import { callback, selection, tell, tellSignedOut, tellStatus } from './answers.ts';
import { event, ownStatus, TEXTS } from './events.ts';
import type { OnDemand } from './bridge.ts';
import { type AeAction, type AeEffect, type AeState, initialState, type Turn, type Viewer } from './state.ts';
import type { AeCall } from './types.ts';

/** The part of the machine that is fetched on demand. */
export type Rest = Pick<OnDemand, 'act' | 'decline' | 'isHopeless' | 'perform'>;

export function transition(
  state: AeState,
  action: AeAction,
  viewer: Viewer,
  rest?: Rest,
): { state: AeState; effects: AeEffect[] } {
  const turn: Turn = { state: { ...state }, viewer, effects: [] };
  act(turn, action, rest);
  return { state: turn.state, effects: turn.effects };
}

function act(turn: Turn, action: AeAction, rest: Rest | undefined): void {
  const { state, effects } = turn;
  switch (action.type) {
    case 'requestor': {
      const { options, isNew, wantsConfig } = action;
      if (isNew) Object.assign(state, initialState, { queue: state.queue, logins: state.logins, wantsConfig });
      state.options = options;
      if (state.phase === 'new' || state.phase === 'failed') setUp(turn);
      return;
    }
    case 'call':
      return receive(turn, action.call, rest);
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
      return empty(turn, call => perform(turn, call, rest));
    case 'set-up-failed':
      state.phase = 'failed';
      state.failure = action.error;
      rest?.act(turn, action);
      // Without the words for it, and none of these calls asks for more.
      return empty(turn, call => (rest ? rest.decline(turn, call) : decline(turn, call)));
    default:
      rest?.act(turn, action);
  }
}

function setUp({ state, effects }: Turn): void {
  state.phase = 'setting-up';
  effects.push({ type: 'set-up' });
}

/** Now, or once the set-up has ended; with one exception none is lost. */
function receive(turn: Turn, call: AeCall, rest: Rest | undefined): void {
  const { state, effects } = turn;
  if (state.phase === 'ready') return perform(turn, call, rest);
  if (call.name === 'preauthorize') {
    const response = { status: ownStatus(0, 'requestor_not_configured', 'retry'), decisions: [] };
    effects.push({ type: 'respond', callback: call.callback, name: 'onFailure', response });
    return;
  }
  if (state.phase === 'failed') {
    if (rest?.isHopeless(state.failure!)) return rest.decline(turn, call);
    setUp(turn);
  }
  if (state.phase === 'new') {
    effects.push({ type: 'say', text: `${call.name}() waits for setRequestor(), which has to be the first call.` });
  }
  state.queue = [...state.queue, call];
}

function perform(turn: Turn, call: AeCall, rest: Rest | undefined): void {
  if (call.name === 'getSelectedProvider') return callback(turn, 'selectedProvider', selection(turn));
  if (call.name === 'checkAuthentication' && !turn.state.trial) return tellStatus(turn, !turn.state.isFresh);
  rest!.perform(turn, call);
}

const decline = (turn: Turn, call: AeCall): void =>
  call.name === 'checkAuthentication' ? tellSignedOut(turn, TEXTS.internal) : perform(turn, call, undefined);

function empty({ state }: Turn, each: (call: AeCall) => void): void {
  const { queue } = state;
  state.queue = [];
  queue.forEach(each);
}
