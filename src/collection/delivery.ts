/**
 * Brings the events of one session to the service: each is stored first, sent in order, and forgotten when the service
 * has accepted it or refused it for good.
 */
import type { DeliveryOptions, SessionDelivery } from './delivery-types.ts';
import type { Outcome } from './destination.ts';
import { failure } from './errors.ts';
import { fetched, fetchRecovery } from './fetched.ts';
import { mediaCollection } from './requests.ts';
import { retryDelay } from './retry.ts';
import { spareBytes } from './sender.ts';
import { follow, isEnd, isRestart, SESSION_TIMEOUT, type Queued, type SessionRecord } from './session-record.ts';
import type { Delivery, MediaEvent } from './types.ts';
import type { Verdict } from './verdict.ts';

/** What wrapping adds to the text of an event at most. */
const WRAPPING = 800;
interface Item {
  readonly queued: Queued;
  readonly stored: Promise<unknown>;
  sending?: Promise<Outcome> | undefined;
}

type Change = readonly [sequence: number, event: MediaEvent | undefined];
const gone = ([sequence]: Queued): Change => [sequence, undefined];
const storedItem = (queued: Queued): Item => ({ queued, stored: Promise.resolve() });

export function createDelivery(
  key: string,
  record: SessionRecord,
  waiting: readonly Queued[],
  ready: Promise<unknown>,
  options: DeliveryOptions,
): SessionDelivery {
  const { outbox, clock, delivered, failed } = options;
  const { downloaded, to } = record;
  let destination = to ? undefined : mediaCollection;
  let queue = waiting.map(storedItem);
  let next = Math.floor(waiting[waiting.length - 1]?.[0] ?? 0) + 1;
  let attempts = 0;
  let ended = waiting.some(([, event]) => isEnd(event));
  let running = false;
  let stopping = false;
  let parked = false;
  let over = false;
  /** The store knows the session. */
  let known = waiting.length > 0;
  let wake = (): void => {};
  let rested: (() => void)[] = [];
  let finish!: () => void;
  const done = new Promise<void>(resolve => (finish = resolve));

  const store = (events: readonly Change[], change?: SessionRecord | null): Promise<boolean> =>
    outbox.write(key, events, change).then(
      () => (known = true),
      (cause: unknown) => {
        failed(failure('storage', 'An event could not be stored.', { cause }));
        return false;
      },
    );

  const update = (change: Partial<SessionRecord>): SessionRecord => (record = { ...record, ...change });

  function append(event: MediaEvent): void {
    if (over) return;
    const queued: Queued = [next++, event];
    ended ||= isEnd(event);
    const stored = Promise.all([ready, options.permitted()])
      .then(() => !over && store([queued], queued[0] === 1 || record.left ? record : undefined))
      .then(kept => kept && delivered(key, event, 'queued'));
    const item: Item = { queued, stored };
    queue.push(item);
    if (record.left) leave();
    void drain();
  }

  /** Takes items out of the queue and of the store, with the session's record once nothing more can come. */
  async function remove(items: readonly Item[], delivery: Delivery, accepted?: Partial<SessionRecord>): Promise<void> {
    for (const { queued } of accepted ? items : []) {
      record = follow({ ...record, accepted: clock.now(), ...accepted, left: undefined }, queued[1]);
    }
    queue = queue.filter(item => !items.includes(item));
    over ||= ended && queue.length === 0;
    const changes = items.map(({ queued }) => gone(queued));
    await store(changes, over ? null : record);
    for (const { queued } of items) delivered(key, queued[1], delivery);
  }

  async function abandon(): Promise<void> {
    over = true;
    await remove(queue, 'dropped');
    options.lost(key);
  }

  /** One at a time and in order (MC-R43). */
  async function drain(): Promise<void> {
    if (running) return;
    running = true;
    while (queue.length > 0 && !over && !parked) {
      if (!options.permitted()) await Promise.all(queue.map(({ stored }) => stored));
      const closed = !options.open() || (downloaded && !ended);
      const delay = closed ? Infinity : await sendNext();
      if (delay && (stopping || (closed && downloaded))) break;
      if (delay) await pause(delay);
    }
    running = false;
    rest();
    if (over || stopping) finish();
  }

  /** Waits for its time or for a reason to try again at once. */
  function pause(ms: number): Promise<void> {
    return new Promise(resolve => {
      const cancel = ms < Infinity ? clock.after(ms, resolve) : undefined;
      wake = () => {
        cancel?.();
        resolve();
      };
      rest();
    });
  }

  function rest(): void {
    for (const resolve of rested) resolve();
    rested = [];
  }

  /** The first of the queue, as many as go together; gives back how long to wait then. */
  async function sendNext(): Promise<number> {
    const item = queue[0]!;
    const [, event] = item.queued;
    const opens = event.eventType === 'sessionStart';
    if (!downloaded && opens === (record.session !== undefined)) {
      // Accepted by a page that did not live to forget it; or its beginning is lost.
      await (opens ? remove([item], 'sent') : abandon());
      return 0;
    }
    const old = !opens && !downloaded && clock.now() - (record.accepted ?? Infinity) >= SESSION_TIMEOUT;
    if (!destination) {
      destination = (
        await fetched(
          options.others().then(({ load }) => load(to!)),
          options,
        )
      )?.destination;
      return destination ? 0 : retryDelay(++attempts, options.random());
    }
    if (!old && !item.sending) transmit();
    const { sending } = item;
    const { accepted, answer, error }: Outcome = (await sending) ?? {};
    const recovery = (old || answer) && (await fetchRecovery(options));
    // Withdrawn consent may have been faster.
    if (over || queue[0] !== item) return 0;
    const items = sending ? queue.filter(waits => waits.sending === sending) : [item];
    for (const waits of items) waits.sending = undefined;
    attempts = accepted && !answer ? 0 : attempts + 1;
    if (attempts === 0) {
      await remove(items, 'sent', accepted);
      return 0;
    }
    const facts = { attempts, now: clock.now(), random: options.random(), count: items.length };
    const queued = queue.map(waits => waits.queued);
    const verdict: Verdict = recovery
      ? recovery.judge(record, queued, answer, facts)
      : // Where nobody answers, nothing is given up. An outage is told once.
        { wait: retryDelay(attempts, facts.random), error: attempts === 3 ? error : undefined };
    if (verdict.error) failed(verdict.error);
    for (const fate of verdict.items ? (['sent', 'dropped'] as const) : []) {
      const settled = items.filter((_, index) => verdict.items![index] === fate);
      await remove(settled, fate, fate === 'sent' ? accepted : undefined);
    }
    if (queue[0] !== item) attempts = 0;
    if (verdict.wait) return verdict.wait;
    attempts = 0;
    if (verdict.restart) {
      const { events } = verdict.restart;
      ({ record } = verdict.restart);
      queue = [...events.map(storedItem), ...queue.filter(waits => !isRestart(waits.queued))];
      await store([...queued.filter(isRestart).map(gone), ...events], record);
      options.restarted(key, events[0]![1].playerTime.ts);
    } else if (verdict.abandon) await abandon();
    return 0;
  }

  const unsent = (): Item[] => queue.filter(({ sending }) => !sending);

  /** Sends those of the queue that go next and are not on their way. */
  function transmit(): void {
    const items = unsent();
    const events = items.map(({ queued }) => queued);
    const [count, sending] = destination!(options, record, events, key, attempts);
    for (const item of items.slice(0, count)) item.sending = sending;
  }

  /** MC-R20, MC-R87. A service that fails just now is left to the next page, and so is what is too much. */
  function leave(): void {
    if (over || downloaded || record.session === undefined || attempts > 0 || !options.open()) return;
    const size = unsent().reduce((sum, { queued }) => sum + WRAPPING + JSON.stringify(queued).length, 0);
    const fits = !!destination && size < spareBytes();
    while (fits && unsent().length > 0) transmit();
    void store([], update({ left: fits ? clock.now() : undefined }));
  }

  void drain();

  return {
    append,
    async flush() {
      if (queue.length === 0 || over) return;
      const idle = new Promise<void>(resolve => rested.push(resolve));
      wake();
      void drain();
      await idle;
    },
    stored: () => Promise.all(queue.map(({ stored }) => stored)),
    leave,
    get size() {
      return queue.length;
    },
    async park(aside) {
      if (over) return true;
      // Meanwhile another page may have taken the session over, and finished it.
      if (!aside && known && !(await outbox.session(key).catch(() => record))) {
        await abandon();
        return false;
      }
      parked = aside;
      wake();
      update({ parked: aside ? clock.now() : undefined, left: undefined });
      if (known) await store([], record);
      void drain();
      return true;
    },
    stop() {
      stopping = true;
      wake();
      void drain();
    },
    abandon,
    drop() {
      over = true;
      for (const { queued } of queue) delivered(key, queued[1], 'dropped');
      queue = [];
      wake();
      finish();
    },
    done,
  };
}
