import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MANAGEMENT_TOKEN, PROVIDERS } from '../../demo/services/fixtures.ts';
import { encodeBase64 } from '../../demo/services/handlers/shared/base64.ts';
import { complaints, connect, control, openTestWorld, ORIGIN, send } from './support.ts';

async function signedIn(mvpd: string, options = {}) {
  const world = openTestWorld(options);
  const client = await connect(world);
  await client.signIn(mvpd);
  return { world, client };
}

test('SBX-12: there are at least thirty providers, and each kind the rules name', async () => {
  const world = openTestWorld();
  const { providers } = world.pass;
  assert.ok(providers.size >= 30);
  for (const id of Object.values(PROVIDERS)) assert.ok(providers.has(id), id);
  assert.equal(providers.get(PROVIDERS.proxy)?.isProxy, true);
  assert.match(providers.get(PROVIDERS.accents)?.name ?? '', /é/);
  assert.deepEqual(
    [...providers.values()].filter(p => !p.enabled).map(p => p.id),
    ['duskfall'],
  );
});

test('SBX-12: every provider has a logo drawn here, and one address of a logo is broken', async () => {
  const world = openTestWorld();
  const client = await connect(world);
  const { mvpds } = (await client.get('/configuration')).body.requestor;
  const broken = [];
  for (const { id, logoUrl } of mvpds) {
    const logo = await world.fetch(logoUrl);
    if (logo.status !== 200) broken.push(id);
    else assert.match(await logo.text(), /^<svg[\s\S]*<\/svg>\s*$/);
  }
  assert.deepEqual(broken, ['foggyGlass']);
});

test('SBX-12: a normal provider permits, and denies premium in its own words', async () => {
  const { client } = await signedIn('acmeCable');
  const permit = await client.authorize('acmeCable', 'news');
  assert.deepEqual([permit.authorized, permit.source, permit.mvpd], [true, 'mvpd', 'acmeCable']);
  assert.equal(permit.token.notAfter - permit.token.notBefore, 420_000);
  assert.equal(permit.notAfter - permit.notBefore, 3_600_000);
  const deny = await client.authorize('acmeCable', 'premium');
  assert.equal(deny.authorized, false);
  assert.deepEqual(
    [deny.error.status, deny.error.code, deny.error.action],
    [403, 'authorization_denied_by_mvpd', 'none'],
  );
  assert.ok(!('token' in deny));
});

test('SBX-12: denials by resource, parental controls, home policy, ended session and unknown viewer', async () => {
  const world = openTestWorld();
  const client = await connect(world);
  const denial = async (mvpd: string, resource: string) => {
    if (!(await client.get(`/profiles/${mvpd}`)).body.profiles[mvpd]) await client.signIn(mvpd);
    return (await client.authorize(mvpd, resource)).error?.code;
  };
  assert.equal(await denial('pickwell', 'sport'), 'authorization_denied_by_mvpd');
  assert.equal(await denial('pickwell', 'news'), undefined);
  assert.equal(await denial('kindergrove', 'mature'), 'authorization_denied_by_parental_controls');
  assert.equal(await denial('hearthNet', 'away'), 'authorization_denied_by_hba_policies');
  assert.equal(await denial('acmeCable', 'ended'), 'authorization_denied_by_session_invalidated');
  assert.equal(await denial('acmeCable', 'stranger'), 'identity_not_recognized_by_mvpd');
  assert.equal(await denial('brightwater', 'premium'), undefined);
});

test('SBX-12: three providers stumble twice with their retry code and then permit; one always times out', async () => {
  const expected = {
    wobbleNet: 'network_received_error',
    lagoonLink: 'network_connection_timeout',
    tortoiseTel: 'maximum_execution_time_exceeded',
  };
  for (const [mvpd, code] of Object.entries(expected)) {
    const { client } = await signedIn(mvpd);
    for (let round = 0; round < 2; round += 1) {
      const { error } = await client.authorize(mvpd, 'news');
      assert.deepEqual([error.code, error.action], [code, 'retry']);
    }
    assert.equal((await client.authorize(mvpd, 'news')).authorized, true);
    assert.equal((await client.authorize(mvpd, 'news')).error.code, code, 'the next playback stumbles again');
    assert.equal((await client.preauthorize(mvpd, ['news']))[0].error.action, 'retry', 'previews stumble on their own');
  }
  const { client } = await signedIn('voidCast');
  for (let round = 0; round < 5; round += 1) {
    assert.equal((await client.authorize('voidCast', 'news')).error.code, 'network_connection_timeout');
  }
});

