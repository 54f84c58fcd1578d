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

  it('holds the first play for 250 ms with its own time (MC-R51)', () => {
    const drive = new Drive().signal('play', { paused: false }).pass(100).signal('playing');
    expect(drive.story).to.equal('sessionStart');
    drive.pass(150);
    expect(drive.story).to.equal('sessionStart play');
    expect(drive.last.playerTime.ts).to.equal(START + 100);
  });

  it('tells no playback between a break and its first ad, and play after a pre-roll (MC-R50, MC-R70, MC-R72)', () => {
    const drive = new Drive().signal('play', { paused: false }).pass(50).signal('playing').pass(50);
    drive.info('adBreakStart', { 'media.ad.podFriendlyName': 'pre-roll' }).pause().info('adStart').pass(5000);
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
    drive.signal('seeking', { seeking: true }).signal('waiting').signal('seeked', { seeking: false });
    drive.signal('playing').pass(300).pause().signal('waiting');
    expect(drive.story).to.equal('sessionStart play bufferStart play bufferStart play pauseStart play pauseStart');
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
    drive.tell({ type: 'state', name: 'mute', active: true }).signal('seeking');
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
    const drive = new Drive().play().finish().pass(60_000).tell({ type: 'end' });
    expect(drive.story).to.equal('sessionStart play sessionComplete');
    expect(drive.types).to.not.include('ping');
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

describe('session machine: pings', () => {
  const at = (drive: Drive): number[] => drive.of('ping').map(event => event.playerTime.ts - START);

  it('pings on the grid of the session start, whatever happens (MC-R61, MC-R64, MC-R34)', () => {
    const drive = new Drive().play().pass(3000).pause().pass(9000).signal('play', { paused: false }).signal('playing');
    drive.signal('waiting').pass(20_000);
    expect(at(drive)).to.eql([10_000, 20_000, 30_000]);
    expect(drive.of('ping').every(event => !('params' in event))).to.equal(true);
  });

  it('pings every second in a break and returns to the grid (MC-R62, MC-R63, MC-R67)', () => {
    const drive = new Drive().signal('play', { paused: false }).info('adBreakStart').info('adStart').pass(3500);
    drive.call('adComplete').call('adBreakComplete').signal('playing').pass(18_000);
    expect(at(drive)).to.eql([1000, 2000, 3000, 10_000, 20_000]);
    const slow = new Drive(content({}, { adPing: 5000 })).play().info('adBreakStart').pass(11_000);
    expect(at(slow)).to.eql([5000, 10_000]);
  });

  it('makes up for nothing after sleep (MC-R65)', () => {
    const drive = new Drive().play();
    drive.now += 95_000;
    drive.tell({ type: 'tick' }).tell({ type: 'tick' });
    expect(drive.of('ping')).to.have.length(1);
    drive.pass(10_000);
    expect(at(drive)[1]).to.equal(100_000);
  });

  it('stops with the session (MC-R66)', () => {
    for (const end of [{ type: 'end' }, { type: 'abort' }] as const) {
      expect(new Drive().play().tell(end).pass(60_000).types).to.not.include('ping');
    }
  });
});

describe('session machine: ads', () => {
  it('closes what is open before it opens anew (MC-R69, MC-R76)', () => {
    const drive = new Drive().play().info('adBreakStart').info('adStart', { 'media.ad.id': '1' });
    drive.info('adStart', { 'media.ad.id': '2' }).info('adBreakStart', { 'media.ad.podIndex': 7 });
    drive.call('adBreakComplete');
    expect(drive.story).to.equal(
      'sessionStart play adBreakStart adStart adSkip adStart adSkip adBreakComplete adBreakStart adBreakComplete play',
    );
  });

  it('ignores duplicates and ads outside a break (MC-R68, MC-R77)', () => {
    const drive = new Drive().play().info('adStart').call('adSkip').call('adBreakComplete');
    drive.info('adBreakStart').info('adBreakStart').info('adStart').info('adStart');
    expect(drive.story).to.equal('sessionStart play adBreakStart adStart');
  });

  it('fills in positions, from 1 in each break (MC-R33, MC-R74, MC-R75)', () => {
    const drive = new Drive().play().pass(9000).info('adBreakStart').info('adStart').call('adComplete').info('adStart');
    drive.call('adBreakComplete').pass(100).info('adBreakStart').info('adStart');
    expect(drive.of('adStart').map(({ params }) => params!['media.ad.podPosition'])).to.eql([1, 2, 1]);
    expect(drive.of('adBreakStart').map(({ params }) => params!['media.ad.podIndex'])).to.eql([1, 2]);
    expect(drive.of('adBreakStart')[0]!.params!['media.ad.podSecond']).to.be.closeTo(9.3, 0.01);
    expect(drive.of('adStart')[0]!.params).to.include({ 'media.ad.playerName': 'player', 'media.ad.length': 0 });
  });

  it('keeps the playhead of the content through the break (MC-R28)', () => {
    const drive = new Drive().play().signal('timeupdate', { position: 30 }).info('adBreakStart');
    drive.signal('timeupdate', { position: 31 }).info('adStart').signal('timeupdate', { position: 35 }).pass(2000);
    drive.call('adBreakComplete');
    const inside = drive.events.slice(drive.types.indexOf('adBreakStart'), drive.types.indexOf('adBreakComplete') + 1);
    expect(new Set(inside.map(event => event.playerTime.playhead))).to.eql(new Set([30]));
  });

  it('tells adComplete with what follows it (MC-R73)', () => {
    const drive = new Drive().play().info('adBreakStart').info('adStart').pass(500).call('adComplete').pass(3000);
    expect(drive.types).to.not.include('adComplete');
    drive.info('adStart', { 'media.ad.id': '2' });
    const gap = drive.of('adStart')[1]!.playerTime.ts - drive.of('adComplete')[0]!.playerTime.ts;
    expect(gap).to.be.within(1, 250);
  });

  it('tells the pause of a viewer in an ad, not the one of the ad integration (M8, MC-R71, MC-R78)', () => {
    const drive = new Drive().play().info('adBreakStart').info('adStart').pause().pass(3000);
    expect(drive.story).to.equal('sessionStart play adBreakStart adStart');
    const viewer = new Drive().play().info('adBreakStart').info('adStart').pass(3000).pause().pass(1500);
    viewer.signal('play', { paused: false }).signal('playing');
    expect(viewer.story).to.equal('sessionStart play adBreakStart adStart pauseStart play');
  });

  it('takes no pause for the viewer’s while content is about to go on (MC-R72)', () => {
    const drive = new Drive().play().info('adBreakStart').pause().info('adStart').pass(1000).call('adComplete');
    drive.call('adBreakComplete').pass(100).signal('play', { paused: false }).pass(400).signal('playing');
    expect(drive.story).to.equal('sessionStart play adBreakStart adStart adComplete adBreakComplete play');
    const left = new Drive().play().info('adBreakStart').pause().call('adBreakComplete').pass(400);
    expect(left.story).to.equal('sessionStart play adBreakStart adBreakComplete pauseStart');
  });

  it('completes after the post-roll (M27, 3.5)', () => {
    const drive = new Drive().play().signal('ended', { ended: true, paused: true, position: 600 }).pass(50);
    drive.info('adBreakStart').info('adStart').pass(1000).call('adComplete').call('adBreakComplete');
    expect(drive.story).to.equal('sessionStart play adBreakStart adStart adComplete adBreakComplete sessionComplete');
  });
});

describe('session machine: chapters, states, quality, errors', () => {
  const cue = (index: number, offset: number, length = 60) => ({
    type: 'cue' as const,
    cue: { name: `c${index}`, index, offset, length },
  });

  it('opens no chapter before the first play and completes it at its end (MC-R79 to MC-R81, MC-R83)', () => {
    const drive = new Drive().tell(cue(1, 0)).signal('play', { paused: false }).signal('playing');
    expect(drive.story).to.equal('sessionStart');
    drive.pass(300);
    expect(drive.story).to.equal('sessionStart play chapterStart');
    expect(drive.last.params).to.eql({
      'media.chapter.friendlyName': 'c1',
      'media.chapter.index': 1,
      'media.chapter.offset': 0,
      'media.chapter.length': 60,
    });
    drive.signal('timeupdate', { position: 60.1 }).tell(cue(2, 60));
    expect(drive.story).to.equal('sessionStart play chapterStart chapterComplete chapterStart');
  });

  it('skips a chapter that is left by a seek (MC-R80)', () => {
    const drive = new Drive().tell(cue(1, 0)).play().seek(130).tell(cue(3, 120)).signal('playing').pass(400);
    expect(drive.story).to.equal('sessionStart play chapterStart pauseStart chapterSkip play chapterStart');
  });

  it('closes a chapter that ends at a break before the break (MC-R82)', () => {
    const drive = new Drive().tell(cue(1, 0)).play().signal('timeupdate', { position: 60 }).info('adBreakStart');
    drive.tell(cue(2, 60)).call('adBreakComplete');
    expect(drive.story).to.equal(
      'sessionStart play chapterStart chapterComplete adBreakStart adBreakComplete play chapterStart',
    );
  });

  it('takes chapters from the page, one at a time (MC-R76)', () => {
    const drive = new Drive().info('chapterStart').play().info('chapterStart', { 'media.chapter.friendlyName': 'x' });
    drive.info('chapterStart', { 'media.chapter.friendlyName': 'y' }).call('chapterComplete').call('chapterSkip');
    expect(drive.story).to.equal('sessionStart play chapterStart chapterSkip chapterStart chapterComplete');
    expect(drive.of('chapterStart')[1]!.params).to.include({ 'media.chapter.index': 2 });
  });

  it('completes the last chapter with the content, skips any other (3.6)', () => {
    expect(
      new Drive()
        .tell(cue(1, 0, 600))
        .play()
        .finish().story,
    ).to.match(/chapterComplete sessionComplete$/);
    expect(new Drive().tell(cue(1, 0)).play().tell({ type: 'end' }).story).to.match(/chapterSkip sessionEnd$/);
  });

  it('tells states once, at most ten, and at once in a new session (MC-R105 to MC-R108)', () => {
    const drive = new Drive().tell({ type: 'state', name: 'mute', active: true }).play();
    expect(drive.story).to.equal('sessionStart stateStart play');
    drive.tell({ type: 'state', name: 'mute', active: true }).tell({ type: 'state', name: 'x', active: false });
    for (let index = 0; index < 12; index++) drive.tell({ type: 'state', name: `s${index}`, active: true });
    expect(drive.of('stateStart')).to.have.length(10);
    drive.tell({ type: 'state', name: 's11', active: false }).tell({ type: 'state', name: 's0', active: false });
    expect(drive.of('stateEnd')).to.have.length(1);
  });

  it('sends figures when they change, and always with a change of bitrate (MC-R100, MC-R103, MC-R104)', () => {
    const drive = new Drive().play().pass(10_000);
    expect(drive.last.qoeData).to.equal(undefined);
    drive.tell({ type: 'quality', quality: { 'media.qoe.bitrate': 2_400_000 } });
    expect(drive.last).to.deep.include({ eventType: 'bitrateChange' });
    expect(drive.last.qoeData).to.deep.include({ 'media.qoe.bitrate': 2_400_000 });
    drive.tell({ type: 'quality', quality: { 'media.qoe.bitrate': 2_400_000 } });
    expect(drive.of('bitrateChange')).to.have.length(1);
  });

  it('counts dropped frames over reloads and keeps the start-up time (MC-R101, MC-R102)', () => {
    const drive = new Drive(content(), { frames: 0, dropped: 0 }).play();
    drive.signal('timeupdate', { frames: 50, dropped: 4 }).signal('timeupdate', { frames: 10, dropped: 1 });
    drive.tell({ type: 'quality', quality: { 'media.qoe.timeToStart': 9, 'media.qoe.droppedFrames': 2 } });
    drive.pass(10_000);
    expect(drive.last.qoeData).to.include({ 'media.qoe.droppedFrames': 5, 'media.qoe.timeToStart': 20 });
  });

  it('measures the frame rate at normal speed', () => {
    const drive = new Drive(content(), { frames: 0, dropped: 0 }).play().signal('timeupdate', { rate: 2 });
    for (let second = 1; second < 5; second++) drive.pass(1000).signal('timeupdate', { frames: second * 50 });
    expect(drive.state.quality['media.qoe.framesPerSecond']).to.be.within(24, 26);
  });

  it('tells errors, recovers with play, and gives up after a minute (M33 to M35, MC-R98, MC-R99)', () => {
    const drive = new Drive().play().signal('error', { error: 2 }).pass(30_000).signal('playing', { error: 0 });
    expect(drive.story).to.equal('sessionStart play error play');
    expect(drive.of('error')[0]!.qoeData).to.include({
      'media.qoe.errorID': 'html5.2.network',
      'media.qoe.errorSource': 'external',
    });
    drive.signal('error', { error: 1 });
    expect(drive.of('error')).to.have.length(1);
    drive.signal('error', { error: 3 }).pass(61_000);
    expect(drive.story).to.match(/error sessionEnd$/);
  });
});

describe('session machine: end and restart', () => {
  it('closes everything when left early (MC-R85, 3.10)', () => {
    const drive = new Drive().play().info('adBreakStart').info('adStart').tell({ type: 'end' });
    expect(drive.story).to.equal('sessionStart play adBreakStart adStart adSkip adBreakComplete sessionEnd');
  });

  it('sends one last event when the page goes (M43, MC-R87)', () => {
    const drive = new Drive().play().info('adBreakStart').tell({ type: 'end', abrupt: true });
    expect(drive.story).to.equal('sessionStart play adBreakStart sessionEnd');
  });

  it('begins another session for another id (M30, MC-R89)', () => {
    const drive = new Drive()
      .play()
      .tell({ type: 'content', content: content({ 'media.id': 'b' }) })
      .pass(300);
    expect(drive.story).to.equal('sessionStart play sessionEnd sessionStart play');
    expect(drive.of('sessionStart')[1]!.params).to.include({ 'media.id': 'b', 'media.resume': false });
  });

  it('keeps the session over a reload of the same content (M31)', () => {
    const drive = new Drive().play().signal('timeupdate', { position: 40 });
    drive.signal('emptied', { ready: 0, position: 0, paused: true }).signal('play', { paused: false }).pass(10_000);
    expect(drive.last).to.deep.include({ eventType: 'ping' });
    expect(drive.last.playerTime.playhead).to.equal(40);
    expect(drive.signal('playing', { ready: 4, position: 40 }).story).to.equal('sessionStart play');
  });

  it('ends after 30 idle minutes and resumes in a new session with all that is open (MC-R90, MC-R91, MC-R94)', () => {
    const drive = new Drive().tell({ type: 'state', name: 'mute', active: true }).play().info('chapterStart');
    drive.pause().pass(31 * 60_000);
    expect(drive.types.filter(type => type === 'ping').length).to.be.within(175, 180);
    expect(drive.last.eventType).to.equal('sessionEnd');
    drive.pass(60_000).signal('play', { paused: false }).signal('playing');
    expect(drive.story).to.match(/sessionEnd sessionStart chapterStart stateStart (pauseStart )?play$/);
    expect(drive.of('sessionStart')[1]!.params!['media.resume']).to.equal(true);
  });

  it('starts anew after 24 hours (MC-R93)', () => {
    const drive = new Drive(content(), { duration: Infinity }).play();
    drive.now = START + 24 * 3_600_000;
    drive.tell({ type: 'tick' });
    expect(drive.story).to.equal('sessionStart play sessionEnd sessionStart play');
    expect(drive.of('sessionStart')[1]!.params!['media.resume']).to.equal(true);
  });

  it('sends nothing after the end but a new session (MC-R45, MC-R86)', () => {
    const drive = new Drive().play().tell({ type: 'end' }).signal('playing').pause().info('adBreakStart');
    expect(drive.tell({ type: 'end' }).story).to.equal('sessionStart play sessionEnd');
    expect(drive.signal('play', { paused: false }).story).to.match(/sessionEnd sessionStart$/);
  });

  it('pauses when the page goes into the back/forward cache (M44, M45)', () => {
    const drive = new Drive().play().tell({ type: 'park' }).signal('playing');
    expect(drive.story).to.equal('sessionStart play pauseStart play');
  });

  it('begins late where something plays already', () => {
    const drive = new Drive(undefined, { paused: false, position: 77 }).tell({ type: 'content', content: content() });
    drive.pass(300);
    expect(drive.story).to.equal('sessionStart play');
    expect(drive.events[0]!.playerTime.playhead).to.equal(77);
  });
});
