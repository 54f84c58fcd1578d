/** How a session begins, reports what the player does, and ends. */
import { nextPing } from './ping-grid.ts';
import { playhead } from './playhead.ts';
import { TIME_TO_START } from './quality.ts';
import { tellStates } from './states.ts';
import { emit, emitHeld, release, reset, withLength, type Player, type Draft } from './session-state.ts';
import type { PlaybackEventType } from './types.ts';

/** MC-R51: so long an ad break may take back the first `play`. */
const START_HOLD = 250;
/** So long a scrub may go on after playback seemed to have resumed. */
const SCRUB_HOLD = 300;

/** Seeking has no event of its own (spec 3.8), nor has a failed player. */
const WIRE: Partial<Record<Player, PlaybackEventType>> = {
  playing: 'play',
  paused: 'pauseStart',
  seeking: 'pauseStart',
  buffering: 'bufferStart',
};

/** Opens a session at play intent (row M1); `resume` continues an earlier one and tells again what was open. */
export function begin(s: Draft, resume = false): void {
  const content = s.content;
  if (!content) return;
  // MC-R95: content that was watched to its end begins anew.
  const known = resume || (s.phase === 'ended' && s.player === 'ended');
  const params = known ? { ...content.params, 'media.resume': resume } : content.params;
  s.session = content;
  s.sessions++;
  s.phase = 'open';
  // The very `ts` that `sessionStart` is about to get.
  s.start = Math.max(Math.floor(s.now), s.last + 1);
  s.origin = playhead(s, s.start);
  s.pingAt = nextPing(s, s.start);
  // What plays on is not idle, and will not tell so.
  if (!(resume && s.idleSince === Infinity)) s.idleSince = s.now;
  s.graceUntil = Infinity;
  s.reported = undefined;
  s.sentQuality = '';
  if (!resume) reset(s);
  const lengthKnown = params['media.length'] !== undefined || !Number.isNaN(s.media?.duration ?? NaN);
  if (!lengthKnown) s.hold = { kind: 'length', until: Infinity, events: [] };
  emit(s, 'sessionStart', { ...content, params: lengthKnown ? withLength(s, params) : params });
  if (s.chapter) emit(s, 'chapterStart', s.chapter);
  if (s.brk) emit(s, 'adBreakStart', s.brk);
  if (s.ad) emit(s, 'adStart', s.ad);
  tellStates(s);
  // An ad counts as playing, whatever the content's own player does behind it.
  if (s.ad) s.reported = 'play';
  else if (resume) report(s);
}

/** Emits what the player does now, if that differs from what was last reported (MC-R49). */
export function report(s: Draft): void {
  const type = WIRE[s.player];
  if (!type || type === s.reported || s.phase !== 'open') return;
  // In a break only an ad can be paused, and only by the viewer (MC-R70, MC-R71, MC-R78).
  if (s.brk && (!s.ad || type === 'bufferStart')) return;
  s.reported = type;
  // Something else has happened since: playback had resumed.
  if (s.hold?.kind === 'scrub') release(s);
  if (type === 'play' && !s.brk && !s.started) {
    s.started = true;
    const time = Math.max(0, Math.round(s.now - s.start - s.adTime));
    s.quality = { [TIME_TO_START]: time, ...s.quality };
    const left = s.start + START_HOLD - s.now;
    if (left > 0) return emitHeld(s, 'start', left, type);
  }
  emit(s, type);
}

/** The `play` that ends a scrub, unless the viewer scrubs on. */
export function reportAfterScrub(s: Draft): void {
  if (s.brk || !s.started || s.reported === 'play' || s.phase !== 'open') return report(s);
  s.reported = 'play';
  emitHeld(s, 'scrub', SCRUB_HOLD, 'play');
}

/**
 * Ends the session with everything in it closed (3.10); `abrupt` leaves the closers to the service. Who leaves in a
 * post-roll has seen the content to its end (MC-R84).
 */
export function finish(s: Draft, abrupt = false): void {
  release(s);
  if (s.phase !== 'open') return;
  s.extras?.close(s, abrupt);
  emit(s, s.contentEnded ? 'sessionComplete' : 'sessionEnd');
  s.phase = 'ended';
}
