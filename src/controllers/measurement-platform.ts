import type * as Others from '../collection/others.ts';
import type * as Recovery from '../collection/recovery.ts';
import type { SessionRecord } from '../collection/session-record.ts';
import type { MediaEvent } from '../collection/types.ts';
import { systemClock, type Clock } from '../core/clock.ts';
import type { WithLock } from '../core/locks.ts';
import { deviceStore } from '../storage/device-store.ts';
import { createOutbox, type Outbox } from '../storage/outbox.ts';
import type * as Extras from './measurement-extras.ts';

/** The platform as tracking needs it, in one place, so that a test hands in another. */
export interface MeasurementPlatform {
  readonly fetch: typeof fetch;
  readonly clock: Clock;
  readonly random: () => number;
  /** A fresh id for the sessions of one connection. */
  readonly id: () => string;
  readonly outbox: Outbox<SessionRecord, MediaEvent>;
  /** Where it holds nothing back, sessions are told apart by how long they have been quiet. */
  readonly withLock: WithLock;
  readonly locks: boolean;
  readonly online: () => boolean;
  /** Where the page tells that it goes, comes back or is online again. */
  readonly page: Pick<Window, 'addEventListener'>;
  /** Fetch what few pages need. */
  readonly extras: () => Promise<typeof Extras>;
  readonly recovery: () => Promise<typeof Recovery>;
  readonly others: () => Promise<typeof Others>;
}

/** Made when the first tracker is connected: without a DOM there is nothing to ask. */
export function createPlatform(): MeasurementPlatform {
  // All our browsers have them, on secure pages.
  const locks = navigator.locks as LockManager | undefined;
  return {
    fetch: (...call) => fetch(...call),
    clock: systemClock,
    random: Math.random,
    id: () => crypto.getRandomValues(new Uint32Array(4)).join('-'),
    outbox: createOutbox(deviceStore()),
    withLock: async (name, run, signal) =>
      (locks ? locks.request(name, { signal } as LockOptions, run) : run()) as ReturnType<typeof run>,
    locks: !!locks,
    online: () => navigator.onLine,
    page: globalThis as unknown as Window,
    extras: () => import('./measurement-extras.ts'),
    recovery: () => import('../collection/recovery.ts'),
    others: () => import('../collection/others.ts'),
  };
}
