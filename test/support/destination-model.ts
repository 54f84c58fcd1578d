/** One device that sends to the Edge or to an inlet of the local services, in its own time, with everything going wrong. */
import { DATASET_ID, DATASTREAM_ID, ORG_ID, SCHEMA_ID } from '../../demo/services/fixtures.ts';
import { createWorld } from '../../demo/services/world.ts';
import { createCollectionClient, type CollectionClient } from '../../src/collection/collection-client.ts';
import * as Others from '../../src/collection/others.ts';
import * as Recovery from '../../src/collection/recovery.ts';
import type { MediaCollectionError } from '../../src/collection/errors.ts';
import { initialState } from '../../src/collection/session-state.ts';
import type { SessionRecord } from '../../src/collection/session-record.ts';
import type { Content, MediaEvent, Route } from '../../src/collection/types.ts';
import { createMemoryStore } from '../../src/storage/memory-store.ts';
import { createOutbox, type Outbox } from '../../src/storage/outbox.ts';
import { createFakeClock } from './fake-clock.ts';
import { content, Drive } from './fake-media.ts';
import { readAlready } from './read-already.ts';

export type Kind = 'edge' | 'inlet';
export type Step = readonly [deed: string, amount: number];

const ORIGIN = 'http://localhost:8787';
const task = (): Promise<void> => new Promise(resolve => setTimeout(resolve));
/** What a page that is gone does is in vain. */
const gone = (): Promise<never> => Promise.reject(new Error('the page is gone'));

/** A page of the device: what it began ends with it. */
interface Page {
  readonly client: CollectionClient;
  readonly drive: Drive;
  told: number;
  dead: boolean;
  readonly held: Set<() => void>;
}

let stories = 0;

export class Story {
  readonly kind: Kind;
  readonly clock = createFakeClock(1_800_000_000_000, () => this.#settle());
  readonly world = createWorld({ throttle: false, seed: 7, connections: 1, clockSource: () => this.clock.now() });
  readonly outbox = createOutbox<SessionRecord, MediaEvent>(createMemoryStore());
  readonly words = new Map<string, Set<string>>();
  /** On their way when their page died, or cut off after they had arrived: may arrive twice. */
  readonly unsure = new Set<string>();
  /** Of pages that were left: what they sent last may be lost, when the service failed just then. */
  readonly farewells = new Set<string>();
  /** The service was made to refuse or to forget something, so that orders and gaps are not ours. */
  torn = false;
  online = true;
  readonly errors: MediaCollectionError[] = [];
  #flying = 0;
  #pages = 0;
  /** Who waits for a session is known to the whole page of the test. */
  readonly #number = ++stories;
  readonly #route: Route;
  #locks = new Map<string, Promise<void>>();
  page: Page;

  constructor(kind: Kind) {
    this.kind = kind;
    const [inlet] = [...this.world.flow.resources.values()].filter(({ kind: made }) => made === 'connections');
    this.#route =
      kind === 'edge'
        ? { base: ORIGIN, to: 'edge', target: { datastream: DATASTREAM_ID } }
        : {
            base: `${ORIGIN}/collection/${inlet!.inletId}`,
            to: 'inlet',
            target: { schema: SCHEMA_ID, dataset: DATASET_ID, org: ORG_ID },
          };
    this.page = this.#open();
  }

  #content(id: number): Content {
    const params = { 'media.id': `m${id}`, 'media.name': 'M', 'media.channel': 'c', 'media.contentType': 'VOD' };
    return content({ ...params, 'media.streamType': 'video' }, this.#route);
  }

  #open(): Page {
    const drive = new Drive(this.#content(0));
    drive.now = this.clock.now();
    drive.state = { ...initialState(`story-${this.#number}-${++this.#pages}`), content: this.#content(0) };
    const held = new Set<() => void>();
    const alive = <T>(work: Promise<T>): Promise<T> => work.then(value => (page.dead ? gone() : value));
    const call = <T>(work: () => Promise<T>): Promise<T> => (page.dead ? gone() : alive(work()));
    const { outbox } = this;
    const stored = Object.fromEntries(
      Object.entries(outbox).map(([name, method]) => [
        name,
        (...all: unknown[]) => call(() => (method as (...all: unknown[]) => Promise<unknown>)(...all)),
      ]),
    ) as unknown as Outbox<SessionRecord, MediaEvent>;
    const page: Page = {
      drive,
      held,
      told: 0,
      dead: false,
      client: createCollectionClient({
        fetch: (url, init) => call(() => this.#fetch(String(url), init!)),
        clock: this.clock,
        random: () => 1,
        outbox: stored,
        withLock: (name, run) => this.#lock(name, run, held) as never,
        locks: true,
        recovery: async () => Recovery,
        others: async () => Others,
        open: () => this.online,
        permitted: () => undefined,
        delivered: (_key, event, delivery) => page.dead || this.#tell(event, delivery),
        failed: error => page.dead || this.errors.push(error),
        restarted: () => {},
        lost: () => drive.tell(s => void (s.phase = 'ended')),
      }),
    };
    return page;
  }

  /** Held until the work is done, or the page is gone. */
  #lock(name: string, run: () => Promise<unknown>, held: Set<() => void>): Promise<unknown> {
    const before = this.#locks.get(name) ?? Promise.resolve();
    const turn = before.then(run);
    const freed = new Promise<void>(resolve => {
      held.add(resolve);
      void turn.then(
        () => resolve(),
        () => resolve(),
      );
    });
    this.#locks.set(
      name,
      before.then(() => freed),
    );
    return turn;
  }

  async #fetch(url: string, init: RequestInit): Promise<Response> {
    this.#flying++;
    try {
      const { method, headers, body } = init as { method: string; headers: Record<string, string>; body: string };
      return await readAlready(await this.world.fetch(url, { method, headers, body }));
    } finally {
      this.#flying--;
    }
  }

