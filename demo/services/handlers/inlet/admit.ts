import type { Context } from 'hono';
import { inletParams } from '../flow/item.ts';
import type { Resource } from '../flow/state.ts';
import type { Call, Env, World } from '../shared/world-types.ts';
import { countUp } from './limits.ts';
import { problem } from './problems.ts';

/** Whether 1 MB is 1 000 000 or 1 048 576 bytes is not stated: clients stay below the first, this refuses the second. */
const LARGEST = 1_048_576;
const SAFE = 1_000_000;

/** A request that reached its inlet. */
export interface Delivery {
  world: World;
  call: Call;
  connection: Resource;
  inletId: string;
  org: string;
  raw: boolean;
  body: unknown;
}

/** Checks of every request to an inlet: it exists, is open to the sender, within its limits, and JSON. */
export function admit(c: Context<Env>): Delivery | Response {
  const { world, call } = c.env;
  const inletId = c.req.param('inlet') ?? '';
  const connection = [...world.flow.resources.values()].find(resource => resource.inletId === inletId);
  if (!connection) {
    const rule = world.flow.resources.has(inletId) ? { rule: 'STREAM-R20' } : {};
    return problem(world, call, { status: 404, title: 'Not found', message: `there is no inlet ${inletId}`, ...rule });
  }
  if (connection.state !== 'enabled') {
    return problem(world, call, { status: 403, title: 'Forbidden', message: `the connection is ${connection.state}` });
  }
  const params = inletParams(connection);
  const refusal =
    checkToken(world, call, { inletId, connection, needed: params['authenticationRequired'] === true }) ??
    checkRate(world, call, inletId) ??
    checkBody(world, call);
  if (refusal) return refusal;
  const body = readJson(world, call);
  if (body instanceof Response) return body;
  return { world, call, connection, inletId, org: connection.org, raw: params['dataType'] === 'raw', body: body.value };
}

interface Door {
  inletId: string;
  connection: Resource;
  needed: boolean;
}

function checkToken(world: World, call: Call, { inletId, connection, needed }: Door): Response | undefined {
  const { headers } = call.request;
  const authorization = headers.get('authorization');
  if (!needed) {
    if (authorization) call.complain('STREAM-R22', 'a token was sent to an inlet that needs none', 'token');
    return undefined;
  }
  const refuse = (status: number, message: string, rule?: string) =>
    problem(world, call, { status, title: 'Authorization', message, ...(rule ? { rule, kind: 'token' } : {}) });
  if (!authorization) return refuse(401, `[${inletId}] Ims service token is empty`, 'STREAM-R35');
  const token = world.flow.tokens.get(/^Bearer (\S+)$/.exec(authorization)?.[1] ?? '');
  const { inletBadToken } = world.switches;
  if (!token) return refuse(inletBadToken, `[${inletId}] Ims service token is invalid`, 'STREAM-R35');
  if (token.expiresAt <= world.clock.now()) return refuse(inletBadToken, `[${inletId}] Ims service token has expired`);
  const org = headers.get('x-gw-ims-org-id');
  if (org !== null && org !== connection.org) return refuse(403, `[${inletId}] wrong organization`, 'STREAM-R35');
  return undefined;
}

function checkRate(world: World, call: Call, inletId: string): Response | undefined {
  const { inletRequests } = world.settings;
  const count = countUp(world, `requests ${inletId}`, 1000, 1);
  return count > inletRequests ? tooMany(world, call, `more than ${inletRequests} requests in a second`) : undefined;
}

export function tooMany(world: World, call: Call, message: string, rule = 'STREAM-R31'): Response {
  return problem(world, call, { status: 429, title: 'Too many requests', message, rule, kind: 'throttle' });
}

function checkBody(world: World, call: Call): Response | undefined {
  const bytes = new TextEncoder().encode(call.text).byteLength;
  if (bytes > LARGEST) {
    const message = `the request has ${bytes} bytes, more than ${LARGEST}`;
    return problem(world, call, { status: 413, title: 'Payload too large', message, rule: 'STREAM-R27' });
  }
  if (bytes > SAFE) call.complain('STREAM-R27', `the request has ${bytes} bytes; ${SAFE} are safe`, 'parameter');
  const type = call.request.headers.get('content-type') ?? '';
  if (/^application\/json\s*(;|$)/i.test(type)) return undefined;
  const smile = /^application\/x-jackson-smile\b/i.test(type);
  const message = smile ? 'this double does not read Smile' : 'Content-Type: expected application/json';
  return problem(world, call, { status: 400, title: 'Bad request', message, rule: 'STREAM-R20' });
}

function readJson(world: World, call: Call): { value: unknown } | Response {
  try {
    return { value: JSON.parse(call.text) };
  } catch {
    const message = 'Message has unknown xdm format';
    return problem(world, call, { status: 400, title: 'Invalid XDM Message Format', message, rule: 'STREAM-R20' });
  }
}
