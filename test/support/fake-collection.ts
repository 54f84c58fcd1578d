/** A collection client on a bench: its service, its clock and its storage are in the hands of the test. */
import type { AdoptionOptions } from '../../src/collection/adoption.ts';
import { createCollectionClient, type CollectionClient } from '../../src/collection/collection-client.ts';
import * as Others from '../../src/collection/others.ts';
import * as Recovery from '../../src/collection/recovery.ts';
import type { SessionRecord } from '../../src/collection/session-record.ts';
import type { MediaCollectionError } from '../../src/collection/errors.ts';
import type { EventType, MediaEvent, Route } from '../../src/collection/types.ts';
import { withLock } from '../../src/core/locks.ts';
import { createMemoryStore } from '../../src/storage/memory-store.ts';
import { createOutbox } from '../../src/storage/outbox.ts';
import { createFakeClock, type FakeClock } from './fake-clock.ts';
import { content } from './fake-media.ts';

export type Answer = number | 'drop' | 'hang' | Response;
interface Seen {
  host: string;
  path: string;
  type: string;
  body: any;
  init: RequestInit;
}

export class Bench {
  clock: FakeClock = createFakeClock();
  storage = createMemoryStore();
  outbox = createOutbox<SessionRecord, MediaEvent>(this.storage);
  seen: Seen[] = [];
  answers: Answer[] = [];
  told: string[] = [];
  errors: MediaCollectionError[] = [];
  restarts: number[] = [];
  lost = 0;
  open = true;
  permitted = (): Promise<void> | undefined => undefined;
  /** Here already: a bench has no clock for how long a file takes to arrive. */
  recovery = async (): Promise<typeof Recovery> => Recovery;
  others = async (): Promise<typeof Others> => Others;
  sessions = 0;
  ts = 0;
  key = `bench-${Math.random()}`;
  client: CollectionClient = this.page();

  page(changes: Partial<AdoptionOptions> = {}): CollectionClient {
    return createCollectionClient({
      fetch: (url, init) => this.answer(String(url), init!),
      clock: this.clock,
      random: () => 1,
      outbox: this.outbox,
      withLock,
      locks: true,
      recovery: () => this.recovery(),
      others: () => this.others(),
      open: () => this.open,
      permitted: () => this.permitted(),
      delivered: (_key, event, delivery) => this.told.push(`${event.eventType} ${delivery}`),
      failed: error => this.errors.push(error),
      restarted: (_key, ts) => this.restarts.push(ts),
      lost: () => this.lost++,
      ...changes,
    });
  }

  async answer(url: string, init: RequestInit): Promise<Response> {
    const body = JSON.parse(init.body as string);
    const { host, pathname: path } = new URL(url);
    this.seen.push({ host, path, type: body.eventType ?? 'batch', body, init });
    const answer = this.answers.shift() ?? (path.endsWith('/events') ? 204 : 201);
    if (answer === 'drop') throw new TypeError('failed to fetch');
    if (answer === 'hang') {
      return new Promise((_, reject) => init.signal!.addEventListener('abort', () => reject(new Error('aborted'))));
    }
    if (answer instanceof Response) return answer;
    return answer === 201
      ? new Response(null, { status: 201, headers: { Location: `/api/v1/sessions/s${++this.sessions}` } })
      : new Response(answer === 204 ? null : '{}', { status: answer });
  }

  event(eventType: EventType, more: Partial<MediaEvent> = {}): this {
    const ts = Math.max(this.clock.now(), ++this.ts, this.ts);
    this.ts = ts;
    const event = { eventType, playerTime: { playhead: 1, ts }, ...more };
    this.client.record(this.key, content(this.params, { downloaded: this.downloaded, ...this.route }), event);
    return this;
  }
  downloaded = false;
  params: Record<string, unknown> = {};
  route: Partial<Route> = {};

  /** Lets time pass, and everything happen that the time allows. */
  async run(ms = 0): Promise<this> {
    await this.settle();
    await this.clock.advance(ms);
    await this.settle();
    return this;
  }

  /** Lets time pass until the service has got just these events. */
  async arrive(types: string): Promise<void> {
    for (let turn = 0; turn < 60 && this.types !== types; turn++) await this.run(600);
    await this.run(600);
    if (this.types !== types) throw new Error(`expected ${types}, got ${this.types}`);
  }

  /** Locks and bodies of responses have tasks of their own: waits until nothing happens any more. */
  async settle(): Promise<void> {
    let before = '';
    for (let calm = 0; calm < 4; calm++) {
      await new Promise(resolve => setTimeout(resolve, 15));
      const now = [this.seen.length, this.told.length, this.errors.length, this.clock.timers].join();
      if (now !== before) calm = 0;
      before = now;
    }
  }

  get types(): string {
    return this.seen.map(({ type }) => type).join(' ');
  }
}
