import { isObject } from '../shared/base64.ts';
import { textOf } from '../shared/text.ts';
import { isLive, SECONDS_OF_A_DAY } from './media-rules.ts';

/** What the events of one playback must keep between them (R41 to R46). An inlet sees each on its own and cannot tell. */
export type SessionWatch = (entity: Record<string, unknown>) => { rule: string; text: string }[];

/** A timer never fires early by more than this; pings may also be counted from the last change of state. */
const EARLY = 500;
const CONTENT_GAP = 12_000;
const COUNTS = /^media\.(sessionStart|ping|play|pauseStart|bufferStart|ad.*)$/;
const LAST = ['media.sessionComplete', 'media.sessionEnd'];

export function createSessionWatch(): SessionWatch {
  let started: Record<string, unknown> | undefined;
  let lastTime: number | undefined;
  let lastPing: number | undefined;
  let lastCounted: number | undefined;
  let ended = false;
  let inAds = false;

  return entity => {
    const type = textOf(entity['eventType']);
    const media = isObject(entity['mediaCollection']) ? entity['mediaCollection'] : {};
    const time = Date.parse(textOf(entity['timestamp']));
    const remarks: { rule: string; text: string }[] = [];
    const say = (rule: string, text: string) => remarks.push({ rule, text: `${type}: ${text}` });

    if (type === 'media.sessionStart') {
      if (started) say('STREAM-R41', 'the session has begun already');
      started = isObject(media['sessionDetails']) ? media['sessionDetails'] : {};
    } else if (!started) {
      say('STREAM-R41', 'comes before media.sessionStart');
    }
    if (lastTime !== undefined && time <= lastTime) say('STREAM-R46', 'the timestamp does not increase');
    lastTime = Math.max(time, lastTime ?? time);
    if (ended) say('STREAM-R44', 'comes after the end of its session');
    checkPlayhead(media['playhead'], started, say);

    const before = inAds;
    if (type === 'media.adBreakStart' || type === 'media.adStart') inAds = true;
    if (type === 'media.adBreakComplete') inAds = false;
    // The next interval has another length, and another beginning.
    if (inAds !== before) lastPing = undefined;
    if (type === 'media.ping') {
      const due = inAds ? 1_000 : 10_000;
      if (lastPing !== undefined && time - lastPing < due - EARLY) {
        say('STREAM-R44', `${time - lastPing} ms after the ping before`);
      }
      lastPing = time;
    }
    if (COUNTS.test(type)) {
      const gap = lastCounted === undefined ? 0 : time - lastCounted;
      if (gap > CONTENT_GAP) say('STREAM-R44', `no ping for ${gap} ms`);
      lastCounted = time;
    }
    if (LAST.includes(type)) ended = true;
    return remarks;
  };
}

function checkPlayhead(
  playhead: unknown,
  details: Record<string, unknown> | undefined,
  say: (rule: string, text: string) => void,
): void {
  if (typeof playhead !== 'number' || !details) return;
  const length = Number(textOf(details['length']));
  if (isLive(details)) {
    if (playhead >= SECONDS_OF_A_DAY) say('STREAM-R43', `the playhead ${playhead} is not below ${SECONDS_OF_A_DAY}`);
  } else if (length > 0 && playhead >= length) {
    say('STREAM-R43', `the playhead ${playhead} is not below the length ${length}`);
  }
}
