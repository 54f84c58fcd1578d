import { expect } from '@open-wc/testing';
import { CountedSignal } from '../../support/counted-signal.ts';
import { createDevice, HERE, signInByPopup, type OpenTab, type PassDevice } from '../../support/fake-pass.ts';
import type { PassError } from '../../../src/pass/errors.ts';

const error = (promise: Promise<unknown>): Promise<PassError> =>
  promise.then(
    () => expect.fail('it should have failed') as never,
    (thrown: unknown) => thrown as PassError,
  );

describe('PassClient, signing in', () => {
  let device: PassDevice;
  let tab: OpenTab;
  const state = () => tab.client.store.getState();
  const polls = () => device.entries(/profiles\/code/);

  beforeEach(async () => {
    device = createDevice();
    tab = await device.open();
  });
  afterEach(() => {
    expect(device.complaints().join('\n')).to.equal('');
  });

  it('PASS-R36, PASS-R40: by a window: it comes back, is closed, and one poll finds the profile', async () => {
    await signInByPopup(device, tab);
    expect([state().status, state().profile!.mvpd, polls().length]).to.deep.equal(['signed-in', 'acmeCable', 1]);
  });

  it('PASS-R33, PASS-R34: the session is asked for with the address as it is', async () => {
    await signInByPopup(device, tab);
    expect(device.entries(/sessions$/)[0]!.body).to.deep.equal({
      ...{ mvpd: 'acmeCable', domainName: 'localhost', redirectUrl: HERE },
    });
  });

  it('PASS-R52, PASS-R53: the profile with its attributes is on the device', async () => {
    await signInByPopup(device, tab);
    await device.network.idle();
    const key = ['pass', device.config.baseUrl, 'demo', 'profiles'];
    const [profile] = (await device.storage.get<{ attributes: object }[]>(key))!;
    expect(Object.keys(profile!.attributes)).to.include('userID');
  });

  it('the window that came back says so and closes itself', async () => {
    void tab.client.signIn('acmeCable');
    await device.network.idle();
    const { mark } = tab.browser.window;
    await device.approve(mark!.code);
    const window = await device.open({ mark });
    expect([window.client.isReturnWindow, window.browser.closedItself, window.browser.mark]).to.deep.equal([
      ...[true, true, undefined],
    ]);
    await device.clock.advance(0);
  });

  it('a window whose opener is gone finishes the sign-in itself', async () => {
    tab.client.signIn('acmeCable').catch(() => {});
    await device.network.idle();
    const { mark } = tab.browser.window;
    await device.approve(mark!.code);
    const window = await device.open({ mark, alone: true });
    await device.clock.advance(2000);
    expect([window.client.isReturnWindow, window.client.store.getState().status]).to.deep.equal([false, 'signed-in']);
  });

  it('PASS-R60: with windows blocked, by leaving the page, which finds the profile when it is back', async () => {
    tab.browser.blocked = true;
    void tab.client.signIn('acmeCable').catch(() => {});
    await device.network.idle();
    const { mark, left } = tab.browser;
    await device.approve(mark!.code);
    const back = await device.open({ mark, alone: true });
    await device.clock.advance(0);
    expect([left.length, back.client.store.getState().status, polls().length]).to.deep.equal([1, 'signed-in', 1]);
  });

  it('PASS-R61: going back from the provider without signing in costs one check', async () => {
    void tab.client.signIn('acmeCable', { mode: 'redirect' }).catch(() => {});
    await device.network.idle();
    const { mark } = tab.browser;
    const back = await device.open({ mark, alone: true, address: 'http://localhost:8000/other' });
    await device.clock.advance(20_000);
    const { status, notice } = back.client.store.getState();
    expect([status, notice, polls().length]).to.deep.equal(['signed-out', 'cancelled', 1]);
  });

  it('PASS-R61: a page that the browser kept and shows again checks once', async () => {
    void tab.client.signIn('acmeCable', { mode: 'redirect' }).catch(() => {});
    await device.network.idle();
    tab.client.wakeUp();
    await device.clock.advance(20_000);
    expect([state().status, state().notice, polls().length]).to.deep.equal(['signed-out', 'cancelled', 1]);
  });

  it('PASS-R31: who clicks before it is known that they are signed in is sent nowhere', async () => {
    await signInByPopup(device, tab);
    await device.storage.delete(['pass', device.config.baseUrl, 'demo', 'profiles']);
    const { client, browser } = device.launch();
    const profile = await client.signIn('acmeCable');
    await device.network.idle();
    expect([profile.mvpd, device.entries(/sessions$/).length, browser.window.closed]).to.deep.equal([
      ...['acmeCable', 1, true],
    ]);
  });

  it('who clicks that early and is signed out gets to the provider', async () => {
    const { client, browser } = device.launch();
    client.signIn('acmeCable').catch(() => {});
    await device.network.idle();
    expect([client.store.getState().status, browser.window.url.includes('/authenticate/')]).to.deep.equal([
      ...['signing-in', true],
    ]);
  });

  it('who clicks twice that early keeps the window', async () => {
    const { client, browser } = device.launch();
    const window = browser.openWindow();
    browser.openWindow = () => window;
    client.signIn('acmeCable').catch(() => {});
    client.signIn('brightwater').catch(() => {});
    await device.network.idle();
    expect([window!.closed, device.entries(/sessions$/).length]).to.deep.equal([false, 1]);
  });

  it('PASS-R35: a degraded provider signs in without any window', async () => {
    await device.control('pass/degradation', { rule: 'AuthNAll', mvpd: 'acmeCable' });
    const profile = await tab.client.signIn('acmeCable');
    expect([profile.type, tab.browser.window.url, tab.browser.window.closed]).to.deep.equal(['degraded', '', true]);
  });

  it('PASS-R118: a visit of the provider counts like a request, and waits when the burst is spent', async () => {
    const now = device.clock.now();
    const left = { burst: 1, steady: now, blockedUntil: 0, last: now };
    await device.storage.set(['pass-budget', device.config.baseUrl], left);
    tab.client.signIn('acmeCable').catch(() => {});
    await device.network.idle();
    const early = [device.entries(/sessions$/).length, tab.browser.window.mark];
    await device.clock.advance(1100);
    expect([...early, typeof tab.browser.window.mark?.code]).to.deep.equal([1, undefined, 'string']);
    tab.client.cancelSignIn();
  });

  it('PASS-R26: a provider that was switched off is forgotten, and the next list is fresh', async () => {
    await tab.client.providers();
    await device.control('pass/integration', { mvpd: 'acmeCable', enabled: false });
    await error(tab.client.signIn('acmeCable'));
    const listed = (await tab.client.providers()).map(({ id }) => id);
    expect([state().notice, state().remembered, listed.includes('acmeCable')]).to.deep.equal([
      ...['provider-unknown', null, false],
    ]);
    device.world.journal.clear();
  });

  it('PASS-R24: temporary passes are listed only for who asks', async () => {
    const ids = async (tempPass: boolean) => (await tab.client.providers({ tempPass })).map(({ id }) => id);
    expect([(await ids(false)).includes('previewPass'), (await ids(true)).includes('previewPass')]).to.deep.equal([
      ...[false, true],
    ]);
  });

  it('PASS-R30: cancelling rejects, closes the window, and leaves nothing running', async () => {
    const cancelled = error(tab.client.signIn('acmeCable'));
    await device.network.idle();
    tab.client.cancelSignIn();
    expect([(await cancelled).code, tab.browser.window.closed, device.clock.timers]).to.deep.equal([
      'aborted',
      true,
      0,
    ]);
  });

  it('PASS-R63: a signal cancels as well', async () => {
    const leaving = new AbortController();
    const cancelled = error(tab.client.signIn('acmeCable', { signal: leaving.signal }));
    await device.network.idle();
    leaving.abort();
    expect([(await cancelled).code, state().status]).to.deep.equal(['aborted', 'signed-out']);
  });

  it('PASS-R63: a signal that was aborted before leaves no window and no session', async () => {
    const cancelled = error(tab.client.signIn('acmeCable', { signal: AbortSignal.abort() }));
    await device.network.idle();
    expect([(await cancelled).code, state().status, tab.browser.window.closed]).to.deep.equal([
      ...['aborted', 'signed-out', true],
    ]);
    expect(device.entries(/sessions/)).to.deep.equal([]);
  });

  it('lets go of the caller’s signal at its end', async () => {
    const caller = new CountedSignal();
    const cancelled = error(tab.client.signIn('acmeCable', { signal: caller.signal }));
    await device.network.idle();
    tab.client.cancelSignIn();
    await cancelled;
    await device.network.idle();
    expect(caller.listeners).to.equal(0);
  });

  it('PASS-R42: the second choice counts, in the same window', async () => {
    const first = error(tab.client.signIn('acmeCable'));
    await device.network.idle();
    const second = tab.client.signIn('brightwater');
    await device.network.idle();
    const { mark } = tab.browser.window;
    await device.approve(mark!.code);
    await device.open({ mark });
    await device.clock.advance(0);
    expect([(await first).code, (await second).mvpd]).to.deep.equal(['aborted', 'brightwater']);
  });

  it('PASS-R39: a poll that failed is repeated by the next one, in its time', async () => {
    const asked: number[] = [];
    device.world.faults.add({ path: '/api/v2/demo/profiles/code/', status: 500, times: 2 });
    const signedIn = tab.client.signIn('acmeCable');
    await device.network.idle();
    const { mark } = tab.browser.window;
    await device.approve(mark!.code);
    await device.open({ mark });
    for (let second = 0; second < 30; second += 1) {
      await device.clock.advance(1_000);
      while (asked.length < polls().length) asked.push(device.clock.elapsed());
    }
    const gaps = asked.slice(1).map((at, index) => at - asked[index]!);
    expect([asked.length, gaps.every(gap => gap >= 3_000)]).to.deep.equal([3, true]);
    expect((await signedIn).mvpd).to.equal('acmeCable');
  });

  it('PASS-R41: nobody comes back: the code runs out, and the viewer is told', async () => {
    const expired = error(tab.client.signIn('acmeCable'));
    await device.network.idle();
    await device.clock.advance(1_800_000);
    expect([(await expired).code, state().notice, polls().length]).to.deep.equal(['aborted', 'code-expired', 0]);
  });

  it('PASS-R64: a device whose clock is an hour wrong neither shortens nor lengthens that', async () => {
    device.world.clock.set(device.clock.now() + 3_600_000);
    void tab.client.signIn('acmeCable').catch(() => {});
    await device.network.idle();
    await device.clock.advance(1_799_000);
    const before = state().status;
    await device.clock.advance(1000);
    expect([before, state().notice]).to.deep.equal(['signing-in', 'code-expired']);
  });
});
