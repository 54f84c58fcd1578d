import { expect } from '@open-wc/testing';
import type { PassGateElement } from '../../src/elements/pass-gate/pass-gate.ts';
import {
  expectClosed,
  expectOpen,
  gateMarkup,
  gateOf,
  inState,
  passPage,
  record,
  until,
} from '../support/pass-fixtures.ts';

/** Everything in it tells when it loads or runs; a script that the parser did not see does run. */
const trapped = (service: Element): PassGateElement => {
  const script = document.createElement('script');
  script.textContent = 'globalThis.gateRan = (globalThis.gateRan ?? 0) + 1;';
  service.innerHTML = TRAPS;
  service.querySelector('template')!.content.append(script);
  return gateOf(service);
};
const TRAPS = `<pass-gate resource="news"><template>
  <img class="film" alt="" src="/test/support/not-there.png?from-gate">
  <video src="/test/support/clip.webm?from-gate" preload="auto" muted></video>
  <link rel="preload" as="fetch" href="/test/support/not-there.json?from-gate">
  <probe-inside></probe-inside>
</template></pass-gate>`;

const ran = (): number => (globalThis as { gateRan?: number }).gateRan ?? 0;
const fetched = (): string[] =>
  performance
    .getEntriesByType('resource')
    .map(({ name }) => name)
    .filter(name => name.includes('?from-gate'));

let connected = 0;
customElements.define(
  'probe-inside',
  class extends HTMLElement {
    connectedCallback(): void {
      connected++;
    }
  },
);

describe('<pass-gate> and its content', () => {
  const page = passPage();

  it('loads, runs and upgrades nothing of its template before there is a permit (PASS-R65, PASS-R80)', async () => {
    performance.clearResourceTimings();
    const gate = trapped(page.open());
    await inState(gate, 'signed-out');
    expectClosed(gate);
    expect([ran(), connected, fetched()]).to.deep.equal([0, 0, []]);
    await expect(gate).to.be.accessible();
  });

  it('puts it into the page once there is one, runs it once, and lets it load', async () => {
    await page.signedIn('acmeCable');
    const gate = trapped(page.open());
    await inState(gate, 'authorized');
    expectOpen(gate);
    expect([ran(), connected]).to.deep.equal([1, 1]);
    await until(() => fetched().length > 0, 'the content to load');
  });

  it('keeps the nodes themselves: listeners the page put on them stay', async () => {
    await page.signedIn('acmeCable');
    const service = page.open();
    const gate = document.createElement('pass-gate');
    gate.resource = 'news';
    const template = document.createElement('template');
    const button = document.createElement('button');
    let clicks = 0;
    button.addEventListener('click', () => clicks++);
    template.content.append(button);
    gate.append(template);
    service.append(gate);
    await inState(gate, 'authorized');
    expect(gate.querySelector('button') === button).to.equal(true);
    button.click();
    expect(clicks).to.equal(1);
  });

  it('has the content in the page when it tells that it opened', async () => {
    await page.signedIn('acmeCable');
    const gate = gateOf(page.open(gateMarkup()));
    let there: Element | null = null;
    gate.addEventListener('pass-authorized', () => (there = gate.querySelector('.film')));
    await inState(gate, 'authorized');
    expect(there !== null).to.equal(true);
  });

  it('takes it out again at sign-out, in this tab and in another one (PASS-R98)', async () => {
    await page.signedIn('acmeCable');
    const here = page.open(gateMarkup());
    const gate = gateOf(here);
    await inState(gate, 'authorized');
    // A second service of the same origin is a client of its own, as another tab's is.
    const elsewhere = page.open();
    await inState(elsewhere, 'signed-in');
    await elsewhere.signOut();
    await inState(gate, 'signed-out');
    expectClosed(gate);
    expect(here.profile).to.equal(null);
  });

  it('stops what plays when it closes', async () => {
    await page.signedIn('acmeCable');
    const service = page.open(
      '<pass-gate resource="news"><template><video class="film" src="/test/support/clip.webm" muted loop></video></template></pass-gate>',
    );
    const gate = gateOf(service);
    await inState(gate, 'authorized');
    const video = gate.querySelector('video')!;
    await video.play();
    await service.signOut();
    expectClosed(gate);
    expect(video.paused).to.equal(true);
    expect(video.isConnected).to.equal(false);
  });

  it('draws content outside a template only when it is open, and lets none of it play while closed', async () => {
    const gate = gateOf(
      page.open('<pass-gate resource="news"><video src="/test/support/clip.webm" muted></video></pass-gate>'),
    );
    await inState(gate, 'signed-out');
    const video = gate.querySelector('video')!;
    expect(video.assignedSlot === null).to.equal(true);
    expect(video.getBoundingClientRect().width).to.equal(0);
    await video.play().catch(() => {});
    await until(() => video.paused, 'the video to be stopped');
  });

  it('puts each of several templates in its place, and leaves templates with a slot alone', async () => {
    await page.signedIn('acmeCable');
    const gate = gateOf(
      page.open(`<pass-gate resource="news"><template><i>1</i></template><hr><template><i>2</i></template>
        <template slot="denied"><i>3</i></template></pass-gate>`),
    );
    await inState(gate, 'authorized');
    expect([...gate.querySelectorAll('i')].map(({ textContent }) => textContent)).to.deep.equal(['1', '2']);
    expect(gate.querySelector('hr')!.previousElementSibling!.textContent).to.equal('1');
  });

  it('puts a template in that comes when it is open already', async () => {
    await page.signedIn('acmeCable');
    const service = page.open('<pass-gate resource="news"></pass-gate>');
    const gate = gateOf(service);
    await inState(gate, 'authorized');
    gate.innerHTML = '<template><p class="film">Late</p></template>';
    await until(() => gate.querySelector('.film') !== null, 'the late content');
    expectOpen(gate);
    await service.signOut();
    expectClosed(gate);
  });

  it('closes and opens again with the same nodes', async () => {
    await page.signedIn('acmeCable');
    const gate = gateOf(page.open(gateMarkup()));
    await inState(gate, 'authorized');
    const film = gate.querySelector('.film');
    gate.resource = 'sport';
    await gate.updateComplete;
    expectClosed(gate);
    await inState(gate, 'authorized');
    expect(gate.querySelector('.film') === film, 'the same node').to.equal(true);
    expectOpen(gate);
  });

  it('keeps two gates apart', async () => {
    await page.signedIn('pickwell');
    const service = page.open(gateMarkup('resource="news" id="a"') + gateMarkup('resource="sport" id="b"'));
    const [news, sport] = ['a', 'b'].map(id => service.querySelector<PassGateElement>(`#${id}`)!);
    const events = record('pass-authorized', 'pass-denied');
    await Promise.all([inState(news!, 'authorized'), inState(sport!, 'denied')]);
    expectOpen(news!);
    expectClosed(sport!);
    expect(events.map(({ type, target }) => [type, target])).to.have.deep.members([
      ['pass-authorized', news],
      ['pass-denied', sport],
    ]);
  });
});
