/** From the wish to sign in to a provider's page: the choice, the window, the sign-in, and how each can end. */
import type { PassError } from '../pass/errors.ts';
import type { Provider } from '../pass/types.ts';
import { callback, chosenProvider, currentProfile, tell, tellSignedOut, tellStatus, track } from './answers.ts';
import { eventOf, legacy, type Stage } from './codes.ts';
import { askPermit } from './entitlement.ts';
import { event, TEXTS } from './events.ts';
import { tellRefusal, tellSignInError } from './refusals.ts';
import type { AeAction, Purpose, Turn } from './state.ts';
import type { AeErrorEvent, AeMvpd } from './types.ts';

/** `getAuthentication`, and `getAuthorization` of a viewer who is not signed in. */
export function askToSignIn(turn: Turn, purpose: Purpose): void {
  const { state } = turn;
  if (state.login?.phase === 'chosen' || state.choice === 'looking-up') {
    // The page chose first and asked then: that is one wish.
    state.purpose = purpose;
    return;
  }
  if (state.login?.phase === 'open') {
    if (!state.login.background) return tellSignedOut(turn, TEXTS.multiple);
    // It ends with this turn of the page; a provider that is chosen until then takes its window over.
    state.selected = undefined;
    state.offer = true;
  } else state.login = null;
  state.purpose = purpose;
  const mvpd = state.offer || state.trial ? null : chosenProvider(turn);
  if (mvpd) return choose(turn, mvpd);
  state.choice = 'asked';
  turn.effects.push({ type: 'turn-over' });
}

/** A provider was chosen, by the page or because it is remembered. */
export function choose(turn: Turn, mvpd: string): void {
  const { state, viewer, effects } = turn;
  const provider = state.providers.find(({ id }) => id === mvpd);
  const isIn = viewer.profiles.some(profile => profile.mvpd === mvpd);
  // A sign-in that follows takes the place of the former one, and its window.
  if (state.login && (isIn || provider?.isTempPass)) effects.push({ type: 'end-sign-in' });
  Object.assign(state, { choice: 'none', login: null, selected: mvpd, offer: false, trial: null });
  track(turn, 'mvpdSelection', [mvpd]);
  if (isIn) {
    if (viewer.profile?.mvpd !== mvpd) effects.push({ type: 'select', mvpd });
    return arrive(turn, true);
  }
  if (provider?.isTempPass) return tryOut(turn, mvpd);
  if (provider || viewer.remembered === mvpd) return open(turn, mvpd);
  // Only the list tells whether it is a provider at all, and one with a page to sign in. The click lasts only now.
  state.choice = 'looking-up';
  if (state.options.backgroundLogin) effects.push({ type: 'open-window', mvpd, when: 'early' });
  effects.push({ type: 'list' });
}

/** A TempPass needs no sign-in; it may be over, though. */
function tryOut({ state, effects }: Turn, id: string): void {
  const { purpose } = state;
  effects.push({ type: 'trial', id, identity: purpose.identity, then: { for: 'selection', purpose } });
}

function open(turn: Turn, mvpd: string, when: 'now' | 'late' = 'now'): void {
  const { state, effects } = turn;
  const background = state.options.backgroundLogin === true;
  state.logins++;
  state.login = { id: state.logins, mvpd, phase: 'chosen', background };
  if (background) effects.push({ type: 'open-window', mvpd, when });
  effects.push({ type: 'turn-over' });
}

/** The page has said all it had to say in its turn. */
export function turnOver({ state, effects }: Turn): void {
  const { login } = state;
  if (login?.phase === 'chosen') {
    const { id, mvpd, background } = login;
    state.login = { ...login, phase: 'open' };
    effects.push({ type: 'sign-in', id, mvpd, background, redirectUrl: state.purpose.redirectUrl });
  } else if (state.choice === 'asked') {
    if (login) effects.push({ type: 'end-sign-in' });
    state.login = null;
    state.choice = 'listing';
    effects.push({ type: 'list' });
  }
}

/** The viewer dismissed the choice or the sign-in, as the page says. */
export function dismiss(turn: Turn): void {
  const { state, effects } = turn;
  // A page may say so again when it is told; nothing is left to dismiss then.
  if (state.selected === null && state.choice === 'none' && !state.login) return;
  if (state.login) effects.push({ type: 'end-sign-in' });
  if (state.choice === 'looking-up') effects.push({ type: 'close-window' });
  Object.assign(state, { selected: null, choice: 'none', login: null, trial: null, purpose: {} });
  tellSignedOut(turn, TEXTS.notSelected, event('N005'));
}

