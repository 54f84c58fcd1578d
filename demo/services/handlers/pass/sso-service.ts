import type { Context } from 'hono';
import { isObject, parseObject, readClaims } from '../shared/base64.ts';
import { textOf } from '../shared/text.ts';
import type { Call, Env, World } from '../shared/world-types.ts';
import { identifyClient } from './bearer.ts';
import { readDeviceInfo } from './device-info.ts';
import { json } from './errors.ts';
import { readDeviceIdentifier } from './request-headers.ts';
import { makeServiceToken } from './service-token.ts';

/** The SSO service (4.14): tokens, links between devices, and their list. Errors are wrapped. */
type Handler = (world: World, call: Call) => Response;

function guarded(handle: Handler) {
  return (c: Context<Env>): Response => {
    const { world, call } = c.env;
    const client = identifyClient(world, call);
    return client instanceof Response ? client : handle(world, call);
  };
}

export const createServiceToken = guarded((world, call) => {
  const { headers } = call.request;
  const device = readDeviceIdentifier(headers.get('ap-device-identifier'));
  if ('problem' in device) return wrong(world, 400, 'header_missing', 'check_headers', device.problem);
  const info = readDeviceInfo(headers.get('x-device-info'), world.switches.deviceInfo === 'lenient');
  if ('problem' in info) return wrong(world, 400, 'header_missing', 'check_headers', info.problem);
  const link = headers.get('x-sso-link');
  const subject = headers.get('x-sso-id') ?? takeLink(world, link);
  if (!subject) return wrong(world, 400, 'header_missing', 'check_headers', 'X-SSO-ID or a live X-SSO-LINK is needed');
  const devices = world.pass.ssoDevices.get(subject) ?? new Map<string, Record<string, unknown>>();
  world.pass.ssoDevices.set(subject, devices);
  devices.set(device.value, {
    deviceType: info.info['primaryHardwareType'] ?? 'Unknown',
    model: info.info['model'],
    os: info.info['osName'],
    osVersion: info.info['osVersion'],
    lastSeen: world.clock.now(),
    type: link ? 'sso' : 'regular',
  });
  return tokenAnswer(world, 'CREATED', subject);
});

export const refreshServiceToken = guarded((world, call) => {
  const subject = readAnySubject(call);
  return subject ? tokenAnswer(world, 'OK', subject) : wrong(world, 400, 'token_invalid', 'get_new_token');
});

export const linkDevice = guarded((world, call) => {
  const subject = readAnySubject(call);
  if (!subject) return wrong(world, 400, 'token_invalid', 'get_new_token');
  const code = String(parseInt(world.random.hex(5), 16) % 1_000_000).padStart(6, '0');
  const now = world.clock.now();
  world.pass.ssoLinks.set(code, { subject, notAfter: now + 3_600_000 });
  const name = world.switches.ssoNames === 'samples' ? 'code' : 'link';
  return json({ status: 'CREATED', [name]: code, notBefore: now, notAfter: now + 3_600_000 }, 201);
});

export const unlinkDevices = guarded((world, call) => {
  const subject = readAnySubject(call);
  if (!subject) return wrong(world, 400, 'token_invalid', 'get_new_token');
  const body = parseObject(call.text);
  if (!body) return wrong(world, 400, 'request_null', 'check_request_body');
  const ids = body['devices'];
  if (!Array.isArray(ids)) return wrong(world, 400, 'request_invalid', 'check_request_body');
  const devices = world.pass.ssoDevices.get(subject);
  return json({ status: 'OK', unlinkedDevices: ids.filter(id => devices?.delete(textOf(id))) });
});

export const listDevices = guarded((world, call) => {
  const subject = readAnySubject(call);
  if (!subject) return wrong(world, 400, 'token_invalid', 'get_new_token');
  return json({ devices: Object.fromEntries(world.pass.ssoDevices.get(subject) ?? []) });
});

/** Refreshing takes recently expired tokens, too. */
function readAnySubject(call: Call): string | undefined {
  const claims = readClaims(call.request.headers.get('ad-service-token') ?? '');
  return isObject(claims) && typeof claims['sub'] === 'string' ? claims['sub'] : undefined;
}

function takeLink(world: World, code: string | null): string | undefined {
  const link = world.pass.ssoLinks.get(code ?? '');
  if (code) world.pass.ssoLinks.delete(code);
  return link && link.notAfter > world.clock.now() ? link.subject : undefined;
}

function tokenAnswer(world: World, status: string, subject: string): Response {
  const { serviceToken, ...times } = makeServiceToken(world, subject);
  const name = world.switches.ssoNames === 'samples' ? 'serviceToken' : 'jws';
  return json({ status, [name]: serviceToken, ...times }, status === 'CREATED' ? 201 : 200);
}

function wrong(world: World, status: number, code: string, action: string, message = code): Response {
  const error = { status, code, message, action, helpUrl: 'https://help.example.test/sso', trace: world.random.uuid() };
  if (world.switches.ssoErrors === 'bare') return json(error, status);
  return json({ status: status === 401 ? 'UNAUTHORIZED' : 'BAD_REQUEST', error }, status);
}
