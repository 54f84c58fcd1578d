/**
 * Continuing a session that the service no longer knows (3.11.4). Nothing that waits is given up: the new session
 * begins just before the oldest waiting event, tells again what was open then, and takes all of it over with the
 * times at which it happened.
 */
import { isEnd, isRestart, type Queued, type SessionRecord } from './session-record.ts';
import { failure } from './errors.ts';
import type { MediaEvent } from './types.ts';
import type { Verdict } from './verdict.ts';

/** MC-R15. */
const RESTART_GUARD = 10_000;

export interface Restart {
  readonly record: SessionRecord;
  /** To be put before the events of the queue, in place of those that an earlier restart put there. */
  readonly events: readonly Queued[];
}

/** How to go on (MC-R13 to R15), if there is something to go on with. */
export function restart(record: SessionRecord, queue: readonly Queued[], now: number): Verdict {
  const { told = {}, left, restarted = -Infinity } = record;
  const first = queue.find(queued => !isRestart(queued));
  // What was sent when the page was left has arrived, the end included; and an end needs no new beginning.
  const over = left !== undefined || !told['session'] || isEnd(told['session']) || isEnd(queue[0]![1]);
  if (over || !first) return { abandon: true };
  if (now - restarted < RESTART_GUARD) {
    const text = 'The service forgets each new session at once; tracking of this item stops.';
    return { abandon: true, error: failure('invalid-response', text) };
  }
  const [sequence, next] = first;
  const events = opening(record, next);
  return {
    restart: {
      record: { ...record, session: undefined, accepted: undefined, restarted: now },
      events: events.map((event, index): Queued => [sequence - 1 + (index + 1) / (events.length + 1), event]),
    },
  };
}

/** Start, chapter, break, ad, states and the playback state, unless `next` is about to tell a newer one. */
function opening({ told = {}, quality }: SessionRecord, next: MediaEvent): MediaEvent[] {
  const open = (kind: string): MediaEvent[] => [told[kind]].filter(isStart);
  const start = told['session']!;
  const breaks = open('adBreak');
  const ad = breaks.length > 0 ? open('ad') : [];
  const { play } = told;
  // In a break only an ad can be stopped or go on; as it begins, it plays.
  const known = breaks.length > 0 ? !!ad[0] && !!play && play.playerTime.ts > ad[0].playerTime.ts : !!play;
  const events = [
    { ...start, params: { ...start.params, 'media.resume': true } },
    ...open('chapter'),
    ...breaks,
    ...ad,
    ...Object.values(told).filter(event => event.eventType === 'stateStart'),
    ...(known && !/^(play|pause|buffer)/.test(next.eventType) ? [play!] : []),
  ];
  const { playhead, ts } = next.playerTime;
  return events.map((event, index) => ({
    ...event,
    playerTime: { playhead, ts: ts - events.length + index },
    qoeData: index === 0 ? quality : undefined,
  }));
}

const isStart = (event: MediaEvent | undefined): event is MediaEvent => !!event?.eventType.endsWith('Start');
