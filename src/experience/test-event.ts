/** A single message from an operator, with everything that is known about its way. Never for public pages. */
import { systemClock } from '../core/clock.ts';
import { isSuccess, type HttpDeps } from '../core/http.ts';
import { checkTarget } from './check-target.ts';
import { fail, readError, type StreamingError } from './errors.ts';
import { ADVISED_BYTES, encode, inletMessage, MAX_BYTES } from '../xdm/inlet-message.ts';
import { readReceipt, type Receipt } from './inlet-responses.ts';
import { createInletPost, type InletOptions } from './inlet-sender.ts';

export interface TestReport {
  readonly status: number;
  readonly receipt: Receipt | undefined;
  readonly error: StreamingError | undefined;
  /** Milliseconds from sending to the whole answer. */
  readonly roundTrip: number;
  /** Validation was asked for and is not offered here; the event was sent without it (STREAM-R32). */
  readonly downgraded: boolean;
  /** Larger than what is advised for one event (STREAM-R28). */
  readonly large: boolean;
}

export async function sendTestEvent(
  entity: object,
  { syncValidation = false, ...options }: InletOptions & { syncValidation?: boolean },
  platform: Partial<HttpDeps> = {},
): Promise<TestReport> {
  const { target } = options;
  checkTarget(target);
  const deps: HttpDeps = { fetch: (...all) => fetch(...all), clock: systemClock, random: Math.random, ...platform };
  const { json, bytes } = encode(inletMessage(target, entity));
  if (bytes > MAX_BYTES) {
    throw fail({ code: 'too-large', message: `The event has ${bytes} bytes; an inlet takes at most ${MAX_BYTES}.` });
  }
  const post = createInletPost(options, deps);
  const start = deps.clock.elapsed();
  let answer = await post(syncValidation ? validating(target.inletUrl) : target.inletUrl, json);
  const downgraded = syncValidation && answer.status === 501;
  if (downgraded) answer = await post(target.inletUrl, json);
  const { status, text } = answer;
  const good = isSuccess(status);
  return {
    status,
    receipt: good ? readReceipt(text) : undefined,
    error: good ? undefined : readError(status, text),
    roundTrip: Math.round(deps.clock.elapsed() - start),
    downgraded,
    large: bytes > ADVISED_BYTES,
  };
}

/** STREAM-R29: only here, on the address of single messages. */
function validating(inletUrl: string): string {
  const url = new URL(inletUrl);
  url.searchParams.set('syncValidation', 'true');
  return url.href;
}

/** STREAM-R30: validated requests per minute and connection. */
const PER_MINUTE = 60;

/** Moments of validated requests, and how long to wait before one more, in milliseconds. */
export function admitValidation(times: readonly number[], now: number): { times: number[]; wait: number } {
  const recent = times.filter(time => now - time < 60_000);
  const full = recent.length >= PER_MINUTE;
  return full ? { times: recent, wait: 60_000 - (now - recent[0]!) } : { times: [...recent, now], wait: 0 };
}
