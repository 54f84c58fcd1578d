import type { Context } from 'hono';
import { parseObject } from '../shared/base64.ts';
import type { Call, Env, World } from '../shared/world-types.ts';
import { identifyClient } from './bearer.ts';
import { readDeviceInfo } from './device-info.ts';
import { refuse } from './errors.ts';
import { noteUnknownHeaders, readDeviceIdentifier } from './request-headers.ts';
import { findServiceProvider, type ServiceProvider } from './service-providers.ts';
import { readSubject } from './service-token.ts';
import type { Client, Seat } from './state.ts';

/** What one endpoint's page documents. */
export interface EndpointRules {
  /** Documented headers beyond those accepted everywhere (3.1). */
  headers?: readonly string[];
  /** Both device headers are required (3.1). */
  device?: boolean;
  body?: 'form' | 'json';
  /** Names in the body. */
  fields?: readonly string[];
  query?: readonly string[];
}

/** A request that passed every check the endpoints share. */
export interface PassRequest {
  c: Context<Env>;
  world: World;
  call: Call;
  client: Client;
  sp: ServiceProvider;
  /** The device identifier, empty when the endpoint does not need one and none came. */
  device: string;
  deviceInfo: Record<string, unknown>;
  seat: Seat;
  form: URLSearchParams;
  json: Record<string, unknown>;
  /** User of a valid service token (5.12). */
  subject: string | undefined;
  param(name: string): string;
  refuse(code: string, options?: Parameters<typeof refuse>[3]): Response;
}

/** Wraps the checks all endpoints of REST V2 share: token, service provider, headers, parameters, in this order. */
export function endpoint(rules: EndpointRules, handle: (request: PassRequest) => Response | Promise<Response>) {
  return (c: Context<Env>): Response | Promise<Response> => {
    const { world, call } = c.env;
    const fail = (code: string, details: string, rule?: string) =>
      refuse(world, call, code, { details, ...(rule ? { rule } : {}) });

    const client = identifyClient(world, call);
    if (client instanceof Response) return client;
    const sp = findServiceProvider(c.req.param('sp') ?? '');
    if (!sp) return refuse(world, call, 'invalid_parameter_service_provider');
    const notLinked = client.checkServiceProvider(sp.id);
    if (notLinked) return notLinked;

    noteUnknownHeaders(call, rules.headers ?? []);
    noteVisitorHeader(call, world, rules);
    const needsDevice = rules.device || world.switches.deviceHeaders === 'always';
    const identifier = call.request.headers.get('ap-device-identifier');
    const device = readDeviceIdentifier(identifier);
    if ('problem' in device && (needsDevice || identifier !== null)) {
      return fail('invalid_header_device_identifier', device.problem, 'PASS-R100');
    }
    const infoHeader = call.request.headers.get('x-device-info');
    const info = readDeviceInfo(infoHeader, world.switches.deviceInfo === 'lenient');
    if ('problem' in info && (needsDevice || infoHeader !== null)) {
      return fail('invalid_header_device_info', info.problem, 'PASS-R102');
    }

    const body = readBody(world, call, rules);
    if ('problem' in body) return fail('invalid_request', body.problem);

    const id = 'value' in device ? device.value : '';
    const record = client.client;
    noteDeviceOwner(world, call, record, id, sp.id);
    return handle({
      c,
      world,
      call,
      client: record,
      sp,
      device: id,
      deviceInfo: 'info' in info ? info.info : {},
      seat: { client: record.id, device: id, serviceProvider: sp.id },
      form: body.form,
      json: body.json,
      subject: readSubject(world, call),
      param: name => c.req.param(name) ?? '',
      refuse: (code, options) => refuse(world, call, code, options),
    });
  };
}

/** 10.32: the page of the configuration does not list this header. */
function noteVisitorHeader(call: Call, world: World, { query }: EndpointRules): void {
  if (world.switches.visitorHeader === 'everywhere' || !call.request.headers.has('ap-visitor-identifier')) return;
  if (query?.includes('profile'))
    call.complain('PASS-R104', 'configuration does not list AP-Visitor-Identifier', 'header');
}

type Body = { form: URLSearchParams; json: Record<string, unknown> } | { problem: string };

function readBody(world: World, call: Call, { body, fields = [], query = [] }: EndpointRules): Body {
  const { strict } = world.switches;
  const unknownQuery = [...call.url.searchParams.keys()].find(key => !query.includes(key));
  if (strict && unknownQuery !== undefined) return { problem: `query parameter ${unknownQuery} is not documented` };
  const empty = { form: new URLSearchParams(), json: {} };
  if (!body) return strict && call.text !== '' ? { problem: 'this endpoint takes no body' } : empty;

  const type = call.request.headers.get('content-type') ?? '';
  const expected = body === 'form' ? 'application/x-www-form-urlencoded' : 'application/json';
  // A session without parameters has an empty body; then there is no form to mislabel.
  if (!type.toLowerCase().startsWith(expected) && !(body === 'form' && call.text === '' && type === '')) {
    return { problem: `the media type must be ${expected}` };
  }
  const form = body === 'form' ? new URLSearchParams(call.text) : empty.form;
  const json = body === 'json' ? parseObject(call.text) : empty.json;
  if (!json) return { problem: 'the body must be a JSON object' };
  const names = body === 'form' ? [...form.keys()] : Object.keys(json);
  const unknown = names.find(name => !fields.includes(name));
  if (strict && unknown !== undefined) return { problem: `${unknown} is not a documented parameter` };
  const repeated = names.find((name, index) => names.indexOf(name) !== index);
  return repeated === undefined ? { form, json } : { problem: `${repeated} is given twice` };
}

/**
 * A device that returns with new credentials while its old ones are good has orphaned its profiles (2.3). Each brand
 * and each application on a device has credentials of its own.
 */
function noteDeviceOwner(world: World, call: Call, client: Client, device: string, brand: string): void {
  if (!device) return;
  const { deviceOwners, clients } = world.pass;
  const key = [device, client.application, brand].join('\n');
  const owner = clients.get(deviceOwners.get(key) ?? '');
  if (owner && owner.id !== client.id && !owner.revoked && !owner.toldToRegister) {
    call.complain('PASS-R2', 'this device registered again although its credentials were good', 'registration');
  }
  deviceOwners.set(key, client.id);
}
