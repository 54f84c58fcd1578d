import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encodeBase64 } from '../../demo/services/handlers/shared/base64.ts';
import {
  complaints,
  connect,
  DEVICE_INFO,
  deviceInfoHeader,
  ERROR_FIELDS,
  openTestWorld,
  ORIGIN,
  send,
} from './support.ts';

const PAGE = 'http://localhost:8000';

test('SBX-1: a preflight echoes the origin and lists the documented headers and methods', async () => {
  const world = openTestWorld();
  const preflight = (path: string) =>
    send(world, path, {
      method: 'OPTIONS',
      headers: {
        origin: PAGE,
        'access-control-request-method': 'GET',
        'access-control-request-headers': 'authorization',
      },
    });
  for (const path of ['/api/v2/demo/profiles', '/o/client/register', '/api/v2/demo/decisions/authorize/acmeCable']) {
    const { status, headers } = await preflight(path);
    assert.equal(status, 204);
    assert.equal(headers.get('access-control-allow-origin'), PAGE);
    assert.equal(headers.get('access-control-allow-methods'), 'POST,GET,OPTIONS,DELETE');
    const allowed = headers.get('access-control-allow-headers') ?? '';
    for (const name of [
      'Authorization',
      'Content-Type',
      'AP-Device-Identifier',
      'X-Device-Info',
      'AP-TempPass-Identity',
    ]) {
      assert.ok(allowed.includes(name), name);
    }
  }
  assert.equal(world.journal.entries().length, 3, 'preflights are in the journal');
  world.switches.corsHeaders = 'sample';
  const sample = (await preflight('/api/v2/demo/profiles')).headers.get('access-control-allow-headers') ?? '';
  assert.ok(sample.includes('AP-Device-Identifier'));
  assert.ok(!sample.includes('AP-TempPass-Identity'));
});

test('SBX-1: answers and errors carry CORS headers and expose nothing useful', async () => {
  const world = openTestWorld();
  const client = await connect(world);
  for (const answer of [
    await client.get('/configuration', { origin: PAGE }),
    await client.get('/profiles/nobody', { origin: PAGE }),
    await client.get('/profiles', { origin: PAGE, authorization: 'Bearer no' }),
    await send(world, '/api/v2/nowhere', { headers: { origin: PAGE } }),
  ]) {
    assert.equal(answer.headers.get('access-control-allow-origin'), PAGE);
    assert.ok(!/retry-after|date|location/i.test(answer.headers.get('access-control-expose-headers') ?? ''));
  }
  world.switches.corsOnErrors = false;
  const hidden = await client.get('/profiles/nobody', { origin: PAGE });
  assert.equal(hidden.headers.get('access-control-allow-origin'), null);
});

test('SBX-5: AP-Device-Identifier is fingerprint and Base64, or a 400 with its own code', async () => {
  const world = openTestWorld();
  const client = await connect(world);
  for (const value of [
    '',
    'fingerprint',
    'fingerprint ***',
    `device ${btoa('x')}`,
    `fingerprint ${btoa('xy').replace('=', '')}`,
  ]) {
    const { status, body } = await client.get('/profiles', { 'ap-device-identifier': value });
    assert.deepEqual([status, body.code], [400, 'invalid_header_device_identifier'], value);
  }
  assert.equal((await client.get('/profiles')).status, 200);
});

