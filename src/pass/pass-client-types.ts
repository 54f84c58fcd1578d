import type { Store } from '../core/store.ts';
import type { Permit } from './entitlement.ts';
import type { PassState } from './pass-state.ts';
import type { PreauthorizeOptions } from './preauthorization.ts';
import type { Identity } from './requests.ts';
import type { Activation, Decision, LogoutStep, Profile, Provider, SecondScreen } from './types.ts';

export interface SignInOptions {
  mode?: 'popup' | 'redirect' | undefined;
  /** Name of a window that the page opened for this, or wants it to have. */
  target?: string | undefined;
  redirectUrl?: string | undefined;
  signal?: AbortSignal | undefined;
}

interface Abortable {
  signal?: AbortSignal | undefined;
}

export interface ForProvider extends Abortable {
  providerId?: string | undefined;
  /** Of a viewer with a promotional TempPass: a SHA-256 hash in hex, made by the publisher. */
  identity?: Identity | undefined;
}

export interface SignOutOptions extends Abortable {
  all?: boolean | undefined;
  stay?: boolean | undefined;
}

/** The client of one service provider: a store to follow and verbs to call. Rejections are `PassError`s. */
export interface PassClient {
  readonly store: Pick<Store<PassState>, 'getState' | 'subscribe'>;
  /** This window belongs to a sign-in of another page and only has to say that it came back. */
  readonly isReturnWindow: boolean;
  /** It is known who is signed in, as far as it can be: the service has answered, or could not be asked. */
  readonly ready: Promise<void>;
  /** The provider of free access, until the service says that it is over for this visit. */
  readonly tempPass: string | undefined;
  /** This device has become another one for the service: what was stored before is worth nothing to it. */
  readonly isRenewed: boolean;
  start(): void;
  stop(): void;
  /** The page was taken out of the browser's back/forward cache. */
  wakeUp(): void;
  /** Looks again who is signed in. */
  refresh(options?: Abortable): Promise<void>;
  providers(options?: Abortable & { tempPass?: boolean | undefined }): Promise<Provider[]>;
  signIn(providerId: string, options?: SignInOptions): Promise<Profile>;
  cancelSignIn(): void;
  showSignInWindow(): void;
  authorize(resource: string, options?: ForProvider): Promise<Permit>;
  /** What the viewer could watch, for lists; it never starts a playback. Resources stand in the order of the question. */
  preauthorize(resources: readonly string[], options?: PreauthorizeOptions): Promise<Decision[]>;
  /** A code that signs this device in from another screen. */
  startSecondScreen(options?: Abortable & { providerId?: string | undefined }): Promise<SecondScreen>;
  /** This page is the other screen: what a typed code stands for. */
  checkCode(code: string, options?: Abortable): Promise<Activation>;
  /**
   * The same: address of the provider's page for that code, to be gone to; empty when the device is signed in already.
   * `providerId` is needed where the session has no provider yet. What `checkCode` gave, in the place of the code, saves asking
   * once more.
   */
  activate(code: string | Activation, options?: Abortable & { providerId?: string | undefined }): Promise<string>;
  /** Back from there: whether the device is signed in (else null); undefined when this page comes from elsewhere. */
  activationResult(options?: Abortable): Promise<Profile | null | undefined>;
  /** The profile at one provider, a TempPass that has begun included; null when there is none. Changes nothing here. */
  profileAt(mvpd: string, options?: Omit<ForProvider, 'providerId'>): Promise<Profile | null>;
  selectProfile(mvpd: string): void;
  /**
   * Deletes profiles at the service; gives back what it answered for each. Leaves the page to end it at a provider too,
   * unless it is told to `stay`.
   */
  signOut(options?: SignOutOptions): Promise<LogoutStep[]>;
}
