import * as Extras from '../../../src/controllers/measurement-extras.ts';
import { adopting } from '../../../src/collection/adoption.ts';
import * as Others from '../../../src/collection/others.ts';
import * as Recovery from '../../../src/collection/recovery.ts';
import { MeasurementController } from '../../../src/controllers/measurement-controller.ts';
import type { TrackerHost } from '../../../src/controllers/measurement-host.ts';
import type { SessionRecord } from '../../../src/collection/session-record.ts';
import type { Delivery, MediaEvent } from '../../../src/collection/types.ts';
import type { Clock } from '../../../src/core/clock.ts';
import type { WithLock } from '../../../src/core/locks.ts';
import { aborted } from '../../../src/core/wait.ts';
import type { KeyValueStore } from '../../../src/storage/key-value.ts';
import { createMemoryStore } from '../../../src/storage/memory-store.ts';
import { createOutbox } from '../../../src/storage/outbox.ts';
import { ModelTime } from '../pass-model/time.ts';
import { ModelMedia } from './media.ts';
import { ModelService, type Caller } from './service.ts';

let seeds = 0;

export interface Tracked {
  readonly base: string;
  readonly media: ModelMedia;
  readonly host: HTMLElement & { consent: string };
  readonly controller: MeasurementController;
}

export interface Tab extends Caller {
  readonly cut: () => void;
  readonly target: EventTarget;
  readonly trackers: Tracked[];
  parked: boolean;
  /** When it was put aside. */
  since: number;
}

interface Turn {
  readonly page: Caller;
  readonly start: () => void;
  started: boolean;
}

/** What became of an event that a tracker told as stored. */
interface Told {
  readonly base: string;
  readonly page: Tab;
  readonly event: MediaEvent;
  settled: boolean;
}

const METHODS = ['get', 'set', 'update', 'delete', 'write', 'entries', 'clear'] as const;

/** A device with several pages of one site: one store, one clock, locks that end with their page. */
export class ModelDevice {
  readonly time = new ModelTime();
  readonly service = new ModelService(this.time);
  readonly storage = createMemoryStore();
  readonly tabs: Tab[] = [];
  readonly told = new Map<string, Told>();
  readonly errors: string[] = [];
  /** What the wall clock is ahead of the monotonic one. */
  skew = 0;
  /** How far it was set back in all. */
  setBack = 0;
  opened = 0;
  readonly unended = new Set<string>();
  readonly #turns = new Map<string, Turn[]>();

  clock(page: Caller): Clock {
    const view = this.time.view(page);
    return { ...view, now: () => view.now() + this.skew };
  }

  open(trackers = 1, { downloaded = false, consent = 'granted', duration = 120 } = {}): Tab {
    let cut!: () => void;
    const ended = new Promise<never>((_, reject) => (cut = () => reject(new TypeError('the page is gone'))));
    ended.catch(() => {});
    const tab: Tab = {
      ended,
      cut,
      id: ++this.opened,
      gone: false,
      frozen: false,
      online: true,
      leaving: false,
      parked: false,
      since: 0,
      target: new EventTarget(),
      trackers: [],
    };
    this.tabs.push(tab);
    for (let index = 0; index < trackers; index++) this.#track(tab, { downloaded, consent, duration });
    return tab;
  }

