import type { Context } from 'hono';
import { writeToken } from '../shared/base64.ts';
import type { Env } from '../shared/world-types.ts';
import { refuseRegistration } from './dcr-errors.ts';
import { readDeviceInfo } from './device-info.ts';
import { json } from './errors.ts';

const FIELDS = ['client_id', 'client_secret', 'grant_type'];

/** `POST /o/client/token` (2.2, SBX-3): 201, and no refresh grant. */
export function issueToken(c: Context<Env>): Response {
  const { world, call } = c.env;
  const anywhere = world.switches.tokenParameters === 'any';
  const isForm = /^application\/x-www-form-urlencoded(;|$)/i.test(call.request.headers.get('content-type') ?? '');
  if (!isForm && !(anywhere && call.text === '')) {
    return refuseRegistration(call, 'invalid_request', 'the media type must be application/x-www-form-urlencoded');
  }
  const inQuery = anywhere && call.url.search !== '';
  const form = inQuery ? call.url.searchParams : new URLSearchParams(call.text);
  const problem = findProblem(form, inQuery ? new URLSearchParams() : call.url.searchParams);
  if (problem) return refuseRegistration(call, 'invalid_request', problem);
  const deviceInfo = call.request.headers.get('x-device-info');
  if (!deviceInfo) call.complain('PASS-R101', 'token was called without X-Device-Info', 'header');
  else if ('problem' in readDeviceInfo(deviceInfo, world.switches.deviceInfo === 'lenient')) {
    return refuseRegistration(call, 'invalid_request', 'X-Device-Info is invalid');
  }
  if (form.get('grant_type') !== 'client_credentials') {
    return refuseRegistration(call, 'unsupported_grant_type', 'the one grant is client_credentials');
  }
  const client = world.pass.clients.get(form.get('client_id') ?? '');
  if (!client || client.secret !== form.get('client_secret')) {
    return refuseRegistration(call, 'invalid_client', 'these credentials are not known');
  }
  if (client.revoked) {
    client.toldToRegister = true;
    return refuseRegistration(call, 'invalid_client', 'these credentials were withdrawn', { blameless: true });
  }

  const now = world.clock.now();
  const expiresAt = now + world.settings.tokenLife * 1000;
  const claims = {
    jti: world.random.uuid(),
    sub: client.id,
    iat: Math.floor(now / 1000),
    exp: Math.floor(expiresAt / 1000),
  };
  const value = writeToken(claims, world.random.base64(48));
  const promised = world.clock.elapsed() + world.settings.tokenLife * 1000;
  world.pass.tokens.set(value, { value, client, expiresAt, promised, movesAtStart: world.clock.moves() });
  return json(
    {
      id: claims.jti,
      access_token: value,
      created_at: now,
      expires_in: world.settings.tokenLife,
      token_type: 'bearer',
    },
    world.switches.createdStatus,
  );
}

function findProblem(form: URLSearchParams, query: URLSearchParams): string | undefined {
  const inQuery = [...query.keys()][0];
  if (inQuery) return `${inQuery} belongs in the body`;
  const unknown = [...form.keys()].find(key => !FIELDS.includes(key));
  if (unknown) return `${unknown} is not a known field`;
  for (const field of FIELDS) {
    if (form.getAll(field).length > 1) return `${field} is given twice`;
    if (!form.get(field)) return `${field} is missing`;
  }
  return undefined;
}
