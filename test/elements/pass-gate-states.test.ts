import { expect, oneEvent } from '@open-wc/testing';
import type { PassAuthorizedEvent } from '../../src/events/pass-authorized.ts';
import type { PassDeniedEvent } from '../../src/events/pass-denied.ts';
import type { PassProviderPickerElement } from '../../src/elements/pass-provider-picker/pass-provider-picker.ts';
import {
  announced,
  comeBack,
  control,
  expectClosed,
  expectOpen,
  gateMarkup,
  gateOf,
  inState,
  passPage,
  record,
  storedEntries,
  textOf,
  until,
} from '../support/pass-fixtures.ts';

const CLIP = '/test/support/clip.webm';

describe('<pass-gate> states', () => {
  const page = passPage();

  it('signed-out: a benefit, a button that says “Sign In”, a red key that is not the only sign (PASS-R75, UX-R1, UX-R4, UX-R7, UX-R18 to UX-R20)', async () => {
    const gate = gateOf(page.open(gateMarkup()));
    const states: (string | null)[] = [];
    new MutationObserver(() => states.push(gate.getAttribute('state'))).observe(gate, { attributeFilter: ['state'] });
    await inState(gate, 'signed-out');
    await gate.updateComplete;
    expect(states.slice(0, -1)).to.include('checking');
    expect(control(gate, 'Sign In')).to.be.instanceOf(HTMLButtonElement);
    expect(gate.shadowRoot!.querySelector('h2')!.textContent).to.equal('Sign In to watch');
    const key = gate.shadowRoot!.querySelector('svg')!;
    expect([key.getAttribute('aria-hidden'), getComputedStyle(key).stroke]).to.deep.equal(['true', 'rgb(217, 55, 44)']);
    expect(textOf(gate)).to.contain('Sign In with the User ID and Password of your TV provider.');
    expect(textOf(gate)).to.contain('Watching here is part of your TV subscription, at no extra cost.');
    await expect(gate).to.be.accessible();
  });

  it('pending: a spinner and words, accessible', async () => {
    await page.world.fault({ path: '/o/client/register', delay: 400, times: 1 });
    const gate = gateOf(page.open(gateMarkup()));
    await inState(gate, 'checking');
    await gate.updateComplete;
    expect(textOf(gate)).to.equal('One moment…');
    await expect(gate).to.be.accessible();
    await inState(gate, 'signed-out');
  });

  it('authorizing: says with whom it is checking', async () => {
    await page.visitedBefore('acmeCable');
    await page.world.fault({ path: '/api/v2/demo/decisions', delay: 500 });
    const gate = gateOf(page.open(gateMarkup()));
    await inState(gate, 'authorizing');
    await until(() => textOf(gate) !== 'One moment…', 'the view');
    expectClosed(gate);
    expect(textOf(gate)).to.equal('Checking with Acme Cable whether you can watch this…');
    await expect(gate).to.be.accessible();
    await inState(gate, 'authorized');
  });

  it('the whole way: Sign In opens the dialog, choosing a provider its window, and its return the gate (PASS-R35, PASS-R36)', async () => {
    const gate = gateOf(page.open(gateMarkup()));
    await inState(gate, 'signed-out');
    await gate.updateComplete;
    control(gate, 'Sign In').click();
    await gate.updateComplete;
    const dialog = gate.shadowRoot!.querySelector('dialog')!;
    expect(dialog.matches(':modal') || dialog.open).to.equal(true);
    const picker = dialog.querySelector<PassProviderPickerElement>('pass-provider-picker')!;
    await inState(picker, 'ready');
    await expect(gate).to.be.accessible();
    picker.shadowRoot!.querySelector<HTMLElement>('[role=option]')!.click();
    await inState(gate, 'signing-in');
    await comeBack(page);
    await inState(gate, 'authorized');
    expectOpen(gate);
    await gate.updateComplete;
    expect(gate.shadowRoot!.querySelectorAll('dialog[open]').length).to.equal(0);
    const paths = (await page.world.journal()).map(({ path }) => path.replace(/\/[A-Z0-9]{7}$/, '/{code}'));
    expect(paths.slice(2)).to.deep.equal(
      [
        '/api/v2/demo/profiles',
        '/api/v2/demo/configuration',
        '/api/v2/demo/sessions',
        '/api/v2/demo/profiles/code/{code}',
        '/api/v2/demo/decisions/authorize/acmeCable',
      ].filter(() => true),
    );
  });

  it('denied: the provider’s own words first, “Change TV provider” and no “Sign In” (PASS-R72, PASS-R87, UX-R36 to UX-R38)', async () => {
    await page.visitedBefore('pickwell');
    const gate = gateOf(page.open(gateMarkup('resource="sport"')));
    const told = oneEvent(gate, 'pass-denied');
    await inState(gate, 'denied');
    await gate.updateComplete;
    expectClosed(gate);
    const own = 'Your Pickwell plan has no sport. Add it at any time in My Pickwell.';
    expect(gate.shadowRoot!.querySelector('p')!.textContent).to.equal(own);
    expect(gate.shadowRoot!.querySelector('h2')!.textContent).to.equal('You can’t watch this with Pickwell Choice');
    expect(announced(gate)).to.equal(own);
    const names = [...gate.shadowRoot!.querySelectorAll('button')].map(({ textContent }) => textContent.trim());
    expect(names).to.deep.equal(['Try again', 'Change TV provider']);
    const { error, resource, detail } = (await told) as unknown as PassDeniedEvent;
    expect([resource, error.code, error.details]).to.deep.equal(['sport', 'authorization_denied_by_mvpd', own]);
    expect(detail.error).to.equal(error);
    const details = gate.shadowRoot!.querySelector('details')!;
    expect(details.open).to.equal(false);
    expect(details.textContent).to.contain(error.trace).and.to.contain(error.code);
    expect(gate.shadowRoot!.querySelector('p')!.textContent).not.to.contain(error.code);
    await expect(gate).to.be.accessible();
  });

  it('denied without words of the provider: ours, with the usual reasons (UX-R36)', async () => {
    await page.visitedBefore('acmeCable');
    const error = { code: 'authorization_denied', action: 'none', status: 403, message: 'internal words' };
    const body = { decisions: [{ resource: 'news', mvpd: 'acmeCable', authorized: false, error }] };
    await page.world.fault({ path: '/api/v2/demo/decisions', status: 200, body });
    const gate = gateOf(page.open(gateMarkup()));
    await inState(gate, 'denied');
    await gate.updateComplete;
    const text = gate.shadowRoot!.querySelector('p')!.textContent;
    expect(text).to.match(/not in your package, your plan is internet only, or parental controls/);
  });

  it('denied by parental controls, and by a rule of the publisher (PASS-R129)', async () => {
    await page.visitedBefore('kindergrove');
    const gate = gateOf(page.open(gateMarkup('resource="mature"')));
    await inState(gate, 'denied');
    await gate.updateComplete;
    expect(gate.shadowRoot!.querySelector('p')!.textContent).to.equal(
      'Parental controls at Kindergrove allow up to TV-PG.',
    );
    await page.world.degrade('AuthZNone', { message: 'Closed for maintenance until noon.' });
    await gate.authorize().catch(() => {});
    await gate.updateComplete;
    expect(gate.state).to.equal('denied');
    expect(gate.shadowRoot!.querySelector('p')!.textContent).to.equal('Closed for maintenance until noon.');
    expect(textOf(gate)).not.to.contain('Sign In');
  });

  it('denied: “Change TV provider” leads to the list, and the next provider’s answer opens (UX-R35)', async () => {
    await page.visitedBefore('pickwell');
    const gate = gateOf(page.open(gateMarkup('resource="sport" featured="acmeCable"')));
    await inState(gate, 'denied');
    await gate.updateComplete;
    control(gate, 'Change TV provider').click();
    await gate.updateComplete;
    const picker = gate.shadowRoot!.querySelector('pass-provider-picker')!;
    await inState(picker, 'ready');
    picker.shadowRoot!.querySelector<HTMLElement>('[role=option]')!.click();
    await comeBack(page);
    await inState(gate, 'authorized');
    expectOpen(gate);
    const [, last] = await page.requests(/authorize/);
    expect(last!.path).to.equal('/api/v2/demo/decisions/authorize/acmeCable');
  });

  it('authorized: the event carries token, source and resource, and nothing of it is stored (PASS-R67, PASS-R79, PASS-R88)', async () => {
    await page.signedIn('acmeCable');
    const gate = gateOf(page.open(gateMarkup()));
    const event = (await oneEvent(document, 'pass-authorized')) as PassAuthorizedEvent;
    expect(event.target === gate).to.equal(true);
    const { resource, source, mediaToken, verification } = event;
    expect({ resource, source, verification }).to.deep.equal({
      resource: 'news',
      source: 'mvpd',
      verification: undefined,
    });
    expect(event.detail).to.deep.equal({ resource, source, mediaToken, verification });
    expect(gate.mediaToken).to.equal(mediaToken);
    expect(gate.outerHTML).not.to.contain(mediaToken.serializedToken);
    const everything = JSON.stringify([await storedEntries(), { ...sessionStorage }, { ...localStorage }]);
    expect(everything).not.to.contain(mediaToken.serializedToken);
    expect(everything).not.to.contain('decision');
  });

  it('each authorize() is a question of its own with one resource, and a token of its own (PASS-R76, PASS-R78, PASS-R83)', async () => {
    await page.signedIn('acmeCable');
    const gate = gateOf(page.open(gateMarkup()));
    await inState(gate, 'authorized');
    const first = gate.mediaToken;
    const states: (string | null)[] = [];
    new MutationObserver(() => states.push(gate.getAttribute('state'))).observe(gate, { attributeFilter: ['state'] });
    const permit = await gate.authorize();
    expect(permit.mediaToken.serializedToken).not.to.equal(first!.serializedToken);
    expect(gate.mediaToken).to.equal(permit.mediaToken);
    expect(states, 'changes of state').to.deep.equal([]);
    expectOpen(gate);
    const asked = await page.requests(/authorize/);
    expect(asked.map(({ body }) => body)).to.deep.equal([{ resources: ['news'] }, { resources: ['news'] }]);
  });

  it('the end of a media token neither hides what plays nor asks anything; the next start asks (PASS-R81, PASS-R82)', async () => {
    await page.signedIn('acmeCable');
    const gate = gateOf(page.open(gateMarkup()));
    await inState(gate, 'authorized');
    await page.world.clock.advance(60 * 60_000);
    await page.open().updateComplete;
    expectOpen(gate);
    expect(await page.requests(/authorize/)).to.have.length(1);
    await gate.authorize();
    expect(await page.requests(/authorize/)).to.have.length(2);
    expectOpen(gate);
  });

  it('what is started when the token has run out is held until there is a fresh decision (PASS-R76, PASS-R81, PASS-R82)', async () => {
    await page.signedIn('acmeCable');
    const gate = gateOf(
      page.open(gateMarkup('resource="news"', `<template><video muted src="${CLIP}"></video></template>`)),
    );
    await inState(gate, 'authorized');
    const video = gate.querySelector('video')!;
    const asked = async (): Promise<number> => (await page.requests(/authorize/)).length;
    await video.play();
    expect(await asked(), 'while the token is good').to.equal(1);
    const { notBefore, notAfter } = gate.mediaToken!;
    const elapsed = performance.now.bind(performance);
    performance.now = () => elapsed() + notAfter - notBefore;
    try {
      await until(() => video.currentTime > 0.1, 'playback');
      expect([video.paused, await asked()], 'what plays goes on').to.deep.equal([false, 1]);
      video.pause();
      const letGo = await page.world.fault({ path: '/api/v2/demo/decisions', delay: 300 });
      await video.play().catch(() => {});
      await until(() => video.paused, 'the start to be held');
      await until(() => !video.paused, 'playback after the decision');
      expect(await asked()).to.equal(2);
      expectOpen(gate);
      await letGo();
      video.pause();
      await video.play();
      expect(await asked(), 'the fresh token is good').to.equal(2);
    } finally {
      performance.now = elapsed;
    }
  });

  it('a start that is refused then closes the gate (PASS-R82)', async () => {
    await page.signedIn('acmeCable');
    const gate = gateOf(
      page.open(gateMarkup('resource="news"', `<template><video muted src="${CLIP}"></video></template>`)),
    );
    await inState(gate, 'authorized');
    const video = gate.querySelector('video')!;
    const { notBefore, notAfter } = gate.mediaToken!;
    const elapsed = performance.now.bind(performance);
    performance.now = () => elapsed() + notAfter - notBefore;
    try {
      await page.world.degrade('AuthZNone', { mvpd: 'acmeCable' });
      await video.play().catch(() => {});
      await inState(gate, 'denied');
      expect([video.paused, video.isConnected]).to.deep.equal([true, false]);
    } finally {
      performance.now = elapsed;
    }
  });

  it('hands an MRSS document on as it is (PASS-R137)', async () => {
    await page.signedIn('acmeCable');
    const mrss = '<rss version="2.0"><channel><title>news</title></channel></rss>';
    const service = page.open('<pass-gate></pass-gate>');
    const gate = gateOf(service);
    gate.resource = mrss;
    await until(async () => (await page.requests(/authorize/)).length === 1, 'the question');
    expect((await page.requests(/authorize/))[0]!.body).to.deep.equal({ resources: [mrss] });
  });

  it('several gates at once ask each for its own', async () => {
    await page.signedIn('acmeCable');
    const service = page.open(gateMarkup('resource="news"') + gateMarkup('resource="weather"'));
    const gates = [...service.querySelectorAll('pass-gate')];
    const events = record('pass-authorized');
    await Promise.all(gates.map(gate => inState(gate, 'authorized')));
    expect(events.map(({ detail }) => detail.resource).sort()).to.deep.equal(['news', 'weather']);
  });

  it('shows the page’s own words in its slots', async () => {
    const gate = gateOf(
      page.open(
        gateMarkup('resource="news"', '<b slot="sign-in">Ours</b><b slot="denied">No</b><b slot="error">Bad</b>'),
      ),
    );
    await inState(gate, 'signed-out');
    await gate.updateComplete;
    const drawn = (): string[] =>
      [...gate.querySelectorAll('b')].filter(({ assignedSlot }) => assignedSlot).map(({ slot }) => slot);
    expect(drawn()).to.deep.equal(['sign-in']);
    gate.resource = '';
    await gate.updateComplete;
    expect(drawn()).to.deep.equal(['error']);
  });
});
