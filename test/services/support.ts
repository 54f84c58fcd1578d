import { SERVICE_PROVIDER, SOFTWARE_STATEMENT } from '../../demo/services/fixtures.ts';
import { encodeBase64 } from '../../demo/services/handlers/shared/base64.ts';
import { createWorld, type InProcessOptions, type ServedWorld } from '../../demo/services/world.ts';

/** A careful hand-made client for the tests of the local services: it sends exactly what the documents ask for. */

export const ORIGIN = 'http://localhost:8787';

/** A world without rate limit and with a clock that stands still, unless asked otherwise. */
export function openTestWorld(options: InProcessOptions = {}): ServedWorld {
  return createWorld({ throttle: false, frozen: true, now: 1_800_000_000_000, seed: 7, slowDelay: 10, ...options });
}

export const DEVICE_INFO = {
  primaryHardwareType: 'Desktop',
  model: 'Unknown',
  version: '0',
  osName: 'Mac OS',
  osFamily: 'macOS',
  osVersion: '15.1',
  browserName: 'Firefox',
  connectionType: 'WiFi',
};

export const deviceInfoHeader = (info: unknown = DEVICE_INFO) => encodeBase64(JSON.stringify(info));
export const deviceHeader = (id: string) => `fingerprint ${encodeBase64(id)}`;

export interface Credentials {
  client_id: string;
  client_secret: string;
  scopes: string[];
}

export interface Answer {
  status: number;
  headers: Headers;
  body: any;
}

export async function read(response: Response): Promise<Answer> {
  const text = await response.text();
  const json = /json/.test(response.headers.get('content-type') ?? '') && text !== '';
  return { status: response.status, headers: response.headers, body: json ? JSON.parse(text) : text };
}

export async function send(
  world: ServedWorld,
  path: string,
  init?: RequestInit & { address?: string },
): Promise<Answer> {
  return read(await world.fetch(ORIGIN + path, init));
}

export function register(
  world: ServedWorld,
  body: unknown = { software_statement: SOFTWARE_STATEMENT },
): Promise<Answer> {
  return send(world, '/o/client/register', {
    method: 'POST',
    headers: { 'content-type': 'application/json;charset=utf-8', 'x-device-info': deviceInfoHeader() },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

export function askToken(world: ServedWorld, form: Record<string, string> | string): Promise<Answer> {
  return send(world, '/o/client/token', {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-device-info': deviceInfoHeader() },
    body: new URLSearchParams(form).toString(),
  });
}

export interface TestClient {
  id: string;
  token: string;
  get(path: string, headers?: Record<string, string>): Promise<Answer>;
  form(path: string, fields: Record<string, string>, headers?: Record<string, string>): Promise<Answer>;
  json(path: string, body: unknown, headers?: Record<string, string>): Promise<Answer>;
  startSession(mvpd: string, redirectUrl?: string): Promise<Answer>;
  signIn(mvpd: string): Promise<void>;
  authorize(mvpd: string, resource: string, headers?: Record<string, string>): Promise<any>;
  preauthorize(mvpd: string, resources: string[], headers?: Record<string, string>): Promise<any[]>;
}

export const REDIRECT = 'http://localhost:8000/player?x=1#here';

/** A registered client on one device. Paths are relative to the service provider. */
export async function connect(
  world: ServedWorld,
  { device = 'device-1', sp = SERVICE_PROVIDER, statement = SOFTWARE_STATEMENT } = {},
): Promise<TestClient> {
  const { client_id, client_secret } = (await register(world, { software_statement: statement })).body as Credentials;
  const { access_token } = (await askToken(world, { client_id, client_secret, grant_type: 'client_credentials' })).body;
  const standard = {
    authorization: `Bearer ${access_token}`,
    'ap-device-identifier': deviceHeader(device),
    'x-device-info': deviceInfoHeader(),
  };
  const at = (path: string) => `/api/v2/${sp}${path}`;
  const client: TestClient = {
    id: client_id,
    token: access_token,
    get: (path, headers) => send(world, at(path), { headers: { ...standard, ...headers } }),
    form: (path, fields, headers) =>
      send(world, at(path), {
        method: 'POST',
        headers: { ...standard, 'content-type': 'application/x-www-form-urlencoded', ...headers },
        body: new URLSearchParams(fields).toString(),
      }),
    json: (path, body, headers) =>
      send(world, at(path), {
        method: 'POST',
        headers: { ...standard, 'content-type': 'application/json;charset=utf-8', ...headers },
        body: JSON.stringify(body),
      }),
    startSession: (mvpd, redirectUrl = REDIRECT) =>
      client.form('/sessions', { mvpd, domainName: 'localhost', redirectUrl }),
    async signIn(mvpd) {
      const { body } = await client.startSession(mvpd);
      const approved = await send(world, '/control/pass/approve', {
        method: 'POST',
        body: JSON.stringify({ code: body.code }),
      });
      if (approved.status !== 200) throw new Error(JSON.stringify([body, approved.body]));
    },
    async authorize(mvpd, resource, headers) {
      const { body } = await client.json(`/decisions/authorize/${mvpd}`, { resources: [resource] }, headers);
      return body.decisions?.[0] ?? body;
    },
    async preauthorize(mvpd, resources, headers) {
      const { body } = await client.json(`/decisions/preauthorize/${mvpd}`, { resources }, headers);
      return body.decisions ?? body;
    },
  };
  return client;
}

export function control(world: ServedWorld, method: string, path: string, body?: unknown): Promise<Answer> {
  return send(world, `/control${path}`, { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
}

export const complaints = (world: ServedWorld, kind?: string) =>
  world.journal.complaints().filter(complaint => kind === undefined || complaint.kind === kind);

/** Every error of REST V2 carries these (SBX-20). */
export const ERROR_FIELDS = ['action', 'status', 'code', 'message', 'helpUrl', 'trace'];
