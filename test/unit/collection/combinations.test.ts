import { expect } from '@open-wc/testing';
import type { MediaCollectionError } from '../../../src/collection/errors.ts';
import type { Method } from '../../../src/collection/extras.ts';
import { tick } from '../../../src/collection/session-machine.ts';
import { content, Drive, START } from '../../support/fake-media.ts';

const HALF_HOUR = 30 * 60_000;

/** The content stands while ads play elsewhere, as ad integrations do it. */
const midRoll = (drive: Drive): Drive => drive.call('adBreakStart').pause().call('adStart', { id: '1' });

describe('long sessions', () => {
  it('a stream that plays on after 24 hours is not idle: its new session goes on (MC-R90, MC-R93)', () => {
    const drive = new Drive(content(), { duration: Infinity }).play();
    drive.now = START + 24 * 3_600_000;
    drive.tell(tick).pass(2 * HALF_HOUR);
    expect(drive.story).to.equal('sessionStart play sessionEnd sessionStart play');
    expect(drive.last.eventType).to.equal('ping');
    expect(drive.now - drive.last.playerTime.ts).to.be.below(10_000);
  });

  it('an ad that the viewer stops and leaves is idle, and goes on in a new session (MC-R78, MC-R90, MC-R91, MC-R94)', () => {
    const drive = new Drive().play().call('adBreakStart').call('adStart').pass(1000);
    drive.pause().pass(HALF_HOUR + 1000);
    expect(drive.story).to.equal('sessionStart play adBreakStart adStart pauseStart sessionEnd');
    drive.signal('play', { paused: false }).signal('playing');
    expect(drive.story).to.match(/sessionEnd sessionStart adBreakStart adStart$/);
    expect(drive.of('sessionStart')[1]!.params).to.include({ 'media.resume': true });

    const beside = midRoll(new Drive().play())
      .pass(1000)
      .call('adPause', true)
      .pass(HALF_HOUR + 1000);
    expect(beside.story).to.equal('sessionStart play adBreakStart adStart pauseStart sessionEnd');
    beside.call('adPause', false).pass(1500);
    expect(beside.story).to.match(/sessionEnd sessionStart adBreakStart adStart$/);
    expect(beside.last.eventType).to.equal('ping');
  });

  it('a break whose ads are over, and that nobody ends, is idle (MC-R90)', () => {
    for (const end of ['adComplete', 'adSkip'] as const) {
      const drive = midRoll(new Drive().play())
        .pass(5000)
        .call(end)
        .pass(HALF_HOUR + 1000);
      expect(drive.story).to.equal(`sessionStart play adBreakStart adStart ${end} sessionEnd`);
    }
    // One that plays beside content that stands is not.
    expect(midRoll(new Drive().play()).pass(HALF_HOUR + 1000).story).to.equal('sessionStart play adBreakStart adStart');
  });

  it('an ad before what was left half an hour ago begins its new session (MC-R91, MC-R68)', () => {
    const drive = new Drive()
      .play()
      .pause()
      .pass(HALF_HOUR + 1000);
    drive.call('adBreakStart').call('adStart');
    expect(drive.story).to.match(/sessionEnd sessionStart( pauseStart)? adBreakStart adStart$/);
    expect(drive.of('sessionStart')[1]!.params).to.include({ 'media.resume': true });
  });
});

