import type { Clock } from '../core/clock.ts';
import { failure } from './errors.ts';
import { outgoing } from './requests.ts';
import { readOutcome, type Outcome } from './responses.ts';
import { REQUEST_TIMEOUT } from './retry.ts';

export interface SenderOptions {
  readonly fetch: typeof fetch;
  readonly clock: Clock;
}

/** Sends one request and reads its outcome; never rejects. Abandoned after five seconds (MC-R17). */
export async function send(
  { fetch, clock }: SenderOptions,
  opening: boolean,
  ...request: Parameters<typeof outgoing>
): Promise<Outcome> {
  const controller = new AbortController();
  const { signal } = controller;
  const cancel = clock.after(REQUEST_TIMEOUT, () => controller.abort());
  try {
    const { url, init } = outgoing(...request);
    return await readOutcome(await fetch(url, { ...init, signal }), opening, clock.now());
  } catch (cause) {
    const error = signal.aborted
      ? failure('timeout', 'The service did not answer in time.', { retryable: true, cause })
      : failure('network', 'The service could not be reached.', { retryable: true, cause });
    return { error };
  } finally {
    cancel();
  }
}
