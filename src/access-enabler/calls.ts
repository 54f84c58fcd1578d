/** What a call of the page begins, by the state it finds. */
import { callback, currentProfile, selection, tell, tellSignedOut, tellStatus } from './answers.ts';
import { askToSignIn, choose, dismiss } from './choosing.ts';
import { eventOf, legacy } from './codes.ts';
import { answer, askPermit, askPreview } from './entitlement.ts';
import { event, TEXTS } from './events.ts';
import { isAttribute, tellMetadata } from './metadata.ts';
import { tellRefusal } from './refusals.ts';
import type { AeAction, LaterCall, Turn } from './state.ts';
import type { AeCall } from './types.ts';

/** What is more than who is signed in; the machine does the rest by itself. */
export function perform(turn: Turn, call: LaterCall): void {
  const { state, effects } = turn;
  switch (call.name) {
    case 'checkAuthentication': {
      const trial = state.trial!;
      if (trial.isOver) return tellSignedOut(turn, TEXTS.signedOut, event('N111'));
      effects.push({ type: 'trial', id: trial.id, identity: trial.identity, then: { for: 'check' } });
      return;
    }
    case 'getAuthentication':
      return currentProfile(turn) ? tellStatus(turn, true) : askToSignIn(turn, call);
    case 'getAuthorization':
      return currentProfile(turn) ? askPermit(turn, call.resource, call.identity) : askToSignIn(turn, call);
    case 'setSelectedProvider':
      return call.id === null ? dismiss(turn) : choose(turn, call.id);
    case 'checkAuthorization':
      return askPermit(turn, call.resource, call.identity);
    case 'checkPreauthorizedResources':
    case 'preauthorize':
      return askPreview(turn, call);
    case 'getMetadata':
      if (!state.isStale || !isAttribute(call.key)) return tellMetadata(turn, call.key, call.resource);
      if (state.trial) {
        const { id, identity } = state.trial;
        effects.push({ type: 'trial', id, identity, then: { for: 'call', call } });
      } else effects.push({ type: 'refresh', call });
      return;
    case 'logout':
      if (state.login) effects.push({ type: 'end-sign-in' });
      if (state.choice === 'looking-up') effects.push({ type: 'close-window' });
      Object.assign(state, { login: null, choice: 'none' });
      effects.push({ type: 'sign-out', background: state.options.backgroundLogout === true });
  }
}

/** The set-up failed: each call is answered with its own kind of no. */
export function decline(turn: Turn, call: AeCall): void {
  const { signIn, play } = legacy(turn.state.failure!);
  switch (call.name) {
    case 'checkAuthorization':
    case 'getAuthorization':
      return tellRefusal(turn, call.resource, play, '');
    case 'checkPreauthorizedResources':
    case 'preauthorize':
      return answer(turn, call, []);
    case 'getMetadata':
      return tellMetadata(turn, call.key, call.resource);
    case 'getSelectedProvider':
      return callback(turn, 'selectedProvider', selection(turn));
    case 'setSelectedProvider':
      return call.id === null ? dismiss(turn) : tellSignedOut(turn, signIn);
    case 'checkAuthentication':
    case 'getAuthentication':
    case 'logout':
      return tellSignedOut(turn, signIn);
  }
}

export function signedOut(turn: Turn, { error }: Extract<AeAction, { type: 'signed-out' }>): void {
  const { state } = turn;
  if (error) {
    // What could not be deleted is still there, and the page is told the truth.
    tell(turn, eventOf(error, 'sign-in'));
    return tellStatus(turn, true);
  }
  Object.assign(state, { selected: undefined, trial: null, offer: false, isFresh: false, purpose: {} });
  forgetDecisions(turn);
  tellSignedOut(turn, TEXTS.signedOut);
}

export const forgetDecisions = ({ state }: Turn): void =>
  void Object.assign(state, { ends: {}, previews: { mvpd: '', lists: {} } });
