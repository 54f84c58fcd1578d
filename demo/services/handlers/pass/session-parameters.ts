import type { PassRequest } from './endpoint.ts';
import { requireProvider } from './integration.ts';
import { isListedAddress, ownsHost } from './service-providers.ts';

export const SESSION_FIELDS = ['mvpd', 'domainName', 'redirectUrl'] as const;

export type SessionParameters = Partial<Record<(typeof SESSION_FIELDS)[number], string>>;

/** The three parameters of a session. A missing one is no error; an invalid one is (4.2, SBX-11). */
export function readParameters(request: PassRequest): SessionParameters | Response {
  const { form, sp, refuse } = request;
  const given: SessionParameters = {};
  for (const name of SESSION_FIELDS) {
    const value = form.get(name);
    if (value) given[name] = value;
  }
  if (given.mvpd !== undefined) {
    const provider = requireProvider(request, given.mvpd);
    if (provider instanceof Response) return provider;
  }
  if (given.domainName !== undefined && !ownsHost(sp, given.domainName)) {
    const details = `domainName ${given.domainName} is not among the domains of ${sp.id}`;
    return refuse('invalid_parameter_redirect_url', { details });
  }
  if (given.redirectUrl !== undefined && !isListedAddress(given.redirectUrl, [sp])) {
    const details = /%3A%2F%2F/i.test(given.redirectUrl)
      ? 'redirectUrl is URL-encoded twice'
      : 'redirectUrl must be absolute, http or https, on a listed domain';
    return refuse('invalid_parameter_redirect_url', { details, rule: 'PASS-R34' });
  }
  return given;
}
