/**
 * What the session machine remembers, and the two things every part of it does: emit an event, and hold events back.
 * Parts work on the copy that `step` made of the state; what hangs below the copy is replaced, never changed.
 */
import type { Snapshot } from '../playback/snapshot.ts';
import { isLive, playhead } from './playhead.ts';
import { DROPPED, nextQuality, TIME_TO_START, without } from './quality.ts';
import type { Content, CustomMetadata, EventType, MediaEvent, Params, PlaybackEventType } from './types.ts';

/** What the media element is doing, whether or not it has been reported. */
export type Player = 'init' | 'resuming' | 'playing' | 'paused' | 'buffering' | 'seeking' | 'failed' | 'ended';

/** Parameters and metadata of something that is open and may have to be told again. */
export interface Segment {
  readonly params: Params;
  readonly customMetadata?: CustomMetadata | undefined;
  /** As it was asked for, before anything was filled in: tells duplicates (MC-R77). */
  readonly asked?: string;
}

export interface Break extends Segment {
  /** The main content stands still here for the whole break (MC-R28). */
  readonly playhead: number;
  /** Of what the media element held then: an ad may take its place there. */
  readonly duration: number;
  readonly since: number;
  readonly before: PlaybackEventType | undefined;
}

export interface Ad extends Segment {
  readonly since: number;
  /** Played to its end; told with whatever follows it (MC-R73). */
  readonly complete: boolean;
}

export interface Chapter extends Segment {
  /** Content second at which it ends. */
  readonly end: number;
}

/** What is known of ads and chapters only where there are some; see `extras.ts`. */
export interface Extras {
  /** Closes what is open, or tells only what is held back of it. */
  close(s: Draft, abrupt?: boolean): void;
  /** Opens what may be open by now; at the end of each step. */
  settle(s: Draft): void;
}

/**
 * Events held back, in order. All but `length` begin with an event that what follows may take back: the first `play`
 * (an ad break), a `play` within a scrub (more seeking), a pause after a break (playback), the end (a post-roll).
 */
export interface Hold {
  readonly kind: 'length' | 'start' | 'scrub' | 'resume' | 'complete';
  readonly until: number;
  readonly events: readonly MediaEvent[];
  /** While the length is waited for: what the latest event would have begun a hold of. */
  readonly latest?: Hold['kind'] | undefined;
}

export interface TrackingState {
  /** What the next session reports; undefined while the configuration is not usable. */
  content?: Content | undefined;
  /** What the current session reports. */
  session?: Content | undefined;
  /** `expired`: ended by the idle rule, goes on with a new session as soon as something plays. */
  phase: 'idle' | 'open' | 'ended' | 'expired';
  /** Random, so that session keys of different pages never meet. */
  seed: string;
  sessions: number;
  /** `ts` of `sessionStart`, and of the latest event. */
  start: number;
  last: number;
  /** The playhead at which the session began. */
  origin: number;
  pingAt: number;
  idleSince: number;
  graceUntil: number;
  media?: Snapshot | undefined;
  position: number;
  /** Second of the day at which a live stream was stopped. */
  frozen?: number | undefined;
  player: Player;
  reported?: PlaybackEventType | undefined;
  /** Main content has played in this session. */
  started: boolean;
  contentEnded: boolean;
  hold?: Hold | undefined;
  extras?: Extras | undefined;
  brk?: Break | undefined;
  breaks: number;
  ad?: Ad | undefined;
  ads: number;
  /** Time in breaks before the first frame. */
  adTime: number;
  /** The chapter that is reported as open, and the one that ought to be. */
  chapter?: Chapter | undefined;
  nextChapter?: Chapter | undefined;
  chapters: number;
  active: readonly string[];
  used: readonly string[];
  quality: Params;
  sentQuality: string;
  frames?: { readonly at: number; readonly frames: number; readonly dropped: number } | undefined;
}

/** All the machine asks for: that an event is stored and sent. */
export interface Effect {
  readonly key: string;
  readonly content: Content;
  readonly event: MediaEvent;
}

/** The state while one step is made of it. */
export interface Draft extends TrackingState {
  readonly now: number;
  /** The position before this step. */
  readonly before: number;
  readonly effects: Effect[];
}

/** How long, in milliseconds, a hold goes on that began while the length was waited for. */
const GRACE = 250;

