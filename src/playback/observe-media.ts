import { SNAPSHOT, readSnapshot, type MediaSignal, type Snapshot } from './snapshot.ts';

export interface MediaNotice {
  readonly type: MediaSignal;
  readonly snapshot: Snapshot;
}

/** Tells of every event that may have changed a value of the snapshot, until the signal is aborted. */
export function observeMedia(media: HTMLMediaElement, emit: (notice: MediaNotice) => void, signal: AbortSignal): void {
  const types = new Set(Object.values(SNAPSHOT).flatMap(([, ...changedBy]) => changedBy));
  for (const type of types) {
    media.addEventListener(type, () => emit({ type, snapshot: readSnapshot(media) }), { signal });
  }
}
