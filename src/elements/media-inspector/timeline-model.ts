/** A log of events in, what a time line shows out: sessions, and in each lane its spans and marks. Knows no DOM. */
import type { EventType } from '../../collection/types.ts';
import { timeOf, type Entry, type Log, type LoggedEvent } from './event-log.ts';
import { foldLanes } from './lane-spans.ts';
import { createAxis } from './time-axis.ts';
import { text, type LaneName, type Mark, type Session, type Timeline } from './timeline-types.ts';
import { waitingSteps } from './waiting.ts';

/** So long after the end of a session the line still shows how the rest of it is delivered. */
const AFTERMATH = 15_000;

/** How a live line stands; a recording has none of it. */
export interface Live {
  /** Epoch milliseconds. */
  readonly now: number;
  /** The tracker is following playback, so that the latest session goes on. */
  readonly active: boolean;
}

export function timeline(log: Log, live?: Live): Timeline {
  const now = live?.now;
  const sessions = splitSessions(log, live?.active ? now : undefined);
  const { spans, rows, rowOf } = foldLanes(sessions);
  const sessionOf = new Map(sessions.flatMap(session => session.events.map(event => [event.id, session])));
  const marks = log
    .map((entry): Mark => ({
      entry,
      ts: timeOf(entry),
      ...placeOf(entry),
      row: rowOf(entry),
      session: sessionOf.get(entry.id),
    }))
    .sort((a, b) => a.ts - b.ts || a.entry.id - b.entry.id);
  const waiting = waitingSteps(log, now);
  const axis = createAxis([
    ...sessions.map(({ from, to, events }) => ({ from, to: Math.max(to, aftermath(events, to, now)) })),
    ...marks.map(({ ts }) => ({ from: ts, to: ts })),
  ]);
  return { sessions, spans, marks, rows, waiting, axis };
}

function aftermath(events: readonly LoggedEvent[], end: number, now = 0): number {
  const last = Math.max(...events.map(({ settled, delivery }) => settled ?? (delivery === 'queued' ? now : 0)));
  return Math.min(last, end + AFTERMATH);
}

/**
 * Times decide, not arrival: a session that goes on from one the service forgot begins before the events that waited.
 * Each tracker has sessions of its own.
 */
function splitSessions(log: Log, now: number | undefined): Session[] {
  const found: LoggedEvent[][] = [];
  const events = log.filter((entry): entry is LoggedEvent => entry.kind === 'event');
  for (const source of new Set(events.map(event => event.source))) {
    const own = events.filter(event => event.source === source).sort((a, b) => timeOf(a) - timeOf(b) || a.id - b.id);
    let current: LoggedEvent[] | undefined;
    for (const event of own) {
      if (!current || event.eventType === 'sessionStart') found.push((current = []));
      current.push(event);
    }
  }
  const newest = Math.max(...events.map(event => event.source));
  const latest = found.filter(([first]) => first!.source === newest).pop();
  return found
    .sort(([a], [b]) => timeOf(a!) - timeOf(b!))
    .map((own, index) => describe(own, index, own === latest ? now : undefined, found[index + 1]?.[0]));
}

function describe(events: LoggedEvent[], index: number, now: number | undefined, next?: LoggedEvent): Session {
  const first = events[0]!;
  const last = events[events.length - 1]!;
  const params = first.params ?? {};
  const ending = ENDINGS[last.eventType];
  const open = now !== undefined && !ending;
  const follows = next?.source === first.source && next.params?.['media.resume'] === true && !ending;
  return {
    number: index + 1,
    name: text(params['media.name']) || text(params['media.id']),
    from: timeOf(first),
    // What another session goes on from lasted until then, although nobody told its end.
    to: follows ? timeOf(next) : Math.max(timeOf(last), open ? now : 0),
    resumed: params['media.resume'] === true,
    ...(ending && { end: ending }),
    open,
    events,
  };
}

const ENDINGS: Partial<Record<EventType, 'complete' | 'end'>> = { sessionComplete: 'complete', sessionEnd: 'end' };

const PLACES: Readonly<Record<EventType, readonly [LaneName, Mark['edge']]>> = {
  sessionStart: ['session', 'opens'],
  sessionComplete: ['session', 'closes'],
  sessionEnd: ['session', 'closes'],
  play: ['playback', 'opens'],
  pauseStart: ['playback', 'opens'],
  bufferStart: ['playback', 'opens'],
  adBreakStart: ['ads', 'opens'],
  adBreakComplete: ['ads', 'closes'],
  adStart: ['ads', 'opens'],
  adComplete: ['ads', 'closes'],
  adSkip: ['ads', 'closes'],
  chapterStart: ['chapters', 'opens'],
  chapterComplete: ['chapters', 'closes'],
  chapterSkip: ['chapters', 'closes'],
  stateStart: ['states', 'opens'],
  stateEnd: ['states', 'closes'],
  bitrateChange: ['quality', 'opens'],
  error: ['quality', 'alone'],
  ping: ['pings', 'alone'],
};

/** Every type of event there is. */
export const EVENT_TYPES: ReadonlySet<string> = new Set(Object.keys(PLACES));

function placeOf(entry: Entry): Pick<Mark, 'lane' | 'edge'> {
  const [lane, edge] = entry.kind === 'event' ? PLACES[entry.eventType] : PLACES.error;
  return { lane, edge };
}
