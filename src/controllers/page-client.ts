import { openChannel } from '../core/channel.ts';
import { systemClock } from '../core/clock.ts';
import { withLock } from '../core/locks.ts';
import { pageBrowser } from '../pass/browser.ts';
import { createPassClient, type PassClient } from '../pass/pass-client.ts';
import type { PassConfig } from '../pass/types.ts';
import { deviceStore } from '../storage/device-store.ts';

/** A client on this page's own fetch, clock, storage and windows. */
export function createPageClient(config: PassConfig, debug: () => boolean): PassClient {
  return createPassClient({
    config,
    storage: deviceStore(),
    fetch: (input, init) => fetch(input, init),
    clock: systemClock,
    random: Math.random,
    withLock,
    browser: pageBrowser,
    log: text => {
      // eslint-disable-next-line no-console -- to log is what the attribute is for
      if (debug()) console.debug(`pass-service: ${text}`);
    },
  });
}

const FORGET = 'tve-elements forget';

/**
 * Deletes everything this library stored on the device, in all tabs of the origin: registration, device identifier,
 * profiles, the provider chosen last, and events that were not sent yet.
 */
export async function forget(): Promise<void> {
  await deviceStore().clear();
  window.dispatchEvent(new Event(FORGET));
  const channel = openChannel(FORGET);
  channel?.postMessage(null);
  channel?.close();
}

/** Told when everything was forgotten, in this tab or in another one. Returns how to stop listening. */
export function onForget(callback: () => void): () => void {
  window.addEventListener(FORGET, callback);
  const channel = openChannel(FORGET);
  channel?.addEventListener('message', callback);
  return () => {
    window.removeEventListener(FORGET, callback);
    channel?.close();
  };
}
