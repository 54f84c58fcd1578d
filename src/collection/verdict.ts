/** What to do when the service did not accept an event, as a pure function. */
import { failure, type MediaCollectionError } from './errors.ts';
import { restart, type Restart } from './restart.ts';
import { LONGEST, retryDelay } from './retry.ts';
import type { Answer } from './sender.ts';
import type { Queued, SessionRecord } from './session-record.ts';

/** MC-R10: a session that the service refuses to open this often is given up. */
const START_ATTEMPTS = 3;
/** MC-R16: an event that the service fails on this often is dropped. */
const EVENT_ATTEMPTS = 4;

export interface Verdict {
  readonly error?: MediaCollectionError | undefined;
  /** Try again after so many milliseconds. */
  readonly wait?: number;
  /** Begin a new session that continues this one. */
  readonly restart?: Restart;
  /** Give up the whole session, not this event only. */
  readonly abandon?: boolean;
}

export interface Facts {
  /** How often the first of the queue has been tried, this time included. */
  readonly attempts: number;
  readonly now: number;
  /** 0 to 1. */
  readonly random: number;
}

/** @param answer undefined when the session is too old to be used again */
export function judge(
  record: SessionRecord,
  queue: readonly Queued[],
  answer: Answer | undefined,
  { attempts, now, random }: Facts,
): Verdict {
  const opens = queue[0]![1].eventType === 'sessionStart';
  const whole = opens || record.downloaded;
  if (!answer || (!whole && (answer.status === 404 || answer.status === 410))) return restart(record, queue, now);
  const { status, text, retryAfter: asked } = answer;
  const ok = status < 300;
  const busy = status === 429;
  const error = failure(
    ok ? 'invalid-response' : `http-${status}`,
    ok
      ? `Opening a session needs 201 and a readable Location header, got ${status}.`
      : (message(text) ?? `The service answered ${status}.`),
    { status, retryable: ok || busy || status >= 500 },
  );
  // A batch is never given up for a failure; who is busy has not failed.
  const limit = record.downloaded || busy ? Infinity : opens ? START_ATTEMPTS : EVENT_ATTEMPTS;
  if (!error.retryable || attempts >= limit) return { error, abandon: whole };
  // An outage is told once.
  return {
    wait: retryDelay(attempts, random, retryAfter(asked, now)),
    error: attempts === 3 ? error : undefined,
  };
}

/** `ApiError` of the service: `{ "message": string }`. Members we do not know are ignored (MC-R19). */
function message(text: string): string | undefined {
  try {
    const found = (JSON.parse(text) as { message?: unknown } | null)?.message;
    return typeof found === 'string' && found ? found : undefined;
  } catch {
    return undefined;
  }
}

/** `Retry-After` in milliseconds; 0 when there is none that can be read. */
export function retryAfter(header: string | null, now: number): number {
  if (!header) return 0;
  const wait = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - now;
  return wait > 0 ? Math.min(wait, 10 * LONGEST) : 0;
}
