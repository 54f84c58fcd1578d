import type { Context } from 'hono';
import { API_KEY, FOREIGN_ORG_ID, ORG_ID, SANDBOX_NAME, SECOND_SANDBOX_NAME } from '../../fixtures.ts';
import type { Call, Env, World } from '../shared/world-types.ts';
import { badRequest, flowError, gatewayError } from './errors.ts';
import type { Kind } from './state.ts';

/** A request that passed the gateway. */
export interface Admitted {
  world: World;
  call: Call;
  org: string;
  sandbox: string;
  /** The parsed body, or undefined without one. */
  body: unknown;
  kind: Kind;
  id: string;
}

export interface EndpointRules {
  kind: Kind;
  writes?: boolean;
  body?: boolean;
  query?: string[];
}

type Handle = (admitted: Admitted) => Response;

/** Checks of the gateway and the service in the order of section 13, then the handler. */
export function endpoint({ kind, writes = false, body = false, query = [] }: EndpointRules, handle: Handle) {
  return (c: Context<Env>): Response => {
    const { world, call } = c.env;
    const refusal = checkToken(world, call) ?? checkKey(call) ?? checkOrganization(call) ?? checkSandbox(world, call);
    if (refusal) return refusal;
    if (writes && readToken(world, call)?.readOnly) {
      return flowError(world, call, '2118-403', 'the caller may read and not write');
    }
    const unknown = [...call.url.searchParams.keys()].find(name => !query.includes(name));
    if (unknown !== undefined && world.switches.strict) {
      return flowError(world, call, '1451-400', `unknown parameter ${unknown}`, { rule: 'STREAM-R15' });
    }
    const read = body ? readBody(world, call) : { value: undefined };
    if (read instanceof Response) return read;
    const header = (name: string) => call.request.headers.get(name) ?? '';
    return handle({
      world,
      call,
      kind,
      org: header('x-gw-ims-org-id'),
      sandbox: header('x-sandbox-name'),
      body: read.value,
      id: c.req.param('id') ?? '',
    });
  };
}

function readToken(world: World, { request }: Call) {
  const value = /^Bearer (\S+)$/.exec(request.headers.get('authorization') ?? '')?.[1];
  return value === undefined ? undefined : world.flow.tokens.get(value);
}

/** A missing token is 403 here and not 401 (2.1). One that ended by the clock is nobody's fault. */
function checkToken(world: World, call: Call): Response | undefined {
  if (!call.request.headers.get('authorization')) {
    return gatewayError(call, '403010', 'OAuth token is missing', { rule: 'STREAM-R1' });
  }
  const token = readToken(world, call);
  if (!token) return gatewayError(call, '401013', 'OAuth token is not valid', { rule: 'STREAM-R1', kind: 'token' });
  return token.expiresAt <= world.clock.now() ? gatewayError(call, '401013', 'OAuth token is not valid') : undefined;
}

function checkKey(call: Call): Response | undefined {
  const key = call.request.headers.get('x-api-key');
  if (!key) return gatewayError(call, '403000', 'API key is required', { rule: 'STREAM-R1' });
  return key === API_KEY ? undefined : gatewayError(call, '403003', 'API key is invalid', { rule: 'STREAM-R1' });
}

function checkOrganization(call: Call): Response | undefined {
  const org = call.request.headers.get('x-gw-ims-org-id');
  if (!org) return gatewayError(call, '400003', 'the header x-gw-ims-org-id is missing', { rule: 'STREAM-R1' });
  if (org === ORG_ID) return undefined;
  const blame = org === FOREIGN_ORG_ID ? {} : { rule: 'STREAM-R1' };
  return gatewayError(call, '403025', 'the profile is not valid for this organization', blame);
}

function checkSandbox(world: World, call: Call): Response | undefined {
  const { headers } = call.request;
  const id = headers.get('x-sandbox-id');
  const name = headers.get('x-sandbox-name');
  const blame = { rule: 'STREAM-R1', kind: 'header' } as const;
  if (id !== null || name === '*') {
    return flowError(world, call, '2110-400', 'x-sandbox-id and the value * are not allowed', blame);
  }
  if (!name) return flowError(world, call, '2105-400', 'the header x-sandbox-name is missing', blame);
  if (name === SANDBOX_NAME || name === SECOND_SANDBOX_NAME) return undefined;
  return flowError(world, call, '2100-404', `there is no Platform sandbox ${name}`, blame);
}

function readBody(world: World, call: Call): { value: unknown } | Response {
  const type = call.request.headers.get('content-type') ?? '';
  if (!/^application\/json\s*(;|$)/i.test(type)) {
    return badRequest(call, 'Content-Type: expected application/json', { rule: 'STREAM-R1', kind: 'header' });
  }
  if (call.text.trim() === '') {
    return flowError(world, call, '1405-400', 'the body is empty', { rule: 'STREAM-R9' });
  }
  try {
    return { value: JSON.parse(call.text) };
  } catch {
    return badRequest(call, 'the body is not JSON', { rule: 'STREAM-R9' });
  }
}
