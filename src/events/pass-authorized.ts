import type { MediaToken } from '../pass/types.ts';
import { TveEvent } from './tve-event.ts';

export interface Authorized {
  resource: string;
  mediaToken: MediaToken;
  /** Who permitted it: `mvpd`, `degradation`, `temppass`, … */
  source: string;
  /** What the publisher's check of the token gave, if there was one: a stream address, say. */
  verification: unknown;
}

/** A gate opened. */
export class PassAuthorizedEvent extends TveEvent<Authorized> {
  declare readonly resource: string;
  declare readonly mediaToken: MediaToken;
  declare readonly source: string;
  declare readonly verification: unknown;
  constructor(detail: Authorized) {
    super('pass-authorized', detail);
  }
}

declare global {
  interface HTMLElementEventMap {
    'pass-authorized': PassAuthorizedEvent;
  }
}
