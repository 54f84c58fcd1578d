import { expect } from '@open-wc/testing';
import { errorOf } from './machine-support.ts';
import { BASE, createBench, WIRE, type Bench } from './runner-support.ts';

describe('sign-in runner, unusual answers and windows', () => {
  let bench: Bench;
  beforeEach(() => {
    bench = createBench();
  });

  it('PASS-R35: authorize closes the empty window, opens none, and reads the profile', async () => {
    bench.session = { actionName: 'authorize', reasonType: 'authenticated', mvpd: 'acme', code: undefined };
    bench.answer = () => WIRE;
    await bench.begin();
    expect([
      bench.state.status,
      bench.browser.window.closed,
      bench.browser.window.url,
      bench.sent.map(({ line }) => line),
    ]).to.deep.equal([...['signed-in', true, '', ['POST /sessions', 'GET /profiles/acme']]]);
  });

  it('authorize without a profile behind it ends in an error', async () => {
    bench.session = { actionName: 'authorize', reasonType: 'authenticated', mvpd: 'acme', code: undefined };
    await bench.begin();
    expect([bench.state.status, bench.state.error!.code, bench.clock.timers]).to.deep.equal([
      'signed-out',
      'invalid-response',
      0,
    ]);
  });

  it('resume, though nothing is missing, gets everything once more', async () => {
    bench.session = { actionName: 'resume', missingParameters: ['redirectUrl'] };
    await bench.begin();
    expect([bench.sent.map(({ line }) => line), bench.sent[1]!.form, bench.browser.window.url]).to.deep.equal([
      ['POST /sessions', 'POST /sessions/CODE1'],
      bench.sent[0]!.form,
      `${BASE}/x`,
    ]);
  });

  for (const [what, answered] of [
    ['an action nobody knows', { actionName: 'dance' }],
    ['an address that is none', { url: 'javascript:alert(1)' }],
    ['no address', { url: undefined }],
  ] as const) {
    it(`${what} in the answer ends the sign-in in an error and closes the window`, async () => {
      bench.session = { ...bench.session, ...answered };
      await bench.begin();
      expect([bench.state.error!.code, bench.browser.window.closed]).to.deep.equal(['invalid-response', true]);
    });
  }

  it('PASS-R30: cancelling closes the window and stops every timer', async () => {
    await bench.begin();
    bench.dispatch({ type: 'cancel' });
    expect([bench.browser.window.closed, bench.clock.timers]).to.deep.equal([true, 0]);
  });

  it('PASS-R30: cancelling before the answer comes sends nobody anywhere', async () => {
    const started = bench.begin();
    bench.dispatch({ type: 'cancel' });
    await started;
    expect([bench.browser.window.url, bench.state.status]).to.deep.equal(['', 'signed-out']);
  });

  it('PASS-R39: a poll that fails is repeated eight seconds later', async () => {
    await bench.begin();
    let failures = 1;
    bench.answer = () => {
      if (failures-- > 0) throw errorOf('network', undefined, true);
      return {};
    };
    bench.dispatch({ type: 'returned', id: 's1' });
    await bench.clock.advance(9000);
    expect(bench.polls().map(({ at }) => at)).to.deep.equal([0, 8000]);
  });

  it('the viewer can bring the window to the front', async () => {
    await bench.begin();
    bench.runner.showWindow();
    expect(bench.browser.window.focused).to.equal(1);
  });

  it('or open it again when it is lost', async () => {
    await bench.begin();
    bench.browser.window.closed = true;
    bench.runner.showWindow();
    expect([bench.browser.windows.length, bench.browser.window.url]).to.deep.equal([
      2,
      `${BASE}/api/v2/authenticate/demo/CODE`,
    ]);
  });

  it('PASS-R60: blocked then, this page goes there itself and knows so when it is back', async () => {
    await bench.begin();
    bench.browser.window.closed = true;
    bench.browser.blocked = true;
    bench.runner.showWindow();
    expect([bench.browser.left.length, bench.browser.mark!.mode]).to.deep.equal([1, 'redirect']);
  });
});
