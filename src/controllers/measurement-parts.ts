/** Fetches what only few media need, once, and says so where it cannot be had. */
import { unloadable, type MediaCollectionError } from '../collection/errors.ts';
import type { MeasurementPlatform } from './measurement-platform.ts';

type Extras = Awaited<ReturnType<MeasurementPlatform['extras']>>;

export interface Parts {
  readonly extras: Extras | undefined;
  fetch(): Promise<Extras>;
  /** Begins to follow something, once for each signal; who cannot get what it takes tries again with the next call. */
  follow(what: string, begin: (extras: Extras) => void, signal: AbortSignal): void;
}

export function createParts(
  { extras: load }: MeasurementPlatform,
  onError: (error: MediaCollectionError) => void,
): Parts {
  let extras: Extras | undefined;
  const followed = new Map<string, AbortSignal>();
  const fetch = async (): Promise<Extras> => (extras ??= await load());
  return {
    get extras() {
      return extras;
    },
    fetch,
    follow(what, begin, signal) {
      if (followed.get(what) === signal) return;
      followed.set(what, signal);
      fetch().then(
        got => signal.aborted || begin(got),
        (cause: unknown) => {
          followed.delete(what);
          onError(unloadable(`What follows ${what}`, cause));
        },
      );
    },
  };
}
