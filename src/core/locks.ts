import { aborted } from './wait.ts';

/**
 * Runs one holder at a time per name: across the tabs of the origin where there are Web Locks, else within this page.
 * Where a browser blocks storage, it refuses the locks as well.
 */
export type WithLock = <T>(name: string, run: () => Promise<T>, signal?: AbortSignal) => Promise<T>;

const queues = new Map<string, Promise<unknown>>();

const pageLock: WithLock = (name, run, signal) => {
  const turn = (queues.get(name) ?? Promise.resolve()).then(() => {
    if (signal?.aborted) throw aborted();
    return run();
  });
  const settled = turn
    .catch(() => {})
    .then(() => {
      if (queues.get(name) === settled) queues.delete(name);
    });
  queues.set(name, settled);
  return turn;
};

export const withLock: WithLock = (name, run, signal) => {
  const locks = globalThis.navigator?.locks as LockManager | undefined;
  if (!locks) return pageLock(name, run, signal);
  let held = false;
  const hold: typeof run = () => {
    held = true;
    return run();
  };
  return locks.request(name, signal ? { signal } : {}, hold).catch((error: unknown) => {
    if (signal?.aborted) throw aborted();
    if (held) throw error;
    return pageLock(name, run, signal);
  }) as ReturnType<typeof run>;
};
