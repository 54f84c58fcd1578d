/** Sessions as JSON: what the inspector exports, it shows again. What comes from outside is checked piece by piece. */
import type { CustomMetadata, Delivery, EventType, Params } from '../../collection/types.ts';
import type { Entry, Log, LoggedEvent, ToldEvent, ToldProblem } from './event-log.ts';
import { EVENT_TYPES } from './timeline-model.ts';

export interface Recording {
  readonly log: Log;
  /** How many entries were not understood, or too many. */
  readonly left: number;
}

const FORMAT = 'tve-elements media events';
/** More than a day of pings; a browser still draws it at once. */
const LIMIT = 20_000;
const DELIVERIES: readonly unknown[] = ['queued', 'sent', 'dropped'] satisfies Delivery[];

type Loose = Readonly<Record<string, unknown>>;
const isRecord = (value: unknown): value is Loose =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export function writeRecording(log: Log, exported: Date): string {
  const of = (kind: Entry['kind']): object[] => log.filter(entry => entry.kind === kind).map(plain);
  const recording = { format: FORMAT, version: 1, exported, events: of('event'), problems: of('problem') };
  return JSON.stringify(recording, null, 2);
}

/** An entry as it was told. */
export function plain({ kind: _kind, id: _id, ...told }: Entry): object {
  return told;
}

/**
 * Reads an export, its text, or a bare list of events as `media-tracker-event` tells them; of an event told twice, the
 * later word on its delivery counts. Undefined for anything else.
 */
export function readRecording(source: unknown): Recording | undefined {
  const value = typeof source === 'string' ? parse(source) : source;
  const { events, problems } = (Array.isArray(value) ? { events: value } : isRecord(value) ? value : {}) as Loose;
  if (!Array.isArray(events)) return undefined;
  const log: Entry[] = [];
  const waiting = new Map<string, number>();
  const given = [...(events as unknown[]), ...(Array.isArray(problems) ? (problems as unknown[]) : [])];
  let left = Math.max(0, given.length - LIMIT);
  for (const entry of given.slice(0, LIMIT)) {
    const told = readEvent(entry);
    const problem = told ? undefined : readProblem(entry);
    if (problem) log.push({ ...problem, kind: 'problem', id: log.length });
    else if (!told) left++;
    if (!told) continue;
    const { source: tracker, settled } = entry as Loose;
    const event: LoggedEvent = {
      ...told,
      kind: 'event',
      id: log.length,
      source: typeof tracker === 'number' ? tracker : 0,
      ...(isTime(settled) && { settled }),
    };
    const key = `${event.source} ${event.eventType} ${event.playerTime.ts}`;
    const before = event.delivery === 'queued' ? undefined : waiting.get(key);
    if (before !== undefined) log[before] = { ...event, id: before };
    else log.push(event);
    if (event.delivery === 'queued') waiting.set(key, event.id);
    else waiting.delete(key);
  }
  return { log, left };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** One event as it was told, if that is what it is. */
export function readEvent(entry: unknown): ToldEvent | undefined {
  if (!isRecord(entry) || !isRecord(entry['playerTime']) || !EVENT_TYPES.has(String(entry['eventType']))) return;
  const { playhead, ts } = entry['playerTime'];
  const { delivery = 'sent', params, customMetadata, qoeData } = entry;
  if (!isTime(ts) || typeof playhead !== 'number' || !DELIVERIES.includes(delivery)) return;
  return {
    eventType: entry['eventType'] as EventType,
    playerTime: { playhead, ts },
    ...(isRecord(params) && { params: params as Params }),
    ...(isRecord(qoeData) && { qoeData: qoeData as Params }),
    ...(isRecord(customMetadata) && { customMetadata: customMetadata as CustomMetadata }),
    delivery: delivery as Delivery,
  };
}

/** An error as it was told, if that is what it is. */
export function readProblem(entry: unknown): ToldProblem | undefined {
  if (!isRecord(entry)) return;
  const { ts, code, message, status } = entry;
  if (!isTime(ts) || typeof code !== 'string') return;
  const words = typeof message === 'string' ? message : '';
  return { ts, code, message: words, ...(typeof status === 'number' && { status }) };
}

/** What a Date can hold. */
const isTime = (value: unknown): value is number =>
  typeof value === 'number' && Number.isFinite(value) && Math.abs(value) <= 8.64e15;
