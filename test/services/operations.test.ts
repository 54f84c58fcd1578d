import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SWITCHES } from '../../demo/services/handlers/shared/switches.ts';
import { createWorld } from '../../demo/services/world.ts';
import { complaints, connect, control, openTestWorld, ORIGIN, REDIRECT, register, send } from './support.ts';

const ORIGIN_HEADER = { headers: { origin: 'http://localhost:8000' } };

test('SBX-17: the documented timeline of the rate limiter, request by request', async () => {
  const world = createWorld({ frozen: true, now: 0, seed: 1 });
  const timeline: [number, 'pass' | 'refuse'][] = [
    ...[0, 300, 600, 900, 1200, 1300, 1400, 1500, 1600, 1700, 1800, 2100, 2200].map(
      t => [t, 'pass'] as [number, 'pass'],
    ),
    ...[2400, 2600, 2800].map(t => [t, 'refuse'] as [number, 'refuse']),
    [3100, 'pass'],
  ];
  for (const [time, expected] of timeline) {
    world.clock.advance(time - world.clock.elapsed());
    const { status } = await send(world, '/api/v2/demo/configuration', ORIGIN_HEADER);
    assert.equal(status === 429 ? 'refuse' : 'pass', expected, `at ${time} ms`);
  }
});

test('SBX-17: the burst is granted once; later one request in each second passes', async () => {
  const world = createWorld({ frozen: true, now: 0 });
  const ask = async () => (await send(world, '/api/v2/demo/configuration')).status;
  for (let n = 0; n < 11; n += 1) assert.equal(await ask(), 401);
  assert.equal(await ask(), 429);
  world.clock.advance(60_000);
  assert.deepEqual([await ask(), await ask()], [401, 429]);
  world.clock.advance(1_000);
  assert.deepEqual([await ask(), await ask()], [401, 429]);
});

test('SBX-17: a 429 is an HTML page without Retry-After, per address, and each one is a complaint', async () => {
  const world = createWorld({ frozen: true, now: 0, burst: 0 });
  const ask = (address: string, path = '/api/v2/demo/configuration') =>
    send(world, path, { ...ORIGIN_HEADER, address });
  await ask('10.0.0.1');
  const refused = await ask('10.0.0.1');
  assert.equal(refused.status, 429);
  assert.equal(refused.headers.get('content-type'), 'text/html');
  assert.match(refused.body, /429 Too Many Requests[\s\S]*openresty/);
  assert.equal(refused.headers.get('retry-after'), null);
  assert.equal(refused.headers.get('access-control-allow-origin'), 'http://localhost:8000');
  assert.equal((await ask('10.0.0.2')).status, 401, 'another address has its own allowance');
  assert.equal(complaints(world, 'throttle').length, 1);
  world.clock.advance(999);
  await ask('10.0.0.1');
  assert.equal(
    complaints(world, 'throttle').filter(c => c.rule === 'PASS-R117').length,
    1,
    'a request within 1 s after a 429',
  );
});

test('SBX-17: preflights and other services do not count; CORS headers can be left out of a 429', async () => {
  const world = createWorld({ frozen: true, now: 0, burst: 0 });
  for (let n = 0; n < 5; n += 1) {
    await send(world, '/api/v2/demo/profiles', {
      method: 'OPTIONS',
      headers: { 'access-control-request-method': 'GET' },
    });
    assert.equal((await send(world, '/api/v1/schemas/ping')).status, 200);
  }
  assert.equal((await send(world, '/o/client/token')).status, 405, 'the first that counts');
  world.switches.corsOn429 = false;
  const hidden = await send(world, '/api/v2/demo/profiles', ORIGIN_HEADER);
  assert.deepEqual([hidden.status, hidden.headers.get('access-control-allow-origin')], [429, null]);
  world.switches.throttle = false;
  assert.equal((await send(world, '/api/v2/demo/profiles')).status, 401);
});

test('SBX-17: a scripted 429 is nobody’s fault, but the silence after it is owed', async () => {
  const world = openTestWorld();
  const client = await connect(world);
  await control(world, 'POST', '/faults', { path: '/api/v2/demo/profiles', status: 429, times: 1 });
  assert.equal((await client.get('/profiles')).status, 429);
  assert.deepEqual(complaints(world), []);
  world.clock.advance(1_000);
  await client.get('/profiles');
  assert.deepEqual(complaints(world), []);
  await control(world, 'POST', '/faults', { path: '/api/v2/demo/profiles', status: 429, times: 1 });
  await client.get('/profiles');
  await client.get('/configuration');
  assert.deepEqual(
    complaints(world).map(({ rule }) => rule),
    ['PASS-R117'],
  );
});

