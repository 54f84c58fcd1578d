import { unloadable } from '../collection/errors.ts';
import type { MeasurementPlatform } from './measurement-platform.ts';

type Extras = Awaited<ReturnType<MeasurementPlatform['extras']>>;

/** Row M42. Few media have chapters: what knows of them is fetched when there is a text track of that kind. */
export function awaitChapters(
  media: HTMLMediaElement,
  fetchExtras: MeasurementPlatform['extras'],
  found: (extras: Extras) => void,
  failed: (error: unknown) => void,
  signal: AbortSignal,
): void {
  let busy = false;
  const look = (): void => {
    if (busy || !Array.from(media.textTracks ?? []).some(({ kind }) => kind === 'chapters')) return;
    busy = true;
    fetchExtras().then(
      extras => signal.aborted || found(extras),
      (cause: unknown) => {
        // The next play tries again.
        busy = false;
        failed(unloadable('What follows chapters', cause));
      },
    );
  };
  (media.textTracks as Partial<TextTrackList> | undefined)?.addEventListener?.('addtrack', look, { signal });
  media.addEventListener('play', look, { signal });
  look();
}
