/** Chapters (spec 3.6): at most one is open, and only while main content has begun to play. */
import type { ChapterCue } from '../playback/chapters.ts';
import { playhead, seconds } from './playhead.ts';
import { emit, type Chapter, type Draft, type Segment, type TrackingState } from './session-state.ts';

/** Cue changes arrive up to this much too early or too late. */
const TOLERANCE = 0.5;

/** Whether the content stands where a chapter ends. */
export const reached = (s: TrackingState, { end }: Chapter): boolean => Math.abs(s.position - end) <= TOLERANCE;

/** Row M42: which chapter of the text track is active now. */
export function cueChanged(s: Draft, cue: ChapterCue | undefined): void {
  if (!cue) return aim(s, undefined);
  const offset = seconds(cue.offset);
  const length = Number.isFinite(cue.length) ? cue.length : (s.media?.duration ?? 0) - offset;
  const params = {
    ...(cue.name && { 'media.chapter.friendlyName': cue.name }),
    'media.chapter.index': cue.index,
    'media.chapter.offset': offset,
    'media.chapter.length': seconds(length),
  };
  aim(s, { params, end: offset + seconds(length) });
}

function aim(s: Draft, chapter: Chapter | undefined): void {
  if (JSON.stringify(chapter) === JSON.stringify(s.nextChapter)) return;
  // Left by playing on, or by a jump? A seek is known before its cue change arrives.
  if (!s.brk && s.chapter && s.chapter === s.nextChapter) {
    closeChapter(s, s.player === 'playing' && s.position >= s.chapter.end - TOLERANCE);
  }
  s.nextChapter = chapter;
}

/** A chapter the page announces itself; what it leaves out is filled in. */
export function startChapter(s: Draft, info: Segment): void {
  const asked = JSON.stringify([info.params, info.customMetadata]);
  if (s.phase !== 'open' || s.nextChapter?.asked === asked) return;
  const offset = playhead(s, s.now);
  const params = {
    'media.chapter.index': ++s.chapters,
    'media.chapter.offset': offset,
    'media.chapter.length': seconds((s.media?.duration ?? 0) - offset),
    ...info.params,
  };
  closeChapter(s, false);
  const end = Number(params['media.chapter.offset']) + Number(params['media.chapter.length']);
  s.nextChapter = { ...info, params, asked, end };
}

export function endChapter(s: Draft, complete: boolean): void {
  closeChapter(s, complete);
  s.nextChapter = undefined;
}

export function closeChapter(s: Draft, complete: boolean): void {
  if (s.chapter) emit(s, complete ? 'chapterComplete' : 'chapterSkip');
  s.chapter = undefined;
}

/** Opens the chapter that ought to be open, as soon as one may be (MC-R81, MC-R82). */
export function settleChapter(s: Draft): void {
  const { nextChapter } = s;
  if (!nextChapter || s.chapter || s.hold || s.brk || !s.started || s.player !== 'playing') return;
  const { asked, end, params } = nextChapter;
  // Closed before a break because it ends there: not opened again behind it. Nor is the one that a jump has just left.
  const outside = s.position >= end - TOLERANCE || s.position < Number(params['media.chapter.offset']) - TOLERANCE;
  if (outside && !asked) return;
  s.chapter = nextChapter;
  emit(s, 'chapterStart', nextChapter);
}
