/** When to try again (section 1.6), as pure functions. */

/** MC-R10: a session that the service refuses to open this often is given up. */
export const START_ATTEMPTS = 3;
/** MC-R16: an event that the service fails on this often is dropped. */
export const EVENT_ATTEMPTS = 4;
/** MC-R17. */
export const REQUEST_TIMEOUT = 5000;

const FIRST = 1000;
const LONGEST = 60_000;

/**
 * Milliseconds before the next attempt: doubling, capped, and spread so that many devices do not return as one.
 * @param attempt failed attempts so far, from 1
 * @param random 0 to 1
 * @param asked what `Retry-After` asked for, in milliseconds
 */
export function retryDelay(attempt: number, random: number, asked = 0): number {
  const backoff = Math.min(LONGEST, FIRST * 2 ** (attempt - 1));
  return Math.max(asked, Math.round(backoff * (0.5 + random / 2)));
}

/** `Retry-After` in milliseconds; 0 when there is none that can be read. */
export function retryAfter(header: string | null, now: number): number {
  if (!header) return 0;
  const wait = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - now;
  return wait > 0 ? Math.min(wait, 10 * LONGEST) : 0;
}
