import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Switches } from '../../demo/services/handlers/shared/switches.ts';
import { encodeBase64 } from '../../demo/services/handlers/shared/base64.ts';
import { askToken, complaints, connect, control, openTestWorld, REDIRECT, register, send } from './support.ts';

/** SBX-19: every row of the reference's section 10, as the documents' first reading and as the other one. */

async function open(options = {}) {
  const world = openTestWorld(options);
  const client = await connect(world);
  return { world, client, flip: (changes: Partial<Switches>) => control(world, 'POST', '/switches', changes) };
}

const leaving = `redirectUrl=${encodeURIComponent(REDIRECT)}`;

test('10.1: decisions are plural; the singular of the cookbooks is 404, or served on demand', async () => {
  const { client, flip } = await open();
  const ask = (path: string) => client.json(`/${path}/authorize/acmeCable`, { resources: ['news'] });
  assert.equal((await ask('decisions')).status, 200);
  assert.equal((await ask('decision')).status, 404);
  await flip({ decisionPath: 'both' });
  assert.equal((await ask('decision')).body.decisions[0].error.code, 'authenticated_profile_missing');
  assert.equal((await ask('Decisions')).status, 404);
});

test('10.2: the service provider comes first; the order of the samples is 404, or served on demand', async () => {
  const { world, client, flip } = await open();
  const { code } = (await client.startSession('acmeCable')).body;
  const headers = { authorization: `Bearer ${client.token}` };
  const inspect = () => send(world, `/api/v2/sessions/demo/${code}`, { headers });
  assert.equal((await inspect()).status, 404);
  assert.equal((await send(world, `/api/v2/logout/demo/acmeCable?${leaving}`, { headers })).status, 404);
  assert.equal((await client.get(`/logout?${leaving}`)).status, 404);
  await flip({ pathOrder: 'both' });
  assert.equal((await inspect()).body.existingParameters.mvpd, 'acmeCable');
});

test('10.2, 10.17: the token costs a form in the body, or parameters in the query on demand', async () => {
  const { world, flip } = await open();
  const { client_id, client_secret } = (await register(world)).body;
  const query = new URLSearchParams({ client_id, client_secret, grant_type: 'client_credentials' });
  const ask = (method: string) => send(world, `/o/client/token?${query}`, { method });
  assert.equal((await ask('GET')).status, 405);
  assert.equal((await ask('POST')).status, 400);
  await flip({ tokenParameters: 'any' });
  for (const method of ['GET', 'POST']) assert.equal((await ask(method)).status, 201, method);
  assert.equal((await askToken(world, Object.fromEntries(query))).status, 201);
});

test('10.3: a second screen may check a code by GET or by POST, with the provider chosen before or not', async () => {
  for (const fields of [{}, { mvpd: 'acmeCable', domainName: 'localhost', redirectUrl: REDIRECT }]) {
    const { world, client } = await open();
    const { code } = (await client.form('/sessions', fields)).body;
    assert.equal((await client.get(`/sessions/${code}`)).status, 200);
    assert.equal((await client.form(`/sessions/${code}`, {})).status, 200);
    assert.deepEqual(complaints(world), []);
  }
});

test('10.4: providers stand in requestor or beside it, and the envelope has two sets of names', async () => {
  const { client, flip } = await open();
  const first = (await client.get('/configuration')).body;
  assert.ok(Array.isArray(first.requestor.mvpds) && !('mvpds' in first));
  assert.deepEqual([first.device, first.clientType, first.os], ['Desktop', 'html5', 'macOS']);
  await flip({ configurationShape: 'topLevel', configurationNames: 'platform' });
  const second = (await client.get('/configuration')).body;
  assert.ok(Array.isArray(second.mvpds) && !('mvpds' in second.requestor));
  assert.deepEqual([second.platform, second.platformCategory, second.sdkType], ['Desktop', 'Desktop', 'html5']);
});

