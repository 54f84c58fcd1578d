import { expect } from '@open-wc/testing';
import { content, Drive, START } from '../../support/fake-media.ts';

describe('session machine: playback', () => {
  it('starts at intent and plays at the first frame (M1, M3, MC-R46, MC-R48)', () => {
    const drive = new Drive();
    expect(drive.story).to.equal('');
    drive.signal('play', { paused: false });
    expect(drive.story).to.equal('sessionStart');
    drive.pass(400).signal('playing');
    expect(drive.story).to.equal('sessionStart play');
    expect(drive.last.qoeData).to.deep.include({ 'media.qoe.timeToStart': 400 });
  });

  it('is silent while nothing plays: loading, blocked autoplay (M36, MC-R47)', () => {
    const drive = new Drive().signal('durationchange').signal('timeupdate').signal('emptied').signal('waiting');
    expect(drive.pass(60_000).story).to.equal('');
  });

  it('holds the first play for 250 ms with its own time (MC-R24, MC-R51)', () => {
    const drive = new Drive().signal('play', { paused: false }).pass(100).signal('playing');
    expect(drive.story).to.equal('sessionStart');
    drive.pass(150);
    expect(drive.story).to.equal('sessionStart play');
    expect(drive.last.playerTime.ts).to.equal(START + 100);
  });

  it('tells no playback between a break and its first ad, and play after a pre-roll (MC-R50, MC-R70, MC-R72)', () => {
    const drive = new Drive().signal('play', { paused: false }).pass(50).signal('playing').pass(50);
    drive.call('adBreakStart', { name: 'pre-roll' }).pause().call('adStart').pass(5000);
    drive.call('adComplete').call('adBreakComplete').signal('play', { paused: false }).signal('playing').pass(300);
    expect(drive.story).to.equal('sessionStart adBreakStart adStart adComplete adBreakComplete play');
    expect(drive.of('adBreakStart')[0]!.params).to.include({ 'media.ad.podIndex': 1, 'media.ad.podSecond': 0 });
    // What the ads took is not start-up time.
    expect(drive.last.qoeData).to.deep.include({ 'media.qoe.timeToStart': 100 });
  });

  it('ignores repeated playing, network hints and rates (M4, M14, M22, MC-R49, MC-R56, MC-R59)', () => {
    const drive = new Drive().play();
    drive.signal('playing').signal('timeupdate').signal('ratechange', { rate: 2 }).signal('playing');
    expect(drive.story).to.equal('sessionStart play');
  });

  it('treats a rate of 0 as a pause (M22)', () => {
    const drive = new Drive().play().signal('ratechange', { rate: 0 }).signal('ratechange', { rate: 1 });
    expect(drive.story).to.equal('sessionStart play pauseStart play');
  });

  it('tells one pauseStart for each pause (M7, MC-R52)', () => {
    const drive = new Drive().play().pause().pass(25_000).signal('play', { paused: false }).signal('playing');
    expect(drive.story).to.equal('sessionStart play pauseStart play');
  });

  it('tells a revoked start as a pause (M9)', () => {
    expect(new Drive().signal('play', { paused: false }).pause().story).to.equal('sessionStart pauseStart');
  });

  it('tells stalls but not start-up, seeking or paused waits (M10 to M15, MC-R54, MC-R55)', () => {
    const drive = new Drive().signal('play', { paused: false }).signal('waiting').pass(300).signal('playing');
    drive.signal('waiting').signal('waiting').signal('playing').signal('waitingforkey').signal('playing');
    drive.signal('seeking', { seeking: true, position: 30 }).signal('waiting').signal('seeked', { seeking: false });
    drive.signal('playing').pass(300).pause().signal('waiting');
    expect(drive.story).to.equal('sessionStart play bufferStart play bufferStart play pauseStart play pauseStart');
  });

  it('tells nothing of a seek that leads nowhere: a library took up another rendition so (8.2)', () => {
    const drive = new Drive().play().signal('timeupdate', { position: 4 });
    drive.signal('seeking', { seeking: true, position: 4.2 }).signal('waiting').signal('seeked', { seeking: false });
    drive.signal('playing').pause();
    expect(drive.story).to.equal('sessionStart play pauseStart');
  });

  it('tells pause during buffering (8.2)', () => {
    const drive = new Drive().play().signal('waiting').pause().signal('play', { paused: false }).signal('playing');
    expect(drive.story).to.equal('sessionStart play bufferStart pauseStart play');
  });

  it('tells a scrub once, with the position before and the one after (M16, M19, MC-R57)', () => {
    const drive = new Drive().play().signal('timeupdate', { position: 12 });
    drive.signal('seeking', { seeking: true, position: 100 }).signal('seeked', { seeking: false }).signal('playing');
    drive.pass(100).signal('seeking', { seeking: true, position: 200 }).signal('waiting');
    drive.signal('seeked', { seeking: false }).signal('playing').pass(400);
    expect(drive.story).to.equal('sessionStart play pauseStart play');
    expect(drive.of('pauseStart')[0]!.playerTime.playhead).to.equal(12);
    expect(drive.last.playerTime.playhead).to.equal(200);
  });

  it('keeps the position before a seek that another event overtakes (MC-R57)', () => {
    const drive = new Drive().play().signal('timeupdate', { position: 12 });
    drive.media = { ...drive.media, seeking: true, position: 300 };
    drive.mark('mute', true).signal('seeking');
    expect(drive.of('pauseStart')[0]!.playerTime.playhead).to.equal(12);
  });

  it('is silent about a seek while paused (M17, M20, MC-R58)', () => {
    const drive = new Drive().play().pause().seek(100).pass(10_000);
    expect(drive.story).to.equal('sessionStart play pauseStart');
    expect(drive.last).to.deep.include({ eventType: 'ping' });
    expect(drive.last.playerTime.playhead).to.equal(100);
    expect(new Drive().play().signal('seeking', { seeking: true }).pause().story).to.equal(
      'sessionStart play pauseStart',
    );
  });

  it('goes on by a moving position where playing is not said', () => {
    const drive = new Drive().play().seek(100).signal('timeupdate', { position: 100.3 }).pass(400);
    expect(drive.story).to.equal('sessionStart play pauseStart play');
  });

  it('completes once, without the pause before the end (M6, M26, MC-R53, MC-R84)', () => {
    const drive = new Drive().play().finish().pass(60_000).end();
    expect(drive.story).to.equal('sessionStart play sessionComplete');
    expect(drive.types).to.not.include('ping');
  });

  it('takes a pause at the very end for a part of it, before the media element says so (M6, MC-R53)', () => {
    const drive = new Drive().play().signal('timeupdate', { position: 599.97 }).signal('pause', { paused: true });
    expect(drive.signal('ended', { position: 600, ended: true }).pass(300).story).to.match(/ play sessionComplete$/);
    const before = new Drive().play().signal('timeupdate', { position: 599.8 }).pause();
    expect(before.last.eventType).to.equal('pauseStart');
  });

  it('completes after a seek to the end (M21)', () => {
    expect(new Drive().play().seek(600).finish().story).to.equal('sessionStart play pauseStart sessionComplete');
  });

  it('replays in a new session without resume (M29, MC-R95)', () => {
    const drive = new Drive().play().finish();
    drive.media = { ...drive.media, position: 0 };
    drive.play();
    expect(drive.story).to.equal('sessionStart play sessionComplete sessionStart play');
    expect(drive.of('sessionStart')[1]!.params!['media.resume']).to.equal(false);
    expect(new Set(drive.keys).size).to.equal(2);
  });

  it('makes each pass of a loop a session (M28, MC-R96)', () => {
    const drive = new Drive(content(), { loop: true, duration: 10 }).play();
    drive.signal('timeupdate', { position: 9.8 }).signal('seeking', { seeking: true, position: 0 });
    drive.signal('seeked', { seeking: false }).signal('timeupdate', { position: 0.3 }).pass(400);
    expect(drive.story).to.equal('sessionStart play sessionComplete sessionStart play');
    expect(drive.of('sessionComplete')[0]!.playerTime.playhead).to.equal(10);
  });

  it('waits for the length, not for the intent (M24, M25, MC-R30)', () => {
    const drive = new Drive(content(), { duration: NaN, ready: 0 }).signal('play', { paused: false }).pass(1500);
    expect(drive.story).to.equal('');
    drive.signal('durationchange', { duration: 42.5 });
    expect(drive.last.playerTime).to.eql({ playhead: 0, ts: START });
    expect(drive.last.params).to.include({ 'media.length': 42.5, 'media.contentType': 'VOD' });
    const live = new Drive(content(), { duration: NaN }).signal('play', { paused: false });
    live.signal('durationchange', { duration: Infinity });
    expect(live.last.params).to.include({ 'media.length': 86400, 'media.contentType': 'Live' });
    expect(live.last.playerTime.playhead).to.equal(43_200);
  });

  it('tells live playheads as UTC second of the day, frozen while paused (MC-R27)', () => {
    const drive = new Drive(content({ 'media.contentType': 'live' }), { duration: Infinity }).play();
    drive.pass(10_000).pause().pass(10_000);
    const [first, second] = drive.of('ping');
    expect(first!.playerTime.playhead).to.equal(43_210);
    expect(second!.playerTime.playhead).to.be.closeTo(43_210.32, 0.001);
    drive.signal('play', { paused: false }).signal('playing');
    expect(drive.last.playerTime.playhead).to.be.greaterThan(43_220);
  });

  it('never sends a playhead that is no number (MC-R25)', () => {
    const drive = new Drive(content(), { position: NaN }).signal('play', { paused: false });
    expect(drive.last.playerTime.playhead).to.equal(0);
  });

  it('keeps strictly increasing whole milliseconds (MC-R22, MC-R23)', () => {
    const drive = new Drive();
    drive.now += 0.7;
    drive.play().pause().signal('play', { paused: false }).signal('playing');
    const times = drive.events.map(event => event.playerTime.ts);
    expect(times.every(Number.isInteger)).to.equal(true);
    expect(times.every((ts, index) => index === 0 || ts > times[index - 1]!)).to.equal(true);
  });
});
