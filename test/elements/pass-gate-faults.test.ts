import { expect, oneEvent } from '@open-wc/testing';
import type { PassErrorEvent } from '../../src/events/pass-error.ts';
import {
  control,
  announced,
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
import type { FaultRule } from '../support/world.ts';

const AUTHORIZE = '/api/v2/demo/decisions/authorize';
const item = (more: object): object => ({
  decisions: [{ resource: 'news', serviceProvider: 'demo', mvpd: 'acmeCable', source: 'mvpd', ...more }],
});
const token = { serializedToken: 'x', notBefore: 1, notAfter: 2 };
const HTML = { body: '<!doctype html><h1>Oops</h1>', contentType: 'text/html' };

describe('<pass-gate> fails closed', () => {
  const page = passPage();

  it('needs no preauthorization: it opens where that is switched off (PASS-R73)', async () => {
    await page.visitedBefore('acmeCable');
    await page.world.fault({ path: '/api/v2/demo/decisions/preauthorize', status: 403, body: { code: 'off' } });
    const gate = gateOf(page.open(gateMarkup()));
    await inState(gate, 'authorized');
    expectOpen(gate);
    expect(await page.requests(/preauthorize/)).to.deep.equal([]);
  });

  /** Answers that are no clear yes, and what becomes of the gate. */
  const faults: [string, Omit<FaultRule, 'path'>, string, string][] = [
    ['401 for ever', { status: 401, body: { code: 'unauthorized' } }, 'error', 'unauthorized'],
    ['401 as HTML', { status: 401, ...HTML }, 'error', 'invalid-response'],
    [
      '403 with a code',
      { status: 403, body: { code: 'authorization_denied_by_mvpd', action: 'none', status: 403, message: 'No' } },
      'denied',
      'authorization_denied_by_mvpd',
    ],
    ['403 as HTML', { status: 403, ...HTML }, 'error', 'invalid-response'],
    ['200 as HTML', { status: 200, ...HTML }, 'error', 'invalid-response'],
    [
      '200 with half of a JSON text',
      { status: 200, body: '{"decisions":[', contentType: 'application/json' },
      'error',
      'invalid-response',
    ],
    ['200 with an empty body', { status: 200, body: '' }, 'error', 'invalid-response'],
    ['200 with null', { status: 200, body: 'null', contentType: 'application/json' }, 'error', 'invalid-response'],
    ['no decision at all (PASS-R89)', { status: 200, body: { decisions: [] } }, 'error', 'invalid-response'],
    [
      'decisions that are no list',
      { status: 200, body: { decisions: { authorized: true, token } } },
      'error',
      'invalid-response',
    ],
    [
      'a permit without a token (PASS-R89)',
      { status: 200, body: item({ authorized: true }) },
      'error',
      'invalid-response',
    ],
    [
      'a permit with an empty token (PASS-R89)',
      { status: 200, body: item({ authorized: true, token: { ...token, serializedToken: '' } }) },
      'error',
      'invalid-response',
    ],
    ['a permit in words', { status: 200, body: item({ authorized: 'true', token }) }, 'error', 'invalid-response'],
    ['a permit as a number', { status: 200, body: item({ authorized: 1, token }) }, 'error', 'invalid-response'],
    [
      'a permit for another resource',
      { status: 200, body: item({ resource: 'weather', authorized: true, token }) },
      'error',
      'invalid-response',
    ],
    ['a refusal without a reason', { status: 200, body: item({ authorized: false }) }, 'error', 'invalid-response'],
    [
      'an error inside an accepted answer (PASS-R90)',
      {
        status: 200,
        body: item({ authorized: false, error: { code: 'authorization_denied_by_mvpd', action: 'none', status: 403 } }),
      },
      'denied',
      'authorization_denied_by_mvpd',
    ],
    [
      'a code nobody knows (PASS-R115)',
      { status: 200, body: item({ authorized: false, error: { code: 'what_is_this', action: 'dance', status: 403 } }) },
      'error',
      'what_is_this',
    ],
  ];

  for (const [what, fault, state, code] of faults) {
    it(`${what}: ${state}`, async () => {
      await page.signedIn('acmeCable');
      await page.world.fault({ path: AUTHORIZE, ...fault });
      const gate = gateOf(page.open(gateMarkup()));
      const events = record('pass-authorized', 'pass-denied', 'pass-error');
      await inState(gate, state);
      expectClosed(gate);
      expect(gate.mediaToken).to.equal(null);
      expect(events.map(({ type }) => type)).to.deep.equal([state === 'denied' ? 'pass-denied' : 'pass-error']);
      expect(events[0]!.detail.error.code).to.equal(code);
      expect(control(gate, 'Try again')).to.exist;
      await gate.updateComplete;
      expect(announced(gate)).not.to.equal('');
    });
  }

  it('a service that breaks down, and works again on “Try again” (UX-R35)', async () => {
    await page.signedIn('acmeCable');
    await page.world.fault({ path: AUTHORIZE, status: 500, body: { code: 'internal', action: 'none' } });
    const gate = gateOf(page.open(gateMarkup()));
    await inState(gate, 'error');
    await gate.updateComplete;
    expectClosed(gate);
    expect(textOf(gate)).to.contain('cannot answer right now');
    await expect(gate).to.be.accessible();
    await page.world.clearFaults();
    control(gate, 'Try again').click();
    await inState(gate, 'authorized');
    expectOpen(gate);
  });

  it('a connection that breaks says so in words, and “Try again” works (PASS-R122, UX-R35, UX-R37)', async () => {
    await page.signedIn('acmeCable');
    await page.world.fault({ path: AUTHORIZE, drop: true });
    const gate = gateOf(page.open(gateMarkup()));
    await inState(gate, 'error');
    await gate.updateComplete;
    expectClosed(gate);
    expect(textOf(gate)).to.contain('We cannot reach the sign-in service');
    expect(gate.shadowRoot!.querySelector('details')!.textContent).to.contain('CORS').and.to.contain('network');
    await page.world.clearFaults();
    control(gate, 'Try again').click();
    await inState(gate, 'authorized');
  });

  it('a service that cannot be reached at all: clear text, and “Try again” works (UX-R35)', async () => {
    const refusing = await page.world.fault({ path: '/', drop: true });
    const gate = gateOf(page.open(gateMarkup()));
    await inState(gate, 'error');
    await gate.updateComplete;
    expectClosed(gate);
    expect(textOf(gate)).to.contain('We cannot reach the sign-in service');
    await expect(gate).to.be.accessible();
    await refusing();
    control(gate, 'Try again').click();
    await inState(gate, 'signed-out');
    expectClosed(gate);
  });

  it('a profile that has ended leads to the sign-in, never to a sign-out at the service (PASS-R57, PASS-R97)', async () => {
    await page.signedIn('acmeCable');
    const gate = gateOf(page.open(gateMarkup()));
    await inState(gate, 'authorized');
    await page.world.expireProfiles();
    await gate.authorize().catch(() => {});
    await inState(gate, 'signed-out');
    expectClosed(gate);
    await gate.updateComplete;
    expect(textOf(gate)).to.contain('Your sign-in has ended');
    expect(await page.requests(/logout/)).to.deep.equal([]);
  });

  it('a refused fresh decision closes what was open', async () => {
    await page.signedIn('acmeCable');
    const gate = gateOf(page.open(gateMarkup()));
    await inState(gate, 'authorized');
    await page.world.fault({ path: AUTHORIZE, status: 200, ...HTML });
    const error = await gate.authorize().catch((thrown: unknown) => thrown);
    expect(error).to.have.property('code', 'invalid-response');
    expectClosed(gate);
    expect(gate.state).to.equal('error');
  });

  it('a resource that changes on the way: only the newest answer counts (PASS-R91)', async () => {
    await page.signedIn('pickwell');
    await page.world.fault({ path: AUTHORIZE, times: 1, delay: 600 });
    const gate = gateOf(page.open(gateMarkup()));
    const events = record('pass-authorized', 'pass-denied', 'pass-error');
    await until(async () => (await page.requests(/authorize/)).length === 1, 'the first question');
    gate.resource = 'sport';
    await inState(gate, 'denied');
    await until(
      async () => (await page.requests(/authorize/)).every(({ verdict }) => verdict !== 'pending'),
      'both answers',
    );
    expect(events.map(({ type, detail }) => [type, detail.resource])).to.deep.equal([['pass-denied', 'sport']]);
    expectClosed(gate);
  });

  it('a service that is taken away', async () => {
    await page.signedIn('acmeCable');
    const service = page.open();
    const gate = gateOf(page.put(gateMarkup()));
    await inState(gate, 'authorized');
    service.remove();
    await inState(gate, 'error');
    expectClosed(gate);
    await gate.updateComplete;
    expect(textOf(gate)).to.contain('This video is not set up correctly');
  });

  it('a resource that is taken away', async () => {
    await page.signedIn('acmeCable');
    const gate = gateOf(page.open(gateMarkup()));
    await inState(gate, 'authorized');
    const told = oneEvent(gate, 'pass-error');
    gate.removeAttribute('resource');
    const { error } = (await told) as unknown as PassErrorEvent;
    expect(gate.state).to.equal('error');
    expectClosed(gate);
    expect(error.message).to.equal('<pass-gate resource>: expected a resource id, got nothing');
  });
});
