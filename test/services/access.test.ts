import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encodeBase64 } from '../../demo/services/handlers/shared/base64.ts';
import { complaints, connect, control, deviceHeader, openTestWorld, REDIRECT, send } from './support.ts';

const leaving = `redirectUrl=${encodeURIComponent(REDIRECT)}`;
const identity = (hash: string) => ({ 'ap-temppass-identity': encodeBase64(JSON.stringify({ email: hash })) });

test('a second screen is told which device waits, as its header describes it, and null for the rest (4.4)', async () => {
  const world = openTestWorld();
  const tv = await connect(world, { device: 'tv' });
  const info = {
    ...{ primaryHardwareType: 'TV', model: 'Panel 5', version: '2.1', osName: 'webOS', osVersion: '6' },
    ...{ connectionType: 'LAN', displayWidth: 3840, applicationId: 'living-room', vendor: 'Panelworks' },
  };
  const { code } = (await tv.form('/sessions', {}, { 'x-device-info': encodeBase64(JSON.stringify(info)) })).body;
  const phone = await connect(world, { device: 'phone' });
  const headers = { authorization: `Bearer ${phone.token}` };
  const { device, notBefore } = (await send(world, `/api/v2/demo/sessions/${code}`, { headers })).body;
  assert.deepEqual([device.type, device.model, device.applicationId], ['TV', 'Panel 5', 'living-room']);
  assert.deepEqual([device.version.major, device.version.minor], ['2', '1']);
  assert.deepEqual(device.operatingSystem, { name: 'webOS', family: null, vendor: null, version: '6' });
  assert.deepEqual([device.hardware.vendor, device.display.width, device.browser.name], ['Panelworks', 3840, null]);
  assert.deepEqual([device.connection.type, typeof notBefore], ['LAN', 'string']);
  assert.deepEqual(complaints(world), []);
});

test('profiles of platform and partner single sign-on are read like others, and of types nobody knows yet (4.6)', async () => {
  const world = openTestWorld();
  const client = await connect(world);
  const seat = { client: client.id, device: 'device-1' };
  for (const [mvpd, type] of [
    ['acmeCable', 'appleSSO'],
    ['brightwater', 'platformSSO'],
    ['quietline', 'tomorrowSSO'],
  ]) {
    await control(world, 'POST', '/pass/sign-in', { ...seat, mvpd, type });
  }
  const { profiles } = (await client.get('/profiles')).body;
  const shown = Object.entries<{ type: string; issuer: string }>(profiles);
  assert.deepEqual(
    shown.map(([mvpd, { type, issuer }]) => [mvpd, type, issuer]),
    [
      ['acmeCable', 'appleSSO', 'Apple'],
      ['brightwater', 'platformSSO', 'brightwater'],
      ['quietline', 'tomorrowSSO', 'quietline'],
    ],
  );
  assert.equal((await client.get('/profiles/acmeCable')).body.profiles.acmeCable.type, 'appleSSO');
  assert.equal((await client.authorize('acmeCable', 'news')).authorized, true);
});

test('a partner’s profile ends here, and the viewer is sent to the system’s settings (4.11)', async () => {
  const world = openTestWorld();
  const client = await connect(world);
  await control(world, 'POST', '/pass/sign-in', {
    ...{ client: client.id, device: 'device-1', mvpd: 'acmeCable', type: 'appleSSO' },
  });
  const leave = async () => (await client.get(`/logout/acmeCable?${leaving}`)).body.logouts.acmeCable;
  assert.deepEqual(await leave(), {
    actionName: 'partner_logout',
    actionType: 'partner_interactive',
    mvpd: 'acmeCable',
  });
  assert.deepEqual((await client.get('/profiles')).body, { profiles: {} });
  assert.equal((await leave()).actionName, 'invalid');
});

test('a new profile may take its time to be seen by anyone', async () => {
  const world = openTestWorld({ profileDelay: 5 });
  const client = await connect(world);
  const { code } = (await client.startSession('acmeCable')).body;
  await control(world, 'POST', '/pass/approve', { code });
  assert.deepEqual((await client.get(`/profiles/code/${code}`)).body, { profiles: {} });
  assert.equal((await client.authorize('acmeCable', 'news')).authorized, false);
  world.clock.advance(5_000);
  assert.deepEqual(Object.keys((await client.get(`/profiles/code/${code}`)).body.profiles), ['acmeCable']);
  assert.deepEqual(complaints(world), []);
});

