/** A tracker's controller on a media element that only the test moves; service, clock and parts are in its hands. */
import * as Others from '../../src/collection/others.ts';
import * as Recovery from '../../src/collection/recovery.ts';
import * as Extras from '../../src/controllers/measurement-extras.ts';
import { MeasurementController } from '../../src/controllers/measurement-controller.ts';
import type { TrackerHost, TrackerState } from '../../src/controllers/measurement-host.ts';
import type { MediaCollectionError } from '../../src/collection/errors.ts';
import type { SessionRecord } from '../../src/collection/session-record.ts';
import type { MediaEvent } from '../../src/collection/types.ts';
import { withLock } from '../../src/core/locks.ts';
import { createMemoryStore } from '../../src/storage/memory-store.ts';
import { createOutbox } from '../../src/storage/outbox.ts';
import { createFakeClock } from './fake-clock.ts';

const ATTRIBUTES: Record<string, string> = {
  'collection-api': 'https://collect.example',
  'tracking-server': 't',
  'report-suite': 'r',
  'org-id': 'o',
  'media-id': 'm',
  'media-length': '600',
};

export class TrackedMedia {
  clock = createFakeClock();
  media = document.createElement('video');
  errors: MediaCollectionError[] = [];
  recorded: MediaEvent[] = [];
  /** What the service was sent. */
  fetched: MediaEvent[] = [];
  state: TrackerState = 'idle';
  extras = async (): Promise<typeof Extras> => Extras;
  controller: MeasurementController;

  constructor() {
    const host = document.createElement('div');
    for (const [name, value] of Object.entries(ATTRIBUTES)) host.setAttribute(name, value);
    Object.assign(host, {
      media: this.media,
      consent: 'granted',
      onState: (state: TrackerState) => (this.state = state),
      onDelivery: (event: MediaEvent, delivery: string) => delivery === 'queued' && this.recorded.push(event),
      onError: (error: MediaCollectionError) => this.errors.push(error),
    });
    let sessions = 0;
    this.controller = new MeasurementController(host as unknown as TrackerHost, {
      fetch: async (url, init) => {
        this.fetched.push(JSON.parse(init!.body as string) as MediaEvent);
        return String(url).endsWith('/events')
          ? new Response(null, { status: 204 })
          : new Response(null, { status: 201, headers: { Location: `/api/v1/sessions/${++sessions}` } });
      },
      clock: this.clock,
      random: () => 0.5,
      id: () => String(Math.random()),
      outbox: createOutbox<SessionRecord, MediaEvent>(createMemoryStore()),
      withLock,
      locks: true,
      online: () => true,
      page: window,
      extras: () => this.extras(),
      recovery: async () => Recovery,
      others: async () => Others,
    });
    this.controller.connect();
    this.controller.refresh();
  }

  /** What the media element does, and tells. */
  signal(type: string, values: Record<string, unknown> = {}): this {
    for (const [name, value] of Object.entries(values)) {
      Object.defineProperty(this.media, name, { configurable: true, value });
    }
    this.media.dispatchEvent(new Event(type));
    return this;
  }

  play(): this {
    return this.signal('play', { paused: false, readyState: 1 });
  }

  async pass(ms: number): Promise<this> {
    await this.clock.advance(ms);
    return this;
  }

  /** All but pings and the browser's own states, with the milliseconds since the session began. */
  get story(): string {
    const start = this.recorded[0]?.playerTime.ts ?? 0;
    return this.recorded
      .filter(({ eventType }) => !/^state|ping/.test(eventType))
      .map(({ eventType, playerTime }) => `${eventType}@${playerTime.ts - start}`)
      .join(' ');
  }
}
