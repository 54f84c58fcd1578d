import * as fixtures from '../../demo/services/fixtures.ts';
import { encodeBase64 } from '../../demo/services/handlers/shared/base64.ts';
import type { InProcessOptions, ServedWorld } from '../../demo/services/world.ts';
import { openTestWorld, send, type Answer } from './support.ts';

/** Hand-made clients of the operators' services: they send exactly what the documents ask for. */

export const FLOW = '/data/foundation/flowservice';
export const HTTP_SPEC = 'bc7b00d6-623a-4dfc-9fdb-f1240aeadaeb';
export const DATA_LAKE_SPEC = 'c604ff05-7f1a-43c0-8e18-33bf874cb11c';
export const FLOW_SPEC = 'd8a6f005-7eaf-4153-983e-e8574508b877';

type Headers = Record<string, string | undefined>;

export function staffHeaders(changes: Headers = {}): Record<string, string> {
  const all: Headers = {
    authorization: `Bearer ${fixtures.STAFF_TOKEN}`,
    'x-api-key': fixtures.API_KEY,
    'x-gw-ims-org-id': fixtures.ORG_ID,
    'x-sandbox-name': fixtures.SANDBOX_NAME,
    ...changes,
  };
  return Object.fromEntries(Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined));
}

export function openStaff(options: InProcessOptions = {}) {
  const world = openTestWorld(options);
  const ask = (method: string, path: string, body?: unknown, headers: Headers = {}) =>
    send(world, FLOW + path, {
      method,
      headers: staffHeaders(body === undefined ? headers : { 'content-type': 'application/json', ...headers }),
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
  const create = async (params: object = {}, name = 'Lobby players'): Promise<Item> => {
    const { body } = await ask('POST', '/connections', connection(params, name));
    return (await ask('GET', `/connections/${body.id}`)).body.items[0];
  };
  return { world, ask, create };
}

export interface Item {
  id: string;
  etag: string;
  name: string;
  state: string;
  auth: { specName: string; params: Record<string, any> };
  [field: string]: unknown;
}

export const connection = (params: object = {}, name = 'Lobby players') => ({
  name,
  description: 'Events from lobby screens',
  connectionSpec: { id: HTTP_SPEC, version: '1.0' },
  auth: { specName: 'Streaming Connection', params: { dataType: 'xdm', ...params } },
});

const REFERENCE = { id: fixtures.SCHEMA_ID, contentType: fixtures.SCHEMA_CONTENT_TYPE };

export function message(entity: object, header: object = {}, meta: object = {}) {
  return {
    header: { schemaRef: REFERENCE, imsOrgId: fixtures.ORG_ID, datasetId: fixtures.DATASET_ID, ...header },
    body: { xdmMeta: { schemaRef: REFERENCE, ...meta }, xdmEntity: entity },
  };
}

export const SESSION_DETAILS = {
  name: 'tour-017',
  length: 312,
  contentType: 'VOD',
  playerName: 'lobby-player',
  channel: 'lobby',
};

let ids = 0;

/** A media event, so many seconds into its session. */
export function entity(type: string, seconds: number, media: object = {}) {
  ids += 1;
  return {
    _id: `0b9c7c1e-5a0d-4e0f-9a58-${String(ids).padStart(12, '0')}`,
    timestamp: new Date(1_800_000_000_000 + seconds * 1000).toISOString(),
    eventType: `media.${type}`,
    mediaCollection: { playhead: Math.floor(seconds), sessionID: '5e0c2f7a-6d0e-4c57-8d39-1b0b6f2f9c33', ...media },
  };
}

export const sessionStart = (details: object = {}) =>
  entity('sessionStart', 0, { sessionDetails: { ...SESSION_DETAILS, ...details } });

/** Posts to the address a connection tells. */
export function post(world: ServedWorld, url: string, body: unknown, headers: Headers = {}): Promise<Answer> {
  const { pathname, search } = new URL(url);
  return send(world, pathname + search, {
    method: 'POST',
    headers: Object.fromEntries(
      Object.entries({ 'content-type': 'application/json', ...headers }).filter(([, value]) => value !== undefined),
    ) as Record<string, string>,
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

export const rules = (world: ServedWorld) => world.journal.complaints().map(({ rule }) => rule);

export const SITE = fixtures.WATERMARK_SITE_ID;

export function askWatermarkToken(
  world: ServedWorld,
  pair = `${fixtures.WATERMARK_ACCOUNT_ID}:${fixtures.WATERMARK_ACCESS_KEY}`,
  site = SITE,
): Promise<Answer> {
  return send(world, `/api/token/${site}`, { headers: { authorization: `Basic ${encodeBase64(pair)}` } });
}

/** A signed-in client of the watermarking API; GET adds the time zone unless the path has one. */
export async function openWatermark(options: InProcessOptions = {}) {
  const world = openTestWorld(options);
  const authorization = String((await askWatermarkToken(world)).body.data.token);
  const ask = (method: string, path: string, body?: unknown, headers: Headers = {}) => {
    const zone = method === 'GET' && !path.includes('time_zone') ? `${path.includes('?') ? '&' : '?'}${UTC}` : '';
    const all = { authorization, ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers };
    return send(world, `/api/${path}${zone}`, {
      method,
      headers: all,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  };
  return { world, ask, authorization };
}

const UTC = 'time_zone=%2B00%3A00';
