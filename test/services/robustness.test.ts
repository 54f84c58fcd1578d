import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { DATASTREAM_ID } from '../../demo/services/fixtures.ts';
import { send } from './support.ts';
import {
  askWatermarkToken,
  connection,
  entity,
  FLOW,
  message,
  openStaff,
  SITE,
  staffHeaders,
} from './staff-support.ts';

/** Whatever a client sends gets an answer with a reason: a service that breaks down would hide the client's mistake. */

/** Names that every object has anyway are the ones to trip over. */
const anything = fc.oneof(
  { weight: 9, arbitrary: fc.jsonValue({ maxDepth: 4 }) },
  fc.constantFrom('toString', 'valueOf', 'toJSON', 'constructor', '__proto__').map(key => JSON.parse(`{"${key}": 0}`)),
);

/** A valid body with one of its values replaced by anything, or with anything beside it. */
function spoilt(body: object): fc.Arbitrary<unknown> {
  const paths = leavesOf(body);
  return fc.oneof(
    anything,
    fc.tuple(fc.constantFrom(...paths), anything).map(([path, value]) => replace(body, path, value)),
    fc.tuple(fc.string(), anything).map(([key, value]) => ({ ...body, [key]: value })),
  );
}

function leavesOf(value: unknown, path: string[] = []): string[][] {
  const children = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return [...(path.length > 0 ? [path] : []), ...children.flatMap(([key, child]) => leavesOf(child, [...path, key]))];
}

function replace(body: object, path: string[], value: unknown): unknown {
  const copy = structuredClone(body) as Record<string, unknown>;
  const parent = path.slice(0, -1).reduce<any>((node, key) => node[key], copy);
  parent[path.at(-1) ?? ''] = value;
  return copy;
}

const query = fc
  .array(
    fc.tuple(
      fc.constantFrom(
        ...['property', 'orderby', 'limit', 'count', 'continuationToken', 'op', 'syncValidation', 'configId'],
        ...['content_id', 'job_status', 'from', 'to', 'page_unit', 'page_index', 'time_zone', 'search_keyword', 'x'],
      ),
      fc.oneof(fc.string(), fc.constantFrom('true', '-1', '2026-13-40', '+09:00', 'name==', 'createdAt>x', '1e9')),
    ),
    { maxLength: 3 },
  )
  .map(pairs => new URLSearchParams(pairs).toString());

const details = { name: 'n', length: 9, contentType: 'VOD', playerName: 'p', channel: 'c' };
const media = message(entity('sessionStart', 0, { sessionDetails: details, qoeDataDetails: { bitrate: 1 } }));

test('Operators: no body and no query breaks a service down', async () => {
  const { world, create } = openStaff({ connections: 3 });
  const { id, etag, auth } = await create();
  const inlet = String(auth.params['inletId']);
  const { token } = (await askWatermarkToken(world)).body.data;
  const staff = staffHeaders({ 'if-match': etag });
  const writes: [string, string, object, Record<string, string>][] = [
    ['POST', `${FLOW}/connections`, connection(), staff],
    ['POST', `${FLOW}/connections/search`, { limit: 1, orderby: 'name' }, staff],
    ['POST', `${FLOW}/sourceConnections`, { name: 's', baseConnectionId: id, connectionSpec: { id: 'x' } }, staff],
    ['POST', `${FLOW}/targetConnections`, { name: 't', data: { schema: { id: 'x', version: 'y' } } }, staff],
    ['POST', `${FLOW}/flows`, { name: 'f', sourceConnectionIds: ['x'], transformations: [{ name: 'Mapping' }] }, staff],
    ['PATCH', `${FLOW}/connections/${id}`, [{ op: 'add', path: '/description', value: 'x' }], staff],
    ['POST', `/collection/${inlet}`, media, {}],
    ['POST', `/collection/${inlet}?syncValidation=true`, media, {}],
    ['POST', `/collection/batch/${inlet}`, { messages: [media, media] }, {}],
    ['POST', `/ee/va/v1/sessionStart?configId=${DATASTREAM_ID}`, { events: [{ xdm: media.body.xdmEntity }] }, {}],
    [
      'POST',
      `/ee/va/v1/downloaded?configId=${DATASTREAM_ID}`,
      { events: [{ xdm: { mediaDownloadedEvents: [] } }] },
      {},
    ],
    ['POST', `/api/recipient/${SITE}`, { recipients: [{ name: 'a', description: 'd' }] }, { authorization: token }],
    ['PUT', `/api/recipient/${SITE}/1`, { name: 'b', description: 'd' }, { authorization: token }],
  ];
  for (const [method, path, body, headers] of writes) {
    await fc.assert(
      fc.asyncProperty(spoilt(body), async value => {
        const all = { 'content-type': 'application/json', ...headers };
        const { status } = await send(world, path, { method, headers: all, body: JSON.stringify(value) });
        assert.ok(status < 500, `${method} ${path}: ${status}`);
      }),
      { numRuns: 60 },
    );
  }
  const reads = [
    ...['connections', 'flows', `connections/${id}`, `connections/${id}/test`].map(path => `${FLOW}/${path}`),
    ...[`job/${SITE}`, `job/${SITE}/4001`, `job/${SITE}/4001/recipient`, `recipient/${SITE}`].map(
      path => `/api/${path}`,
    ),
  ];
  for (const path of reads) {
    await fc.assert(
      fc.asyncProperty(query, async search => {
        const headers = path.startsWith(FLOW) ? staff : { authorization: token };
        const { status } = await send(world, `${path}?${search}`, { headers });
        assert.ok(status < 500, `${path}?${search}: ${status}`);
      }),
      { numRuns: 60 },
    );
  }
});
