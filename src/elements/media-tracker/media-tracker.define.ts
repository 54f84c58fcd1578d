import type { MediaTrackerErrorEvent } from '../../events/media-tracker-error.ts';
import type { MediaTrackerEvent } from '../../events/media-tracker-event.ts';
import { MediaTrackerElement } from './media-tracker.ts';

declare global {
  interface HTMLElementTagNameMap {
    'media-tracker': MediaTrackerElement;
  }
  interface HTMLElementEventMap {
    'media-tracker-event': MediaTrackerEvent;
    'media-tracker-error': MediaTrackerErrorEvent;
  }
}

MediaTrackerElement.define();
