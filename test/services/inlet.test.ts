import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fixtures from '../../demo/services/fixtures.ts';
import { control, type Answer } from './support.ts';
import {
  DATA_LAKE_SPEC,
  entity,
  FLOW_SPEC,
  HTTP_SPEC,
  message,
  openStaff,
  post,
  rules,
  sessionStart,
} from './staff-support.ts';
import type { InProcessOptions } from '../../demo/services/world.ts';

async function openInlet(params: object = {}, options: InProcessOptions = {}) {
  const staff = openStaff(options);
  const item = await staff.create(params);
  const url = String(item.auth.params['inletUrl']);
  const batchUrl = url.replace('/collection/', '/collection/batch/');
  return {
    ...staff,
    item,
    url,
    one: (body: unknown, query = '', headers = {}) => post(staff.world, url + query, body, headers),
    many: (messages: unknown[], query = '') => post(staff.world, batchUrl + query, { messages }),
    events: async () => (await control(staff.world, 'GET', '/streaming/events')).body as any[],
  };
}

/** The innermost violations of a validation problem. */
const leaves = ({ body }: Answer) =>
  body.report.cause._streamingValidation[0].causingExceptions.map((leaf: any) => [
    leaf.pointerToViolation,
    leaf.keyword,
    leaf.message,
  ]);

test('Inlet: one message is taken, and said to be received', async () => {
  const { world, one, item, events } = await openInlet();
  const { status, body } = await one(message(sessionStart()));
  assert.equal(status, 200);
  assert.deepEqual(Object.keys(body), ['inletId', 'xactionId', 'receivedTimeMs', 'syncValidation']);
  assert.deepEqual([body.inletId, body.syncValidation], [item.auth.params['inletId'], { skipped: true }]);
  const [event] = await events();
  assert.deepEqual([event.connectionId, event.mode, event.xactionId], [item.id, 'single', body.xactionId]);
  assert.deepEqual(rules(world), []);
});

test('Inlet: the answer has three spellings', async () => {
  const { world, one } = await openInlet();
  await control(world, 'POST', '/switches', { inletAnswer: 'older' });
  const older = (await one(message(sessionStart()))).body;
  assert.deepEqual([typeof older.inletID, typeof older.receivedTimeMs], ['string', 'string']);
  await control(world, 'POST', '/switches', { inletAnswer: 'newest' });
  assert.equal('syncValidation' in (await one(message(entity('play', 1)))).body, false);
});

test('Inlet: an unknown or disabled one, and the id of a connection instead of its inlet', async () => {
  const { world, item, one } = await openInlet();
  assert.equal((await post(world, 'http://x/collection/none', message(sessionStart()))).status, 404);
  assert.deepEqual(rules(world), []);
  assert.equal((await post(world, `http://x/collection/${item.id}`, message(sessionStart()))).status, 404);
  assert.deepEqual(rules(world), ['STREAM-R20']);
  await control(world, 'POST', '/streaming/edit', { id: item.id, state: 'disabled' });
  assert.equal((await one(message(sessionStart()))).status, 403);
});

test('Inlet: tokens where they are needed, and nowhere else', async () => {
  const { world, one } = await openInlet({ authenticationRequired: true });
  const missing = await one(message(sessionStart()));
  assert.deepEqual([missing.status, missing.body.status, missing.body.title], [401, '401', 'Authorization']);
  assert.match(missing.body.type, /^https:.*data-collection-service-authorization$/);
  assert.equal((await one(message(sessionStart()), '', { authorization: 'Bearer nobody' })).status, 403);
  assert.deepEqual(rules(world), ['STREAM-R35', 'STREAM-R35']);
  const authorization = `Bearer ${fixtures.STAFF_TOKEN}`;
  assert.equal((await one(message(sessionStart()), '', { authorization })).status, 200);
  await control(world, 'POST', '/streaming/expire-tokens');
  await control(world, 'POST', '/switches', { inletBadToken: 401 });
  assert.equal((await one(message(sessionStart()), '', { authorization })).status, 401);
  assert.equal(rules(world).length, 2, 'a token that ended is nobody’s fault');
  const open = await openInlet();
  assert.equal((await open.one(message(sessionStart()), '', { authorization })).status, 200);
  assert.deepEqual(rules(open.world), ['STREAM-R22']);
});