describe('ads, and what else happens', () => {
  it('the end of an ad in the same media element is not the end of the content (M5, M27, MC-R84)', () => {
    const drive = new Drive().play().signal('timeupdate', { position: 300 }).call('adBreakStart');
    drive.signal('emptied', { paused: true, ready: 0, position: 0, duration: NaN }).call('adStart', { id: '1' });
    drive.signal('durationchange', { ready: 4, duration: 15 }).signal('play', { paused: false }).signal('playing');
    drive.signal('timeupdate', { position: 14.9 });
    drive.signal('pause', { position: 15, paused: true, ended: true }).signal('ended').call('adComplete');
    drive.signal('emptied', { ready: 0, position: 0, ended: false, duration: NaN }).call('adBreakComplete');
    drive.signal('durationchange', { ready: 4, position: 300, duration: 600 });
    drive.signal('play', { paused: false }).signal('playing').pass(1000);
    expect(drive.story).to.equal('sessionStart play adBreakStart adStart adComplete adBreakComplete play');
    expect(drive.last.playerTime.playhead).to.equal(300);
    expect(drive.finish().story).to.match(/play sessionComplete$/);
  });

  it('neither is that of a pre-roll (M27, MC-R50, MC-R84)', () => {
    const drive = new Drive(content({ 'media.length': 600 }), { duration: 10 }).signal('play', { paused: false });
    drive.call('adBreakStart').call('adStart').signal('playing');
    drive.signal('ended', { position: 10, paused: true, ended: true }).call('adComplete').call('adBreakComplete');
    drive.signal('emptied', { ready: 0, position: 0, ended: false, duration: NaN });
    drive.signal('durationchange', { ready: 4, duration: 600 }).play();
    expect(drive.story).to.equal('sessionStart adBreakStart adStart adComplete adBreakComplete play');
  });

  it('content that ends beneath an ad is complete when the break is over (M27, MC-R84)', () => {
    const drive = new Drive().play().signal('timeupdate', { position: 599 }).call('adBreakStart').call('adStart');
    drive.signal('ended', { position: 600, paused: true, ended: true }).call('adComplete').call('adBreakComplete');
    expect(drive.story).to.match(/adComplete adBreakComplete sessionComplete$/);
  });

  it('who leaves in a post-roll has seen the content to its end (MC-R84, MC-R85, MC-R87)', () => {
    const postRoll = (): Drive => {
      const drive = new Drive().play().signal('ended', { ended: true, paused: true, position: 600 }).pass(50);
      return drive.call('adBreakStart').call('adStart').pass(1000);
    };
    expect(postRoll().end().story).to.match(/play adBreakStart adStart adSkip adBreakComplete sessionComplete$/);
    expect(postRoll().end(true).story).to.match(/play adBreakStart adStart sessionComplete$/);
  });

  it('a post-roll that nobody ends is over after half an hour, and what comes then is a replay (MC-R84, MC-R90, MC-R95)', () => {
    const drive = new Drive().play().signal('ended', { ended: true, paused: true, position: 600 }).pass(50);
    drive
      .call('adBreakStart')
      .call('adStart')
      .pass(1000)
      .call('adComplete')
      .pass(HALF_HOUR + 1000);
    expect(drive.story).to.match(/adStart adComplete sessionComplete$/);
    drive.media = { ...drive.media, position: 0 };
    expect(drive.play().story).to.match(/sessionComplete sessionStart play$/);
    expect(drive.of('sessionStart')[1]!.params).to.include({ 'media.resume': false });
  });

  it('an ad that was complete is told so, whatever comes next (MC-R69, MC-R73)', () => {
    const drive = () => midRoll(new Drive().play()).pass(5000).call('adComplete');
    expect(drive().call('adSkip').call('adBreakComplete').story).to.match(/ adStart adComplete adBreakComplete$/);
    expect(drive().end(true).story).to.match(/ adStart adComplete sessionEnd$/);
    const day = drive();
    day.now = START + 24 * 3_600_000;
    expect(day.tell(tick).story).to.match(/ adComplete sessionEnd( sessionStart adBreakStart)?$/);
  });

  it('a pause is told behind two breaks in a row (MC-R72)', () => {
    const drive = midRoll(new Drive().play()).pass(5000).call('adComplete').call('adBreakComplete').pass(100);
    drive.call('adBreakStart').call('adStart').pass(5000).call('adComplete').call('adBreakComplete').pass(400);
    expect(drive.story).to.match(/adBreakComplete adBreakStart adStart adComplete adBreakComplete pauseStart$/);
    const goesOn = drive.signal('play', { paused: false }).signal('playing');
    expect(goesOn.story).to.match(/adBreakComplete pauseStart play$/);
  });

  it('a live stream that an ad has stopped stands still behind it, too (MC-R27)', () => {
    const drive = midRoll(new Drive(content(), { duration: Infinity }).play()).pass(5000);
    drive.call('adComplete').call('adBreakComplete').pass(40_000);
    expect(drive.story).to.match(/adBreakComplete pauseStart$/);
    const stood = drive.of('pauseStart')[0]!.playerTime.playhead;
    const pings = drive.events.slice(drive.types.indexOf('pauseStart') + 1);
    expect(pings).to.have.length.above(2);
    for (const { playerTime } of pings) expect(playerTime.playhead).to.equal(stood);
    drive.signal('play', { paused: false }).signal('playing');
    expect(drive.last.playerTime.playhead).to.be.above(stood + 30);
  });
});

describe('chapters, and what else happens', () => {
  const cue = (index: number, offset: number) => ({ name: `c${index}`, index, offset, length: 5 });

  it('one that the page announced and a break ended does not begin again behind it (MC-R80, MC-R82)', () => {
    const drive = new Drive().play().call('chapterStart', { name: 'a', offset: 0, length: 60 });
    drive.signal('timeupdate', { position: 60 }).call('adBreakStart').call('adBreakComplete');
    drive.call('chapterComplete').call('chapterStart', { name: 'b', offset: 60, length: 60 });
    expect(drive.story).to.equal(
      'sessionStart play chapterStart chapterComplete adBreakStart adBreakComplete play chapterStart',
    );
  });

  it('the last one of a loop does not begin again with the next pass (MC-R83, MC-R96)', () => {
    const drive = new Drive(content(), { loop: true, duration: 10 }).cue(cue(1, 0)).play();
    drive.signal('timeupdate', { position: 5.1 }).cue(cue(2, 5)).signal('timeupdate', { position: 9.8 });
    drive.signal('seeking', { seeking: true, position: 0 }).pass(400, { still: true });
    // The change of the cue comes late.
    drive.signal('seeked', { seeking: false }).signal('playing').cue(cue(1, 0)).pass(500);
    const second = drive.story.slice(drive.story.lastIndexOf('sessionStart'));
    expect(drive.story).to.match(/chapterStart chapterComplete sessionComplete sessionStart/);
    expect(second).to.equal('sessionStart play chapterStart');
    expect(drive.last.params).to.include({ 'media.chapter.index': 1 });
  });
});

