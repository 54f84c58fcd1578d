import type { Outbox } from '../storage/outbox.ts';
import type { MediaCollectionError } from './errors.ts';
import type * as Others from './others.ts';
import type * as Recovery from './recovery.ts';
import type { SenderOptions } from './sender.ts';
import type { SessionRecord } from './session-record.ts';
import type { Delivery, MediaEvent } from './types.ts';

export interface DeliveryOptions extends SenderOptions {
  /** 0 to 1. */
  readonly random: () => number;
  readonly outbox: Outbox<SessionRecord, MediaEvent>;
  /** Whether anything may be sent now: consent is given and the browser is not offline. */
  readonly open: () => boolean;
  /** Settles when consent is given; until then nothing is stored. Undefined when there is nothing to wait for. */
  readonly permitted: () => Promise<void> | undefined;
  readonly delivered: (key: string, event: MediaEvent, delivery: Delivery) => void;
  readonly failed: (error: MediaCollectionError) => void;
  /** Fetches what events need that go elsewhere. */
  readonly others: () => Promise<typeof Others>;
  /** Fetches what is needed when something went wrong. */
  readonly recovery: () => Promise<typeof Recovery>;
  /** The service has lost a session, which goes on as one that began at `ts`. */
  readonly restarted: (key: string, ts: number) => void;
  /** A session is given up: nothing more of it is sent. */
  readonly lost: (key: string) => void;
}

/** What brings one session to the service. */
export interface SessionDelivery {
  append(event: MediaEvent): void;
  /** How many events wait, stored or not. */
  readonly size: number;
  /** Tries at once; resolves when nothing is left, or nothing can be done now. */
  flush(): Promise<void>;
  /** Resolves when all that was appended is stored. */
  stored(): Promise<unknown>;
  /** The page is going away: sends what waits and what is still appended, without waiting for anything. */
  leave(): void;
  /** Rests, or goes on; false when the session is no longer ours. */
  park(parked: boolean): Promise<boolean>;
  /** Sends what can be sent, then rests; what remains is for the next page. */
  stop(): void;
  /** Tells the page of each event that it is lost, and of the session too. */
  abandon(): Promise<void>;
  /** Forgets all of it (consent withdrawn). */
  drop(): void;
  /** Settles when this delivery will do nothing more. */
  readonly done: Promise<void>;
}
