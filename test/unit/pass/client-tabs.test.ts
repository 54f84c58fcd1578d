import { expect } from '@open-wc/testing';
import { createDevice, signInByPopup, type OpenTab, type PassDevice } from '../../support/fake-pass.ts';

describe('PassClient, two tabs of one device', () => {
  let device: PassDevice;
  let one: OpenTab;
  let two: OpenTab;
  const state = (tab: OpenTab) => tab.client.store.getState();

  beforeEach(async () => {
    device = createDevice();
    [one, two] = await Promise.all([device.open(), device.open()]);
  });
  afterEach(() => {
    expect(device.complaints().join('\n')).to.equal('');
  });

  it('PASS-R16: they register once', () => {
    expect(device.entries(/o\/client/).map(({ path }) => path)).to.deep.equal([
      '/o/client/register',
      '/o/client/token',
    ]);
  });

  it('PASS-R103: they are one device to the service', () => {
    expect(new Set(device.entries(/profiles/).map(({ headers }) => headers['ap-device-identifier'])).size).to.equal(1);
  });

  it('a sign-in in one is seen in the other without a question to the service', async () => {
    await signInByPopup(device, one);
    const before = device.requests().length;
    await device.network.idle();
    expect([state(two).status, state(two).profile!.mvpd, device.requests().length]).to.deep.equal([
      ...['signed-in', 'acmeCable', before],
    ]);
  });

  it('a sign-in in one ends that in the other', async () => {
    void two.client.signIn('acmeCable').catch(() => {});
    await device.network.idle();
    await signInByPopup(device, one);
    expect([state(two).status, two.browser.window.closed]).to.deep.equal(['signed-in', true]);
  });

  it('PASS-R98: so is a sign-out', async () => {
    await signInByPopup(device, one);
    await device.clock.advance(60_000);
    await two.client.signOut();
    await device.network.idle();
    expect([state(one).status, state(one).remembered]).to.deep.equal(['signed-out', null]);
  });

  it('PASS-R57: so is the end of a profile', async () => {
    await signInByPopup(device, one);
    await device.clock.advance(60_000);
    await device.control('pass/expire-profiles');
    await two.client.authorize('news').catch(() => {});
    await device.network.idle();
    expect(state(one).status).to.equal('signed-out');
  });

  it('a tab that stopped hears nothing, and catches up when it starts again', async () => {
    two.client.stop();
    await signInByPopup(device, one);
    const deaf = state(two).status;
    two.client.start();
    await device.network.idle();
    expect([deaf, state(two).status]).to.deep.equal(['signed-out', 'signed-in']);
  });

  it('PASS-R118: what both ask at once stays within the service’s limit', async () => {
    const asked = Array.from({ length: 8 }, () => [one.client.refresh(), two.client.refresh()]).flat();
    await signInByPopup(device, one);
    const permits = [one, two, one, two, one, two, one].map(tab => tab.client.authorize('news'));
    await device.clock.advance(60_000);
    await Promise.all([...asked, ...permits]);
    expect(device.entries(/./).filter(({ status }) => status === 429)).to.deep.equal([]);
  });

  it('other words on the same line are ignored', async () => {
    const { baseUrl } = device.config;
    const line = one.browser.channel(`tve-elements ${baseUrl} demo`, () => {});
    for (const word of [null, 7, 'x', { type: 'returned' }, { type: 'returned', id: 'nobody' }, {}]) line.post(word);
    await device.network.idle();
    expect(state(one).status).to.equal('signed-out');
  });
});
