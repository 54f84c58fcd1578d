import { asPassError, isUnknownProvider, type PassError } from './errors.ts';
import { logout } from './sign-in-requests.ts';
import { readLogouts } from './sign-in-responses.ts';
import type { Transport } from './transport.ts';
import type { LogoutStep } from './types.ts';

/** What became of an attempt to delete profiles: what is gone is gone, even when a later one could not be deleted. */
export interface Deletion {
  gone: string[];
  steps: LogoutStep[];
  /** A provider is no longer offered: the list that is known is stale. */
  stale: boolean;
  error?: PassError;
}

/** Deletes the profiles of these providers at the service, one after the other. */
export async function deleteProfiles(
  transport: Transport,
  { serviceProvider, redirectUrl }: { serviceProvider: string; redirectUrl: string },
  mvpds: readonly string[],
  signal: AbortSignal | undefined,
): Promise<Deletion> {
  const deletion: Deletion = { gone: [], steps: [], stale: false };
  for (const mvpd of mvpds) {
    try {
      const steps = await transport(logout(serviceProvider, mvpd, redirectUrl), readLogouts, { signal });
      deletion.steps.push(...steps);
      deletion.gone.push(mvpd, ...steps.map(step => step.mvpd));
    } catch (thrown) {
      const error = asPassError(thrown);
      if (!isUnknownProvider(error)) return { ...deletion, error };
      // An integration that was switched off has no profile left to delete.
      deletion.gone.push(mvpd);
      deletion.stale = true;
    }
  }
  return deletion;
}
