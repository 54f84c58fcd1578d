import type { MediaToken } from '../pass/types.ts';
import { TveEvent } from './tve-event.ts';

/**
 * Before a gate opens: the page may have the media token checked. The gate waits for every promise handed to
 * `waitUntil`; a rejection keeps it closed.
 */
export class PassVerifyEvent extends TveEvent<{
  resource: string;
  mediaToken: MediaToken;
  waitUntil: (promise: Promise<unknown>) => void;
}> {
  declare readonly resource: string;
  declare readonly mediaToken: MediaToken;
  declare readonly waitUntil: (promise: Promise<unknown>) => void;
  constructor(resource: string, mediaToken: MediaToken, waitUntil: (promise: Promise<unknown>) => void) {
    super('pass-verify', { resource, mediaToken, waitUntil });
  }
}

declare global {
  interface HTMLElementEventMap {
    'pass-verify': PassVerifyEvent;
  }
}