test('a basic TempPass needs no identity and lives by the world’s clock; its profile tells its end (5.10)', async () => {
  const world = openTestWorld({ tempPassLife: 60 });
  const client = await connect(world);
  assert.deepEqual((await client.get('/profiles/previewPass')).body, { profiles: {} });
  const { reasonType, actionName } = (await client.startSession('previewPass')).body;
  assert.deepEqual([actionName, reasonType], ['authorize', 'temporary']);
  const start = world.clock.now();
  const permit = await client.authorize('previewPass', 'news');
  assert.deepEqual(
    [permit.authorized, permit.source, typeof permit.token.serializedToken],
    [true, 'temppass', 'string'],
  );
  world.clock.advance(59_000);
  const { previewPass } = (await client.get('/profiles/previewPass')).body.profiles;
  assert.deepEqual([previewPass.notBefore, previewPass.notAfter], [start, start + 60_000]);
  assert.match(previewPass.attributes.userID.value, /^temppass_/);
  assert.deepEqual((await client.get('/profiles')).body, { profiles: {} }, 'not among all profiles (4.6)');
  world.clock.advance(1_000);
  const over = await client.get('/profiles/previewPass');
  assert.deepEqual([over.status, over.body.code], [403, 'temporary_access_duration_limit_exceeded']);
  assert.deepEqual(complaints(world), []);
});

test('a promotional TempPass is the viewer’s: another device continues it, a new viewer begins one (5.10)', async () => {
  const world = openTestWorld({ promoPassItems: 2 });
  const client = await connect(world);
  const viewer = identity('a'.repeat(64));
  assert.equal((await client.authorize('promoPass', 'ep-1', viewer)).authorized, true);
  const tablet = { ...viewer, 'ap-device-identifier': deviceHeader('tablet') };
  assert.equal((await client.authorize('promoPass', 'ep-2', tablet)).authorized, true);
  const third = await client.authorize('promoPass', 'ep-3', viewer);
  assert.equal(third.error.code, 'temporary_access_resources_limit_exceeded');
  assert.equal((await client.authorize('promoPass', 'ep-1', viewer)).authorized, true, 'what was used stays open');
  const gone = await client.get('/profiles/promoPass', viewer);
  assert.deepEqual([gone.status, gone.body.code], [403, 'temporary_access_resources_limit_exceeded']);
  const stranger = { ...identity('b'.repeat(64)), 'ap-device-identifier': deviceHeader('other') };
  await client.authorize('promoPass', 'ep-9', stranger);
  const { promoPass } = (await client.get('/profiles/promoPass', stranger)).body.profiles;
  assert.deepEqual(
    [promoPass.attributes.remaining_resources.value, promoPass.attributes.used_assets.value],
    [1, ['ep-9']],
  );
  assert.deepEqual(complaints(world), []);
});

test('each rule of degradation covers decisions, previews, sessions and profiles as its row says (5.11)', async () => {
  const look = async (rule: string) => {
    const world = openTestWorld();
    const client = await connect(world);
    await control(world, 'POST', '/pass/degradation', { rule, mvpd: 'acmeCable', message: 'Enjoy.' });
    const decision = await client.authorize('acmeCable', 'premium');
    const [preview] = await client.preauthorize('acmeCable', ['premium']);
    const { code, actionName } = (await client.startSession('acmeCable')).body;
    const profiles = (await client.get('/profiles/acmeCable')).body.profiles;
    assert.deepEqual(complaints(world), []);
    return {
      authorize: [decision.authorized, decision.source, 'token' in decision, 'notAfter' in decision],
      preview: [preview.authorized, preview.source, preview.error?.code],
      details: decision.error?.details,
      session: [actionName, code === undefined],
      profile: profiles.acmeCable?.type,
    };
  };
  assert.deepEqual(await look('AuthNAll'), {
    authorize: [true, 'degradation', true, true],
    preview: [true, 'degradation', undefined],
    details: undefined,
    session: ['authorize', true],
    profile: 'degraded',
  });
  assert.deepEqual(await look('AuthZAll'), {
    authorize: [true, 'degradation', true, false],
    preview: [true, 'degradation', undefined],
    details: undefined,
    session: ['authenticate', false],
    profile: undefined,
  });
  assert.deepEqual(await look('AuthZNone'), {
    authorize: [false, 'degradation', false, true],
    preview: [false, 'degradation', 'authorization_denied_by_degradation_rule'],
    details: 'Enjoy.',
    session: ['authenticate', false],
    profile: undefined,
  });
});

test('only a TempPass may be told who the viewer is (3.4)', async () => {
  const world = openTestWorld();
  const client = await connect(world);
  const headers = identity('a'.repeat(64));
  await client.get('/profiles/previewPass', headers);
  await client.get('/profiles/promoPass', headers);
  assert.deepEqual(complaints(world), []);
  await client.get('/profiles/acmeCable', headers);
  assert.deepEqual(
    complaints(world).map(({ rule }) => rule),
    ['PASS-R124'],
  );
});
