import type { SessionRecord } from '../collection/delivery-rules.ts';
import type { MediaEvent } from '../collection/types.ts';
import { systemClock, type Clock } from '../core/clock.ts';
import { withLock, type WithLock } from '../core/locks.ts';
import { randomId } from '../core/random.ts';
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
}

export const platform: MeasurementPlatform = {
  fetch: (...call) => globalThis.fetch(...call),
  clock: systemClock,
  random: Math.random,
  id: randomId,
  get outbox() {
    return createOutbox<SessionRecord, MediaEvent>(deviceStore());
  },
  withLock,
  get locks() {
    return !!globalThis.navigator?.locks;
  },
  online: () => globalThis.navigator?.onLine !== false,
};
