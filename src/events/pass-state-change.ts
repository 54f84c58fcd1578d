import type { PassStatus } from '../pass/pass-state.ts';
import { TveEvent } from './tve-event.ts';

/** `<pass-service>` moved from one state to another. */
export class PassStateChangeEvent extends TveEvent<{ state: PassStatus; previous: PassStatus }> {
  declare readonly state: PassStatus;
  declare readonly previous: PassStatus;
  constructor(state: PassStatus, previous: PassStatus) {
    super('pass-state-change', { state, previous });
  }
}

declare global {
  interface HTMLElementEventMap {
    'pass-state-change': PassStateChangeEvent;
  }
}