test('Inlet: an envelope that is not in order is refused with its reason', async () => {
  const { world, one } = await openInlet();
  const refused = async (body: unknown, headers = {}) => {
    const answer = await one(body, '', headers);
    assert.equal(answer.status, 400);
    assert.equal(answer.body.status, 400);
    return answer.body.report.message;
  };
  assert.match(await refused('{'), /unknown xdm format/);
  assert.match(await refused({ header: {} }), /unknown xdm format/);
  assert.match(await refused(message(sessionStart(), { imsOrgId: 'x@AdobeOrg' })), /wrong ims org/);
  assert.match(await refused(message(sessionStart(), { datasetId: undefined })), /no datasetId/);
  assert.match(await refused(message(sessionStart(), { datasetId: 'other' })), /unknown dataset/);
  assert.match(
    await refused(message(sessionStart(), { datasetId: fixtures.PLAIN_DATASET_ID })),
    /not the one of its dataset/,
  );
  assert.match(
    await refused(message(sessionStart(), {}, { schemaRef: { id: 'x', contentType: 'y' } })),
    /different schemas/,
  );
  assert.match(await refused(message(sessionStart(), { schemaRef: { id: 'x' } })), /schemaRef/);
  assert.match(await refused(message(sessionStart(), { colour: 'red' })), /colour/);
  assert.match(await refused(message(sessionStart()), { 'content-type': 'text/plain' }), /Content-Type/);
  const found = rules(world);
  assert.deepEqual(
    ['STREAM-R20', 'STREAM-R23', 'STREAM-R24'].map(rule => found.filter(each => each === rule).length),
    [2, 1, 7],
  );
});

test('Inlet: synchronous validation passes, or tells five violations at most', async () => {
  const { world, one, events } = await openInlet();
  const good = await one(message(sessionStart()), '?syncValidation=true');
  assert.deepEqual(good.body.syncValidation, { status: 'pass' });
  assert.deepEqual(rules(world), []);
  const bad = await one(
    message({ ...sessionStart({ length: 'long', name: undefined }), _id: 7, colour: 'red' }),
    '?syncValidation=true',
  );
  assert.equal(bad.status, 400);
  assert.equal(bad.body.type, 'http://ns.adobe.com/adobecloud/problem/data-collection-service/inlet');
  assert.deepEqual(leaves(bad).sort(), [
    ['#', 'additionalProperties', 'extraneous key [colour] is not permitted'],
    ['#/_id', 'type', 'expected type: String, found: Number'],
    ['#/mediaCollection/sessionDetails', 'required', 'required key [name] not found'],
    ['#/mediaCollection/sessionDetails/length', 'type', 'expected type: Integer, found: String'],
  ]);
  const empty = await one(
    message({ eventType: 'media.sessionStart', mediaCollection: { sessionDetails: {} } }),
    '?syncValidation=true',
  );
  assert.equal(leaves(empty).length, 5);
  assert.equal((await events()).length, 1, 'what fails is dropped');
});

test('Inlet: rules of media events under synchronous validation', async () => {
  const { one } = await openInlet();
  const check = async (value: unknown, meta = {}) => {
    const answer = await one(message(value as object, {}, meta), '?syncValidation=true');
    return answer.status === 200 ? [] : leaves(answer).map(([pointer, , text]: string[]) => `${pointer} ${text}`);
  };
  const at = '#/mediaCollection';
  assert.deepEqual(await check(entity('play', 1, { sessionID: undefined })), [
    `${at} required key [sessionID] not found`,
  ]);
  assert.deepEqual(await check(entity('error', 1)), [`${at} required key [errorDetails] not found`]);
  assert.deepEqual(await check(entity('error', 1, { errorDetails: { name: '3', source: 'page' } })), [
    `${at}/errorDetails/source Instance does not match any of ["player","external"].`,
  ]);
  assert.deepEqual(await check(entity('statesUpdate', 1)), [`${at} required key [statesStart] not found`]);
  assert.equal((await check(entity('play', 1, { playhead: 1.5 }))).length, 1);
  assert.equal((await check(entity('play', 1, { playhead: -1 }))).length, 1);
  const live = entity('sessionStart', 0, {
    playhead: 86_400,
    sessionDetails: { name: 'n', length: 86_400, contentType: 'Live', playerName: 'p', channel: 'c' },
  });
  assert.deepEqual(await check(live), [`${at}/playhead 86400 is not below 86400`]);
  assert.deepEqual(await check(sessionStart({ channel: undefined })), [
    `${at}/sessionDetails required key [channel] not found`,
  ]);
  assert.deepEqual(await check(entity('bitrateChange', 1, { qoeDataDetails: {} })), []);
  assert.deepEqual(await check({ ...entity('play', 2), timestamp: '2026-03-04T10:15:30' }), [
    '#/timestamp String does not match format "date-time".',
  ]);
  assert.equal((await check(entity('play', 3), { identityMap: {} })).length, 1, 'identityMap belongs into the entity');
  assert.deepEqual(await check({ ...entity('play', 4), identityMap: { ECID: [{ id: '1', primary: true }] } }), []);
});

