import { expect } from '@open-wc/testing';
import { wakeAt } from '../../../src/collection/session-machine.ts';
import { tick } from '../../../src/collection/session-machine.ts';
import { spareBytes } from '../../../src/collection/sender.ts';
import { Bench } from '../../support/fake-collection.ts';
import { Drive } from '../../support/fake-media.ts';
import { TrackedMedia } from '../../support/tracked-media.ts';

/** Plays on for so long, with timers that fire only at multiples of `every` after they are due. */
function throttled(drive: Drive, ms: number, every: number): void {
  const end = drive.now + ms;
  for (;;) {
    const at = Math.ceil(Math.max(wakeAt(drive.state), drive.now + 1) / every) * every;
    if (at > end) break;
    drive.move(at, false);
    drive.tell(tick);
  }
  drive.move(end, false);
}

describe('timers of a hidden tab', () => {
  it('that fire once a second keep the grid of ten seconds (M47, M52, MC-R61, MC-R65)', () => {
    const drive = new Drive();
    drive.play();
    throttled(drive, 120_000, 1000);
    const pings = drive.of('ping').map(({ playerTime }) => playerTime.ts - drive.events[0]!.playerTime.ts);
    expect(pings).to.have.length(12);
    for (const [index, at] of pings.entries()) expect(at - (index + 1) * 10_000).to.be.within(0, 1000);
  });

  it('that fire once a minute cost pings, and none is made up (M47, MC-R65)', () => {
    const drive = new Drive();
    drive.play();
    throttled(drive, 600_000, 60_000);
    const pings = drive.of('ping').map(({ playerTime }) => playerTime);
    expect(pings).to.have.length(10);
    for (const [index, { ts, playhead }] of pings.entries()) {
      if (index > 0) expect(ts - pings[index - 1]!.ts).to.equal(60_000);
      expect(playhead).to.be.closeTo((ts - pings[0]!.ts) / 1000 + pings[0]!.playhead, 0.01);
    }
    // Looked at again, the next ping is where the grid has it.
    const start = drive.events[0]!.playerTime.ts;
    drive.pass(25_000);
    const [before, last] = drive.of('ping').slice(-2);
    for (const { playerTime } of [before!, last!]) expect((playerTime.ts - start) % 10_000).to.equal(0);
  });

  it('that are late in an ad cost its pings as well (MC-R62, MC-R65)', () => {
    const drive = new Drive();
    drive.play().call('adBreakStart').call('adStart', { id: 'a', length: 10 });
    throttled(drive, 10_000, 4000);
    expect(drive.of('ping').length).to.be.within(2, 3);
  });
});

describe('a device that sleeps', () => {
  const resumed = ({ recorded }: TrackedMedia): unknown[] =>
    recorded.filter(({ eventType }) => eventType === 'sessionStart').map(({ params }) => params!['media.resume']);

  it('for a while goes on with its session, with one ping and at the time it is (M46, MC-R24, MC-R65)', async () => {
    const tracked = new TrackedMedia();
    await tracked.play().signal('playing', { readyState: 4 }).pass(5000);
    await tracked.clock.sleep(300_000);
    await tracked.pass(100);
    const pings = tracked.recorded.filter(({ eventType }) => eventType === 'ping');
    expect(pings).to.have.length(1);
    expect(pings[0]!.playerTime.ts - tracked.recorded[0]!.playerTime.ts).to.be.within(305_000, 306_000);
    expect(resumed(tracked)).to.eql([false]);
    tracked.controller.disconnect();
  });

  it('for longer than the service keeps a session goes on in a new one, which resumes it (M46, MC-R91, MC-R92)', async () => {
    const tracked = new TrackedMedia();
    const { fetched } = tracked;
    await tracked.play().signal('playing', { readyState: 4 }).pass(5000);
    await tracked.clock.sleep(3_600_000);
    for (let turn = 0; turn < 50 && fetched.length < 5; turn++) await tracked.pass(200);
    const starts = fetched.filter(({ eventType }) => eventType === 'sessionStart');
    expect(starts.map(({ params }) => params!['media.resume'])).to.eql([false, true]);
    expect(starts[1]!.playerTime.ts).to.be.greaterThan(starts[0]!.playerTime.ts + 3_599_000);
    expect(fetched.map(({ eventType }) => eventType)).to.not.include('sessionEnd');
    tracked.controller.disconnect();
  });
});

describe('a page that is left with many sessions', () => {
  it('sends what fits into 64 KiB at once, and leaves the rest to the next page (M43, MC-R20, MC-R87)', async () => {
    const text = 'x'.repeat(5000);
    const benches = Array.from({ length: 4 }, () => new Bench());
    for (const bench of benches) {
      bench.answers = [201, ...Array<'hang'>(20).fill('hang')];
      await bench.event('sessionStart', { params: { 'media.id': 'a' } }).run();
      for (let count = 0; count < 5; count++) bench.event('chapterStart', { params: { 'media.chapter.name': text } });
      await bench.run();
    }
    for (const bench of benches) {
      bench.client.leave();
      bench.event('sessionEnd');
    }
    const alive = benches.flatMap(({ seen }) => seen.slice(1).filter(({ init }) => init.keepalive));
    const bytes = alive.reduce((sum, { init }) => sum + (init.body as string).length, 0);
    expect(bytes).to.be.within(30_000, 64 * 1024);
    const ended = benches.filter(({ types }) => types.endsWith('sessionEnd'));
    expect(ended.length).to.be.within(1, 3);
    // The next page delivers what did not fit.
    for (const bench of benches) {
      if (ended.includes(bench)) continue;
      bench.answers = [];
      bench.client.stop();
      const before = bench.seen.length;
      await bench.run(6000);
      await bench.page().adopt();
      await bench.run(5000);
      const types = bench.seen.slice(before).map(({ type }) => type);
      expect(types.filter(type => type === 'sessionEnd')).to.have.length(1);
      expect(types.filter(type => type === 'chapterStart').length).to.be.at.least(5);
    }
    // What hangs is given up, and its part of the budget is free again.
    for (const bench of ended) {
      bench.answers = [];
      await bench.run(20_000);
    }
    expect(spareBytes()).to.equal(60_000);
  });
});
