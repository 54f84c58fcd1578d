/** The words in which the bridge is told: its state, what may change it, and what follows. */
import type { PassError } from '../pass/errors.ts';
import type { Decision, Profile, Provider } from '../pass/types.ts';
import type {
  AccessEnablerCallback,
  AeCall,
  AeDecision,
  AeErrorEvent,
  AeIdentity,
  AeOptions,
  PreauthorizeResponse,
} from './types.ts';

/** What `<pass-service>` knows of the viewer at this moment. */
export interface Viewer {
  profile: Profile | null;
  profiles: readonly Profile[];
  /** The provider of the last sign-in that succeeded. */
  remembered: string | null;
}

/** What a choice of provider is for. */
export interface Purpose {
  redirectUrl?: string | undefined;
  /** To be authorized once the viewer is signed in. */
  resource?: string | undefined;
  identity?: AeIdentity | undefined;
}

export interface Login {
  /** Which one: answers to an older one count no more. */
  readonly id: number;
  readonly mvpd: string;
  /** `chosen` in this turn of the page, then `open`; `lost` when its window was closed, yet may succeed. */
  readonly phase: 'chosen' | 'open' | 'lost';
  readonly background: boolean;
}

/** A TempPass that the page selected. */
export interface Trial {
  readonly id: string;
  readonly identity?: AeIdentity | undefined;
  /** Null before its first authorization. */
  readonly profile: Profile | null;
  readonly isOver: boolean;
}

export interface AeState {
  readonly phase: 'new' | 'setting-up' | 'ready' | 'failed';
  readonly failure: PassError | null;
  /** Calls that wait for the set-up, in order. */
  readonly queue: readonly AeCall[];
  readonly options: AeOptions;
  readonly wantsConfig: boolean;
  readonly providers: readonly Provider[];
  /** By the page; null when it dismissed the choice; undefined when it said nothing. */
  readonly selected: string | null | undefined;
  /** The last sign-in failed, so the next one begins with the dialog. */
  readonly offer: boolean;
  /** A choice by the page: `asked` in this turn, its list under way, shown; or a provider looked up in that list. */
  readonly choice: 'none' | 'asked' | 'listing' | 'shown' | 'looking-up';
  readonly purpose: Purpose;
  readonly login: Login | null;
  readonly logins: number;
  readonly trial: Trial | null;
  /** The viewer has just come back from a provider. */
  readonly isFresh: boolean;
  /** When the latest decision on a resource ends. */
  readonly ends: Readonly<Record<string, number | undefined>>;
  /** Preauthorizations, by list, of one provider. */
  readonly previews: { readonly mvpd: string; readonly lists: Readonly<Record<string, AeDecision[]>> };
  /** A decision may have changed what the provider tells of the viewer. */
  readonly isStale: boolean;
}

export const initialState: AeState = {
  phase: 'new',
  failure: null,
  queue: [],
  options: {},
  wantsConfig: false,
  providers: [],
  selected: undefined,
  offer: false,
  choice: 'none',
  purpose: {},
  login: null,
  logins: 0,
  trial: null,
  isFresh: false,
  ends: {},
  previews: { mvpd: '', lists: {} },
  isStale: false,
};

/** Calls that only part of all page views make. */
export type LaterCall = Exclude<AeCall, { name: 'getSelectedProvider' }>;

type MetadataCall = Extract<AeCall, { name: 'getMetadata' }>;

/** What the set-up found. */
export interface Arrival {
  /** Back from a provider, with a profile. */
  isFresh?: boolean;
  /** Back from a provider, without one. */
  isUnfinished?: boolean;
  /** The device became another one for the service, which ended a sign-in. */
  isRenewed?: boolean;
  /** Nothing can be stored. */
  isVolatile?: boolean;
  /** The TempPass that was in use on the last visit. */
  trial?: Trial | null | undefined;
}

export type Preview = Extract<AeCall, { name: 'checkPreauthorizedResources' | 'preauthorize' }>;

export type AeAction =
  | { type: 'requestor'; options: AeOptions; isNew: boolean; wantsConfig: boolean }
  | { type: 'call'; call: AeCall }
  | ({ type: 'set-up' } & Arrival)
  | { type: 'set-up-failed'; error: PassError }
  /** The turn of the page in which it asked for a choice is over. */
  | { type: 'turn-over' }
  | { type: 'listed'; providers: readonly Provider[] }
  | { type: 'list-failed'; error: PassError }
  | { type: 'signed-in'; id: number }
  | { type: 'sign-in-failed'; id: number; error: PassError; notice: string | null }
  /** Somebody signed in or out, in any way. */
  | { type: 'changed' }
  | { type: 'trial'; id: string; profile: Profile | null; error?: PassError | undefined; then: TrialStep }
  | { type: 'permitted'; resource: string; permit: Decision & { mediaToken: { serializedToken: string } } }
  | { type: 'refused'; resource: string; error: PassError }
  | { type: 'previewed'; call: Preview; mvpd: string; decisions: readonly Decision[] }
  | { type: 'preview-failed'; call: Preview; error: PassError }
  | { type: 'refreshed'; call: MetadataCall }
  | { type: 'signed-out'; error?: PassError | undefined };

/** What the machine leaves to the part that is fetched on demand. */
export type Outcome = Exclude<AeAction, { type: 'call' | 'requestor' | 'set-up' }>;

/** What the profile of a TempPass is wanted for. */
export type TrialStep = { for: 'selection'; purpose: Purpose } | { for: 'check' } | { for: 'call'; call: MetadataCall };

export type AeEffect =
  /** A function of the page, by name. */
  | { type: 'callback'; name: string; args: unknown[] }
  | { type: 'error-event'; event: AeErrorEvent }
  | {
      type: 'respond';
      callback: AccessEnablerCallback;
      name: 'onResponse' | 'onFailure';
      response: PreauthorizeResponse;
    }
  /** One line in the console, once. */
  | { type: 'say'; text: string }
  | { type: 'set-up' }
  | { type: 'turn-over' }
  | { type: 'list' }
  /** Inside the viewer's click, or never; `early` when none may be needed, `late` when there may be one already. */
  | { type: 'open-window'; mvpd: string; when: 'early' | 'now' | 'late' }
  | { type: 'close-window' }
  | { type: 'sign-in'; id: number; mvpd: string; background: boolean; redirectUrl: string | undefined }
  | { type: 'end-sign-in' }
  | { type: 'cancelled'; mvpd: string }
  | { type: 'select'; mvpd: string }
  | { type: 'trial'; id: string; identity: AeIdentity | undefined; then: TrialStep }
  | { type: 'authorize'; resource: string; mvpd: string; identity: AeIdentity | undefined }
  | { type: 'preview'; call: Preview; mvpd: string; identity: AeIdentity | undefined }
  | { type: 'refresh'; call: MetadataCall }
  | { type: 'sign-out'; background: boolean };

/** One transition under way: a draft of the state, and what follows from it so far. */
export interface Turn {
  state: { -readonly [key in keyof AeState]: AeState[key] };
  readonly viewer: Viewer;
  readonly effects: AeEffect[];
}
