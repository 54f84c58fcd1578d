import { expect } from '@open-wc/testing';
import { createDevice, HERE, signInByPopup, type OpenTab, type PassDevice } from '../../support/fake-pass.ts';

describe('PassClient, signing out', () => {
  let device: PassDevice;
  let tab: OpenTab;
  const state = () => tab.client.store.getState();
  const start = async (mvpd = 'acmeCable'): Promise<void> => {
    device = createDevice();
    tab = await device.open();
    await signInByPopup(device, tab, mvpd);
    await device.clock.advance(60_000);
  };
  afterEach(() => {
    expect(device.complaints().join('\n')).to.equal('');
  });

  it('PASS-R92: asks the service to delete the profile, with where to come back', async () => {
    await start();
    await tab.client.signOut();
    const [entry] = device.entries(/logout/);
    expect([entry!.path, entry!.query]).to.deep.equal(['/api/v2/demo/logout/acmeCable', { redirectUrl: HERE }]);
  });

  it('PASS-R93: visits the provider’s sign-out page at its absolute address', async () => {
    await start();
    await tab.client.signOut();
    expect(tab.browser.logoutPages.map(page => page.split('?')[0])).to.deep.equal([
      'http://localhost:8787/adobe-services/logout',
    ]);
  });

  it('PASS-R93: and at a relative one, seen from the service', async () => {
    await start('brightwater');
    const [step] = await tab.client.signOut();
    expect([step!.url!.startsWith('/adobe-services'), tab.browser.logoutPages[0]]).to.deep.equal([
      true,
      `http://localhost:8787${step!.url}`,
    ]);
  });

  it('PASS-R140: stays on the page when it is told to, and hands the provider’s page to the caller', async () => {
    await start();
    const [step] = await tab.client.signOut({ stay: true });
    expect([step!.actionName, tab.browser.logoutPages, state().status]).to.deep.equal(['logout', [], 'signed-out']);
    expect(step!.url).to.be.a('string');
  });

  it('PASS-R140: where no page can be opened it ends after the service has deleted the profile', async () => {
    await start();
    tab.browser.startLogout = () => {
      throw new DOMException('not here', 'SecurityError');
    };
    const [step] = await tab.client.signOut();
    await device.network.idle();
    const kept = await device.storage.get(['pass', device.config.baseUrl, 'demo', 'profiles']);
    expect([step!.actionName, state().status, state().error, kept]).to.deep.equal([
      ...['logout', 'signed-out', null, undefined],
    ]);
  });

  it('an answer that was on its way while the viewer signed out brings nobody back', async () => {
    device = createDevice();
    const { fetch } = device;
    let arrive = (): void => {};
    let slow = false;
    // The service has looked, but its answer travels longer than that of the sign-out.
    device.fetch = async (input, init) => {
      const response = await fetch(input, init);
      if (slow && String(input).includes('/profiles')) await new Promise<void>(resolve => (arrive = resolve));
      return response;
    };
    tab = await device.open();
    await signInByPopup(device, tab, 'quietline');
    await device.clock.advance(60_000);
    slow = true;
    const checking = tab.client.refresh();
    await device.network.idle();
    slow = false;
    await tab.client.signOut();
    const seen: string[] = [];
    tab.client.store.subscribe(({ status }) => void seen.push(status));
    arrive();
    await device.clock.advance(5000);
    await checking;
    expect([seen.includes('signed-in'), state().status, state().profiles]).to.deep.equal([false, 'signed-out', []]);
  });

  it('PASS-R95: complete needs no page', async () => {
    await start('quietline');
    const steps = await tab.client.signOut();
    expect([steps, tab.browser.logoutPages]).to.deep.equal([[{ mvpd: 'quietline', actionName: 'complete' }], []]);
  });

  it('PASS-R95: invalid, which says that there was no profile, neither', async () => {
    await start();
    await device.control('pass/expire-profiles');
    const steps = await tab.client.signOut();
    expect([steps[0]!.actionName, tab.browser.logoutPages, state().status]).to.deep.equal([
      'invalid',
      [],
      'signed-out',
    ]);
  });

  it('PASS-R94: a partner’s sign-out opens nothing and is handed to the page to explain', async () => {
    await start();
    const entry = { actionName: 'partner_logout', actionType: 'partner_interactive', mvpd: 'acmeCable' };
    device.world.faults.add({ path: '/api/v2/demo/logout', body: { logouts: { acmeCable: entry } } });
    const steps = await tab.client.signOut();
    expect([steps[0]!.actionName, tab.browser.logoutPages]).to.deep.equal(['partner_logout', []]);
  });

  for (const actionName of ['partner_logout', 'complete', 'invalid']) {
    it(`PASS-R94, PASS-R95: ${actionName} opens nothing, an address beside it or not`, async () => {
      await start();
      const entry = { actionName, actionType: 'none', mvpd: 'acmeCable', url: '/adobe-services/logout' };
      device.world.faults.add({ path: '/api/v2/demo/logout', body: { logouts: { acmeCable: entry } } });
      await tab.client.signOut();
      expect([tab.browser.logoutPages, state().status]).to.deep.equal([[], 'signed-out']);
    });
  }

  it('PASS-R96: every entry of an answer is followed', async () => {
    await start();
    const entry = { actionName: 'logout', actionType: 'interactive' };
    const logouts = { acmeCable: { ...entry, url: '/one' }, sibling: { ...entry, url: 'https://b.test/two' } };
    device.world.faults.add({ path: '/api/v2/demo/logout', body: { logouts } });
    await tab.client.signOut();
    expect(tab.browser.logoutPages).to.deep.equal(['http://localhost:8787/one', 'https://b.test/two']);
  });

  it('a sign-out address that could run script is not followed', async () => {
    await start();
    const logouts = { acmeCable: { actionName: 'logout', url: 'javascript:alert(1)' } };
    device.world.faults.add({ path: '/api/v2/demo/logout', body: { logouts } });
    await tab.client.signOut();
    expect(tab.browser.logoutPages).to.deep.equal([]);
  });

  it('the page that comes back from one sign-out page goes on to the next before anything else', async () => {
    await start();
    const back = await device.open();
    back.browser.logoutPages = ['https://b.test/two'];
    back.client.stop();
    expect([back.browser.continueLogout(), back.browser.left]).to.deep.equal([true, ['https://b.test/two']]);
  });

  it('PASS-R98: profile and provider are gone; credentials, token and device identifier stay', async () => {
    await start();
    await tab.client.signOut();
    await device.network.idle();
    const keys = (await device.storage.entries([])).map(([key]) => key[key.length - 1]);
    expect([state().profile, state().remembered, keys.sort()]).to.deep.equal([
      ...[null, null, ['credentials', 'device', 'device-info', 'http://localhost:8787', 'token']],
    ]);
  });

  it('PASS-R98: what is told to other pages is stored before this one leaves', async () => {
    await start();
    let stored: unknown = 'not asked';
    const { startLogout } = tab.browser;
    tab.browser.startLogout = pages => {
      void device.storage.get(['pass', device.config.baseUrl, 'demo', 'profiles']).then(value => (stored = value));
      startLogout(pages);
    };
    await tab.client.signOut();
    await device.network.idle();
    expect(stored).to.equal(undefined);
  });

  it('PASS-R96: all profiles, if that is wanted', async () => {
    await start();
    await signInByPopup(device, tab, 'brightwater');
    await tab.client.signOut({ all: true });
    expect([device.entries(/logout/).length, state().status]).to.deep.equal([2, 'signed-out']);
  });

  it('one of two profiles leaves the viewer signed in with the other', async () => {
    await start();
    await signInByPopup(device, tab, 'brightwater');
    await tab.client.signOut();
    expect([state().status, state().profile!.mvpd]).to.deep.equal(['signed-in', 'acmeCable']);
  });

  it('PASS-R136: a provider that was switched off needs no sign-out at the service', async () => {
    await start();
    await device.control('pass/integration', { mvpd: 'acmeCable', enabled: false });
    const steps = await tab.client.signOut();
    expect([steps, state().status]).to.deep.equal([[], 'signed-out']);
  });

  it('a sign-out that fails is told, and the viewer stays signed in', async () => {
    await start();
    device.world.faults.add({ path: '/api/v2/demo/logout', status: 500, body: '<html></html>' });
    const code = await tab.client.signOut().catch((error: { code: string }) => error.code);
    expect([code, state().status]).to.deep.equal(['invalid-response', 'signed-in']);
  });

  it('PASS-R96: of two sign-outs of which the second fails, the first is done, at the provider too', async () => {
    await start();
    await signInByPopup(device, tab, 'brightwater');
    device.world.faults.add({ path: '/api/v2/demo/logout', after: 1, status: 500, body: '<html></html>' });
    const code = await tab.client.signOut({ all: true }).catch((error: { code: string }) => error.code);
    expect([state().profiles.length, state().status, code]).to.deep.equal([1, 'signed-in', 'invalid-response']);
    expect(tab.browser.logoutPages).to.have.length(1);
  });
});
