/** What a tracker told of its events, folded to one entry for each event. Pure: entries are replaced, never changed. */
import type { CustomMetadata, Delivery, EventType, Params, PlayerTime } from '../../collection/types.ts';

/** One event as a `media-tracker-event` tells it; recordings may know more of it. */
export interface ToldEvent {
  readonly eventType: EventType;
  readonly playerTime: PlayerTime;
  readonly params?: Params;
  readonly customMetadata?: CustomMetadata;
  readonly qoeData?: Params;
  readonly delivery: Delivery;
}

export interface LoggedEvent extends ToldEvent {
  readonly kind: 'event';
  /** In order of arrival. */
  readonly id: number;
  /** Which tracker told it: one that is replaced has its sessions still to end. */
  readonly source: number;
  /** Epoch milliseconds at which its delivery was decided. */
  readonly settled?: number;
}

/** What a `media-tracker-error` told. */
export interface ToldProblem {
  /** Epoch milliseconds. */
  readonly ts: number;
  readonly code: string;
  readonly message: string;
  readonly status?: number;
}

export interface LoggedProblem extends ToldProblem {
  readonly kind: 'problem';
  readonly id: number;
}

export type Entry = LoggedEvent | LoggedProblem;
export type Log = readonly Entry[];

/**
 * The log after one more word on an event. `queued` begins an entry; what is told later of the same event, by type,
 * time and tracker, goes to the oldest entry that still waits. What a restart tells again was never told as queued.
 */
export function logEvent(log: Log, told: ToldEvent, source: number, now: number): Log {
  const settled = told.delivery === 'queued' ? {} : { settled: now };
  const index = told.delivery === 'queued' ? -1 : log.findIndex(entry => isAbout(entry, told, source));
  const before = log[index];
  if (before)
    return [...log.slice(0, index), { ...(before as LoggedEvent), ...told, ...settled }, ...log.slice(index + 1)];
  return [...log, { ...told, ...settled, kind: 'event', id: log.length, source }];
}

export const logProblem = (log: Log, told: ToldProblem): Log => [...log, { ...told, kind: 'problem', id: log.length }];

const isAbout = (entry: Entry, { eventType, playerTime }: ToldEvent, source: number): boolean =>
  entry.kind === 'event' &&
  entry.delivery === 'queued' &&
  entry.eventType === eventType &&
  entry.playerTime.ts === playerTime.ts &&
  entry.source === source;

export const timeOf = (entry: Entry): number => (entry.kind === 'event' ? entry.playerTime.ts : entry.ts);

export interface Sums {
  readonly accepted: number;
  readonly waiting: number;
  readonly dropped: number;
}

export function sums(log: Log): Sums {
  const count = (delivery: Delivery): number =>
    log.filter(entry => entry.kind === 'event' && entry.delivery === delivery).length;
  return { accepted: count('sent'), waiting: count('queued'), dropped: count('dropped') };
}
