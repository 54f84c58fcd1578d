import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Switches } from '../../demo/services/handlers/shared/switches.ts';
import { encodeBase64, writeToken } from '../../demo/services/handlers/shared/base64.ts';
import { complaints, connect, control, openTestWorld, REDIRECT, send } from './support.ts';

/** SBX-19: every row of the reference's section 10, as the documents' first reading and as the other one. */

async function open(options = {}) {
  const world = openTestWorld(options);
  const client = await connect(world);
  return { world, client, flip: (changes: Partial<Switches>) => control(world, 'POST', '/switches', changes) };
}

const leaving = `redirectUrl=${encodeURIComponent(REDIRECT)}`;

test('10.20: a logout names an absolute or a relative address or none, with or without redirectUrl', async () => {
  const { client, flip } = await open();
  const leave = async (query = `?${leaving}`) => (await client.get(`/logout/acmeCable${query}`)).body;
  const signInAndLeave = async (query?: string) => {
    await client.signIn('acmeCable');
    return (await leave(query)).logouts.acmeCable;
  };
  assert.match((await signInAndLeave()).url, /^http:\/\//);
  await flip({ logoutUrl: 'relative' });
  assert.match((await signInAndLeave()).url, /^\/adobe-services\//);
  await flip({ logoutUrl: 'missing' });
  assert.deepEqual(Object.keys(await signInAndLeave()), ['actionName', 'actionType', 'mvpd']);
  assert.equal((await leave('')).code, 'invalid_parameter_redirect_url');
  await flip({ logoutRedirect: 'optional' });
  assert.equal((await signInAndLeave('')).actionName, 'logout');
});

test('10.21, 10.30: a 401 for the token wants another token, whatever its body is', async () => {
  const { client, flip } = await open();
  const ask = () => client.get('/profiles', { authorization: 'Bearer gone' });
  assert.deepEqual([(await ask()).status, (await ask()).body.action], [401, 'none']);
  await flip({ unauthorizedBody: 'html' });
  assert.match((await ask()).body, /^<html>/);
  await flip({ unauthorizedBody: 'empty' });
  assert.deepEqual([(await ask()).status, (await ask()).body], [401, '']);
});

test('10.22: device information is read to the letter, or taken as it comes', async () => {
  const { client, flip } = await open();
  const sample = encodeBase64('{"type":"Desktop" "model":"x"}');
  const ask = () => client.get('/profiles', { 'x-device-info': sample });
  assert.equal((await ask()).body.code, 'invalid_header_device_info');
  await flip({ deviceInfo: 'lenient' });
  assert.equal((await ask()).status, 200);
});

test('10.23: the audience of a service token is Adobe in any case, and nobody else', async () => {
  const { world, client } = await open();
  const seconds = world.clock.now() / 1000;
  const send = (aud: string) =>
    client.get('/profiles', { 'ad-service-token': writeToken({ sub: 'u', aud, exp: seconds + 60 }, 'c2ln') });
  for (const aud of ['Adobe', 'adobe', 'ADOBE']) await send(aud);
  assert.deepEqual(complaints(world), []);
  await send('someone');
  assert.deepEqual(
    complaints(world).map(({ rule }) => rule),
    ['PASS-R108'],
  );
});

test('10.24: the SSO service has two sets of names, and wraps its errors or does not', async () => {
  const { world, client, flip } = await open();
  const { deviceHeader, deviceInfoHeader } = await import('./support.ts');
  const ask = (headers: Record<string, string>) =>
    send(world, '/api/demo/serviceToken', {
      method: 'POST',
      headers: {
        authorization: `Bearer ${client.token}`,
        'ap-device-identifier': deviceHeader('tv'),
        'x-device-info': deviceInfoHeader(),
        ...headers,
      },
    });
  assert.ok((await ask({ 'x-sso-id': 'u' })).body.serviceToken);
  assert.equal((await ask({})).body.error.code, 'header_missing');
  await flip({ ssoNames: 'prose', ssoErrors: 'bare' });
  assert.ok((await ask({ 'x-sso-id': 'u' })).body.jws);
  assert.equal((await ask({})).body.code, 'header_missing');
});

test('10.25: the issuer is the provider or someone else; profiles may carry more than the prose tells', async () => {
  const { client, flip } = await open();
  await client.signIn('acmeCable');
  const read = async () => (await client.get('/profiles')).body.profiles.acmeCable;
  const first = await read();
  assert.deepEqual([first.issuer, 'sessionId' in first], ['acmeCable', false]);
  await flip({ profileIssuer: 'other', profileExtras: true });
  await client.get(`/logout/acmeCable?${leaving}`);
  await client.signIn('acmeCable');
  const second = await read();
  assert.deepEqual([second.issuer, typeof second.sessionId], ['Partner Issuer', 'string']);
  assert.deepEqual(second.attributes.mvpd, { state: 'plain', error: 'not available' });
});

test('10.26, 10.27: media tokens may tell when they were issued, sessions repeat their code', async () => {
  const { client, flip } = await open();
  await client.signIn('acmeCable');
  const ask = async () => {
    const { token } = await client.authorize('acmeCable', 'news');
    const { code } = (await client.form('/sessions', {})).body;
    const resumed = (await client.form(`/sessions/${code}`, { mvpd: 'acmeCable' })).body;
    assert.equal(resumed.actionName, 'authorize');
    return ['issuedAt' in token, resumed.code === code];
  };
  assert.deepEqual(await ask(), [false, false]);
  await flip({ tokenIssuedAt: true, codeOnAuthorize: true });
  assert.deepEqual(await ask(), [true, true]);
});

test('10.28: names of headers are read in any case', async () => {
  const { client } = await open();
  const value = encodeBase64(JSON.stringify({ email: 'b'.repeat(64) }));
  for (const name of ['AP-TempPass-Identity', 'AP-Temppass-Identity', 'ap-temppass-identity']) {
    assert.equal((await client.authorize('promoPass', 'ep-1', { [name]: value })).authorized, true, name);
  }
});

test('10.29, 10.30: a denial asks for nothing, or to ask again; odd words in it may break the service', async () => {
  const { client, flip } = await open();
  await client.signIn('acmeCable');
  const ask = () => client.json('/decisions/authorize/acmeCable', { resources: ['premium'] });
  assert.equal((await ask()).body.decisions[0].error.action, 'none');
  await flip({ denialAction: 'authorization' });
  assert.equal((await ask()).body.decisions[0].error.action, 'authorization');
  await flip({ denialWords: 'failure' });
  assert.deepEqual([(await ask()).status, (await ask()).body], [500, '']);
  assert.equal((await client.authorize('acmeCable', 'news')).authorized, true);
});

test('10.31: a provider’s page is never inside a frame, unless on demand', async () => {
  const { world, client, flip } = await open();
  const visit = async () => {
    const { url } = (await client.startSession('acmeCable')).body;
    const hop = await world.fetch(`http://localhost:8787${url}`);
    return world.fetch(`http://localhost:8787${hop.headers.get('location')}`);
  };
  assert.match((await visit()).headers.get('content-security-policy') ?? '', /frame-ancestors 'none'/);
  assert.equal((await visit()).headers.get('x-frame-options'), 'DENY');
  await flip({ loginFrames: 'allowed' });
  assert.doesNotMatch((await visit()).headers.get('content-security-policy') ?? '', /frame-ancestors/);
  assert.equal((await visit()).headers.get('x-frame-options'), null);
});

test('10.32: the visitor’s id is taken everywhere, or noted where the page does not list it', async () => {
  const { world, client, flip } = await open();
  const ecid = { 'ap-visitor-identifier': '123' };
  for (const path of ['/configuration', '/profiles']) await client.get(path, ecid);
  assert.deepEqual(complaints(world), []);
  await flip({ visitorHeader: 'table' });
  await client.get('/profiles', ecid);
  assert.deepEqual(complaints(world), []);
  await client.get('/configuration', ecid);
  assert.deepEqual(
    complaints(world).map(({ rule }) => rule),
    ['PASS-R104'],
  );
});

test('10.33: the identity of a TempPass is not needed for a preview, or is', async () => {
  const { client, flip } = await open();
  const ask = async () => (await client.preauthorize('promoPass', ['ep-1']))[0];
  assert.equal((await ask()).authorized, true);
  await flip({ identityOnPreauthorize: 'required' });
  assert.equal((await ask()).error.code, 'invalid_header_identity_for_temporary_access');
});

test('a provider may leave what it does not know out of a preview (5.8)', async () => {
  const { client, flip } = await open();
  await client.signIn('acmeCable');
  await flip({ omitDenied: true });
  const decisions = await client.preauthorize('acmeCable', ['news', 'premium']);
  assert.deepEqual(
    decisions.map(d => d.resource),
    ['news'],
  );
});

test('ending the faults puts every switch back', async () => {
  const { world, flip } = await open();
  await flip({ reasonName: 'reason', decisionPath: 'both' });
  await control(world, 'DELETE', '/faults');
  const { reasonName, decisionPath } = (await control(world, 'GET', '/switches')).body;
  assert.deepEqual([reasonName, decisionPath], ['reasonType', 'plural']);
});
