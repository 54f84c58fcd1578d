import { expect, oneEvent } from '@open-wc/testing';
import type { PassVerifyEvent } from '../../src/events/pass-verify.ts';
import type { PassGateElement } from '../../src/elements/pass-gate/pass-gate.ts';
import { verifyToken } from '../../src/elements/pass-gate/verify-token.ts';
import type { Permit } from '../../src/pass/entitlement.ts';
import type { PassError } from '../../src/pass/errors.ts';
import { createFakeClock } from '../support/fake-clock.ts';
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

const HTML = { body: '<!doctype html><h1>Oops</h1>', contentType: 'text/html' };
/** The local services' verifier, which stands for the publisher's own server. */
const VERIFY = '/verify';

describe('<pass-gate> and the check of the media token', () => {
  const page = passPage();

  const withUrl = (): PassGateElement =>
    gateOf(page.open(gateMarkup(`resource="news" verify-url="${page.world.origin}${VERIFY}"`)));

  it('posts resource and token to verify-url, opens on its yes, and hands its answer on (PASS-R79, PASS-R80, PASS-R84)', async () => {
    await page.signedIn('acmeCable');
    const gate = withUrl();
    const { detail } = (await oneEvent(gate, 'pass-authorized')) as CustomEvent;
    await gate.updateComplete;
    expectOpen(gate);
    expect(detail.verification).to.deep.equal({
      status: 'VALID_TOKEN',
      resource: 'news',
      mvpd: 'acmeCable',
      serviceProvider: 'demo',
    });
    const [decision] = await page.requests(/authorize/);
    const { serializedToken } = (decision!.response as { decisions: { token: { serializedToken: string } }[] })
      .decisions[0]!.token;
    const [check, ...more] = await page.requests(/^\/verify$/);
    expect(more).to.deep.equal([]);
    expect([check!.method, check!.body]).to.deep.equal(['POST', { resource: 'news', serializedToken }]);
    expect(check!.headers['content-type']).to.equal('application/json');
    expect(check!.headers).not.to.have.any.keys('authorization', 'ap-device-identifier');
  });

  it('stays closed until verify-url has answered', async () => {
    await page.signedIn('acmeCable');
    await page.world.fault({ path: VERIFY, delay: 400 });
    const gate = withUrl();
    await until(async () => (await page.requests(/^\/verify$/)).length === 1, 'the check to be asked for');
    expect(gate.state).to.equal('authorizing');
    expectClosed(gate);
    await inState(gate, 'authorized');
  });

  const answers: [string, object, string, string][] = [
    [
      'refuses the token (403)',
      { status: 403, body: { status: 'INVALID_SIGNATURE' } },
      'denied',
      'verification-refused',
    ],
    ['knows no such check (404)', { status: 404, ...HTML }, 'denied', 'verification-refused'],
    ['breaks down (500)', { status: 500, ...HTML }, 'error', 'invalid-response'],
    ['is overloaded (503)', { status: 503, body: '' }, 'error', 'invalid-response'],
    ['says yes in HTML', { status: 200, ...HTML }, 'error', 'invalid-response'],
    [
      'says half a yes',
      { status: 200, body: '{"ok":tr', contentType: 'application/json' },
      'error',
      'invalid-response',
    ],
    ['does not answer', { drop: true }, 'error', 'network'],
    [
      'says no in JSON',
      { status: 200, body: 'false', contentType: 'application/json' },
      'denied',
      'verification-refused',
    ],
    ['answers where CORS hides it', { status: 200, body: {}, omitCors: true }, 'error', 'network'],
  ];
  for (const [what, fault, state, code] of answers) {
    it(`stays closed when verify-url ${what}`, async () => {
      await page.signedIn('acmeCable');
      await page.world.fault({ path: VERIFY, ...fault });
      const gate = withUrl();
      const events = record('pass-authorized', 'pass-denied', 'pass-error');
      await inState(gate, state);
      expectClosed(gate);
      expect(gate.mediaToken).to.equal(null);
      expect(events.map(({ type, detail }) => [type, detail.error.code])).to.deep.equal([
        [state === 'denied' ? 'pass-denied' : 'pass-error', code],
      ]);
      await gate.updateComplete;
      await expect(gate).to.be.accessible();
      await page.world.clearFaults();
      control(gate, 'Try again').click();
      await inState(gate, 'authorized');
      expectOpen(gate);
    });
  }

  /** The page's own `fetch`, replaced where it asks the publisher's server. */
  const answering = async (answer: (signal: AbortSignal) => Promise<Response>, during: () => Promise<void>) => {
    const { fetch } = globalThis;
    globalThis.fetch = (input, init) =>
      String(input).endsWith(VERIFY) ? answer(init!.signal!) : fetch(input as RequestInfo, init);
    try {
      await during();
    } finally {
      globalThis.fetch = fetch;
    }
  };

  it('an answer of verify-url that breaks off is a broken connection: the gate says so, and “Try again” works', async () => {
    await page.signedIn('acmeCable');
    const torn = new ReadableStream({
      start(body) {
        body.enqueue(new TextEncoder().encode('{"stream":'));
        body.error(new TypeError('network error'));
      },
    });
    let gate!: PassGateElement;
    await answering(
      async () => new Response(torn, { status: 200 }),
      async () => {
        gate = withUrl();
        const { detail } = (await oneEvent(gate, 'pass-error')) as CustomEvent;
        expect(detail.error.code).to.equal('network');
        expect(gate.state).to.equal('error');
        expectClosed(gate);
      },
    );
    await gate.updateComplete;
    control(gate, 'Try again').click();
    await inState(gate, 'authorized');
  });

  it('nobody waits longer than half a minute for verify-url (PASS-R80)', async () => {
    const clock = createFakeClock();
    const permit = { resource: 'news', mediaToken: { serializedToken: 'x' } } as Permit;
    const never = (signal: AbortSignal): Promise<Response> =>
      new Promise((_, reject) => signal.addEventListener('abort', () => reject(new DOMException('x', 'AbortError'))));
    await answering(never, async () => {
      const { signal } = new AbortController();
      const url = `${page.world.origin}${VERIFY}`;
      const told = verifyToken([], url, permit, signal, clock).catch((error: PassError) => error);
      await clock.advance(30_000);
      expect(await told).to.include({ code: 'timeout', retryable: true });
      expect(clock.timers).to.equal(0);
    });
  });

  it('an empty 2xx from verify-url is a yes without an answer', async () => {
    await page.signedIn('acmeCable');
    await page.world.fault({ path: VERIFY, status: 200, body: '' });
    const gate = withUrl();
    const { detail } = (await oneEvent(gate, 'pass-authorized')) as CustomEvent;
    expect(detail.verification).to.equal(undefined);
  });

  it('a verify-url that is no safe address stays closed and names element and attribute', async () => {
    await page.signedIn('acmeCable');
    const gate = gateOf(page.open(gateMarkup('resource="news" verify-url="http://verify.example/check"')));
    const { detail } = (await oneEvent(gate, 'pass-error')) as CustomEvent;
    expectClosed(gate);
    expect(detail.error.code).to.equal('invalid-configuration');
    expect(detail.error.message).to.equal(
      '<pass-gate verify-url>: expected an https address (or http on localhost), got "http://verify.example/check"',
    );
    gate.verifyUrl = `${page.world.origin}${VERIFY}`;
    await gate.authorize();
    expect(gate.state).to.equal('authorized');
  });

  describe('by script', () => {
    const onVerify = (react: (event: PassVerifyEvent) => void): void =>
      document.addEventListener('pass-verify', event => react(event as PassVerifyEvent), { once: true });

    it('pass-verify bubbles out of shadow roots with resource and token, before it opens', async () => {
      await page.signedIn('acmeCable');
      const host = page.open('<div></div>').querySelector('div')!;
      const asked = oneEvent(document, 'pass-verify');
      host.attachShadow({ mode: 'open' }).innerHTML = gateMarkup();
      const gate = gateOf(host.shadowRoot!);
      const event = (await asked) as PassVerifyEvent;
      expect(event.bubbles && event.composed).to.equal(true);
      expect([event.resource, event.detail.resource]).to.deep.equal(['news', 'news']);
      expect(event.mediaToken.serializedToken).to.be.a('string').and.not.equal('');
      expect(event.mediaToken).to.equal(event.detail.mediaToken);
      expect(event.waitUntil).to.equal(event.detail.waitUntil);
      await inState(gate, 'authorized');
    });

    it('opens when the promise is kept, with its value as verification', async () => {
      await page.signedIn('acmeCable');
      let keep = (_value: unknown): void => {};
      onVerify(({ waitUntil }) => waitUntil(new Promise(resolve => (keep = resolve))));
      const asked = oneEvent(document, 'pass-verify');
      const gate = gateOf(page.open(gateMarkup()));
      await asked;
      await Promise.resolve();
      expectClosed(gate);
      const opened = oneEvent(gate, 'pass-authorized');
      keep({ stream: 'https://cdn.example/a.m3u8' });
      const { detail } = (await opened) as CustomEvent;
      expect(detail.verification).to.deep.equal({ stream: 'https://cdn.example/a.m3u8' });
    });

    it('several promises: all values, and one refusal is enough to deny', async () => {
      await page.signedIn('acmeCable');
      onVerify(({ waitUntil }) => {
        waitUntil(Promise.resolve(1));
        waitUntil(Promise.resolve(2));
      });
      const gate = gateOf(page.open(gateMarkup()));
      const { detail } = (await oneEvent(gate, 'pass-authorized')) as CustomEvent;
      expect(detail.verification).to.deep.equal([1, 2]);
      onVerify(({ waitUntil }) => {
        waitUntil(Promise.resolve(1));
        waitUntil(Promise.reject(new Error('not this one')));
      });
      const error = await gate.authorize().catch((thrown: unknown) => thrown);
      expect(error).to.include({ code: 'verification-refused' });
      expect((error as Error).cause).to.have.property('message', 'not this one');
      expect(gate.state).to.equal('denied');
      expectClosed(gate);
      await gate.updateComplete;
      expect(textOf(gate)).to.contain('could not be released for playback');
    });

    it('a check that answers false has not said yes (PASS-R80)', async () => {
      await page.signedIn('acmeCable');
      onVerify(({ waitUntil }) => waitUntil(Promise.resolve(false)));
      const events = record('pass-authorized', 'pass-denied');
      const gate = gateOf(page.open(gateMarkup()));
      await inState(gate, 'denied');
      expectClosed(gate);
      expect(events.map(({ type, detail }) => [type, detail.error?.code])).to.deep.equal([
        ['pass-denied', 'verification-refused'],
      ]);
    });

    it('a promise that comes after the event is refused aloud, since nobody would wait for it', async () => {
      await page.signedIn('acmeCable');
      const asked = oneEvent(document, 'pass-verify');
      const gate = gateOf(page.open(gateMarkup()));
      const { waitUntil } = (await asked) as PassVerifyEvent;
      await inState(gate, 'authorized');
      expect(() => waitUntil(Promise.resolve())).to.throw('waitUntil');
    });

    it('both ways: verify-url is asked, too, and has the last word when it refuses', async () => {
      await page.signedIn('acmeCable');
      await page.world.fault({ path: VERIFY, status: 403, body: {} });
      onVerify(({ waitUntil }) => waitUntil(Promise.resolve('yes')));
      const gate = withUrl();
      await inState(gate, 'denied');
      expectClosed(gate);
    });
  });
});
