import type { World } from '../shared/world-types.ts';
import { notePage } from './configuration.ts';
import { describeDevice } from './device-info.ts';
import type { PassRequest } from './endpoint.ts';
import { json } from './errors.ts';
import { findEntitledState } from './profile-store.ts';
import { readParameters, SESSION_FIELDS } from './session-parameters.ts';
import { findSession, missingParameters, openSession } from './session-store.ts';
import type { AuthSession, Seat } from './state.ts';
import { sessionTime } from './times.ts';

/** `POST sessions` (4.2). */
export function createSession(request: PassRequest): Response {
  const given = readParameters(request);
  if (given instanceof Response) return given;
  const entitled = given.mvpd && findEntitledState(request.world, request.seat, given.mvpd, request.subject);
  if (entitled) return authorizeAnswer(request, given.mvpd ?? '', entitled, request.world.random.uuid());
  const session = Object.assign(openSession(request), given);
  session.complete = missingParameters(request.world, session).length === 0;
  return sessionAnswer(request, session, 'resume');
}

/** `POST sessions/{code}` (4.3): a second screen supplies what is missing. */
export function resumeSession(request: PassRequest): Response {
  const { world, sp, param, refuse } = request;
  const session = findSession(world, param('code'), sp.id);
  if (typeof session === 'string') return refuse(session, { blameless: true });
  session.asked = true;
  const given = readParameters(request);
  if (given instanceof Response) return given;
  noteForeignDevice(request, session);
  for (const name of SESSION_FIELDS) {
    if (given[name] !== undefined && session[name] !== undefined && given[name] !== session[name]) {
      request.call.complain('PASS-R49', `${name} was already given; resume supplies what is missing`, 'parameter');
    }
  }
  Object.assign(session, given);
  const seat: Seat = session;
  const entitled = session.mvpd && findEntitledState(world, seat, session.mvpd, session.subject);
  // An SSO profile is not among the reasons this endpoint documents.
  const reason = entitled === 'authenticatedSSO' ? 'authenticated' : entitled;
  if (reason) return authorizeAnswer(request, session.mvpd ?? '', reason, session.sessionId, session.code);
  return sessionAnswer(request, session, 'retry');
}

/** `GET sessions/{code}` (4.4): what is known about a session. */
export function inspectSession(request: PassRequest): Response {
  const { world, sp, param, refuse } = request;
  const session = findSession(world, param('code'), sp.id);
  if (typeof session === 'string') return refuse(session, { blameless: true });
  session.asked = true;
  notePage(request.client, sp.id);
  noteForeignDevice(request, session);
  const missing = missingParameters(world, session);
  const { mvpd, domainName, redirectUrl } = session;
  const names = parameterLists(world);
  return json({
    [names.existing]: {
      ...(mvpd ? { mvpd } : {}),
      ...(domainName ? { [world.switches.existingDomainName]: domainName } : {}),
      ...(redirectUrl ? { redirectUrl } : {}),
      serviceProvider: sp.id,
    },
    ...(missing.length > 0 ? { [names.missing]: missing } : {}),
    device: describeDevice(session.deviceInfo),
    notBefore: sessionTime(world, session.notBefore),
    notAfter: sessionTime(world, session.notAfter),
  });
}

function parameterLists({ switches }: World): { existing: string; missing: string } {
  const short = switches.parameterLists === 'short';
  return short
    ? { existing: 'existing', missing: 'missing' }
    : { existing: 'existingParameters', missing: 'missingParameters' };
}

function sessionAnswer({ world, sp }: PassRequest, session: AuthSession, whenMissing: 'resume' | 'retry'): Response {
  const missing = missingParameters(world, session);
  const complete = missing.length === 0;
  return json({
    actionName: complete ? 'authenticate' : whenMissing,
    actionType: complete ? 'interactive' : 'direct',
    [world.switches.reasonName]: 'none',
    url: complete ? `/api/v2/authenticate/${sp.id}/${session.code}` : `/api/v2/${sp.id}/sessions/${session.code}`,
    ...(complete ? {} : { [parameterLists(world).missing]: missing }),
    code: session.code,
    sessionId: session.sessionId,
    ...(session.mvpd ? { mvpd: session.mvpd } : {}),
    serviceProvider: sp.id,
    notBefore: sessionTime(world, session.notBefore),
    notAfter: sessionTime(world, session.notAfter),
  });
}

function authorizeAnswer({ world, sp }: PassRequest, mvpd: string, reason: string, sessionId: string, code?: string) {
  return json({
    actionName: 'authorize',
    actionType: 'direct',
    [world.switches.reasonName]: reason,
    url: `/api/v2/${sp.id}/decisions/authorize/${encodeURIComponent(mvpd)}`,
    ...(code && world.switches.codeOnAuthorize ? { code } : {}),
    sessionId,
    mvpd,
    serviceProvider: sp.id,
  });
}

/** A second screen must not present its own identity as the streaming device's (PASS-R106). */
export function noteForeignDevice({ device, call }: PassRequest, session: AuthSession): void {
  if (device && device !== session.device) {
    call.complain('PASS-R106', 'a second screen sent its own AP-Device-Identifier for this code', 'device');
  }
}
