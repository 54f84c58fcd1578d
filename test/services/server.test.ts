import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { get } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { DATASET_ID, SCHEMA_ID, SOFTWARE_STATEMENT } from '../../demo/services/fixtures.ts';
import { startServices, type Services } from '../../demo/services/server.ts';
import { openWorld, type TestWorld } from '../support/world.ts';
import { FLOW, message, sessionStart, staffHeaders, connection } from './staff-support.ts';
import { deviceInfoHeader } from './support.ts';

let services: Services;
const worlds: TestWorld[] = [];

before(async () => {
  services = await startServices({ port: 0 });
  Object.assign(globalThis, { TVE_SERVICES_ORIGIN: services.origin });
});

after(async () => {
  await Promise.all(worlds.map(world => world.close()));
  await services.close();
  Object.assign(globalThis, { TVE_SERVICES_ORIGIN: undefined });
});

async function open(options?: Parameters<typeof openWorld>[0]): Promise<TestWorld> {
  const world = await openWorld(options);
  worlds.push(world);
  return world;
}

const registerAt = (origin: string) =>
  fetch(`${origin}/o/client/register`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-device-info': deviceInfoHeader() },
    body: JSON.stringify({ software_statement: SOFTWARE_STATEMENT }),
  });

test('SBX-1: one base URL answers on localhost and on 127.0.0.1', async () => {
  const { port } = new URL(services.origin);
  for (const host of ['localhost', '127.0.0.1']) {
    const response = await fetch(`http://${host}:${port}/`);
    assert.equal(response.status, 200);
    assert.match(await response.text(), /local services/);
  }
});

test('SBX-1: the same over https, with a certificate', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'services-'));
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const words = `req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 1 -subj /CN=localhost -keyout ${key} -out ${cert}`;
  execFileSync('openssl', words.split(' '), { stdio: 'ignore' });
  const pem = { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') };
  const secure = await startServices({ port: 0, tls: pem });
  try {
    assert.match(secure.origin, /^https:/);
    const options = { ca: pem.cert, checkServerIdentity: () => undefined };
    const status = await new Promise((resolve, reject) => {
      get(`${secure.origin}/api/v1/schemas/ping`, options, response => {
        response.resume();
        resolve(response.statusCode);
      }).on('error', reject);
    });
    assert.equal(status, 200);
  } finally {
    await secure.close();
    rmSync(folder, { recursive: true });
  }
});

test('SBX-1: a preflight through the real server', async () => {
  const world = await open();
  const response = await fetch(`${world.origin}/api/v2/demo/profiles`, {
    method: 'OPTIONS',
    headers: { origin: 'http://localhost:8000', 'access-control-request-method': 'GET' },
  });
  assert.equal(response.status, 204);
  assert.equal(response.headers.get('access-control-allow-origin'), 'http://localhost:8000');
  assert.equal((await world.journal()).length, 0);
  assert.equal((await world.journal({ preflights: true })).length, 1);
});

test('SBX-10: a browser follows the whole sign-in by redirects alone', async () => {
  const world = await open({ throttle: false });
  const { client_id, client_secret } = (await (await registerAt(world.origin)).json()) as Record<string, string>;
  const form = new URLSearchParams({
    client_id: client_id!,
    client_secret: client_secret!,
    grant_type: 'client_credentials',
  });
  const headers = { 'x-device-info': deviceInfoHeader() };
  const token = (await (
    await fetch(`${world.origin}/o/client/token`, { method: 'POST', body: form, headers })
  ).json()) as any;
  const api = {
    ...headers,
    authorization: `Bearer ${token.access_token}`,
    'ap-device-identifier': `fingerprint ${btoa('device-1')}`,
  };
  const redirectUrl = `${world.origin}/?returned=1`;
  const fields = new URLSearchParams({ mvpd: 'acmeCable', domainName: 'localhost', redirectUrl });
  const session = (await (
    await fetch(`${world.origin}/api/v2/demo/sessions`, { method: 'POST', body: fields, headers: api })
  ).json()) as any;
  const page = await fetch(new URL(session.url, world.origin));
  const ticket = /name="ticket" value="([^"]+)"/.exec(await page.text())?.[1] ?? '';
  const login = new URLSearchParams({ ticket, username: 'demo', password: 'demo', action: 'sign-in' });
  const landed = await fetch(page.url, { method: 'POST', body: login });
  assert.equal(landed.url, redirectUrl);
  const profiles = (await (await fetch(`${world.origin}/api/v2/demo/profiles`, { headers: api })).json()) as any;
  assert.deepEqual(Object.keys(profiles.profiles), ['acmeCable']);
  assert.deepEqual(await world.complaints(), []);
  assert.equal((await world.codes())[0]?.returned, true);
});

