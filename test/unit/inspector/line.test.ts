import { expect } from '@open-wc/testing';
import { closest, step } from '../../../src/elements/media-inspector/line-keys.ts';
import { clockText, createAxis, tickStep } from '../../../src/elements/media-inspector/time-axis.ts';
import { timeline } from '../../../src/elements/media-inspector/timeline-model.ts';
import { at, logOf, WHOLE_SESSION } from '../../support/told-events.ts';

describe('the axis of a time line', () => {
  const axis = createAxis([
    { from: 100_000, to: 110_000 },
    { from: 105_000, to: 120_000 },
    { from: 121_000, to: 130_000 },
    { from: 500_000, to: 510_000 },
  ]);

  it('joins what overlaps or is close', () => {
    expect(axis.secondOf(100_000)).to.equal(0);
    expect(axis.secondOf(130_000)).to.equal(30);
    expect(axis.length).to.equal(44);
  });

  it('shortens what lies between, without jumps', () => {
    expect(axis.cuts).to.eql([{ from: 30, to: 34, passed: 370_000 }]);
    expect(axis.secondOf(315_000)).to.equal(32);
    expect(axis.secondOf(500_000)).to.equal(34);
  });

  it('puts what lies outside at its ends', () => {
    expect([axis.secondOf(0), axis.secondOf(1e12)]).to.eql([0, 44]);
    expect(createAxis([]).secondOf(5)).to.equal(0);
  });

  it('labels the ruler as densely as there is room', () => {
    expect([200, 40, 10, 1, 0.1, 0.000001].map(scale => tickStep(scale))).to.eql([1, 2, 10, 120, 900, 14400]);
    expect([0, 7.9, 65, 3600, 3750, -3].map(clockText)).to.eql(['0:00', '0:07', '1:05', '1:00:00', '1:02:30', '0:00']);
  });
});

describe('the keys of a time line', () => {
  const { marks } = timeline(logOf(...WHOLE_SESSION));
  const types = marks.map(({ entry }) => (entry as { eventType?: string }).eventType);
  const go = (from: number | undefined, key: string): string | undefined => {
    const mark = step(marks, from === undefined ? undefined : marks[from]!.entry.id, key);
    return mark && `${marks.indexOf(mark)} ${types[marks.indexOf(mark)]}`;
  };

  it('lead along the time and stop at its ends', () => {
    expect(go(3, 'ArrowRight')).to.equal('4 ping');
    expect(go(3, 'ArrowLeft')).to.equal('2 adBreakStart');
    expect(go(0, 'ArrowLeft')).to.equal('0 sessionStart');
    expect(go(marks.length - 1, 'ArrowRight')).to.equal(`${marks.length - 1} sessionComplete`);
    expect(go(9, 'Home')).to.equal('0 sessionStart');
    expect(go(9, 'End')).to.equal(`${marks.length - 1} sessionComplete`);
  });

  it('lead to what is nearest in time in the next lane that has anything', () => {
    expect(go(0, 'ArrowDown')).to.equal('9 play');
    expect(go(11, 'ArrowDown')).to.equal('8 adBreakComplete');
    expect(go(8, 'ArrowDown')).to.equal('7 adComplete');
    expect(go(4, 'ArrowUp')).to.equal('13 bitrateChange');
    expect(go(0, 'ArrowUp')).to.equal('0 sessionStart');
    expect(go(4, 'ArrowDown')).to.equal('4 ping');
  });

  it('begin somewhere, and leave other keys alone', () => {
    expect(go(undefined, 'ArrowRight')).to.equal('0 sessionStart');
    expect(go(undefined, 'ArrowLeft')).to.equal(`${marks.length - 1} sessionComplete`);
    expect([go(3, 'a'), go(3, 'Enter'), go(3, 'Tab')]).to.eql([undefined, undefined, undefined]);
    expect(step([], undefined, 'ArrowRight')).to.equal(undefined);
  });

  it('find the mark that is closest in time', () => {
    expect(types[marks.indexOf(closest(marks, at(13.6))!)]).to.equal('bufferStart');
    expect(closest([], 0)).to.equal(undefined);
  });
});
