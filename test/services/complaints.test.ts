import assert from 'node:assert/strict';
import { test } from 'node:test';
import { complaints, connect, control, openTestWorld, REDIRECT, send, type TestClient } from './support.ts';

/** Complaints fail other people's tests, so each rule is shown both ways: what it blames, and what it must not. */

type World = ReturnType<typeof openTestWorld>;

const rules = (world: World) => complaints(world).map(({ rule }) => rule);
const poll = (client: TestClient, code: string) => client.get(`/profiles/code/${code}`);
const open = (world: World, code: string, address?: string) =>
  world.fetch(`http://localhost:8787/api/v2/authenticate/demo/${code}`, {
    redirect: 'manual',
    ...(address ? { address } : {}),
  });

async function pollEvery3s(world: World, client: TestClient, code: string, times: number): Promise<void> {
  for (let n = 0; n < times; n += 1) {
    await poll(client, code);
    world.clock.advance(3_000);
  }
}

async function begin(options = {}) {
  const world = openTestWorld(options);
  const client = await connect(world);
  const { code } = (await client.startSession('acmeCable')).body;
  return { world, client, code: code as string };
}

test('a device that chose the provider and shows a code may poll at once and on, until the second screen is done', async () => {
  const { world, client, code } = await begin();
  await pollEvery3s(world, client, code, 4);
  await send(world, `/api/v2/demo/sessions/${code}`, { headers: { authorization: `Bearer ${client.token}` } });
  assert.equal((await open(world, code)).status, 302);
  await pollEvery3s(world, client, code, 4);
  await control(world, 'POST', '/pass/approve', { code });
  assert.deepEqual(Object.keys((await poll(client, code)).body.profiles), ['acmeCable']);
  assert.deepEqual(rules(world), []);
});

test('a code that another device opens was shown there, and a resumed one, too', async () => {
  const elsewhere = await begin();
  await pollEvery3s(elsewhere.world, elsewhere.client, elsewhere.code, 3);
  await open(elsewhere.world, elsewhere.code, '10.0.0.9');
  await pollEvery3s(elsewhere.world, elsewhere.client, elsewhere.code, 3);
  assert.deepEqual(rules(elsewhere.world), []);

  const resumed = await begin();
  await pollEvery3s(resumed.world, resumed.client, resumed.code, 3);
  await resumed.client.form(`/sessions/${resumed.code}`, { mvpd: 'acmeCable' });
  await open(resumed.world, resumed.code);
  await pollEvery3s(resumed.world, resumed.client, resumed.code, 3);
  assert.deepEqual(rules(resumed.world), []);
});

test('a page that opened its own window may check once before the return, and polls after it', async () => {
  const { world, client, code } = await begin();
  await open(world, code);
  await poll(client, code);
  assert.deepEqual(rules(world), []);
  world.clock.advance(5_000);
  await poll(client, code);
  assert.deepEqual(rules(world), ['PASS-R37']);
});

test('polls before the page opens its own window are blamed once it opens', async () => {
  const { world, client, code } = await begin();
  await pollEvery3s(world, client, code, 3);
  assert.deepEqual(rules(world), [], 'so far it may be a device that shows a code');
  await open(world, code);
  assert.deepEqual(rules(world), ['PASS-R37']);
  await open(world, code);
  assert.deepEqual(rules(world), ['PASS-R37'], 'told once');
});

test('each window that may have been closed earns one check, and a check without an answer is none', async () => {
  const { world, client, code } = await begin();
  await open(world, code);
  await control(world, 'POST', '/faults', { path: '/api/v2/demo/profiles/code/', times: 1, drop: 'after' });
  await poll(client, code).catch(() => undefined);
  world.clock.advance(4_000);
  await poll(client, code);
  await open(world, code);
  world.clock.advance(4_000);
  await poll(client, code);
  assert.deepEqual(rules(world), []);
  world.clock.advance(4_000);
  await poll(client, code);
  assert.deepEqual(rules(world), ['PASS-R37']);
});

test('a second screen reads a code without device headers, on each page the viewer opens, but not in a row', async () => {
  const { world, client, code } = await begin();
  const bare = { headers: { authorization: `Bearer ${client.token}` } };
  await control(world, 'POST', '/pass/approve', { code });
  await send(world, `/api/v2/demo/profiles/code/${code}`, bare);
  world.clock.advance(4_000);
  await send(world, `/api/v2/demo/profiles/code/${code}`, bare);
  assert.deepEqual(rules(world), []);
  world.clock.advance(1_000);
  await send(world, `/api/v2/demo/profiles/code/${code}`, bare);
  assert.deepEqual(rules(world), ['PASS-R39']);
});

test('a poll whose answer a fault kept from the client may be repeated', async () => {
  const { world, client, code } = await begin();
  await control(world, 'POST', '/pass/approve', { code });
  for (const fault of [{ drop: 'after' }, { body: '<p>', contentType: 'text/html' }, { omitCors: true }]) {
    await control(world, 'POST', '/faults', { path: '/api/v2/demo/profiles/code/', times: 1, ...fault });
    await poll(client, code).catch(() => undefined);
    world.clock.advance(3_000);
  }
  assert.deepEqual(Object.keys((await poll(client, code)).body.profiles), ['acmeCable']);
  assert.deepEqual(rules(world), []);
  world.clock.advance(3_000);
  await poll(client, code);
  assert.deepEqual(rules(world), ['PASS-R40']);
});

