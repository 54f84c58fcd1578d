/**
 * The words in which the state of one viewer at one service provider is told: states, actions that may change them, and
 * effects that follow. Moments come with the actions, and what is to be done goes out as data.
 */
import type { PassError } from './errors.ts';
import type { RememberedProvider } from './memory.ts';
import type { Profile, SessionAnswer } from './types.ts';

export type PassStatus = 'unconfigured' | 'checking' | 'signed-out' | 'signing-in' | 'signed-in' | 'error';

/** One sentence the viewer is owed about what just ended. */
export type Notice = 'cancelled' | 'code-expired' | 'session-ended' | 'provider-unknown';

/** A sign-in under way. */
export interface SignIn {
  id: string;
  provider: RememberedProvider;
  mode: 'popup' | 'redirect';
  /** `creating` the session, viewer `at-provider`, then `confirming` by polling. */
  phase: 'creating' | 'at-provider' | 'confirming';
  code?: string;
  /** The provider's page. */
  url?: string;
  /** When the code dies, on the clock that never jumps. */
  deadline?: number;
  /** Polls that found nothing yet. */
  empty: number;
  /** The one check that a closed window gets. */
  lastCheck?: boolean;
}

export interface PassState {
  readonly status: PassStatus;
  readonly profile: Profile | null;
  readonly profiles: readonly Profile[];
  readonly remembered: RememberedProvider | null;
  readonly signIn: SignIn | null;
  readonly notice: Notice | null;
  readonly error: PassError | null;
  /** Grows whenever decisions that were made before no longer hold. */
  readonly revision: number;
  /** How often a viewer has left by signing out, here or in another tab: older answers tell of somebody who is gone. */
  readonly signOuts: number;
}

export type PassAction =
  | { type: 'restored'; profiles: readonly Profile[]; remembered: RememberedProvider | null }
  | { type: 'checking' }
  | { type: 'checked'; profiles: readonly Profile[]; asked?: string | undefined }
  | { type: 'check-failed'; error: PassError }
  | { type: 'sign-in'; id: string; provider: RememberedProvider; mode: SignIn['mode'] }
  | { type: 'session'; id: string; session: SessionAnswer; url: string | undefined; now: number }
  | { type: 'resumed'; signIn: SignIn; profiles: readonly Profile[] }
  | { type: 'returned'; id: string }
  | { type: 'window-closed'; id: string }
  | { type: 'polled'; id: string; profiles: readonly Profile[]; now: number }
  | { type: 'sign-in-failed'; id: string; error: PassError; now: number }
  | { type: 'code-expired'; id: string }
  | { type: 'cancel'; error?: PassError }
  | { type: 'listed'; providers: readonly RememberedProvider[] }
  | { type: 'select'; mvpd: string }
  | { type: 'refused'; error: PassError }
  | { type: 'signed-out'; mvpds: readonly string[] }
  | { type: 'elsewhere'; profiles: readonly Profile[]; remembered: RememberedProvider | null };

/** The actions that belong to one sign-in. */
export type SignInAction = Exclude<
  PassAction,
  {
    type:
      | 'restored'
      | 'sign-in'
      | 'listed'
      | 'checking'
      | 'checked'
      | 'check-failed'
      | 'elsewhere'
      | 'select'
      | 'refused'
      | 'signed-out'
      | 'cancel';
  }
>;

export type PassEffect =
  /** Ask once for the profile of this code, after a pause; replaces any poll that waits. */
  | { type: 'poll'; id: string; code: string; after: number }
  /** Send the viewer to the provider's page. */
  | { type: 'go'; id: string; url: string }
  /** The session turned out to need no provider's page: look what profile there is. */
  | { type: 'confirm'; id: string; mvpd: string; reason: string }
  /** No more polls, windows or timers for this sign-in. */
  | { type: 'end'; id: string; keepWindow?: boolean }
  | { type: 'keep'; profiles: readonly Profile[] }
  | { type: 'remember'; provider: RememberedProvider | null }
  /** The list of providers is stale. */
  | { type: 'drop-configuration' };

export interface Step {
  state: PassState;
  effects: PassEffect[];
}

export const initialState: PassState = {
  status: 'unconfigured',
  profile: null,
  profiles: [],
  remembered: null,
  signIn: null,
  notice: null,
  error: null,
  revision: 0,
  signOuts: 0,
};
