import { expect } from '@open-wc/testing';
import { createFakeClock } from '../../support/fake-clock.ts';
import { FakeTab, HERE } from '../../support/fake-pass.ts';
import { readArrival } from '../../../src/pass/arrival.ts';
import type { ReturnMark } from '../../../src/pass/browser.ts';

const clock = createFakeClock(1_000_000);
const MARK: ReturnMark = {
  ...{ id: 's1', scope: 'scope', mode: 'popup', provider: { id: 'acme', displayName: 'Acme' } },
  ...{ code: 'CODE', until: 1_060_000, redirectUrl: HERE },
};

const arrive = (changes: object = {}, address = HERE) =>
  readArrival(new FakeTab(new Map(), address, { ...MARK, ...changes }), 'scope', clock);

describe('readArrival', () => {
  it('tells which sign-in the viewer comes back from, and how long its code lives', () => {
    expect(arrive()!.signIn).to.deep.equal({
      ...{ id: 's1', mode: 'popup', provider: MARK.provider, code: 'CODE', phase: 'at-provider', empty: 0 },
      deadline: 60_000,
    });
  });

  it('PASS-R37: tells that the address was reached where the sign-in was to end', () => {
    expect([arrive()!.reached, arrive({}, `${HERE}#top`)!.reached]).to.deep.equal([true, true]);
  });

  it('PASS-R61: tells it apart from going back to another page', () => {
    expect(arrive({}, 'http://localhost:8000/other')!.reached).to.equal(false);
  });

  it('knows the window that another page opened', () => {
    expect([arrive()!.inWindow, arrive({ mode: 'redirect' })!.inWindow]).to.deep.equal([true, false]);
  });

  it('nobody comes back where no mark was left', () => {
    expect(readArrival(new FakeTab(new Map(), HERE), 'scope', clock)).to.equal(undefined);
  });

  it('PASS-R41: a code that has run out is not looked at again', () => {
    expect(arrive({ until: 1_000_000 })).to.equal(undefined);
  });

  it('what it left in this tab is taken away, so that no later page looks at it', () => {
    const left = (changes: object): unknown => {
      const tab = new FakeTab(new Map(), HERE, { ...MARK, ...changes });
      readArrival(tab, 'scope', clock);
      return tab.comesBack();
    };
    expect([left({ until: 1_000_000 }), left({ code: null }), left({ scope: 'other' })]).to.deep.equal([
      ...[false, false, true],
    ]);
  });

  it('a mark of another service provider is left to that one', () => {
    expect(arrive({ scope: 'other' })).to.equal(undefined);
  });

  for (const change of [
    { id: 1 },
    { code: null },
    { until: '9' },
    { redirectUrl: 5 },
    { provider: {} },
    { provider: null },
  ]) {
    it(`what another script wrote is ignored: ${JSON.stringify(change)}`, () => {
      expect(arrive(change)).to.equal(undefined);
    });
  }
});