test('SBX-18: the journal tells time, method, path, query, headers, body, status, answer and verdict', async () => {
  const world = openTestWorld();
  const client = await connect(world);
  world.clock.advance(5_000);
  await client.startSession('acmeCable');
  await client.get('/profiles/nobody');
  const entries = (await control(world, 'GET', '/journal?path=/api/v2/')).body;
  assert.equal(entries.length, 2);
  const [session, profile] = entries;
  assert.deepEqual([session.method, session.path, session.status], ['POST', '/api/v2/demo/sessions', 200]);
  assert.deepEqual(session.body, { mvpd: 'acmeCable', domainName: 'localhost', redirectUrl: REDIRECT });
  assert.equal(session.time, world.clock.now());
  assert.equal(session.response.actionName, 'authenticate');
  assert.match(session.headers.authorization, /^Bearer /);
  assert.equal(profile.verdict, 'refused: invalid_parameter_mvpd');
  assert.equal(profile.complaints.length, 1);
  assert.ok(profile.at > session.at && profile.seq > session.seq);
  const later = (await control(world, 'GET', `/journal?since=${session.seq}`)).body;
  assert.deepEqual(
    later.map((entry: { seq: number }) => entry.seq),
    [profile.seq],
  );
  assert.equal((await control(world, 'GET', '/complaints')).body[0].seq, profile.seq);
  assert.equal((await control(world, 'DELETE', '/journal')).status, 204);
  assert.deepEqual((await control(world, 'GET', '/journal')).body, []);
  assert.deepEqual((await control(world, 'GET', '/complaints')).body, []);
});

test('SBX-19: scripted faults: status and body, after and times, method, pattern, delay, headers', async () => {
  const world = openTestWorld();
  const client = await connect(world);
  await control(world, 'POST', '/faults', { path: '/api/v2/*/profiles', status: 500, times: 1, after: 1 });
  assert.deepEqual([(await client.get('/profiles')).status, (await client.get('/profiles')).status], [200, 500]);
  assert.equal((await client.get('/profiles')).status, 200);
  await control(world, 'POST', '/faults', { path: '/api/v2/demo/', method: 'POST', status: 503, body: { code: 'x' } });
  assert.equal((await client.get('/profiles')).status, 200);
  const failed = await client.form('/sessions', {});
  assert.deepEqual([failed.status, failed.body], [503, { code: 'x' }]);
  assert.deepEqual(complaints(world), [], 'scripted faults are nobody’s fault');
  assert.equal((await control(world, 'DELETE', '/faults')).status, 204);

  await control(world, 'POST', '/faults', {
    path: '/api/v2/demo/configuration',
    delay: 60,
    removeHeaders: ['content-type'],
    headers: { 'x-a': 'b' },
  });
  const start = performance.now();
  const late = await client.get('/configuration');
  assert.ok(performance.now() - start >= 55);
  assert.deepEqual([late.status, late.headers.get('x-a'), late.headers.get('content-type')], [200, 'b', null]);
  const { faults } = (await control(world, 'GET', '/faults')).body;
  assert.deepEqual([faults[0].seen, faults[0].struck], [1, 1]);
  assert.equal((await control(world, 'DELETE', `/faults/${faults[0].id}`)).status, 204);
  assert.equal((await control(world, 'DELETE', `/faults/${faults[0].id}`)).status, 404);
});

test('SBX-19: 500 with and without body, a 401 page, missing CORS, a 429 page, a cut connection', async () => {
  const world = openTestWorld();
  const client = await connect(world);
  const path = '/api/v2/demo/profiles';
  const origin = { origin: 'http://localhost:8000' };
  const once = (rule: object) => control(world, 'POST', '/faults', { path, times: 1, ...rule });
  await once({ status: 500 });
  assert.equal((await client.get('/profiles')).body, '');
  await once({ status: 500, body: '<h1>Oops</h1>' });
  const page = await client.get('/profiles', origin);
  assert.deepEqual([page.body, page.headers.get('content-type')], ['<h1>Oops</h1>', 'text/html']);
  assert.equal(page.headers.get('access-control-allow-origin'), origin.origin);
  await once({ status: 503, omitCors: true });
  assert.equal((await client.get('/profiles', origin)).headers.get('access-control-allow-origin'), null);
  await once({ status: 429 });
  assert.match((await client.get('/profiles')).body, /openresty/);
  await once({ body: { profiles: { odd: {} } } });
  assert.deepEqual((await client.get('/profiles')).body, { profiles: { odd: {} } });
  await once({ drop: true });
  await assert.rejects(client.get('/profiles'), TypeError);
  assert.equal(world.journal.entries().slice(-1)[0]?.verdict, 'dropped');
  assert.equal((await client.get('/profiles')).status, 200);
});

