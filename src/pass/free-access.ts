import type { PassContext } from './context.ts';
import type { Permit } from './entitlement.ts';
import { isFreeAccess, type PassError } from './errors.ts';
import { onDemand } from './on-demand.ts';
import type { ForProvider } from './pass-client-types.ts';
import type { Identity } from './requests.ts';
import type { PassConfig, Profile } from './types.ts';

/** Free access by TempPass, and whether there is any left for this viewer. */
export interface FreeAccess {
  /** The provider that stands for it, as long as it is to be had. */
  readonly provider: string | undefined;
  /** Whether this provider is the one. */
  isFor(mvpd: string | undefined): boolean;
  /** Who the viewer is, for what is asked in its name; nobody else need say so. */
  identity(mvpd: string | undefined): Promise<Identity | undefined>;
  permit(context: PassContext, mvpd: string, resource: string, options: ForProvider): Promise<Permit>;
  /** The profile at one provider, of free access that has begun, too. */
  profileAt(context: PassContext, mvpd: string, options: ForProvider): Promise<Profile | null>;
  /** What was answered in the name of a provider: it may have been used up, or be not to be had. */
  heed(mvpd: string | undefined, error: PassError): void;
}

export function createFreeAccess({ tempPass, tempPassIdentity }: PassConfig): FreeAccess {
  const rest = onDemand(() => import('./temp-pass.ts'));
  let isOver = false;
  const isFor = (mvpd: string | undefined): boolean => !!tempPass && mvpd === tempPass;
  const heed = (mvpd: string | undefined, error: PassError): void => {
    // Who lacks only a name may still give it.
    if (isFor(mvpd) && isFreeAccess(error) && !error.code.includes('header')) isOver = true;
  };
  return {
    get provider() {
      return isOver ? undefined : tempPass;
    },
    isFor,
    heed,
    async identity(mvpd) {
      const viewer = isFor(mvpd) ? tempPassIdentity?.() : undefined;
      return viewer && (await rest()).hashed(viewer);
    },
    profileAt: async (...asked) => (await rest()).profileAt(...asked),
    async permit(context, mvpd, resource, options) {
      const permit = await (await rest()).requestFreePermit(context, mvpd, resource, options);
      permit.over?.then(
        error => heed(mvpd, error),
        () => {},
      );
      return permit;
    },
  };
}
