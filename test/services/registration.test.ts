import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fixtures from '../../demo/services/fixtures.ts';
import { askToken, complaints, connect, control, deviceInfoHeader, openTestWorld, register, send } from './support.ts';

test('SBX-2: registration answers 201 with all six fields and a new pair each time', async () => {
  const world = openTestWorld();
  const first = await register(world);
  const second = await register(world);
  assert.equal(first.status, 201);
  assert.deepEqual(Object.keys(first.body).sort(), [
    'client_id',
    'client_id_issued_at',
    'client_secret',
    'grant_types',
    'redirect_uris',
    'scopes',
  ]);
  assert.deepEqual(first.body.scopes, ['api:client:v2']);
  assert.deepEqual(first.body.grant_types, ['client_credentials']);
  assert.notEqual(first.body.client_id, second.body.client_id);
  assert.deepEqual(complaints(world), []);
});

test('SBX-2: the media type is JSON, with or without charset', async () => {
  const world = openTestWorld();
  const body = JSON.stringify({ software_statement: fixtures.SOFTWARE_STATEMENT });
  const post = (type: string) =>
    send(world, '/o/client/register', { method: 'POST', headers: { 'content-type': type }, body });
  assert.equal((await post('application/json')).status, 201);
  assert.equal((await post('application/json;charset=utf-8')).status, 201);
  const wrong = await post('text/plain');
  assert.equal(wrong.status, 400);
  assert.deepEqual(wrong.body, { error: 'invalid_request' });
});

test('SBX-2: missing, repeated, unknown and malformed fields are invalid_request', async () => {
  const world = openTestWorld();
  const statement = JSON.stringify(fixtures.SOFTWARE_STATEMENT);
  const wrong = [
    {},
    { software_statement: '' },
    { software_statement: 7 },
    { software_statement: `${fixtures.SOFTWARE_STATEMENT}\n` },
    { software_statement: fixtures.SOFTWARE_STATEMENT, extra: 'x' },
    `{"software_statement":${statement},"software_statement":${statement}}`,
    'no json',
    '[]',
    '',
  ];
  for (const body of wrong) {
    const answer = await register(world, body);
    assert.equal(answer.status, 400, JSON.stringify(body));
    assert.deepEqual(answer.body, { error: 'invalid_request' });
  }
  assert.equal(complaints(world, 'refused').length, wrong.length);
});

test('SBX-2: each statement and redirect address has its own answer', async () => {
  const world = openTestWorld();
  const statement = fixtures.SOFTWARE_STATEMENT;
  const error = async (body: unknown) => (await register(world, body)).body.error;
  assert.equal(await error({ software_statement: 'a.b.c' }), 'invalid_software_statement');
  assert.equal(await error({ software_statement: fixtures.REVOKED_STATEMENT }), 'unapproved_software_statement');
  assert.equal(
    await error({ software_statement: statement, redirect_uri: 'https://elsewhere.test/' }),
    'invalid_redirect_uri',
  );
  assert.equal(await error({ software_statement: statement, redirect_uri: 'nothing' }), 'invalid_redirect_uri');
  const legacy = await register(world, { software_statement: fixtures.LEGACY_STATEMENT });
  assert.deepEqual(legacy.body.scopes, ['api:client:v1']);
  const good = await register(world, { software_statement: statement, redirect_uri: 'https://tv.example.test/done' });
  assert.deepEqual(good.body.redirect_uris, ['https://tv.example.test/done']);
});

test('SBX-3: a token costs a form, lives as configured, and is answered with 201', async () => {
  const world = openTestWorld({ tokenLife: 60 });
  const { client_id, client_secret } = (await register(world)).body;
  const { status, body } = await askToken(world, { client_id, client_secret, grant_type: 'client_credentials' });
  assert.equal(status, 201);
  assert.deepEqual(Object.keys(body).sort(), ['access_token', 'created_at', 'expires_in', 'id', 'token_type']);
  assert.equal(body.expires_in, 60);
  assert.equal(body.created_at, world.clock.now());
  assert.equal(body.token_type, 'bearer');
});

