import { expect } from '@open-wc/testing';
import type { SessionRecord } from '../../../src/collection/session-record.ts';
import type { EventType, MediaEvent } from '../../../src/collection/types.ts';
import { Bench } from '../../support/fake-collection.ts';
import { content } from '../../support/fake-media.ts';

describe('collection client: sessions of other pages', () => {
  /** A page that died: its lock is free, its records remain. */
  async function dead(bench: Bench, record: Partial<SessionRecord>, events: [number, MediaEvent][]): Promise<void> {
    const base: SessionRecord = { base: content().base, downloaded: false, ...record };
    await bench.outbox.write(`dead ${bench.key}`, events, base);
  }
  const at = (ts: number, eventType: EventType = 'ping'): MediaEvent => ({
    eventType,
    playerTime: { playhead: 33, ts },
  });

  it('finishes a dead one at its last playhead (MC-R85)', async () => {
    const bench = new Bench();
    const now = bench.clock.now();
    await dead(
      bench,
      {
        session: 'x',
        accepted: now - 5000,
        told: { session: at(now - 9000, 'sessionStart') },
        time: { playhead: 33, ts: now - 5000 },
      },
      [],
    );
    await bench.client.adopt();
    await bench.arrive('sessionEnd');
    expect(bench.seen.map(({ path, body }) => [path, body])).to.eql([
      ['/api/v1/sessions/x/events', { eventType: 'sessionEnd', playerTime: { playhead: 33, ts: now - 4999 } }],
    ]);
    expect(await bench.storage.entries([])).to.eql([]);
  });

  it('delivers what a dead one could not, from its start on', async () => {
    const bench = new Bench();
    const now = bench.clock.now();
    await dead(bench, {}, [
      [1, at(now - 8000, 'sessionStart')],
      [2, at(now - 7000, 'play')],
      [3, at(now - 1000)],
    ]);
    await bench.client.adopt();
    await bench.arrive('sessionStart play ping sessionEnd');
    expect(bench.seen[3]!.body.playerTime).to.eql({ playhead: 33, ts: now - 999 });
    expect(bench.told).to.include('play sent');
  });

  it('leaves a living one alone and takes over when it dies', async () => {
    const bench = new Bench();
    await bench.event('sessionStart').run();
    const other = bench.page();
    await other.adopt();
    await bench.arrive('sessionStart');
    // The first page dies without a word.
    bench.client.stop();
    await bench.arrive('sessionStart sessionEnd');
  });

  it('takes over nothing while it may not send: another page may (MC-R110)', async () => {
    const bench = new Bench();
    const now = bench.clock.now();
    const other = bench.page({ open: () => true });
    await dead(bench, {}, [[1, at(now - 8000, 'sessionStart')]]);
    bench.open = false;
    await bench.client.adopt();
    await bench.run(1000);
    await other.adopt();
    await bench.arrive('sessionStart sessionEnd');
    expect(await bench.storage.entries([])).to.eql([]);
  });

  it('lets one alone that was busy a moment ago where no locks tell who lives', async () => {
    const bench = new Bench();
    const now = bench.clock.now();
    const withoutLocks = bench.page({ locks: false, withLock: (_name, run) => run() });
    await dead(bench, {}, [[1, at(now - 60_000, 'sessionStart')]]);
    await withoutLocks.adopt();
    await bench.run(1000);
    expect(bench.seen).to.eql([]);
    await bench.run(60_000);
    await withoutLocks.adopt();
    await bench.arrive('sessionStart sessionEnd');
  });

  it('lets two pages deliver nothing twice', async () => {
    const bench = new Bench();
    const now = bench.clock.now();
    await dead(bench, {}, [
      [1, at(now - 8000, 'sessionStart')],
      [2, at(now - 7000, 'play')],
    ]);
    const other = bench.page();
    await Promise.all([bench.client.adopt(), other.adopt()]);
    await bench.arrive('sessionStart play sessionEnd');
  });

  it('does not repeat a farewell, nor disturb a page that may come back', async () => {
    const bench = new Bench();
    const now = bench.clock.now();
    await dead(bench, { session: 'x', accepted: now, left: now }, [[4, at(now, 'sessionEnd')]]);
    await bench.client.adopt();
    await bench.run(600);
    expect(bench.seen).to.eql([]);
    expect(await bench.storage.entries([])).to.eql([]);
    await dead(bench, { session: 'x', accepted: now, parked: now, time: { playhead: 1, ts: now } }, []);
    await bench.client.adopt();
    await bench.run(600);
    expect(bench.seen).to.eql([]);
    expect(await bench.outbox.sessions()).to.have.length(1);
  });

  it('tries again at the next occasion when what finishes them cannot be had', async () => {
    const bench = new Bench();
    const { recovery } = bench;
    const now = bench.clock.now();
    await dead(bench, {}, [[1, at(now - 8000, 'sessionStart')]]);
    bench.recovery = () => Promise.reject(new TypeError('not there'));
    await bench.client.adopt();
    expect(bench.errors.map(({ code }) => code)).to.eql(['network']);
    expect(await bench.client.pending()).to.equal(1);
    bench.recovery = recovery;
    await bench.client.adopt();
    await bench.arrive('sessionStart sessionEnd');
  });
});
