/**
 * One function per endpoint: arguments to a request without its credentials. They add nothing that the endpoint's page
 * does not list. Paths and headers: Adobe Pass REST API V2 reference, one page per endpoint.
 */
import { base64 } from './base64.ts';

export interface PassRequest {
  method: 'GET' | 'POST';
  path: string;
  headers?: Record<string, string>;
  form?: Record<string, string>;
  json?: unknown;
  /** Whether the endpoint lists `AD-Service-Token`. */
  serviceToken?: boolean;
  /** Asked for a device that is not this one, so nothing is said of this one. */
  otherDevice?: boolean;
  /** Whether repeating it changes nothing more at the service. */
  repeatable?: boolean;
}

export interface SessionParameters {
  mvpd?: string;
  domainName?: string;
  redirectUrl?: string;
}

const v2 = (serviceProvider: string, ...parts: string[]): string =>
  ['/api/v2', ...[serviceProvider, ...parts].map(encodeURIComponent)].join('/');

const get = (path: string, more: Partial<PassRequest> = {}): PassRequest => ({
  method: 'GET',
  path,
  repeatable: true,
  ...more,
});

export const getConfiguration = (sp: string): PassRequest => get(v2(sp, 'configuration'));

export const createSession = (sp: string, form: SessionParameters): PassRequest => ({
  method: 'POST',
  path: v2(sp, 'sessions'),
  form: { ...form },
  serviceToken: true,
});

export const resumeSession = (sp: string, code: string, form: SessionParameters): PassRequest => ({
  method: 'POST',
  path: v2(sp, 'sessions', code),
  form: { ...form },
});

export const getSession = (sp: string, code: string): PassRequest => get(v2(sp, 'sessions', code));

/** Not a request of ours: the page that leads a browser to the provider of a session. */
export const authenticatePath = (sp: string, code: string): string =>
  ['/api/v2/authenticate', ...[sp, code].map(encodeURIComponent)].join('/');

export const getProfiles = (sp: string): PassRequest => get(v2(sp, 'profiles'), { serviceToken: true });

export const getProfile = (sp: string, mvpd: string): PassRequest =>
  get(v2(sp, 'profiles', mvpd), { serviceToken: true });

export const getProfileByCode = (sp: string, code: string): PassRequest => get(v2(sp, 'profiles', 'code', code));

/** Decisions change nothing, so they may be repeated although they are posted. */
const decisions = (kind: string, sp: string, mvpd: string, resources: readonly string[]): PassRequest => ({
  method: 'POST',
  path: v2(sp, 'decisions', kind, mvpd),
  json: { resources },
  serviceToken: true,
  repeatable: true,
});

export const preauthorize = (sp: string, mvpd: string, resources: readonly string[]): PassRequest =>
  decisions('preauthorize', sp, mvpd, resources);

export const authorize = (sp: string, mvpd: string, resource: string): PassRequest =>
  decisions('authorize', sp, mvpd, [resource]);

export const logout = (sp: string, mvpd: string, redirectUrl: string): PassRequest =>
  get(`${v2(sp, 'logout', mvpd)}?${new URLSearchParams({ redirectUrl }).toString()}`, {
    serviceToken: true,
    repeatable: false,
  });

export const register = (softwareStatement: string, redirectUri: string): PassRequest => ({
  method: 'POST',
  path: '/o/client/register',
  json: { software_statement: softwareStatement, redirect_uri: redirectUri },
});

export const getToken = (clientId: string, clientSecret: string): PassRequest => ({
  method: 'POST',
  path: '/o/client/token',
  form: { client_id: clientId, client_secret: clientSecret, grant_type: 'client_credentials' },
});

/** `AP-Device-Identifier`: the only type there is, then the identifier. */
export const deviceIdentifier = (deviceId: string): string => `fingerprint ${base64(deviceId)}`;
