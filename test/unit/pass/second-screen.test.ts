import { expect } from '@open-wc/testing';
import type { PassError } from '../../../src/pass/errors.ts';
import type { SecondScreen } from '../../../src/pass/types.ts';
import { CountedSignal } from '../../support/counted-signal.ts';
import { createDevice, type OpenTab, type PassDevice } from '../../support/fake-pass.ts';

describe('A code for another screen', () => {
  let device: PassDevice;
  let tab: OpenTab;
  const polls = () => device.entries(/profiles\/code/);
  const sessions = () => device.entries(/sessions$/);
  const begin = async (options = {}, at = tab): Promise<SecondScreen> => {
    const starting = at.client.startSecondScreen(options);
    await device.clock.advance(0);
    const screen = await starting;
    await device.network.idle();
    return screen;
  };
  const outcome = async (screen: SecondScreen): Promise<string> => {
    let told = 'open';
    void screen.profile.then(
      ({ mvpd }) => (told = mvpd),
      ({ code }: PassError) => (told = code),
    );
    await device.network.idle();
    return told;
  };
  /** The other device: types the code and signs in with this provider. */
  const signInThere = async ({ code }: SecondScreen, mvpd: string): Promise<void> => {
    await device.control('pass/approve', { code, mvpd });
  };
  beforeEach(async () => {
    device = createDevice();
    tab = await device.open();
  });
  afterEach(() => {
    expect(device.complaints().join('\n')).to.equal('');
  });

  it('asks for a session without anything, gets a code and polls at once (PASS-R38, PASS-R139)', async () => {
    const screen = await begin();
    expect([/^[A-Z0-9]{6,7}$/.test(screen.code), sessions()[0]!.body, polls().length]).to.deep.equal([true, null, 1]);
    screen.cancel();
  });

  for (const [end, told, how] of [
    ['cancelled', 'aborted', ({ screen }) => screen.cancel()],
    ['used', 'acmeCable', ({ screen }) => signInThere(screen, 'acmeCable')],
    ['out of time', 'code-expired', () => device.clock.advance(31 * 60_000)],
  ] as [string, string, (at: { screen: SecondScreen }) => unknown][]) {
    it(`lets go of the caller’s signal once its code is ${end}, however often it polled`, async () => {
      const caller = new CountedSignal();
      const screen = await begin({ signal: caller.signal });
      await device.clock.advance(60_000);
      expect(caller.listeners).to.be.within(1, 3);
      await how({ screen });
      await device.clock.advance(10_000);
      expect([await outcome(screen), caller.listeners]).to.deep.equal([told, 0]);
    });
  }

  it('sends the provider where one was chosen here, and leaves the rest to the other screen', async () => {
    const screen = await begin({ providerId: 'acmeCable' });
    expect(sessions()[0]!.body).to.deep.equal({ mvpd: 'acmeCable' });
    screen.cancel();
  });

  it('polls every 4 s, never faster, and ends with the first profile (PASS-R39, PASS-R40, PASS-R44, PASS-R45)', async () => {
    const screen = await begin({ providerId: 'acmeCable' });
    await device.clock.advance(8500);
    const before = polls().length;
    await signInThere(screen, 'acmeCable');
    await device.clock.advance(4000);
    const after = polls().length;
    await device.clock.advance(20_000);
    expect([before, after, polls().length, await outcome(screen), tab.client.store.getState().status]).to.deep.equal([
      3,
      4,
      4,
      'acmeCable',
      'signed-in',
    ]);
  });

  it('ends with the code, counted from its own life (PASS-R41, PASS-R43)', async () => {
    const screen = await begin();
    expect(screen.expiresAt).to.equal(device.clock.now() + 30 * 60_000);
    await device.clock.advance(30 * 60_000 + 100);
    const asked = polls().length;
    await device.clock.advance(60_000);
    expect([await outcome(screen), polls().length]).to.deep.equal(['code-expired', asked]);
  });

  it('ends when cancelled; the next start gets a code of its own (PASS-R42, PASS-R63)', async () => {
    const first = await begin();
    first.cancel();
    const asked = polls().length;
    await device.clock.advance(10_000);
    const second = await begin();
    expect([await outcome(first), polls().length, second.code !== first.code]).to.deep.equal([
      'aborted',
      asked + 1,
      true,
    ]);
    second.cancel();
  });

  it('takes the place of a sign-in that waits in this page (PASS-R42)', async () => {
    const signingIn = tab.client.signIn('acmeCable').catch(({ code }: PassError) => code);
    await device.network.idle();
    const screen = await begin();
    const asked = polls().length;
    await device.clock.advance(9000);
    const codes = new Set(
      polls()
        .slice(asked)
        .map(({ path }) => path.split('/').pop()),
    );
    expect([await signingIn, tab.browser.window.closed, [...codes]]).to.deep.equal(['aborted', true, [screen.code]]);
    screen.cancel();
  });

  it('gives way to a sign-in in this page, at once (PASS-R42)', async () => {
    const screen = await begin();
    const asked = polls().length;
    tab.client.signIn('acmeCable').catch(() => {});
    expect(await outcome(screen)).to.equal('code-expired');
    await device.clock.advance(9000);
    expect(polls().length).to.equal(asked);
    tab.client.cancelSignIn();
  });

  it('gives way before it has its code, so that no late session ends that of the sign-in (PASS-R42)', async () => {
    const screen = tab.client.startSecondScreen().then(
      () => 'a code',
      ({ code }: PassError) => code,
    );
    tab.client.signIn('acmeCable').catch(() => {});
    await device.network.idle();
    expect([await screen, sessions().length]).to.deep.equal(['code-expired', 1]);
    tab.client.cancelSignIn();
  });

  it('looks at once when the page is seen again, but never within 3 s (PASS-R39)', async () => {
    const screen = await begin();
    await device.clock.advance(1000);
    screen.check();
    await device.clock.advance(1900);
    const early = polls().length;
    await device.clock.advance(200);
    expect([early, polls().length]).to.deep.equal([1, 2]);
    screen.cancel();
  });

  it('rests while the page is hidden and looks when it is seen', async () => {
    const screen = await begin();
    screen.pause(true);
    await device.clock.advance(60_000);
    const hidden = polls().length;
    screen.pause(false);
    await device.clock.advance(100);
    expect([hidden, polls().length]).to.deep.equal([1, 2]);
    screen.cancel();
  });

  it('has one code and one poller for all tabs, and another tab goes on when that one closes', async () => {
    const screen = await begin();
    const other = await device.open();
    const same = await begin({}, other);
    await device.clock.advance(8100);
    const together = polls().length;
    tab.client.stop();
    await signInThere(same, 'acmeCable');
    await device.clock.advance(4100);
    expect([same.code === screen.code, sessions().length, together, await outcome(same)]).to.deep.equal([
      true,
      1,
      3,
      'acmeCable',
    ]);
  });

  it('tells all tabs that show the code', async () => {
    const screen = await begin({ providerId: 'acmeCable' });
    const other = await device.open();
    const same = await begin({ providerId: 'acmeCable' }, other);
    await signInThere(screen, 'acmeCable');
    await device.clock.advance(4100);
    expect([await outcome(screen), await outcome(same)]).to.deep.equal(['acmeCable', 'acmeCable']);
  });

  it('ends when another session took its place (PASS-R46)', async () => {
    const screen = await begin();
    await begin({ providerId: 'acmeCable' });
    await device.clock.advance(4100);
    expect(await outcome(screen)).to.equal('code-expired');
    tab.client.stop();
  });

  it('needs no code where the viewer is let in without one (PASS-R128)', async () => {
    await device.control('pass/degradation', { mvpd: 'acmeCable', rule: 'AuthNAll' });
    const screen = await begin({ providerId: 'acmeCable' });
    expect([screen.code, await outcome(screen)]).to.deep.equal(['', 'acmeCable']);
  });

  for (const [what, ms] of [
    ['back', -3_600_000],
    ['forward', 3_600_000],
  ] as const) {
    it(`polls on as before when the clock was set ${what} while the page was hidden (PASS-R39, PASS-R64)`, async () => {
      const screen = await begin();
      await device.clock.advance(8500);
      screen.pause(true);
      device.clock.set(ms);
      const before = polls().length;
      screen.pause(false);
      await device.clock.advance(1000);
      const soon = polls().length - before;
      await device.clock.advance(9000);
      expect([soon, polls().length - before >= 2]).to.deep.equal([0, true]);
      screen.cancel();
    });
  }
});