test('Inlet: without synchronous validation a bad event is received, lands in an error batch and is complained about', async () => {
  const { world, one, events } = await openInlet();
  const { status } = await one(message({ ...sessionStart(), timestamp: undefined }));
  assert.equal(status, 200);
  const [event] = await events();
  assert.deepEqual([event.landing, event.violations[0].message], ['error batch', 'required key [timestamp] not found']);
  assert.ok(rules(world).includes('STREAM-R25'));
});

test('Inlet: sixty validations in a minute, one data center, and the older name of the flag', async () => {
  const { world, one } = await openInlet({}, { inletValidations: 2 });
  const ask = async (query = '?syncValidation=true') => (await one(message(entity('play', 1)), query)).status;
  assert.deepEqual([await ask(), await ask(), await ask()], [200, 200, 429]);
  world.clock.advance(60_000);
  assert.equal(await ask('?synchronousValidation=true'), 200);
  assert.equal(rules(world).filter(rule => rule === 'STREAM-R30').length, 2);
  await control(world, 'POST', '/switches', { syncValidation: 'unsupported' });
  assert.equal(await ask(), 501);
});

test('Inlet: several messages get an answer each, whatever became of them', async () => {
  const { world, many, events, item } = await openInlet();
  const { status, body } = await many([message(sessionStart()), { nothing: true }, message(entity('play', 1))]);
  assert.equal(status, 207);
  assert.equal(body.inletId, item.auth.params['inletId']);
  assert.deepEqual(
    body.responses.map((each: any) => [each.statusCode, 'xactionId' in each]),
    [
      [undefined, true],
      [400, false],
      [undefined, true],
    ],
  );
  assert.match(body.responses[1].message, /Message has unknown xdm format/);
  assert.equal((await events()).length, 2);
  assert.equal((await many([])).status, 400);
  assert.equal((await many([message(entity('pauseStart', 2))], '?syncValidation=true')).status, 207);
  assert.deepEqual(rules(world), ['STREAM-R24', 'STREAM-R29', 'STREAM-R29']);
});

test('Inlet: one answer may be missing, and then no message of that batch may come again', async () => {
  const { world, many } = await openInlet({}, { switches: { inletResponses: 'short' } });
  const messages = [message(sessionStart()), message(entity('play', 1))];
  assert.equal((await many(messages)).body.responses.length, 1);
  assert.deepEqual(rules(world), []);
  await many([messages[0]]);
  assert.deepEqual(rules(world), ['STREAM-R33']);
});

test('Inlet: what was refused must not come again as it is; what got no answer may', async () => {
  const { world, one, many } = await openInlet();
  await one({ bad: 1 });
  await one({ bad: 1 });
  assert.deepEqual(rules(world), ['STREAM-R24', 'STREAM-R24', 'STREAM-R32']);
  world.journal.clear();
  await many([{ bad: 2 }]);
  await many([message(sessionStart()), { bad: 2 }]);
  assert.deepEqual(rules(world), ['STREAM-R24', 'STREAM-R24', 'STREAM-R34']);
  world.journal.clear();
  const again = message(entity('play', 1));
  await control(world, 'POST', '/faults', { path: '/collection/', drop: 'after', times: 1 });
  await assert.rejects(one(again), TypeError);
  await control(world, 'POST', '/faults', {
    path: '/collection/',
    status: 503,
    times: 1,
    headers: { 'retry-after': '2' },
  });
  const busy = await one(again);
  assert.deepEqual([busy.status, busy.headers.get('retry-after'), busy.headers.get('set-cookie')], [503, '2', null]);
  assert.equal((await one(again)).status, 200);
  assert.deepEqual(rules(world), []);
});

