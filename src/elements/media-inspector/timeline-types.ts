/** What a time line is made of. */
import type { Entry, LoggedEvent } from './event-log.ts';
import type { Axis } from './time-axis.ts';
import type { Step } from './waiting.ts';

export const LANES = ['session', 'playback', 'ads', 'chapters', 'states', 'quality', 'pings'] as const;
export type LaneName = (typeof LANES)[number];

export type SpanKind = 'play' | 'pause' | 'buffer' | 'break' | 'ad' | 'chapter' | 'state' | 'bitrate';

/** Something that went on for a while. */
export interface Span {
  readonly lane: LaneName;
  readonly row: number;
  readonly kind: SpanKind;
  /** The name a page gave it, if any. */
  readonly name: string;
  /** Its number among its like, where it has one. */
  readonly index?: number;
  readonly from: number;
  readonly to: number;
  /** The entry that began it. */
  readonly opener: number;
  /** Cut off by the viewer. */
  readonly skipped?: boolean;
  /** Still going on. */
  readonly open?: boolean;
}

/** One entry at its place. */
export interface Mark {
  readonly entry: Entry;
  readonly lane: LaneName;
  readonly row: number;
  readonly ts: number;
  /** The session it belongs to; problems may belong to none. */
  readonly session: Session | undefined;
  /** At which end of its span it stands. */
  readonly edge: 'opens' | 'closes' | 'alone';
}

export interface Session {
  /** From 1, in order of time. */
  readonly number: number;
  readonly name: string;
  readonly from: number;
  readonly to: number;
  /** Goes on from an earlier one. */
  readonly resumed: boolean;
  /** How it ended; undefined while it goes on, or where nobody told. */
  readonly end?: 'complete' | 'end';
  readonly open: boolean;
  readonly events: readonly LoggedEvent[];
}

export interface Timeline {
  readonly sessions: readonly Session[];
  readonly spans: readonly Span[];
  /** In order of time: what the arrow keys go along. */
  readonly marks: readonly Mark[];
  /** How many rows each lane needs. */
  readonly rows: Readonly<Record<LaneName, number>>;
  /** How many events waited, and when. */
  readonly waiting: readonly Step[];
  readonly axis: Axis;
}

export const text = (value: unknown): string => (typeof value === 'string' ? value : '');
