import type { Profile } from '../pass/types.ts';
import { TveEvent } from './tve-event.ts';

/** A viewer is signed in, now or since an earlier visit. */
export class PassSignedInEvent extends TveEvent<{ profile: Profile }> {
  declare readonly profile: Profile;
  constructor(profile: Profile) {
    super('pass-signed-in', { profile });
  }
}

declare global {
  interface HTMLElementEventMap {
    'pass-signed-in': PassSignedInEvent;
  }
}