test('Inlet: 1 048 576 bytes are too many, and 1 000 000 were safe', async () => {
  const { world, one } = await openInlet();
  const filled = (bytes: number) => {
    const value = message(sessionStart({ show: '' }));
    const length = new TextEncoder().encode(JSON.stringify(value)).byteLength;
    return JSON.stringify(value).replace('"show":""', `"show":"${'x'.repeat(bytes - length)}"`);
  };
  assert.equal((await one(filled(1_048_577))).status, 413);
  assert.equal((await one(filled(1_000_001))).status, 200);
  assert.deepEqual(rules(world), ['STREAM-R27', 'STREAM-R27']);
  assert.equal((await openInlet().then(other => other.one(filled(1_000_000)))).status, 200);
  assert.match(world.journal.entries().at(-1)?.warnings[0] ?? '', /10240 are advised/);
});

test('Inlet: so many requests and messages in a second', async () => {
  const { world, one, many } = await openInlet({}, { inletRequests: 2, inletMessages: 3 });
  assert.equal((await many([1, 2, 3].map(second => message(entity('play', second))))).status, 207);
  assert.equal((await one(message(entity('play', 4)))).status, 429);
  assert.equal((await one(message(entity('play', 5)))).status, 429);
  world.clock.advance(1000);
  assert.equal((await one(message(entity('play', 6)))).status, 200);
  assert.deepEqual(
    world.journal
      .complaints()
      .filter(({ kind }) => kind === 'throttle')
      .map(({ rule }) => rule),
    ['STREAM-R31', 'STREAM-R31'],
  );
});

test('Inlet: a raw connection takes any object and the name of its dataflow', async () => {
  const { world, one, events } = await openInlet({ dataType: 'raw' });
  assert.equal((await one({ any: 1 }, '', { 'x-adobe-flow-id': 'f' })).status, 200);
  assert.equal((await one({ any: 2 }, '?x-adobe-flow-id=f')).status, 200);
  assert.deepEqual(rules(world), []);
  assert.equal((await one({ any: 3 })).status, 400);
  assert.deepEqual(
    (await events()).map(event => event.mode),
    ['raw', 'raw'],
  );
});

test('Inlet: data lands in its dataset five minutes after the dataflow was made', async () => {
  const { world, ask, item, one, events } = await openInlet();
  await one(message(sessionStart()));
  const make = async (kind: string, body: object) => (await ask('POST', `/${kind}`, { name: kind, ...body })).body.id;
  const source = await make('sourceConnections', { baseConnectionId: item.id, connectionSpec: { id: HTTP_SPEC } });
  const target = await make('targetConnections', {
    data: { schema: { id: fixtures.SCHEMA_ID, version: fixtures.SCHEMA_CONTENT_TYPE } },
    params: { dataSetId: fixtures.DATASET_ID },
    connectionSpec: { id: DATA_LAKE_SPEC },
  });
  const ids = { sourceConnectionIds: [source], targetConnectionIds: [target] };
  const flowId = await make('flows', { flowSpec: { id: FLOW_SPEC }, ...ids });
  await one(message(entity('play', 1), { flowId }));
  world.clock.advance(300_000);
  await one(message(entity('pauseStart', 2), { flowId }));
  await one(message(entity('play', 3), { flowId: 'another' }));
  assert.deepEqual(
    (await events()).map(event => event.landing),
    ['no dataflow', 'too early', 'dataset', 'no dataflow'],
  );
  assert.deepEqual(rules(world), []);
});

