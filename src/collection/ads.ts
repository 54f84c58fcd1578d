/** Ad breaks and ads (spec 3.5): always a break around ads, always an end for each, closed for the caller if need be. */
import { playhead } from './playhead.ts';
import { nextPing } from './ping-grid.ts';
import { closeChapter, reached } from './chapters.ts';
import { TIME_TO_START, without } from './quality.ts';
import { begin, finish, report } from './session.ts';
import { emit, emitHeld, takeBack, type Draft, type Segment } from './session-state.ts';

/** How long after a break a paused player may take to go on before the pause is taken for the viewer's. */
const RESUME_WAIT = 250;

const asked = ({ params, customMetadata }: Segment): string => JSON.stringify([params, customMetadata]);

export function startBreak(s: Draft, info: Segment): void {
  // An ad before the content is a play intent of its own: the content's `play` may come only after it.
  if (s.phase === 'idle' && s.content) begin(s);
  if (s.phase !== 'open' || s.brk?.asked === asked(info)) return;
  takeBackStart(s);
  if (takeBack(s, 'complete')) s.contentEnded = true;
  takeBack(s, 'resume');
  completeBreak(s, false);
  // MC-R75: what played while nobody knew of the pre-roll was the ad.
  const at = s.started ? playhead(s, s.now) : s.origin;
  if (s.chapter && reached(s, s.chapter)) closeChapter(s, true);
  const params = { 'media.ad.podIndex': ++s.breaks, 'media.ad.podSecond': s.started ? at : 0, ...info.params };
  s.brk = { ...info, params, asked: asked(info), playhead: at, since: s.now, before: s.reported };
  s.ads = 0;
  s.pingAt = nextPing(s, s.now);
  emit(s, 'adBreakStart', { params });
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
  if (s.ad) s.ad = { ...s.ad, complete: true };
}

export function skipAd(s: Draft): void {
  if (s.ad) s.ad = { ...s.ad, complete: false };
  closeAd(s);
}

/** MC-R78: the viewer stops an ad that plays beside the content, or lets it go on. */
export function pauseAd(s: Draft, paused: boolean): void {
  const type = paused ? 'pauseStart' : 'play';
  if (!s.ad || s.reported === type) return;
  s.reported = type;
  emit(s, type);
}

function closeAd(s: Draft): void {
  if (!s.ad) return;
  emit(s, s.ad.complete ? 'adComplete' : 'adSkip');
  s.ad = undefined;
}

/** `goOn`: what the content does next is reported as well (MC-R72). */
export function completeBreak(s: Draft, goOn: boolean): void {
  if (!s.brk) return;
  closeAd(s);
  emit(s, 'adBreakComplete');
  const { before, since } = s.brk;
  if (!s.started) s.adTime += s.now - since;
  s.brk = undefined;
  s.pingAt = nextPing(s, s.now);
  // MC-R72: `play` is told again; any other state of the content only if it has changed.
  s.reported = before === 'play' ? undefined : before;
  // The ad integration has paused the content, and the event is still on its way.
  if (s.media?.paused && (s.player === 'playing' || s.player === 'init')) s.player = 'paused';
  if (s.player !== 'playing') s.idleSince = s.now;
  if (!goOn) {
    s.reported = before;
  } else if (s.contentEnded) {
    finish(s, 'sessionComplete');
  } else if (s.player !== 'paused') {
    report(s);
  } else if (before !== 'pauseStart') {
    emitHeld(s, 'resume', RESUME_WAIT, 'pauseStart');
    s.reported = 'pauseStart';
  }
}
