/**
 * What a device keeps of what it cannot deliver: so many events, for so long. Beyond that whole sessions are given up,
 * the oldest first, since half a session tells wrong numbers.
 */
import type { DeliveryOptions, SessionDelivery } from './delivery-types.ts';
import { failure, type MediaCollectionError } from './errors.ts';
import type { MediaEvent } from './types.ts';

/** Half a day of playback with its pings; more at once would take a page too long to read. */
export const MOST_EVENTS = 5_000;
/** Longer than anybody is away with downloaded content. */
export const LONGEST_KEPT = 30 * 86_400_000;

/** The sessions to give up, by their events in order. */
export function surplus(waiting: readonly (readonly [session: string, event: MediaEvent])[], now: number): Set<string> {
  const sessions = new Map<string, { readonly since: number; count: number }>();
  for (const [key, { playerTime }] of waiting) {
    const session = sessions.get(key) ?? { since: playerTime.ts, count: 0 };
    session.count++;
    sessions.set(key, session);
  }
  let total = waiting.length;
  const doomed = new Set<string>();
  for (const [key, { since, count }] of [...sessions].sort(([, a], [, b]) => a.since - b.since)) {
    if (total <= MOST_EVENTS && now - since <= LONGEST_KEPT) continue;
    doomed.add(key);
    total -= count;
  }
  return doomed;
}

/**
 * Gives up what is too old or too much of this page's own, and tells what else there is: other pages have that in hand,
 * or it comes free.
 */
export async function tidy(
  { outbox, clock, failed }: DeliveryOptions,
  own: ReadonlyMap<string, SessionDelivery>,
): Promise<ReadonlySet<string>> {
  const doomed = surplus(await outbox.waiting(), clock.now());
  const ours = [...own].filter(([key]) => doomed.has(key));
  for (const [, delivery] of ours) void delivery.abandon();
  if (ours.length > 0) failed(surplusError());
  return doomed;
}

export const surplusError = (): MediaCollectionError =>
  failure(
    'storage',
    `Events that could not be delivered were dropped: ${MOST_EVENTS} are kept, for ${LONGEST_KEPT / 86_400_000} days.`,
  );