test('10.5, 10.6: a configuration is fresh for two minutes at least, a poll is due after three seconds', async () => {
  const { world, client } = await open();
  const { code } = (await client.form('/sessions', {})).body;
  for (const wait of [119_000, 1_000]) {
    await client.get('/configuration');
    await client.get(`/profiles/code/${code}`);
    world.clock.advance(wait);
  }
  assert.deepEqual(
    complaints(world).map(({ rule }) => rule),
    ['PASS-R23'],
  );
  await client.get(`/profiles/code/${code}`);
  assert.deepEqual(
    complaints(world).map(({ rule }) => rule),
    ['PASS-R23', 'PASS-R39'],
  );
});

test('10.7: missing profiles are items of a 200 or a 403 as a whole; too many resources the other way round', async () => {
  const { client, flip } = await open();
  const ask = (...resources: string[]) => client.json('/decisions/authorize/acmeCable', { resources });
  assert.equal((await ask('news')).body.decisions[0].error.code, 'authenticated_profile_missing');
  assert.deepEqual([(await ask('a', 'b')).status, (await ask('a', 'b')).body.code], [403, 'too_many_resources']);
  await flip({ profileErrors: 'top', tooManyResources: 'item' });
  const whole = await ask('news');
  assert.deepEqual([whole.status, whole.body.code], [403, 'authenticated_profile_missing']);
  const items = await ask('a', 'b');
  assert.deepEqual([items.status, items.body.decisions[1].error.code], [200, 'too_many_resources']);
});

test('10.8: device headers are required where the tables say so, or always', async () => {
  const { world, client, flip } = await open();
  const bare = () =>
    send(world, '/api/v2/demo/configuration', { headers: { authorization: `Bearer ${client.token}` } });
  assert.equal((await bare()).status, 200);
  await flip({ deviceHeaders: 'always' });
  assert.equal((await bare()).body.code, 'invalid_header_device_identifier');
});

test('10.9: what is missing and what is given has several names', async () => {
  const { client, flip } = await open();
  const ask = async () => {
    const session = (await client.form('/sessions', { domainName: 'localhost' })).body;
    return { session, known: (await client.get(`/sessions/${session.code}`)).body };
  };
  const first = await ask();
  assert.deepEqual(first.known.existingParameters, { domainName: 'localhost', serviceProvider: 'demo' });
  assert.deepEqual((await client.form('/sessions', {})).body.missingParameters, ['mvpd', 'domain', 'redirectUrl']);
  await flip({
    missingDomainName: 'domainName',
    existingDomainName: 'domain',
    reasonName: 'reason',
    parameterLists: 'short',
  });
  const { session, known } = await ask();
  assert.deepEqual([session.missing, session.reason], [['mvpd', 'redirectUrl'], 'none']);
  assert.deepEqual(known.existing, { domain: 'localhost', serviceProvider: 'demo' });
  assert.ok(!('missingParameters' in session) && !('reasonType' in session) && !('existingParameters' in known));
  assert.ok((await client.form('/sessions', {})).body.missing.includes('domainName'));
});

test('10.10: times of sessions are strings and others numbers, or the other way round', async () => {
  const { client, flip } = await open();
  const types = async () => {
    const session = (await client.startSession('acmeCable')).body;
    return [typeof session.notAfter, typeof (await client.get('/profiles')).body.profiles.quietline.notAfter];
  };
  await client.signIn('quietline');
  assert.deepEqual(await types(), ['string', 'number']);
  await flip({ sessionTimes: 'number', otherTimes: 'string' });
  assert.deepEqual(await types(), ['number', 'string']);
});

test('10.11: the identity of a TempPass is a hash, or any text on demand', async () => {
  const { world, client, flip } = await open();
  const ask = (text: string) =>
    client.authorize('promoPass', 'ep-1', { 'ap-temppass-identity': encodeBase64(JSON.stringify({ email: text })) });
  assert.equal((await ask('viewer@example.test')).error.code, 'invalid_header_identity_for_temporary_access');
  assert.equal((await ask('a'.repeat(64))).authorized, true);
  assert.deepEqual(
    complaints(world).map(({ rule }) => rule),
    ['PASS-R124'],
  );
  await flip({ tempPassIdentity: 'any' });
  assert.equal((await ask('viewer@example.test')).authorized, true);
});

