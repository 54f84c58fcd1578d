import { expect } from '@open-wc/testing';
import { PROVIDERS } from '../../../demo/services/fixtures.ts';
import type { Permit } from '../../../src/pass/entitlement.ts';
import type { PassError } from '../../../src/pass/errors.ts';
import { createDevice, signInByPopup, type OpenTab, type PassDevice } from '../../support/fake-pass.ts';

const BASIC = PROVIDERS.tempPassBasic;
const PROMO = PROVIDERS.tempPassPromotional;
/** SHA-256 of `viewer7@example.test`. */
const HASH = '68cd840c1bd5bb85f93ee9fabdd16efb62c8e95d5cd29c497149feff39a4cc5'.slice(0, 20);

describe('Free access by TempPass', () => {
  let device: PassDevice;
  let tab: OpenTab;
  const start = async (tempPass: string, identity?: Record<string, string>): Promise<void> => {
    device = createDevice();
    tab = await device.open({ config: { tempPass, tempPassIdentity: () => identity } });
    await device.clock.advance(20_000);
    device.world.journal.clear();
  };
  const ask = async (tempPass: string, resource = 'news', signal?: AbortSignal): Promise<Permit> => {
    const asking = tab.client.authorize(resource, { providerId: tempPass, signal });
    asking.catch(() => {});
    await device.clock.advance(1000);
    // A hash is made outside of all this; what follows the permit is to have happened as well.
    await asking;
    await device.network.idle();
    return asking;
  };
  const refused = async (tempPass: string, resource = 'news'): Promise<PassError> =>
    ask(tempPass, resource).then(
      () => Promise.reject(new Error('it was permitted')),
      (error: unknown) => error as PassError,
    );
  afterEach(() => {
    expect(device.complaints().join('\n')).to.equal('');
  });

  it('goes straight to the decision: no list, no session, no sign-out (PASS-R20, PASS-R123)', async () => {
    await start(BASIC);
    const permit = await ask(BASIC);
    expect([permit.source, device.requests(), tab.client.store.getState().status]).to.deep.equal([
      'temppass',
      [`POST /decisions/authorize/${BASIC}`, `GET /profiles/${BASIC}`],
      'signed-out',
    ]);
  });

  it('tells when its time is up, by the service’s time (PASS-R126)', async () => {
    await start(BASIC);
    const { over } = await ask(BASIC);
    let told: PassError | undefined;
    void over!.then(error => (told = error));
    const [{ response }] = device.entries(/profiles\/previewPass/) as unknown as [{ response: unknown }];
    const { notBefore, notAfter } = (response as { profiles: Record<string, { notBefore: number; notAfter: number }> })
      .profiles[BASIC]!;
    await device.clock.advance(notAfter - notBefore - 5000);
    const early = told?.code;
    await device.clock.advance(10_000);
    expect([early, told!.code]).to.deep.equal([undefined, 'temporary_access_duration_limit_exceeded']);
  });

  it('tells so, too, when the viewer sets the clock back (PASS-R126)', async () => {
    await start(BASIC);
    const { over } = await ask(BASIC);
    let told: PassError | undefined;
    void over!.then(error => (told = error));
    device.clock.set(-10 * 24 * 3600_000);
    await device.clock.advance(2 * 24 * 3600_000);
    expect(told?.code).to.equal('temporary_access_duration_limit_exceeded');
  });

  it('knows the end of its time also of the last video, whose profile is refused (PASS-R126)', async () => {
    device = createDevice({ promoPassItems: 2, promoPassLife: 600, decisionLife: 36_000 });
    tab = await device.open({ config: { tempPass: PROMO, tempPassIdentity: () => ({ email: 'a@example.test' }) } });
    await device.clock.advance(20_000);
    await ask(PROMO, 'a');
    const { over } = await ask(PROMO, 'b');
    let told: PassError | undefined;
    void over!.then(error => (told = error));
    await device.clock.advance(620_000);
    expect(told?.code).to.equal('temporary_access_duration_limit_exceeded');
  });

  it('is not offered again either when its time runs out here (PASS-R125)', async () => {
    await start(BASIC);
    const { over } = await ask(BASIC);
    await device.clock.advance(2 * 24 * 3600_000);
    expect([(await over!).code, tab.client.tempPass]).to.deep.equal([
      'temporary_access_duration_limit_exceeded',
      undefined,
    ]);
  });

  it('nobody need wait for its end: who leaves without having done so breaks nothing', async () => {
    await start(BASIC);
    const broken: unknown[] = [];
    const note = ({ reason }: PromiseRejectionEvent): void => void broken.push(reason);
    addEventListener('unhandledrejection', note);
    const leaving = new AbortController();
    await ask(BASIC, 'news', leaving.signal);
    leaving.abort();
    await new Promise(resolve => setTimeout(resolve, 20));
    removeEventListener('unhandledrejection', note);
    expect(broken).to.deep.equal([]);
  });

  it('tells nobody who has gone', async () => {
    await start(BASIC);
    const leaving = new AbortController();
    const { over } = await ask(BASIC, 'news', leaving.signal);
    await device.clock.advance(1000);
    leaving.abort();
    expect(await over!.catch(({ code }: PassError) => code)).to.equal('aborted');
  });

  it('is not offered again once it is used up (PASS-R125)', async () => {
    await start(PROMO, { email: 'viewer7@example.test' });
    const before = tab.client.tempPass;
    let error: PassError | undefined;
    for (const id of ['a', 'b', 'c', 'd', 'e', 'f'])
      error ??= await ask(PROMO, id).then(
        () => undefined,
        (thrown: unknown) => thrown as PassError,
      );
    expect([before, error!.code, tab.client.tempPass, tab.client.store.getState().status]).to.deep.equal([
      PROMO,
      'temporary_access_resources_limit_exceeded',
      undefined,
      'signed-out',
    ]);
  });

  it('sends a hash of who the viewer is, never the name itself (PASS-R124)', async () => {
    await start(PROMO, { email: ' Viewer7@example.test ' });
    await ask(PROMO);
    const headers = device.entries(/promoPass/).map(entry => entry.headers['ap-temppass-identity']!);
    const [email] = headers.map(header => (JSON.parse(atob(header)) as { email: string }).email);
    expect([headers.length, new Set(headers).size, email!.length, email!.startsWith(HASH)]).to.deep.equal([
      ...[2, 1, 64, true],
    ]);
    expect(JSON.stringify(device.world.journal.entries())).not.to.match(/viewer7@/i);
  });

  it('whatever is asked in its name says so: a profile, a list, a sign-in, the next visit (PASS-R124)', async () => {
    await start(PROMO, { email: 'viewer7@example.test' });
    const settled = async <T>(asking: Promise<T>): Promise<T> => {
      asking.catch(() => {});
      await device.clock.advance(1000);
      return asking;
    };
    const profile = await settled(tab.client.profileAt(PROMO));
    const [decision] = await settled(tab.client.preauthorize(['news'], { providerId: PROMO }));
    const { type } = await settled(tab.client.signIn(PROMO));
    tab.client.stop();
    tab = await device.open({
      config: { tempPass: PROMO, tempPassIdentity: () => ({ email: 'viewer7@example.test' }) },
    });
    await device.clock.advance(1000);
    expect([profile, decision!.authorized, type]).to.deep.equal([null, true, 'temporary']);
    const headers = device.entries(/(profiles|decisions\/\w+)\/promoPass/).map(({ headers }) => headers);
    const told = headers.map(one => (JSON.parse(atob(one['ap-temppass-identity']!)) as { email: string }).email);
    expect([told.length, new Set(told).size, told[0]!.startsWith(HASH)]).to.deep.equal([4, 1, true]);
  });

  for (const [what, tempPass, code] of [
    ['that is used up', BASIC, 'temporary_access_duration_limit_exceeded'],
    ['that is set up wrong', PROVIDERS.tempPassBroken, 'invalid_configuration_temporary_access'],
    ['that lacks who the viewer is', PROMO, 'invalid_header_identity_for_temporary_access'],
  ] as const) {
    it(`chosen like a provider, one ${what} is not gone back to: the next choice is among providers (PASS-R125)`, async () => {
      await start(tempPass);
      if (tempPass === BASIC) {
        await ask(BASIC);
        await device.clock.advance(2 * 24 * 3600_000);
      }
      const refusal = tab.client.signIn(tempPass).catch((error: PassError) => error.code);
      await device.clock.advance(1000);
      const { status, remembered } = tab.client.store.getState();
      const offered = tempPass === PROMO ? PROMO : undefined;
      expect([await refusal, status, remembered, tab.client.tempPass]).to.deep.equal([
        ...[code, 'signed-out', null, offered],
      ]);
      const next = await device.open({ config: { tempPass } });
      await device.clock.advance(1000);
      expect(next.client.store.getState().status).to.equal('signed-out');
      device.world.journal.clear();
    });
  }

  it('that has ended since the last visit leaves a page where somebody can sign in (PASS-R125)', async () => {
    await start(BASIC);
    await ask(BASIC);
    const signingIn = tab.client.signIn(BASIC);
    await device.clock.advance(1000);
    await signingIn;
    tab.client.stop();
    await device.clock.advance(2 * 24 * 3600_000);
    tab = await device.open({ config: { tempPass: BASIC } });
    await device.clock.advance(1000);
    const { status, remembered } = tab.client.store.getState();
    expect([status, remembered, tab.client.tempPass]).to.deep.equal(['signed-out', null, undefined]);
  });

  it('says that it needs to know who the viewer is', async () => {
    await start(PROMO);
    const { code } = await refused(PROMO);
    expect([code, tab.client.tempPass]).to.deep.equal(['invalid_header_identity_for_temporary_access', PROMO]);
    device.world.journal.clear();
  });

  it('is not to be had where it is set up wrong (PASS-R125)', async () => {
    await start(PROVIDERS.tempPassBroken);
    const { code } = await refused(PROVIDERS.tempPassBroken);
    expect([code, tab.client.tempPass]).to.deep.equal(['invalid_configuration_temporary_access', undefined]);
  });

  it('leaves a viewer who is signed in as they are (PASS-R127)', async () => {
    await start(BASIC);
    await signInByPopup(device, tab, 'pickwell');
    await device.clock.advance(20_000);
    await ask(BASIC, 'sport');
    expect([tab.client.store.getState().profile!.mvpd, device.entries(/logout/).length]).to.deep.equal(['pickwell', 0]);
  });

  it('can also be chosen like a provider, without a page of its own', async () => {
    await start(BASIC);
    const signingIn = tab.client.signIn(BASIC);
    await device.clock.advance(1000);
    const { type, mvpd } = await signingIn;
    expect([type, mvpd, tab.browser.window.closed, tab.browser.window.url]).to.deep.equal([
      'temporary',
      BASIC,
      true,
      '',
    ]);
  });
});
