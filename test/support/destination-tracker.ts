/** A tracker on a real clip that sends to one of the local services, as the tests of the destinations use it. */
import { fixture } from '@open-wc/testing';
import { DATASET_ID, DATASTREAM_ID, ORG_ID, SCHEMA_ID } from '../../demo/services/fixtures.ts';
import type { MediaTrackerElement } from '../../src/elements/media-tracker/media-tracker.ts';
import { CLIP, type TrackedClip } from './clip-tracker.ts';
import type { ReceivedEvent, TestWorld } from './world.ts';

/** One event at an inlet, as far as its sender made it. */
export interface Entity {
  readonly _id: string;
  readonly eventType: string;
  readonly timestamp: string;
  readonly identityMap?: Record<string, { id: string }[]>;
  readonly mediaCollection: Record<string, any> & { playhead: number; sessionID: string };
  readonly mediaDownloadedEvents?: Record<string, any>[];
}

export const entityOf = (event: ReceivedEvent): Entity => (event.message as any).body.xdmEntity;

export const edge = (world: TestWorld): string => `datastream="${DATASTREAM_ID}" edge-domain="${world.origin}"`;

export async function inletOf(world: TestWorld): Promise<string> {
  const [connection] = await world.streaming.connections();
  return connection!.inletUrl;
}

export const inlet = async (world: TestWorld, more = ''): Promise<string> =>
  `inlet-url="${await inletOf(world)}" inlet-schema="${SCHEMA_ID}" inlet-dataset="${DATASET_ID}" org-id="${ORG_ID}" ${more}`;

export async function trackTo(attributes: string, inside = ''): Promise<TrackedClip> {
  const tracker: MediaTrackerElement = await fixture(
    `<media-tracker media-id="clip" media-name="A clip" player-name="test player" channel="test" ${attributes}>${inside}
     <video muted playsinline src="${CLIP}"></video></media-tracker>`,
  );
  const video = tracker.querySelector('video')!;
  // The attribute counts for the parser only.
  video.muted = true;
  return { tracker, video };
}