describe('media.resume', () => {
  it('is no word for a replay, nor for the next pass of a loop, also where the first one resumed (MC-R95, MC-R96)', () => {
    const resumes = (drive: Drive): unknown[] => drive.of('sessionStart').map(({ params }) => params!['media.resume']);
    const resuming = content({ 'media.resume': true });
    const replay = new Drive(resuming).play().finish();
    expect(resumes(replay.play())).to.eql([true, false]);
    const early = new Drive(resuming).play();
    early.signal('ended', { ended: true, paused: true, position: 600 }).signal('play', { ended: false, paused: false });
    expect(resumes(early)).to.eql([true, false]);
    const loop = new Drive(resuming, { loop: true, duration: 10 }).play().signal('timeupdate', { position: 9.8 });
    expect(resumes(loop.signal('seeking', { seeking: true, position: 0 }))).to.eql([true, false]);
    // Whoever ends a session in the middle and goes on, resumes.
    const ended = new Drive(resuming).play().signal('timeupdate', { position: 90 }).end().pause();
    expect(resumes(ended.play())).to.eql([true, true]);
  });
});

describe('wrong arguments', () => {
  const given: readonly (readonly [method: Method, argument: unknown, named: string])[] = [
    ['stateStart', undefined, 'stateStart() name'],
    ['stateStart', null, 'stateStart() name'],
    ['stateEnd', 7, 'stateEnd() name'],
    ['stateStart', { toString: () => 'mute' }, 'stateStart() name'],
    ['adBreakStart', 'pre-roll', 'adBreakStart()'],
    ['adBreakStart', 3, 'adBreakStart()'],
    ['setQuality', 2_400_000, 'setQuality()'],
    ['setQuality', [1], 'setQuality()'],
    ['setQuality', { bitrate: [] }, 'setQuality() bitrate'],
    ['setQuality', { bitrate: Symbol('bits') }, 'setQuality() bitrate'],
    ['adStart', { length: new Date(5) }, 'adStart() length'],
    ['adStart', { length: '  ' }, 'adStart() length'],
    ['adStart', { id: { id: 1 } }, 'adStart() id'],
    ['adStart', { name: Object.create(null) }, 'adStart() name'],
    ['adStart', { customMetadata: 'slot' }, 'adStart() customMetadata'],
    ['chapterStart', { customMetadata: ['slot'] }, 'chapterStart() customMetadata'],
    ['chapterStart', { customMetadata: { slot: Object.create(null) } }, 'chapterStart() customMetadata'],
    ['chapterStart', () => {}, 'chapterStart()'],
    ['trackError', {}, 'trackError() id'],
    ['trackError', Object.create(null), 'trackError() id'],
  ];
  it('are told by name, and change nothing (MC-R33, MC-R37, MC-R100, MC-R109)', () => {
    for (const [method, argument, named] of given) {
      const drive = new Drive().play().call('adBreakStart', { name: 'open' });
      const { state } = drive;
      let told: MediaCollectionError | undefined;
      try {
        drive.call(method, argument, 'external');
      } catch (error) {
        told = error as MediaCollectionError;
      }
      expect(told?.code, named).to.equal('invalid-configuration');
      expect(told!.message).to.contain(named);
      expect(drive.state).to.equal(state);
    }
  });

  it('numbers and booleans are texts, and texts may be numbers (MC-R33, MC-R37, MC-R100)', () => {
    const drive = new Drive().play().call('adBreakStart', { name: 5, index: '2' });
    drive.call('adStart', { id: 7, length: '30', customMetadata: { slot: 1, house: true, none: null } });
    expect(drive.of('adBreakStart')[0]!.params).to.include({ 'media.ad.podFriendlyName': '5', 'media.ad.podIndex': 2 });
    expect(drive.last.params).to.include({ 'media.ad.id': '7', 'media.ad.length': 30 });
    expect(drive.last.customMetadata).to.eql({ slot: '1', house: 'true' });
  });
});

describe('errors of other media elements', () => {
  it('are told as well, by their own number (MC-R98)', () => {
    const drive = new Drive().play().signal('error', { error: 5 });
    expect(drive.of('error').map(({ qoeData }) => qoeData)).to.have.length(1);
    expect(drive.last.qoeData).to.include({ 'media.qoe.errorID': 'html5.5', 'media.qoe.errorSource': 'player' });
  });
});
