import { textOf } from '../shared/text.ts';
import { createTimeline } from './metrics-time.ts';
import type { MediaEvent, MediaSession } from './state.ts';

/** What the back end would report of a session (3.15), for assertions (MC-R129). Times are in seconds. */
export interface Metrics {
  mediaStarts: number;
  contentStarts: number;
  dropsBeforeStart: number;
  contentResumes: number;
  contentTimeSpent: number;
  mediaTimeSpent: number;
  uniqueTimePlayed: number;
  progress: number[];
  pauseEvents: number;
  pauseDuration: number;
  bufferEvents: number;
  bufferDuration: number;
  stallEvents: number;
  adStarts: number;
  adCompletes: number;
  adTimeSpent: number;
  chapterStarts: number;
  chapterCompletes: number;
  chapterTimeSpent: number;
  bitrateAverage: number;
  bitrateChanges: number;
  droppedFrames: number;
  errors: number;
  errorIds: string[];
  contentCompletes: number;
  secondsSinceLastCall: number;
}

const MARKERS = [10, 25, 50, 75, 95];

/** The accepted events in the order of their `ts`: the service sorts before it counts (2.4). */
export function eventsByTime(session: MediaSession): MediaEvent[] {
  return session.events
    .filter(({ verdict }) => verdict === 'accepted')
    .map(({ event }) => event)
    .sort((a, b) => a.playerTime.ts - b.playerTime.ts);
}

export function measure(session: MediaSession): Metrics {
  const events = eventsByTime(session);
  const count = (type: string) => events.filter(({ eventType }) => eventType === type).length;
  const times = createTimeline(events);
  const start = events.find(({ eventType }) => eventType === 'sessionStart');
  const length = Number(textOf(start?.params?.['media.length'] ?? 0));
  const furthest = Math.max(0, ...times.contentPlayheads);
  const bitrates = qualityOf(events, 'media.qoe.bitrate');
  const frames = qualityOf(events, 'media.qoe.droppedFrames');
  const closed = session.state !== 'open';
  return {
    mediaStarts: count('sessionStart'),
    contentStarts: times.contentStarted ? 1 : 0,
    dropsBeforeStart: closed && !times.contentStarted ? 1 : 0,
    contentResumes: start?.params?.['media.resume'] === true ? 1 : 0,
    contentTimeSpent: times.content,
    mediaTimeSpent: times.content + times.ads,
    uniqueTimePlayed: times.unique,
    // C23: a seek forward counts every marker it crosses.
    progress: length > 0 ? MARKERS.filter(marker => (furthest / length) * 100 >= marker) : [],
    pauseEvents: times.pauses,
    pauseDuration: times.paused,
    bufferEvents: times.buffers,
    bufferDuration: times.buffering,
    stallEvents: session.events.filter(({ warnings }) => warnings.some(text => text.endsWith('a stall'))).length,
    adStarts: count('adStart'),
    adCompletes: count('adComplete'),
    adTimeSpent: times.ads,
    chapterStarts: count('chapterStart'),
    chapterCompletes: count('chapterComplete'),
    chapterTimeSpent: times.chapters,
    bitrateAverage: bitrates.length > 0 ? bitrates.reduce((a, b) => a + b, 0) / bitrates.length : 0,
    bitrateChanges: count('bitrateChange'),
    droppedFrames: frames[frames.length - 1] ?? 0,
    errors: count('error'),
    errorIds: [
      ...new Set(events.filter(e => e.eventType === 'error').map(e => textOf(e.qoeData?.['media.qoe.errorID']))),
    ],
    contentCompletes: count('sessionComplete') > 0 ? 1 : 0,
    secondsSinceLastCall:
      session.state === 'expired' ? Math.round(((session.closedAt ?? 0) - session.lastEvent) / 1000) : 0,
  };
}

function qualityOf(events: MediaEvent[], key: string): number[] {
  return events.map(({ qoeData }) => qoeData?.[key]).filter(value => typeof value === 'number');
}
