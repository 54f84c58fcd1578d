/** Standard Base64 with padding on one line, holding UTF-8 (spec section 1.4). */

const STANDARD = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

export function encodeBase64(text: string): string {
  return btoa(Array.from(new TextEncoder().encode(text), byte => String.fromCharCode(byte)).join(''));
}

/** The decoded text, or undefined for anything that is not standard padded Base64 of UTF-8. */
export function decodeBase64(value: string): string | undefined {
  if (value === '' || !STANDARD.test(value)) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(atob(value), c => c.charCodeAt(0)));
  } catch {
    return undefined;
  }
}

/** The JSON object inside Base64, or undefined. */
export function decodeBase64Json(value: string): Record<string, unknown> | undefined {
  return parseObject(decodeBase64(value));
}

/** A JSON object, or undefined for any other text. */
export function parseObject(text: string | undefined): Record<string, unknown> | undefined {
  if (text === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The claims of a compact JWS, unverified, or undefined. */
export function readClaims(token: string): Record<string, unknown> | undefined {
  const parts = token.split('.');
  if (parts.length !== 3 || parts.some(part => !/^[A-Za-z0-9_-]+$/.test(part))) return undefined;
  const body = (parts[1] ?? '').replaceAll('-', '+').replaceAll('_', '/');
  return decodeBase64Json(body + '='.repeat((4 - (body.length % 4)) % 4));
}

/** A compact JWS with a made-up signature. */
export function writeToken(claims: Record<string, unknown>, signature: string): string {
  const part = (value: string) => value.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
  const header = encodeBase64(JSON.stringify({ alg: 'RS256', typ: 'JWT' }));
  return [header, encodeBase64(JSON.stringify(claims)), signature].map(part).join('.');
}
