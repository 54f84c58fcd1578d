import type { World } from '../shared/world-types.ts';
import type { PassRequest } from './endpoint.ts';
import type { AuthSession } from './state.ts';

export const CODE_LENGTH = 7;

/** Opens a session; the previous one of the same client and device is over (SBX-9). */
export function openSession(request: PassRequest): AuthSession {
  const { world, seat, deviceInfo, subject } = request;
  for (const old of world.pass.sessions.values()) {
    if (old.client === seat.client && old.device === seat.device && old.serviceProvider === seat.serviceProvider) {
      old.replacedAt ??= world.clock.elapsed();
    }
  }
  const now = world.clock.now();
  const session: AuthSession = {
    ...seat,
    code: world.random.code(CODE_LENGTH),
    sessionId: world.random.uuid(),
    deviceInfo,
    notBefore: now,
    notAfter: now + world.settings.codeLife * 1000,
    complete: false,
    address: request.call.address,
    asked: false,
    openings: 0,
    returned: false,
    ticket: world.random.hex(24),
    ...(subject ? { subject } : {}),
    polls: new Map(),
    movesAtStart: world.clock.moves(),
  };
  world.pass.sessions.set(session.code, session);
  return session;
}

/** The live session of a code, or the documented error code (4.3). */
export function findSession(world: World, code: string, serviceProvider: string): AuthSession | string {
  if (!/^[A-Z0-9]{7}$/.test(code)) return 'invalid_parameter_code';
  const session = world.pass.sessions.get(code);
  const isTheirs = session?.serviceProvider === serviceProvider;
  return isTheirs && isLive(world, session) ? session : 'invalid_authentication_session';
}

export function findSessionByTicket(world: World, ticket: string): AuthSession | undefined {
  const session = [...world.pass.sessions.values()].find(candidate => candidate.ticket === ticket);
  return session && isLive(world, session) ? session : undefined;
}

function isLive({ clock }: World, { replacedAt, notAfter }: AuthSession): boolean {
  return replacedAt === undefined && notAfter > clock.now();
}

export function missingParameters(world: World, { mvpd, domainName, redirectUrl }: AuthSession): string[] {
  const missing = [];
  if (!mvpd) missing.push('mvpd');
  if (!domainName) missing.push(world.switches.missingDomainName);
  if (!redirectUrl) missing.push('redirectUrl');
  return missing;
}
