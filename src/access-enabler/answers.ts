/** What the page is told of an outcome: error events first, then the callback, then the tracking data. */
import type { Profile } from '../pass/types.ts';
import { event, TEXTS } from './events.ts';
import { guidOf } from './viewer-data.ts';
import type { Turn } from './state.ts';
import type { AeErrorEvent, AeSelection } from './types.ts';

/** Who is signed in for this page. Before its first authorization a TempPass has no profile to show. */
export function currentProfile({ state, viewer }: Turn): Profile | null {
  if (state.selected === null) return null;
  const { selected, trial } = state;
  if (!trial) return viewer.profiles.find(({ mvpd }) => mvpd === selected) ?? viewer.profile;
  if (trial.isOver) return null;
  return trial.profile ?? { ...NO_PROFILE, mvpd: trial.id };
}

const NO_PROFILE = { type: 'temporary', issuer: '', notBefore: 0, notAfter: 0, attributes: {} };

/** The provider the page means, signed in or not. */
export const chosenProvider = (turn: Turn): string | null => {
  const { selected } = turn.state;
  return selected === undefined ? (currentProfile(turn)?.mvpd ?? turn.viewer.remembered) : selected;
};

export function selection(turn: Turn): AeSelection {
  const profile = currentProfile(turn);
  if (profile) return { MVPD: profile.mvpd, AE_State: 'User Authenticated' };
  const MVPD = chosenProvider(turn);
  return { MVPD, AE_State: MVPD === null ? 'New User' : 'User Not Authenticated' };
}

export const callback = ({ effects }: Turn, name: string, ...args: unknown[]): void =>
  void effects.push({ type: 'callback', name, args });

export const tell = ({ effects }: Turn, told: AeErrorEvent | undefined): void =>
  void (told && effects.push({ type: 'error-event', event: told }));

/** Whether the viewer is signed in; `cached` when nothing had to be done to know it. */
export function tellStatus(turn: Turn, cached: boolean): void {
  const profile = currentProfile(turn);
  turn.state.isFresh = false;
  if (!profile) return tellSignedOut(turn, TEXTS.signedOut, event('N000'));
  if (profile.type === 'degraded') tell(turn, event('N010'));
  if (profile.type === 'temporary') tell(turn, event('N011'));
  callback(turn, 'setAuthenticationStatus', 1, '');
  track(turn, 'authenticationDetection', [true, profile.mvpd, guidOf(profile), cached]);
}

export function tellSignedOut(turn: Turn, text: string, told?: AeErrorEvent): void {
  tell(turn, told);
  callback(turn, 'setAuthenticationStatus', 0, text);
  track(turn, 'authenticationDetection', [false, chosenProvider(turn), null, false]);
}

/** The last three positions are filled in where the browser is known. */
export const track = (turn: Turn, type: string, data: unknown[]): void =>
  callback(turn, 'sendTrackingData', type, data);
