import { PassError } from './errors.ts';

/**
 * A part of this library that few pages need: fetched when it is first asked for, once. A page that is offline cannot get
 * it, is told so, and may ask again.
 */
export function onDemand<T>(load: () => Promise<T>): () => Promise<T> {
  let loading: Promise<T> | undefined;
  return () =>
    (loading ??= load().catch((cause: unknown) => {
      loading = undefined;
      throw new PassError({ code: 'network', message: 'A part of tve-elements did not load.', retryable: true, cause });
    }));
}
