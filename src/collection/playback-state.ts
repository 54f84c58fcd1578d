/** The media element's own events (tables 8.1 and 8.2), folded into what the player does. */
import type { MediaSignal, Snapshot } from '../playback/snapshot.ts';
import { trackMediaError } from './media-errors.ts';
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
/** And so is one that leads nowhere: a library takes up another rendition so. Positions are told every quarter second. */
const NUDGE = 0.3;

/** What each event of the media element does, once a session is open. */
const SIGNALS: Readonly<Record<MediaSignal, (s: Draft, media: Snapshot) => void>> = {
  play(s) {
    takeBack(s, 'resume');
    // Row M29: played again before anybody announced a post-roll.
    if (s.hold?.kind === 'complete') {
      release(s);
      begin(s);
    } else if (s.player === 'paused') s.player = 'resuming';
  },
  playing,
  timeupdate(s, media) {
    // Some players do not say `playing` after a seek or a loop; a position that moves says it for them.
    if (!media.paused && !media.seeking && s.position - s.before > MOVING && STARTING.includes(s.player)) playing(s);
  },
  pause(s, media) {
    // Rows M6 and M20: the pause before the end, and within a seek. A start that goes on was not revoked (row M9).
    if (media.ended || (!media.loop && media.position >= media.duration - END_EDGE)) return;
    if (media.paused || s.player !== 'init') pause(s);
  },
  ratechange(s, media) {
    if (media.rate === 0 && s.player === 'playing') pause(s);
    else if (media.rate !== 0 && s.player === 'paused' && !media.paused) playing(s);
  },
  waiting,
  waitingforkey: waiting,
  seeking(s, media) {
    // It tells of the position before.
    s.position = s.before;
    const jump = Math.abs(media.position - s.position);
    if ((s.player === 'buffering' && jump < GAP_JUMP) || (s.player === 'playing' && jump < NUDGE)) return;
    // More seeking: playback had not resumed after all.
    if (takeBack(s, 'scrub')) s.reported = 'pauseStart';
    if (/^(playing|buffering|resuming)$/.test(s.player)) stand(s, 'seeking');
  },
  // `playing` follows (row M18).
  seeked() {},
  durationchange(s, media) {
    if (s.hold?.kind === 'length' && !Number.isNaN(media.duration)) release(s, true);
  },
  ended(s, media) {
    if (!media.loop) ended(s);
  },
  // Row M31: the same content is loaded anew. Another one is known by its id, not by its source.
  emptied(s) {
    if (s.player === 'playing') s.player = 'resuming';
  },
  /** Table 8.3. The session goes on, in case the page brings the player back (MC-R99). */
  error(s, media) {
    if (!trackMediaError(s, media.error)) return;
    stand(s, 'failed');
    s.reported = undefined;
    s.graceUntil = s.now + ERROR_GRACE;
  },
};

export const MEDIA_SIGNALS = Object.keys(SIGNALS) as MediaSignal[];

export function mediaSignal(s: Draft, type: MediaSignal): void {
  const media = s.media!;
  if ((s.phase === 'open' || start(s, type)) && !looped(s, type)) SIGNALS[type](s, media);
  if (type === 'seeking') s.position = media.position;
}

function waiting(s: Draft, media: Snapshot): void {
  const runs = s.player === 'playing' || s.player === 'resuming';
  if (runs && s.started && !media.seeking && !media.paused) stand(s, 'buffering');
}

/** Whether this event is play intent; the session it starts is then open (MC-R46, rows M1 and M29). */
function start(s: Draft, type: MediaSignal): boolean {
  const { phase, media } = s;
  const intent = type === 'play' || (type === 'playing' && phase !== 'ended');
  if (intent && media && !media.paused) begin(s, phase === 'expired');
  return s.phase === 'open';
}

export function playing(s: Draft): void {
  // Row M22: a media element may say so while its rate keeps it where it is.
  if (s.media?.rate === 0) return pause(s);
  takeBack(s, 'resume');
  const scrubbing = s.player === 'seeking';
  s.player = 'playing';
  s.frozen = undefined;
  s.graceUntil = s.idleSince = Infinity;
  if (scrubbing) reportAfterScrub(s);
  else report(s);
}

export function pause(s: Draft): void {
  if (/^(paused|ended|failed)$/.test(s.player)) return;
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
  // An ad plays though the content stands still for it.
  if ((!s.ad || s.reported === 'play') && s.idleSince === Infinity) s.idleSince = s.now;
  s.player = player;
  report(s);
}

/** Row M28: `ended` never fires in a loop, each pass is a session of its own (MC-R96). */
function looped(s: Draft, type: MediaSignal): boolean {
  const media = s.media!;
  if (!media.loop || s.brk || s.player !== 'playing' || !/^(seeking|timeupdate)$/.test(type)) return false;
  const jumped = s.before >= media.duration - LOOP_EDGE && media.position < LOOP_EDGE;
  if (!jumped || media.duration <= 2 * LOOP_EDGE) return false;
  s.position = media.duration;
  s.player = 'ended';
  s.contentEnded = true;
  finish(s);
  s.position = media.position;
  begin(s);
  return true;
}

function ended(s: Draft): void {
  s.player = 'ended';
  s.idleSince = s.now;
  // Row M27: in a break the end is told when the break is over, unless it is that of an ad in the content's place.
  if (s.brk) {
    s.contentEnded ||= s.started && Math.abs(s.brk.duration - s.media!.duration) < 1;
  } else if (s.hold?.kind !== 'complete') {
    release(s);
    s.extras?.close(s);
    emitHeld(s, 'complete', POST_ROLL_WAIT, 'sessionComplete');
  }
}

/** Row M44: the page goes into the back/forward cache, where nothing plays. */
export function park(s: Draft): void {
  release(s);
  if (s.player === 'playing' || s.player === 'buffering') stand(s, 'paused');
}
