/** Abort signals where the platform is too old to combine or to await them. */

/** Aborted as soon as one of the given signals is. */
export function anySignal(...signals: (AbortSignal | undefined)[]): AbortSignal {
  const given = signals.filter((signal): signal is AbortSignal => signal !== undefined);
  if (given.length === 1) return given[0]!;
  const controller = new AbortController();
  const abort = (): void => {
    controller.abort();
    for (const signal of given) signal.removeEventListener('abort', abort);
  };
  for (const signal of given) {
    if (signal.aborted) {
      abort();
      break;
    }
    signal.addEventListener('abort', abort);
  }
  return controller.signal;
}

/** Runs once when the signal is aborted, at once if it already is. Returns how to stop listening. */
export function onAbort(signal: AbortSignal | undefined, callback: () => void): () => void {
  if (!signal) return () => {};
  if (signal.aborted) {
    callback();
    return () => {};
  }
  signal.addEventListener('abort', callback, { once: true });
  return () => signal.removeEventListener('abort', callback);
}
