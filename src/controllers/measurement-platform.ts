import type { SessionRecord } from '../collection/session-record.ts';
import type { MediaEvent } from '../collection/types.ts';
import { systemClock, type Clock } from '../core/clock.ts';
import { withLock, type WithLock } from '../core/locks.ts';
import { deviceStore } from '../storage/device-store.ts';
import { createOutbox, type Outbox } from '../storage/outbox.ts';

/** The platform as tracking needs it, in one place, so that a test hands in another. */
export interface MeasurementPlatform {
  readonly fetch: typeof fetch;
  readonly clock: Clock;
  readonly random: () => number;
  /** A fresh id for the sessions of one connection. */
  readonly id: () => string;
  readonly outbox: Outbox<SessionRecord, MediaEvent>;
  readonly withLock: WithLock;
  readonly locks: boolean;
  readonly online: () => boolean;
  /** Fetches what few pages need. */
  readonly extras: () => Promise<typeof import('./measurement-extras.ts')>;
}

/** Made when the first tracker is connected: without a DOM there is nothing to ask. */
export const createPlatform = (): MeasurementPlatform => ({
  fetch: (...call) => fetch(...call),
  clock: systemClock,
  random: Math.random,
  id: () => crypto.getRandomValues(new Uint32Array(4)).join('-'),
  outbox: createOutbox(deviceStore()),
  withLock,
  locks: !!(navigator.locks as LockManager | undefined),
  online: () => navigator.onLine,
  extras: () => import('./measurement-extras.ts'),
});
