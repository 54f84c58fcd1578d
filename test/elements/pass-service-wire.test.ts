import { expect } from '@open-wc/testing';
import type { JournalEntry } from '../support/world.ts';
import { comeBack, gateMarkup, gateOf, inState, passPage, storedEntries, until } from '../support/pass-fixtures.ts';

const decode = (text: string): string => new TextDecoder().decode(Uint8Array.from(atob(text), c => c.charCodeAt(0)));
const decoded = ({ headers }: JournalEntry): Record<string, unknown> =>
  JSON.parse(decode(headers['x-device-info']!)) as Record<string, unknown>;

/** The values the documentation lists for the restricted keys. */
const LISTED: Record<string, RegExp> = {
  primaryHardwareType: /^(Desktop|MobilePhone|Tablet|TV|GamesConsole|Unknown|SetTopBox)$/,
  osName: /^(Linux|Windows|Mac OS|Android|iOS|Chrome OS|webOS)$/,
  connectionType: /^(WiFi|LAN|2G|3G|4G|5G|CDMA|GSM|notAccessible|unknown)$/,
};

describe('<pass-service> on the wire', () => {
  const page = passPage();

  /** Everything a visit asks: list, sign-in, decision, sign-out. */
  const visit = async (changes: Record<string, string | null> = {}): Promise<JournalEntry[]> => {
    const service = page.open(gateMarkup(), changes);
    await inState(service, 'signed-out');
    await service.providers();
    const signedIn = service.signIn('quietline');
    await comeBack(page);
    await signedIn;
    await inState(gateOf(service), 'authorized');
    await service.signOut();
    return page.world.journal();
  };
  const v2 = (entries: JournalEntry[]): JournalEntry[] => entries.filter(({ path }) => path.startsWith('/api/v2/'));

  it('token and both device headers on every call, within the burst, without a complaint (PASS-R99 to PASS-R105, PASS-R118, PASS-R138)', async () => {
    const entries = await visit();
    expect(entries.length).to.be.at.most(10);
    expect(v2(entries).length).to.be.at.least(6);
    for (const entry of v2(entries)) {
      expect(entry.headers['authorization']).to.match(/^Bearer \S+$/);
      expect(entry.headers['ap-device-identifier']).to.match(/^fingerprint [A-Za-z0-9+/]+={0,2}$/);
      const info = decoded(entry);
      expect(info).to.include.keys('model', 'version', 'osName', 'osVersion', 'connectionType');
      for (const [key, listed] of Object.entries(LISTED)) expect(info[key]).to.match(listed);
      expect(entry.headers).not.to.have.any.keys('x-forwarded-for', 'ap-visitor-identifier', 'ad-service-token');
      expect(entry.headers['user-agent']).to.equal(navigator.userAgent);
    }
    expect(new Set(v2(entries).map(({ headers }) => headers['ap-device-identifier'])).size).to.equal(1);
    for (const { path } of entries) expect(path).to.match(/^\/(o\/client|api\/v2)\//);
  });

  it('the device stays the same for the next visit and for another service provider (PASS-R2, PASS-R3, PASS-R103)', async () => {
    const before = await visit();
    document.querySelector('pass-service')!.remove();
    await page.world.clearJournal();
    await inState(page.open(), 'signed-out');
    await inState(page.open('', { 'service-provider': 'demoKids' }), 'signed-out');
    const after = await page.world.journal();
    const devices = [...v2(before), ...v2(after)].map(({ headers }) => headers['ap-device-identifier']);
    expect(new Set(devices).size).to.equal(1);
    expect(after.filter(({ path }) => path.includes('/o/client/'))).to.have.length(0);
  });

  it('visitor-id on the calls of REST V2 (PASS-R107)', async () => {
    const entries = v2(await visit({ 'visitor-id': '20265673158980419722735089753036633573' }));
    expect(entries.length).to.be.at.least(6);
    for (const { headers } of entries) {
      expect(headers['ap-visitor-identifier']).to.equal('20265673158980419722735089753036633573');
    }
  });

  it('application-id in the device information (PASS-R101)', async () => {
    const [first] = v2(await visit({ 'application-id': 'Télé été 📺' }));
    expect(decoded(first!)['applicationId']).to.equal('Télé été 📺');
    expect(first!.headers['x-device-info']).to.match(/^[A-Za-z0-9+/]+={0,2}$/);
  });

  it('a service token on sessions, profiles, decisions and logout, and nowhere else (PASS-R108)', async () => {
    const token = await page.world.serviceToken('viewer-1');
    const entries = await visit({ 'service-token': token });
    const withToken = entries.filter(({ headers }) => headers['ad-service-token'] === token).map(({ path }) => path);
    for (const part of ['/sessions', '/profiles', '/decisions/authorize/', '/logout/'])
      expect(
        withToken.some(path => path.includes(part)),
        part,
      ).to.equal(true);
    for (const path of withToken)
      expect(path).to.match(/\/(sessions|profiles(\/quietline)?|decisions\/.*|logout\/.*)$/);
  });

  it('an expired service token is not sent (PASS-R108)', async () => {
    const token = await page.world.serviceToken('viewer-1', -60);
    const service = page.open('', { 'service-token': token });
    await inState(service, 'signed-out');
    for (const { headers } of await page.world.journal()) expect(headers).not.to.have.property('ad-service-token');
  });

  it('a service token without a signature, or that is no token at all, is not sent (PASS-R108)', async () => {
    const [header, claims] = (await page.world.serviceToken('viewer-1')).split('.');
    for (const token of [`${header}.${claims}.`, `${header}.${claims}`, 'viewer-1']) {
      const service = page.open('', { 'service-token': token });
      await inState(service, 'signed-out');
      const entries = await page.requests(/profiles/);
      expect(entries).not.to.deep.equal([]);
      for (const { headers } of entries) expect(headers, token).not.to.have.property('ad-service-token');
      service.parentElement!.remove();
    }
  });

  it('after a permit the profile can be read again, with what the service knows now (PASS-R54)', async () => {
    await page.visitedBefore('acmeCable');
    const service = page.open();
    await inState(service, 'signed-in');
    await until(async () => (await page.requests(/profiles/)).length === 1, 'the look who is signed in');
    await service.authorize('news');
    await page.world.clearJournal();
    const profile = await service.profileAt('acmeCable');
    expect((await page.requests(/./)).map(({ method, path }) => `${method} ${path}`)).to.deep.equal([
      'GET /api/v2/demo/profiles/acmeCable',
    ]);
    expect([profile!.mvpd, profile!.attributes]).to.deep.equal(['acmeCable', service.profile!.attributes]);
    expect(profile!.attributes).not.to.deep.equal({});
  });

  it('a provider of the site’s own list needs no list of the service, and a rejected id is forgotten (PASS-R135)', async () => {
    page.forgive(/./);
    const service = page.open();
    await inState(service, 'signed-out');
    const coming = service.signIn('acmeCable');
    await comeBack(page);
    expect((await coming).mvpd).to.equal('acmeCable');
    expect(await page.requests(/configuration$/)).to.deep.equal([]);
    await service.signOut();
    const error = await service.signIn('noSuchProvider').catch((thrown: unknown) => thrown as { code: string });
    expect(error).to.have.property('code', 'aborted');
    expect(service.client!.store.getState()).to.include({ status: 'signed-out', notice: 'provider-unknown' });
    expect(service.client!.store.getState().remembered).to.equal(null);
  });

  it('logout names the provider and where to come back (PASS-R92)', async () => {
    await visit({ 'redirect-url': `${location.origin}/back` });
    const [logout, ...more] = await page.requests(/logout/);
    expect(more).to.deep.equal([]);
    expect([logout!.method, logout!.path]).to.deep.equal(['GET', '/api/v2/demo/logout/quietline']);
    expect(logout!.query).to.deep.equal({ redirectUrl: `${location.origin}/back` });
  });

  it('debug tells the steps, never a token, a secret, a device or a viewer (PASS-R120)', async () => {
    const words: string[] = [];
    const kept = { debug: console.debug, log: console.log, info: console.info, warn: console.warn };
    for (const level of ['debug', 'log', 'info', 'warn'] as const)
      console[level] = (...said: unknown[]) => void words.push(said.map(String).join(' '));
    let entries: JournalEntry[];
    try {
      entries = await visit({ debug: '' });
    } finally {
      Object.assign(console, kept);
    }
    expect(words.length).to.be.at.least(entries.length);
    expect(words.join('\n')).to.contain('GET /api/v2/demo/profiles answered 200');
    const secrets = entries.flatMap(({ response, headers }) => {
      const { client_id, client_secret, access_token } = (response ?? {}) as Record<string, string>;
      const device = headers['ap-device-identifier']?.split(' ')[1];
      return [client_id, client_secret, access_token, device, device && decode(device)];
    });
    const media = JSON.stringify(entries.map(({ response }) => response)).match(/"serializedToken":"([^"]+)"/)![1];
    const told = [...secrets, media].filter(value => value !== undefined);
    expect(told.length).to.be.above(5);
    for (const secret of told) expect(words.join('\n')).not.to.contain(secret);
  });

  it('without debug the console stays empty', async () => {
    const words: unknown[] = [];
    const { debug } = console;
    console.debug = (...said: unknown[]) => void words.push(...said);
    try {
      await inState(page.open(), 'signed-out');
    } finally {
      console.debug = debug;
    }
    expect(words).to.deep.equal([]);
  });

  it('a sign-out keeps credentials, token and device, and drops profile and provider (PASS-R98)', async () => {
    await visit();
    const held = async (): Promise<string[]> =>
      (await storedEntries())
        .map(([key]) => key)
        .filter(key => key.includes(page.world.origin) || key === '["device"]');
    await until(async () => !(await held()).some(key => /profiles|provider"/.test(key)), 'the profile to go');
    const keys = (await held()).join(' ');
    for (const part of ['credentials', 'token', 'device']) expect(keys).to.contain(part);
  });
});