test('10.12: a TempPass that is over asks for a sign-in, or for nothing; its end has two readings', async () => {
  const { world, client, flip } = await open();
  await client.authorize('previewPass', 'news');
  const profile = async () => (await client.get('/profiles/previewPass')).body.profiles.previewPass;
  const { notBefore, notAfter, attributes } = await profile();
  assert.equal(attributes.expiration_date.value, notAfter);
  await flip({ expirationDate: 'notBefore' });
  assert.equal((await profile()).attributes.expiration_date.value, notBefore);
  world.clock.advance(600_000);
  assert.equal((await client.authorize('previewPass', 'news')).error.action, 'authentication');
  await flip({ tempPassAction: 'none' });
  assert.equal((await client.authorize('previewPass', 'news')).error.action, 'none');
});

test('10.13, 10.14: a denied preview has two codes, and an echo may end with a space', async () => {
  const { client, flip } = await open();
  await client.signIn('acmeCable');
  const ask = async () => (await client.preauthorize('acmeCable', ['premium']))[0];
  assert.deepEqual([(await ask()).resource, (await ask()).error.code], ['premium', 'preauthorization_denied_by_mvpd']);
  await flip({ preauthorizationDenial: 'deny', echoTrailingSpace: true });
  assert.deepEqual([(await ask()).resource, (await ask()).error.code], ['premium ', 'preauthorization_deny_by_mvpd']);
});

test('10.15: help is one constant address, plain http or none on demand', async () => {
  const { client, flip } = await open();
  const help = async (mvpd: string) => (await client.get(`/profiles/${mvpd}`)).body.helpUrl;
  assert.equal(await help('nobody'), await help('duskfall'));
  assert.match(await help('nobody'), /^https:/);
  await flip({ helpUrl: 'http' });
  assert.match(await help('nobody'), /^http:/);
  await flip({ helpUrl: 'none' });
  assert.equal(await help('nobody'), undefined);
});

test('10.16: tokens live for six hours and media tokens for seven minutes, or as the world was told', async () => {
  const lives = async (options: object) => {
    const { world, client } = await open(options);
    const { client_id, client_secret } = (await register(world)).body;
    const { body } = await askToken(world, { client_id, client_secret, grant_type: 'client_credentials' });
    await client.signIn('acmeCable');
    const { token } = await client.authorize('acmeCable', 'news');
    return [body.expires_in, token.notAfter - token.notBefore];
  };
  assert.deepEqual(await lives({}), [21_600, 420_000]);
  assert.deepEqual(await lives({ tokenLife: 86_400, mediaTokenLife: 600 }), [86_400, 600_000]);
});

test('10.17: redirect_uri may be missing, or must be there; what is registered may be another one', async () => {
  const { SOFTWARE_STATEMENT } = await import('../../demo/services/fixtures.ts');
  const { world, flip } = await open();
  const body = { software_statement: SOFTWARE_STATEMENT, redirect_uri: REDIRECT };
  assert.equal((await register(world)).status, 201);
  assert.deepEqual((await register(world, body)).body.redirect_uris, [REDIRECT]);
  await flip({ redirectUri: 'required', redirectUris: 'other' });
  assert.equal((await register(world)).body.error, 'invalid_request');
  assert.deepEqual((await register(world, body)).body.redirect_uris, ['http://localhost/']);
});

test('10.18: a sign-in that cannot begin is told in HTML, or in JSON', async () => {
  const { world, flip } = await open();
  const ask = () => send(world, '/api/v2/authenticate/demo/ABCDEF7');
  assert.match((await ask()).headers.get('content-type') ?? '', /^text\/html/);
  await flip({ authenticateErrors: 'json' });
  assert.equal((await ask()).body.code, 'invalid_authentication_session');
});

test('10.19: what was made is answered with 201, or with 200', async () => {
  const { world, flip } = await open();
  await flip({ createdStatus: 200 });
  const { status, body } = await register(world);
  assert.deepEqual([status, body.scopes], [200, ['api:client:v2']]);
  const { client_id, client_secret } = body;
  const token = await askToken(world, { client_id, client_secret, grant_type: 'client_credentials' });
  assert.deepEqual([token.status, token.body.token_type], [200, 'bearer']);
});
