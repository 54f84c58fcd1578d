import assert from 'node:assert/strict';
import { test } from 'node:test';
import { complaints, connect, control, openTestWorld, ORIGIN, REDIRECT, send, deviceHeader } from './support.ts';

test('SBX-8: a profile belongs to client, device, brand and provider; any other sees nothing', async () => {
  const world = openTestWorld();
  const client = await connect(world);
  await client.signIn('acmeCable');
  assert.deepEqual(Object.keys((await client.get('/profiles')).body.profiles), ['acmeCable']);
  assert.deepEqual((await client.get('/profiles/brightwater')).body, { profiles: {} });
  const otherDevice = { 'ap-device-identifier': deviceHeader('device-2') };
  assert.deepEqual((await client.get('/profiles', otherDevice)).body, { profiles: {} });
  assert.deepEqual((await (await connect(world)).get('/profiles')).body, { profiles: {} });
  assert.deepEqual((await (await connect(world, { sp: 'demoKids' })).get('/profiles')).body, { profiles: {} });
  const { acmeCable } = (await client.get('/profiles/acmeCable')).body.profiles;
  assert.deepEqual([acmeCable.type, acmeCable.issuer], ['regular', 'acmeCable']);
  assert.equal(typeof acmeCable.notAfter, 'number');
  assert.equal(acmeCable.attributes.zip.state, 'enc');
});

test('SBX-9: a session has a code of 7 letters and digits, 30 minutes and string timestamps', async () => {
  const world = openTestWorld();
  const client = await connect(world);
  const { status, body } = await client.startSession('acmeCable');
  assert.equal(status, 200);
  assert.match(body.code, /^[A-Z0-9]{7}$/);
  assert.equal(typeof body.notBefore, 'string');
  assert.equal(Number(body.notAfter) - Number(body.notBefore), 1_800_000);
  const { actionName, actionType, reasonType, url, mvpd, serviceProvider } = body;
  assert.deepEqual(
    { actionName, actionType, reasonType, url, mvpd, serviceProvider },
    {
      actionName: 'authenticate',
      actionType: 'interactive',
      reasonType: 'none',
      url: `/api/v2/authenticate/demo/${body.code}`,
      mvpd: 'acmeCable',
      serviceProvider: 'demo',
    },
  );
});

test('SBX-9: codes end after 30 minutes of the world’s clock, and when a newer session begins', async () => {
  const world = openTestWorld();
  const client = await connect(world);
  const first = (await client.startSession('acmeCable')).body.code;
  const second = (await client.startSession('acmeCable')).body.code;
  assert.equal((await client.get(`/sessions/${first}`)).body.code, 'invalid_authentication_session');
  assert.equal((await client.get(`/sessions/${second}`)).status, 200);
  world.clock.advance(1_799_000);
  assert.equal((await client.get(`/profiles/code/${second}`)).status, 200);
  world.clock.advance(1_000);
  assert.equal((await client.get(`/profiles/code/${second}`)).body.code, 'invalid_authentication_session');
  assert.equal((await client.get('/sessions/lower77')).body.code, 'invalid_parameter_code');
});

