/**
 * What a media element cannot know, and few pages tell: ads, chapters, quality, states and errors of their own. Each
 * call of a method, checked, becomes something that happens to the session.
 */
import type { ChapterCue } from '../playback/chapters.ts';
import { closeAd, completeAd, completeBreak, pauseAd, skipAd, startAd, startBreak } from './ads.ts';
import { closeChapter, cueChanged, endChapter, reached, settleChapter, startChapter } from './chapters.ts';
import { misused } from './errors.ts';
import { readInfo, shown, textOf } from './info.ts';
import { trackError } from './media-errors.ts';
import { mergeQuality } from './quality-figures.ts';
import type { Draft, Extras } from './session-state.ts';
import { setPlayerState } from './states.ts';

const EXTRAS: Extras = {
  close(s, abrupt) {
    if (abrupt) {
      if (s.ad?.complete) closeAd(s);
      return;
    }
    completeBreak(s, false);
    closeChapter(s, s.player === 'ended' && !!s.chapter && reached(s, s.chapter));
  },
  settle: settleChapter,
};

function setState(s: Draft, given: unknown, active: boolean): void {
  // MC-R109.
  if (typeof given !== 'string' || !/^[\w.]{1,64}$/.test(given)) {
    throw misused(`state${active ? 'Start' : 'End'}() name`, '1 to 64 of a-z A-Z 0-9 _ .', shown(given));
  }
  setPlayerState(s, given, active);
}

const METHODS = {
  adBreakStart: (s, info) => startBreak(s, readInfo('adBreakStart', info)),
  adBreakComplete: s => completeBreak(s, true),
  adStart: (s, info) => startAd(s, readInfo('adStart', info)),
  adComplete: completeAd,
  adSkip: skipAd,
  // No method of the element: what brings the ads tells it.
  adPause: (s, paused) => pauseAd(s, !!paused),
  chapterStart: (s, info) => startChapter(s, readInfo('chapterStart', info)),
  chapterComplete: s => endChapter(s, true),
  chapterSkip: s => endChapter(s, false),
  stateStart: (s, name) => setState(s, name, true),
  stateEnd: (s, name) => setState(s, name, false),
  setQuality: (s, info) => mergeQuality(s, readInfo('setQuality', info).params),
  trackError(s, id, source) {
    const text = textOf(id);
    if (!text) throw misused('trackError() id', 'a text', shown(id));
    if (source !== 'player' && source !== 'external')
      throw misused('trackError() source', 'player or external', shown(source));
    trackError(s, text, source);
  },
} satisfies Record<string, (s: Draft, first: unknown, second: unknown) => void>;

export type Method = keyof typeof METHODS;

/** @throws MediaCollectionError `invalid-configuration`, naming method and argument */
export function call(s: Draft, method: Method, first?: unknown, second?: unknown): void {
  s.extras = EXTRAS;
  METHODS[method](s, first, second);
}

/** Row M42: which chapter of the text track is active now. */
export function setCue(s: Draft, cue: ChapterCue | undefined): void {
  s.extras = EXTRAS;
  cueChanged(s, cue);
}
