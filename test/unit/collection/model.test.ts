import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import type { MediaEvent } from '../../../src/collection/types.ts';
import { abort, attach, configure, restarted, tick } from '../../../src/collection/session-machine.ts';
import { park } from '../../../src/collection/playback-state.ts';
import { content, Drive } from '../../support/fake-media.ts';

/** Anything a page, a viewer and a clock may do, in any order. */
const deeds: Record<string, (drive: Drive, amount: number) => unknown> = {
  play: drive => drive.signal('play', { paused: false, ended: false }),
  playing: drive => drive.signal('playing', { paused: false }),
  pause: drive => drive.pause(),
  waiting: drive => drive.signal('waiting'),
  seek: (drive, amount) => drive.signal('seeking', { seeking: true, position: amount % 600 }),
  seeked: drive => drive.signal('seeked', { seeking: false }),
  ended: drive => drive.signal('ended', { ended: true, paused: true, position: 600 }),
  emptied: drive => drive.signal('emptied', { ready: 0, position: 0 }),
  ready: drive => drive.signal('timeupdate', { ready: 4 }),
  error: (drive, amount) => drive.signal('error', { error: amount % 5 }),
  pass: (drive, amount) => drive.pass(amount),
  long: drive => drive.pass(31 * 60_000),
  jump: (drive, amount) => {
    drive.now += amount * 100;
    drive.tell(tick);
  },
  back: (drive, amount) => {
    drive.now -= amount;
  },
  adBreakStart: (drive, amount) => drive.call('adBreakStart', { index: amount % 3 }),
  adStart: (drive, amount) => drive.call('adStart', { id: String(amount % 3) }),
  adComplete: drive => drive.call('adComplete'),
  adSkip: drive => drive.call('adSkip'),
  adBreakComplete: drive => drive.call('adBreakComplete'),
  chapterStart: (drive, amount) => drive.call('chapterStart', { index: amount % 4 }),
  chapterComplete: drive => drive.call('chapterComplete'),
  cue: (drive, amount) => drive.cue({ name: '', index: (amount % 5) + 1, offset: (amount % 5) * 60, length: 60 }),
  noCue: drive => drive.cue(undefined),
  state: (drive, amount) => drive.mark(`s${amount % 14}`, amount % 2 === 0),
  bitrate: (drive, amount) => drive.call('setQuality', { bitrate: amount }),
  dropped: (drive, amount) => drive.signal('timeupdate', { frames: amount * 10, dropped: amount % 50 }),
  content: (drive, amount) => drive.tell(s => configure(s, content({ 'media.id': `id${amount % 2}` }))),
  misconfigured: drive => drive.tell(s => configure(s, undefined)),
  attach: drive => drive.tell(attach),
  park: drive => drive.tell(park),
  end: drive => drive.end(),
  leave: drive => drive.end(true),
  restarted: drive => drive.tell(s => restarted(s, drive.now)),
  abort: (drive, amount) => drive.tell(s => abort(s, amount % 2 === 0)),
};

const script = fc.array(fc.tuple(fc.constantFrom(...Object.keys(deeds)), fc.integer({ min: 0, max: 20_000 })), {
  minLength: 1,
  maxLength: 80,
});

const EVENT_TYPES =
  /^(session(Start|Complete|End)|play|pauseStart|bufferStart|ping|bitrateChange|error|adBreak(Start|Complete)|ad(Start|Complete|Skip)|chapter(Start|Complete|Skip)|state(Start|End))$/;

function sessionsOf(drive: Drive): MediaEvent[][] {
  const sessions = new Map<string, MediaEvent[]>();
  drive.events.forEach((event, index) => {
    const key = drive.keys[index]!;
    sessions.set(key, [...(sessions.get(key) ?? []), event]);
  });
  return [...sessions.values()];
}

/** What must hold of every session, whatever happened (MC-R21 to MC-R25, R41, R45, R60, R68, R69, R79, R81, R106, R107). */
function check(events: MediaEvent[]): void {
  let [inBreak, inAd, inChapter, played, over] = [false, false, false, false, false];
  let resumed = false;
  const active = new Set<unknown>();
  const used = new Set<unknown>();
  let dropped = 0;
  events.forEach(({ eventType, playerTime, params, qoeData, ...rest }, index) => {
    const { ts, playhead } = playerTime;
    const text = `${index} ${events.map(event => event.eventType).join(' ')}`;
    const is = (value: unknown): void => {
      expect(value, text).to.equal(true);
    };
    is(index === 0 ? eventType === 'sessionStart' : eventType !== 'sessionStart');
    is(Number.isInteger(ts) && (index === 0 || ts > events[index - 1]!.playerTime.ts));
    is(Number.isFinite(playhead) && playhead >= 0 && Object.keys(playerTime).length === 2);
    is(!over);
    is(EVENT_TYPES.test(eventType));
    is(rest.customMetadata === undefined || /^(session|ad|chapter)Start$/.test(eventType));
    const frames = (qoeData?.['media.qoe.droppedFrames'] as number | undefined) ?? dropped;
    is(frames >= dropped);
    dropped = frames;
    const name = params?.['media.state.name'];
    if (eventType === 'sessionStart') resumed = params!['media.resume'] === true;
    if (eventType === 'adBreakStart') {
      is(!inBreak);
      inBreak = true;
    }
    if (eventType === 'adStart') {
      is(inBreak && !inAd);
      inAd = true;
    }
    if (eventType === 'adComplete' || eventType === 'adSkip') {
      is(inAd);
      inAd = false;
    }
    if (eventType === 'adBreakComplete') {
      is(inBreak && !inAd);
      inBreak = false;
    }
    if (/^(play|pauseStart|bufferStart)$/.test(eventType)) is(!inBreak || inAd);
    if (eventType === 'play') played = true;
    if (eventType === 'chapterStart') {
      is(!inChapter && (played || resumed));
      inChapter = true;
    }
    if (/^chapter(Complete|Skip)$/.test(eventType)) {
      is(inChapter);
      inChapter = false;
    }
    if (eventType === 'stateStart') {
      is(!active.has(name));
      active.add(name);
      used.add(name);
    }
    if (eventType === 'stateEnd') is(active.delete(name));
    if (eventType === 'ping') is(params === undefined);
    is(used.size <= 10);
    over = /^session(End|Complete)$/.test(eventType);
  });
}

describe('session machine under anything', () => {
  it('keeps every session in order (MC-R21 to MC-R25, MC-R35, MC-R41, MC-R45, MC-R60, MC-R68, MC-R69, MC-R79, MC-R81)', function () {
    this.timeout(60_000);
    fc.assert(
      fc.property(script, steps => {
        const drive = new Drive();
        for (const [name, amount] of steps) deeds[name]!(drive, amount);
        for (const events of sessionsOf(drive)) check(events);
      }),
      { numRuns: 500 },
    );
  });
});
