import type { Clock } from '../core/clock.ts';
import { failure, type MediaCollectionError } from './errors.ts';
import { outgoing } from './requests.ts';
import { REQUEST_TIMEOUT } from './retry.ts';

export interface SenderOptions {
  readonly fetch: typeof fetch;
  readonly clock: Clock;
}

/** An answer that is not acceptance. */
export interface Answer {
  readonly status: number;
  readonly text: string;
  readonly retryAfter: string | null;
}

/** What became of a request: without an answer or an error, the service has accepted it. */
export interface Outcome {
  /** The id the service gave, when the request opened a session. */
  readonly session?: string | undefined;
  readonly answer?: Answer;
  /** No answer came. */
  readonly error?: MediaCollectionError;
}

/** Sends one request and consumes its answer; never rejects. Abandoned after five seconds (MC-R17). */
export async function send(
  { fetch, clock }: SenderOptions,
  opening: boolean,
  ...request: Parameters<typeof outgoing>
): Promise<Outcome> {
  const controller = new AbortController();
  const { signal } = controller;
  const cancel = clock.after(REQUEST_TIMEOUT, () => controller.abort());
  try {
    const [url, init] = outgoing(...request);
    const response = await fetch(url, { ...init, signal });
    const { status, headers } = response;
    const text = await response.text().catch(() => '');
    // MC-R6: only 201 with a usable `Location` opens a session.
    const session = opening && status === 201 ? sessionId(headers.get('Location')) : undefined;
    if (response.ok && (session || !opening)) return { session };
    return { answer: { status, text, retryAfter: headers.get('Retry-After') } };
  } catch (cause) {
    const late = signal.aborted;
    const message = late ? 'The service did not answer in time.' : 'The service could not be reached.';
    return { error: failure(late ? 'timeout' : 'network', message, { retryable: true, cause }) };
  } finally {
    cancel();
  }
}

/** MC-R7, MC-R9: whatever the address around it looks like, the segment after `sessions/` is the id, as it is. */
export const sessionId = (location: string | null): string | undefined =>
  /^([^?#]*\/)?sessions\/([^/?#]+)\/*([?#]|$)/.exec(location ?? '')?.[2];