test('SBX-5: X-Device-Info is the Base64 of an object with five required keys and listed values', async () => {
  const world = openTestWorld();
  const client = await connect(world);
  const { osName, connectionType, ...rest } = DEVICE_INFO;
  const wrong: unknown[] = [
    { ...rest, osName },
    { ...rest, connectionType },
    { ...DEVICE_INFO, model: '' },
    { ...DEVICE_INFO, version: 1 },
    { ...DEVICE_INFO, osName: 'macOS' },
    { ...DEVICE_INFO, osFamily: 'Mac OS' },
    { ...DEVICE_INFO, primaryHardwareType: 'Phone' },
    { ...DEVICE_INFO, browserName: 'Chromium' },
    { ...DEVICE_INFO, displayWidth: 'wide' },
    { ...DEVICE_INFO, connectionSecure: 'perhaps' },
    { ...DEVICE_INFO, type: 'Desktop' },
    [],
    'text',
  ];
  for (const info of wrong) {
    const { status, body } = await client.get('/profiles', { 'x-device-info': deviceInfoHeader(info) });
    assert.deepEqual([status, body.code], [400, 'invalid_header_device_info'], JSON.stringify(info));
  }
  for (const value of ['', '{}', encodeBase64('{"model" "x"}'), `${deviceInfoHeader()}\t=`]) {
    assert.equal((await client.get('/profiles', { 'x-device-info': value })).body.code, 'invalid_header_device_info');
  }
  const accents = { ...DEVICE_INFO, applicationId: 'télé', displayWidth: 1920, connectionSecure: true };
  assert.equal((await client.get('/profiles', { 'x-device-info': deviceInfoHeader(accents) })).status, 200);
  world.switches.deviceInfo = 'lenient';
  assert.equal((await client.get('/profiles', { 'x-device-info': deviceInfoHeader({}) })).status, 200);
});

test('SBX-5: the device headers are required where the matrix says so, and nowhere else', async () => {
  const world = openTestWorld();
  const client = await connect(world);
  const bare = { headers: { authorization: `Bearer ${client.token}` } };
  assert.equal((await send(world, '/api/v2/demo/configuration', bare)).status, 200);
  assert.equal(
    (await send(world, '/api/v2/demo/profiles/code/ABCDEF7', bare)).body.code,
    'invalid_authentication_session',
  );
  for (const path of ['/profiles', '/profiles/acmeCable', `/logout/acmeCable?redirectUrl=${PAGE}`]) {
    assert.equal((await send(world, `/api/v2/demo${path}`, bare)).body.code, 'invalid_header_device_identifier', path);
  }
});

test('SBX-6: unknown parameters are refused in strict mode and let pass without it', async () => {
  const world = openTestWorld();
  const client = await connect(world);
  const asks = [
    () => client.get('/configuration?x=1'),
    () => client.get('/profiles?mvpd=acmeCable'),
    () => client.get(`/logout/acmeCable?redirectUrl=${PAGE}&x=1`),
    () => client.form('/sessions', { mvpd: 'acmeCable', domain_name: 'localhost' }),
    () => client.json('/decisions/authorize/acmeCable', { resources: ['news'], mvpd: 'acmeCable' }),
  ];
  for (const ask of asks) assert.equal((await ask()).status, 400, ask.toString());
  assert.equal(complaints(world, 'refused').length, asks.length);
  world.switches.strict = false;
  for (const ask of asks) assert.equal((await ask()).status, 200, ask.toString());
});

test('SBX-6: an unknown header is a complaint; those a browser sets are not', async () => {
  const world = openTestWorld();
  const client = await connect(world);
  const harmless = { accept: 'application/json', 'user-agent': 'x', referer: PAGE, 'sec-fetch-mode': 'cors', dnt: '1' };
  await client.get('/configuration', { ...harmless, 'ap-visitor-identifier': '123' });
  assert.deepEqual(complaints(world), []);
  await client.get('/profiles', { 'x-requested-with': 'fetch' });
  await client.get('/profiles', { 'content-type': 'application/json' });
  await client.get('/profiles/previewPass', { 'ap-temppass-identity': 'e30=' });
  assert.deepEqual(
    complaints(world).map(({ rule, kind }) => [rule, kind]),
    [
      ['PASS-R104', 'header'],
      ['PASS-R104', 'header'],
    ],
  );
  await client.get('/profiles', { 'x-forwarded-for': '10.0.0.1', origin: PAGE });
  assert.equal(complaints(world, 'header').slice(-1)[0]?.rule, 'PASS-R105');
});

