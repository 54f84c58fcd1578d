import type { MediaEvent } from './state.ts';

/** Wall-clock time between events, booked to what was going on meanwhile. Seconds. */
export interface Timeline {
  content: number;
  ads: number;
  paused: number;
  buffering: number;
  chapters: number;
  /** Length of the union of the playheads played. */
  unique: number;
  pauses: number;
  buffers: number;
  contentStarted: boolean;
  contentPlayheads: number[];
}

export function createTimeline(events: MediaEvent[]): Timeline {
  const line: Timeline = {
    ...{ content: 0, ads: 0, paused: 0, buffering: 0, chapters: 0, unique: 0, pauses: 0, buffers: 0 },
    contentStarted: false,
    contentPlayheads: [],
  };
  const played: [number, number][] = [];
  let playback = 'init';
  let inBreak = false;
  let inAd = false;
  let inChapter = false;
  let last: MediaEvent | undefined;

  for (const event of events) {
    const { eventType, playerTime } = event;
    const seconds = last ? (playerTime.ts - last.playerTime.ts) / 1000 : 0;
    if (inAd) line.ads += seconds;
    if (!inBreak && playback === 'playing') {
      line.content += seconds;
      if (inChapter) line.chapters += seconds;
      const from = last?.playerTime.playhead ?? playerTime.playhead;
      if (playerTime.playhead > from) played.push([from, playerTime.playhead]);
    }
    if (!inBreak && playback === 'paused') line.paused += seconds;
    if (!inBreak && playback === 'buffering') line.buffering += seconds;

    if (eventType === 'play') {
      playback = 'playing';
      if (!inBreak) line.contentStarted = true;
    } else if (eventType === 'pauseStart') {
      if (playback !== 'paused') line.pauses += 1;
      playback = 'paused';
    } else if (eventType === 'bufferStart') {
      if (playback !== 'buffering') line.buffers += 1;
      playback = 'buffering';
    } else if (eventType === 'adBreakStart') inBreak = true;
    else if (eventType === 'adBreakComplete') inBreak = inAd = false;
    else if (eventType === 'adStart') inAd = inBreak;
    else if (eventType === 'adComplete' || eventType === 'adSkip') inAd = false;
    else if (eventType === 'chapterStart') inChapter = true;
    else if (/^chapter(Complete|Skip)$/.test(eventType)) inChapter = false;
    else if (/^session(Complete|End)$/.test(eventType)) playback = 'over';
    if (!inBreak) line.contentPlayheads.push(playerTime.playhead);
    last = event;
  }
  line.unique = lengthOfUnion(played);
  return line;
}

function lengthOfUnion(spans: [number, number][]): number {
  let end = -Infinity;
  let length = 0;
  for (const [from, to] of [...spans].sort((a, b) => a[0] - b[0])) {
    length += Math.max(0, to - Math.max(from, end));
    end = Math.max(end, to);
  }
  return length;
}
