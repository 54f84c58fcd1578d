/** What to do when the service did not accept an event, as a pure function. */
import { isRecord, parseJson, retryAfter, textOf } from '../core/http.ts';
import type { Answer } from './destination.ts';
import { failure, type MediaCollectionError } from './errors.ts';
import { restart, type Restart } from './restart.ts';
import { retryDelay } from './retry.ts';
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
  readonly abandon?: boolean | undefined;
  /** What becomes of each event that was asked about. */
  readonly items?: Answer['items'];
}

export interface Facts {
  /** How often the first of the queue has been tried, this time included. */
  readonly attempts: number;
  /** How many went together. */
  readonly count: number;
  readonly now: number;
  /** 0 to 1. */
  readonly random: number;
}

/** @param answer undefined when the session is too old to be used again */
export function judge(
  record: SessionRecord,
  queue: readonly Queued[],
  answer: Answer | undefined,
  { attempts, count, now, random }: Facts,
): Verdict {
  const opens = queue[0]![1].eventType === 'sessionStart';
  const streams = record.to === 'inlet';
  const whole = record.downloaded || (opens && !streams);
  if (!answer || (!whole && !streams && (answer.status === 404 || answer.status === 410)))
    return restart(record, queue, now);
  const { status, text, retryAfter: asked, code, reason, items, hopeless } = answer;
  const ok = status < 300;
  const busy = status === 429 || answer.busy;
  const error = failure(
    code ?? (ok ? 'invalid-response' : `http-${status}`),
    reason ??
      (ok
        ? `Opening a session needs 201 and a readable Location header, got ${status}.`
        : (message(text) ?? `The service answered ${status}.`)),
    { status, retryable: !hopeless && (ok || busy || status >= 500) },
  );
  const wait = retryDelay(attempts, random, retryAfter(asked, now));
  const all = (fate: 'dropped' | undefined): Answer['items'] => queue.slice(0, count).map(() => fate);
  if (items) {
    const told = items.includes('dropped') ? error : undefined;
    // Who took some of them is there; what it did not take has failed once more.
    if (items[0] || busy || attempts < EVENT_ATTEMPTS)
      return { items, error: told, ...(items.includes(undefined) && { wait }) };
    return { items: ['dropped', ...items.slice(1)], error };
  }
  // A batch is never given up for a failure; who is busy has not failed; what fails together may do better in parts.
  const parts = streams && count > 1 && !record.downloaded && !hopeless;
  const limit = record.downloaded || busy || parts ? Infinity : whole ? START_ATTEMPTS : EVENT_ATTEMPTS;
  const again = error.retryable || (parts && status === 413);
  if (!again || attempts >= limit)
    return whole || hopeless ? { error, abandon: true } : { error, items: all('dropped') };
  // An outage is told once.
  return { wait, error: attempts === 3 && status !== 413 ? error : undefined };
}

/** `ApiError` of the service: `{ "message": string }`. Members we do not know are ignored (MC-R19). */
function message(text: string): string | undefined {
  const body = parseJson(text);
  return isRecord(body) ? textOf(body['message']) : undefined;
}
