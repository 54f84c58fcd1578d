import type { Clock } from './clock.ts';
import { TveError } from './errors.ts';
import { onAbort } from './signals.ts';

export const aborted = (): TveError => new TveError({ code: 'aborted', message: 'The caller gave up waiting.' });

/** Resolves after `ms`, or rejects with code `aborted` as soon as the signal is. */
export function wait(clock: Clock, ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    let cancel = (): void => {};
    const stop = onAbort(signal, () => {
      cancel();
      reject(aborted());
    });
    if (signal?.aborted) return;
    cancel = clock.after(ms, () => {
      stop();
      resolve();
    });
  });
}

/** Waits for a promise no longer than the signal allows; the promise itself goes on. */
export function abandonable<T>(promise: Promise<T>, signal?: AbortSignal): Promise<T> {
  if (!signal) return promise;
  return new Promise((resolve, reject) => {
    const stop = onAbort(signal, () => reject(aborted()));
    promise.then(resolve, reject).finally(stop);
  });
}
