import assert from 'node:assert/strict';
import { test } from 'node:test';
import { complaints, connect, control, openTestWorld, send, type TestClient } from './support.ts';

const rules = (world: ReturnType<typeof openTestWorld>) => complaints(world, 'polling').map(({ rule }) => rule);
const poll = (client: TestClient, code: string) => client.get(`/profiles/code/${code}`);

test('polling of a second-screen code every 3 s until the profile comes is no complaint', async () => {
  const world = openTestWorld();
  const client = await connect(world);
  const { code } = (await client.form('/sessions', {})).body;
  for (let round = 0; round < 4; round += 1) {
    assert.deepEqual((await poll(client, code)).body, { profiles: {} });
    world.clock.advance(3_000);
  }
  await control(world, 'POST', '/pass/approve', { code, mvpd: 'acmeCable' });
  assert.deepEqual(Object.keys((await poll(client, code)).body.profiles), ['acmeCable']);
  assert.deepEqual(complaints(world), []);
});

test('polling faster than 3 s is a complaint', async () => {
  const world = openTestWorld();
  const client = await connect(world);
  const { code } = (await client.form('/sessions', {})).body;
  await poll(client, code);
  world.clock.advance(2_900);
  await poll(client, code);
  assert.deepEqual(rules(world), ['PASS-R39']);
});

test('polling after success, after a newer code, and of an unknown code are complaints', async () => {
  const world = openTestWorld();
  const client = await connect(world);
  const { code } = (await client.startSession('acmeCable')).body;
  await control(world, 'POST', '/pass/approve', { code });
  await poll(client, code);
  world.clock.advance(5_000);
  await poll(client, code);
  assert.deepEqual(rules(world), ['PASS-R40']);
  const next = (await client.startSession('brightwater')).body.code;
  world.clock.advance(5_000);
  await client.startSession('brightwater');
  await poll(client, next);
  assert.deepEqual(rules(world), ['PASS-R40'], 'this one may have been under way');
  world.clock.advance(4_000);
  await poll(client, next);
  assert.deepEqual(rules(world), ['PASS-R40', 'PASS-R42']);
  await poll(client, 'ZZZZZZ9');
  assert.deepEqual(rules(world), ['PASS-R40', 'PASS-R42', 'PASS-R46']);
});

test('a code that was replaced some time ago is not polled even once', async () => {
  const world = openTestWorld();
  const client = await connect(world);
  const { code } = (await client.form('/sessions', {})).body;
  await client.form('/sessions', {});
  world.clock.advance(1_000);
  await poll(client, code);
  assert.deepEqual(rules(world), ['PASS-R42']);
});

test('a code that a moved clock ended may be polled once to learn of it, not twice', async () => {
  const world = openTestWorld();
  const client = await connect(world);
  const { code } = (await client.form('/sessions', {})).body;
  world.clock.advance(1_900_000);
  await poll(client, code);
  assert.deepEqual(rules(world), []);
  world.clock.advance(5_000);
  await poll(client, code);
  assert.deepEqual(rules(world), ['PASS-R41']);
});

test('a code that ended by itself must not be polled at all', async () => {
  let now = 1_800_000_000_000;
  const world = openTestWorld({ frozen: false, clockSource: () => now });
  const client = await connect(world);
  const { code } = (await client.form('/sessions', {})).body;
  now += 1_803_000;
  await poll(client, code);
  assert.deepEqual(rules(world), ['PASS-R41']);
});

test('a second screen that reads the code without device headers is no poller; with its own it is noted', async () => {
  const world = openTestWorld();
  const tv = await connect(world, { device: 'tv' });
  const { code } = (await tv.form('/sessions', {})).body;
  await poll(tv, code);
  await send(world, `/api/v2/demo/profiles/code/${code}`, { headers: { authorization: `Bearer ${tv.token}` } });
  assert.deepEqual(complaints(world), []);
  const phone = await connect(world, { device: 'phone' });
  await phone.get(`/sessions/${code}`);
  assert.deepEqual(
    complaints(world).map(({ rule, kind }) => [rule, kind]),
    [['PASS-R106', 'device']],
  );
});
