import { TveEvent } from './tve-event.ts';

export type StreamingAction = 'created' | 'updated' | 'enabled' | 'disabled' | 'deleted' | 'tested' | 'flow-changed';

export interface StreamingChange {
  action: StreamingAction;
  id: string;
  name: string;
  /** Epoch milliseconds. */
  time: number;
}

/** An operator has changed something at the service: for the page's own record. Never with a token in it. */
export class StreamingChangeEvent extends TveEvent<StreamingChange> {
  declare readonly action: StreamingAction;
  declare readonly id: string;
  declare readonly name: string;
  declare readonly time: number;
  constructor(change: StreamingChange) {
    super('streaming-change', change);
  }
}

declare global {
  interface HTMLElementEventMap {
    'streaming-change': StreamingChangeEvent;
  }
}