test('SBX-7: a wrong method on a known path is 405 with an error object, an unknown path 404', async () => {
  const world = openTestWorld();
  const client = await connect(world);
  const wrongMethod = await client.form('/configuration', {});
  assert.equal(wrongMethod.status, 405);
  assert.deepEqual(
    ERROR_FIELDS.filter(field => !(field in wrongMethod.body)),
    [],
  );
  assert.equal((await send(world, '/o/client/token')).status, 405);
  for (const path of [
    '/decision/authorize/acmeCable',
    '/Decisions/authorize/acmeCable',
    '/logout',
    '/sessions/sso/Apple/x',
  ]) {
    assert.equal((await client.get(path)).status, 404, path);
  }
  assert.equal((await send(world, '/api/v2/sessions/demo/ABCDEF7/x')).status, 404);
  assert.equal((await send(world, '/reggie/v1/demo/regcode')).status, 404);
  assert.ok(complaints(world, 'refused').length >= 8);
});

test('SBX-20: every error body carries action, status, code, message, helpUrl and trace', async () => {
  const world = openTestWorld();
  const client = await connect(world);
  const errors = [
    await client.get('/profiles/nobody'),
    await client.get('/profiles/duskfall'),
    await client.get('/sessions/ABCDEF7'),
    await client.get('/profiles/code/short'),
    await client.get('/profiles', { authorization: 'Bearer no' }),
    await client.json('/decisions/authorize/acmeCable', { resources: [] }),
    await client.json('/decisions/authorize/acmeCable', { resources: ['a', 'b'] }),
    await send(world, '/api/v2/nothing/configuration', { headers: { authorization: `Bearer ${client.token}` } }),
  ];
  for (const { status, body } of errors) {
    assert.deepEqual(
      ERROR_FIELDS.filter(field => !(field in body)),
      [],
      JSON.stringify(body),
    );
    assert.equal(body.status, status);
    assert.ok(body.helpUrl.startsWith('https://'));
  }
  assert.deepEqual(
    errors.map(({ body }) => body.code),
    [
      'invalid_parameter_mvpd',
      'invalid_integration',
      'invalid_authentication_session',
      'invalid_parameter_code',
      'unauthorized',
      'invalid_parameter_resources',
      'too_many_resources',
      'invalid_parameter_service_provider',
    ],
  );
});

test('SBX-20: item errors inside a 200 carry the same fields', async () => {
  const world = openTestWorld();
  const client = await connect(world);
  const missing = await client.authorize('acmeCable', 'news');
  assert.equal(missing.error.code, 'authenticated_profile_missing');
  await client.signIn('acmeCable');
  const denied = await client.authorize('acmeCable', 'premium');
  for (const { error } of [missing, denied])
    assert.deepEqual(
      ERROR_FIELDS.filter(field => !(field in error)),
      [],
    );
  assert.match(denied.error.details, /Acme Cable plan/);
});

test('configuration lists active providers of the brand, and repeating it without reason is a complaint', async () => {
  const world = openTestWorld();
  const client = await connect(world);
  const { body } = await client.get('/configuration');
  assert.equal(body.requestor.id, 'demo');
  assert.deepEqual(
    body.requestor.domains.map((d: { name: string }) => d.name),
    ['localhost', '127.0.0.1', 'example.test'],
  );
  const ids = body.requestor.mvpds.map((m: { id: string }) => m.id);
  assert.ok(ids.length >= 30 && ids.includes('acmeCable') && !ids.includes('duskfall'));
  assert.equal(body.requestor.mvpds[0].logoUrl, `${ORIGIN}/logos/acmeCable.svg`);
  assert.deepEqual(complaints(world), []);
  await client.get('/configuration');
  assert.equal(complaints(world, 'configuration').length, 1);
  world.clock.advance(121_000);
  await client.get('/configuration');
  await client.get('/profiles/duskfall');
  await client.get('/configuration');
  assert.equal(complaints(world, 'configuration').length, 1, 'time, or a refused provider, is reason enough');
});

test('a world makes thousands of providers for scale', async () => {
  const world = openTestWorld({ providers: 5000 });
  const client = await connect(world);
  const { mvpds } = (await client.get('/configuration')).body.requestor;
  assert.equal(mvpds.length, 4999, 'all but the switched-off one');
  assert.equal(new Set(mvpds.map((m: { id: string }) => m.id)).size, 4999);
});
