/** What is stored of a session beside its events, so that any later page can deliver them and go on. */
import type { MediaEvent, Params, PlayerTime, Route } from './types.ts';

/** Times are epoch milliseconds of this device. */
export interface SessionRecord extends Route {
  readonly downloaded: boolean;
  /** The id the service gave. */
  readonly session?: string | undefined;
  /** Which part of the service has it, and for how many milliseconds after the last answer. */
  readonly hint?: readonly [name: string, life: number] | undefined;
  /** Where events must be understood each on its own: how the session began. */
  readonly start?: MediaEvent | undefined;
  /** What the service has accepted last of each kind. */
  readonly told?: Readonly<Record<string, MediaEvent>>;
  readonly quality?: Params | undefined;
  readonly time?: PlayerTime;
  /** When the service last accepted something, and when the session last had to be opened anew. */
  readonly accepted?: number | undefined;
  readonly restarted?: number | undefined;
  /** The page was left, and what waited was sent with its last breath. Or it was put aside, and may come back. */
  readonly left?: number | undefined;
  readonly parked?: number | undefined;
}

export type Queued = readonly [sequence: number, event: MediaEvent];

/** MC-R92: the service has closed a session that it has not heard of for so long. */
export const SESSION_TIMEOUT = 600_000;

export const isEnd = ({ eventType }: MediaEvent): boolean => /^session(End|Complete)$/.test(eventType);

/** Events that a restart put before another have no whole number. */
export const isRestart = ([sequence]: Queued): boolean => sequence % 1 > 0;

/** The record after one more accepted event, which stands for all earlier ones of its kind. */
export function follow(record: SessionRecord, event: MediaEvent): SessionRecord {
  const { eventType, playerTime: time, params, qoeData } = event;
  const kind = /^(play|pause|buffer)/.test(eventType) ? 'play' : eventType.replace(/(Start|Complete|Skip|End)$/, '');
  const told = { ...record.told, [kind + String(params?.['media.state.name'] ?? '')]: event };
  return { ...record, told, time, quality: eventType === 'error' ? record.quality : (qoeData ?? record.quality) };
}
