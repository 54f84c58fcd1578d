import { MediaTrackerElement } from './media-tracker.ts';

declare global {
  interface HTMLElementTagNameMap {
    'media-tracker': MediaTrackerElement;
  }
}

MediaTrackerElement.define();
