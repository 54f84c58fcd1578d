/**
 * Brings the events of one session to the service: each is stored first, sent in order, and forgotten when the service
 * has accepted it or refused it for good.
 */
import { decide, isRestart, SESSION_TIMEOUT, type Queued, type SessionRecord } from './delivery-rules.ts';
import type { Outcome } from './destination.ts';
import { MediaCollectionError } from './errors.ts';
import { isEnd, type DeliveryOptions, type SessionDelivery } from './delivery-types.ts';
import { destinationOf, send } from './sender.ts';
import type { Delivery, MediaEvent } from './types.ts';

/** What is asked of a browser at most when its page goes away; it allows 64 KiB. */
const EXIT_BYTES = 60_000;

interface Item {
  readonly sequence: number;
  readonly event: MediaEvent;
  readonly stored: Promise<unknown>;
  sending?: Promise<Outcome> | undefined;
}

export function createDelivery(
  key: string,
  initial: SessionRecord,
  waiting: readonly Queued[],
  ready: Promise<unknown>,
  options: DeliveryOptions,
): SessionDelivery {
  const { outbox, clock } = options;
  let record = initial;
  let queue: Item[] = waiting.map(([sequence, event]) => ({ sequence, event, stored: Promise.resolve() }));
  let next = Math.floor(waiting[waiting.length - 1]?.[0] ?? 0) + 1;
  let attempts = 0;
  let delay = 0;
  let ended = waiting.some(([, event]) => isEnd(event));
  let running = false;
  let stopping = false;
  let parked = false;
  let over = false;
  let wake: (() => void) | undefined;
  const flushed: (() => void)[] = [];
  let finish!: () => void;
  const done = new Promise<void>(resolve => (finish = resolve));

  const store = (work: Promise<unknown>): Promise<boolean> =>
    work.then(
      () => true,
      (cause: unknown) => {
        options.failed(new MediaCollectionError({ code: 'storage', message: 'An event could not be stored.', cause }));
        return false;
      },
    );

  function append(event: MediaEvent): void {
    if (over) return;
    const sequence = next++;
    ended ||= isEnd(event);
    const stored = ready
      .then(() => store(outbox.append(key, [[sequence, event]], sequence === 1 || record.left ? record : undefined)))
      .then(kept => kept && options.delivered(key, event, 'queued'));
    const item: Item = { sequence, event, stored };
    queue.push(item);
    if (record.left) item.sending = transmit([item]);
    void drain();
  }

  /** Takes items out of the queue and of the store, with the session's record once nothing more can come. */
  async function remove(items: readonly Item[], delivery: Delivery): Promise<void> {
    queue = queue.filter(item => !items.includes(item));
    over ||= ended && queue.length === 0;
    const sequences = items.map(({ sequence }) => sequence);
    await store(outbox.delete(key, sequences, over ? null : record));
    for (const { event } of items) options.delivered(key, event, delivery);
  }

  async function abandon(error?: MediaCollectionError): Promise<void> {
    over = true;
    if (error) options.failed(error);
    await remove(queue, 'dropped');
    options.lost(key);
  }

  /** One at a time and in order (MC-R43). */
  async function drain(): Promise<void> {
    if (running) return;
    running = true;
    while (queue.length > 0 && !over && !parked) {
      await queue[0]!.stored;
      const batch = record.downloaded;
      if (!options.open() || (batch && !ended)) {
        if (stopping || batch) break;
        await pause();
      } else if (!(await sendNext())) {
        if (stopping) break;
        await pause(delay);
      }
    }
    running = false;
    notify();
    if (over || stopping) finish();
  }

  /** Waits for its time or for a reason to try again at once. */
  function pause(ms?: number): Promise<void> {
    return new Promise(resolve => {
      const cancel = ms === undefined ? undefined : clock.after(ms, () => wake?.());
      wake = () => {
        wake = undefined;
        cancel?.();
        resolve();
      };
      notify();
    });
  }

  function notify(): void {
    for (const resolve of flushed.splice(0)) resolve();
  }

  /** Sends what stands first, or the whole of a downloaded session; tells whether to go on at once. */
  async function sendNext(): Promise<boolean> {
    const item = queue[0]!;
    const opens = item.event.eventType === 'sessionStart';
    if (!record.downloaded) {
      // Accepted by a page that did not live to forget it; or its beginning is lost.
      if (opens && record.session !== undefined) return remove([item], 'sent').then(() => true);
      if (!opens && record.session === undefined) return abandon().then(() => true);
    } else await Promise.all(queue.map(({ stored }) => stored));
    const items = record.downloaded ? queue : [item];
    const old = !opens && clock.now() - (record.accepted ?? Infinity) >= SESSION_TIMEOUT;
    const outcome: Outcome = old ? { type: 'gone' } : await (item.sending ??= transmit(items));
    item.sending = undefined;
    // Withdrawn consent may have been faster.
    if (over || queue[0] !== item) return true;
    const facts = { attempts: ++attempts, now: clock.now(), random: options.random() };
    const step = decide(record, queued(), outcome, facts);
    if (step.do === 'wait') {
      delay = step.ms;
      if (step.error) options.failed(step.error);
      return false;
    }
    attempts = 0;
    if (step.do === 'abandon') await abandon(step.error);
    else if (step.do === 'restart') await restart(step.record, step.events);
    else {
      if (step.do === 'forget') record = step.record;
      else options.failed(step.error);
      await remove(items, step.do === 'forget' ? 'sent' : 'dropped');
    }
    return true;
  }

  const queued = (): Queued[] => queue.map(({ sequence, event }) => [sequence, event]);

  function transmit(items: readonly Item[]): Promise<Outcome> {
    const { target, session, downloaded } = record;
    const destination = destinationOf(target);
    const { event } = items[0]!;
    const request = downloaded
      ? destination.batch(
          target,
          items.map(item => item.event),
        )
      : destination.event(target, event, event.eventType === 'sessionStart' ? undefined : session);
    return send(options, target, request);
  }

  async function restart(changed: SessionRecord, events: readonly Queued[]): Promise<void> {
    record = changed;
    const stale = queued().filter(isRestart);
    const rest = queue.filter(({ sequence }) => Number.isInteger(sequence));
    queue = [...events.map(([sequence, event]): Item => ({ sequence, event, stored: Promise.resolve() })), ...rest];
    await store(
      outbox.delete(
        key,
        stale.map(([sequence]) => sequence),
      ),
    );
    await store(outbox.append(key, events, record));
    options.restarted(key, events[0]![1].playerTime.ts);
  }

  /** MC-R20, MC-R87. A service that fails just now is left to the next page. */
  function leave(): void {
    if (over || record.downloaded || record.session === undefined || attempts > 0 || !options.open()) return;
    let bytes = 0;
    for (const item of queue) {
      bytes += JSON.stringify(item.event).length;
      if (bytes > EXIT_BYTES) break;
      item.sending ??= transmit([item]);
    }
    record = { ...record, left: clock.now() };
    void store(outbox.append(key, [], record));
  }

  void drain();

  return {
    append,
    async flush() {
      if (queue.length === 0 || over) return;
      const idle = new Promise<void>(resolve => flushed.push(resolve));
      if (wake) wake();
      else void drain();
      await idle;
    },
    stored: () => Promise.all(queue.map(({ stored }) => stored)),
    leave,
    async park(aside) {
      if (over) return true;
      // Meanwhile another page may have taken the session over, and finished it.
      if (!aside && !(await outbox.session(key).catch(() => record))) return abandon().then(() => false);
      parked = aside;
      record = { ...record, parked: aside ? clock.now() : undefined, left: undefined };
      wake?.();
      await store(outbox.append(key, [], record));
      void drain();
      return true;
    },
    stop() {
      stopping = true;
      wake?.();
      void drain();
    },
    drop() {
      over = true;
      const items = queue;
      queue = [];
      for (const { event } of items) options.delivered(key, event, 'dropped');
      wake?.();
      finish();
    },
    done,
  };
}