test('SBX-12: a slow provider takes its time, and one sign-in may yield two profiles', async () => {
  const { client } = await signedIn('snailFiber', { slowDelay: 120 });
  const start = performance.now();
  assert.equal((await client.authorize('snailFiber', 'news')).authorized, true);
  assert.ok(performance.now() - start >= 100);
  const pair = await signedIn('duoVista');
  assert.deepEqual(Object.keys((await pair.client.get('/profiles')).body.profiles), ['duoVista', 'duoVistaGo']);
});

test('profiles that expired or were withdrawn are told apart from missing ones', async () => {
  const { world, client } = await signedIn('acmeCable');
  await control(world, 'POST', '/pass/expire-profiles');
  assert.equal((await client.authorize('acmeCable', 'news')).error.code, 'authenticated_profile_expired');
  await client.signIn('acmeCable');
  await control(world, 'POST', '/pass/invalidate-profiles');
  assert.equal((await client.authorize('acmeCable', 'news')).error.code, 'authenticated_profile_invalidated');
  assert.deepEqual((await client.get('/profiles')).body, { profiles: {} });
  world.switches.profileErrors = 'top';
  const top = await client.json('/decisions/authorize/acmeCable', { resources: ['news'] });
  assert.deepEqual([top.status, top.body.code], [403, 'authenticated_profile_invalidated']);
  assert.deepEqual(complaints(world), []);
});

test('SBX-13: a basic TempPass runs from the first authorization and ends by the clock', async () => {
  const world = openTestWorld({ tempPassLife: 600 });
  const client = await connect(world);
  const session = (await client.startSession('previewPass')).body;
  assert.deepEqual([session.actionName, session.reasonType], ['authorize', 'temporary']);
  assert.deepEqual((await client.get('/profiles/previewPass')).body, { profiles: {} });
  assert.equal(
    (await client.preauthorize('previewPass', ['news', 'premium'])).every(d => d.authorized),
    true,
  );
  world.clock.advance(3_600_000);
  const permit = await client.authorize('previewPass', 'news');
  assert.deepEqual([permit.authorized, permit.source], [true, 'temppass']);
  const { previewPass } = (await client.get('/profiles/previewPass')).body.profiles;
  assert.deepEqual([previewPass.type, previewPass.issuer], ['temporary', 'Adobe']);
  assert.match(previewPass.attributes.userID.value, /^temppass_/);
  assert.equal(previewPass.attributes.expiration_date.value, world.clock.now() + 600_000);
  assert.deepEqual((await client.get('/profiles')).body, { profiles: {} });

  world.clock.advance(600_000);
  const over = await client.authorize('previewPass', 'news');
  assert.deepEqual([over.error.status, over.error.code], [403, 'temporary_access_duration_limit_exceeded']);
  const profile = await client.get('/profiles/previewPass');
  assert.deepEqual([profile.status, profile.body.code], [403, 'temporary_access_duration_limit_exceeded']);
  const other = await connect(world, { device: 'device-2' });
  assert.equal((await other.authorize('previewPass', 'news')).authorized, true);
});

const HASH = 'a1'.repeat(32);
const identity = (value: string) => ({ 'ap-temppass-identity': encodeBase64(JSON.stringify({ email: value })) });

test('SBX-13: a promotional TempPass counts items and follows the viewer’s identity', async () => {
  const world = openTestWorld({ promoPassItems: 2 });
  const client = await connect(world);
  assert.equal((await client.authorize('promoPass', 'ep-1', identity(HASH))).authorized, true);
  assert.equal((await client.authorize('promoPass', 'ep-1', identity(HASH))).authorized, true);
  const { promoPass } = (await client.get('/profiles/promoPass', identity(HASH))).body.profiles;
  assert.equal(promoPass.attributes.remaining_resources.value, 1);
  assert.deepEqual(promoPass.attributes.used_assets.value, ['ep-1']);
  const elsewhere = await connect(world, { device: 'device-2' });
  assert.equal((await elsewhere.authorize('promoPass', 'ep-2', identity(HASH))).authorized, true);
  const over = await elsewhere.authorize('promoPass', 'ep-3', identity('b2'.repeat(32)));
  assert.equal(over.error.code, 'temporary_access_resources_limit_exceeded', 'a known device is in the same trial');
  assert.equal((await client.get('/profiles/promoPass', identity(HASH))).status, 403);
  assert.deepEqual(complaints(world), []);
});

