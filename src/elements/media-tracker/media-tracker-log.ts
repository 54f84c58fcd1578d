/** The words of the `debug` attribute. Ids and addresses stay out of them. */
import type { MediaCollectionError } from '../../collection/errors.ts';
import type { Delivery, MediaEvent } from '../../collection/types.ts';

const WORDS: Readonly<Record<Delivery, string>> = {
  queued: 'stored on this device',
  sent: 'accepted by the service',
  dropped: 'dropped',
};

/* eslint-disable no-console -- to log is what the attribute is for */

export function logDelivery({ localName }: Element, { eventType, playerTime }: MediaEvent, delivery: Delivery): void {
  console.debug(`<${localName}> ${eventType} at ${playerTime.playhead} s: ${WORDS[delivery]}`);
}

export function logError({ localName }: Element, { code, message, status }: MediaCollectionError): void {
  // The service's own words may contain a session's id; ours do not.
  console.debug(`<${localName}> ${status === undefined ? message : `the service answered ${status}`} (${code})`);
}
