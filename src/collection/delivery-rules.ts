/** What to do with an answer, as a pure function: the record, the queue and the outcome in, the next step out. */
import type { Outcome } from './destination.ts';
import { MediaCollectionError } from './errors.ts';
import { follow, restartEvents, type Context } from './restart.ts';
import { EVENT_ATTEMPTS, retryDelay, START_ATTEMPTS } from './retry.ts';
import type { MediaEvent, Target } from './types.ts';

/** MC-R92: the service has closed a session that it has not heard of for so long. */
export const SESSION_TIMEOUT = 600_000;
/** MC-R15. */
const RESTART_GUARD = 10_000;

/** What is stored of a session beside its events. Times are epoch milliseconds of this device. */
export interface SessionRecord {
  readonly target: Target;
  readonly downloaded: boolean;
  /** The id the service gave. */
  readonly session?: string | undefined;
  readonly context: Context;
  /** When the service last accepted something, and when the session last had to be opened anew. */
  readonly accepted?: number | undefined;
  readonly restarted?: number | undefined;
  /** The page was left, and what waited was sent with its last breath. Or it was put aside, and may come back. */
  readonly left?: number | undefined;
  readonly parked?: number | undefined;
}

export type Queued = readonly [sequence: number, event: MediaEvent];

export type Step =
  | { readonly do: 'forget'; readonly record: SessionRecord }
  | { readonly do: 'drop'; readonly error: MediaCollectionError }
  /** Give up the whole session. */
  | { readonly do: 'abandon'; readonly error?: MediaCollectionError }
  /** Put these before the events of the queue, in place of those that an earlier restart put there. */
  | { readonly do: 'restart'; readonly record: SessionRecord; readonly events: readonly Queued[] }
  | { readonly do: 'wait'; readonly ms: number; readonly error?: MediaCollectionError };

/** Events that a restart put before another have no whole number. */
export const isRestart = ([sequence]: Queued): boolean => !Number.isInteger(sequence);

/** @param attempts how often the first of the queue has been tried, this time included */
export function decide(
  record: SessionRecord,
  queue: readonly Queued[],
  outcome: Outcome,
  { attempts, now, random }: { readonly attempts: number; readonly now: number; readonly random: number },
): Step {
  const event = queue[0]![1];
  const whole = record.downloaded || event.eventType === 'sessionStart';
  switch (outcome.type) {
    case 'accepted': {
      const context = follow(record.context, event);
      const session = outcome.session ?? record.session;
      return { do: 'forget', record: { ...record, session, context, accepted: now, left: undefined } };
    }
    case 'gone':
      return restart(record, queue, now);
    case 'failed': {
      const { error, final, after } = outcome;
      const limit = whole ? START_ATTEMPTS : EVENT_ATTEMPTS;
      // A batch is never given up for a failure; an outage is told once.
      const wait = !final || record.downloaded || attempts < limit;
      if (wait) return { do: 'wait', ms: retryDelay(attempts, random, after), ...(attempts === 3 && { error }) };
      return { do: whole ? 'abandon' : 'drop', error };
    }
    case 'refused':
      return { do: whole ? 'abandon' : 'drop', error: outcome.error };
  }
}

/** MC-R13 to R15. */
function restart(record: SessionRecord, queue: readonly Queued[], now: number): Step {
  const { context, left, restarted = -Infinity } = record;
  // What was sent when the page was left has arrived, the end included; and an end needs no new beginning.
  if (left !== undefined || context.complete || queue[0]![1].eventType === 'sessionEnd') return { do: 'abandon' };
  if (now - restarted < RESTART_GUARD) {
    const message = 'The service forgets each new session at once; tracking of this item stops.';
    return { do: 'abandon', error: new MediaCollectionError({ code: 'invalid-response', message }) };
  }
  const first = queue.find(queued => !isRestart(queued));
  if (!first) return { do: 'abandon' };
  const events = restartEvents(context, first[1]);
  return {
    do: 'restart',
    record: { ...record, session: undefined, accepted: undefined, restarted: now },
    events: events.map((event, index): Queued => [first[0] - 1 + (index + 1) / (events.length + 1), event]),
  };
}
