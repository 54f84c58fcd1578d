/** The part that does the work could not be fetched: each call is answered with its own kind of no. */
import type { PageCall } from './bridge.ts';
import { event, ownStatus, TEXTS } from './events.ts';
import { callPage, type ErrorHandlers, guarded, say } from './handlers.ts';

const MESSAGE = 'A part of this script could not be loaded.';

export function answerWithoutBridge(calls: readonly PageCall[], handlers: ErrorHandlers): void {
  say('a part of this script could not be loaded from beside it; the next call tries again.');
  handlers.tell({ ...event('CFG404'), message: MESSAGE });
  for (const call of calls) answer(call);
}

function answer([name, first, second]: PageCall): void {
  if (/^(setRequestor|setProviderDialogURL|getSelectedProvider)$/.test(name)) return;
  if (name === 'getMetadata') callPage('setMetadataStatus', [first, false, null]);
  else if (name === 'checkPreauthorizedResources') callPage('preauthorizedResources', [[]]);
  else if (/Authorization$/.test(name)) callPage('tokenRequestFailed', [first, TEXTS.internalPlay, '']);
  else if (name === 'preauthorize') {
    const status = ownStatus(0, 'requestor_not_configured', 'retry', MESSAGE);
    guarded((second as { onFailure?: unknown } | null)?.onFailure, second, [{ status, decisions: [] }]);
  } else callPage('setAuthenticationStatus', [0, TEXTS.internal]);
}
