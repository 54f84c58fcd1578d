/**
 * What a device keeps of what it cannot deliver: so many events, for so long. Beyond that whole sessions are given up,
 * the oldest first, since half a session tells wrong numbers.
 */
import type { Waiting } from '../storage/outbox.ts';
import { failure, type MediaCollectionError } from './errors.ts';
import type { MediaEvent } from './types.ts';

/** A day of playback with its pings, or a few hours with many ads. */
export const MOST_EVENTS = 10_000;
/** Longer than anybody is away with downloaded content. */
export const LONGEST_KEPT = 30 * 86_400_000;

/** The sessions to give up. */
export function surplus(waiting: ReadonlyMap<string, Waiting<MediaEvent>>, now: number): Set<string> {
  const since = ({ first }: Waiting<MediaEvent>): number => first.playerTime.ts;
  const oldestFirst = [...waiting].sort(([, a], [, b]) => since(a) - since(b));
  let total = oldestFirst.reduce((sum, [, { count }]) => sum + count, 0);
  const doomed = new Set<string>();
  for (const [key, session] of oldestFirst) {
    if (total <= MOST_EVENTS && now - since(session) <= LONGEST_KEPT) continue;
    doomed.add(key);
    total -= session.count;
  }
  return doomed;
}

export const surplusError = (): MediaCollectionError =>
  failure(
    'storage',
    `Events that could not be delivered were dropped: ${MOST_EVENTS} are kept, for ${LONGEST_KEPT / 86_400_000} days.`,
  );