export function listed(turn: Turn, providers: readonly Provider[]): void {
  const { state } = turn;
  state.providers = providers;
  if (state.wantsConfig) {
    state.wantsConfig = false;
    callback(turn, 'setConfig', providers);
  }
  if (state.choice === 'listing') {
    state.choice = providers.length > 0 ? 'shown' : 'none';
    if (state.choice === 'none') return giveUp(turn, ...NOT_AVAILABLE);
    return callback(turn, 'displayProviderDialog', providers.map(asMvpd));
  }
  if (state.choice !== 'looking-up') return;
  const mvpd = state.selected!;
  const provider = providers.find(({ id }) => id === mvpd);
  state.choice = 'none';
  if (provider && !provider.isTempPass) return open(turn, mvpd, 'late');
  if (state.options.backgroundLogin) turn.effects.push({ type: 'close-window' });
  if (provider) return tryOut(turn, mvpd);
  failed(turn);
  giveUp(turn, ...NOT_AVAILABLE);
}

export const asMvpd = ({ id, displayName, logoUrl, isTempPass }: Provider): AeMvpd => ({
  ID: id,
  displayName,
  logoURL: logoUrl ?? '',
  iFrameRequired: false,
  tempPass: isTempPass,
});

export function listFailed(turn: Turn, error: PassError): void {
  const { state } = turn;
  if (state.choice === 'looking-up') turn.effects.push({ type: 'close-window' });
  if (state.choice === 'listing' || state.choice === 'looking-up') {
    failed(turn);
    giveUpFor(turn, error, 'sign-in');
  } else if (state.wantsConfig) tell(turn, eventOf(error, 'set-up'));
  state.wantsConfig = false;
}

/** What comes next begins with the dialog. */
function failed({ state }: Turn): void {
  Object.assign(state, { login: null, choice: 'none', selected: undefined, offer: true });
}

const NOT_AVAILABLE = [TEXTS.notAvailable, TEXTS.generic, event('N500')] as const;

/** The wish to sign in came to nothing; a play that it was for is refused. */
function giveUp(turn: Turn, signIn: string, play: string, told: AeErrorEvent, details = ''): void {
  const { resource } = turn.state.purpose;
  turn.state.purpose = {};
  if (resource === undefined) tellSignedOut(turn, signIn, told);
  else tellRefusal(turn, resource, play, details, told);
}

const giveUpFor = (turn: Turn, error: PassError, stage: Stage): void =>
  giveUp(turn, legacy(error).signIn, legacy(error).play, eventOf(error, stage), error.details);

/** Somebody is signed in: on to what it was for. */
export function arrive(turn: Turn, cached: boolean): void {
  const { resource, identity } = turn.state.purpose;
  turn.state.purpose = {};
  if (resource !== undefined && currentProfile(turn)) askPermit(turn, resource, identity);
  else tellStatus(turn, cached);
}

export function signedIn(turn: Turn): void {
  turn.state.login = null;
  turn.state.offer = false;
  turn.state.selected = undefined;
  arrive(turn, false);
}

export function signInFailed(turn: Turn, { error, notice }: Extract<AeAction, { type: 'sign-in-failed' }>): void {
  const { state, effects } = turn;
  const { login } = state;
  failed(turn);
  if (error.code === 'aborted' && notice !== 'code-expired' && notice !== 'provider-unknown') {
    // Old pages expect no callback. It may still succeed, in a window that only cannot be seen any more.
    state.login = { ...login!, phase: 'lost' };
    effects.push({ type: 'cancelled', mvpd: login!.mvpd });
    return;
  }
  if (notice === 'code-expired') giveUp(turn, TEXTS.genericSignIn, TEXTS.signedOut, event('N130'), error.details);
  else if (notice === 'provider-unknown') giveUp(turn, ...NOT_AVAILABLE, error.details);
  else giveUpFor(turn, error, 'session');
}

/** Whether a TempPass is still good; it has no profile before its first authorization. */
export function trialAnswered(turn: Turn, { id, profile, error, then }: Extract<AeAction, { type: 'trial' }>): void {
  const { state } = turn;
  // Another provider was chosen meanwhile, or none.
  if (state.selected !== id) return;
  const isOver = error?.code.startsWith('temporary_access_') ?? false;
  const identity = then.for === 'selection' ? then.purpose.identity : state.trial?.identity;
  if (!error || isOver) state.trial = { id, identity, profile, isOver };
  else if (then.for === 'selection') failed(turn);
  if (then.for === 'call') return;
  if (then.for === 'check') return error ? tellSignInError(turn, error, 'sign-in') : tellStatus(turn, true);
  if (error) giveUpFor(turn, error, 'sign-in');
  else arrive(turn, false);
}
