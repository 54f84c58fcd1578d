import { expect } from '@open-wc/testing';
import { REVOKED_STATEMENT } from '../../demo/services/fixtures.ts';
import { models } from '../../src/access-enabler/index.ts';
import { pageBrowser } from '../../src/pass/browser.ts';
import { oldPage } from '../support/old-page.ts';
import { comeBack, passPage, until } from '../support/pass-fixtures.ts';

const { closeSelf } = pageBrowser;

describe('AccessEnabler: pages that do the unexpected', () => {
  const page = passPage();
  const old = oldPage(page);
  const service = () => document.querySelector('pass-service')!;
  /** As in a click of the viewer, or outside of any. */
  const inClick = (isActive: boolean): void =>
    void Object.defineProperty(navigator, 'userActivation', { value: { isActive }, configurable: true });

  afterEach(() => {
    delete (navigator as unknown as Record<string, unknown>)['userActivation'];
    Object.assign(pageBrowser, { closeSelf });
    sessionStorage.clear();
  });

  it('AE-R40, AE-S19, AE-S21: a page that answers each no with another call stays alive', async () => {
    page.forgive(/unapproved_software_statement/);
    const enabler = old.start({}, { statement: REVOKED_STATEMENT });
    let calls = 0;
    let isAlive = false;
    old.on('setAuthenticationStatus', () => {
      if (calls++ === 0) setTimeout(() => (isAlive = true));
      if (calls < 200 && !isAlive) enabler.setSelectedProvider('previewPass');
    });
    enabler.checkAuthentication();
    await until(() => isAlive, 'a task of the page');
    expect(calls, 'before the page had its turn').to.be.below(10);
  });

  it('AE-R14, AE-S15: a page that tries a preauthorize again at once is served when the set-up has ended', async () => {
    await page.signedIn('acmeCable');
    const enabler = old.start();
    const request = models.PreauthorizeRequest.getBuilder().setResources(['news']).build();
    let tries = 0;
    const served = new Promise<boolean>(resolve => {
      const ask = (): void =>
        enabler.preauthorize(request, {
          onResponse: () => resolve(true),
          onFailure: () => (++tries < 3000 ? ask() : resolve(false)),
        });
      ask();
    });
    expect(await served).to.equal(true);
    expect(tries).to.be.above(0);
  }).timeout(20_000);

  it('a viewer who signs in by an element after the page has dismissed the choice is signed in for the page, too', async () => {
    const enabler = old.start();
    enabler.checkAuthentication();
    enabler.setSelectedProvider(null);
    await old.called('setAuthenticationStatus', 2);
    const signedIn = service().signIn('acmeCable');
    await comeBack(page);
    await signedIn;
    enabler.checkAuthentication();
    expect(await old.called('setAuthenticationStatus', 3)).to.deep.equal([1, '']);
    expect(enabler.getSelectedProvider()).to.deep.equal({ MVPD: 'acmeCable', AE_State: 'User Authenticated' });
  });

  it('so is one who signs in by an element while the page has a TempPass, also on the next visit', async () => {
    const enabler = old.start();
    enabler.setSelectedProvider('previewPass');
    await old.called('setAuthenticationStatus');
    expect(enabler.getSelectedProvider().MVPD).to.equal('previewPass');
    const signedIn = service().signIn('acmeCable');
    await comeBack(page);
    await signedIn;
    enabler.checkAuthentication();
    await old.called('setAuthenticationStatus', 2);
    expect(enabler.getSelectedProvider().MVPD).to.equal('acmeCable');
    await new Promise(resolve => setTimeout(resolve, 200));
    service().remove();
    const next = old.start();
    next.checkAuthentication();
    await old.called('setAuthenticationStatus', 3);
    expect(next.getSelectedProvider().MVPD).to.equal('acmeCable');
  });

  it('AE-R57: what is known of a list belongs to one viewer: after a sign-out by an element it is asked for again', async () => {
    await page.visitedBefore('acmeCable');
    const enabler = old.start();
    enabler.checkPreauthorizedResources(['news']);
    await old.called('preauthorizedResources');
    enabler.checkAuthorization('news');
    await old.called('setToken');
    await service().signOut();
    const signedIn = service().signIn('acmeCable');
    await comeBack(page);
    await signedIn;
    enabler.checkPreauthorizedResources(['news']);
    expect(await old.called('preauthorizedResources', 2)).to.deep.equal([['news']]);
    expect(await page.requests(/\/decisions\/preauthorize\//)).to.have.length(2);
    enabler.getMetadata('TTL_AUTHZ', ['news']);
    expect(await old.called('setMetadataStatus')).to.deep.equal(['TTL_AUTHZ', false, null]);
  });

  it('AE-R30, AE-R37: a second sign-in in the background, in one go, takes over the window of the first', async () => {
    const enabler = old.start({ backgroundLogin: true });
    enabler.getAuthentication();
    await old.called('displayProviderDialog');
    window.open('https://old.example/host', 'mvpdwindow');
    enabler.setSelectedProvider('pickwell');
    await until(() => page.windows[0]?.mark !== undefined, 'the first provider');
    page.windows[0]!.mark = undefined;
    window.open('https://old.example/host', 'mvpdwindow');
    enabler.getAuthentication();
    enabler.setSelectedProvider('acmeCable');
    await comeBack(page);
    expect(await old.called('setAuthenticationStatus')).to.deep.equal([1, '']);
    expect(page.windows).to.have.length(1);
    expect(page.left).to.deep.equal([]);
    expect(old.all('sendTrackingData').at(-1)![1][1]).to.equal('acmeCable');
  });

  it('AE-R66, AE-S19: a TempPass that is chosen unseen, outside of a click, opens no window', async () => {
    inClick(false);
    const enabler = old.start({ backgroundLogin: true });
    old.on('setAuthenticationStatus', status => {
      if (status === 0) enabler.setSelectedProvider('previewPass');
    });
    enabler.checkAuthentication();
    expect(await old.called('setAuthenticationStatus', 2)).to.deep.equal([1, '']);
    expect([page.windows, page.left]).to.deep.equal([[], []]);
  });

  it('AE-R30: a provider that is chosen unseen is shown in the window that the page opened in its click', async () => {
    inClick(false);
    const enabler = old.start({ backgroundLogin: true });
    enabler.checkAuthentication();
    await old.called('setAuthenticationStatus');
    window.open('https://old.example/host', 'mvpdwindow');
    enabler.setSelectedProvider('acmeCable');
    await comeBack(page);
    expect(await old.called('setAuthenticationStatus', 2)).to.deep.equal([1, '']);
    expect([page.windows.length, page.left]).to.deep.equal([1, []]);
  });

  it('AE-R36: a window that is closed while its provider is looked up ends the sign-in, and the page stays', async () => {
    inClick(true);
    const enabler = old.start({ backgroundLogin: true });
    enabler.checkAuthentication();
    await old.called('setAuthenticationStatus');
    const told = new Promise(resolve => document.addEventListener('access-enabler-cancelled', resolve, { once: true }));
    enabler.setSelectedProvider('acmeCable');
    expect(page.windows).to.have.length(1);
    page.windows[0]!.close();
    await told;
    await old.quiet();
    expect([page.windows.length, page.left]).to.deep.equal([1, []]);
    expect(old.all('setAuthenticationStatus')).to.have.length(1);
  });

  it('AE-R35, AE-R52: dismissed while its provider is shown: the window goes, and what it was for is no wish any more', async () => {
    const mvpdConfig = { acmeCable: { iFrameRequired: true, iFrameWidth: 400, iFrameHeight: 500 } };
    const enabler = old.start({ backgroundLogin: true, mvpdConfig });
    enabler.getAuthorization('news');
    await old.called('displayProviderDialog');
    const { open } = window;
    let features: string | undefined;
    window.open = (url, name, wished) => {
      features ??= wished;
      return open.call(window, url, name, wished);
    };
    enabler.setSelectedProvider('acmeCable');
    expect(features, 'the size that the page wants').to.contain('width=400,height=500');
    await until(() => page.windows[0]?.mark !== undefined, 'the provider');
    enabler.setSelectedProvider(null);
    expect(await old.called('setAuthenticationStatus')).to.deep.equal([0, 'Provider not Selected Error']);
    expect(page.windows.map(({ closed }) => closed)).to.deep.equal([true]);
    const signedIn = service().signIn('acmeCable');
    await comeBack(page);
    await signedIn;
    await old.quiet();
    expect(old.words().slice(2)).to.deep.equal([
      ...['N005', 'setAuthenticationStatus 0', 'sendTrackingData authenticationDetection'],
    ]);
  });

  it('AE-R63: metadata is told although the provider cannot be asked again after a permit', async () => {
    await page.signedIn('acmeCable');
    const enabler = old.start();
    enabler.checkAuthorization('news');
    await old.called('setToken');
    await page.world.fault({ path: '/api/v2/demo/profiles', status: 429 });
    await page.world.fault({ path: '/api/v2/demo/profiles/*', status: 429 });
    enabler.getMetadata('language');
    expect(await old.called('setMetadataStatus')).to.deep.equal(['language', false, 'en']);
    expect(old.all('setAuthenticationStatus')).to.deep.equal([]);
  }).timeout(40_000);

  it('AE-R38: the window that was opened for a provider who is none is closed again', async () => {
    inClick(true);
    const enabler = old.start({ backgroundLogin: true });
    enabler.checkAuthentication();
    await old.called('setAuthenticationStatus');
    enabler.setSelectedProvider('stranger');
    expect(page.windows.map(({ closed }) => closed)).to.deep.equal([false]);
    expect(await old.called('setAuthenticationStatus', 2)).to.deep.equal([0, 'Provider not Available Error']);
    expect(page.windows.map(({ closed }) => closed)).to.deep.equal([true]);
    expect([old.all('N500').length, page.left, await page.requests(/\/sessions$/)]).to.deep.equal([1, [], []]);
  });

  it('AE-R27: chosen first, then asked, in one go, is one wish, too', async () => {
    const enabler = old.start();
    enabler.checkAuthentication();
    await old.called('setAuthenticationStatus');
    const back = `${location.origin}/watch`;
    enabler.setSelectedProvider('acmeCable');
    enabler.getAuthentication(back);
    await until(() => page.left.length === 1, 'the page to leave');
    expect(old.all('sendTrackingData').filter(([type]) => type === 'mvpdSelection')).to.have.length(1);
    const made = await page.requests(/\/sessions$/);
    expect(made).to.have.length(1);
    expect(decodeURIComponent(JSON.stringify(made[0]!.body))).to.contain(back);
    expect(old.all('displayProviderDialog')).to.deep.equal([]);
  });

  it('AE-R31, AE-R42: a choice in the dialog of ours opens its window while the click is handled', async () => {
    old.without('displayProviderDialog');
    old.start({ backgroundLogin: true }).getAuthentication();
    await until(() => document.querySelector('dialog pass-provider-picker[state=ready]') !== null, 'the picker');
    const picker = document.querySelector('dialog pass-provider-picker')!;
    const provider = { id: 'acmeCable' };
    picker.dispatchEvent(new CustomEvent('pass-provider-select', { detail: { provider }, cancelable: true }));
    expect(page.windows.map(({ name }) => name)).to.deep.equal(['mvpdwindow']);
    await comeBack(page);
    expect(await old.called('setAuthenticationStatus')).to.deep.equal([1, '']);
    expect(document.querySelector('dialog')).to.equal(null);
    expect(old.all('N005')).to.deep.equal([]);
  });

  it('AE-R33: in the window that comes back, a page that waits for no entitlementLoaded is told nothing either', async () => {
    let closed = 0;
    pageBrowser.closeSelf = () => void closed++;
    const scope = `${page.world.origin} demo`;
    const waiting = new BroadcastChannel(`tve-elements ${scope}`);
    waiting.onmessage = ({ data }: MessageEvent<{ type: string; id: string }>) => {
      if (data.type === 'returned') waiting.postMessage({ type: 'welcome', id: data.id });
    };
    sessionStorage.setItem(
      'tve-pass-sign-in',
      JSON.stringify({
        ...{ id: 'one', scope, mode: 'popup', provider: { id: 'acmeCable' }, code: 'ABCDEFG' },
        ...{ until: Date.now() + 60_000, redirectUrl: location.href },
      }),
    );
    const enabler = old.start();
    enabler.checkAuthentication();
    enabler.checkAuthorization('news');
    await until(() => closed === 1, 'the window to close');
    await old.quiet();
    waiting.close();
    expect(old.told).to.deep.equal([]);
  });
});
