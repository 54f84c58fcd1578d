import type { Clock } from '../core/clock.ts';
import { onAbort } from '../core/signals.ts';
import { aborted } from '../core/wait.ts';
import type { Key, KeyValueStore } from '../storage/key-value.ts';
import { block, type Budget, spend } from './budget.ts';

/** What goes first when requests have to queue: a viewer who waits for the picture before anything in the background. */
export type Priority = 'play' | 'viewer' | 'background';

const RANK: Record<Priority, number> = { play: 0, viewer: 1, background: 2 };

export interface Throttle {
  /** Resolves when this device may send one more request. */
  admit(priority: Priority, signal?: AbortSignal): Promise<void>;
  /** The service refused (or may have refused) for too many requests: everybody is silent for a while. */
  refused(attempt: number): Promise<void>;
}

/** Lets requests through one by one, most urgent first, within the budget that all tabs of the origin share. */
export function createThrottle(deps: {
  storage: KeyValueStore;
  clock: Clock;
  random: () => number;
  key: Key;
}): Throttle {
  const { storage, clock, random, key } = deps;
  interface Waiting {
    rank: number;
    admit: () => void;
  }
  let queue: Waiting[] = [];
  let pumping = false;

  /** With a broken or emptied store this page goes by its own account: neither silent nor too loud. */
  let own: Budget | undefined;
  const account = async (change: (budget: Budget | undefined) => Budget): Promise<void> => {
    own = await storage.update<Budget>(key, stored => change(stored ?? own)).catch(() => change(own));
  };

  const trySpend = async (): Promise<number> => {
    let pause = 0;
    await account(stored => {
      const { budget, wait } = spend(stored, clock.now());
      pause = wait;
      return budget;
    });
    return pause;
  };

  const pump = async (): Promise<void> => {
    if (pumping) return;
    pumping = true;
    try {
      while (queue.length > 0) {
        const pause = await trySpend();
        if (pause > 0) await new Promise<void>(resolve => clock.after(pause, resolve));
        else queue.shift()?.admit();
      }
    } finally {
      pumping = false;
    }
  };

  return {
    admit: (priority, signal) =>
      new Promise((resolve, reject) => {
        const waiting: Waiting = {
          rank: RANK[priority],
          admit: () => {
            stop();
            resolve();
          },
        };
        const stop = onAbort(signal, () => {
          queue = queue.filter(other => other !== waiting);
          reject(aborted());
        });
        if (signal?.aborted) return;
        const after = queue.findIndex(other => other.rank > waiting.rank);
        queue.splice(after < 0 ? queue.length : after, 0, waiting);
        void pump();
      }),
    async refused(attempt) {
      const ms = 1000 * 2 ** attempt * (1 + random() / 4);
      await account(stored => block(stored, clock.now(), ms));
    },
  };
}