  #track(
    tab: Tab,
    { downloaded, consent, duration }: { downloaded: boolean; consent: string; duration: number },
  ): void {
    const clock = this.clock(tab);
    const media = new ModelMedia(clock, duration);
    const base = `https://collect.example/${tab.id}-${tab.trackers.length}`;
    const host = document.createElement('div');
    const attributes = { 'collection-api': base, 'tracking-server': 't', 'report-suite': 'r', 'org-id': 'o' };
    for (const [name, value] of Object.entries({ ...attributes, 'media-id': 'm0' })) host.setAttribute(name, value);
    if (downloaded) host.setAttribute('downloaded', '');
    Object.assign(host, {
      media,
      consent,
      metadata: null,
      onState: () => {},
      onError: (error: Error) => this.errors.push(error.message),
      onDelivery: (event: MediaEvent, delivery: Delivery) => this.#note(tab, base, event, delivery),
    });
    const controller = new MeasurementController(host as unknown as TrackerHost, {
      fetch: (url, init) => this.service.fetch(tab, String(url), init!),
      clock,
      random: () => 0.5,
      id: () => `seed-${++seeds}`,
      outbox: createOutbox<SessionRecord, MediaEvent>(this.#store(tab)),
      withLock: this.#locks(tab),
      locks: true,
      online: () => tab.online,
      page: tab.target as Window,
      extras: async () => Extras,
      recovery: async () => Recovery,
      others: async () => Others,
    });
    tab.trackers.push({ base, media, host: host as unknown as Tracked['host'], controller });
    controller.connect();
    controller.refresh();
  }

  #note(page: Tab, base: string, event: MediaEvent, delivery: Delivery): void {
    if (page.gone) return;
    const key = base + JSON.stringify(event);
    if (delivery === 'queued') {
      if (this.told.has(key)) this.service.blame('once', `${event.eventType} was told as stored twice`);
      this.told.set(key, { base, page, event, settled: false });
    } else if (delivery === 'dropped') {
      // Those of earlier pages are told by whoever had them in hand.
      for (const [text, told] of this.told) {
        if (!text.endsWith(key.slice(base.length))) continue;
        told.settled = true;
        // The service refused the very end of a session, and will close it by itself.
        if (/^session(End|Complete)$/.test(event.eventType)) this.unended.add(told.base);
      }
    }
  }

  #store(page: Caller): KeyValueStore {
    const call = (name: (typeof METHODS)[number], given: unknown[]): Promise<unknown> => {
      this.time.activity += 1;
      if (page.gone) return new Promise(() => {});
      return (this.storage[name] as (...given: unknown[]) => Promise<unknown>)(...given);
    };
    return Object.fromEntries(METHODS.map(name => [name, (...given: unknown[]) => call(name, given)])) as never;
  }

  /** Web Locks: one holder for each name, and none that is gone. */
  #locks(page: Caller): WithLock {
    return (name, run, signal) =>
      new Promise((resolve, reject) => {
        const turn: Turn = {
          page,
          started: false,
          start: () => {
            this.time.activity += 1;
            run()
              .then(resolve, reject)
              .finally(() => this.#leave(name, turn));
          },
        };
        const queue = this.#turns.get(name) ?? [];
        this.#turns.set(name, queue);
        queue.push(turn);
        signal?.addEventListener('abort', () => {
          if (turn.started) return;
          this.#leave(name, turn);
          reject(aborted());
        });
        this.#next(name);
      });
  }

  #leave(name: string, turn: Turn): void {
    const queue = this.#turns.get(name) ?? [];
    const index = queue.indexOf(turn);
    if (index >= 0) queue.splice(index, 1);
    if (queue.length === 0) this.#turns.delete(name);
    else this.#next(name);
  }

  #next(name: string): void {
    const first = this.#turns.get(name)?.[0];
    if (!first || first.started) return;
    first.started = true;
    void Promise.resolve().then(first.start);
  }

  get locks(): number {
    return this.#turns.size;
  }

  /** The page ends without a word. */
  kill(tab: Tab): void {
    tab.gone = true;
    tab.cut();
    // What the scripts of a page remember goes with them.
    adopting.clear();
    this.tabs.splice(this.tabs.indexOf(tab), 1);
    for (const { controller } of tab.trackers) controller.disconnect();
    for (const [name, queue] of [...this.#turns]) {
      for (const turn of queue.filter(({ page }) => page === tab)) this.#leave(name, turn);
    }
  }

  /** The page is left for another one: it says farewell, and is gone. */
  async leave(tab: Tab): Promise<void> {
    tab.leaving = true;
    tab.target.dispatchEvent(new PageTransitionEvent('pagehide', { persisted: false }));
    await this.time.settle();
    this.kill(tab);
  }

  async park(tab: Tab): Promise<void> {
    tab.target.dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }));
    for (const { media } of tab.trackers) media.pause();
    await this.time.settle();
    tab.parked = tab.frozen = true;
    tab.since = this.clock(tab).now();
  }

  restore(tab: Tab): void {
    this.service.gaps.push([tab.since, this.clock(tab).now()]);
    tab.parked = tab.frozen = false;
    tab.target.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
  }

  setOnline(online: boolean): void {
    for (const tab of this.tabs) {
      tab.online = online;
      if (online && !tab.frozen) tab.target.dispatchEvent(new Event('online'));
    }
  }
}
