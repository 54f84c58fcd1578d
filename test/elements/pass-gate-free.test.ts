import { expect } from '@open-wc/testing';
import { PROVIDERS } from '../../demo/services/fixtures.ts';
import {
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

const FREE = { 'temp-pass': PROVIDERS.tempPassBasic };
const OFFER = 'Watch for free now';

describe('<pass-gate> and free access', () => {
  const page = passPage();

  it('offers it beside signing in, and opens without signing in, a list or a session (PASS-R20, PASS-R123)', async () => {
    const gate = gateOf(page.open(gateMarkup(), FREE));
    await inState(gate, 'signed-out');
    await expect(gate).to.be.accessible();
    control(gate, OFFER).click();
    await inState(gate, 'authorized');
    expectOpen(gate);
    expect(await page.requests(/configuration|sessions|logout/)).to.have.length(0);
    expect((await page.requests(/decisions/)).map(({ path }) => path.split('/').pop())).to.deep.equal([
      FREE['temp-pass'],
    ]);
  });

  it('is not offered where the publisher offers none', async () => {
    const gate = gateOf(page.open(gateMarkup()));
    await inState(gate, 'signed-out');
    expect(textOf(gate)).not.to.contain(OFFER);
  });

  it('ends when its time is up, and leads to signing in (PASS-R125, PASS-R126, UX-R42)', async () => {
    const events = record('pass-denied', 'pass-authorized');
    const gate = gateOf(page.open(gateMarkup(), { 'temp-pass': PROVIDERS.tempPassBasic }));
    await inState(gate, 'signed-out');
    control(gate, OFFER).click();
    await inState(gate, 'authorized');
    // The trial began with this request; the gate is asked again when its time has passed.
    await page.world.clock.advance(24 * 3600_000);
    await gate.authorize().catch(() => {});
    await inState(gate, 'signed-out');
    expectClosed(gate);
    expect(textOf(gate)).to.contain('Your free access has ended').and.not.to.contain(OFFER);
    expect(events.map(({ type }) => type)).to.deep.equal(['pass-authorized', 'pass-denied']);
    await expect(gate).to.be.accessible();
  });

  it('is offered to a viewer whose own provider refuses, who stays signed in (PASS-R127)', async () => {
    await page.signedIn('pickwell');
    const service = page.open(gateMarkup('resource="sport"'), FREE);
    const gate = gateOf(service);
    await inState(gate, 'denied');
    control(gate, OFFER).click();
    await inState(gate, 'authorized');
    await until(() => service.state === 'signed-in', 'the viewer still signed in');
    expect(service.profile!.mvpd).to.equal('pickwell');
  });

  it('asks nobody to sign in with another provider where the publisher has closed it (PASS-R129)', async () => {
    await page.signedIn('acmeCable');
    await page.world.degrade('AuthZNone', { message: 'Back after the game.' });
    const gate = gateOf(page.open(gateMarkup()));
    await inState(gate, 'denied');
    expect(textOf(gate)).to.contain('Back after the game.').and.not.to.contain('Change TV provider');
  });
});
