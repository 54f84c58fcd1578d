/** The one place where tracking has effects: stores events, sends them, and looks after what other pages left. */
import type { AdoptionOptions } from './adoption.ts';
import { createDelivery } from './delivery.ts';
import type { SessionDelivery } from './delivery-types.ts';
import { fetchRecovery } from './fetched.ts';
import type { Content, MediaEvent, Route } from './types.ts';

/** So many events after each other, what waits is counted. */
const TIDY_EVERY = 100;

export interface CollectionClient {
  record(key: string, content: Content, event: MediaEvent): void;
  /** How many events on this device the service has not accepted yet. */
  pending(): Promise<number>;
  /** Tries now; resolves when nothing is left, or nothing can be done at present. */
  flush(): Promise<void>;
  /** Looks for sessions of pages that are gone. */
  adopt(): Promise<void>;
  leave(): void;
  /** Puts the sessions aside, or goes on with them; false when that is no longer possible. */
  park(parked: boolean): Promise<boolean>;
  /** Consent is withdrawn: nothing is kept and nothing sent (MC-R111). */
  forget(): Promise<void>;
  /** Sends what can be sent and rests. */
  stop(): void;
}

/** A session of this page, locked for as long as the page can look after it. */
interface Own {
  readonly delivery: SessionDelivery;
  lock: Lock;
}

interface Lock {
  /** Resolves when the lock is held; at once where locks fail. */
  readonly held: Promise<void>;
  release(): void;
}

export function createCollectionClient(options: AdoptionOptions): CollectionClient {
  const { outbox, withLock } = options;
  const stopped = new AbortController();
  const { signal } = stopped;
  const own = new Map<string, Own>();
  const all = new Map<string, SessionDelivery>();
  let recorded = 0;
  let wipes = 0;

  const lockName = (key: string): string => `tve-elements ${key}`;

  function lock(key: string): Lock {
    let release!: () => void;
    const released = new Promise<void>(resolve => (release = resolve));
    const held = new Promise<void>(resolve => {
      const hold = (): Promise<void> => {
        resolve();
        return released;
      };
      withLock(lockName(key), hold).catch(resolve);
    });
    return { held, release };
  }

  function watch(key: string, delivery: SessionDelivery): Promise<void> {
    all.set(key, delivery);
    if (signal.aborted) delivery.stop();
    return delivery.done.then(() => void all.delete(key));
  }

  function open(name: string, { base, to, target }: Route, { downloaded }: Content): Own {
    const first = lock(name);
    const record = { base, to, target, downloaded };
    const opened: Own = { lock: first, delivery: createDelivery(name, record, [], first.held, options) };
    own.set(name, opened);
    void watch(name, opened.delivery).then(() => {
      own.delete(name);
      opened.lock.release();
    });
    return opened;
  }

  const each = (run: (delivery: SessionDelivery) => unknown): Promise<unknown> =>
    Promise.all([...all.values()].map(run));

  return {
    record(key, content, event) {
      for (const route of [content, content.beside]) {
        const name = route === content ? key : `${key}/`;
        if (!route || (event.eventType !== 'sessionStart' && !own.has(name))) continue;
        (own.get(name) ?? open(name, route, content)).delivery.append(event);
      }
      if (++recorded % TIDY_EVERY === 0)
        options
          .recovery()
          .then(({ tidy }) => tidy(options, all))
          .catch(() => {});
    },

    async pending() {
      if (options.permitted()) return [...all.values()].reduce((sum, { size }) => sum + size, 0);
      await each(delivery => delivery.stored());
      return outbox.count();
    },

    async flush() {
      await each(delivery => delivery.flush());
    },

    async adopt() {
      // Who may not send takes nothing away from who may.
      if (!options.open()) return;
      const begun = wipes;
      const found = (await outbox.sessions().catch(() => [])).filter(key => !own.has(key));
      const recovery = found.length > 0 && (await fetchRecovery(options));
      if (!recovery || signal.aborted) return;
      const doomed = await recovery.tidy(options, all).catch(() => undefined);
      for (const key of found) {
        const deliver: Parameters<typeof recovery.adopt>[4] = async (record, events) => {
          if (begun === wipes) await watch(key, createDelivery(key, record, events, Promise.resolve(), options));
        };
        void recovery.adopt(key, lockName(key), !!doomed?.has(key), options, deliver, signal);
      }
    },

    leave() {
      for (const { delivery } of own.values()) delivery.leave();
    },

    async park(parked) {
      let alive = true;
      for (const [key, session] of [...own]) {
        // A page that holds a lock is not let into the back/forward cache.
        if (!parked) await (session.lock = lock(key)).held;
        const stored = session.delivery.park(parked);
        if (parked) session.lock.release();
        if (!(await stored)) alive = false;
      }
      return alive;
    },

    async forget() {
      wipes++;
      void each(delivery => delivery.drop());
      await outbox.clear();
    },

    stop() {
      stopped.abort();
      void each(delivery => delivery.stop());
    },
  };
}
