import { expect } from '@open-wc/testing';
import { oldPage } from '../support/old-page.ts';
import { comeBack, passPage } from '../support/pass-fixtures.ts';

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

  it('AE-R24, AE-R30, AE-R32, AE-S4: in the background, in the window the page opened, without a reload', async () => {
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
    expect(page.left).to.deep.equal([]);
  });
});
