import { expect } from '@open-wc/testing';
import { Drive } from '../../support/fake-media.ts';
import { TrackedMedia } from '../../support/tracked-media.ts';

describe('rows of the mapping that tell nothing', () => {
  it('play in an open session waits for playing, or makes a wait count as buffering (M2)', () => {
    const drive = new Drive();
    drive.play().pause();
    const before = drive.story;
    drive.signal('play', { paused: false });
    expect(drive.story).to.equal(before);
    drive.signal('waiting');
    expect(drive.story).to.equal(`${before} bufferStart`);
    drive.signal('playing');
    expect(drive.story).to.equal(`${before} bufferStart play`);
  });

  it('playing in a break is the ad integration’s (M5)', () => {
    const drive = new Drive();
    drive.play().call('adBreakStart').pause();
    drive.signal('playing', { paused: false });
    expect(drive.story).to.equal('sessionStart play adBreakStart');
    drive.call('adStart', { id: 'a', length: 5 }).signal('playing').signal('playing');
    expect(drive.story).to.equal('sessionStart play adBreakStart adStart');
  });

  it('a wait in a break is no buffering of the content (M12, MC-R55)', () => {
    const drive = new Drive();
    drive.play().call('adBreakStart').call('adStart', { id: 'a' }).signal('waiting');
    expect(drive.story).to.equal('sessionStart play adBreakStart adStart');
  });

  it('the end of a seek waits for playing (M18)', () => {
    const drive = new Drive();
    drive.play().signal('seeking', { seeking: true, position: 200 });
    const before = drive.story;
    drive.signal('seeked', { seeking: false }).pass(50, { still: true });
    expect(drive.story).to.equal(before);
    drive.signal('playing').pass(400);
    expect(drive.story).to.equal(`${before} play`);
  });

  it('positions are sampled, and no reason to report (M23)', () => {
    const drive = new Drive();
    drive.play();
    const before = drive.events.length;
    for (let count = 1; count < 30; count++) drive.signal('timeupdate', { position: count / 4 });
    expect(drive.events).to.have.length(before);
    drive.signal('seeking', { seeking: true, position: 100 });
    expect(drive.last.playerTime.playhead).to.equal(29 / 4);
  });

  it('neither do an abort, hints of the network, a device to play on, or what a page hears before it goes (M14, M32, M48, M51)', async () => {
    const tracked = new TrackedMedia();
    await tracked.play().signal('playing', { readyState: 4 }).pass(400);
    const before = tracked.story;
    for (const type of ['abort', 'stalled', 'suspend', 'progress', 'canplay', 'canplaythrough', 'loadeddata']) {
      tracked.signal(type);
    }
    const { remote } = tracked.media as { remote?: EventTarget };
    for (const type of ['connecting', 'connect', 'disconnect']) remote?.dispatchEvent(new Event(type));
    for (const type of ['beforeunload', 'freeze', 'resume', 'offline']) window.dispatchEvent(new Event(type));
    await tracked.pass(400);
    expect(tracked.story).to.equal(before);
    expect(tracked.state).to.equal('tracking');
    tracked.controller.disconnect();
  });
});

describe('what the random stories found', () => {
  it('a rate of 0 before the first frame is a pause, too (M22)', () => {
    const drive = new Drive();
    drive.signal('play', { paused: false, rate: 0 }).signal('playing').pass(11_000, { still: true });
    expect(drive.story).to.equal('sessionStart pauseStart');
    drive.signal('ratechange', { rate: 1 });
    expect(drive.story).to.equal('sessionStart pauseStart play');
  });

  it('content that is loaded anew and not played is paused, at the next ping (M31, MC-R90)', () => {
    const drive = new Drive();
    drive.play().signal('emptied', { paused: true, ready: 0, position: 0 }).pass(10_000, { still: true });
    expect(drive.story).to.equal('sessionStart play pauseStart');
    drive.pass(1_900_000, { still: true });
    expect(drive.story).to.equal('sessionStart play pauseStart sessionEnd');
  });

  it('a stall goes on behind a break without ads, and is told once (MC-R54)', () => {
    const drive = new Drive();
    drive.play().signal('waiting').call('adBreakStart').call('adBreakComplete');
    expect(drive.story).to.equal('sessionStart play bufferStart adBreakStart adBreakComplete');
    drive.signal('playing');
    expect(drive.last.eventType).to.equal('play');
  });

  it('a pause before a late pre-roll stays told, and is not told again (MC-R51, MC-R52)', () => {
    const drive = new Drive();
    drive.signal('play', { paused: false }).signal('playing').pause();
    drive.call('adBreakStart').call('adBreakComplete').pass(500, { still: true });
    expect(drive.story).to.equal('sessionStart pauseStart adBreakStart adBreakComplete');
  });

  it('what was paused and played within a scrub stays told when the scrub goes on (MC-R52, MC-R57)', () => {
    const drive = new Drive();
    drive.play().signal('seeking', { seeking: true, position: 50 });
    drive.signal('seeked', { seeking: false }).signal('playing');
    drive.pause().signal('play', { paused: false }).signal('playing');
    drive.signal('seeking', { seeking: true, position: 90 }).pass(400, { still: true });
    expect(drive.story).to.equal('sessionStart play pauseStart play pauseStart play pauseStart');
  });

  it('a player that is gone tells nothing of the next one (MC-R46)', async () => {
    const tracked = new TrackedMedia();
    await tracked.play().signal('playing', { readyState: 4, currentTime: 42 }).pass(400);
    tracked.controller.disconnect();
    await tracked.pass(1000);
    tracked.signal('pause', { paused: true, currentTime: 50 });
    tracked.controller.connect();
    tracked.controller.refresh();
    await tracked.pass(1000);
    expect(tracked.recorded.filter(({ eventType }) => eventType === 'sessionStart')).to.have.length(1);
    tracked.signal('play', { paused: false }).signal('playing');
    await tracked.pass(1000);
    const starts = tracked.recorded.filter(({ eventType }) => eventType === 'sessionStart');
    expect(starts.map(({ playerTime }) => playerTime.playhead)).to.eql([0, 50]);
    tracked.controller.disconnect();
  });
});
