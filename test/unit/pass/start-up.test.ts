import { expect } from '@open-wc/testing';
import { SECOND_SERVICE_PROVIDER } from '../../../demo/services/fixtures.ts';
import { createDevice, signInByPopup, type PassDevice } from '../../support/fake-pass.ts';

describe('PassClient, what a page view costs', () => {
  let device: PassDevice;
  beforeEach(() => {
    device = createDevice();
  });
  afterEach(() => {
    expect(device.complaints().join('\n')).to.equal('');
  });

  it('a first visit knows after three requests that nobody is signed in (PASS-R1, PASS-R118)', async () => {
    const { client } = await device.open();
    expect([client.store.getState().status, device.requests()]).to.deep.equal([
      'signed-out',
      ['POST /o/client/register', 'POST /o/client/token', 'GET /profiles'],
    ]);
  });

  it('a later one asks for the decision at once, and checks the profile beside it (PASS-R2, PASS-R4, PASS-R32)', async () => {
    const first = await device.open();
    await signInByPopup(device, first);
    first.client.stop();
    await device.clock.advance(60_000);
    device.world.journal.clear();
    const { client } = device.launch();
    let asking: Promise<unknown> | undefined;
    client.store.subscribe(({ status }) => {
      if (status === 'signed-in') asking ??= client.authorize('news');
    });
    await device.network.idle();
    await asking;
    await device.network.idle();
    expect(device.requests().sort()).to.deep.equal(['GET /profiles/acmeCable', 'POST /decisions/authorize/acmeCable']);
  });

  it('back from the provider, two requests lead to the picture (PASS-R118)', async () => {
    const leaving = await device.open();
    void leaving.client.signIn('acmeCable', { mode: 'redirect' }).catch(() => {});
    await device.network.idle();
    const { mark } = leaving.browser;
    await device.approve(mark!.code);
    await device.clock.advance(30_000);
    device.world.journal.clear();
    const { client } = await device.open({ mark });
    await device.clock.advance(0);
    await client.authorize('news');
    expect(device.requests()).to.deep.equal([
      `GET /profiles/code/${mark!.code}`,
      'POST /decisions/authorize/acmeCable',
    ]);
  });

  it('service providers of one statement share a registration and a token', async () => {
    await Promise.all([device.open(), device.open({ config: { serviceProvider: SECOND_SERVICE_PROVIDER } })]);
    await device.network.idle();
    const kinds = device.requests().filter(line => line.includes('/o/client/'));
    expect(kinds).to.deep.equal(['POST /o/client/register', 'POST /o/client/token']);
  });

  it('a provider that nobody chose here has no name until the list is read, then its own (PASS-R28)', async () => {
    const { client } = await device.open();
    await signInByPopup(device, await device.open());
    const before = client.store.getState().profile!.displayName;
    await client.providers();
    expect([before, client.store.getState().profile!.displayName]).to.deep.equal([undefined, 'Acme Cable']);
  });
});
