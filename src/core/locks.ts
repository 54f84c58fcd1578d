import { aborted } from './wait.ts';

/** Runs one holder at a time per name: across the tabs of the origin where Web Locks exist, else within this page. */
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
  return locks.request(name, signal ? { signal } : {}, run).catch((error: unknown) => {
    throw signal?.aborted ? aborted() : error;
  }) as ReturnType<typeof run>;
};
