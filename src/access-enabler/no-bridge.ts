/** The part that does the work could not be fetched: each call is answered with its own kind of no. */
import type { PageCall } from './access-enabler.ts';
import { callPage, type ErrorHandlers, guarded, say } from './handlers.ts';

const MESSAGE = 'A part of this script could not be loaded.';

export function answerWithoutBridge(calls: readonly PageCall[], handlers: ErrorHandlers): void {
  say('a part of this script could not be loaded from beside it; the next call tries again.');
  handlers.tell({ errorId: 'CFG404', level: 'error', message: MESSAGE });
  for (const call of calls) answer(call);
}

function answer([name, first, second]: PageCall): void {
  if (/^(setRequestor|setProviderDialogURL|getSelectedProvider)$/.test(name)) return;
  if (name === 'getMetadata') callPage('setMetadataStatus', [first, false, null]);
  else if (name === 'checkPreauthorizedResources') callPage('preauthorizedResources', [[]]);
  else if (/Authorization$/.test(name)) callPage('tokenRequestFailed', [first, 'Internal Authorization Error', '']);
  else if (name === 'preauthorize') {
    const status = { status: 0, code: 'requestor_not_configured', message: MESSAGE, action: 'retry' };
    const more = { details: null, helpUrl: null, trace: null };
    guarded((second as { onFailure?: unknown } | null)?.onFailure, second, [
      { status: { ...status, ...more }, decisions: [] },
    ]);
  } else callPage('setAuthenticationStatus', [0, 'Internal Error']);
}