/** Every session that continues no other begins with these. */
const FRESH = {
  player: 'init' as Player,
  started: false,
  contentEnded: false,
  frozen: undefined,
  brk: undefined,
  ad: undefined,
  chapter: undefined,
  breaks: 0,
  ads: 0,
  adTime: 0,
  chapters: 0,
};

export const initialState = (seed: string): TrackingState => ({
  ...FRESH,
  phase: 'idle',
  seed,
  sessions: 0,
  start: 0,
  last: 0,
  origin: 0,
  pingAt: Infinity,
  idleSince: Infinity,
  graceUntil: Infinity,
  position: 0,
  active: [],
  used: [],
  quality: {},
  sentQuality: '',
});

export function reset(s: Draft): void {
  Object.assign(s, FRESH);
  if (s.nextChapter?.asked) s.nextChapter = undefined;
  s.quality = without(s.quality, TIME_TO_START, DROPPED);
}

export const sessionKey = (s: TrackingState): string => `${s.seed}.${s.sessions}`;

/** One event of the current session, unless that has ended or only waits to. */
export function emit(s: Draft, eventType: EventType, body: Body = {}): void {
  if (s.phase !== 'open' || s.hold?.kind === 'complete') return;
  const event = create(s, eventType, body);
  if (s.hold) s.hold = { ...s.hold, events: [...s.hold.events, event], latest: undefined };
  else record(s, event);
}

/** Emits an event that may still be taken back until `ms` have passed. An earlier hold is over with it. */
export function emitHeld(s: Draft, kind: Hold['kind'], ms: number, eventType: EventType, body: Body = {}): void {
  if (s.hold?.kind !== 'length') release(s);
  if (s.hold) {
    emit(s, eventType, body);
    s.hold = { ...s.hold, latest: kind };
  } else if (s.phase === 'open') s.hold = { kind, until: s.now + ms, events: [create(s, eventType, body)] };
}

interface Body {
  readonly params?: Params | undefined;
  readonly customMetadata?: CustomMetadata | undefined;
  /** Joins the quality figures of an `error`. */
  readonly error?: Params;
}

/** MC-R23: each `ts` is later than the one before. */
function create(s: Draft, eventType: EventType, { params, customMetadata, error }: Body): MediaEvent {
  s.last = Math.max(Math.floor(s.now), s.last + 1);
  const playerTime = { playhead: playhead(s, s.now), ts: s.last };
  return { eventType, playerTime, params, customMetadata, qoeData: nextQuality(s, eventType, error) };
}

function record(s: Draft, event: MediaEvent): void {
  s.effects.push({ key: sessionKey(s), content: s.session!, event });
}

/** Lets the held events go, completing a session start that waited for the length (row M24). The end ends. */
export function release(s: Draft, lengthKnown = false): void {
  const { hold } = s;
  if (!hold) return;
  s.hold = undefined;
  const events = hold.kind === 'length' ? hold.events.map(event => complete(s, event)) : hold.events;
  const { latest } = hold;
  // What could be taken back, still can.
  const kept = latest && lengthKnown ? events.slice(-1) : [];
  for (const event of events.slice(0, events.length - kept.length)) record(s, event);
  if (latest && kept.length > 0) s.hold = { kind: latest, until: s.now + GRACE, events: kept };
  if (hold.kind === 'complete') s.phase = 'ended';
}

function complete(s: TrackingState, event: MediaEvent): MediaEvent {
  const { ts } = event.playerTime;
  const playerTime = isLive(s) ? { ts, playhead: playhead(s, ts) } : event.playerTime;
  if (event.eventType !== 'sessionStart') return { ...event, playerTime };
  return { ...event, playerTime, params: withLength(s, event.params!) };
}

/** MC-R30: a live stream without a known length counts as a day; an unknown length as 0, as in the service's SDKs. */
export function withLength(s: TrackingState, params: Params): Params {
  const duration = s.media?.duration ?? NaN;
  return {
    'media.contentType': isLive(s) ? 'Live' : 'VOD',
    'media.length': Number.isFinite(duration) ? duration : isLive(s) ? 86400 : 0,
    ...params,
  };
}

/** Takes back the event the hold began with; what came after it stays. */
export function takeBack(s: Draft, kind: Hold['kind']): boolean {
  if (s.hold?.latest === kind) {
    s.hold = { ...s.hold, events: s.hold.events.slice(0, -1), latest: undefined };
    return true;
  }
  if (s.hold?.kind !== kind) return false;
  s.hold = { kind: 'resume', until: 0, events: s.hold.events.slice(1) };
  release(s);
  return true;
}
