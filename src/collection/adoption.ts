/**
 * Sessions of pages that died. Each session is locked by the page it belongs to; whoever gets the lock finishes the
 * session at its last playhead and delivers what waits. Nothing is polled: the lock comes when the page is gone.
 */
import type { WithLock } from '../core/locks.ts';
import type { DeliveryOptions } from './delivery-types.ts';
import { surplusError } from './limits.ts';
import { isEnd, SESSION_TIMEOUT, type Queued, type SessionRecord } from './session-record.ts';

/** Without Web Locks, a session counts as left when nothing has happened in it for so long. */
const QUIET = 120_000;

const LAST_WRITES = 500;

export interface AdoptionOptions extends DeliveryOptions {
  readonly withLock: WithLock;
  /** Whether locks hold across the pages of the origin. */
  readonly locks: boolean;
}

/** The sessions that somebody on this page waits for. */
export const adopting = new Set<string>();

/** Takes over one session as soon as it is free; `deliver` resolves when it is delivered or cannot be. */
export async function adopt(...session: Parameters<typeof wait>): Promise<void> {
  const [key] = session;
  if (adopting.has(key)) return;
  adopting.add(key);
  // Who gives up waiting, or finds the storage broken, leaves it to the next one who looks.
  await wait(...session).catch(() => {});
  adopting.delete(key);
}

const wait = (
  key: string,
  lock: string,
  doomed: boolean,
  { outbox, clock, withLock, locks, delivered, failed }: AdoptionOptions,
  deliver: (record: SessionRecord, events: readonly Queued[]) => Promise<void>,
  signal: AbortSignal,
): Promise<void> =>
  withLock(
    lock,
    async () => {
      // The last writes of a dying page may still be on their way.
      await new Promise<void>(resolve => clock.after(LAST_WRITES, resolve));
      if (signal.aborted) return;
      const record = await outbox.session(key);
      const events = await outbox.peek(key);
      const last = events[events.length - 1];
      const forget = (): Promise<void> =>
        outbox.write(
          key,
          events.map(([sequence]) => [sequence, undefined]),
          null,
        );
      if (doomed) {
        await forget();
        for (const [, event] of events) delivered(key, event, 'dropped');
        return failed(surplusError());
      }
      const time = last?.[1].playerTime ?? record?.time;
      if (!record || !time) return forget();
      const { told, accepted = Infinity, left, parked = -Infinity } = record;
      const now = clock.now();
      // A page in the back/forward cache may come back (MC-R97).
      if (now < Math.max(parked + SESSION_TIMEOUT, locks ? 0 : time.ts + QUIET)) return;
      // The page said farewell while all was well: to repeat it would tell everything twice. Or the service has closed
      // the session itself by now (MC-R92).
      if (left !== undefined || (!last && now - accepted >= SESSION_TIMEOUT)) return forget();
      // MC-R85, MC-R115: without an end of its own, a session ends where it was last heard of.
      if (![told?.['session'], ...events.map(([, event]) => event)].some(event => event && isEnd(event))) {
        const playerTime = { ...time, ts: time.ts + 1 };
        events.push([Math.floor(last?.[0] ?? 1e9) + 1, { eventType: 'sessionEnd', playerTime }]);
      }
      return deliver(record, events);
    },
    signal,
  );