test('a late answer is an answer: polling on after it is blamed', async () => {
  const { world, client, code } = await begin();
  await control(world, 'POST', '/pass/approve', { code });
  await control(world, 'POST', '/faults', { path: '/api/v2/demo/profiles/code/', times: 1, delay: 5 });
  await poll(client, code);
  world.clock.advance(3_000);
  await poll(client, code);
  assert.deepEqual(rules(world), ['PASS-R40']);
});

test('the last poll may reach the service just after the code ended, another one may not', async () => {
  let now = 1_800_000_000_000;
  const world = openTestWorld({ frozen: false, clockSource: () => now, codeLife: 60 });
  const client = await connect(world);
  const { code } = (await client.form('/sessions', {})).body;
  now += 60_500;
  await poll(client, code);
  assert.deepEqual(rules(world), []);
  now += 3_000;
  await poll(client, code);
  assert.deepEqual(rules(world), ['PASS-R41']);
});

test('each page may fetch the configuration for itself, and no page twice', async () => {
  const world = openTestWorld();
  const client = await connect(world);
  await client.get('/profiles');
  await client.get('/profiles');
  await client.get('/configuration');
  await client.get('/configuration');
  assert.deepEqual(rules(world), [], 'two tabs, or one page and its reload');
  await client.get('/configuration');
  assert.deepEqual(rules(world), ['PASS-R23']);
});

test('the page of a second screen may fetch the configuration for the code it asks about', async () => {
  const world = openTestWorld();
  const client = await connect(world);
  await client.get('/profiles');
  await client.get('/configuration');
  const { code } = (await client.form('/sessions', {})).body;
  await client.get(`/sessions/${code}`);
  await client.get('/configuration');
  assert.deepEqual(rules(world), []);
  await client.get('/configuration');
  assert.deepEqual(rules(world), ['PASS-R23']);
});

test('a configuration that a fault spoilt or hid may be fetched again', async () => {
  const world = openTestWorld();
  const client = await connect(world);
  for (const fault of [{ body: '{' }, { drop: 'after' }, { omitCors: true }, { status: 500 }, { drop: true }]) {
    await control(world, 'POST', '/faults', { path: '/api/v2/demo/configuration', times: 1, ...fault });
    await client.get('/configuration').catch(() => undefined);
  }
  await client.get('/configuration');
  assert.deepEqual(rules(world), []);
  await client.get('/configuration');
  assert.deepEqual(rules(world), ['PASS-R23']);
});

test('a page whose first check failed is a page all the same', async () => {
  const world = openTestWorld();
  const client = await connect(world);
  await client.get('/configuration');
  await control(world, 'POST', '/faults', { path: '/api/v2/demo/profiles', times: 1, status: 500 });
  await client.get('/profiles');
  await client.get('/configuration');
  assert.deepEqual(rules(world), []);
});

test('each brand and each application on one device has credentials of its own', async () => {
  const { UNLINKED_STATEMENT } = await import('../../demo/services/fixtures.ts');
  const world = openTestWorld();
  const demo = await connect(world);
  const kids = await connect(world, { sp: 'demoKids' });
  const other = await connect(world, { sp: 'demoKids', statement: UNLINKED_STATEMENT });
  for (const client of [demo, kids, other, demo, kids, other]) await client.get('/profiles');
  assert.deepEqual(rules(world), []);
  await (await connect(world, { sp: 'demoKids' })).get('/profiles');
  assert.deepEqual(rules(world), ['PASS-R2']);
});

test('registering again after a scripted answer that asks for it is right', async () => {
  const scripted = [
    { path: '/o/client/token', status: 400, body: { error: 'invalid_client' } },
    { path: '/api/v2/', status: 401, body: { action: 'application-registration', status: 401, code: 'x' } },
  ];
  for (const fault of scripted) {
    const world = openTestWorld();
    const first = await connect(world);
    await first.get('/profiles');
    await control(world, 'POST', '/faults', { times: 1, ...fault });
    await first.get('/profiles');
    await send(world, '/o/client/token', {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({
        client_id: first.id,
        client_secret: 'x',
        grant_type: 'client_credentials',
      }).toString(),
    });
    await (await connect(world)).get('/profiles');
    assert.deepEqual(complaints(world, 'registration'), [], fault.path);
  }
});

test('a 401 that only wants another token is no reason to register', async () => {
  const world = openTestWorld();
  const first = await connect(world);
  await first.get('/profiles');
  await control(world, 'POST', '/faults', { path: '/api/v2/', times: 1, status: 401 });
  await first.get('/profiles');
  await (await connect(world)).get('/profiles');
  assert.deepEqual(rules(world), ['PASS-R2']);
});

test('a device that lost its credentials registers again, when the test says that it did', async () => {
  const world = openTestWorld();
  const first = await connect(world);
  await first.get('/profiles');
  assert.deepEqual((await control(world, 'POST', '/pass/lose-credentials', { client: first.id })).body, { lost: 1 });
  await (await connect(world)).get('/profiles');
  assert.deepEqual(rules(world), []);
  await (await connect(world)).get('/profiles');
  assert.deepEqual(rules(world), ['PASS-R2']);
});

test('a resumed session is no sign-in of this page, whoever began it complete', async () => {
  const world = openTestWorld();
  const tv = await connect(world, { device: 'tv' });
  const { code } = (await tv.form('/sessions', { mvpd: 'acmeCable' })).body;
  await pollEvery3s(world, tv, code, 3);
  const phone = await connect(world, { device: 'phone' });
  await send(world, `/api/v2/demo/sessions/${code}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${phone.token}`, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ domainName: 'localhost', redirectUrl: REDIRECT }).toString(),
  });
  await open(world, code);
  await pollEvery3s(world, tv, code, 3);
  assert.deepEqual(rules(world), []);
});
