import type { MediaCollectionError } from '../collection/errors.ts';
import { TveEvent } from './tve-event.ts';

/** A wrong attribute or argument, or a service that refused or failed for good. The player goes on untouched. */
export class MediaTrackerErrorEvent extends TveEvent<{ error: MediaCollectionError }> {
  declare readonly error: MediaCollectionError;

  constructor(error: MediaCollectionError) {
    super('media-tracker-error', { error });
  }
}

declare global {
  interface HTMLElementEventMap {
    'media-tracker-error': MediaTrackerErrorEvent;
  }
}
