import assert from 'node:assert/strict';
import { test } from 'node:test';
import { complaints, control, openTestWorld, send } from './support.ts';
import { AD, event, post, sessionStart, startMedia, T0 } from './media-support.ts';

const CORS = {
  'access-control-allow-origin': '*',
  'access-control-allow-methods': 'OPTIONS,POST,PUT',
  'access-control-allow-headers': 'Content-Type',
  'access-control-expose-headers': 'Location',
};

function assertCors(headers: Headers) {
  for (const [name, value] of Object.entries(CORS)) assert.equal(headers.get(name), value);
}

test('MC-R118: a session start answers 201, an empty body, a relative Location with 64 hex digits, and CORS', async () => {
  const { answer, location, world } = await startMedia();
  assert.deepEqual([answer.status, answer.body], [201, '']);
  assert.match(location, /^\/api\/v1\/sessions\/[0-9a-f]{64}$/);
  assert.equal(answer.headers.get('content-type'), 'application/octet-stream');
  assertCors(answer.headers);
  assert.deepEqual(complaints(world), []);
});

test('MC-R119: a valid event of an open session answers 204 without a body', async () => {
  const { report, world } = await startMedia();
  const answer = await report(event('play', 1));
  assert.deepEqual([answer.status, answer.body], [204, '']);
  assertCors(answer.headers);
  assert.equal(world.journal.entries().slice(-1)[0]?.verdict, 'accepted');
});

test('MC-R120: an unknown session is 404, a closed one 410, each with a message', async () => {
  const { report, play, world } = await startMedia();
  const unknown = await post(world, `/sessions/${'0'.repeat(64)}/events`, event('play', 1));
  assert.deepEqual([unknown.status, Object.keys(unknown.body)], [404, ['message']]);
  assertCors(unknown.headers);
  await play(event('play', 1), event('sessionEnd', 2));
  const closed = await report(event('ping', 3));
  assert.deepEqual([closed.status, Object.keys(closed.body)], [410, ['message']]);
  assert.ok(complaints(world, 'sequence').some(({ text }) => text === 'ping after sessionEnd'));
  world.switches.afterSessionEnd = 204;
  assert.equal((await report(event('ping', 4))).status, 204);
});

test('MC-R121: a body against its schema answers 400 and names the offending path', async () => {
  const { report, world } = await startMedia();
  const ad = (changes: object) => event('adStart', 1, 0, { params: { ...AD, ...changes } });
  const cases: [unknown, string][] = [
    [ad({ 'media.ad.length': '15' }), "params['media.ad.length']: expected number, got string"],
    [ad({ 'media.ad.podPosition': 1.5 }), "params['media.ad.podPosition']: expected integer, got number"],
    [ad({ 'media.ad.creativeUrl': 'x' }), "params['media.ad.creativeUrl']: not allowed here"],
    [event('adStart', 1, 0), 'params: required'],
    [event('adBreakStart', 1, 0, { params: { 'media.ad.podIndex': 1 } }), "params['media.ad.podSecond']: required"],
    [{ eventType: 'play', playerTime: { playhead: 1 } }, 'playerTime.ts: required'],
    [{ eventType: 'play', playerTime: { playhead: null, ts: T0 } }, 'playerTime.playhead: expected number, got null'],
    [{ eventType: 'play', playerTime: { playhead: 1, ts: T0 + 0.5 } }, 'playerTime.ts: expected integer, got number'],
    [{ eventType: 'play', playerTime: { playhead: 1, ts: T0, x: 1 } }, 'playerTime.x: not allowed here'],
    [{ eventType: 'play' }, 'playerTime: required'],
    [event('play', 1, 1, { extra: 1 }), 'extra: not allowed here'],
    [event('ping', 1, 1, { params: { a: 1 } }), 'params: expected at most 0 members'],
    [event('play', 1, 1, { customMetadata: { a: 'b' } }), 'customMetadata: not allowed here'],
    [
      event('play', 1, 1, { qoeData: { 'media.qoe.bitrate': 1.5 } }),
      "qoeData['media.qoe.bitrate']: expected integer, got number",
    ],
    [event('play', 1, 1, { qoeData: { 'media.qoe.errorID': 'x' } }), "qoeData['media.qoe.errorID']: not allowed here"],
    [event('error', 1, 1, { params: { 'media.errorId': 'x' } }), "params['media.errorId']: not allowed here"],
    [
      event('error', 1, 1, { qoeData: { 'media.qoe.errorSource': 'me' } }),
      `qoeData['media.qoe.errorSource']: expected one of "player", "external", got "me"`,
    ],
    [
      event('stateStart', 1, 1, { params: { 'media.state.name': 'full screen' } }),
      "params['media.state.name']: expected to match ^[a-zA-Z0-9_.]{1,64}$",
    ],
    [event('statesUpdate', 1, 1, { params: {} }), 'params: expected at least 1 member'],
    [
      event('statesUpdate', 1, 1, { params: { statesStart: [{}] } }),
      "params.statesStart[0]['media.state.name']: required",
    ],
    [event('pause', 1), 'eventType: unknown event type "pause"'],
    [event('constructor', 1), 'eventType: unknown event type "constructor"'],
    [{ playerTime: { playhead: 1, ts: T0 } }, 'eventType: required'],
    ['[]', 'body: expected object, got array'],
    ['null', 'body: expected object, got null'],
    ['{', 'body: not JSON'],
  ];
  for (const [body, message] of cases) {
    const answer = await report(body);
    assert.deepEqual([answer.status, answer.body], [400, { message }]);
    assertCors(answer.headers);
  }
  assert.equal(complaints(world, 'refused').length, cases.length);
});

