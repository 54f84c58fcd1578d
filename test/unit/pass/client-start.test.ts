import { expect } from '@open-wc/testing';
import { createDevice, signInByPopup, type PassDevice } from '../../support/fake-pass.ts';

const REGISTER = 'POST /o/client/register';
const TOKEN = 'POST /o/client/token';
const DAY = 24 * 3_600_000;

describe('PassClient, start of a page', () => {
  let device: PassDevice;
  beforeEach(() => {
    device = createDevice();
  });
  afterEach(() => {
    expect(device.complaints().join('\n')).to.equal('');
  });

  /** A viewer who signed in on an earlier page; the journal begins after it. */
  const visitBefore = async (mvpd = 'acmeCable'): Promise<void> => {
    const tab = await device.open();
    await signInByPopup(device, tab, mvpd);
    tab.client.stop();
    await device.clock.advance(60_000);
    device.world.journal.clear();
  };

  it('PASS-R1, PASS-R32: the first one registers, buys a token, and asks for all profiles', async () => {
    await device.open();
    expect(device.requests()).to.deep.equal([REGISTER, TOKEN, 'GET /profiles']);
  });

  it('PASS-R118: that leaves room for the picker in the first burst', async () => {
    const { client } = await device.open();
    await client.providers();
    expect([device.requests().length, device.clock.elapsed()]).to.deep.equal([4, 0]);
  });

  it('nobody is signed in then', async () => {
    const { client } = await device.open();
    const { status, profile, notice, error } = client.store.getState();
    expect({ status, profile, notice, error }).to.deep.equal({
      ...{ status: 'signed-out', profile: null, notice: null, error: null },
    });
  });

  it('is ready once the service has answered, and not before', async () => {
    await visitBefore();
    const { client } = device.launch();
    let answered = -1;
    void client.ready.then(() => (answered = device.requests().length));
    await device.network.idle();
    expect([answered, client.store.getState().status]).to.deep.equal([1, 'signed-in']);
  });

  it('knows when the device has become another one for the service', async () => {
    await visitBefore();
    const same = await device.open();
    expect(same.client.isRenewed).to.equal(false);
    await device.storage.delete(['device']);
    const other = await device.open({ alone: true });
    expect([other.client.isRenewed, other.client.store.getState().status]).to.deep.equal([true, 'signed-out']);
  });

  it('tells a provider that somebody got in with from one that was only chosen', async () => {
    await visitBefore();
    const tab = await device.open();
    expect(tab.client.store.getState().remembered?.confirmed).to.equal(true);
    void tab.client.signIn('quietline', { mode: 'redirect' }).catch(() => {});
    await device.network.idle();
    expect(tab.client.store.getState().remembered?.confirmed).to.equal(undefined);
    tab.client.stop();
  });

  it('PASS-R2, PASS-R4, PASS-R19, PASS-R32: a return visit asks for the one profile and nothing else', async () => {
    await visitBefore();
    await device.open();
    expect(device.requests()).to.deep.equal(['GET /profiles/acmeCable']);
  });

  it('PASS-R4: the profile is shown before the service has answered', async () => {
    await visitBefore();
    device.world.faults.add({ path: '/api/v2/demo/profiles', drop: true });
    const { client } = await device.open();
    expect(client.store.getState().status).to.equal('signed-in');
  });

  it('PASS-R103: the device identifier is that of the earlier visit', async () => {
    await visitBefore();
    const before = await device.storage.get<string>(['device']);
    await device.open();
    const sent = device.entries(/profiles/)[0]!.headers['ap-device-identifier']!;
    expect(atob(sent.split(' ')[1]!)).to.equal(before);
  });

  it('PASS-R103: an identifier that another version of this library stored is kept', async () => {
    await device.storage.set(['device'], 'of-an-earlier-version');
    await device.open();
    const sent = device.entries(/profiles/)[0]!.headers['ap-device-identifier']!;
    expect([atob(sent.split(' ')[1]!), await device.storage.get(['device'])]).to.deep.equal([
      'of-an-earlier-version',
      'of-an-earlier-version',
    ]);
  });

  for (const type of ['degraded', 'temporary', 'appleSSO', 'platformSSO', 'serviceTokenSSO', 'somethingNew']) {
    it(`PASS-R58: whoever has a profile of type ${type} is signed in, now and at the next visit, and may watch`, async () => {
      const { acmeCable: more } = { acmeCable: { notBefore: 0, notAfter: device.clock.now() + DAY, attributes: {} } };
      const body = { profiles: { acmeCable: { ...more, type, issuer: 'Adobe' } } };
      device.world.faults.add({ path: '/api/v2/demo/profiles', body });
      const token = { serializedToken: 'x', notBefore: 1, notAfter: 2 };
      const decision = { resource: 'news', mvpd: 'acmeCable', source: 'mvpd', authorized: true, token };
      device.world.faults.add({ path: '/api/v2/demo/decisions', body: { decisions: [decision] } });
      const first = await device.open();
      const { status, profile } = first.client.store.getState();
      const { authorized } = await first.client.authorize('news');
      first.client.stop();
      device.world.faults.clear();
      device.world.faults.add({ path: '/api/v2/demo/profiles', drop: true });
      const later = (await device.open()).client.store.getState();
      expect([status, profile!.type, authorized, later.status, later.profile!.type]).to.deep.equal([
        ...['signed-in', type, true, 'signed-in', type],
      ]);
    });
  }

  it('PASS-R21, PASS-R55: after the profile has run out the provider is still known, and no list is fetched', async () => {
    await visitBefore();
    await device.clock.advance(31 * DAY);
    device.world.journal.clear();
    const { client } = await device.open();
    const { status, remembered } = client.store.getState();
    expect([status, remembered!.id, device.requests()]).to.deep.equal([
      ...['signed-out', 'acmeCable', [TOKEN, 'GET /profiles/acmeCable']],
    ]);
  });

  it('PASS-R57: a profile that the service withdrew is forgotten, with a word to the viewer', async () => {
    await visitBefore();
    await device.control('pass/invalidate-profiles');
    const { client } = await device.open();
    const { status, notice, remembered } = client.store.getState();
    expect([status, notice, remembered!.id]).to.deep.equal(['signed-out', 'session-ended', 'acmeCable']);
  });

  it('PASS-R56: nothing is asked to make a profile last longer, however long the page stands', async () => {
    await visitBefore();
    await device.open();
    await device.clock.advance(20 * DAY);
    expect(device.requests()).to.deep.equal(['GET /profiles/acmeCable']);
  });

  it('PASS-R15: lost credentials mean a new registration and a viewer who has to sign in', async () => {
    await visitBefore();
    const { baseUrl, softwareStatement } = device.config;
    const key = ['pass', baseUrl, softwareStatement.slice(-24), 'credentials'];
    await device.storage.delete(key);
    // The service was told to expect it: the page itself cannot know that its storage was cleared.
    for (const client of device.world.pass.clients.values()) client.toldToRegister = true;
    const { client } = await device.open();
    expect([device.requests().slice(0, 2), client.store.getState().status]).to.deep.equal([
      [REGISTER, TOKEN],
      'signed-out',
    ]);
  });

  it('PASS-R10: credentials that were withdrawn are replaced once, and the viewer has to sign in', async () => {
    await visitBefore();
    await device.control('pass/revoke-credentials');
    const { client } = await device.open();
    const { status, notice } = client.store.getState();
    expect([device.entries(/register/).length, status, notice]).to.deep.equal([1, 'signed-out', 'session-ended']);
  });

  it('PASS-R28: name and logo are those of the provider chosen on this device', async () => {
    const tab = await device.open();
    await tab.client.providers();
    await signInByPopup(device, tab);
    expect(tab.client.store.getState().profile!.displayName).to.equal('Acme Cable');
  });

  it('PASS-R51: of several profiles one is chosen, and another can be', async () => {
    const tab = await device.open();
    await signInByPopup(device, tab, 'duoVista');
    await tab.client.signOut();
    await device.clock.advance(5000);
    const client = (await device.storage.get<{ clientId: string }>([
      'pass',
      device.config.baseUrl,
      device.config.softwareStatement.slice(-24),
      'credentials',
    ]))!;
    const seat = { client: client.clientId, device: await device.storage.get<string>(['device']), mvpd: 'duoVista' };
    await device.control('pass/sign-in', seat);
    await tab.client.refresh();
    tab.client.selectProfile('duoVistaGo');
    const { profiles, profile } = tab.client.store.getState();
    expect([profiles.length, profile!.mvpd]).to.deep.equal([2, 'duoVistaGo']);
  });

  it('a service that cannot be reached is an error state, from which a refresh recovers', async () => {
    device.world.faults.add({ path: '/o/client/register', drop: true, times: 3 });
    const { client } = await device.open();
    await device.clock.advance(30_000);
    const failed = client.store.getState();
    const refreshed = client.refresh();
    await device.clock.advance(5000);
    await refreshed;
    expect([failed.status, failed.error!.code, client.store.getState().status]).to.deep.equal([
      ...['error', 'network', 'signed-out'],
    ]);
  });

  it('a device that cannot read its storage is taken for a new one', async () => {
    const broken = createDevice();
    const { storage } = broken;
    const get: typeof storage.get = key =>
      key.includes('profiles') ? Promise.reject(new Error('x')) : storage.get(key);
    const { client } = await Object.assign(broken, { storage: { ...storage, get } }).open();
    expect(client.store.getState().status).to.equal('signed-out');
  });

  it('a page that stops asks nothing more and leaves no timer', async () => {
    const { client } = await device.open();
    client.stop();
    await device.clock.advance(60_000);
    expect([device.requests().length, device.clock.timers]).to.deep.equal([3, 0]);
  });

  it('put back, it looks again', async () => {
    const { client } = await device.open();
    client.stop();
    client.start();
    await device.network.idle();
    expect(device.requests().slice(3)).to.deep.equal(['GET /profiles']);
  });

  it('stopped before the answer came and put back, it still finds out', async () => {
    const { client } = await device.open();
    client.stop();
    client.start();
    client.stop();
    client.start();
    await device.clock.advance(0);
    expect(client.store.getState().status).to.equal('signed-out');
  });

  it('PASS-R99, PASS-R100, PASS-R101: every call of REST V2 carries token and both device headers', async () => {
    await visitBefore();
    const { client } = await device.open();
    await client.providers();
    await client.authorize('news');
    const bare = device
      .entries(/^\/api\/v2/)
      .filter(({ headers: h }) => !h['authorization'] || !h['ap-device-identifier'] || !h['x-device-info']);
    expect(bare).to.deep.equal([]);
  });

  it('PASS-R107: a configured visitor id goes with every call', async () => {
    await device.open({ config: { visitorId: '4711' } });
    expect(device.entries(/^\/api\/v2/).map(({ headers }) => headers['ap-visitor-identifier'])).to.deep.equal(['4711']);
  });

  it('PASS-R120: the log names no token, secret or device identifier', async () => {
    await visitBefore();
    await device.open();
    const stored = (await device.storage.entries([])).map(([, value]) => value as Record<string, unknown>);
    const secrets = stored.flatMap(value => (typeof value === 'string' ? value : Object.values(value)));
    const leaked = secrets.filter(
      secret => typeof secret === 'string' && secret.length > 20 && device.logged.join().includes(secret),
    );
    expect([device.logged.length > 5, leaked]).to.deep.equal([true, []]);
  });
});
