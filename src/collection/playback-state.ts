/** The media element's own events (tables 8.1 and 8.2), folded into what the player does. */
import type { MediaSignal } from '../playback/snapshot.ts';
import { closeChapter, reached } from './chapters.ts';
import { trackError } from './media-errors.ts';
import { isLive, playhead } from './playhead.ts';
import { begin, finish, report, reportAfterScrub } from './session.ts';
import { emitHeld, release, takeBack, type Player, type Draft } from './session-state.ts';

/** MC-R71: so soon after a break or an ad began, the ad integration paused the player, not the viewer. */
const AD_PAUSE = 500;
/** A post-roll is announced within this time after the end, or not at all. */
const POST_ROLL_WAIT = 250;
/** Row M35: what a page may take to bring a failed player back. */
const ERROR_GRACE = 60_000;
/** Seconds before the end at which a pause is part of it. */
const END_EDGE = 0.05;
/** A browser tells a position four times a second; a loop's last one may be this far from the end. */
const LOOP_EDGE = 1;
/** Seconds between two position reports that only playback explains, a settling seek does not. */
const MOVING = 0.1;
const STARTING: readonly Player[] = ['seeking', 'resuming', 'init'];
/** A jump this short out of a stall is the streaming library's, over a gap in its buffer. */
const GAP_JUMP = 1;

export function mediaSignal(s: Draft, type: MediaSignal): void {
  const media = s.media!;
  if (s.phase !== 'open' && !start(s, type)) return;
  if (looped(s, type)) return;
  switch (type) {
    case 'play':
      takeBack(s, 'resume');
      // Row M29: played again before anybody announced a post-roll.
      if (s.hold?.kind === 'complete') {
        release(s);
        begin(s);
      } else if (s.player === 'paused') s.player = 'resuming';
      break;
    case 'playing':
      return playing(s);
    case 'timeupdate':
      // Some players do not say `playing` after a seek or a loop; a position that moves says it for them.
      if (!media.paused && !media.seeking && s.position - s.before > MOVING && STARTING.includes(s.player)) playing(s);
      break;
    case 'pause':
      // Rows M6 and M20: the pause before the end, and within a seek. A start that goes on was not revoked (row M9).
      if (media.ended || (!media.loop && media.position >= media.duration - END_EDGE)) break;
      if (media.paused || s.player !== 'init') pause(s);
      break;
    case 'ratechange':
      if (media.rate === 0 && s.player === 'playing') pause(s);
      else if (media.rate !== 0 && s.player === 'paused' && !media.paused) playing(s);
      break;
    case 'waiting':
    case 'waitingforkey':
      if (media.seeking || media.paused || (s.player !== 'playing' && s.player !== 'resuming')) break;
      if (s.started) stand(s, 'buffering');
      break;
    case 'seeking':
      if (s.player === 'buffering' && Math.abs(media.position - s.position) < GAP_JUMP) break;
      // More seeking: playback had not resumed after all.
      if (takeBack(s, 'scrub')) s.reported = 'pauseStart';
      if (s.player === 'playing' || s.player === 'buffering' || s.player === 'resuming') stand(s, 'seeking');
      break;
    case 'durationchange':
      if (s.hold?.kind === 'length' && !Number.isNaN(media.duration)) release(s, true);
      break;
    case 'ended':
      if (!media.loop) ended(s);
      break;
    case 'emptied':
      // Row M31: the same content is loaded anew. Another one is known by its id, not by its source.
      if (s.player === 'playing') s.player = 'resuming';
      break;
    case 'error':
      failed(s);
      break;
    case 'seeked':
    // Nothing: `playing` follows (row M18).
  }
}

/** Whether this event is play intent; the session it starts is then open (MC-R46, rows M1 and M29). */
function start(s: Draft, type: MediaSignal): boolean {
  const { phase, media } = s;
  const intent = type === 'play' || (type === 'playing' && phase !== 'ended');
  if (intent && media && !media.paused) begin(s, phase === 'expired');
  return s.phase === 'open';
}

export function playing(s: Draft): void {
  takeBack(s, 'resume');
  const scrubbing = s.player === 'seeking';
  s.player = 'playing';
  s.frozen = undefined;
  s.graceUntil = s.idleSince = Infinity;
  if (scrubbing) reportAfterScrub(s);
  else report(s);
}

export function pause(s: Draft): void {
  if (s.player === 'paused' || s.player === 'ended' || s.player === 'failed') return;
  const since = s.ad?.since ?? s.brk?.since;
  const reported = s.reported;
  const byAd = since !== undefined && s.now - since < AD_PAUSE;
  if (byAd) s.reported = 'pauseStart';
  stand(s, 'paused');
  if (byAd) s.reported = reported;
}

/** The player stands still: with the playhead where it was, and idle from now on. */
function stand(s: Draft, player: Player): void {
  if (isLive(s) && !s.brk) s.frozen ??= playhead(s, s.now);
  if (!s.ad && s.idleSince === Infinity) s.idleSince = s.now;
  s.player = player;
  report(s);
}

/** Row M28: `ended` never fires in a loop, each pass is a session of its own (MC-R96). */
function looped(s: Draft, type: MediaSignal): boolean {
  const media = s.media!;
  if (!media.loop || s.brk || s.player !== 'playing' || (type !== 'seeking' && type !== 'timeupdate')) return false;
  if (!(s.before >= media.duration - LOOP_EDGE && media.position < LOOP_EDGE && media.duration > 2 * LOOP_EDGE)) {
    return false;
  }
  s.position = media.duration;
  s.player = 'ended';
  finish(s, 'sessionComplete');
  s.position = media.position;
  begin(s);
  return true;
}

function ended(s: Draft): void {
  s.player = 'ended';
  s.idleSince = s.now;
  // Row M27: in a break the end is told when the break is over.
  if (s.brk) {
    s.contentEnded = true;
    return;
  }
  if (s.hold?.kind === 'complete') return;
  release(s);
  closeChapter(s, !!s.chapter && reached(s, s.chapter));
  emitHeld(s, 'complete', POST_ROLL_WAIT, 'sessionComplete');
}

/** Table 8.3. The session goes on, in case the page brings the player back (MC-R99). */
function failed(s: Draft): void {
  if (!trackError(s, s.media!.error)) return;
  stand(s, 'failed');
  s.reported = undefined;
  s.graceUntil = s.now + ERROR_GRACE;
}

/** Row M44: the page goes into the back/forward cache, where nothing plays. */
export function park(s: Draft): void {
  release(s);
  if (s.player === 'playing' || s.player === 'buffering') stand(s, 'paused');
}
