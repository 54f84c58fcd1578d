import type { Settings } from '../shared/world-types.ts';
import { createProviders, type Provider } from './providers.ts';

/** A registered client: one pair of credentials for one application instance. */
export interface Client {
  id: string;
  secret: string;
  application: string;
  revoked: boolean;
  /** The service asked this client to register again, so a new registration is right. */
  toldToRegister: boolean;
  /** By service provider: when the configuration was last fetched, and the pages that came since and may want their own. */
  configured: Map<string, { at: number; pages: number }>;
}

export interface AccessToken {
  value: string;
  client: Client;
  expiresAt: number;
  /** When the client was told that it ends, on the clock that never jumps. */
  promised: number;
  movesAtStart: number;
}

/** What a viewer's sign-in belongs to (SBX-8). */
export interface Seat {
  client: string;
  device: string;
  serviceProvider: string;
}

export interface AuthSession extends Seat {
  code: string;
  sessionId: string;
  deviceInfo: Record<string, unknown>;
  mvpd?: string;
  domainName?: string;
  redirectUrl?: string;
  notBefore: number;
  notAfter: number;
  /** When the next session of the device took its place, on the clock that never jumps. */
  replacedAt?: number;
  /** Everything was given at once: the viewer signs in on this device (5.2), or elsewhere with the code (5.3). */
  complete: boolean;
  /** Address of the device that began it. */
  address: string;
  /** Someone asked about this code, or resumed it: only second screens do that (5.3, 10.3). */
  asked: boolean;
  /** How often `authenticate` was opened on the device that began it. */
  openings: number;
  /** The user agent was sent to `redirectUrl`. */
  returned: boolean;
  ticket: string;
  subject?: string;
  polls: Map<string, PollRecord>;
  movesAtStart: number;
}

/** What one poller did with one code. */
export interface PollRecord {
  last: number;
  beforeReturn: number;
  succeeded: boolean;
  toldGone: boolean;
}

export interface Profile extends Seat {
  mvpd: string;
  notBefore: number;
  notAfter: number;
  issuer: string;
  /** `regular`, or a kind of single sign-on this double has no flow for (5.12). */
  type: string;
  sessionId: string;
  /** A new profile may take its time to be seen. */
  visibleFrom: number;
  attributes: Record<string, { value: unknown; state: 'plain' | 'enc' }>;
  invalidated: boolean;
  subject?: string;
}

export type DegradationRule = 'AuthNAll' | 'AuthZAll' | 'AuthZNone';

/** A TempPass trial; the clock runs from the first authorization (5.10). */
export interface Trial {
  mvpd: string;
  serviceProvider: string;
  devices: Set<string>;
  identities: Set<string>;
  startedAt: number;
  notAfter: number;
  used: string[];
  userId: string;
}

export interface MediaToken {
  value: string;
  resource: string;
  mvpd: string;
  serviceProvider: string;
  notAfter: number;
  verified: number;
}

export interface ServiceToken {
  value: string;
  subject: string;
  notBefore: number;
  notAfter: number;
}

export interface PassState {
  providers: Map<string, Provider>;
  clients: Map<string, Client>;
  tokens: Map<string, AccessToken>;
  sessions: Map<string, AuthSession>;
  profiles: Map<string, Profile>;
  degradations: Map<string, { rule: DegradationRule; message?: string }>;
  trials: Trial[];
  mediaTokens: Map<string, MediaToken>;
  /** How often a stumbling provider failed for one question. */
  stumbles: Map<string, number>;
  /** Which client last used a device identifier, per application and brand. */
  deviceOwners: Map<string, string>;
  ssoLinks: Map<string, { subject: string; notAfter: number }>;
  ssoDevices: Map<string, Map<string, Record<string, unknown>>>;
  revokedApplications: Set<string>;
}

export function createPassState(settings: Settings): PassState {
  return {
    providers: createProviders(settings.providers),
    clients: new Map(),
    tokens: new Map(),
    sessions: new Map(),
    profiles: new Map(),
    degradations: new Map(),
    trials: [],
    mediaTokens: new Map(),
    stumbles: new Map(),
    deviceOwners: new Map(),
    ssoLinks: new Map(),
    ssoDevices: new Map(),
    revokedApplications: new Set(),
  };
}

export function seatKey({ client, device, serviceProvider }: Seat, mvpd: string): string {
  return [client, device, serviceProvider, mvpd].join('\n');
}
