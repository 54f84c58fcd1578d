/** A tracker on a real clip against a real server, as the element tests use it. */
import { fixture, waitUntil } from '@open-wc/testing';
import '../../src/elements/media-tracker/media-tracker.define.ts';
import type { TestWorld } from './world.ts';
import type { MediaTrackerElement } from '../../src/elements/media-tracker/media-tracker.ts';
import type { MediaCollectionError } from '../../src/collection/errors.ts';
import type { MediaEvent } from '../../src/collection/types.ts';
import type { MediaTrackerEvent } from '../../src/events/media-tracker-event.ts';

export const CLIP = '/test/support/clip.webm';

export const attributes = (origin: string, more = ''): string =>
  `collection-api="${origin}" tracking-server="metrics.sandbox.example" report-suite="sandboxrsid"
   org-id="1234567890ABCDEF@AdobeOrg" media-id="clip" player-name="test player" channel="test" ${more}`;

export interface TrackedClip {
  tracker: MediaTrackerElement;
  video: HTMLVideoElement;
}

export async function trackedClip(origin: string, more = '', inside = ''): Promise<TrackedClip> {
  const tracker: MediaTrackerElement = await fixture(
    `<media-tracker ${attributes(origin, more)}>${inside}<video muted playsinline src="${CLIP}"></video></media-tracker>`,
  );
  const video = tracker.querySelector('video')!;
  // The attribute counts for the parser only.
  video.muted = true;
  return { tracker, video };
}

/** Collects what the tracker tells of its events. */
export function collect(tracker: EventTarget): MediaTrackerEvent[] {
  const told: MediaTrackerEvent[] = [];
  tracker.addEventListener('media-tracker-event', event => told.push(event as MediaTrackerEvent));
  return told;
}

export const until = (condition: () => unknown, what: string, timeout = 10_000): Promise<void> =>
  waitUntil(async () => !!(await condition()), what, { timeout, interval: 30 });

export function errorsOf(tracker: EventTarget): MediaCollectionError[] {
  const errors: MediaCollectionError[] = [];
  tracker.addEventListener('media-tracker-error', event => errors.push((event as CustomEvent).detail.error));
  return errors;
}

/** Bodies the service was sent, in order of arrival. */
export async function receivedBy(world: TestWorld): Promise<MediaEvent[]> {
  const entries = await world.journal({ path: '/api/v1/', method: 'POST' });
  return entries.map(({ body }) => body as MediaEvent);
}
