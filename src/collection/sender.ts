import type { Clock } from '../core/clock.ts';
import { collectionApi } from './collection-api.ts';
import type { Destination, OutgoingRequest, Outcome } from './destination.ts';
import { MediaCollectionError } from './errors.ts';
import { requestInit } from './requests.ts';
import { REQUEST_TIMEOUT } from './retry.ts';
import type { Target } from './types.ts';

/** The seam for further destinations: one entry for each kind of target. */
const DESTINATIONS: Readonly<Record<Target['kind'], Destination>> = { collection: collectionApi };

export const destinationOf = (target: Target): Destination => DESTINATIONS[target.kind];

export interface SenderOptions {
  readonly fetch: typeof fetch;
  readonly clock: Clock;
}

/** Sends one request and reads its outcome; never rejects. Abandoned after five seconds (MC-R17). */
export async function send(options: SenderOptions, target: Target, request: OutgoingRequest): Promise<Outcome> {
  const { clock } = options;
  const controller = new AbortController();
  const cancel = clock.after(REQUEST_TIMEOUT, () => controller.abort());
  try {
    const response = await options.fetch(request.url, requestInit(request.body, controller.signal));
    return await destinationOf(target).outcome(response, request, clock.now());
  } catch (cause) {
    const late = controller.signal.aborted;
    const error = new MediaCollectionError({
      code: late ? 'timeout' : 'network',
      message: late ? 'The service did not answer in time.' : 'The service could not be reached.',
      retryable: true,
      cause,
    });
    return { type: 'failed', error, final: false };
  } finally {
    cancel();
  }
}
