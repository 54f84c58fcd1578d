import { expect } from '@open-wc/testing';
import { createFakeClock, type FakeClock } from '../../support/fake-clock.ts';
import { createThrottle, type Priority, type Throttle } from '../../../src/pass/throttle.ts';
import { createMemoryStore } from '../../../src/storage/memory-store.ts';
import type { KeyValueStore } from '../../../src/storage/key-value.ts';

const settle = async (): Promise<void> => {
  for (let i = 0; i < 50; i++) await Promise.resolve();
};

describe('throttle', () => {
  let clock: FakeClock;
  let storage: KeyValueStore;
  let log: string[];
  const tab = (store = storage): Throttle =>
    createThrottle({ storage: store, clock, random: () => 0, key: ['budget'] });
  const ask = (throttle: Throttle, name: string, priority: Priority = 'viewer', signal?: AbortSignal): void => {
    throttle.admit(priority, signal).then(
      () => log.push(`${name} at ${clock.elapsed()}`),
      (error: { code: string }) => log.push(`${name} ${error.code}`),
    );
  };
  const spendBurst = async (throttle: Throttle): Promise<void> => {
    for (let i = 0; i < 10; i++) await throttle.admit('viewer');
  };

  beforeEach(() => {
    clock = createFakeClock(1_800_000_000_000, settle);
    storage = createMemoryStore();
    log = [];
  });

  it('PASS-R118: lets a cold start through at once', async () => {
    await spendBurst(tab());
    expect(clock.elapsed()).to.equal(0);
  });

  it('PASS-R118: two tabs spend from one purse', async () => {
    const [one, two] = [tab(), tab()];
    for (let i = 0; i < 6; i++) ask(one, `one${i}`);
    for (let i = 0; i < 6; i++) ask(two, `two${i}`);
    await clock.advance(0);
    expect(log).to.have.length(10);
  });

  it('PASS-R118: two tabs with empty purses take turns, one request in a second', async () => {
    const [one, two] = [tab(), tab()];
    await spendBurst(one);
    ask(one, 'one');
    ask(two, 'two');
    await clock.advance(5000);
    const moments = log.map(line => Number(line.split(' at ')[1]));
    expect([moments.length, moments[1]! - moments[0]!]).to.deep.equal([2, 1050]);
  });

  it('the viewer who waits for the picture goes first, work in the background last', async () => {
    const throttle = tab();
    await spendBurst(throttle);
    ask(throttle, 'check', 'background');
    ask(throttle, 'list', 'viewer');
    ask(throttle, 'film', 'play');
    await clock.advance(5000);
    expect(log).to.deep.equal(['film at 1050', 'list at 2100', 'check at 3150']);
  });

  it('equals go in the order in which they came', async () => {
    const throttle = tab();
    await spendBurst(throttle);
    for (const name of ['a', 'b', 'c']) ask(throttle, name);
    await clock.advance(5000);
    expect(log).to.deep.equal(['a at 1050', 'b at 2100', 'c at 3150']);
  });

  it('who gives up waiting leaves the queue and costs the others nothing', async () => {
    const throttle = tab();
    const leaving = new AbortController();
    await spendBurst(throttle);
    ask(throttle, 'leaver', 'play', leaving.signal);
    ask(throttle, 'stayer');
    await clock.advance(500);
    leaving.abort();
    await clock.advance(5000);
    expect(log).to.deep.equal(['leaver aborted', 'stayer at 1050']);
  });

  it('who has given up already is not let through', async () => {
    const leaving = new AbortController();
    leaving.abort();
    ask(tab(), 'leaver', 'play', leaving.signal);
    await clock.advance(0);
    expect(log).to.deep.equal(['leaver aborted']);
  });

  it('PASS-R117: after a refusal all tabs are silent for a second', async () => {
    const [one, two] = [tab(), tab()];
    await one.admit('viewer');
    await one.refused(0);
    ask(two, 'two');
    await clock.advance(5000);
    expect(log).to.deep.equal(['two at 1050']);
  });

  it('PASS-R117: each further refusal doubles the silence', async () => {
    const silences: number[] = [];
    for (const attempt of [0, 1, 2]) {
      const throttle = createThrottle({ storage: createMemoryStore(), clock, random: () => 0, key: ['budget'] });
      const before = clock.elapsed();
      await throttle.refused(attempt);
      const admitted = throttle.admit('play').then(() => silences.push(clock.elapsed() - before));
      await clock.advance(10_000);
      await admitted;
    }
    expect(silences).to.deep.equal([1000, 2000, 4000]);
  });

  it('a broken store does not silence the page', async () => {
    const broken = { ...storage, update: () => Promise.reject(new Error('no space')) };
    ask(tab(broken), 'anyway');
    await clock.advance(0);
    expect(log).to.deep.equal(['anyway at 0']);
  });

  it('PASS-R118: a store that is emptied under an open page does not fill its purse', async () => {
    const throttle = tab();
    await spendBurst(throttle);
    await storage.clear();
    ask(throttle, 'next');
    await clock.advance(5000);
    expect(log).to.deep.equal(['next at 1050']);
  });

  it('PASS-R117: with a broken store a refusal silences this page all the same', async () => {
    const throttle = tab({ ...storage, update: () => Promise.reject(new Error('no space')) });
    await throttle.refused(1);
    ask(throttle, 'later');
    await clock.advance(5000);
    expect(log).to.deep.equal(['later at 2000']);
  });
});