test('Inlet: a session that goes wrong is complained about, event by event', async () => {
  const { world, many } = await openInlet();
  const found = async (...entities: object[]) => {
    world.inlet.sessions.clear();
    world.journal.clear();
    await many(entities.map(each => message(each)));
    return rules(world);
  };
  const good = [
    sessionStart(),
    entity('play', 0.5, { playhead: 0 }),
    entity('ping', 10),
    entity('adBreakStart', 12, { advertisingPodDetails: { index: 0, offset: 12 } }),
    entity('adStart', 12.1, { advertisingDetails: { name: 'a', length: 5, podPosition: 0, playerName: 'p' } }),
    entity('ping', 13.1),
    entity('ping', 14.1),
    entity('adComplete', 14.5),
    entity('adBreakComplete', 14.6),
    entity('play', 14.7),
    entity('ping', 20),
    entity('pauseStart', 25),
    entity('ping', 30),
    entity('play', 31),
    entity('sessionComplete', 40, { playhead: 311 }),
  ];
  assert.deepEqual(await found(...good), []);
  assert.deepEqual(await found(entity('play', 1)), ['STREAM-R41']);
  assert.deepEqual(await found(sessionStart(), entity('ping', 4)), []);
  assert.deepEqual(await found(sessionStart(), entity('ping', 10), entity('ping', 12)), ['STREAM-R44']);
  assert.deepEqual(await found(sessionStart(), entity('play', 1), entity('ping', 30)), ['STREAM-R44']);
  assert.deepEqual(await found(sessionStart(), entity('play', 0)), ['STREAM-R46']);
  assert.deepEqual(await found(sessionStart(), entity('play', 1, { playhead: 312 })), ['STREAM-R43']);
  assert.deepEqual(await found(sessionStart(), entity('resumeStart', 1)), ['STREAM-R45']);
  assert.deepEqual(await found(sessionStart(), entity('sessionEnd', 1), entity('ping', 2)), ['STREAM-R44']);
  assert.deepEqual(await found({ ...sessionStart(), mediaReporting: {} }), ['STREAM-R47']);
  assert.deepEqual(
    await found(sessionStart(), entity('bitrateChange', 1, { qoeDataDetails: { bitrate: 1, bufferCount: 2 } })),
    ['STREAM-R47'],
  );
  assert.deepEqual(await found(sessionStart({ colour: 'red' })), ['STREAM-R41'], 'a misspelt field');
  const twice = sessionStart();
  assert.deepEqual(await found(twice, twice), [], 'the same event again is a repeat');
  const changed = sessionStart();
  assert.deepEqual(await found(changed, { ...changed, timestamp: '2027-01-15T08:00:05Z' }), [
    'STREAM-R25',
    'STREAM-R41',
  ]);
});

test('Inlet: single messages of a batch can be made to fail', async () => {
  const { world, many, events } = await openInlet();
  await control(world, 'POST', '/streaming/fail-items', { status: 503, times: 2 });
  const messages = [message(sessionStart()), message(entity('play', 1)), message(entity('pauseStart', 2))];
  const first = (await many(messages)).body.responses;
  assert.deepEqual(
    first.map((each: any) => each.statusCode),
    [503, 503, undefined],
  );
  world.journal.clear();
  assert.equal((await many(messages.slice(0, 2))).body.responses[0].statusCode, undefined);
  assert.equal((await events()).length, 3);
  assert.ok(!rules(world).some(rule => ['STREAM-R33', 'STREAM-R34'].includes(rule)), 'such entries may be repeated');
});

test('Inlet: an answer that a page cannot read forbids nothing', async () => {
  const { world, url } = await openInlet();
  await control(world, 'POST', '/switches', { operatorCors: 'off' });
  const body = { bad: 1 };
  await post(world, url, body, { origin: 'https://page.test' });
  await post(world, url, body, { origin: 'https://page.test' });
  assert.deepEqual(rules(world), ['STREAM-R24', 'STREAM-R24']);
});

test('Inlet: a person may try the same bad event again under synchronous validation', async () => {
  const { world, one } = await openInlet();
  const bad = message({ ...sessionStart(), _id: undefined });
  const statuses = [await one(bad, '?syncValidation=true'), await one(bad, '?syncValidation=true')];
  assert.deepEqual(
    statuses.map(({ status }) => status),
    [400, 400],
  );
  assert.deepEqual(rules(world), []);
});

test('Inlet: the status inside a problem is a number or a text', async () => {
  const { world, one } = await openInlet({ authenticationRequired: true });
  const authorization = `Bearer ${fixtures.STAFF_TOKEN}`;
  const both = async (problemStatus: string) => {
    await control(world, 'POST', '/switches', { problemStatus });
    return [(await one({})).body.status, (await one({}, '', { authorization })).body.status];
  };
  assert.deepEqual(await both('documented'), ['401', 400]);
  assert.deepEqual(await both('number'), [401, 400]);
  assert.deepEqual(await both('string'), ['401', '400']);
});
