import type { PassError } from '../pass/errors.ts';
import { TveEvent } from './tve-event.ts';

/** The viewer may not watch this. */
export class PassDeniedEvent extends TveEvent<{ resource: string; error: PassError }> {
  declare readonly resource: string;
  declare readonly error: PassError;
  constructor(resource: string, error: PassError) {
    super('pass-denied', { resource, error });
  }
}

declare global {
  interface HTMLElementEventMap {
    'pass-denied': PassDeniedEvent;
  }
}
