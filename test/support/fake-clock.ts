import type { Clock } from '../../src/core/clock.ts';

export interface FakeClock extends Clock {
  /** Lets time pass, firing what falls due, with a chance for promises to settle after each. */
  advance(ms: number): Promise<void>;
  /** The device slept: both clocks jump, timers fire once, late. */
  sleep(ms: number): Promise<void>;
  /** Somebody sets the wall clock; what only counts does not notice. */
  set(ms: number): void;
  readonly timers: number;
}

/**
 * Bodies of responses and locks settle outside the fake clock, in tasks of their own, and on a busy machine late: what is
 * asked for here comes after what was asked for before.
 */
async function moment(): Promise<void> {
  await new Promise(resolve => setTimeout(resolve, 5));
  await Promise.all([new Response('').text(), navigator.locks.request('tve-elements-moment', () => {})]);
  await new Promise(resolve => setTimeout(resolve));
}

/** `settle` may be given by who knows better when everything is quiet. */
export function createFakeClock(start = 1_767_222_000_000, settle = moment): FakeClock {
  let elapsed = 0;
  let offset = 0;
  const timers = new Set<{ at: number; callback: () => void }>();
  const fire = async (limit: number): Promise<void> => {
    for (;;) {
      const due = [...timers].filter(({ at }) => at <= limit).sort((a, b) => a.at - b.at)[0];
      if (!due) return;
      timers.delete(due);
      elapsed = Math.max(elapsed, due.at);
      due.callback();
      await settle();
    }
  };
  return {
    now: () => start + offset + elapsed,
    elapsed: () => elapsed,
    after(ms, callback) {
      const timer = { at: elapsed + ms, callback };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    async advance(ms) {
      const limit = elapsed + ms;
      await settle();
      await fire(limit);
      elapsed = limit;
      await settle();
    },
    async sleep(ms) {
      elapsed += ms;
      await fire(elapsed);
      await settle();
    },
    set(ms) {
      offset += ms;
    },
    get timers() {
      return timers.size;
    },
  };
}