test('SBX-19: a connection cut after the service did its work leaves the work done', async () => {
  const world = openTestWorld();
  const client = await connect(world);
  await client.signIn('acmeCable');
  await control(world, 'POST', '/faults', { path: '/api/v2/demo/logout', drop: 'after' });
  await assert.rejects(client.get(`/logout/acmeCable?redirectUrl=${encodeURIComponent(REDIRECT)}`), TypeError);
  assert.deepEqual((await client.get('/profiles')).body, { profiles: {} });
});

test('SBX-19: a skewed clock shows in timestamps without ending anything early', async () => {
  const world = openTestWorld();
  const client = await connect(world);
  await control(world, 'POST', '/clock', { now: 1_700_000_000_000 });
  const { body } = await client.startSession('acmeCable');
  assert.equal(body.notBefore, '1700000000000');
  assert.deepEqual((await control(world, 'POST', '/clock', { advance: 1_500 })).body, { now: 1_700_000_001_500 });
});

test('the control area answers all origins, is not journaled, and refuses typing errors', async () => {
  const world = openTestWorld();
  const answer = await control(world, 'GET', '/clock');
  assert.equal(answer.headers.get('access-control-allow-origin'), '*');
  const preflight = await send(world, '/control/faults', { method: 'OPTIONS', headers: { origin: 'http://a.test' } });
  assert.equal(preflight.headers.get('access-control-allow-methods'), 'GET,POST,DELETE,OPTIONS');
  for (const [path, body] of [
    ['/faults', { pth: '/x' }],
    ['/faults', { path: '/x', tims: 1 }],
    ['/faults', { path: 'x' }],
    ['/switches', { deviceInf: 'lenient' }],
    ['/switches', { deviceInfo: 'loose' }],
    ['/clock', {}],
    ['/clock', { advance: -1 }],
    ['/pass/approve', { code: 7 }],
    ['/pass/degradation', { rule: 'AuthAll' }],
    ['/pass/sign-in', { mvpd: 'nobody' }],
  ] as const) {
    assert.equal((await control(world, 'POST', path, body)).status, 400, `${path} ${JSON.stringify(body)}`);
  }
  assert.equal((await control(world, 'POST', '/pass/approve', { code: 'ABCDEF7' })).status, 404);
  assert.equal((await control(world, 'GET', '/nothing')).status, 404);
  assert.deepEqual(world.journal.entries(), []);
  assert.throws(() => createWorld({ thottle: false } as object), /thottle: no such option/);
  assert.throws(() => createWorld({ burst: 'x' as never }), /burst: expected number/);
});

test('help names every switch, and the front page says what this is', async () => {
  const world = openTestWorld();
  const help = (await send(world, '/control/')).body;
  for (const name of Object.keys(SWITCHES)) assert.ok(help.includes(name), name);
  const front = await send(world, '/');
  assert.match(front.body, /local services/);
  assert.match(front.headers.get('content-security-policy') ?? '', /default-src 'none'/);
});

test('reset forgets everything; sign-in by script needs no session', async () => {
  const world = openTestWorld();
  const client = await connect(world);
  const seat = { client: client.id, device: 'device-1', mvpd: 'acmeCable' };
  assert.equal((await control(world, 'POST', '/pass/sign-in', seat)).status, 200);
  assert.deepEqual(Object.keys((await client.get('/profiles')).body.profiles), ['acmeCable']);
  assert.equal((await control(world, 'GET', '/pass/sessions')).body.length, 0);
  await control(world, 'POST', '/pass/expire-tokens');
  assert.equal((await client.get('/profiles')).status, 401);
  await control(world, 'POST', '/reset');
  assert.equal(world.pass.clients.size, 0);
  assert.equal((await register(world)).status, 201);
});

test('worlds of the same seed issue the same ids; different worlds share nothing', async () => {
  const ids = async (seed: number) => (await register(openTestWorld({ seed }))).body.client_id;
  assert.equal(await ids(3), await ids(3));
  assert.notEqual(await ids(3), await ids(4));
  const [one, two] = [openTestWorld(), openTestWorld()];
  await register(one);
  assert.deepEqual([one.journal.entries().length, two.journal.entries().length], [1, 0]);
  assert.equal((await one.fetch(new Request(`${ORIGIN}/control/clock`))).status, 200);
});
