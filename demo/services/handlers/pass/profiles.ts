import { notePage } from './configuration.ts';
import { DEGRADED_USER_PREFIX, degradationOf } from './degradation.ts';
import type { PassRequest } from './endpoint.ts';
import { json } from './errors.ts';
import { requireProvider } from './integration.ts';
import { watchPoll } from './polling-watch.ts';
import { findProfile, findSharedProfile, isLive } from './profile-store.ts';
import { findSession } from './session-store.ts';
import type { Profile, Seat } from './state.ts';
import { temporaryProfile } from './temp-pass-profile.ts';
import { time } from './times.ts';

type Shown = Record<string, unknown>;

/** `GET profiles` (4.6): neither temporary nor degraded ones; empty means signed out. */
export function allProfiles(request: PassRequest): Response {
  const { world, seat, subject } = request;
  notePage(request.client, seat.serviceProvider);
  const shown: Record<string, Shown> = {};
  for (const profile of world.pass.profiles.values()) {
    if (profile.serviceProvider !== seat.serviceProvider || !isLive(world, profile)) continue;
    if (profile.client === seat.client && profile.device === seat.device) {
      shown[profile.mvpd] = show(request, profile, profile.type);
    } else if (subject && profile.subject === subject && !shown[profile.mvpd]) {
      shown[profile.mvpd] = show(request, profile, 'serviceTokenSSO');
    }
  }
  return json({ profiles: shown });
}

/** `GET profiles/{mvpd}` (4.7). */
export function oneProfile(request: PassRequest): Response {
  notePage(request.client, request.sp.id);
  const provider = requireProvider(request, request.param('mvpd'));
  if (provider instanceof Response) return provider;
  const found = findShown(request, request.seat, provider.id, request.subject);
  if (found instanceof Response) return found;
  return json({ profiles: found ? { [provider.id]: found } : {} });
}

/** `GET profiles/code/{code}` (4.8): what a waiting device polls. */
export function profileByCode(request: PassRequest): Response {
  const { world, sp, param, refuse } = request;
  const code = param('code');
  const session = findSession(world, code, sp.id);
  if (typeof session === 'string') {
    watchPoll(request, world.pass.sessions.get(code), { gone: true });
    return refuse(session, { rule: 'PASS-R46', blameless: true });
  }
  const found = session.mvpd ? findShown(request, session, session.mvpd, session.subject) : undefined;
  if (found instanceof Response) return found;
  watchPoll(request, session, { gone: false, success: found !== undefined });
  return json({ profiles: found && session.mvpd ? { [session.mvpd]: found } : {} });
}

function findShown(request: PassRequest, seat: Seat, mvpd: string, subject?: string): Shown | Response | undefined {
  const { world } = request;
  if (world.pass.providers.get(mvpd)?.tempPass) return temporaryProfile(request, seat, mvpd);
  if (degradationOf(world, seat.serviceProvider, mvpd)?.rule === 'AuthNAll') return degraded(request);
  const own = findProfile(world, seat, mvpd);
  if (isLive(world, own)) return show(request, own, own.type);
  const shared = findSharedProfile(world, seat, mvpd, subject);
  return shared ? show(request, shared, 'serviceTokenSSO') : undefined;
}

function show({ world }: PassRequest, profile: Profile, type: string): Shown {
  return {
    notBefore: time(world, profile.notBefore),
    notAfter: time(world, profile.notAfter),
    issuer: profile.issuer,
    type,
    attributes: world.switches.profileExtras
      ? { ...profile.attributes, mvpd: { state: 'plain', error: 'not available' } }
      : profile.attributes,
    ...(world.switches.profileExtras ? { sessionId: profile.sessionId } : {}),
  };
}

function degraded({ world }: PassRequest): Shown {
  const now = world.clock.now();
  return {
    notBefore: time(world, now),
    notAfter: time(world, now + 3_600_000),
    issuer: 'Adobe',
    type: 'degraded',
    attributes: { userID: { value: `${DEGRADED_USER_PREFIX}${world.random.hex(16)}`, state: 'plain' } },
  };
}
