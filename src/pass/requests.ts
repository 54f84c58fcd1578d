/**
 * One function per endpoint: arguments to a request without its credentials. They add nothing that the endpoint's page
 * does not list. Paths and headers: Adobe Pass REST API V2 reference, one page per endpoint. Here are those of every
 * page view; the others stand beside what needs them, in `*-requests.ts`.
 */
import { base64 } from './base64.ts';

export interface PassRequest {
  method: 'GET' | 'POST';
  path: string;
  headers?: Record<string, string>;
  form?: Record<string, string>;
  json?: unknown;
  /** In whose name it is asked, where the endpoint lists `AP-TempPass-Identity`. */
  mvpd?: string;
  /** Whether the endpoint lists `AD-Service-Token`. */
  serviceToken?: boolean;
  /** Asked for a device that is not this one, so nothing is said of this one. */
  otherDevice?: boolean;
  /** Whether repeating it changes nothing more at the service. */
  repeatable?: boolean;
}

export const v2 = (serviceProvider: string, ...parts: string[]): string =>
  ['/api/v2', ...[serviceProvider, ...parts].map(encodeURIComponent)].join('/');

export const get = (path: string, more: Partial<PassRequest> = {}): PassRequest => ({
  method: 'GET',
  path,
  repeatable: true,
  ...more,
});

export const getProfiles = (sp: string): PassRequest => get(v2(sp, 'profiles'), { serviceToken: true });

export const getProfile = (sp: string, mvpd: string): PassRequest =>
  get(v2(sp, 'profiles', mvpd), { serviceToken: true, mvpd });

/** Decisions change nothing, so they may be repeated although they are posted. */
const decisions = (kind: string, sp: string, mvpd: string, resources: readonly string[]): PassRequest => ({
  method: 'POST',
  path: v2(sp, 'decisions', kind, mvpd),
  json: { resources },
  mvpd,
  serviceToken: true,
  repeatable: true,
});

export const preauthorize = (sp: string, mvpd: string, resources: readonly string[]): PassRequest =>
  decisions('preauthorize', sp, mvpd, resources);

export const authorize = (sp: string, mvpd: string, resource: string): PassRequest =>
  decisions('authorize', sp, mvpd, [resource]);

/** Whose promotional TempPass it is: a hash that the publisher made, by the key that was agreed on. */
export const identityHeader = (hashes: Identity | undefined): Record<string, string> =>
  hashes ? { 'AP-TempPass-Identity': base64(JSON.stringify(hashes)) } : {};

export type Identity = Readonly<Record<string, string>>;

/** `AP-Device-Identifier`: the only type there is, then the identifier. */
export const deviceIdentifier = (deviceId: string): string => `fingerprint ${base64(deviceId)}`;
