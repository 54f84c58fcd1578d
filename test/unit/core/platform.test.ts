import { expect } from '@open-wc/testing';
import { systemClock } from '../../../src/core/clock.ts';
import { define } from '../../../src/core/define.ts';
import { randomId } from '../../../src/core/random.ts';
import { VERSION } from '../../../src/core/version.ts';

describe('randomId', () => {
  it('PASS-R103: has the form of a random UUID', () => {
    expect(randomId()).to.match(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it('never repeats', () => {
    expect(new Set(Array.from({ length: 1000 }, randomId)).size).to.equal(1000);
  });
});

describe('systemClock', () => {
  it('tells the time of the day', () => {
    expect(systemClock.now()).to.be.closeTo(Date.now(), 50);
  });

  it('calls back, and its second clock never goes back', async () => {
    const before = systemClock.elapsed();
    await new Promise<void>(resolve => systemClock.after(1, resolve));
    expect(systemClock.elapsed()).to.be.at.least(before);
  });

  it('does not call back who cancelled', async () => {
    let called = false;
    systemClock.after(0, () => (called = true))();
    await new Promise<void>(resolve => systemClock.after(1, resolve));
    expect(called).to.equal(false);
  });
});

describe('define', () => {
  const warnings: string[] = [];
  const { warn } = console;
  before(() => {
    console.warn = (text: string) => void warnings.push(text);
  });
  after(() => {
    console.warn = warn;
  });
  beforeEach(() => warnings.splice(0));

  const anElement = (version: string = VERSION) =>
    class extends HTMLElement {
      static readonly version = version;
    };

  it('registers a class', () => {
    const element = anElement();
    define('core-one', element);
    expect(customElements.get('core-one')).to.equal(element);
  });

  it('gives a second name a class of its own', () => {
    const element = anElement();
    define('core-two', element);
    define('core-three', element);
    expect(document.createElement('core-three')).to.be.instanceOf(element);
  });

  it('the first definition wins, without a word between equal versions', () => {
    const first = anElement(VERSION);
    define('core-four', first);
    define('core-four', anElement(VERSION));
    expect([customElements.get('core-four') === first, warnings]).to.deep.equal([true, []]);
  });

  it('a clash of versions is told, not thrown', () => {
    define('core-five', anElement('0.0.1'));
    define('core-five', anElement(VERSION));
    expect(warnings).to.deep.equal([
      `tve-elements: <core-five> is already defined by version 0.0.1; ${VERSION} stands back.`,
    ]);
  });
});
