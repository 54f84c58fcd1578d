/**
 * The tracker's rules as a pure function: what happened in, what is to be recorded out. It knows no DOM, no timer and
 * no clock; `wakeAt` says when it wants to be told the time next.
 */
import type { Snapshot } from '../playback/snapshot.ts';
import { nextPing } from './ping-grid.ts';
import { pause, playing } from './playback-state.ts';
import { sampleFrames } from './quality.ts';
import { begin, finish } from './session.ts';
import { emit, release, takeBack, type Effect, type Draft, type TrackingState } from './session-state.ts';
import type { Content } from './types.ts';

const IDLE_LIMIT = 30 * 60_000;
const AGE_LIMIT = 24 * 3_600_000;

/** Something that happened, as what it does to the session. When it throws, nothing has happened. */
export type Deed = (s: Draft) => void;

/** When it happened, and what was seen of the media element then. */
export interface Moment {
  readonly now: number;
  readonly snapshot?: Snapshot | undefined;
}

export interface Step {
  readonly state: TrackingState;
  readonly effects: readonly Effect[];
}

export function step(state: TrackingState, deed: Deed, { now, snapshot }: Moment): Step {
  const s: Draft = { ...state, now, before: state.position, effects: [] };
  if (snapshot) sample(s, snapshot);
  deed(s);
  s.extras?.settle(s);
  return { state: s, effects: s.effects };
}

/** When the machine wants a `tick`, in epoch milliseconds; Infinity for never. */
export function wakeAt(s: TrackingState): number {
  if (s.phase !== 'open') return Infinity;
  return Math.min(s.hold?.until ?? Infinity, s.pingAt, s.graceUntil, s.idleSince + IDLE_LIMIT, s.start + AGE_LIMIT);
}

/** Takes in the media element's values, but for a position that a seek has moved before it was announced. */
function sample(s: Draft, snapshot: Snapshot): void {
  s.media = snapshot;
  const moving = s.player === 'playing' || s.player === 'buffering';
  if (!(snapshot.seeking && moving) && (snapshot.ready > 0 || s.phase !== 'open')) s.position = snapshot.position;
  sampleFrames(s, snapshot);
}

/** The configuration changed, or stopped being usable. MC-R89: another content id is another session. */
export function configure(s: Draft, content: Content | undefined): void {
  const id = (of: Content | undefined): unknown => of?.params['media.id'];
  const replaced = content && s.session && id(content) !== id(s.session);
  if (replaced) finish(s);
  s.content = content;
  if (replaced) s.phase = 'idle';
  intend(s);
}

/** A media element is there that may be playing already. */
export function attach(s: Draft): void {
  if (s.phase !== 'open') s.phase = 'idle';
  intend(s);
}

/** The media element is gone, and what was known of it. */
export function detach(s: Draft): void {
  finish(s);
  s.media = s.frames = s.nextChapter = undefined;
  s.quality = {};
}

function intend(s: Draft): void {
  if (s.phase !== 'idle' || !s.content || !s.media || s.media.paused || s.media.ended) return;
  begin(s);
  if (s.media.ready > 2 && !s.media.seeking) playing(s);
}

/** The service has forgotten the session; its continuation began at `start`. */
export function restarted(s: Draft, start: number): void {
  s.start = start;
  s.pingAt = nextPing(s, s.now);
}

/** Nothing more may or can be told of this session; `resume` when what plays goes on in another one. */
export function abort(s: Draft, resume = false): void {
  s.hold = undefined;
  s.phase = resume ? 'expired' : s.content ? 'ended' : 'idle';
}

export function tick(s: Draft): void {
  // Playback goes on, only its event is late: that was no pause.
  if (s.hold && s.now >= s.hold.until && (s.media?.paused !== false || !takeBack(s, 'resume'))) release(s);
  if (s.phase !== 'open') return;
  if (s.now >= s.graceUntil) {
    finish(s);
  } else if (s.now - s.idleSince >= IDLE_LIMIT) {
    // MC-R90, MC-R91: what is open stays open for the session that will go on with it.
    finish(s, true);
    abort(s, !s.contentEnded);
  } else if (s.now - s.start >= AGE_LIMIT) {
    finish(s, true);
    begin(s, true);
  } else if (s.now >= s.pingAt) {
    // Row M31: loaded anew, and nobody plays it. No event tells of that.
    if (s.player === 'resuming' && s.media?.paused) pause(s);
    emit(s, 'ping');
    s.pingAt = nextPing(s, s.now);
  }
}
