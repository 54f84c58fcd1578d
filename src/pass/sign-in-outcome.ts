import type { Store } from '../core/store.ts';
import { PassError } from './errors.ts';
import type { PassState } from './pass-state.ts';
import type { Profile } from './types.ts';

/** Resolves with the profile of this sign-in, or rejects with why there is none. */
export function signInOutcome(store: Pick<Store<PassState>, 'subscribe'>, id: string): Promise<Profile> {
  return new Promise((resolve, reject) => {
    let stop = (): void => {};
    stop = store.subscribe(({ status, signIn, profile, notice, error }) => {
      if (signIn?.id === id && status === 'signing-in') return;
      queueMicrotask(() => stop());
      if (status === 'signed-in' && profile && !notice && !error) resolve(profile);
      else reject(error ?? unfinished(notice ?? 'cancelled'));
    });
  });
}

const unfinished = (why: string): PassError =>
  new PassError({ code: 'aborted', message: `The sign-in was not finished (${why}).`, retryable: true });
