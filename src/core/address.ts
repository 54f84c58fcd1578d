/** Which addresses we are willing to speak to, open or show. */

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/** The address, if it is https, or http on a loopback host; otherwise undefined. Relative addresses need a base. */
export function parseAddress(value: string | null | undefined, base?: string): URL | undefined {
  if (!value) return undefined;
  try {
    const url = new URL(value, base);
    const safe = url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.has(url.hostname));
    return safe ? url : undefined;
  } catch {
    return undefined;
  }
}

/** An image address a service handed us: http(s) only, since anything else could run or read something. */
export function imageAddress(value: string | null | undefined): string | undefined {
  if (!value) return undefined;
  try {
    const { protocol, href } = new URL(value);
    return protocol === 'https:' || protocol === 'http:' ? href : undefined;
  } catch {
    return undefined;
  }
}