test('MC-R121: session parameters are checked one by one', async () => {
  const world = openTestWorld();
  const { 'media.id': id, ...rest } = sessionStart()['params'] as Record<string, unknown>;
  const message = async (body: unknown) => (await post(world, '/sessions', body)).body.message;
  assert.equal(id, 'garden-07');
  assert.equal(await message(event('sessionStart', 0, 0, { params: rest })), "params['media.id']: required");
  assert.equal(await message(sessionStart({}, { 'media.id': '' })), "params['media.id']: expected a non-empty string");
  assert.equal(
    await message(sessionStart({}, { 'media.length': '600' })),
    "params['media.length']: expected number, got string",
  );
  assert.equal(
    await message(sessionStart({}, { 'analytics.enableSSL': 'true' })),
    "params['analytics.enableSSL']: expected boolean, got string",
  );
  assert.equal(await message(sessionStart({}, { 'media.unknown': 'x' })), "params['media.unknown']: not allowed here");
  assert.equal(
    await message(sessionStart({ customMetadata: { 'a b': 'x' } })),
    "customMetadata['a b']: not allowed here",
  );
  assert.equal(
    await message(sessionStart({ customMetadata: { a: 1 } })),
    'customMetadata.a: expected string, got number',
  );
  const customer = { 'visitor.customerIDs': { crm: { id: 'x', authState: 3 } } };
  assert.match(await message(sessionStart({}, customer)), /authState: expected one of 0, 1, 2, got 3/);
  const downloaded = sessionStart({}, { 'media.downloaded': true });
  assert.match(await message(downloaded), /media\.downloaded'\]: true is not allowed/);
});

test('MC-R121: method, path, content type and JSON come before everything else', async () => {
  const { world, id } = await startMedia();
  const path = `/sessions/${id}/events`;
  assert.equal((await send(world, `/api/v1${path}`)).status, 405);
  assert.equal((await send(world, '/api/v1/sessions', { method: 'PUT' })).status, 405);
  assert.equal((await post(world, `/${id}/events`, event('play', 1))).status, 404, 'the typo of one queueing sample');
  for (const type of [null, 'text/plain', 'application/jsonx']) {
    const answer = await post(world, path, event('play', 1), type);
    assert.deepEqual([answer.status, answer.body.message], [400, 'Content-Type: expected application/json']);
  }
  assert.equal((await post(world, path, event('play', 1), 'application/json; charset=utf-8')).status, 204);
  world.switches.missingContentType = 415;
  assert.equal((await post(world, path, event('play', 1), null)).status, 415);
});

test('MC-R122: sessionStart on the events path and any other type on the sessions path answer 400', async () => {
  const { report, world } = await startMedia();
  assert.match((await report(sessionStart())).body.message, /sessionStart is not allowed here/);
  const other = await post(world, '/sessions', event('play', 0));
  assert.deepEqual([other.status, other.body.message], [400, 'eventType: expected sessionStart here, got play']);
});

test('MC-R126: after sessionComplete events are still taken until the time-out; after sessionEnd none is', async () => {
  const { play, view, world } = await startMedia();
  assert.deepEqual(await play(event('play', 1), event('sessionComplete', 9), event('ping', 10)), [204, 204, 204]);
  assert.equal((await view()).state, 'completed');
  world.clock.advance(599_000);
  assert.deepEqual(await play(event('ping', 11)), [204]);
  world.clock.advance(600_000);
  assert.deepEqual(await play(event('ping', 12)), [410]);
  const second = await startMedia();
  assert.deepEqual(await second.play(event('sessionEnd', 1), event('ping', 2)), [204, 410]);
});

test('MC-R125: ten minutes without an event close a session, and its client is not to blame', async () => {
  const { play, report, view, world } = await startMedia();
  assert.deepEqual(await play(event('play', 1)), [204]);
  world.clock.advance(599_999);
  assert.equal((await view()).state, 'open');
  world.clock.advance(1);
  const late = await report(event('ping', 601, 9));
  assert.deepEqual([late.status, late.body.message], [410, 'session: closed after 10 minutes without an event']);
  const closed = await view();
  assert.deepEqual([closed.state, closed.metrics.secondsSinceLastCall], ['expired', 600]);
  assert.deepEqual(complaints(world), []);
});

test('MC-R125: thirty minutes without playhead movement close a session that pings', async () => {
  const { play, view, world } = await startMedia();
  await play(event('play', 1, 5), event('pauseStart', 2, 6));
  for (let minute = 5; minute < 30; minute += 5) {
    world.clock.advance(300_000);
    assert.deepEqual(await play(event('ping', minute * 60, 6)), [204]);
  }
  world.clock.advance(300_000);
  assert.deepEqual(await play(event('ping', 1800, 6)), [410]);
  assert.equal((await view()).closedBy, '30 minutes without playhead movement');
});

test('MC-R127: a preflight lists methods and headers, and the wildcard origin bars credentials', async () => {
  const world = openTestWorld();
  for (const path of ['/api/v1/sessions', '/api/v1/sessions/x/events', '/api/v1/downloaded']) {
    const { status, headers } = await send(world, path, {
      method: 'OPTIONS',
      headers: { origin: 'http://localhost:8000', 'access-control-request-method': 'POST' },
    });
    assert.equal(status, 204);
    assertCors(headers);
    assert.equal(headers.get('access-control-allow-credentials'), null);
  }
});

test('MC-R128: a downloaded batch is taken whole with 201', async () => {
  const world = openTestWorld({ now: T0 });
  const batch = [sessionStart(), event('play', 1), event('ping', 10), event('sessionEnd', 20)];
  const answer = await post(world, '/downloaded', batch);
  assert.deepEqual([answer.status, answer.body], [201, '']);
  assertCors(answer.headers);
  const [session] = (await control(world, 'GET', '/collection/sessions')).body;
  assert.deepEqual([session.kind, session.state], ['downloaded', 'ended']);
  assert.deepEqual(session.eventTypes, ['sessionStart', 'play', 'ping', 'sessionEnd']);
  assert.deepEqual(complaints(world), []);
  assert.equal((await post(world, `/sessions/${session.id}/events`, event('ping', 30))).status, 404);
});

test('MC-R128: one bad element refuses the whole batch and stores nothing', async () => {
  const world = openTestWorld({ now: T0 });
  const start = sessionStart();
  const cases: [unknown, RegExp][] = [
    [[start, event('play', 1), event('adStart', 2)], /^\[2\]\.params: required$/],
    [[event('play', 1), start], /^\[0\]\.eventType: expected sessionStart/],
    [[start, start], /^\[1\]\.eventType: sessionStart is not allowed/],
    [[sessionStart({}, { 'media.downloaded': false })], /media\.downloaded'\]: expected true/],
    [[start, 7], /^\[1\]\.body: expected object/],
    [[], /at least one event/],
    [start, /expected array, got object/],
  ];
  for (const [batch, message] of cases) {
    const answer = await post(world, '/downloaded', batch);
    assert.equal(answer.status, 400);
    assert.match(answer.body.message, message);
  }
  assert.deepEqual((await control(world, 'GET', '/collection/sessions')).body, []);
});

test('MC-R128: the deprecated form demands the downloaded flag; both remark a missing end and a wrong order', async () => {
  const world = openTestWorld({ now: T0 });
  const end = event('sessionEnd', 5);
  assert.equal((await post(world, '/sessions', [sessionStart(), end])).status, 400);
  const flagged = sessionStart({}, { 'media.downloaded': true });
  assert.equal((await post(world, '/sessions', [flagged, end])).status, 201);
  assert.equal((await post(world, '/downloaded', [flagged, event('play', 2), event('ping', 1)])).status, 201);
  const texts = complaints(world, 'sequence').map(({ text }) => text);
  assert.ok(texts.some(text => text.startsWith('ts does not increase')));
  assert.ok(texts.includes('a batch ends without sessionComplete or sessionEnd'));
});

test('MC-R130: each fault of the list can be scripted per request', async () => {
  const { world, id, report } = await startMedia();
  const events = `/api/v1/sessions/${id}/events`;
  const fault = (rule: object) => control(world, 'POST', '/faults', { times: 1, ...rule });
  for (const status of [500, 503, 404, 410]) {
    await fault({ path: '/api/v1/sessions/*/events', status, body: { message: 'scripted' } });
    const answer = await report(event('play', 1));
    assert.equal(answer.status, status);
    assertCors(answer.headers);
  }
  await fault({ path: '/api/v1/sessions', method: 'POST', removeHeaders: ['location'] });
  const start = await post(world, '/sessions', sessionStart());
  assert.deepEqual([start.status, start.headers.get('location')], [201, null]);
  await fault({ path: events, drop: true });
  await assert.rejects(report(event('play', 2)), TypeError);
  await fault({ path: events, delay: 40 });
  const before = performance.now();
  assert.equal((await report(event('play', 3))).status, 204);
  assert.ok(performance.now() - before >= 35);
  assert.deepEqual(complaints(world), []);
  for (const location of ['missing', 'absolute'] as const) {
    world.switches.location = location;
    const { headers } = await post(world, '/sessions', sessionStart());
    assert.equal(headers.get('location')?.startsWith('http') ?? 'none', location === 'absolute' ? true : 'none');
  }
});

test('lenient mode lets other readings pass with a warning instead of a refusal', async () => {
  const { report, world, view } = await startMedia({ strict: false });
  assert.equal((await report(event('play', 1, 1, { customMetadata: { a: 'b' } }))).status, 204);
  assert.equal((await report(event('error', 2, 2, { params: { 'media.errorId': 'x' } }))).status, 204);
  assert.equal((await report(event('bitrateChange', 3, 3, { params: { 'media.qoe.bitrate': 1 } }))).status, 204);
  assert.equal((await report(event('play', 4, 4, { params: { a: 1 } }))).status, 400);
  assert.equal((await view()).warnings.filter((text: string) => text.startsWith('let pass')).length, 3);
  assert.equal(complaints(world, 'refused').length, 1);
});
