import { wait } from '../core/wait.ts';
import type { PassContext } from './context.ts';
import { type Permit, requestPermit } from './entitlement.ts';
import { PassError } from './errors.ts';
import type { ForProvider } from './pass-client-types.ts';
import { getProfile, type Identity, identityHeader } from './requests.ts';
import { readProfiles } from './responses.ts';
import type { Profile } from './types.ts';

/** Timers forget what is further away; and a device that slept has to be asked what time it is. */
const TICK = 60_000;

/** When the free access of each provider ends by the service's clock, as far as this page was told. */
const ENDS = new WeakMap<PassContext, Record<string, number>>();

/** Free access, which needs no sign-in. The service does not end a playback when the time is up, so the permit tells. */
export async function requestFreePermit(
  context: PassContext,
  mvpd: string,
  resource: string,
  { identity, signal }: ForProvider,
): Promise<Permit> {
  const { config, transport, clock, random } = context;
  const { serviceProvider } = config;
  const headers = identityHeader(identity);
  const permit = await requestPermit(transport, { clock, random, serviceProvider }, mvpd, resource, signal, headers);
  const arrival = clock.now();
  const since = clock.elapsed();
  /** One of the clocks stands still while a device sleeps, and the other one can be set back. */
  const passed = (): number => Math.max(clock.now() - arrival, clock.elapsed() - since);

  const life = async (): Promise<number | undefined> => {
    const options = { signal, headers, priority: 'background' } as const;
    const [profile] = await transport(getProfile(serviceProvider, mvpd), readProfiles, options).catch(() => []);
    const ends = ENDS.get(context) ?? {};
    // With the last of so many videos the profile is refused; its end was told with the first.
    if (profile) ENDS.set(context, { ...ends, [mvpd]: profile.notAfter });
    const notAfter = profile?.notAfter ?? ends[mvpd] ?? permit.notAfter;
    // The token was made a moment ago: what its time is, the service's time is.
    return notAfter && notAfter - (permit.mediaToken.notBefore || arrival);
  };
  const over = async (): Promise<PassError> => {
    const left = await life();
    // Without an end there is nothing to wait for; where the number of videos is limited, the next decision tells.
    if (!left) return new Promise(() => {});
    while (passed() < left) await wait(clock, Math.min(TICK, left - passed()), signal);
    return new PassError({
      code: 'temporary_access_duration_limit_exceeded',
      action: 'authentication',
      message: 'The time of the free access is up.',
    });
  };
  return { ...permit, over: permit.source === 'temppass' ? over() : undefined };
}

/** The profile at one provider; null when there is none. */
export async function profileAt(
  { config, transport }: PassContext,
  mvpd: string,
  { identity, signal }: ForProvider,
): Promise<Profile | null> {
  const options = { signal, headers: identityHeader(identity) };
  const [found] = await transport(getProfile(config.serviceProvider, mvpd), readProfiles, options);
  return found ?? null;
}

/** Whoever the viewer is, the service learns only that it is the same one: a hash of what the page knows. */
export async function hashed(identity: Record<string, string>): Promise<Identity> {
  const hashes = Object.entries(identity).map(async ([key, value]) => {
    const bytes = new TextEncoder().encode(value.trim().toLowerCase());
    const digest = new Uint8Array(await subtle().digest('SHA-256', bytes));
    return [key, [...digest].map(byte => byte.toString(16).padStart(2, '0')).join('')];
  });
  return Object.fromEntries((await Promise.all(hashes)) as [string, string][]);
}

function subtle(): SubtleCrypto {
  const { subtle: found } = crypto as Partial<Crypto>;
  if (found) return found;
  const message = 'tempPassIdentity: expected a page served by https, since only there a browser makes hashes.';
  throw new PassError({ code: 'invalid-configuration', action: 'configuration', message });
}
