/** Chapters from the first text track of kind `chapters` (spec 8.4). */

export interface ChapterCue {
  readonly name: string;
  /** Position in start order, from 1. */
  readonly index: number;
  /** Seconds. */
  readonly offset: number;
  /** Seconds; Infinity for a last chapter without an end. */
  readonly length: number;
}

export function observeChapters(
  media: HTMLMediaElement,
  tell: (cue: ChapterCue | undefined) => void,
  signal: AbortSignal,
): void {
  const tracks = media.textTracks as TextTrackList | undefined;
  if (!tracks?.addEventListener) return;
  let observed: TextTrack | undefined;
  const look = (): void => {
    const track = Array.from(tracks).find(({ kind }) => kind === 'chapters');
    // A disabled track neither loads its cues nor tells of them.
    if (track?.mode === 'disabled') track.mode = 'hidden';
    if (track && track !== observed) track.addEventListener('cuechange', look, { signal });
    if (observed && track !== observed) observed.removeEventListener('cuechange', look);
    observed = track;
    tell(track && activeChapter(track));
  };
  for (const type of ['addtrack', 'removetrack', 'change']) tracks.addEventListener(type, look, { signal });
  look();
}

/** Of overlapping cues the one that started last. */
function activeChapter({ cues, activeCues }: TextTrack): ChapterCue | undefined {
  const byStart = (list: TextTrackCueList | null): TextTrackCue[] =>
    Array.from(list ?? []).sort((a, b) => a.startTime - b.startTime);
  const active = byStart(activeCues);
  const cue = active[active.length - 1];
  if (!cue) return undefined;
  return {
    name: ((cue as VTTCue).text ?? '').replace(/<[^>]*>/g, '').trim(),
    index: byStart(cues).indexOf(cue) + 1,
    offset: cue.startTime,
    length: cue.endTime - cue.startTime,
  };
}
