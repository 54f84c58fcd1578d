import type { Destination } from './destination.ts';
import { downloadedRequest, eventsRequest, sessionsRequest } from './requests.ts';
import { readOutcome } from './responses.ts';

/** The Media Collection API as a destination. */
export const collectionApi: Destination = {
  event: (target, event, session) =>
    session === undefined ? sessionsRequest(target, event) : eventsRequest(target, session, event),
  batch: downloadedRequest,
  outcome: readOutcome,
};
