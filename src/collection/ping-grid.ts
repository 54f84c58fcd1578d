import type { TrackingState } from './session-state.ts';

const CONTENT_PING = 10_000;

/**
 * MC-R61 to R67: one free-running grid whose phase is set by `sessionStart` and by nothing else; finer in ad breaks.
 * Ticks that were missed are left out, so the next one is always the first in the future.
 */
export function nextPing({ start, brk, session }: TrackingState, now: number): number {
  const step = brk && session ? session.adPing : CONTENT_PING;
  return start + (Math.floor(Math.max(0, now - start) / step) + 1) * step;
}
