/**
 * The tracker's rules as a pure function: what happened in, what is to be recorded out. It knows no DOM, no timer and
 * no clock; `wakeAt` says when it wants to be told the time next.
 */
import type { ChapterCue } from '../playback/chapters.ts';
import type { MediaSignal, Snapshot } from '../playback/snapshot.ts';
import { completeAd, completeBreak, skipAd, startAd, startBreak } from './ads.ts';
import { cueChanged, endChapter, settleChapter, startChapter } from './chapters.ts';
import { trackError, type ErrorSource } from './media-errors.ts';
import { nextPing } from './ping-grid.ts';
import { mediaSignal, park, playing } from './playback-state.ts';
import { mergeQuality, sampleFrames } from './quality.ts';
import { begin, finish } from './session.ts';
import { setPlayerState } from './states.ts';
import { emit, release, takeBack, type Effect, type Draft, type Segment, type TrackingState } from './session-state.ts';
import type { Content, Params } from './types.ts';

const IDLE_LIMIT = 30 * 60_000;
const AGE_LIMIT = 24 * 3_600_000;

export type Call = 'adBreakComplete' | 'adComplete' | 'adSkip' | 'chapterComplete' | 'chapterSkip';
export type StartCall = 'adBreakStart' | 'adStart' | 'chapterStart';

/** What can happen. */
export type Deed =
  | { readonly type: 'media'; readonly signal: MediaSignal }
  /** The configuration changed, or stopped being usable. */
  | { readonly type: 'content'; readonly content: Content | undefined }
  /** A media element is there that may be playing already. */
  | { readonly type: 'attach' }
  | { readonly type: 'start'; readonly call: StartCall; readonly info: Segment }
  | { readonly type: 'call'; readonly call: Call }
  | { readonly type: 'state'; readonly name: string; readonly active: boolean }
  | { readonly type: 'cue'; readonly cue: ChapterCue | undefined }
  | { readonly type: 'quality'; readonly quality: Params }
  | { readonly type: 'error'; readonly id: string; readonly source: ErrorSource }
  | { readonly type: 'tick' }
  /** The viewer or the page is done; `abrupt` when there is time for one request only. */
  | { readonly type: 'end'; readonly abrupt?: boolean }
  | { readonly type: 'park' }
  /** The service has forgotten the session; its continuation began at `ts`. */
  | { readonly type: 'restarted'; readonly ts: number }
  /** Nothing more may or can be told of this session; `resume` when what plays goes on in another one. */
  | { readonly type: 'abort'; readonly resume?: boolean };

export type Action = Deed & { readonly now: number; readonly snapshot?: Snapshot | undefined };

export function step(state: TrackingState, action: Action): { state: TrackingState; effects: readonly Effect[] } {
  const s: Draft = { ...state, now: action.now, before: state.position, effects: [] };
  sample(s, action);
  fold(s, action);
  settleChapter(s);
  return { state: s, effects: s.effects };
}

/** When the machine wants a `tick`, in epoch milliseconds; Infinity for never. */
export function wakeAt(s: TrackingState): number {
  if (s.phase !== 'open') return Infinity;
  return Math.min(s.hold?.until ?? Infinity, s.pingAt, s.graceUntil, s.idleSince + IDLE_LIMIT, s.start + AGE_LIMIT);
}

/** Takes in the media element's values, but for a position that a seek has moved before it was announced. */
function sample(s: Draft, action: Action): void {
  const { snapshot } = action;
  if (!snapshot) return;
  s.media = snapshot;
  if (action.type === 'media' && action.signal === 'seeking') return;
  const moving = s.player === 'playing' || s.player === 'buffering';
  if (!(snapshot.seeking && moving) && (snapshot.ready > 0 || s.phase !== 'open')) s.position = snapshot.position;
  sampleFrames(s, snapshot, s.now);
}

function fold(s: Draft, action: Action): void {
  switch (action.type) {
    case 'media':
      mediaSignal(s, action.signal);
      // What `seeking` reported was the position before it; from here on it is the new one.
      if (action.signal === 'seeking' && s.media) s.position = s.media.position;
      break;
    case 'content':
      configure(s, action.content);
      break;
    case 'attach':
      if (s.phase !== 'open') s.phase = 'idle';
      attach(s);
      break;
    case 'start':
      if (action.call === 'adBreakStart') startBreak(s, action.info);
      else if (action.call === 'adStart') startAd(s, action.info);
      else startChapter(s, action.info);
      break;
    case 'call':
      CALLS[action.call](s);
      break;
    case 'state':
      setPlayerState(s, action.name, action.active);
      break;
    case 'cue':
      cueChanged(s, action.cue);
      break;
    case 'quality':
      if (mergeQuality(s, action.quality)) emit(s, 'bitrateChange');
      break;
    case 'error':
      trackError(s, action.id, action.source);
      break;
    case 'tick':
      tick(s);
      break;
    case 'end':
      finish(s, 'sessionEnd', action.abrupt);
      break;
    case 'park':
      park(s);
      break;
    case 'restarted':
      s.start = action.ts;
      s.pingAt = nextPing(s, s.now);
      break;
    case 'abort':
      s.hold = undefined;
      s.phase = action.resume ? 'expired' : s.content ? 'ended' : 'idle';
  }
}

const CALLS: Readonly<Record<Call, (s: Draft) => void>> = {
  adBreakComplete: s => completeBreak(s, true),
  adComplete: completeAd,
  adSkip: skipAd,
  chapterComplete: s => endChapter(s, true),
  chapterSkip: s => endChapter(s, false),
};

/** MC-R89: another content id ends the session; what plays on is the next one. */
function configure(s: Draft, content: Content | undefined): void {
  const id = (of: Content | undefined): unknown => of?.params['media.id'];
  const replaced = content !== undefined && s.session !== undefined && id(content) !== id(s.session);
  if (replaced) finish(s, 'sessionEnd');
  s.content = content;
  if (replaced) s.phase = 'idle';
  attach(s);
}

function attach(s: Draft): void {
  if (s.phase !== 'idle' || !s.content || !s.media || s.media.paused || s.media.ended) return;
  begin(s);
  if (s.media.ready > 2 && !s.media.seeking) playing(s);
}

function tick(s: Draft): void {
  // Playback goes on, only its event is late: that was no pause.
  if (s.hold && s.now >= s.hold.until && (s.media?.paused !== false || !takeBack(s, 'resume'))) release(s);
  if (s.phase !== 'open') return;
  if (s.now >= s.graceUntil) {
    finish(s, 'sessionEnd');
  } else if (s.now - s.idleSince >= IDLE_LIMIT) {
    // MC-R90, MC-R91: what is open stays open for the session that will go on with it.
    finish(s, 'sessionEnd', true);
    s.phase = 'expired';
  } else if (s.now - s.start >= AGE_LIMIT) {
    finish(s, 'sessionEnd', true);
    begin(s, true);
  } else if (s.now >= s.pingAt) {
    emit(s, 'ping');
    s.pingAt = nextPing(s, s.now);
  }
}
