import { TveEvent } from './tve-event.ts';

/** The viewer of this provider is no longer signed in. */
export class PassSignedOutEvent extends TveEvent<{ providerId: string }> {
  declare readonly providerId: string;
  constructor(providerId: string) {
    super('pass-signed-out', { providerId });
  }
}

declare global {
  interface HTMLElementEventMap {
    'pass-signed-out': PassSignedOutEvent;
  }
}