test('a session without parameters asks for them by name, and is resumed in two rounds', async () => {
  const world = openTestWorld();
  const client = await connect(world);
  const { body } = await client.form('/sessions', {});
  assert.deepEqual([body.actionName, body.actionType], ['resume', 'direct']);
  assert.deepEqual(body.missingParameters, ['mvpd', 'domain', 'redirectUrl']);
  assert.equal(body.url, `/api/v2/demo/sessions/${body.code}`);

  const second = await connect(world, { device: '' });
  const bare = { authorization: `Bearer ${second.token}` };
  const resume = (fields: Record<string, string>) =>
    send(world, body.url, {
      method: 'POST',
      headers: { ...bare, 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(fields).toString(),
    });
  const retry = (await resume({ mvpd: 'acmeCable' })).body;
  assert.deepEqual([retry.actionName, retry.missingParameters], ['retry', ['domain', 'redirectUrl']]);
  const known = (await send(world, body.url, { headers: bare })).body;
  assert.deepEqual(known.existingParameters, { mvpd: 'acmeCable', serviceProvider: 'demo' });
  assert.equal(known.device.operatingSystem.name, 'Mac OS');
  const done = (await resume({ domainName: 'localhost', redirectUrl: REDIRECT })).body;
  assert.deepEqual([done.actionName, done.url], ['authenticate', `/api/v2/authenticate/demo/${body.code}`]);
  assert.deepEqual(complaints(world), []);
  await client.signIn('acmeCable');
});

test('a session of someone already signed in goes straight to decisions', async () => {
  const world = openTestWorld();
  const client = await connect(world);
  await client.signIn('acmeCable');
  const { body } = await client.startSession('acmeCable');
  assert.deepEqual([body.actionName, body.actionType, body.reasonType], ['authorize', 'direct', 'authenticated']);
  assert.equal(body.url, '/api/v2/demo/decisions/authorize/acmeCable');
  assert.ok(!('code' in body));
});

test('SBX-11: redirectUrl must be absolute, http or https, and on a listed domain', async () => {
  const world = openTestWorld();
  const client = await connect(world);
  for (const url of [
    '/relative',
    'ftp://localhost/',
    'https://elsewhere.test/',
    'https://notexample.test/',
    'javascript:alert(1)',
    encodeURIComponent('http://localhost:8000/'),
  ]) {
    const { status, body } = await client.startSession('acmeCable', url);
    assert.deepEqual([status, body.code], [400, 'invalid_parameter_redirect_url'], url);
    assert.ok(body.details);
  }
  for (const url of ['http://127.0.0.1:9/x?a=b', 'https://tv.example.test/#x']) {
    assert.equal((await client.startSession('acmeCable', url)).status, 200, url);
  }
});

test('SBX-11: an unlisted domainName is refused as a redirect with details', async () => {
  const world = openTestWorld();
  const client = await connect(world);
  const { status, body } = await client.form('/sessions', { mvpd: 'acmeCable', domainName: 'elsewhere.test' });
  assert.deepEqual([status, body.code], [400, 'invalid_parameter_redirect_url']);
  assert.match(body.details, /elsewhere\.test/);
});

test('SBX-11: an unknown provider and a switched-off integration are told apart', async () => {
  const world = openTestWorld();
  const client = await connect(world);
  assert.equal((await client.startSession('nobody')).body.code, 'invalid_parameter_mvpd');
  assert.equal((await client.startSession('duskfall')).body.code, 'invalid_integration');
  await control(world, 'POST', '/pass/integration', { mvpd: 'acmeCable', enabled: false });
  assert.equal((await client.startSession('acmeCable')).body.code, 'invalid_integration');
});

const visit = (world: ReturnType<typeof openTestWorld>, path: string, form?: Record<string, string>) =>
  world.fetch(ORIGIN + path, form ? { method: 'POST', body: new URLSearchParams(form) } : {});

async function openLoginPage(provider: string, redirectUrl = REDIRECT) {
  const world = openTestWorld();
  const client = await connect(world);
  const { body } = await client.startSession(provider, redirectUrl);
  const hop = await visit(world, body.url);
  assert.equal(hop.status, 302);
  const location = hop.headers.get('location') ?? '';
  const page = await visit(world, location);
  const ticket = new URLSearchParams(location.split('?')[1]).get('ticket') ?? '';
  return { world, client, code: body.code, path: location.split('?')[0] ?? '', ticket, page, html: await page.text() };
}

test('SBX-10: authenticate leads to a login page; the right password ends at redirectUrl, unchanged', async () => {
  const redirectUrl = 'http://localhost:8000/a%20b?next=%2Fx&y=%C3%A9#frag';
  const { world, client, code, path, ticket, page, html } = await openLoginPage('acmeCable', redirectUrl);
  assert.equal(page.status, 200);
  assert.match(html, /autocomplete="username"/);
  assert.match(html, /autocomplete="current-password"/);
  assert.doesNotMatch(html, /<script|<style|\son\w+=|\sstyle=/);
  assert.match(page.headers.get('content-security-policy') ?? '', /frame-ancestors 'none'/);
  assert.match(page.headers.get('content-security-policy') ?? '', /form-action 'self' http:\/\/localhost:8000/);
  assert.equal(page.headers.get('cache-control'), 'no-store');
  assert.deepEqual((await client.get(`/profiles/code/${code}`)).body, { profiles: {} });

  const done = await visit(world, path, { ticket, username: 'demo', password: 'demo', action: 'sign-in' });
  assert.deepEqual([done.status, done.headers.get('location')], [302, redirectUrl]);
  const { profiles } = (await client.get(`/profiles/code/${code}`)).body;
  assert.deepEqual(Object.keys(profiles), ['acmeCable']);
});

test('SBX-10: a wrong password shows the page again with an announced error', async () => {
  const { world, client, path, ticket } = await openLoginPage('acmeCable');
  const again = await visit(world, path, { ticket, username: '<b>x', password: 'no', action: 'sign-in' });
  const html = await again.text();
  assert.equal(again.status, 200);
  assert.match(html, /role="alert"/);
  assert.match(html, /value="&lt;b&gt;x"/);
  assert.deepEqual((await client.get('/profiles')).body, { profiles: {} });
});

test('SBX-10: cancel ends at redirectUrl without a profile', async () => {
  const { world, client, path, ticket } = await openLoginPage('acmeCable');
  const back = await visit(world, path, { ticket, action: 'cancel' });
  assert.deepEqual([back.status, back.headers.get('location')], [302, REDIRECT]);
  assert.deepEqual((await client.get('/profiles')).body, { profiles: {} });
});

test('SBX-10: a home network is recognised without a form and returns by itself', async () => {
  const { world, client, html } = await openLoginPage('hearthNet');
  assert.doesNotMatch(html, /<form/);
  const [, seconds, next] = /http-equiv="refresh" content="([\d.]+);url=([^"]+)"/.exec(html) ?? [];
  assert.equal(seconds, '3');
  const back = await visit(world, next ?? '');
  assert.equal(back.headers.get('location'), REDIRECT);
  const { hearthNet } = (await client.get('/profiles')).body.profiles;
  assert.equal(hearthNet.attributes.hba_status.value, 'true');
});

