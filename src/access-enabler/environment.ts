/** What the page's own words say of the service to use. */
import { say } from './handlers.ts';
import { isPlainObject } from './options.ts';
import type { AeIdentity } from './types.ts';

const STAGING = 'https://api.auth-staging.adobe.com';

/** The service behind an address of the old list of endpoints; undefined for Adobe's production service. */
export function baseOf(endpoints: unknown): string | undefined {
  const [first, ...others] = Array.isArray(endpoints) ? (endpoints as unknown[]) : [];
  if (others.length > 0) say('setRequestor(): only the first endpoint is used; there is one service, base-url.');
  if (typeof first !== 'string' || !first) return undefined;
  try {
    const { origin, hostname } = new URL(/^https?:/.test(first) ? first : `https://${first}`);
    if (/(^|\.)auth-staging\.adobe\.com$/.test(hostname)) return STAGING;
    return /(^|\.)auth\.adobe\.com$/.test(hostname) ? undefined : origin;
  } catch {
    say(`setRequestor(): ${JSON.stringify(first)} is no address; the production service is used.`);
    return undefined;
  }
}

/** Where a sign-in is to end: an address of the page, or of the page itself when there is none. */
export function readRedirect(value: unknown): string | undefined {
  if (typeof value !== 'string' || !value) return undefined;
  try {
    const { protocol, href } = new URL(value, location.href);
    if (/^https?:$/.test(protocol)) return href;
  } catch {
    // Told below.
  }
  say('redirect_url is no http(s) address; the viewer comes back to this page.');
  return undefined;
}

/** Only a hash leaves the page: what a viewer typed is nobody's business. */
export function readIdentity(value: unknown): AeIdentity | undefined {
  if (value === undefined || value === null) return undefined;
  const identity = isPlainObject(value) ? value : {};
  const hashes = Object.values(identity);
  const isHash = (hash: unknown): boolean => typeof hash === 'string' && /^[\da-f]{64}$/i.test(hash);
  if (hashes.length > 0 && hashes.every(isHash)) return identity as AeIdentity;
  console.error('tve-access-enabler: identity data of a TempPass has to be a SHA-256 hash in hex; it was not sent.');
  return undefined;
}
