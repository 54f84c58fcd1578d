import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DATASTREAM_ID, DATASTREAM_WITHOUT_MEDIA } from '../../demo/services/fixtures.ts';
import type { InProcessOptions } from '../../demo/services/world.ts';
import { SESSION_DETAILS } from './staff-support.ts';
import { complaints, control, openTestWorld, send, type Answer } from './support.ts';

const T0 = 1_800_000_000_000;

const xdm = (type: string, seconds: number, media: object = {}) => ({
  eventType: `media.${type}`,
  timestamp: new Date(T0 + seconds * 1000).toISOString(),
  mediaCollection: { playhead: Math.floor(seconds), ...media },
});
const begin = (details: object = {}) => xdm('sessionStart', 0, { sessionDetails: { ...SESSION_DETAILS, ...details } });

function open(options: InProcessOptions = {}) {
  const world = openTestWorld({ now: T0, ...options });
  const post = (path: string, body: unknown, query = `configId=${DATASTREAM_ID}`): Promise<Answer> =>
    send(world, `/ee/${path}?${query}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const report = (event: object & { eventType: string }, path = 'irl1/va/v1', query?: string) =>
    post(`${path}/${event.eventType.replace('media.', '')}`, { events: [{ xdm: event }] }, query);
  const start = async () => {
    const { body } = await report(begin(), 'va/v1');
    return String(body.handle[0].payload[0].sessionId);
  };
  return { world, post, report, start };
}

test('Media Edge: a start tells the session and where to go next', async () => {
  const { world, report } = open();
  const { status, body } = await report(begin(), 'va/v1', `configId=${DATASTREAM_ID}&requestId=r-1`);
  assert.equal(status, 200);
  assert.deepEqual(
    [body.requestId, body.handle.map((part: any) => part.type)],
    ['r-1', ['media-analytics:new-session', 'locationHint:result', 'state:store']],
  );
  assert.deepEqual(body.handle[1].payload, [{ scope: 'EdgeNetwork', hint: 'irl1', ttlSeconds: 1800 }]);
  const sessionID = body.handle[0].payload[0].sessionId;
  assert.equal((await report(xdm('play', 1, { sessionID }))).status, 204);
  assert.equal((await report(xdm('ping', 10, { sessionID }))).status, 204);
  assert.equal((await report(xdm('sessionComplete', 20, { sessionID }))).status, 204);
  const [session] = (await control(world, 'GET', '/collection/sessions')).body;
  assert.deepEqual([session.kind, session.state, session.mediaId], ['edge', 'completed', 'tour-017']);
  assert.deepEqual(session.eventTypes, ['sessionStart', 'play', 'ping', 'sessionComplete']);
  const { metrics } = (await control(world, 'GET', `/collection/sessions/${session.id}`)).body;
  assert.deepEqual([metrics.contentTimeSpent, metrics.contentCompletes], [19, 1]);
  assert.deepEqual(complaints(world), []);
});

test('Media Edge: requests after a hint go where it says', async () => {
  const { world, report, start } = open();
  const sessionID = await start();
  assert.equal((await report(xdm('play', 1, { sessionID }), 'va/v1')).status, 204);
  assert.match(complaints(world)[0]?.text ?? '', /location hint/);
  assert.equal((await report(xdm('ping', 10, { sessionID }), 'or2/va/v1')).status, 404);
  assert.equal((await report(xdm('ping', 10, { sessionID }), 'nowhere/va/v1')).status, 404);
  const free = open({ switches: { edgeHint: 'missing' } });
  const other = await free.start();
  assert.equal((await free.report(xdm('play', 1, { sessionID: other }), 'va/v1')).status, 204);
  assert.deepEqual(complaints(free.world), []);
});

test('Media Edge: datastreams that are unknown, missing or without Media Analytics', async () => {
  const { world, report, start } = open();
  const none = await report(begin(), 'va/v1', 'configId=none');
  assert.equal(none.status, 400);
  assert.match(none.body.type, /EXEG-0003-400$/);
  assert.equal((await report(begin(), 'va/v1', '')).status, 400);
  assert.equal(complaints(world).length, 2);
  const bare = await report(begin(), 'va/v1', `configId=${DATASTREAM_WITHOUT_MEDIA}`);
  assert.deepEqual(
    [bare.status, bare.body.handle.map((part: any) => part.type)],
    [200, ['locationHint:result', 'state:store']],
  );
  const sessionID = await start();
  assert.equal((await report(xdm('play', 1, { sessionID }), undefined, '')).status, 204);
  assert.match(complaints(world).at(-1)?.text ?? '', /configId is missing/);
});

test('Media Edge: an invalid start is a 207 and makes no session', async () => {
  const { world, report } = open();
  const { status, body } = await report(begin({ length: 1.5, name: undefined, colour: 'red' }), 'va/v1');
  assert.equal(status, 207);
  const [error] = body.errors;
  assert.deepEqual([error.status, error.report.eventIndex], [400, 0]);
  assert.match(error.type, /va-edge-0400-400$/);
  assert.deepEqual(error.report.details.map((each: any) => each.reason).sort(), [
    'expected type: Integer, found: Number',
    'extraneous key [colour] is not permitted',
    'required key [name] not found',
  ]);
  assert.equal(world.collection.sessions.size, 0);
});

test('Media Edge: any other invalid event is a problem that names its fields', async () => {
  const { report, post, start } = open();
  const sessionID = await start();
  const details = async (event: object & { eventType: string }) => {
    const { status, body } = await report(event);
    assert.deepEqual([status, body.status, typeof body.title, typeof body.detail], [400, 400, 'string', 'string']);
    return body.report.details.map((each: any) => `${each.name} ${each.reason}`);
  };
  const at = '#/mediaCollection';
  assert.deepEqual(await details(xdm('play', 1)), [`${at} required key [sessionID] not found`]);
  assert.deepEqual(await details({ ...xdm('play', 1, { sessionID }), timestamp: undefined } as never), [
    '# required key [timestamp] not found',
  ]);
  assert.deepEqual(await details(xdm('adStart', 1, { sessionID })), [
    `${at} required key [advertisingDetails] not found`,
  ]);
  assert.equal((await details(xdm('ping', 1, { sessionID, playhead: 1.2 }))).length, 1);
  const wrong = await post('irl1/va/v1/ping', { events: [{ xdm: xdm('play', 1, { sessionID }) }] });
  assert.equal(wrong.body.report.details[0].reason, 'expected media.ping');
  assert.equal((await post('irl1/va/v1/ping', { events: [] })).status, 400);
  assert.equal((await post('irl1/va/v1/ping', { events: [{ xdm: {}, other: 1 }] })).status, 400);
  assert.equal((await post('va/v1/seek', {})).status, 404);
});

test('Media Edge: sessions close after silence, after a day and at their end', async () => {
  const { world, report, start } = open();
  const silent = await start();
  world.clock.advance(600_000);
  const closed = await report(xdm('ping', 600, { sessionID: silent, playhead: 1 }));
  assert.equal(closed.status, 404);
  assert.match(closed.body.type, /va-edge-0404-404$/);
  assert.deepEqual(complaints(world, 'refused'), [], 'no client can know the clock of the service');
  const ended = await start();
  assert.equal((await report(xdm('sessionEnd', 1, { sessionID: ended }))).status, 204);
  assert.equal((await report(xdm('ping', 2, { sessionID: ended }))).status, 404);
  assert.match(complaints(world).at(-1)?.text ?? '', /after sessionEnd/);
  const old = await start();
  for (let minutes = 9; minutes < 24 * 60; minutes += 9) {
    world.clock.advance(540_000);
    assert.equal((await report(xdm('play', minutes * 60, { sessionID: old, playhead: minutes }))).status, 204);
  }
  world.clock.advance(540_000);
  const late = await report(xdm('play', 90_000, { sessionID: old, playhead: 5 }));
  assert.match(late.body.detail, /24 hours/);
  const api = await send(world, `/api/v1/sessions/${old}/events`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ eventType: 'play', playerTime: { playhead: 1, ts: T0 } }),
  });
  assert.equal(api.status, 404, 'the other API knows nothing of it');
});

test('Media Edge: sequence rules are those of Media Collection', async () => {
  const { world, report, start } = open();
  const sessionID = await start();
  await report(
    xdm('adStart', 1, {
      sessionID,
      advertisingDetails: { name: 'a', length: 5, podPosition: 0, playerName: 'p' },
    }),
  );
  await report(xdm('statesUpdate', 2, { sessionID, statesEnd: [{ name: 'fullscreen' }] }));
  assert.deepEqual(
    complaints(world, 'sequence').map(({ text }) => text),
    ['adStart outside a break', 'stateEnd of fullscreen, which was not started'],
  );
});

test('Media Edge: downloaded sessions come whole, one item each', async () => {
  const { world, post } = open();
  const event = (mediaEventType: string, seconds: number, media: object = {}) => ({
    mediaEventType,
    mediaEventTimestamp: new Date(T0 + seconds * 1000).toISOString(),
    mediaCollection: { playhead: seconds, ...media },
  });
  const item = (...mediaDownloadedEvents: object[]) => ({
    xdm: { eventType: 'media.downloaded', timestamp: new Date(T0).toISOString(), mediaDownloadedEvents },
  });
  const first = event('media.sessionStart', 0, { sessionDetails: SESSION_DETAILS });
  const good = item(first, event('media.play', 1), event('media.sessionComplete', 9));
  assert.equal((await post('va/v1/downloaded', { events: [good, good] })).status, 204);
  const sessions = (await control(world, 'GET', '/collection/sessions')).body;
  assert.deepEqual(
    sessions.map((session: any) => [session.kind, session.state]),
    [
      ['downloaded', 'completed'],
      ['downloaded', 'completed'],
    ],
  );
  assert.deepEqual(complaints(world), []);
  assert.equal((await post('va/v1/downloaded', { events: [item(event('media.play', 1))] })).status, 400);
  assert.equal(
    (await post('va/v1/downloaded', { events: [item(first, event('media.play', 1, { sessionID: 'x' }))] })).status,
    400,
  );
});

test('Media Edge: preflights of any origin, and nothing but POST', async () => {
  const { world } = open();
  const path = '/ee/va/v1/sessionStart';
  const { status, headers } = await send(world, path, { method: 'OPTIONS', headers: { origin: 'https://page.test' } });
  assert.deepEqual([status, headers.get('access-control-allow-origin')], [204, 'https://page.test']);
  assert.equal(headers.get('access-control-allow-headers'), 'Content-Type');
  assert.equal((await send(world, path)).status, 405);
});