test('SBX-19: a dropped connection is a network error, before and after the work', async () => {
  const world = await open();
  const end = await world.fault({ path: '/o/client/register', drop: true });
  await assert.rejects(registerAt(world.origin), TypeError);
  await end();
  assert.equal((await registerAt(world.origin)).status, 201);
  assert.deepEqual(
    (await world.journal()).map(({ verdict }) => verdict),
    ['dropped', 'accepted'],
  );
});

test('SBX-17: both loopback addresses share one allowance', async () => {
  const world = await open({ burst: 1 });
  const other = world.origin.replace('localhost', '127.0.0.1');
  const ask = async (origin: string) => (await fetch(`${origin}/api/v2/demo/configuration`)).status;
  assert.deepEqual([await ask(world.origin), await ask(other), await ask(other)], [401, 401, 429]);
});

test('worlds are isolated, closed by name, and refuse unknown options', async () => {
  const [one, two] = [await open(), await open({ now: 1_000_000 })];
  assert.notEqual(one.origin, two.origin);
  await registerAt(one.origin);
  await one.clock.advance(3_600_000);
  assert.equal((await two.journal()).length, 0);
  assert.ok((await two.clock.now()) < 1_100_000);
  await assert.rejects(openWorld({ speed: 9 } as object), /400.*no such option/);
  const list = (await (await fetch(`${services.origin}/control/worlds`)).json()) as { id: string }[];
  assert.ok(list.some(({ id }) => id === one.id));
  const third = await openWorld();
  await third.close();
  await assert.rejects(fetch(third.origin), TypeError);
  await assert.rejects(third.close(), /404/);
});

async function readUntil(reader: ReadableStreamDefaultReader<Uint8Array>, pattern: RegExp): Promise<string> {
  let text = '';
  while (!pattern.test(text)) {
    const { done, value } = await reader.read();
    assert.ok(!done, 'the stream ended too early');
    text += new TextDecoder().decode(value);
  }
  return text;
}

test('the event stream tells each finished request, and ends cleanly on either side', async () => {
  const world = await openWorld();
  const stop = new AbortController();
  const first = await fetch(`${world.origin}/control/events`, { signal: stop.signal });
  assert.equal(first.headers.get('content-type'), 'text/event-stream');
  const reader = first.body!.getReader();
  await readUntil(reader, /follow/);
  await registerAt(world.origin);
  const text = await readUntil(reader, /\n\n$/);
  const entry = JSON.parse(/^data: (.*)$/m.exec(text)?.[1] ?? '{}');
  assert.deepEqual([entry.path, entry.status, entry.verdict], ['/o/client/register', 201, 'accepted']);
  stop.abort();
  assert.equal((await registerAt(world.origin)).status, 201, 'a client that left disturbs nobody');

  const second = await fetch(`${world.origin}/control/events`);
  const rest = second.body!.getReader();
  await readUntil(rest, /follow/);
  await world.close();
  const closed = await rest.read().catch(() => ({ done: true }));
  assert.equal(closed.done, true);
});

