import type { Delivery, EventType, Params, PlayerTime } from '../collection/types.ts';
import { TveEvent } from './tve-event.ts';

export interface MediaTrackerEventDetail {
  eventType: EventType;
  playerTime: PlayerTime;
  params: Params;
  /** The quality figures it carries, `media.qoe.*`, an error's id and source among them; only where it carries some. */
  qoeData?: Params;
  /** `queued`: stored on this device, and from then on never lost. `sent`: accepted by the service. */
  delivery: Delivery;
}

/** What became of one event of a session. */
export class MediaTrackerEvent extends TveEvent<MediaTrackerEventDetail> {
  declare readonly eventType: EventType;
  declare readonly playerTime: PlayerTime;
  declare readonly params: Params;
  declare readonly qoeData?: Params;
  declare readonly delivery: Delivery;

  constructor(detail: MediaTrackerEventDetail) {
    super('media-tracker-event', detail);
  }
}

declare global {
  interface HTMLElementEventMap {
    'media-tracker-event': MediaTrackerEvent;
  }
}
