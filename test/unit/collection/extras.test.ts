import { expect } from '@open-wc/testing';
import { createWaitingLine } from '../../../src/controllers/waiting-line.ts';
import type * as Extras from '../../../src/controllers/measurement-extras.ts';
import { until } from '../../support/clip-tracker.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { TrackedMedia } from '../../support/tracked-media.ts';

/** The extras on their way, until the test lets them arrive. */
function late(tracked: TrackedMedia): { asked: number; arrive(): void; fail(): void } {
  const { extras } = tracked;
  const way = { asked: 0, arrive() {}, fail() {} };
  tracked.extras = () => {
    way.asked++;
    return new Promise<void>((resolve, reject) => {
      way.arrive = resolve;
      way.fail = () => reject(new TypeError('not there'));
    }).then((): Promise<typeof Extras> => extras());
  };
  return way;
}

describe('extras that are fetched when a page needs them', () => {
  it('are not fetched for playback alone', async () => {
    const tracked = new TrackedMedia();
    const way = late(tracked);
    await (await tracked.play().pass(50)).signal('playing').pass(950);
    await tracked.signal('pause', { paused: true }).pass(20_000);
    expect(tracked.story).to.equal('sessionStart@0 play@50 pauseStart@1000');
    expect(way.asked).to.equal(0);
    tracked.controller.disconnect();
  });

  it('settle what happened meanwhile in order and at its own time: a pre-roll (MC-R24, MC-R50, MC-R75)', async () => {
    const tracked = new TrackedMedia();
    const way = late(tracked);
    await tracked.play().pass(50);
    await tracked.signal('playing').pass(100);
    tracked.controller.tell('adBreakStart', { name: 'pre-roll' });
    tracked.signal('pause', { paused: true });
    tracked.controller.tell('adStart', { id: '1' });
    await tracked.pass(2500);
    expect(tracked.story).to.equal('sessionStart@0');
    tracked.controller.tell('adComplete');
    tracked.controller.tell('adBreakComplete');
    tracked.signal('play', { paused: false }).signal('playing');
    way.arrive();
    await until(() => tracked.story.includes('adBreakComplete'), 'the end of the break');
    const expected = /^sessionStart@0 adBreakStart@150 adStart@15\d adComplete@2650 adBreakComplete@2651 play@265\d$/;
    expect(tracked.story).to.match(expected);
    expect(way.asked).to.equal(1);
    // The pings of the break, too, are where they belong (MC-R62, MC-R63).
    const start = tracked.recorded[0]!.playerTime.ts;
    const pings = tracked.recorded.filter(({ eventType }) => eventType === 'ping');
    expect(pings.map(({ playerTime }) => playerTime.ts - start)).to.eql([1000, 2000]);
    expect(tracked.errors).to.eql([]);
    tracked.controller.disconnect();
  });

  it('lose no event when they cannot be had, say so, and are tried again (MC-R18)', async () => {
    const tracked = new TrackedMedia();
    const way = late(tracked);
    await (await tracked.play().pass(50)).signal('playing').pass(450);
    tracked.controller.tell('chapterStart', { name: 'one' });
    tracked.signal('pause', { paused: true });
    way.fail();
    await tracked.pass(100);
    expect(tracked.story).to.equal('sessionStart@0 play@50 pauseStart@500');
    expect(tracked.errors.map(({ code, retryable }) => [code, retryable])).to.eql([['network', true]]);
    expect(tracked.errors[0]!.message).to.contain('chapterStart()');
    tracked.signal('play', { paused: false }).signal('playing');
    tracked.controller.tell('chapterStart', { name: 'two' });
    way.arrive();
    await until(() => tracked.story.includes('chapterStart'), 'the chapter');
    expect(way.asked).to.equal(2);
    expect(tracked.story).to.match(/ play@600 chapterStart@60\d$/);
    tracked.controller.disconnect();
  });

  it('hold nothing up for ever, nor when the page goes', async () => {
    const tracked = new TrackedMedia();
    late(tracked);
    await (await tracked.play().pass(50)).signal('playing').pass(450);
    tracked.controller.tell('setQuality', { bitrate: 1 });
    await tracked.signal('pause', { paused: true }).pass(4900);
    expect(tracked.story).to.equal('sessionStart@0 play@50');
    await tracked.pass(200);
    expect(tracked.story).to.equal('sessionStart@0 play@50 pauseStart@500');
    tracked.controller.tell('setQuality', { bitrate: 1 });
    tracked.signal('play', { paused: false }).signal('playing');
    window.dispatchEvent(new PageTransitionEvent('pagehide', { persisted: false }));
    await tracked.pass(10);
    expect(tracked.story).to.match(/pauseStart@500 play@5600 sessionEnd@5601$/);
    expect(tracked.errors).to.have.length(2);
    tracked.controller.disconnect();
  });

  it('are awaited by who asks what is pending, and by who flushes', async () => {
    const tracked = new TrackedMedia();
    const way = late(tracked);
    await (await tracked.play().pass(50)).signal('playing').pass(450);
    tracked.controller.tell('setQuality', { bitrate: 1 });
    const flushed = tracked.controller.flush();
    way.arrive();
    await flushed;
    expect(await tracked.controller.pending()).to.equal(0);
    await tracked.pass(10);
    expect(tracked.recorded.map(({ eventType }) => eventType)).to.include('bitrateChange');
    tracked.controller.disconnect();
  });
});

describe('a waiting line', () => {
  it('keeps the order, also of what is added while it moves', async () => {
    const taken: string[] = [];
    const clock = createFakeClock();
    const line = createWaitingLine<string>(clock, (thing, waited) => {
      taken.push(`${thing}${waited ? ' late' : ''}`);
      if (thing === 'b') line.add('in between');
    });
    line.add('a');
    line.holdUp(Promise.reject(new Error('never mind')));
    line.add('b');
    line.add('c');
    expect(taken).to.eql(['a']);
    await line.moving;
    expect(taken).to.eql(['a', 'b late', 'in between', 'c late']);
    expect(clock.timers).to.equal(0);
  });
});