test('SBX-3: wrong credentials, grants, fields and media types are refused by name', async () => {
  const world = openTestWorld();
  const { client_id, client_secret } = (await register(world)).body;
  const grant_type = 'client_credentials';
  const error = async (form: Record<string, string> | string) => (await askToken(world, form)).body.error;
  assert.equal(await error({ client_id, client_secret: 'no', grant_type }), 'invalid_client');
  assert.equal(await error({ client_id: 'no', client_secret, grant_type }), 'invalid_client');
  assert.equal(await error({ client_id, client_secret, grant_type: 'password' }), 'unsupported_grant_type');
  assert.equal(await error({ client_id, client_secret }), 'invalid_request');
  assert.equal(await error({ client_id, client_secret, grant_type, refresh_token: 'x' }), 'invalid_request');
  assert.equal(await error(`client_id=a&client_id=b&client_secret=c&grant_type=${grant_type}`), 'invalid_request');
  const json = await send(world, '/o/client/token', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-device-info': deviceInfoHeader() },
    body: JSON.stringify({ client_id, client_secret, grant_type }),
  });
  assert.deepEqual([json.status, json.body], [400, { error: 'invalid_request' }]);
  const query = await send(world, `/o/client/token?client_id=${client_id}&grant_type=${grant_type}`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  });
  assert.equal(query.status, 400);
});

test('SBX-4: a missing, unknown or expired bearer token is a 401 that asks for no registration', async () => {
  const world = openTestWorld({ tokenLife: 60 });
  const client = await connect(world);
  for (const authorization of ['', 'Bearer unknown', `Basic ${client.token}`]) {
    const answer = await client.get('/profiles', { authorization });
    assert.equal(answer.status, 401);
    assert.notEqual(answer.body.action, 'application-registration');
  }
  assert.equal(complaints(world, 'refused').length, 3);
  world.clock.advance(61_000);
  assert.equal((await client.get('/profiles')).status, 401);
  assert.equal(complaints(world, 'refused').length, 3, 'a token that the clock ended is nobody’s fault');
});

test('SBX-4: an application that may not act for the brand is told to register', async () => {
  const world = openTestWorld();
  const client = await connect(world, { statement: fixtures.UNLINKED_STATEMENT });
  const { status, body } = await client.get('/profiles');
  assert.equal(status, 401);
  assert.equal(body.code, 'invalid_access_token_service_provider');
  assert.equal(body.action, 'application-registration');
});

test('SBX-4: withdrawn credentials and missing scopes are told to register', async () => {
  const world = openTestWorld();
  const client = await connect(world);
  await control(world, 'POST', '/pass/revoke-credentials', { client: client.id });
  const { status, body } = await client.get('/profiles');
  assert.deepEqual([status, body.code], [401, 'invalid_access_token_client_application']);
  assert.deepEqual(complaints(world), []);
  const legacy = await connect(world, { statement: fixtures.LEGACY_STATEMENT });
  assert.equal((await legacy.get('/profiles')).body.code, 'invalid_access_token_client_application');
});

test('re-registration of a device whose credentials are good is a complaint; after a withdrawal it is not', async () => {
  const world = openTestWorld();
  const first = await connect(world);
  await first.get('/profiles');
  await control(world, 'POST', '/pass/revoke-credentials', { client: first.id });
  const second = await connect(world);
  await second.get('/profiles');
  assert.deepEqual(complaints(world, 'registration'), []);
  const third = await connect(world);
  await third.get('/profiles');
  assert.equal(complaints(world, 'registration').length, 1);
  assert.equal(complaints(world, 'registration')[0]?.rule, 'PASS-R2');
});

test('withdrawn statements let nobody register again', async () => {
  const world = openTestWorld();
  await connect(world);
  await control(world, 'POST', '/pass/revoke-credentials', { statement: true });
  assert.equal((await register(world)).body.error, 'unapproved_software_statement');
});

test('SBX-4: a token that is sent although its end was told is a complaint; one that a test ended is not', async () => {
  let now = 0;
  const rules = () => complaints(world).map(({ rule }) => rule);
  const world = openTestWorld({ tokenLife: 60, frozen: false, clockSource: () => now });
  const client = await connect(world);
  now += 61_000;
  assert.equal((await client.get('/profiles')).status, 401);
  assert.deepEqual(complaints(world), [], 'it may have been sent in time');
  now += 60_000;
  assert.equal((await client.get('/profiles')).status, 401);
  assert.deepEqual(rules(), ['PASS-R7']);
  const other = await connect(world, { device: 'device-2' });
  world.clock.advance(120_000);
  assert.equal((await other.get('/profiles')).status, 401);
  assert.deepEqual(rules(), ['PASS-R7']);
});

test('SBX-6: registration takes no query parameters', async () => {
  const world = openTestWorld();
  const ask = (path: string) =>
    send(world, path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ software_statement: fixtures.SOFTWARE_STATEMENT }),
    });
  const { status, body } = await ask('/o/client/register?software_statement=x');
  assert.deepEqual([status, body], [400, { error: 'invalid_request' }]);
  assert.equal((await ask('/o/client/register')).status, 201);
});
