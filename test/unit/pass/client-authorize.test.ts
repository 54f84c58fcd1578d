import { expect } from '@open-wc/testing';
import { createDevice, signInByPopup, type OpenTab, type PassDevice } from '../../support/fake-pass.ts';
import type { PassError } from '../../../src/pass/errors.ts';

describe('PassClient, asking to watch', () => {
  let device: PassDevice;
  let tab: OpenTab;
  const state = () => tab.client.store.getState();
  const asked = () => device.entries(/decisions/);
  const start = async (mvpd = 'acmeCable'): Promise<void> => {
    device = createDevice();
    tab = await device.open();
    await signInByPopup(device, tab, mvpd);
    await device.clock.advance(60_000);
  };
  /** The error of a resource that must not be shown. */
  const refused = async (resource: string, options = {}): Promise<PassError> => {
    let told: unknown;
    const asking = tab.client.authorize(resource, options).then(
      () => (told = 'permitted'),
      (error: unknown) => (told = error),
    );
    await device.clock.advance(30_000);
    await asking;
    return told as PassError;
  };
  afterEach(() => {
    expect(device.complaints().join('\n')).to.equal('');
  });

  it('PASS-R76, PASS-R79: each playback gets a decision and a media token of its own', async () => {
    await start();
    const [one, two] = [await tab.client.authorize('news'), await tab.client.authorize('news')];
    expect([asked().length, one.mediaToken.serializedToken !== two.mediaToken.serializedToken]).to.deep.equal([
      2,
      true,
    ]);
  });

  it('PASS-R123, PASS-R124: a TempPass is asked for by its id, with the hash the page made, and needs no sign-in', async () => {
    device = createDevice();
    tab = await device.open();
    const identity = { email: 'a'.repeat(64) };
    const options = { providerId: 'promoPass', identity };
    expect(await tab.client.profileAt('promoPass', { identity })).to.equal(null);
    const { source } = await tab.client.authorize('news', options);
    const profile = await tab.client.profileAt('promoPass', { identity });
    const [decision] = await tab.client.preauthorize(['news'], options);
    expect([source, profile!.type, decision!.authorized, state().status]).to.deep.equal([
      ...['temppass', 'temporary', true, 'signed-out'],
    ]);
    const sent = device.entries(/promoPass/).map(({ headers }) => atob(headers['ap-temppass-identity'] ?? ''));
    expect(new Set(sent)).to.deep.equal(new Set([JSON.stringify(identity)]));
  });

  it('PASS-R88: nothing of it is stored', async () => {
    await start();
    const { mediaToken } = await tab.client.authorize('news');
    await device.network.idle();
    expect(JSON.stringify(await device.storage.entries([]))).not.to.include(mediaToken.serializedToken);
  });

  it('PASS-R86, PASS-R97: a refusal is told with the provider’s words, and signs nobody out', async () => {
    await start('pickwell');
    const { code, details } = await refused('sport');
    expect([code, details!.slice(0, 13), asked().length, state().status]).to.deep.equal([
      ...['authorization_denied_by_mvpd', 'Your Pickwell', 1, 'signed-in'],
    ]);
  });

  for (const mvpd of ['wobbleNet', 'lagoonLink', 'tortoiseTel']) {
    it(`PASS-R85: ${mvpd}, which stumbles twice, is asked until it permits`, async () => {
      await start(mvpd);
      const permit = tab.client.authorize('news');
      await device.clock.advance(10_000);
      expect([(await permit).authorized, asked().length]).to.deep.equal([true, 3]);
    });
  }

  it('PASS-R85, PASS-R113: a provider that always stumbles is asked four times in all', async () => {
    await start('voidCast');
    const { code, retryable } = await refused('news');
    expect([code, retryable, asked().length]).to.deep.equal(['network_connection_timeout', true, 4]);
  });

  it('PASS-R129: a degradation rule that blocks is a refusal like any other', async () => {
    await start();
    await device.control('pass/degradation', { rule: 'AuthZNone' });
    const { code } = await refused('news');
    expect([code, state().status]).to.deep.equal(['authorization_denied_by_degradation_rule', 'signed-in']);
  });

  it('PASS-R128: a degraded permit without times of its own is one', async () => {
    await start();
    await device.control('pass/degradation', { rule: 'AuthZAll' });
    const permit = await tab.client.authorize('news');
    expect([permit.authorized, permit.source, permit.notAfter]).to.deep.equal([true, 'degradation', undefined]);
  });

  for (const [how, code] of [
    ['expire-profiles', 'authenticated_profile_expired'],
    ['invalidate-profiles', 'authenticated_profile_invalidated'],
  ] as const) {
    it(`PASS-R57: ${code} leads back to signing in`, async () => {
      await start();
      await device.control(`pass/${how}`);
      const { revision } = state();
      const error = await refused('news');
      expect([error.code, state().status, state().remembered!.id, state().revision]).to.deep.equal([
        ...[code, 'signed-out', 'acmeCable', revision + 1],
      ]);
    });
  }

  for (const resource of ['ended', 'stranger']) {
    it(`PASS-R57: so does a provider that no longer knows the viewer: ${resource}`, async () => {
      await start();
      await refused(resource);
      expect(state().status).to.equal('signed-out');
      device.world.journal.clear();
    });
  }

  it('PASS-R131: so does home access used away from home', async () => {
    await start('hearthNet');
    const { code } = await refused('away');
    expect([code, state().status]).to.deep.equal(['authorization_denied_by_hba_policies', 'signed-out']);
  });

  it('PASS-R90: a refusal at the top of the answer is the same as one inside', async () => {
    await start();
    device.world.switches.profileErrors = 'top';
    await device.control('pass/expire-profiles');
    const { code, httpStatus } = await refused('news');
    expect([code, httpStatus, state().status]).to.deep.equal(['authenticated_profile_expired', 403, 'signed-out']);
  });

  it('PASS-R136: a provider that was switched off is signed out of, and forgotten', async () => {
    await start();
    await device.control('pass/integration', { mvpd: 'acmeCable', enabled: false });
    await refused('news');
    expect([state().status, state().notice, state().remembered]).to.deep.equal([
      'signed-out',
      'provider-unknown',
      null,
    ]);
    device.world.journal.clear();
  });

  it('PASS-R10: with credentials withdrawn, new ones are got once and the viewer has to sign in', async () => {
    await start();
    await device.control('pass/revoke-credentials');
    const { code } = await refused('news');
    expect([code, device.entries(/register/).length, state().status]).to.deep.equal([
      ...['authenticated_profile_missing', 2, 'signed-out'],
    ]);
  });

  for (const body of ['json', 'html', 'empty'] as const) {
    it(`PASS-R8: a token that ended early is replaced, whatever its 401 looks like: ${body}`, async () => {
      await start();
      device.world.switches.unauthorizedBody = body;
      await device.control('pass/expire-tokens');
      await tab.client.authorize('news');
      expect([asked().map(({ status }) => status), device.entries(/register/).length]).to.deep.equal([[401, 200], 1]);
    });
  }

  it('PASS-R7: a token that has run out is replaced before the question', async () => {
    await start();
    await device.clock.advance(7 * 3_600_000);
    await tab.client.authorize('news');
    expect(asked().map(({ status }) => status)).to.deep.equal([200]);
  });

  it('PASS-R117: after a 429 nothing leaves the page for a second', async () => {
    await start();
    device.world.faults.add({ path: '/api/v2/demo/decisions', status: 429, times: 1 });
    const permit = tab.client.authorize('news');
    await device.network.idle();
    const check = tab.client.refresh();
    await device.clock.advance(10_000);
    await Promise.all([permit, check]);
    const times = device.entries(/./).map(({ time }) => time);
    const refusal = device.entries(/./).find(({ status }) => status === 429)!.time;
    expect(times.filter(time => time > refusal && time < refusal + 1000)).to.deep.equal([]);
  });

  it('PASS-R123, PASS-R127: a temporary pass is asked directly, beside the viewer’s own provider', async () => {
    await start();
    const permit = await tab.client.authorize('news', { providerId: 'previewPass' });
    expect([permit.mvpd, state().profile!.mvpd]).to.deep.equal(['previewPass', 'acmeCable']);
  });

  it('PASS-R125: its end signs nobody out', async () => {
    await start();
    await tab.client.authorize('news', { providerId: 'previewPass' });
    await device.clock.advance(601_000);
    const { code } = await refused('news', { providerId: 'previewPass' });
    expect([code, state().status]).to.deep.equal(['temporary_access_duration_limit_exceeded', 'signed-in']);
  });

  it('PASS-R57: who is not signed in is refused without a question', async () => {
    device = createDevice();
    tab = await device.open();
    const { code } = await refused('news');
    expect([code, asked()]).to.deep.equal(['authenticated_profile_missing', []]);
  });

  it('PASS-R91: a question can be taken back', async () => {
    await start();
    const leaving = new AbortController();
    const told = tab.client.authorize('news', { signal: leaving.signal }).catch((error: PassError) => error.code);
    leaving.abort();
    expect(await told).to.equal('aborted');
  });
});
