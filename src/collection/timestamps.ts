import type { Clock } from '../core/clock.ts';

/** A wall clock further ahead than this means that the device slept or its clock was set. */
const JUMP = 1000;

/**
 * Epoch milliseconds that only move forward: anchored once, carried on by the monotonic clock, anchored again when the
 * wall clock has jumped ahead, never when it was set back (spec 2.3).
 */
export function createTimeline(clock: Clock): () => number {
  let offset = clock.now() - clock.elapsed();
  return () => {
    const ahead = clock.now() - clock.elapsed();
    if (ahead - offset > JUMP) offset = ahead;
    return offset + clock.elapsed();
  };
}
