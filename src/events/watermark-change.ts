import { TveEvent } from './tve-event.ts';

export type WatermarkAction = 'created' | 'updated';

export interface WatermarkChange {
  action: WatermarkAction;
  names: readonly string[];
  /** Epoch milliseconds. */
  time: number;
}

/** An operator has registered or changed recipients: for the page's own record. Never with a token in it. */
export class WatermarkChangeEvent extends TveEvent<WatermarkChange> {
  declare readonly action: WatermarkAction;
  declare readonly names: readonly string[];
  declare readonly time: number;
  constructor(change: WatermarkChange) {
    super('watermark-change', change);
  }
}

declare global {
  interface HTMLElementEventMap {
    'watermark-change': WatermarkChangeEvent;
  }
}