test('SBX-10: nobody is signed in without a form elsewhere, nor with a foreign or ended ticket', async () => {
  const { world, client, ticket } = await openLoginPage('acmeCable');
  assert.equal((await visit(world, `/mvpd/acmeCable/return?ticket=${ticket}`)).status, 400);
  assert.equal((await visit(world, `/mvpd/brightwater/login?ticket=${ticket}`)).status, 400);
  await client.startSession('acmeCable');
  const late = await visit(world, '/mvpd/acmeCable/login', { ticket, username: 'demo', password: 'demo' });
  assert.equal(late.status, 400);
  assert.deepEqual((await client.get('/profiles')).body, { profiles: {} });
});

test('SBX-10: authenticate with a bad or incomplete code is a page, or JSON on demand', async () => {
  const world = openTestWorld();
  const client = await connect(world);
  const { code } = (await client.form('/sessions', {})).body;
  for (const bad of ['ABCDEF7', 'short', code]) {
    const answer = await visit(world, `/api/v2/authenticate/demo/${bad}`);
    assert.equal(answer.status, 400);
    assert.match(answer.headers.get('content-type') ?? '', /text\/html/);
  }
  assert.ok(complaints(world).some(({ rule }) => rule === 'PASS-R47'));
  world.switches.authenticateErrors = 'json';
  const json = await send(world, '/api/v2/authenticate/demo/ABCDEF7');
  assert.equal(json.body.code, 'invalid_authentication_session');
});

test('SBX-10: one provider isolates its window, and pages fit a phone', async () => {
  const { page, html, world } = await openLoginPage('irongate');
  assert.equal(page.headers.get('cross-origin-opener-policy'), 'same-origin');
  assert.match(html, /width=device-width/);
  const css = await visit(world, '/mvpd/irongate/style.css');
  assert.match(await css.text(), /prefers-color-scheme: dark/);
  assert.equal((await openLoginPage('acmeCable')).page.headers.get('cross-origin-opener-policy'), null);
});

test('logout removes the profile at once and says what is left to do, absolute or relative', async () => {
  const world = openTestWorld();
  const client = await connect(world);
  const leave = async (mvpd: string) =>
    (await client.get(`/logout/${mvpd}?redirectUrl=${encodeURIComponent(REDIRECT)}`)).body.logouts[mvpd];
  for (const mvpd of ['acmeCable', 'brightwater', 'quietline']) await client.signIn(mvpd);
  const absolute = await leave('acmeCable');
  assert.deepEqual([absolute.actionName, absolute.actionType], ['logout', 'interactive']);
  assert.ok(absolute.url.startsWith(`${ORIGIN}/adobe-services/logout?`));
  const relative = await leave('brightwater');
  assert.ok(relative.url.startsWith('/adobe-services/logout?'));
  assert.deepEqual(await leave('quietline'), { actionName: 'complete', actionType: 'none', mvpd: 'quietline' });
  assert.equal((await leave('acmeCable')).actionName, 'invalid');
  assert.deepEqual((await client.get('/profiles')).body, { profiles: {} });
  const page = await (await visit(world, relative.url)).text();
  assert.match(page, /content="1;url=http:\/\/localhost:8000\/player\?x=1#here"/);
  assert.equal((await client.get('/logout/acmeCable')).body.code, 'invalid_parameter_redirect_url');
});
