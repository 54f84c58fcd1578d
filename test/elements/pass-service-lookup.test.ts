import { expect } from '@open-wc/testing';
import { SECOND_SERVICE_PROVIDER } from '../../demo/services/fixtures.ts';
import type { PassGateElement } from '../../src/elements/pass-gate/pass-gate.ts';
import type { PassServiceElement } from '../../src/elements/pass-service/pass-service.ts';
import { expectClosed, expectOpen, gateMarkup, gateOf, inState, passPage, until } from '../support/pass-fixtures.ts';

describe('how elements find their <pass-service>', () => {
  const page = passPage();
  // The second service provider has credentials of its own on the same device.
  beforeEach(() => page.forgive(/^PASS-R2:/));

  const second = { 'service-provider': SECOND_SERVICE_PROVIDER };

  /** Which service provider a gate asks: the signed-in one opens it. */
  const opens = async (gate: PassGateElement): Promise<void> => {
    await inState(gate, 'authorized');
    await gate.updateComplete;
    expectOpen(gate);
  };
  const isAsked = async (gate: PassGateElement, serviceProvider: string): Promise<void> => {
    await inState(gate, 'signed-out');
    expectClosed(gate);
    await until(
      async () => (await page.requests(new RegExp(`/${serviceProvider}/profiles`))).length > 0,
      'the check of that service provider',
    );
  };

  it('the nearest ancestor, not the first in the document', async () => {
    await page.signedIn('acmeCable');
    page.open('', second);
    await opens(gateOf(page.open(gateMarkup())));
  });

  it('an inner one before an outer one', async () => {
    await page.signedIn('acmeCable');
    const inner = `<pass-service ${page.attributes(second)}>${gateMarkup()}</pass-service>`;
    await isAsked(gateOf(page.open(inner)), SECOND_SERVICE_PROVIDER);
  });

  it('an ancestor through shadow roots', async () => {
    await page.signedIn('acmeCable');
    page.open('', second);
    const host = page.open('<div></div>').querySelector('div')!;
    const inner = document.createElement('section');
    host.attachShadow({ mode: 'open' }).append(inner);
    inner.attachShadow({ mode: 'closed' });
    const root = host.shadowRoot!;
    root.innerHTML = `<article>${gateMarkup()}</article>`;
    await opens(gateOf(root));
  });

  it('the one named by service="…", in its own root first, else in the document', async () => {
    await page.signedIn('acmeCable');
    page.open('', second);
    page.open('', {}).id = 'ours';
    await opens(gateOf(page.put(gateMarkup('resource="news" service="ours"'))));
    const host = page.put('<div></div>').querySelector('div')!;
    host.attachShadow({ mode: 'open' }).innerHTML = gateMarkup('resource="news" service="ours"');
    await opens(gateOf(host.shadowRoot!));
  });

  it('none, when the one that is named is missing: a configuration error, until it comes', async () => {
    await page.signedIn('acmeCable');
    page.open('', second);
    const gate = gateOf(page.put(gateMarkup('resource="news" service="ours"')));
    await inState(gate, 'error');
    expectClosed(gate);
    const late = page.open();
    late.id = 'ours';
    await opens(gate);
  });

  it('another one, when the attribute names another one, and the first when it goes', async () => {
    await page.signedIn('acmeCable');
    page.open('', {}).id = 'ours';
    page.open('', second).id = 'theirs';
    const gate = gateOf(page.put(gateMarkup('resource="news" service="theirs"')));
    await isAsked(gate, SECOND_SERVICE_PROVIDER);
    gate.setAttribute('service', 'ours');
    await opens(gate);
    gate.setAttribute('service', 'theirs');
    await inState(gate, 'signed-out');
    expectClosed(gate);
    gate.removeAttribute('service');
    await opens(gate);
  });

  it('the first in the document, else', async () => {
    await page.signedIn('acmeCable');
    page.open();
    page.open('', second);
    await opens(gateOf(page.put(gateMarkup())));
  });

  it('one that comes after the elements that need it', async () => {
    await page.signedIn('acmeCable');
    const gate = gateOf(page.put(gateMarkup()));
    await inState(gate, 'error');
    page.open();
    await opens(gate);
  });

  it('one that comes after them in the same markup', async () => {
    await page.signedIn('acmeCable');
    const root = page.put(`${gateMarkup()}<pass-service ${page.attributes()}></pass-service>`);
    await opens(gateOf(root));
  });

  it('another one, when theirs goes away, and the old one’s answers are worth nothing', async () => {
    await page.signedIn('acmeCable');
    const ours = page.open();
    const other = page.open('', second);
    const gate = gateOf(page.put(gateMarkup()));
    await opens(gate);
    ours.remove();
    await inState(gate, 'signed-out');
    expectClosed(gate);
    expect(other.state).to.equal('signed-out');
  });

  it('a new one, after being moved into it', async () => {
    await page.signedIn('acmeCable');
    const other = page.open('', second);
    const ours = page.open();
    const gate = gateOf(page.put(gateMarkup('resource="news"')));
    await inState(gate, 'signed-out');
    ours.append(gate);
    await opens(gate);
    other.append(gate);
    await inState(gate, 'signed-out');
    expectClosed(gate);
  });

  it('one that was moved is still theirs', async () => {
    await page.signedIn('acmeCable');
    const ours = page.open();
    const gate = gateOf(page.put(gateMarkup()));
    await opens(gate);
    page.put('<section></section>').firstElementChild!.append(ours);
    await Promise.resolve();
    await gate.updateComplete;
    expectOpen(gate);
    expect(await page.requests(/authorize/)).to.have.length(1);
  });

  it('two services on a page keep their viewers apart', async () => {
    await page.signedIn('acmeCable');
    const ours = page.open(gateMarkup());
    const other = page.open(gateMarkup(), second);
    await opens(gateOf(ours));
    await inState(gateOf(other), 'signed-out');
    expectClosed(gateOf(other));
    expect([ours.state, other.state]).to.deep.equal(['signed-in', 'signed-out']);
    await ours.signOut();
    await inState(gateOf(ours), 'signed-out');
    expect(other.state).to.equal('signed-out');
  });

  it('a service that gets another service provider closes what the old one opened', async () => {
    await page.signedIn('acmeCable');
    const ours: PassServiceElement = page.open(gateMarkup());
    const gate = gateOf(ours);
    await opens(gate);
    ours.serviceProvider = SECOND_SERVICE_PROVIDER;
    await ours.updateComplete;
    expectClosed(gate);
    await inState(gate, 'signed-out');
  });
});
