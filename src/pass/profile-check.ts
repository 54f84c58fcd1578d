import { createSingleFlight } from '../core/single-flight.ts';
import type { PassContext } from './context.ts';
import { asPassError } from './errors.ts';
import type { FreeAccess } from './free-access.ts';
import { getProfile, getProfiles } from './requests.ts';
import { readProfiles } from './responses.ts';
import type { Priority } from './throttle.ts';

/** Asks the service who is signed in, once for all who want to know at the same time. */
export function createProfileCheck(
  { config, store, transport, dispatch }: PassContext,
  free: FreeAccess,
): (priority: Priority, signal?: AbortSignal) => Promise<void> {
  const share = createSingleFlight();
  return (priority, signal) =>
    share(
      'check',
      async shared => {
        for (;;) {
          const { signOuts } = store.getState();
          const asked = store.getState().remembered?.id;
          const request = asked ? getProfile(config.serviceProvider, asked) : getProfiles(config.serviceProvider);
          try {
            const profiles = await transport(request, readProfiles, { signal: shared, priority });
            // Who has left meanwhile may still be in the answer.
            if (signOuts !== store.getState().signOuts) continue;
            return dispatch({ type: 'checked', profiles, asked });
          } catch (thrown) {
            const error = asPassError(thrown);
            if (shared.aborted) return;
            free.heed(asked, error);
            return dispatch({ type: 'check-failed', error });
          }
        }
      },
      signal,
    );
}
