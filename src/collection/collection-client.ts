/** The one place where tracking has effects: stores events, sends them, and looks after what other pages left. */
import type { WithLock } from '../core/locks.ts';
import { adopt, lockName, type AdoptionOptions } from './adoption.ts';
import { createDelivery } from './delivery.ts';
import type { SessionDelivery } from './delivery-types.ts';
import type { Content, MediaEvent } from './types.ts';

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

export function createCollectionClient(options: AdoptionOptions): CollectionClient {
  const { outbox, withLock } = options;
  const stopped = new AbortController();
  const { signal } = stopped;
  const own = new Map<string, { delivery: SessionDelivery; lock: Lock }>();
  const adopting = new Set<string>();
  const all = new Set<SessionDelivery>();

  function watch(delivery: SessionDelivery): Promise<void> {
    all.add(delivery);
    if (signal.aborted) delivery.stop();
    return delivery.done.then(() => void all.delete(delivery));
  }

  function open(key: string, { target, downloaded }: Content): SessionDelivery {
    const lock = createLock(withLock, lockName(key));
    const delivery = createDelivery(key, { target, downloaded, context: {} }, [], lock.take(), options);
    own.set(key, { delivery, lock });
    void watch(delivery).then(() => {
      own.delete(key);
      lock.release();
    });
    return delivery;
  }

  const each = (run: (delivery: SessionDelivery) => unknown): Promise<unknown> => Promise.all([...all].map(run));

  return {
    record(key, content, event) {
      if (event.eventType !== 'sessionStart' && !own.has(key)) return;
      (own.get(key)?.delivery ?? open(key, content)).append(event);
    },

    async pending() {
      await each(delivery => delivery.stored());
      return outbox.count();
    },

    async flush() {
      await each(delivery => delivery.flush());
    },

    async adopt() {
      for (const key of await outbox.sessions().catch(() => [])) {
        if (own.has(key) || adopting.has(key) || signal.aborted) continue;
        adopting.add(key);
        const deliver: Parameters<typeof adopt>[2] = (record, events) =>
          watch(createDelivery(key, record, events, Promise.resolve(), options));
        void adopt(key, options, deliver, signal)
          .catch(() => {})
          .then(() => adopting.delete(key));
      }
    },

    leave() {
      for (const { delivery } of own.values()) delivery.leave();
    },

    async park(parked) {
      let alive = true;
      for (const { delivery, lock } of [...own.values()]) {
        // A page that holds a lock is not let into the back/forward cache.
        if (!parked) await lock.take();
        const stored = delivery.park(parked);
        if (parked) lock.release();
        if (!(await stored)) alive = false;
      }
      return alive;
    },

    async forget() {
      void each(delivery => delivery.drop());
      await outbox.clear();
    },

    stop() {
      stopped.abort();
      void each(delivery => delivery.stop());
    },
  };
}

interface Lock {
  /** Resolves when the lock is held; at once where locks fail. */
  take(): Promise<void>;
  release(): void;
}

/** A lock held from one call to another instead of during one. */
function createLock(withLock: WithLock, name: string): Lock {
  let wanted = false;
  let free = (): void => {};
  return {
    take: () =>
      new Promise(resolve => {
        wanted = true;
        withLock(name, () => {
          resolve();
          return new Promise<void>(done => {
            free = done;
            if (!wanted) done();
          });
        }).catch(() => resolve());
      }),
    release() {
      wanted = false;
      free();
    },
  };
}
