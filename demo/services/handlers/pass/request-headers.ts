import type { Call, World } from '../shared/world-types.ts';
import { decodeBase64, decodeBase64Json } from '../shared/base64.ts';

/** Set by browsers and HTTP libraries of themselves; a script cannot help them. */
const BROWSER =
  /^(accept|accept-.*|user-agent|origin|referer|sec-.*|connection|host|content-length|cache-control|pragma|priority|te|dnt|upgrade-insecure-requests|cookie|transfer-encoding|keep-alive|purpose|if-.*|save-data|via)$/;

/** Accepted on every call of REST V2 (3.1, 10.8, 10.32). */
const EVERYWHERE = [
  'authorization',
  'ap-device-identifier',
  'x-device-info',
  'ap-visitor-identifier',
  'x-forwarded-for',
];

export const SSO_HEADERS = ['adobe-subject-token', 'x-roku-reserved-roku-connect-token', 'ad-service-token'];
export const PARTNER_HEADER = 'ap-partner-framework-status';
export const IDENTITY_HEADER = 'ap-temppass-identity';

/** Names headers no document lists for this endpoint: "extras risk a 400" (SBX-6). */
export function noteUnknownHeaders({ request, complain, entry }: Call, documented: readonly string[]): void {
  for (const name of request.headers.keys()) {
    if (BROWSER.test(name) || documented.includes(name)) continue;
    if (EVERYWHERE.includes(name)) continue;
    if (name === 'content-type' && request.method === 'POST') continue;
    complain('PASS-R104', `${entry.method} ${entry.path} carries the undocumented header ${name}`, 'header');
  }
  if (request.headers.has('x-forwarded-for') && request.headers.has('origin')) {
    complain('PASS-R105', 'a page sent X-Forwarded-For, which is for servers', 'header');
  }
}

export type HeaderReading = { value: string } | { problem: string };

/** `fingerprint <base64>` (3.2): the decoded identifier, or what is wrong. */
export function readDeviceIdentifier(value: string | null): HeaderReading {
  if (!value) return { problem: 'AP-Device-Identifier is missing' };
  const [kind, encoded, ...rest] = value.split(' ');
  if (kind !== 'fingerprint' || encoded === undefined || rest.length > 0) {
    return { problem: 'AP-Device-Identifier must be the word fingerprint, one space, and Base64' };
  }
  const id = decodeBase64(encoded);
  return id ? { value: id } : { problem: 'AP-Device-Identifier holds no standard Base64' };
}

/** The viewer's identity for a promotional TempPass (3.4, 10.11). */
export function readTempPassIdentity(world: World, value: string | null): HeaderReading {
  if (!value) return { problem: 'AP-TempPass-Identity is missing' };
  const texts = Object.values(decodeBase64Json(value) ?? {}).filter(v => typeof v === 'string' && v !== '');
  const [identity] = texts as string[];
  if (!identity) return { problem: 'AP-TempPass-Identity must be the Base64 of a JSON object with a non-empty string' };
  if (world.switches.tempPassIdentity === 'hash' && !/^[0-9a-f]{64}$/.test(identity)) {
    return { problem: 'AP-TempPass-Identity must hold a SHA-256 hash of 64 hexadecimal digits' };
  }
  return { value: identity };
}
