import type { PassError } from '../pass/errors.ts';
import { TveEvent } from './tve-event.ts';

/** Something did not work; the element's `state` says where that leaves the viewer. */
export class PassErrorEvent extends TveEvent<{ error: PassError }> {
  declare readonly error: PassError;
  constructor(error: PassError) {
    super('pass-error', { error });
  }
}

declare global {
  interface HTMLElementEventMap {
    'pass-error': PassErrorEvent;
  }
}
