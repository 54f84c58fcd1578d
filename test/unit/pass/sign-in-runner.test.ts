import { expect } from '@open-wc/testing';
import { HERE } from '../../support/fake-pass.ts';
import { acme, bright } from './machine-support.ts';
import { BASE, createBench, WIRE, type Bench } from './runner-support.ts';

describe('sign-in runner', () => {
  let bench: Bench;
  beforeEach(() => {
    bench = createBench();
  });

  it('PASS-R33: opens one session with provider, domain and where to come back', async () => {
    await bench.begin();
    expect(bench.sent).to.deep.equal([
      {
        at: 0,
        line: 'POST /sessions',
        form: { mvpd: 'acme', domainName: 'example.test', redirectUrl: HERE },
      },
    ]);
  });

  it('PASS-R36: sends the window to the address of the answer, seen from the service', async () => {
    await bench.begin();
    expect([bench.browser.window.url, bench.browser.left]).to.deep.equal([`${BASE}/api/v2/authenticate/demo/CODE`, []]);
  });

  it('leaves in the window what the page that comes back has to know', async () => {
    await bench.begin();
    expect(bench.browser.window.mark).to.deep.equal({
      ...{ id: 's1', scope: 'scope', mode: 'popup', provider: acme, code: 'CODE1', redirectUrl: HERE },
      until: 1_800_000_060_000,
    });
  });

  it('PASS-R60: with windows blocked, leaves this page and its mark for the return', async () => {
    bench.browser.blocked = true;
    await bench.begin();
    expect([bench.browser.left, bench.browser.mark!.mode]).to.deep.equal([
      [`${BASE}/api/v2/authenticate/demo/CODE`],
      'redirect',
    ]);
  });

  it('PASS-R37: polls nothing while the viewer is at the provider’s', async () => {
    await bench.begin();
    await bench.clock.advance(59_000);
    expect(bench.polls()).to.deep.equal([]);
  });

  it('PASS-R39, PASS-R44: after the return polls the code at once, then every four seconds', async () => {
    await bench.begin();
    await bench.clock.advance(10_000);
    bench.dispatch({ type: 'returned', id: 's1' });
    await bench.clock.advance(9000);
    expect(bench.polls().map(({ at }) => at)).to.deep.equal([10_000, 14_000, 18_000]);
  });

  it('PASS-R40: sends no poll after the profile came, and leaves no timer', async () => {
    await bench.begin();
    bench.dispatch({ type: 'returned', id: 's1' });
    bench.answer = () => WIRE;
    await bench.clock.advance(60_000);
    expect([bench.state.status, bench.polls().length, bench.clock.timers]).to.deep.equal(['signed-in', 1, 0]);
  });

  it('closes the window when the profile came', async () => {
    bench.answer = () => WIRE;
    await bench.begin();
    bench.dispatch({ type: 'returned', id: 's1' });
    await bench.clock.advance(0);
    expect(bench.browser.window.closed).to.equal(true);
  });

  it('PASS-R41: at the end of the code stops polling at once', async () => {
    await bench.begin();
    bench.dispatch({ type: 'returned', id: 's1' });
    await bench.clock.advance(300_000);
    expect([bench.state.notice, bench.polls().every(({ at }) => at < 60_000), bench.clock.timers]).to.deep.equal([
      'cancelled',
      true,
      0,
    ]);
  });

  it('PASS-R41: a viewer who never comes back is told that the code has run out', async () => {
    await bench.begin();
    await bench.clock.advance(60_000);
    expect([bench.state.status, bench.state.notice, bench.browser.window.closed]).to.deep.equal([
      'signed-out',
      'code-expired',
      true,
    ]);
  });

  it('PASS-R42: a second sign-in leaves one poller, for its own code', async () => {
    await bench.begin('s1');
    bench.dispatch({ type: 'returned', id: 's1' });
    await bench.clock.advance(1000);
    await bench.begin('s2', bright);
    bench.dispatch({ type: 'returned', id: 's2' });
    await bench.clock.advance(10_000);
    expect(bench.polls().map(({ at, line }) => `${at} ${line.slice(-5)}`)).to.deep.equal([
      ...['0 CODE1', '1000 CODE2', '5000 CODE2', '9000 CODE2'],
    ]);
  });

  it('PASS-R61: a closed window is noticed, checked once, and nothing more is sent', async () => {
    await bench.begin();
    await bench.clock.advance(5000);
    bench.browser.window.closed = true;
    await bench.clock.advance(50_000);
    expect([bench.polls().length, bench.state.notice]).to.deep.equal([1, 'cancelled']);
  });

  it('PASS-R61: that check finds a sign-in that was finished', async () => {
    await bench.begin();
    bench.answer = () => WIRE;
    bench.browser.window.closed = true;
    await bench.clock.advance(400);
    expect(bench.state.status).to.equal('signed-in');
  });

  it('a window that seems closed while the viewer looks at something else gets ten seconds of doubt', async () => {
    await bench.begin();
    bench.browser.focused = false;
    bench.browser.window.closed = true;
    await bench.clock.advance(9900);
    const doubted = bench.polls().length;
    await bench.clock.advance(1000);
    expect([doubted, bench.polls().length]).to.deep.equal([0, 1]);
  });

  it('PASS-R39: a return right after that check does not make two polls within three seconds', async () => {
    await bench.begin();
    bench.browser.window.closed = true;
    await bench.clock.advance(400);
    await bench.clock.advance(600);
    bench.dispatch({ type: 'returned', id: 's1' });
    await bench.clock.advance(10_000);
    expect(bench.polls().map(({ at }) => at)).to.deep.equal([400, 3400, 7400]);
  });

  it('PASS-R39: a return told twice makes one poll', async () => {
    await bench.begin();
    bench.dispatch({ type: 'returned', id: 's1' });
    await bench.clock.advance(100);
    bench.dispatch({ type: 'returned', id: 's1' });
    await bench.clock.advance(2000);
    expect(bench.polls()).to.have.length(1);
  });
});
