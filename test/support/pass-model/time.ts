import type { Clock } from '../../../src/core/clock.ts';

/** Whose timers they are: one page, which may be frozen in the browser's cache or gone for good. */
export interface Owner {
  gone: boolean;
  frozen: boolean;
}

interface Timer {
  at: number;
  owner: Owner;
  callback: () => void;
}

/** How often promises get a chance to settle before time goes on. */
const HOPS = 40;

/**
 * One time for a device with several pages. Nothing in a model waits for anything but this clock, so that promises
 * settle without the browser's own tasks, and thousands of stories fit into a minute.
 */
export class ModelTime {
  static readonly START = 1_800_000_000_000;
  now = 0;
  /** Grows with everything that is under way at this moment: as long as it does, time stands still. */
  activity = 0;
  #timers: Timer[] = [];

  get timers(): number {
    return this.#timers.filter(({ owner }) => !owner.gone && !owner.frozen).length;
  }

  view(owner: Owner): Clock {
    return {
      now: () => ModelTime.START + this.now,
      elapsed: () => this.now,
      after: (ms, callback) => {
        const timer = { at: this.now + ms, owner, callback };
        this.#timers.push(timer);
        return () => {
          const index = this.#timers.indexOf(timer);
          if (index >= 0) this.#timers.splice(index, 1);
        };
      },
    };
  }

  async settle(): Promise<void> {
    let seen: number;
    do {
      seen = this.activity;
      for (let hop = 0; hop < HOPS; hop += 1) await Promise.resolve();
    } while (seen !== this.activity);
  }

  async pass(ms: number): Promise<void> {
    const limit = this.now + ms;
    await this.settle();
    for (;;) {
      const due = this.#next(limit);
      if (!due) break;
      this.#timers.splice(this.#timers.indexOf(due), 1);
      this.now = Math.max(this.now, due.at);
      due.callback();
      await this.settle();
    }
    this.now = limit;
  }

  /** The device slept: time jumps, and what fell due meanwhile happens late. */
  async jump(ms: number): Promise<void> {
    this.now += ms;
    await this.pass(0);
  }

  #next(limit: number): Timer | undefined {
    let next: Timer | undefined;
    for (const timer of this.#timers) {
      if (timer.owner.gone || timer.owner.frozen || timer.at > limit) continue;
      if (!next || timer.at < next.at) next = timer;
    }
    return next;
  }
}
