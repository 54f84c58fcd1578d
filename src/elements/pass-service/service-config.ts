import { parseAddress } from '../../core/address.ts';
import { misuse } from '../../core/errors.ts';
import { PassError } from '../../pass/errors.ts';
import type { PassConfig } from '../../pass/types.ts';

/** The production host; staging, prequalification and the local services are other values of `base-url`. */
export const PRODUCTION = 'https://api.auth.adobe.com';

/** The element's attributes as the page wrote them. */
export interface ServiceAttributes {
  serviceProvider: string | null;
  softwareStatement: string | null;
  baseUrl: string | null;
  redirectUrl: string | null;
  domainName: string | null;
  tempPass: string | null;
  visitorId: string | null;
  applicationId: string | null;
}

const ADDRESS = 'an https address (or http on localhost)';

/** The attributes as a configuration, or a PassError that names the attribute and what it expects. */
export function readConfig(attributes: ServiceAttributes): PassConfig {
  const { serviceProvider, softwareStatement, baseUrl, redirectUrl } = attributes;
  if (!serviceProvider) throw wrong('service-provider', 'the id of the service provider', serviceProvider);
  if (!softwareStatement) {
    throw wrong('software-statement', 'the statement of an application registered for REST V2', softwareStatement);
  }
  const base = parseAddress(baseUrl ?? PRODUCTION, location.href);
  if (!base) throw wrong('base-url', ADDRESS, baseUrl);
  if (redirectUrl && !parseAddress(redirectUrl, location.href)) throw wrong('redirect-url', ADDRESS, redirectUrl);
  return {
    serviceProvider,
    softwareStatement: softwareStatement.trim(),
    baseUrl: base.href.replace(/\/+$/, ''),
    redirectUrl: () => (redirectUrl ? new URL(redirectUrl, location.href).href : thisPage()),
    domainName: attributes.domainName || location.hostname,
    tempPass: attributes.tempPass || undefined,
    visitorId: attributes.visitorId || undefined,
    applicationId: attributes.applicationId || undefined,
  };
}

/** This page, without its hash: that part is the page's own and would not survive every provider's redirect. */
function thisPage(): string {
  const url = new URL(location.href);
  url.hash = '';
  for (const name of [...url.searchParams.keys()]) if (name.startsWith('tve-')) url.searchParams.delete(name);
  return url.href;
}

const wrong = (attribute: string, expected: string, found: unknown): PassError =>
  new PassError({ ...misuse(`<pass-service ${attribute}>`, expected, found), action: 'configuration' });
