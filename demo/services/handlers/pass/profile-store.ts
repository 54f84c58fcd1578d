import type { World } from '../shared/world-types.ts';
import { degradationOf } from './degradation.ts';
import { profileAttributes } from './profile-attributes.ts';
import { seatKey, type AuthSession, type Profile, type Seat } from './state.ts';

/** Signs the viewer in: a profile for the provider, and for its sibling where the account covers both. */
export function signIn(
  world: World,
  session: AuthSession,
  { home = false, userId = 'viewer', type = 'regular' } = {},
): void {
  const provider = world.pass.providers.get(session.mvpd ?? '');
  if (!provider) return;
  for (const mvpd of [provider.id, ...(provider.sibling ? [provider.sibling] : [])]) {
    const now = world.clock.now();
    const { client, device, serviceProvider, subject } = session;
    // A home-based sign-in lives shorter (5.13).
    const life = world.settings.profileLife * 1000 * (home ? 0.5 : 1);
    const profile: Profile = {
      client,
      device,
      serviceProvider,
      mvpd,
      notBefore: now,
      notAfter: now + life,
      issuer: issuerOf(world, mvpd, type),
      type,
      sessionId: session.sessionId ?? world.random.uuid(),
      visibleFrom: now + world.settings.profileDelay * 1000,
      attributes: profileAttributes(mvpd, userId, home),
      invalidated: false,
      ...(subject ? { subject } : {}),
    };
    world.pass.profiles.set(seatKey(session, mvpd), profile);
  }
}

function issuerOf(world: World, mvpd: string, type: string): string {
  if (type === 'appleSSO') return 'Apple';
  return world.switches.profileIssuer === 'key' ? mvpd : 'Partner Issuer';
}

/** The stored profile of a seat, live or not. */
export function findProfile(world: World, seat: Seat, mvpd: string): Profile | undefined {
  return world.pass.profiles.get(seatKey(seat, mvpd));
}

export function isLive(world: World, profile: Profile | undefined): profile is Profile {
  const now = world.clock.now();
  return profile !== undefined && !profile.invalidated && profile.notAfter > now && profile.visibleFrom <= now;
}

/** Another application's profile of the same service-token user (5.12). */
export function findSharedProfile(world: World, seat: Seat, mvpd: string, subject: string | undefined) {
  if (!subject) return undefined;
  return [...world.pass.profiles.values()].find(
    profile =>
      profile.subject === subject &&
      profile.mvpd === mvpd &&
      profile.serviceProvider === seat.serviceProvider &&
      isLive(world, profile),
  );
}

/** Why a viewer need not sign in, in the words of a session answer, or undefined. */
export function findEntitledState(world: World, seat: Seat, mvpd: string, subject: string | undefined) {
  if (world.pass.providers.get(mvpd)?.tempPass) return 'temporary';
  if (degradationOf(world, seat.serviceProvider, mvpd)?.rule === 'AuthNAll') return 'degraded';
  if (isLive(world, findProfile(world, seat, mvpd))) return 'authenticated';
  return findSharedProfile(world, seat, mvpd, subject) ? 'authenticatedSSO' : undefined;
}