test('MC-R119: media events through the real server, as the test client shows them', async () => {
  const world = await open();
  const start = {
    eventType: 'sessionStart',
    playerTime: { playhead: 0, ts: 1 },
    params: {
      'analytics.trackingServer': 'a',
      'analytics.reportSuite': 'b',
      'visitor.marketingCloudOrgId': 'c@AdobeOrg',
      'media.id': 'clip',
      'media.length': 10,
      'media.contentType': 'vod',
      'media.playerName': 'p',
      'media.channel': 'c',
    },
  };
  const post = (path: string, body: unknown) =>
    fetch(new URL(path, world.origin), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const location = (await post('/api/v1/sessions', start)).headers.get('location') ?? '';
  const answer = await post(`${location}/events`, { eventType: 'play', playerTime: { playhead: 0, ts: 2 } });
  assert.deepEqual([answer.status, await answer.text()], [204, '']);
  const [session] = await world.sessions();
  assert.equal(session?.mediaId, 'clip');
  assert.deepEqual(session?.eventTypes, ['sessionStart', 'play']);
  assert.equal(session?.metrics.contentStarts, 1);
});

test('the test client reaches every part of the control area', async () => {
  const world = await open({ throttle: false });
  await registerAt(world.origin);
  await world.switches({ deviceInfo: 'lenient' });
  await world.fault({ path: '/o/', status: 500, times: 1 });
  assert.equal((await registerAt(world.origin)).status, 500);
  await world.clearFaults();
  await world.degrade('AuthNAll', { mvpd: 'acmeCable' });
  await world.integration('acmeCable', false);
  await world.signIn({ client: 'c', device: 'd', mvpd: 'acmeCable' });
  await world.expireProfiles();
  await world.invalidateProfiles('acmeCable');
  await world.expireTokens();
  await world.revokeCredentials();
  assert.match(await world.serviceToken('user', 60), /^[\w-]+\.[\w-]+\.[\w-]+$/);
  assert.equal((await world.journal({ method: 'POST', status: 201, path: '/o/' })).length, 1);
  await world.clock.set(5_000);
  assert.ok((await world.clock.now()) < 10_000);
  await world.clearJournal();
  assert.deepEqual(await world.journal(), []);
  await world.reset();
  await assert.rejects(world.approve('ABCDEF7'), /404/);
});

test('the command line starts the services on the port it is given and stops on a signal', async () => {
  const child = spawn(process.execPath, ['--import', 'tsx', 'demo/services/server.ts', '--services-port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const line = await new Promise<string>(resolve => child.stdout.once('data', data => resolve(String(data))));
  const origin = /on (http:\S+)/.exec(line)?.[1] ?? '';
  const ended = new Promise(resolve => child.once('exit', resolve));
  try {
    assert.equal((await fetch(`${origin}/control/clock`)).status, 200);
  } finally {
    child.kill('SIGTERM');
  }
  assert.equal(await ended, 0);
});

test('SBX-18: the test client reaches the operators’ services through the real server', async () => {
  const world = await open({ connections: 2, jobs: 1, recipients: 2 });
  const headers = staffHeaders({ 'content-type': 'application/json' });
  const body = JSON.stringify(connection());
  const created = await fetch(`${world.origin}${FLOW}/connections`, { method: 'POST', headers, body });
  assert.equal(created.status, 201);
  const connections = await world.streaming.connections();
  assert.equal(connections.length, 3);
  const { inletUrl, inletId } = connections[2]!;
  assert.equal(new URL(inletUrl).origin, world.origin);
  const json = { 'content-type': 'application/json' };
  const sent = await fetch(inletUrl, { method: 'POST', headers: json, body: JSON.stringify(message(sessionStart())) });
  assert.equal(sent.status, 200);
  assert.equal((await world.streaming.events({ inlet: inletId })).length, 1);
  await world.streaming.dataset('other', SCHEMA_ID);
  assert.notEqual(DATASET_ID, 'other');

  const job = await world.watermark.addJob({ contentId: 'tour-1', recipients: 3 });
  await world.watermark.setStatus(job, 'DM500');
  await world.watermark.addRecipients({ names: ['a'] });
  assert.deepEqual(await world.watermark.count(), { jobs: 2, recipients: 4 });
  const authorization = await world.watermark.token();
  const answer = await fetch(`${world.origin}/api/job/DEMO/${job}?time_zone=%2B00:00`, { headers: { authorization } });
  assert.equal(((await answer.json()) as any).data.job_status, 'DM500');
  const [entry] = await world.journal({ path: '/api/job/' });
  assert.equal(entry?.search, '?time_zone=%2B00:00', 'the journal keeps the query as it was sent');
  await world.watermark.expireTokens();
  await world.streaming.expireTokens();
  await world.allowOrigins(['https://staff.test']);
  assert.deepEqual(await world.complaints(), []);
});
