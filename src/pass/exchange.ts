import type { Clock } from '../core/clock.ts';
import { parseJson } from '../core/http.ts';
import { onAbort } from '../core/signals.ts';
import { aborted, wait } from '../core/wait.ts';
import { asPassError, PassError, readError } from './errors.ts';
import type { PassRequest } from './requests.ts';
import { retryDelay } from './retry.ts';
import type { Priority, Throttle } from './throttle.ts';

export interface SendOptions {
  signal?: AbortSignal | undefined;
  priority?: Priority | undefined;
  /** From this moment of the clock that never jumps on it asks for a code that has ended, and is not sent any more. */
  until?: number | undefined;
  /** Repetitions of what belongs together are counted together; at most three, or `most`. */
  tries?: { used: number; most?: number } | undefined;
}

/** Sends one request, within the budget and with the allowed repetitions, and reads its answer. */
export type Exchange = <T>(
  request: PassRequest,
  headers: () => Promise<Record<string, string>>,
  read: (body: unknown, httpStatus: number) => T,
  options?: SendOptions,
) => Promise<T>;

/** So many requests without a usable answer, each repeated as allowed, mean that the service is out of order. */
const BREAKS_AFTER = 4;
const PAUSE = 15_000;
const isFault = (status: number): boolean => status === 429 || status >= 500;

/** A provider may think for a long time about a decision; longer than this nobody waits. */
const TIMEOUT = 30_000;

export function createExchange(deps: {
  baseUrl: string;
  fetch: typeof fetch;
  clock: Clock;
  random: () => number;
  throttle: Throttle;
  log: (text: string) => void;
}): Exchange {
  const { baseUrl, clock, random, throttle, log } = deps;

  const once = async <T>(
    request: PassRequest,
    headers: Record<string, string>,
    read: (body: unknown, httpStatus: number) => T,
    signal: AbortSignal | undefined,
  ): Promise<T> => {
    const limit = new AbortController();
    const cancelLimit = clock.after(TIMEOUT, () => limit.abort());
    // The caller's signal may outlive thousands of requests, and must not remember any of them.
    const stop = onAbort(signal, () => limit.abort());
    let response: Response;
    let text: string;
    try {
      response = await deps.fetch(baseUrl + request.path, {
        method: request.method,
        headers: { ...headers, ...contentType(request) },
        ...body(request),
        credentials: 'omit',
        cache: 'no-store',
        signal: limit.signal,
      });
      text = await response.text();
    } catch (error) {
      if (signal?.aborted) throw aborted();
      throw limit.signal.aborted ? timedOut(request) : unreachable(request, error);
    } finally {
      cancelLimit();
      stop();
    }
    const { status } = response;
    // Refusals of the rate limiter and some faults are HTML pages.
    const parsed = parseJson(text);
    const good = status >= 200 && status < 300;
    const error = good ? undefined : readError(parsed, status);
    const why = error ? ` with ${error.code}, trace ${error.trace ?? 'none'}` : '';
    log(`${request.method} ${request.path.split('?')[0]} answered ${status}${why}`);
    if (good) return read(parsed, status);
    throw error ?? unexplained(request, status);
  };

  /** Requests that ended without a usable answer, one after the other, and how long nobody asks because of them. */
  let failures = 0;
  let refusals = 0;
  let brokenUntil = 0;
  let broken: PassError | undefined;

  /** Repeated failures stop everything for a while; then one request finds out whether it is better. */
  const watch = (error?: PassError): void => {
    if (error?.code === 'aborted') return;
    const silent = error && (error.code === 'network' || error.code === 'timeout' || isFault(error.httpStatus ?? 0));
    failures = silent ? failures + 1 : 0;
    if (!silent || failures < BREAKS_AFTER) return;
    broken = error;
    brokenUntil = clock.elapsed() + PAUSE;
    log(`${failures} failures: silent for ${PAUSE / 1000} s`);
  };

  return async (
    request,
    headers,
    read,
    { signal, priority = 'viewer', tries = { used: 0 }, until = Infinity } = {},
  ) => {
    for (;;) {
      if (broken && clock.elapsed() < brokenUntil) throw broken;
      const { Authorization } = await headers();
      await throttle.admit(priority, signal);
      const before = refusals;
      const ready = await headers();
      // The token ran out while this waited for its turn, and another one took it; or it is nobody's turn any more.
      if (ready['Authorization'] !== Authorization || before !== refusals) await throttle.admit('play', signal);
      // When a device wakes up, everything is overdue at once, what was waiting to be sent first of all.
      if (clock.elapsed() >= until) throw ended();
      try {
        const answer = await once(request, ready, read, signal);
        watch();
        return answer;
      } catch (thrown) {
        const error = asPassError(thrown);
        if (error.httpStatus === 429 || error.code === 'network') {
          refusals++;
          await throttle.refused(tries.used);
        }
        const pause = error.code === 'aborted' ? undefined : retryDelay(error, request, tries, random);
        if (pause === undefined) {
          watch(error);
          throw error;
        }
        tries.used++;
        log(`${error.code}: trying again`);
        if (pause > 0) await wait(clock, pause, signal);
      }
    }
  };
}

function contentType(request: PassRequest): Record<string, string> {
  if (request.form) return { 'Content-Type': 'application/x-www-form-urlencoded' };
  return request.json === undefined ? {} : { 'Content-Type': 'application/json;charset=utf-8' };
}

function body(request: PassRequest): { body?: string } {
  if (request.form) return { body: new URLSearchParams(request.form).toString() };
  return request.json === undefined ? {} : { body: JSON.stringify(request.json) };
}

const unreachable = (request: PassRequest, cause: unknown): PassError =>
  new PassError({
    code: 'network',
    message:
      `No answer to ${request.method} ${request.path.split('?')[0]}: offline, a wrong address, ` +
      'forbidden by CORS, or a hidden refusal of too many requests.',
    retryable: true,
    cause,
  });

/** The word that the service would have for it. */
const ended = (): PassError =>
  new PassError({ code: 'invalid_authentication_session', message: 'The code has ended.' });

const timedOut = (request: PassRequest): PassError =>
  new PassError({
    code: 'timeout',
    message: `No answer to ${request.method} ${request.path.split('?')[0]} within ${TIMEOUT / 1000} s.`,
    retryable: true,
  });

const unexplained = (request: PassRequest, status: number): PassError =>
  new PassError({
    code: 'invalid-response',
    message: `${request.method} ${request.path.split('?')[0]} was answered ${status} without an explanation.`,
    status,
    httpStatus: status,
    retryable: status === 429 || status >= 500,
  });
