/** Requests of signing in and out, here or on another screen. */
import { get, v2, type PassRequest } from './requests.ts';

export interface SessionParameters {
  mvpd?: string;
  domainName?: string;
  redirectUrl?: string;
}

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

export const getProfileByCode = (sp: string, code: string): PassRequest => get(v2(sp, 'profiles', 'code', code));

export const logout = (sp: string, mvpd: string, redirectUrl: string): PassRequest =>
  get(`${v2(sp, 'logout', mvpd)}?${new URLSearchParams({ redirectUrl }).toString()}`, {
    serviceToken: true,
    repeatable: false,
  });
