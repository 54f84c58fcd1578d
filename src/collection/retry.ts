/** When to try again (section 1.6), as pure functions. */

/** MC-R17. */
export const REQUEST_TIMEOUT = 5000;

const FIRST = 1000;
export const LONGEST = 60_000;

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
