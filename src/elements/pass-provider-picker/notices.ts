import type { MessageKey } from '../../i18n/en.ts';
import type { Notice } from '../../pass/pass-state.ts';

/** What just ended, in a sentence. */
export const NOTICES: Record<Notice, MessageKey> = {
  cancelled: 'cancelled',
  'code-expired': 'codeExpired',
  'session-ended': 'sessionEnded',
  'provider-unknown': 'providerUnknown',
};
