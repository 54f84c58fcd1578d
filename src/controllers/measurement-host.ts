import type { MediaCollectionError } from '../collection/errors.ts';
import type { TrackingState } from '../collection/session-state.ts';
import type { Delivery, MediaEvent } from '../collection/types.ts';
import type { SourceElement } from './measurement-source.ts';

export type TrackerState = 'idle' | 'tracking' | 'paused' | 'ended' | 'error';

/** What the controller tells its element, beside what it reads from it. */
export interface TrackerHost extends SourceElement {
  media: HTMLMediaElement | null;
  /** The library that plays, or what brings the ads, or a list of both. */
  readonly player: unknown;
  onState(state: TrackerState): void;
  onDelivery(event: MediaEvent, delivery: Delivery): void;
  onError(error: MediaCollectionError): void;
}

/** @param lost the service could not be told of the session; `misused`: the configuration is not usable */
export function trackerState({ phase, player, hold }: TrackingState, lost: boolean, misused: boolean): TrackerState {
  if (lost || (misused && phase !== 'open')) return 'error';
  if (phase === 'idle') return 'idle';
  if (phase === 'ended' || hold?.kind === 'complete') return 'ended';
  return phase === 'expired' || player === 'paused' ? 'paused' : 'tracking';
}
