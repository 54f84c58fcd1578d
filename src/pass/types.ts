/**
 * Shapes of Adobe Pass Authentication, REST API V2. The wire's own field names are kept; what we hand on is checked and
 * has one type per field (times are epoch milliseconds, numbers).
 */
import type { PassError } from './errors.ts';

/** A TV provider (MVPD) as the configuration lists it. */
export interface Provider {
  /** Sent to the service wherever it asks for an `mvpd`. Opaque and case-sensitive. */
  id: string;
  /** Shown to the viewer. */
  displayName: string;
  logoUrl?: string | undefined;
  isTempPass: boolean;
  isProxy: boolean;
}

export interface Attribute {
  value?: unknown;
  /** Only `plain` values can be read here; others are encrypted for the publisher's servers. */
  state?: string;
}

/** An authenticated state: who vouches for the viewer, until when, and what is known of them. */
export interface Profile {
  mvpd: string;
  /** `regular`, `degraded`, `temporary`, `appleSSO`, `platformSSO`, `serviceTokenSSO`, or one we do not know yet. */
  type: string;
  issuer: string;
  notBefore: number;
  notAfter: number;
  attributes: Record<string, Attribute>;
  /** Name and logo of the provider, where it was chosen on this device. */
  displayName?: string | undefined;
  logoUrl?: string | undefined;
}

/** Short proof of one permitted playback. It is used once, checked by the publisher's server, and never stored. */
export interface MediaToken {
  serializedToken: string;
  notBefore: number;
  notAfter: number;
}

export interface Decision {
  resource: string;
  mvpd: string;
  authorized: boolean;
  /** `mvpd`, `degradation`, `temppass`, or one we do not know yet. */
  source: string;
  mediaToken?: MediaToken;
  notBefore?: number;
  notAfter?: number;
  /** Why not, when `authorized` is false. */
  error?: PassError;
}

/** What the service wants next in a sign-in. */
export interface SessionAnswer {
  actionName: string;
  reasonType: string;
  url?: string;
  code?: string;
  mvpd?: string;
  missingParameters: string[];
  /** How long the code lives from now, in milliseconds. */
  life?: number;
}

/** One step that is left to do after a profile was deleted. */
export interface LogoutStep {
  mvpd: string;
  actionName: string;
  url?: string;
}

/** What `pass-service` has to know of its publisher. */
export interface PassConfig {
  serviceProvider: string;
  softwareStatement: string;
  /** Origin of the API, without a trailing slash. */
  baseUrl: string;
  /** Where a sign-in ends. Asked each time, since the page may have moved on by history. */
  redirectUrl: () => string;
  domainName: string;
  tempPass?: string | undefined;
  /** Who the viewer is, for promotional TempPass: only a hash leaves the device. Asked each time. */
  tempPassIdentity?: (() => Record<string, string> | undefined) | undefined;
  /** Asked each time, since it is renewed while the page is open. */
  serviceToken?: (() => string | null) | undefined;
  visitorId?: string | undefined;
  applicationId?: string | undefined;
}

/**
 * A code that signs this device in from another screen. Tabs and elements that ask at the same time are given the same
 * code, and only one of them polls.
 */
export interface SecondScreen {
  /** What the viewer types on the other screen; empty when no sign-in is needed, then `profile` is there at once. */
  readonly code: string;
  /** When the code ends, epoch milliseconds by this device's clock. Counted from the code's life, not from 30 minutes. */
  readonly expiresAt: number;
  /**
   * The profile, once somebody signed in there. Rejects with a PassError: `code-expired` when the code ended unused,
   * `aborted` when cancelled, else what the service said. It may be left unhandled.
   */
  readonly profile: Promise<Profile>;
  /** Looks now, if the rules allow it (never faster than 3 s): when the page is seen again, say. */
  check(): void;
  /** Rests while the page is hidden (another tab that shows the code goes on), and goes on when it is seen. */
  pause(paused: boolean): void;
  /** Nobody waits for it any more. The next start gets a new code. */
  cancel(): void;
}

/** What a code typed on this screen stands for. */
export interface Activation {
  /** As it is sent: upper case, without spaces and hyphens. */
  readonly code: string;
  /** The provider chosen on the other device; without it, one has to be chosen here. */
  readonly mvpd?: string;
  /** Form fields the session still lacks: `mvpd`, `domainName`, `redirectUrl`. All but the provider are filled in. */
  readonly missingParameters: string[];
  /** When the code ends by the service's clock. */
  readonly expiresAt?: number;
  /** What the service tells of the other device, each a short text: `type`, `model`, `osName`, `browserName`, … */
  readonly device?: Record<string, string>;
}
