import { expect } from '@open-wc/testing';
import { oldPage } from '../support/old-page.ts';
import { SOFTWARE_STATEMENT } from '../../demo/services/fixtures.ts';
import { comeBack, inState, passPage, until } from '../support/pass-fixtures.ts';

const SIGNED_OUT = 'User Not Authenticated Error';

describe('AccessEnabler: signing in', () => {
  const page = passPage();
  const old = oldPage(page);

  it('AE-R12, AE-R20, AE-R21, AE-R22, AE-S1: a first visit is answered once, after the set-up, and sees no dialog', async () => {
    const enabler = old.start();
    enabler.checkAuthentication();
    expect(old.told).to.deep.equal([]);
    await old.called('sendTrackingData');
    await old.quiet();
    expect(old.words()).to.deep.equal([
      'N000',
      'setAuthenticationStatus 0',
      'sendTrackingData authenticationDetection',
    ]);
    expect(old.all('setAuthenticationStatus')).to.deep.equal([[0, SIGNED_OUT]]);
    const [, data] = old.all('sendTrackingData')[0]!;
    expect([data.length, data[0], data[5]]).to.deep.equal([7, false, 'html5']);
    expect(page.windows).to.deep.equal([]);
  });

  it('AE-R21, AE-R22, AE-S2: a signed-in viewer is told with provider and a number for the viewer', async () => {
    await page.signedIn('acmeCable');
    old.start().checkAuthentication();
    await old.called('sendTrackingData');
    await old.quiet();
    expect(old.words()).to.deep.equal(['setAuthenticationStatus 1', 'sendTrackingData authenticationDetection']);
    expect(old.all('setAuthenticationStatus')).to.deep.equal([[1, '']]);
    const [, data] = old.all('sendTrackingData')[0]!;
    expect([data[0], data[1], data[3]]).to.deep.equal([true, 'acmeCable', true]);
    expect(data[2]).to.match(/^[0-9a-f]{32}$/);
  });

  it('AE-R24, AE-R30, AE-R32, AE-R34, AE-S4: in the background, in the window the page opened, without a reload', async () => {
    const enabler = old.start({ backgroundLogin: true });
    enabler.getAuthentication();
    const [list] = await old.called('displayProviderDialog');
    expect(list[0]).to.have.keys('ID', 'displayName', 'logoURL', 'iFrameRequired', 'tempPass');
    window.open('https://old.example/host', 'mvpdwindow');
    enabler.setSelectedProvider('acmeCable');
    await comeBack(page);
    await old.called('sendTrackingData', 2);
    expect(old.words()).to.deep.equal([
      'displayProviderDialog',
      'sendTrackingData mvpdSelection',
      'setAuthenticationStatus 1',
      'sendTrackingData authenticationDetection',
    ]);
    const [, data] = old.all('sendTrackingData')[1]!;
    expect([data[0], data[1], data[3]]).to.deep.equal([true, 'acmeCable', false]);
    expect(page.windows.map(({ name, closed }) => [name, closed])).to.deep.equal([['mvpdwindow', true]]);
    expect(document.querySelector('iframe')).to.equal(null);
    expect(page.left).to.deep.equal([]);
  });

  const shown = async (options = {}) => {
    const enabler = old.start(options);
    enabler.getAuthentication();
    await old.called('displayProviderDialog');
    return enabler;
  };

  it('AE-R25: the list has TempPass in it, told as such, and no provider wants an iframe', async () => {
    await shown();
    const [list] = old.all('displayProviderDialog')[0]!;
    expect(
      list.filter((entry: { tempPass: boolean }) => entry.tempPass).map(({ ID }: { ID: string }) => ID),
    ).to.include('previewPass');
    expect(list.every((entry: { iFrameRequired: unknown }) => entry.iFrameRequired === false)).to.equal(true);
  });

  it('AE-R23: who is signed in sees no dialog', async () => {
    await page.signedIn('acmeCable');
    old.start().getAuthentication();
    expect(await old.called('setAuthenticationStatus')).to.deep.equal([1, '']);
    expect(old.all('displayProviderDialog')).to.deep.equal([]);
  });

  it('AE-R27, AE-R28, AE-R29, AE-S7: asked and chosen in one go: one session, with the page’s own address to return to', async () => {
    const enabler = old.start();
    enabler.checkAuthentication();
    await old.called('setAuthenticationStatus');
    const back = `${location.origin}/watch`;
    enabler.getAuthentication(back);
    enabler.setSelectedProvider('acmeCable');
    await until(() => page.left.length === 1, 'the page to leave');
    const made = await page.requests(/\/sessions$/);
    expect(made).to.have.length(1);
    expect(decodeURIComponent(JSON.stringify(made[0]!.body))).to.contain(back);
    const [type, data] = old.all('sendTrackingData')[1]!;
    expect([type, data[0], data.length]).to.deep.equal(['mvpdSelection', 'acmeCable', 4]);
    expect([old.all('displayProviderDialog'), page.windows]).to.deep.equal([[], []]);
  });

  for (const isDone of [true, false]) {
    const outcome = isDone ? 'signed in' : 'without having signed in';
    it(`AE-R39: back from a provider that took the page, ${outcome}`, async () => {
      const enabler = old.start();
      enabler.getAuthentication();
      enabler.setSelectedProvider('acmeCable');
      await until(() => page.left.length === 1, 'the page to leave');
      if (isDone) await page.world.approve((await page.world.codes()).at(-1)!.code);
      // What the page leaves in its tab outlives it; an element that is taken out of a page tidies up instead.
      const mark = sessionStorage.getItem('tve-pass-sign-in')!;
      document.querySelector('pass-service')!.remove();
      await Promise.resolve();
      sessionStorage.setItem('tve-pass-sign-in', mark);
      const before = old.told.length;
      const begun = performance.now();
      old.start().checkAuthentication();
      await old.called('setAuthenticationStatus');
      expect(performance.now() - begun).to.be.below(8000);
      await old.quiet();
      expect(old.words().slice(before)).to.deep.equal([
        ...(isDone ? [] : ['N130', 'N000']),
        `setAuthenticationStatus ${Number(isDone)}`,
        'sendTrackingData authenticationDetection',
      ]);
      const [, data] = old.all('sendTrackingData').at(-1)!;
      expect([data[0], data[3]], 'no cached answer').to.deep.equal([isDone, false]);
      const asked = (await page.requests(/\/profiles/)).length;
      await old.quiet(3500);
      expect(await page.requests(/\/profiles/), 'and nobody asks on').to.have.length(asked);
    }).timeout(30_000);
  }

  it('AE-R31: where the browser blocks windows, the page itself goes to the provider', async () => {
    const enabler = await shown({ backgroundLogin: true });
    page.blockWindows();
    enabler.setSelectedProvider('acmeCable');
    await until(() => page.left.length === 1, 'the page to leave');
    expect(old.words()).to.deep.equal(['displayProviderDialog', 'sendTrackingData mvpdSelection']);
  });

  it('AE-R35, AE-R52, AE-S6: dismissed, also on the way to a play', async () => {
    const enabler = old.start({ backgroundLogin: true });
    enabler.getAuthorization('news');
    await old.called('displayProviderDialog');
    enabler.setSelectedProvider(null);
    await old.called('sendTrackingData');
    expect(old.words().slice(1)).to.deep.equal([
      ...['N005', 'setAuthenticationStatus 0', 'sendTrackingData authenticationDetection'],
    ]);
    expect(old.all('setAuthenticationStatus')).to.deep.equal([[0, 'Provider not Selected Error']]);
    expect([old.all('setToken'), old.all('tokenRequestFailed')]).to.deep.equal([[], []]);
  });

  it('AE-R31, AE-R34, AE-R51, AE-S11: from a play through the sign-in to the token', async () => {
    const enabler = old.start({ backgroundLogin: true });
    enabler.getAuthorization('news');
    await old.called('displayProviderDialog');
    enabler.setSelectedProvider('acmeCable');
    await comeBack(page);
    await old.called('sendTrackingData', 2);
    expect(old.words()).to.deep.equal([
      ...['displayProviderDialog', 'sendTrackingData mvpdSelection', 'setToken news'],
      'sendTrackingData authorizationDetection',
    ]);
  });

  it('AE-R26: after a sign-in that ended the dialog is left out; after a sign-out it is not', async () => {
    await page.visitedBefore('acmeCable');
    await page.world.expireProfiles();
    const enabler = old.start({ backgroundLogin: true });
    enabler.getAuthentication();
    await comeBack(page);
    await old.called('setAuthenticationStatus');
    expect(old.all('displayProviderDialog')).to.deep.equal([]);
    enabler.logout();
    await old.called('setAuthenticationStatus', 2);
    enabler.getAuthentication();
    await old.called('displayProviderDialog');
  });

  it('AE-R40, AE-R41: missing and throwing functions harm nobody, and one that is replaced is honoured', async () => {
    old.without('sendTrackingData', 'setAuthenticationStatus');
    const enabler = old.start();
    enabler.checkAuthentication();
    await old.called('N000');
    let seen = 0;
    old.on('setAuthenticationStatus', () => seen++);
    enabler.checkAuthentication();
    expect(seen).to.equal(0);
    await old.called('setAuthenticationStatus');
    let other = 0;
    old.on('setAuthenticationStatus', () => other++);
    enabler.checkAuthentication();
    await old.called('setAuthenticationStatus', 2);
    expect([seen, other]).to.deep.equal([1, 1]);
  });

  it('AE-R42: a page without a dialog gets one, with the picker in it', async () => {
    old.without('displayProviderDialog');
    old.start({ backgroundLogin: true }).getAuthentication();
    await until(() => document.querySelector('dialog pass-provider-picker[state=ready]') !== null, 'the picker');
    const dialog = document.querySelector('dialog')!;
    expect(dialog.open).to.equal(true);
    await expect(dialog).to.be.accessible();
    dialog.querySelector('button')!.click();
    await old.called('setAuthenticationStatus');
    expect(old.all('setAuthenticationStatus')).to.deep.equal([[0, 'Provider not Selected Error']]);
    expect(document.querySelector('dialog')).to.equal(null);
  });

  it('UX-R26, UX-R29: the dialog of a page without one offers the provider of last time, and another one', async () => {
    await page.visitedBefore('acmeCable');
    await page.world.expireProfiles();
    for (const service of document.querySelectorAll('pass-service')) service.remove();
    await Promise.resolve();
    old.without('displayProviderDialog');
    const enabler = old.start({ backgroundLogin: true });
    enabler.checkAuthentication();
    await old.called('setAuthenticationStatus');
    enabler.setSelectedProvider(null);
    enabler.getAuthentication();
    const shown = (): string => document.querySelector('dialog pass-provider-picker')?.shadowRoot?.textContent ?? '';
    await until(() => /Continue with Acme Cable/.test(shown()), 'the provider of last time');
    expect(shown()).to.match(/Change TV provider/i);
    document.querySelector<HTMLElement>('dialog button')!.click();
    await old.called('setAuthenticationStatus', 2);
  });

  it('AE-R43: the selection is returned and told', async () => {
    await page.signedIn('acmeCable');
    const enabler = old.start();
    enabler.checkAuthentication();
    await old.called('setAuthenticationStatus');
    const returned = enabler.getSelectedProvider();
    expect(returned).to.deep.equal({ MVPD: 'acmeCable', AE_State: 'User Authenticated' });
    expect(await old.called('selectedProvider')).to.deep.equal([returned]);
  });

  it('AE-R44: first visit, a sign-in that ended, signed in', async () => {
    expect(old.start().getSelectedProvider()).to.deep.equal({ MVPD: null, AE_State: 'New User' });
    await old.called('selectedProvider');
    await page.visitedBefore('acmeCable');
    await page.world.expireProfiles();
    for (const service of document.querySelectorAll('pass-service')) service.remove();
    await Promise.resolve();
    old.start().getSelectedProvider();
    await old.called('selectedProvider', 2);
    expect(old.all('selectedProvider')).to.deep.equal([
      [{ MVPD: null, AE_State: 'New User' }],
      [{ MVPD: 'acmeCable', AE_State: 'User Not Authenticated' }],
    ]);
  });

  it('AE-R37: a second wish while the page is about to leave is refused', async () => {
    await page.visitedBefore('acmeCable');
    await page.world.expireProfiles();
    const enabler = old.start();
    enabler.getAuthentication();
    await until(() => page.left.length === 1, 'the page to leave');
    enabler.getAuthentication();
    await old.called('setAuthenticationStatus');
    expect(old.all('setAuthenticationStatus')).to.deep.equal([[0, 'Multiple Authentication Requests Error']]);
    expect(old.all('displayProviderDialog')).to.deep.equal([]);
  });

  it('AE-R38: a service without providers is told as such, without a dialog', async () => {
    const body = { requestor: { id: 'demo', mvpds: [] } };
    await page.world.fault({ path: '/api/v2/demo/configuration', status: 200, body });
    old.start().getAuthentication();
    await old.called('setAuthenticationStatus');
    expect(old.all('setAuthenticationStatus')).to.deep.equal([[0, 'Provider not Available Error']]);
    expect(old.all('displayProviderDialog')).to.deep.equal([]);
  });

  it('AE-R77: a page that dismisses whenever nobody is signed in is told once more, and then no more', async () => {
    await page.visitedBefore('acmeCable');
    await page.world.expireProfiles();
    const enabler = old.start();
    old.on('setAuthenticationStatus', status => {
      if (status === 0 && enabler.getSelectedProvider().MVPD) enabler.setSelectedProvider(null);
    });
    enabler.checkAuthentication();
    await old.called('setAuthenticationStatus', 2);
    await old.quiet();
    expect(old.all('setAuthenticationStatus')).to.deep.equal([
      [0, SIGNED_OUT],
      [0, 'Provider not Selected Error'],
    ]);
  });

  it('bridge and elements show one viewer, register once and ask once', async () => {
    const service = page.open('<pass-account></pass-account>');
    const enabler = old.start({ backgroundLogin: true });
    enabler.getAuthentication();
    await old.called('displayProviderDialog');
    enabler.setSelectedProvider('acmeCable');
    await comeBack(page);
    await old.called('setAuthenticationStatus');
    await inState(service.querySelector('pass-account')!, 'signed-in');
    await service.signOut();
    enabler.checkAuthentication();
    await old.called('setAuthenticationStatus', 2);
    expect(old.all('setAuthenticationStatus').map(([status]) => status)).to.deep.equal([1, 0]);
    expect(document.querySelectorAll('pass-service')).to.have.length(1);
    expect(await page.requests(/register$/)).to.have.length(1);
    expect(await page.requests(/\/profiles$/)).to.have.length(1);
  });

  it('AE-R75: nothing that is told or logged holds a statement, a secret or a token of access', async () => {
    const lines: string[] = [];
    const { warn, error } = console;
    console.warn = console.error = (...line: unknown[]) => void lines.push(line.join(' '));
    try {
      const enabler = await shown({ backgroundLogin: true });
      enabler.setSelectedProvider('pickwell');
      await comeBack(page);
      await old.called('setAuthenticationStatus');
      enabler.checkAuthorization('sport');
      await old.called('tokenRequestFailed');
    } finally {
      Object.assign(console, { warn, error });
    }
    const secrets = (await page.world.journal()).flatMap(({ response, headers }) => {
      const { client_secret, access_token } = (response ?? {}) as Record<string, string | undefined>;
      const device = headers['ap-device-identifier']?.split(' ')[1];
      return [client_secret, access_token, device, device && atob(device)].filter(value => value !== undefined);
    });
    expect(secrets.length).to.be.above(3);
    const told = JSON.stringify(old.told) + lines.join();
    for (const secret of [...secrets, SOFTWARE_STATEMENT]) expect(told).not.to.contain(secret);
  });
});