  async #settle(): Promise<void> {
    do await task();
    while (this.#flying > 0);
  }

  #tell(event: MediaEvent, delivery: string): void {
    const key = keyOf(event.eventType, event.playerTime.ts);
    const words = this.words.get(key) ?? new Set();
    words.add(delivery);
    this.words.set(key, words);
  }

  /** Hands on what the machine has recorded. */
  #record(): void {
    const { client, drive } = this.page;
    for (const event of drive.events.slice(this.page.told)) {
      client.record(drive.keys[this.page.told++]!, this.#content(0), event);
    }
  }

  act(deed: (drive: Drive) => unknown): void {
    const { drive } = this.page;
    drive.pass(Math.max(0, this.clock.now() - drive.now));
    deed(drive);
    this.#record();
  }

  async wait(ms: number): Promise<void> {
    for (let left = ms; left > 0; left -= 1000) {
      await this.clock.advance(Math.min(left, 1000));
      this.act(() => {});
    }
  }

  /** The device slept: nobody ticked. */
  async sleep(ms: number): Promise<void> {
    await this.clock.sleep(ms);
    this.page.drive.now = this.clock.now();
  }

  /** The page is gone at once; what is on its way may arrive. What it said with its last breath is not repeated. */
  async die(farewell = false): Promise<void> {
    for (const { eventType, playerTime } of farewell ? this.page.drive.events : []) {
      this.farewells.add(keyOf(eventType, playerTime.ts));
    }
    for (const [, , event] of await this.#waiting()) this.unsure.add(keyOf(event.eventType, event.playerTime.ts));
    this.page.dead = true;
    for (const free of this.page.held) free();
    // What the next page tells has other times.
    await this.clock.advance(1000);
    this.page = this.#open();
    await this.page.client.adopt();
  }

  async #waiting(): Promise<(readonly [string, number, MediaEvent])[]> {
    const found: (readonly [string, number, MediaEvent])[] = [];
    for (const key of await this.outbox.sessions()) {
      for (const [sequence, event] of await this.outbox.peek(key)) found.push([key, sequence, event]);
    }
    return found;
  }

  /** Everything works again, for as long as it takes to deliver what can be delivered. */
  async finish(): Promise<void> {
    this.world.faults.clear();
    this.world.inlet.itemFaults = [];
    this.world.switches.inletResponses = 'each';
    this.online = true;
    this.act(drive => drive.end());
    for (let turn = 0; turn < 12 && (await this.outbox.sessions()).length > 0; turn++) {
      void this.page.client.flush();
      await this.clock.advance(61_000);
      void this.page.client.adopt();
    }
  }

  /** Events the service has taken, by type and time, each with what tells it apart. */
  arrived(): Map<string, string[]> {
    const found = new Map<string, string[]>();
    const note = (key: string, id: string): void => void found.set(key, [...(found.get(key) ?? []), id]);
    if (this.kind === 'inlet') {
      for (const { message } of this.world.inlet.received) {
        const { _id, eventType, timestamp, mediaCollection } = (message as any).body.xdmEntity;
        const state = mediaCollection.statesStart ? 'stateStart' : mediaCollection.statesEnd ? 'stateEnd' : undefined;
        note(keyOf(state ?? eventType.replace('media.', ''), Date.parse(timestamp)), _id);
      }
      return found;
    }
    for (const session of this.world.collection.sessions.values()) {
      for (const { verdict, event } of session.events) {
        if (verdict !== 'accepted') continue;
        const params = event.params as Record<string, unknown> | undefined;
        const state = params?.['statesStart'] ? 'stateStart' : params?.['statesEnd'] ? 'stateEnd' : undefined;
        note(keyOf(state ?? event.eventType, event.playerTime.ts), session.id);
      }
    }
    return found;
  }

  /** What should not be. */
  async broken(): Promise<string[]> {
    const broken: string[] = [];
    const arrived = this.arrived();
    const left = await this.#waiting();
    if (left.length > 0) broken.push(`${left.length} events still wait`);
    for (const [key, words] of this.words) {
      const ids = arrived.get(key) ?? [];
      if (!words.has('dropped') && ids.length === 0 && !this.farewells.has(key))
        broken.push(`${key} is lost (${[...words].join()})`);
      if (words.has('sent') && ids.length === 0) broken.push(`${key} was told as sent`);
      const different = this.kind === 'inlet' ? new Set(ids).size : ids.length;
      const again = this.kind === 'edge' && (this.unsure.has(key) || RETOLD.test(key));
      if (different > 1 && !again) broken.push(`${key} arrived ${different} times`);
    }
    if (broken.length > 0) broken.push(...this.errors.slice(0, 2).map(({ code, message }) => `${code}: ${message}`));
    const complaints = this.world.journal.complaints().filter(({ kind }) => !(this.torn && kind === 'sequence'));
    return [...broken, ...complaints.map(({ rule, text }) => `${rule}: ${text}`)];
  }
}

/** What a new session tells again of the one it continues. */
const RETOLD = /^(play|(pause|buffer|session|chapter|adBreak|ad|state)Start) /;

const keyOf = (type: string, ts: number): string => `${type} ${ts}`;
