import { expect } from '@open-wc/testing';
import { PROVIDERS } from '../../demo/services/fixtures.ts';
import type { PassAccountElement } from '../../src/elements/pass-account/pass-account.ts';
import {
  announced,
  control,
  expectClosed,
  expectOpen,
  gateMarkup,
  gateOf,
  inState,
  passPage,
  record,
  textOf,
  until,
} from '../support/pass-fixtures.ts';
import { openPicker, option } from '../support/picker-page.ts';

const OFFER = 'Watch for free now';
const PROMO = PROVIDERS.tempPassPromotional;

describe('elements of one page, when things come in another order', () => {
  const page = passPage({ promoPassItems: 1 });

  it('a sign-in with another provider that is given up: the picker names the one that the viewer has (PASS-R28, UX-R24)', async () => {
    await page.visitedBefore('acmeCable');
    const picker = await openPicker(page, '', 'idle');
    await inState(picker.closest('pass-service')!, 'signed-in');
    await picker.updateComplete;
    control(picker, 'Change TV provider').click();
    await inState(picker, 'ready');
    await picker.updateComplete;
    option(picker, 'Brightwater').click();
    await inState(picker, 'selecting');
    await picker.updateComplete;
    control(picker, 'Cancel').click();
    await inState(picker, 'idle');
    await picker.updateComplete;
    expect(textOf(picker)).to.contain('Signed in with Acme Cable').and.not.to.contain('Brightwater');
  });

  it('free access that is used up elsewhere on the page closes nothing that it has opened (PASS-R125)', async () => {
    const service = page.open(gateMarkup('resource="a"') + gateMarkup('resource="b"'), { 'temp-pass': PROMO });
    service.tempPassIdentity = { email: 'viewer7@example.test' };
    const [one, two] = [...service.querySelectorAll('pass-gate')];
    await Promise.all([inState(one!, 'signed-out'), inState(two!, 'signed-out')]);
    await until(() => textOf(two!).includes(OFFER) && textOf(one!).includes(OFFER), 'the offers');
    control(one!, OFFER).click();
    await inState(one!, 'authorized');
    const closed = record('pass-denied');
    control(two!, OFFER).click();
    await until(() => closed.length > 0, 'the refusal of the second');
    await inState(two!, 'signed-out');
    expect(service.client!.tempPass).to.equal(undefined);
    await service.refresh();
    await one!.updateComplete;
    expect(one!.state).to.equal('authorized');
    expectOpen(one!);
  });

  it('free access that the publisher takes back leads to signing in, not to endless waiting (PASS-R123)', async () => {
    const service = page.open(gateMarkup(), { 'temp-pass': PROVIDERS.tempPassBasic });
    const gate = gateOf(service);
    await inState(gate, 'signed-out');
    control(gate, OFFER).click();
    await inState(gate, 'authorized');
    service.tempPass = null;
    await service.updateComplete;
    await inState(gate, 'signed-out');
    expectClosed(gate);
  });

  it('another TempPass is another offer: nothing of it begins by itself (PASS-R123)', async () => {
    const service = page.open(gateMarkup(), { 'temp-pass': PROVIDERS.tempPassBasic });
    service.tempPassIdentity = { email: 'viewer7@example.test' };
    const gate = gateOf(service);
    await inState(gate, 'signed-out');
    control(gate, OFFER).click();
    await inState(gate, 'authorized');
    service.tempPass = PROMO;
    await service.updateComplete;
    await inState(gate, 'signed-out');
    expect(await page.requests(new RegExp(PROMO))).to.deep.equal([]);
  });

  it('a new service token interrupts nothing, and is the one that is sent (PASS-R108)', async () => {
    const [first, second] = [
      await page.world.serviceToken('viewer-1'),
      await page.world.serviceToken('viewer-1', 7200),
    ];
    await page.signedIn('acmeCable');
    const service = page.open(gateMarkup(), { 'service-token': first });
    const gate = gateOf(service);
    await inState(gate, 'authorized');
    const { client } = service;
    const events = record('pass-state-change', 'pass-authorized', 'pass-signed-out');
    service.serviceToken = second;
    await service.updateComplete;
    await until(
      async () => (await page.requests(/profiles/)).some(({ headers }) => headers['ad-service-token'] === second),
      'the new token',
    );
    await gate.authorize();
    const [last] = (await page.requests(/authorize/)).slice(-1);
    expect([service.client === client, last!.headers['ad-service-token'] === second, gate.state]).to.deep.equal([
      ...[true, true, 'authorized'],
    ]);
    expect(events.map(({ type }) => type)).to.deep.equal(['pass-authorized']);
  });

  it('a service token that comes late finds the viewer whom it stands for (PASS-R108, PASS-R58)', async () => {
    const token = await page.world.serviceToken('viewer-1');
    const service = page.open();
    await inState(service, 'signed-out');
    const body = {
      profiles: {
        acmeCable: { notBefore: 1, notAfter: Date.now() + 3_600_000, issuer: 'acmeCable', type: 'serviceTokenSSO' },
      },
    };
    await page.world.fault({ path: '/api/v2/demo/profiles', status: 200, body });
    service.serviceToken = token;
    await inState(service, 'signed-in');
    expect(service.profile!.type).to.equal('serviceTokenSSO');
  });

  it('a partner’s sign-out of one of several profiles says what is left to do (PASS-R94)', async () => {
    await page.signedIn('duoVista', 'duoVistaGo');
    const account: PassAccountElement = page.open('<pass-account></pass-account>').querySelector('pass-account')!;
    await inState(account, 'signed-in');
    await until(() => account.shadowRoot!.querySelector('[part=sign-out]') !== null, 'who is signed in');
    const { mvpd } = account.closest('pass-service')!.profile!;
    const logouts = { [mvpd]: { actionName: 'partner_logout', actionType: 'partner_interactive', mvpd } };
    await page.world.fault({ path: '/api/v2/demo/logout', status: 200, body: { logouts } });
    control(account, 'Sign Out').click();
    await until(() => account.closest('pass-service')!.profiles.length === 1, 'one profile fewer');
    await inState(account, 'signed-in');
    await account.updateComplete;
    expect(textOf(account)).to.contain('Sign out in the settings of this device, too.');
    expect(announced(account)).to.contain('Sign out in the settings of this device, too.');
    expect(page.left).to.deep.equal([]);
    await expect(account).to.be.accessible();
  });

  it('a provider that cannot answer is named where the viewer can try again (UX-R35)', async () => {
    await page.visitedBefore('acmeCable');
    await page.world.expireProfiles();
    const body = { code: 'internal_server_error', action: 'none', status: 500, message: 'internal' };
    await page.world.fault({ path: '/api/v2/demo/profiles', status: 500, body });
    const { deviceStore } = await import('../../src/storage/device-store.ts');
    for (const [key] of await deviceStore().entries(['pass'])) {
      if (key[key.length - 1] === 'profiles') await deviceStore().delete(key);
    }
    const picker = await openPicker(page, '', 'error');
    expect(announced(picker)).to.equal('Acme Cable cannot answer right now. Please try again.');
    expect(textOf(picker)).to.contain(announced(picker)).and.to.contain('Try again');
  });
});
