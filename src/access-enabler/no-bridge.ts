/** The part that does the work could not be fetched: each call is answered with its own kind of no. */
import type { PageCall } from './bridge.ts';
import { event, ownStatus, TEXTS } from './events.ts';
import { callPage, type ErrorHandlers, guarded, say } from './handlers.ts';

const MESSAGE = 'A part of this script is missing.';

export function answerWithoutBridge(handlers: ErrorHandlers): (call: PageCall) => void {
  say(`${MESSAGE} The next call tries again.`);
  handlers.tell({ ...event('CFG404'), message: MESSAGE });
  return answer;
}

function answer([name, first, second]: PageCall): void {
  if (/^(setR|getSel)|URL$/.test(name)) return;
  if (name === 'getMetadata') callPage('setMetadataStatus', [first, false, null]);
  else if (name === 'checkPreauthorizedResources') callPage('preauthorizedResources', [[]]);
  else if (/Authorization$/.test(name)) callPage('tokenRequestFailed', [first, TEXTS.internalPlay, '']);
  else if (name === 'preauthorize') {
    const status = ownStatus(0, 'requestor_not_configured', 'retry', MESSAGE);
    guarded((second as { onFailure?: unknown } | null)?.onFailure, second, [{ status, decisions: [] }]);
  } else callPage('setAuthenticationStatus', [0, TEXTS.internal]);
}
