import { expect } from '@open-wc/testing';
import { SOFTWARE_STATEMENT } from '../../demo/services/fixtures.ts';
import { AccessEnablerBase } from '../../src/access-enabler/access-enabler.ts';
import type { OnDemand } from '../../src/access-enabler/bridge.ts';
import { oldPage } from '../support/old-page.ts';
import { comeBack, passPage, until } from '../support/pass-fixtures.ts';

describe('AccessEnabler: what few page views need comes when it is needed', () => {
  const page = passPage();
  const old = oldPage(page);
  /** How often it was asked for, and what it waits for. */
  let fetched = 0;
  let gate = (): Promise<unknown> => Promise.resolve();

  beforeEach(() => {
    fetched = 0;
    gate = () => Promise.resolve();
  });

  const onDemand = async (): Promise<OnDemand> => {
    fetched++;
    await gate();
    return import('../../src/access-enabler/on-demand.ts');
  };
  class Enabler extends AccessEnablerBase {
    constructor() {
      super(SOFTWARE_STATEMENT, { baseUrl: page.world.origin, load: () => Promise.resolve(), onDemand });
    }
  }
  const start = (options = {}): Enabler => {
    const enabler = new Enabler();
    enabler.bind('errorEvent', 'onErrorEvent');
    enabler.setRequestor('demo', null, options);
    return enabler;
  };

  it('AE-R16, AE-S2: a page view of a signed-in viewer needs nothing of it', async () => {
    await page.signedIn('acmeCable');
    const enabler = start();
    enabler.checkAuthentication();
    enabler.getSelectedProvider();
    await old.called('selectedProvider');
    await old.quiet();
    expect(old.words()[0]).to.equal('setAuthenticationStatus 1');
    expect(enabler.getSelectedProvider()).to.deep.equal({ MVPD: 'acmeCable', AE_State: 'User Authenticated' });
    expect(fetched).to.equal(0);
  });

  it('AE-R30: where nobody is signed in it is there before the click that opens a window', async () => {
    const enabler = start({ backgroundLogin: true });
    enabler.checkAuthentication();
    await until(() => fetched === 1, 'that part, which no call has asked for yet');
    enabler.getAuthentication();
    await old.called('displayProviderDialog');
    enabler.setSelectedProvider('acmeCable');
    expect(
      page.windows.map(({ name }) => name),
      'inside the call',
    ).to.deep.equal(['mvpdwindow']);
    await comeBack(page);
    await old.called('setAuthenticationStatus', 2);
    expect(fetched).to.equal(1);
  });

  it('it is there, too, once the viewer has signed out by an element of the page', async () => {
    await page.signedIn('acmeCable');
    const enabler = start();
    enabler.checkAuthentication();
    await old.called('setAuthenticationStatus');
    expect(fetched).to.equal(0);
    await document.querySelector('pass-service')!.signOut();
    await until(() => fetched === 1, 'that part');
  });

  it('AE-R13: calls that wait for it keep their order and what they were given', async () => {
    await page.signedIn('acmeCable');
    let open = (): void => {};
    const opened = new Promise<void>(resolve => (open = resolve));
    gate = () => opened;
    const enabler = start();
    const list = ['news'];
    enabler.getMetadata('language');
    enabler.checkPreauthorizedResources(list);
    enabler.checkAuthentication();
    list.push('premium');
    enabler.setRequestor('demo', null, { applicationId: 'Old player' });
    enabler.getSelectedProvider();
    await until(() => document.querySelector('pass-service')?.state === 'signed-in', 'the set-up');
    await old.quiet();
    expect(old.told).to.deep.equal([]);
    open();
    await old.called('preauthorizedResources');
    expect(old.words().map(word => word.split(' ')[0])).to.deep.equal([
      ...['setMetadataStatus', 'setAuthenticationStatus', 'sendTrackingData', 'selectedProvider'],
      'preauthorizedResources',
    ]);
    const [asked] = await page.requests(/\/decisions\/preauthorize\//);
    expect(asked!.body).to.deep.equal({ resources: ['news'] });
    expect(fetched).to.equal(1);
  });

  it('AE-R14: a preauthorize before the set-up has ended does not wait for it either', async () => {
    gate = () => new Promise(() => {});
    const status = await new Promise<string | undefined>(resolve =>
      start().preauthorize(
        { resources: ['news'], disabledFeatures: [] },
        { onFailure: told => resolve(told.status?.code) },
      ),
    );
    expect(status).to.equal('requestor_not_configured');
  });

  it('AE-R15: where it cannot be fetched each call is answered once, and the next one tries again', async () => {
    await page.signedIn('acmeCable');
    gate = () => Promise.reject(new Error('no such file'));
    const enabler = start();
    enabler.checkAuthorization('news');
    enabler.getMetadata('zip');
    enabler.checkPreauthorizedResources(['news']);
    enabler.logout();
    await old.called('setAuthenticationStatus');
    await old.quiet();
    expect(old.told.map(([name, ...args]) => (name === 'CFG404' ? [name] : [name, ...args]))).to.deep.equal([
      ['CFG404'],
      ['tokenRequestFailed', 'news', 'Internal Authorization Error', ''],
      ['setMetadataStatus', 'zip', false, null],
      ['preauthorizedResources', []],
      ['setAuthenticationStatus', 0, 'Internal Error'],
    ]);
    gate = () => Promise.resolve();
    enabler.checkAuthorization('news');
    expect((await old.called('setToken'))[0]).to.equal('news');
  });

  it('AE-R15, AE-R21, AE-R43: who is signed in is told even then, behind calls that had to wait for it', async () => {
    await page.signedIn('acmeCable');
    gate = () => Promise.reject(new Error('no such file'));
    const enabler = start();
    enabler.checkAuthorization('news');
    enabler.checkAuthentication();
    enabler.getSelectedProvider();
    await old.called('selectedProvider');
    expect(old.all('tokenRequestFailed')).to.deep.equal([['news', 'Internal Authorization Error', '']]);
    expect(old.all('setAuthenticationStatus')).to.deep.equal([[1, '']]);
    expect(old.all('selectedProvider')).to.deep.equal([[{ MVPD: 'acmeCable', AE_State: 'User Authenticated' }]]);
  });

  it('AE-R15, AE-R21: a set-up that fails is answered without it, too', async () => {
    await page.world.fault({ path: '/o/client/register', drop: true });
    gate = () => Promise.reject(new Error('no such file'));
    const enabler = start();
    enabler.checkAuthentication();
    expect(await old.called('setAuthenticationStatus')).to.deep.equal([0, 'Internal Error']);
    expect(old.words()[0]).to.equal('CFG404');
  }).timeout(40_000);
});
