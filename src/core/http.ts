/** One request to a service of the operators' side: with an end, without cookies, cache or redirects. */
import type { Clock } from './clock.ts';
import type { TveError, TveErrorInit } from './errors.ts';
import { onAbort } from './signals.ts';
import { aborted, wait } from './wait.ts';

export interface HttpRequest {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  url: string;
  headers?: Record<string, string>;
  body?: string;
}

export interface HttpAnswer {
  status: number;
  headers: Headers;
  text: string;
}

export interface HttpDeps {
  fetch: typeof fetch;
  clock: Clock;
  random: () => number;
}

/** How a client makes its own kind of error. */
export type Fail = (init: TveErrorInit) => TveError;

const TIMEOUT = 30_000;
const LONGEST = 60_000;

/**
 * Sends a request and reads its whole answer, whatever its status. Rejects with `network`, `timeout` or `aborted`.
 * A redirect is an error: it would carry the token to another place.
 */
export async function exchange(
  { url, ...init }: HttpRequest,
  { fetch, clock }: HttpDeps,
  fail: Fail,
  signal?: AbortSignal,
): Promise<HttpAnswer> {
  if (signal?.aborted) throw asAborted(fail);
  const limit = new AbortController();
  const cancelLimit = clock.after(TIMEOUT, () => limit.abort());
  // The caller's signal may outlive thousands of requests, and must not remember any of them.
  const stop = onAbort(signal, () => limit.abort());
  try {
    const response = await fetch(url, {
      ...init,
      credentials: 'omit',
      cache: 'no-store',
      redirect: 'error',
      signal: limit.signal,
    });
    return { status: response.status, headers: response.headers, text: await response.text() };
  } catch (cause) {
    if (signal?.aborted) throw asAborted(fail);
    const where = `${init.method} ${placeOf(url)}`;
    if (limit.signal.aborted) {
      const message = `No answer to ${where} within ${TIMEOUT / 1000} s.`;
      throw fail({ code: 'timeout', message, retryable: true });
    }
    const message =
      `No answer to ${where}: blocked or unreachable. If this page is online, the service may not allow ` +
      'its origin (CORS); a relay on the page’s own origin may be needed.';
    throw fail({ code: 'network', message, retryable: true, cause });
  } finally {
    cancelLimit();
    stop();
  }
}

const asAborted = (fail: Fail): TveError => fail({ code: 'aborted', message: aborted().message });

/** An address for an error's text: without its query, which may hold what somebody searched for. */
export const placeOf = (url: string): string => url.split(/[?#]/)[0]!;

export const isSuccess = (status: number): boolean => status >= 200 && status < 300;

/** Sends until the answer has none of the statuses, or the tries are used up; the last answer counts. */
export async function patiently(
  send: () => Promise<HttpAnswer>,
  options: {
    tries: number;
    statuses: readonly number[];
    signal?: AbortSignal | undefined;
    /** Told of every answer, and of the milliseconds until the next attempt. */
    told?: ((status: number, pause: number) => void) | undefined;
  },
  { clock, random }: HttpDeps,
): Promise<HttpAnswer> {
  for (let attempt = 1; ; attempt++) {
    const answer = await send();
    const again = options.statuses.includes(answer.status) && attempt < options.tries;
    const asked = again ? retryAfter(answer.headers.get('Retry-After'), clock.now()) : 0;
    const pause = again ? retryDelay(attempt, random(), asked) : 0;
    options.told?.(answer.status, pause);
    if (!again) return answer;
    await wait(clock, pause, options.signal);
  }
}

/**
 * Milliseconds before the next attempt: doubling and spread, unless the service asked for a time of its own.
 * @param attempt failed attempts so far, from 1
 */
export const retryDelay = (attempt: number, random: number, asked: number): number =>
  asked > 0 ? asked : Math.round(Math.min(LONGEST, 1000 * 2 ** (attempt - 1)) * (0.5 + random / 2));

/** `Retry-After` in milliseconds, given as seconds or as a date; 0 when there is none that can be read. */
export function retryAfter(header: string | null, now: number): number {
  const asked = /^\s*\d+\s*$/.test(header ?? '') ? Number(header) * 1000 : Date.parse(header ?? '') - now;
  return asked > 0 ? Math.min(asked, 10 * LONGEST) : 0;
}

/** A text without what must not be told. */
export const redact = (text: string, secrets: readonly (string | undefined)[]): string =>
  secrets
    .filter((secret): secret is string => !!secret && secret.length > 3)
    .reduce((rest, secret) => rest.split(secret).join('…'), text);

/** The beginning of a text for diagnosis, with what must not be told taken out of it. */
export const excerpt = (text: string, secrets: readonly (string | undefined)[] = []): string =>
  redact(text, secrets).slice(0, 500);

/** Whether a text can stand in a header; the browser's own error of one that cannot would repeat it. */
export const isHeaderValue = (text: string): boolean => /^[\x20-\x7e]+$/.test(text);

/** The parsed body, or undefined where it is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value, if it is a text that says something. */
export const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value.trim() ? value : undefined;