test('SBX-13: a missing or unhashed identity, and a badly set up TempPass, have their own codes', async () => {
  const world = openTestWorld();
  const client = await connect(world);
  const code = 'invalid_header_identity_for_temporary_access';
  for (const headers of [{}, identity('viewer@example.test'), { 'ap-temppass-identity': 'e30=' }]) {
    const decision = await client.authorize('promoPass', 'ep-1', headers);
    assert.deepEqual([decision.source, decision.error.status, decision.error.code], ['temppass', 400, code]);
  }
  assert.equal((await client.get('/profiles/promoPass')).body.code, code);
  world.switches.tempPassIdentity = 'any';
  assert.equal((await client.authorize('promoPass', 'ep-1', identity('viewer@example.test'))).authorized, true);
  const broken = await client.authorize('brokenPass', 'news');
  assert.deepEqual([broken.error.status, broken.error.code], [500, 'invalid_configuration_temporary_access']);
  assert.equal((await client.get('/profiles/brokenPass')).status, 500);
});

test('SBX-13: staff reset trials for a device, for all, or for an identity', async () => {
  const world = openTestWorld({ tempPassLife: 1 });
  const client = await connect(world);
  const reset = (query: string, token = MANAGEMENT_TOKEN, path = 'reset') =>
    send(world, `/reset-tempass/v3/${path}?${query}`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${token}` },
    });
  await client.authorize('previewPass', 'news');
  world.clock.advance(2_000);
  assert.equal((await client.authorize('previewPass', 'news')).authorized, false);
  assert.equal((await reset('requestor_id=demo&mvpd_id=previewPass&device_id=other')).status, 204);
  assert.equal((await client.authorize('previewPass', 'news')).authorized, false);
  assert.equal((await reset('requestor_id=demo&mvpd_id=previewPass&device_id=device-1')).status, 204);
  assert.equal((await client.authorize('previewPass', 'news')).authorized, true);
  await client.authorize('promoPass', 'ep-1', identity(HASH));
  assert.equal(
    (await reset(`requestor_id=demo&mvpd_id=promoPass&key=${HASH}`, MANAGEMENT_TOKEN, 'reset/generic')).status,
    204,
  );
  assert.deepEqual((await client.get('/profiles/promoPass', identity(HASH))).body, { profiles: {} });
  assert.equal((await reset('requestor_id=demo')).status, 400);
  assert.equal((await reset('requestor_id=demo&mvpd_id=previewPass', 'no')).status, 401);
  assert.equal((await reset('requestor_id=other&mvpd_id=previewPass')).status, 403);
});

test('SBX-14: AuthNAll makes everyone signed in', async () => {
  const world = openTestWorld();
  const client = await connect(world);
  await control(world, 'POST', '/pass/degradation', { rule: 'AuthNAll', mvpd: 'acmeCable' });
  const session = (await client.startSession('acmeCable')).body;
  assert.deepEqual([session.actionName, session.actionType, session.reasonType], ['authorize', 'direct', 'degraded']);
  const { acmeCable } = (await client.get('/profiles/acmeCable')).body.profiles;
  assert.deepEqual([acmeCable.type, acmeCable.issuer], ['degraded', 'Adobe']);
  assert.ok(acmeCable.attributes.userID.value.startsWith('95cf93bcd183214a'));
  const permit = await client.authorize('acmeCable', 'premium');
  assert.deepEqual([permit.authorized, permit.source], [true, 'degradation']);
  assert.ok(permit.token && permit.notAfter);
  assert.equal((await client.preauthorize('acmeCable', ['premium']))[0].source, 'degradation');
  assert.deepEqual((await client.get('/profiles')).body, { profiles: {} });
  assert.equal((await client.authorize('brightwater', 'news')).error.code, 'authenticated_profile_missing');
  await control(world, 'POST', '/pass/degradation', { rule: null, mvpd: 'acmeCable' });
  assert.equal((await client.authorize('acmeCable', 'news')).error.code, 'authenticated_profile_missing');
});

test('SBX-14: AuthZAll permits without decision timestamps, AuthZNone denies with a message', async () => {
  const world = openTestWorld();
  const client = await connect(world);
  await control(world, 'POST', '/pass/degradation', { rule: 'AuthZAll' });
  const permit = await client.authorize('acmeCable', 'premium');
  assert.ok(permit.token && !('notBefore' in permit) && !('notAfter' in permit));
  assert.equal((await client.startSession('acmeCable')).body.actionName, 'authenticate');
  await control(world, 'POST', '/pass/degradation', { rule: 'AuthZNone', message: 'Back at noon.' });
  const code = 'authorization_denied_by_degradation_rule';
  const deny = await client.authorize('acmeCable', 'news');
  assert.deepEqual([deny.source, deny.error.code, deny.error.details], ['degradation', code, 'Back at noon.']);
  assert.equal((await client.preauthorize('acmeCable', ['news']))[0].error.code, code);
});

test('SBX-15: one resource for authorize, five for preauthorize, and never an empty list', async () => {
  const { client, world } = await signedIn('acmeCable');
  const ask = (phase: string, resources: unknown) => client.json(`/decisions/${phase}/acmeCable`, { resources });
  assert.equal((await ask('authorize', ['a', 'b'])).body.code, 'too_many_resources');
  assert.equal((await ask('preauthorize', ['a', 'b', 'c', 'd', 'e'])).status, 200);
  const six = await ask('preauthorize', ['a', 'b', 'c', 'd', 'e', 'f']);
  assert.deepEqual([six.status, six.body.code, six.body.action], [403, 'too_many_resources', 'configuration']);
  for (const wrong of [[], 'news', [''], [7], null, undefined]) {
    assert.equal((await ask('authorize', wrong)).body.code, 'invalid_parameter_resources', JSON.stringify(wrong));
  }
  world.switches.tooManyResources = 'item';
  const items = (await ask('authorize', ['a', 'b'])).body.decisions;
  assert.deepEqual(
    items.map((d: any) => d.error.code),
    ['too_many_resources', 'too_many_resources'],
  );
});

test('preauthorization answers each resource without a token, and denies in the preview’s own code', async () => {
  const { client, world } = await signedIn('acmeCable');
  const decisions = await client.preauthorize('acmeCable', ['news', 'premium']);
  assert.deepEqual(
    decisions.map(d => [d.resource, d.authorized, 'token' in d]),
    [
      ['news', true, false],
      ['premium', false, false],
    ],
  );
  assert.equal(decisions[1].error.code, 'preauthorization_denied_by_mvpd');
  world.switches.preauthorizationDenial = 'deny';
  assert.equal((await client.preauthorize('acmeCable', ['premium']))[0].error.code, 'preauthorization_deny_by_mvpd');
  const mrss = '<rss><channel><title>premium</title><item><guid>"7"</guid></item></channel></rss>';
  const [decision] = await client.preauthorize('acmeCable', [mrss]);
  assert.deepEqual([decision.resource, decision.authorized], [mrss, false]);
});

const verify = (world: ReturnType<typeof openTestWorld>, body: unknown) =>
  send(world, '/verify', {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: 'http://localhost:8000' },
    body: JSON.stringify(body),
  });

test('SBX-16: the verifier answers its six statuses and accepts each token once', async () => {
  const { world, client } = await signedIn('acmeCable', { mediaTokenLife: 420 });
  const { serializedToken } = (await client.authorize('acmeCable', 'news')).token;
  assert.ok(serializedToken.startsWith('PHNpZ25hdHVyZUluZm8+'));
  const status = async (resource: string, token: string) =>
    (await verify(world, { resource, serializedToken: token })).body.status;
  assert.equal(await status('news', 'not base64!'), 'INVALID_TOKEN_FORMAT');
  assert.equal(await status('news', encodeBase64('<signatureInfo>forged')), 'INVALID_SIGNATURE');
  assert.equal(await status('sport', serializedToken), 'INVALID_RESOURCE_ID');
  const good = await verify(world, { resource: 'news', serializedToken });
  assert.deepEqual([good.status, good.body.status, good.body.mvpd], [200, 'VALID_TOKEN', 'acmeCable']);
  assert.equal(good.headers.get('access-control-allow-origin'), 'http://localhost:8000');
  const again = await verify(world, { resource: 'news', serializedToken });
  assert.deepEqual([again.status, again.body.status], [403, 'ERROR_UNKNOWN']);
  assert.equal(complaints(world, 'token')[0]?.rule, 'PASS-R79');
  const next = (await client.authorize('acmeCable', 'news')).token.serializedToken;
  assert.notEqual(next, serializedToken);
  world.clock.advance(420_000);
  assert.equal(await status('news', next), 'TOKEN_EXPIRED');
  assert.equal((await verify(world, { resource: 'news' })).status, 400);
});

test('single sign-on by service token: the second application sees the first one’s profile, and logout ends both', async () => {
  const world = openTestWorld();
  const { serviceToken } = (await control(world, 'POST', '/pass/service-token', { subject: 'user-1' })).body;
  const header = { 'ad-service-token': serviceToken };
  const first = await connect(world, { device: 'tv' });
  const fields = { mvpd: 'acmeCable', domainName: 'localhost', redirectUrl: 'http://localhost/' };
  const { code } = (await first.form('/sessions', fields, header)).body;
  await control(world, 'POST', '/pass/approve', { code });
  const second = await connect(world, { device: 'tablet' });
  assert.deepEqual((await second.get('/profiles')).body, { profiles: {} });
  assert.equal((await second.get('/profiles', header)).body.profiles.acmeCable.type, 'serviceTokenSSO');
  assert.equal((await second.form('/sessions', fields, header)).body.reasonType, 'authenticatedSSO');
  assert.equal((await second.authorize('acmeCable', 'news', header)).authorized, true);
  assert.deepEqual(complaints(world), []);
  await second.get(`/logout/acmeCable?redirectUrl=${encodeURIComponent(`${ORIGIN}/`)}`, header);
  assert.deepEqual((await first.get('/profiles')).body, { profiles: {} });
  world.clock.advance(3_601_000);
  await second.get('/profiles', header);
  assert.equal(complaints(world, 'header')[0]?.rule, 'PASS-R108');
});

test('the SSO service issues, refreshes, links, lists and unlinks', async () => {
  const world = openTestWorld();
  const { token } = await connect(world);
  const { deviceHeader, deviceInfoHeader } = await import('./support.ts');
  const call = (method: string, path: string, headers: Record<string, string> = {}, body?: string) =>
    send(world, `/api/demo/${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        'ap-device-identifier': deviceHeader('tv'),
        'x-device-info': deviceInfoHeader(),
        ...headers,
      },
      ...(body ? { body } : {}),
    });
  const created = await call('POST', 'serviceToken', { 'x-sso-id': 'user-1' });
  assert.deepEqual([created.status, created.body.status], [201, 'CREATED']);
  const header = { 'ad-service-token': created.body.serviceToken };
  assert.equal((await call('GET', 'serviceToken', header)).body.status, 'OK');
  const link = await call('POST', 'link', header);
  assert.match(link.body.code, /^\d{6}$/);
  const phone = { 'x-sso-link': link.body.code, 'ap-device-identifier': deviceHeader('phone') };
  assert.equal((await call('POST', 'serviceToken', phone)).status, 201);
  assert.equal((await call('POST', 'serviceToken', phone)).status, 400, 'a link is good once');
  assert.deepEqual(Object.keys((await call('GET', 'list', header)).body.devices), ['tv', 'phone']);
  const json = { ...header, 'content-type': 'application/json' };
  assert.deepEqual((await call('POST', 'unlink', json, '{"devices":["phone","x"]}')).body.unlinkedDevices, ['phone']);
  const wrong = await call('GET', 'serviceToken');
  assert.deepEqual(
    [wrong.status, wrong.body.error.code, wrong.body.error.action],
    [400, 'token_invalid', 'get_new_token'],
  );
});
