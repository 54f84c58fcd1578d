import { expect } from '@open-wc/testing';
import { PROVIDERS } from '../../demo/services/fixtures.ts';
import type { PassVerifyEvent } from '../../src/events/pass-verify.ts';
import { PassError } from '../../src/pass/errors.ts';
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

  it('whose time ends while it plays: closes by itself, and is not offered again (PASS-R125, PASS-R126)', async () => {
    const service = page.open(gateMarkup(), FREE);
    const gate = gateOf(service);
    await inState(gate, 'signed-out');
    let end = (_error: PassError): void => {};
    const { authorize } = service;
    service.authorize = async (...asked) => {
      const permit = await authorize.apply(service, asked);
      return { ...permit, over: new Promise<PassError>(resolve => (end = resolve)) };
    };
    control(gate, OFFER).click();
    await inState(gate, 'authorized');
    const told = record('pass-denied');
    end(new PassError({ code: 'temporary_access_duration_limit_exceeded', action: 'authentication', message: 'Over' }));
    await inState(gate, 'signed-out');
    expectClosed(gate);
    expect(told.map(({ detail }) => detail.error.code)).to.deep.equal(['temporary_access_duration_limit_exceeded']);
    await gate.updateComplete;
    expect(textOf(gate)).to.contain('Your free access has ended');
  });

  it('whose time ends while the page checks the token: nothing opens any more (PASS-R126)', async () => {
    const service = page.open(gateMarkup(), FREE);
    const gate = gateOf(service);
    await inState(gate, 'signed-out');
    const over = new PassError({ code: 'temporary_access_duration_limit_exceeded', message: 'Over' });
    const { authorize } = service;
    service.authorize = async (...asked) => ({
      ...(await authorize.apply(service, asked)),
      over: Promise.resolve(over),
    });
    let keep = (_value: unknown): void => {};
    const check = new Promise(resolve => (keep = resolve));
    const onVerify = (event: Event): void => (event as PassVerifyEvent).waitUntil(check);
    document.addEventListener('pass-verify', onVerify, { once: true });
    const events = record('pass-authorized', 'pass-denied');
    control(gate, OFFER).click();
    await until(() => events.length > 0, 'the end');
    keep('yes');
    await inState(gate, 'signed-out');
    await gate.updateComplete;
    expectClosed(gate);
    expect(events.map(({ type }) => type)).to.deep.equal(['pass-denied']);
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
