import type { Phase } from '../watermark/types.ts';
import { TveEvent } from './tve-event.ts';

export interface PhaseChange {
  jobId: string;
  contentId: string | undefined;
  status: string;
  phase: Phase;
}

/** A job in the list has reached another phase. */
export class WatermarkPhaseEvent extends TveEvent<PhaseChange> {
  declare readonly jobId: string;
  declare readonly contentId: string | undefined;
  declare readonly status: string;
  declare readonly phase: Phase;
  constructor(change: PhaseChange) {
    super('watermark-phase', change);
  }
}

declare global {
  interface HTMLElementEventMap {
    'watermark-phase': WatermarkPhaseEvent;
  }
}
