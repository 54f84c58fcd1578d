/** Fetches what only few media need, once, and says so where it cannot be had. */
import { unloadable, type MediaCollectionError } from '../collection/errors.ts';
import type { MeasurementPlatform } from './measurement-platform.ts';

type Extras = Awaited<ReturnType<MeasurementPlatform['extras']>>;

export interface Parts {
  readonly extras: Extras | undefined;
  fetch(): Promise<Extras>;
  /**
   * Begins to follow something, once for each signal; a further call looks again, by what the first one answered. Who
   * cannot get what it takes tries again with the next call.
   */
  follow(what: string, begin: (extras: Extras) => () => void, signal: AbortSignal): void;
}

export function createParts(
  { extras: load }: MeasurementPlatform,
  onError: (error: MediaCollectionError) => void,
): Parts {
  let extras: Extras | undefined;
  const followed = new Map<string, { signal: AbortSignal; again?: () => void }>();
  const fetch = async (): Promise<Extras> => (extras ??= await load());
  return {
    get extras() {
      return extras;
    },
    fetch,
    follow(what, begin, signal) {
      const before = followed.get(what);
      if (before?.signal === signal) return before.again?.();
      const now: typeof before = { signal };
      followed.set(what, now);
      fetch().then(
        got => signal.aborted || (now.again = begin(got)),
        (cause: unknown) => {
          followed.delete(what);
          onError(unloadable(`What follows ${what}`, cause));
        },
      );
    },
  };
}
