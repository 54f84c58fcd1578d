import { expect } from '@open-wc/testing';
import type { PassError } from '../../../src/pass/errors.ts';
import { createDevice, signInByPopup, type OpenTab, type PassDevice } from '../../support/fake-pass.ts';

describe('PassClient, when things come late', () => {
  let device: PassDevice;
  let tab: OpenTab;
  let late: RegExp | undefined;
  let release: () => void;
  const state = () => tab.client.store.getState();
  const start = async (mvpd = 'acmeCable'): Promise<void> => {
    device = createDevice();
    const { fetch } = device;
    const held = new Promise<void>(resolve => (release = resolve));
    late = undefined;
    device.fetch = async (input, init) => {
      const isLate = late?.test(String(input));
      const response = await fetch(input, init);
      if (isLate) await held;
      return response;
    };
    tab = await device.open();
    await signInByPopup(device, tab, mvpd);
    await device.clock.advance(60_000);
  };
  /** Whoever watches now leaves, and somebody signs in with the same provider. */
  const nextViewer = async (): Promise<void> => {
    await tab.client.signOut({ stay: true });
    await device.clock.advance(20_000);
    await signInByPopup(device, tab);
    await device.clock.advance(60_000);
  };
  afterEach(() => {
    expect(device.complaints().join('\n')).to.equal('');
  });

  it('an old refusal says nothing of whoever signed in since (PASS-R57)', async () => {
    await start();
    await device.control('pass/expire-profiles');
    late = /decisions/;
    const asking = tab.client.authorize('news').catch(({ code }: PassError) => code);
    await device.network.idle();
    late = undefined;
    await nextViewer();
    release();
    expect([await asking, state().status]).to.deep.equal(['authenticated_profile_expired', 'signed-in']);
  });

  it('what was asked for somebody else is no answer for the next viewer (PASS-R68)', async () => {
    await start();
    late = /preauthorize/;
    void tab.client.preauthorize(['news']);
    await device.network.idle();
    late = undefined;
    await nextViewer();
    const asking = tab.client.preauthorize(['news']);
    await device.network.idle();
    release();
    await asking;
    expect(device.entries(/preauthorize/).length).to.equal(2);
  });

  it('a sign-in with another provider that is given up leaves the present one in its place (PASS-R28)', async () => {
    await start();
    const signingIn = tab.client.signIn('brightwater').catch(({ code }: PassError) => code);
    await device.network.idle();
    tab.client.cancelSignIn();
    await signingIn;
    expect([state().profile!.mvpd, state().remembered!.id]).to.deep.equal(['acmeCable', 'acmeCable']);
    await device.network.idle();
    device.world.journal.clear();
    await device.open();
    await device.clock.advance(20_000);
    expect(device.requests()).to.deep.equal(['GET /profiles/acmeCable']);
  });

  it('so does one whose window was closed (PASS-R28, PASS-R61)', async () => {
    await start();
    const signingIn = tab.client.signIn('brightwater').catch(({ code }: PassError) => code);
    await device.network.idle();
    tab.browser.window.closed = true;
    await device.clock.advance(2000);
    await signingIn;
    expect([state().status, state().profile!.mvpd, state().remembered!.id]).to.deep.equal([
      ...['signed-in', 'acmeCable', 'acmeCable'],
    ]);
  });

  it('the device stays the same when its store was emptied under an open page (PASS-R15, PASS-R103)', async () => {
    await start();
    await device.storage.clear();
    await tab.client.authorize('news').catch(() => {});
    await device.clock.advance(20_000);
    await signInByPopup(device, tab);
    await device.clock.advance(20_000);
    const next = await device.open();
    await device.clock.advance(20_000);
    expect(next.client.store.getState().status).to.equal('signed-in');
    const ids = device.entries(/profiles/).map(({ headers }) => headers['ap-device-identifier']);
    expect(new Set(ids).size).to.equal(1);
    // The service cannot know that the device lost its credentials.
    device.world.journal.clear();
  });

  it('credentials that are refused as soon as they are got are not got again and again (PASS-R10)', async () => {
    await start();
    await device.control('pass/expire-tokens');
    await device.storage.delete(
      ...(await device.storage.entries(['pass'])).map(([key]) => key).filter(key => key[key.length - 1] === 'token'),
    );
    device.world.faults.add({ path: '/o/client/token', status: 400, body: { error: 'invalid_client' } });
    for (let times = 0; times < 3; times++) {
      await tab.client.authorize('news').catch(() => {});
      await tab.client.refresh().catch(() => {});
      await device.clock.advance(20_000);
    }
    expect([device.entries(/register/).length, state().status]).to.deep.equal([2, 'error']);
  });

  it('no request that waited for its turn carries a token that ran out meanwhile (PASS-R7)', async () => {
    device = createDevice({ tokenLife: 20 });
    tab = await device.open();
    const profiles = Array.from({ length: 40 }, (_, n) => tab.client.profileAt(`local${n}`).catch(() => null));
    await device.clock.advance(120_000);
    await Promise.all(profiles);
    expect(device.entries(/profiles/).filter(({ status }) => status === 401)).to.deep.equal([]);
    device.world.journal.clear();
  });

  it('repeats no request more than three times, a refused token in the middle of it or not (PASS-R113)', async () => {
    await start();
    const path = '/api/v2/demo/profiles/acmeCable';
    device.world.journal.clear();
    device.world.faults.add({ path, status: 503, times: 2 });
    device.world.faults.add({ path, status: 401, times: 1 });
    device.world.faults.add({ path, status: 503, times: 4 });
    const asking = tab.client.profileAt('acmeCable').catch(() => {});
    await device.clock.advance(60_000);
    await asking;
    expect(device.entries(/profiles/).map(({ status }) => status)).to.deep.equal([503, 503, 401, 503]);
  });

  it('a refused registration inside a decision is mended like one at the top of the answer (PASS-R90, PASS-R112)', async () => {
    await start();
    const error = {
      ...{ status: 401, code: 'invalid_access_token_client_application' },
      ...{ action: 'application-registration', message: 'no', trace: 't' },
    };
    const item = { resource: 'news', serviceProvider: 'demo', mvpd: 'acmeCable', source: 'mvpd', authorized: false };
    const body = { decisions: [{ ...item, error }] };
    device.world.faults.add({ path: '/api/v2/demo/decisions/authorize', status: 200, body, times: 2 });
    const before = device.entries(/register/).length;
    const asking = tab.client.authorize('news').catch(({ code }: PassError) => code);
    await device.clock.advance(60_000);
    expect([await asking, device.entries(/register/).length - before]).to.deep.equal([
      'authenticated_profile_missing',
      1,
    ]);
    device.world.journal.clear();
  });
});
