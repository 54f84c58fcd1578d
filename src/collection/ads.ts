/** Ad breaks and ads (spec 3.5): always a break around ads, always an end for each, closed for the caller if need be. */
import { isLive, playhead } from './playhead.ts';
import { nextPing } from './ping-grid.ts';
import { endChapter, reached } from './chapters.ts';
import { TIME_TO_START, without } from './quality.ts';
import { begin, finish, report } from './session.ts';
import { emit, emitHeld, takeBack, type Draft, type Segment } from './session-state.ts';

/** How long after a break a paused player may take to go on before the pause is taken for the viewer's. */
const RESUME_WAIT = 250;

const asked = ({ params, customMetadata }: Segment): string => JSON.stringify([params, customMetadata]);

export function startBreak(s: Draft, info: Segment): void {
  // An ad before the content is a play intent of its own: the content's `play` may come only after it.
  if (s.phase === 'idle' && s.content) begin(s);
  goOn(s);
  if (s.phase !== 'open' || s.brk?.asked === asked(info)) return;
  takeBackStart(s);
  if (takeBack(s, 'complete')) s.contentEnded = true;
  // Not told, so it will have to be.
  if (takeBack(s, 'resume')) s.reported = undefined;
  completeBreak(s, false);
  // MC-R75: what played while nobody knew of the pre-roll was the ad.
  const at = s.started ? playhead(s, s.now) : s.origin;
  if (s.chapter && reached(s, s.chapter)) endChapter(s, true);
  const params = { 'media.ad.podIndex': ++s.breaks, 'media.ad.podSecond': s.started ? at : 0, ...info.params };
  const duration = s.media?.duration ?? NaN;
  s.brk = { ...info, params, asked: asked(info), playhead: at, duration, since: s.now, before: s.reported };
  s.ads = 0;
  s.pingAt = nextPing(s, s.now);
  emit(s, 'adBreakStart', { params });
}

/** MC-R91: ads that play are playback, too. */
function goOn(s: Draft): void {
  if (s.phase === 'expired') begin(s, true);
}

/** MC-R51: the `play` held since the start belonged to an ad; the first frame of the content is still to come. */
function takeBackStart(s: Draft): void {
  if (!takeBack(s, 'start')) return;
  s.started = false;
  if (s.reported === 'play') s.reported = undefined;
  s.sentQuality = '';
  s.quality = without(s.quality, TIME_TO_START);
}

export function startAd(s: Draft, info: Segment): void {
  if (!s.brk || (s.ad && !s.ad.complete && s.ad.asked === asked(info))) return;
  goOn(s);
  closeAd(s);
  const params = {
    'media.ad.id': info.params['media.ad.name'] ?? 'unknown',
    'media.ad.length': 0,
    'media.ad.playerName': s.session!.params['media.playerName'],
    'media.ad.podPosition': ++s.ads,
    ...info.params,
  };
  s.ad = { ...info, params, asked: asked(info), since: s.now, complete: false };
  emit(s, 'adStart', s.ad);
  // An ad counts as playing without a `play` of its own.
  s.reported = 'play';
  s.idleSince = Infinity;
}

/** MC-R73: told together with what follows, so that a gap between two ads is not credited to the content. */
export function completeAd(s: Draft): void {
  if (!s.ad) return;
  s.ad = { ...s.ad, complete: true };
  rest(s);
}

export function skipAd(s: Draft): void {
  if (!s.ad?.complete) closeAd(s);
}

/** MC-R78: the viewer stops an ad that plays beside the content, or lets it go on. */
export function pauseAd(s: Draft, paused: boolean): void {
  const type = paused ? 'pauseStart' : 'play';
  if (!s.ad || s.reported === type) return;
  s.reported = type;
  emit(s, type);
  if (!paused) goOn(s);
  s.idleSince = paused ? s.now : Infinity;
}

export function closeAd(s: Draft): void {
  if (!s.ad) return;
  emit(s, s.ad.complete ? 'adComplete' : 'adSkip');
  s.ad = undefined;
  rest(s);
}

/** Without an ad, whoever waits for the content is idle (MC-R90). */
function rest(s: Draft): void {
  if (s.player !== 'playing') s.idleSince = s.now;
}

/** `told`: what the content does next is reported as well (MC-R72). */
export function completeBreak(s: Draft, told: boolean): void {
  if (!s.brk) return;
  closeAd(s);
  emit(s, 'adBreakComplete');
  const { before, since, duration } = s.brk;
  if (!s.started) s.adTime += s.now - since;
  // An ad was in the content's place, which is not back yet.
  const away = s.player !== 'playing' && !isLive(s) && !(Math.abs(duration - s.media!.duration) < 1);
  if (away) s.position = s.brk.playhead;
  s.brk = undefined;
  s.pingAt = nextPing(s, s.now);
  // MC-R72: `play` is told again; any other state of the content only if it has changed.
  s.reported = before === 'play' ? undefined : before;
  // The ad integration has paused the content, and the event is still on its way.
  if (s.media?.paused && !s.contentEnded && /^(playing|init|ended)$/.test(s.player)) s.player = 'paused';
  rest(s);
  if (isLive(s) && s.player !== 'playing') s.frozen ??= playhead(s, s.now);
  if (!told) {
    s.reported = before;
  } else if (s.contentEnded) {
    finish(s);
  } else if (s.player !== 'paused') {
    report(s);
  } else if (before !== 'pauseStart') {
    emitHeld(s, 'resume', RESUME_WAIT, 'pauseStart');
    s.reported = 'pauseStart';
  }
}
