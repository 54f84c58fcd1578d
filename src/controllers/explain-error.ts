import { TveError } from '../core/errors.ts';
import type { MessageKey } from '../i18n/en.ts';
import { enErrors } from '../i18n/en-errors.ts';
import { addMessages, type Values } from '../i18n/messages.ts';

addMessages('en', enErrors);

type Term = (key: MessageKey, values?: Values) => string;

const BY_CODE: Record<string, MessageKey> = {
  network: 'offline',
  timeout: 'offline',
  'verification-refused': 'deniedVerification',
  authorization_denied_by_mvpd: 'deniedPackage',
  preauthorization_denied_by_mvpd: 'deniedPackage',
  authorization_denied_by_parental_controls: 'deniedParental',
  invalid_parameter_mvpd: 'providerUnknown',
  invalid_integration: 'providerUnknown',
  invalid_parameter_code: 'codeExpired',
  invalid_authentication_session: 'codeExpired',
};

/**
 * What happened and what to do, in the viewer's words: the TV provider's own text first, then ours. Codes and trace ids
 * are for the support part, not for here.
 */
export function explain(error: unknown, provider: string | null | undefined, term: Term): string {
  const values = { provider: provider ?? undefined };
  if (!(error instanceof TveError)) return term('tryLater', values);
  const { code, action, details, message } = error;
  if (details) return details;
  const key = BY_CODE[code];
  if (key) return term(key, values);
  if (code.startsWith('temporary_access')) return term('freeOver');
  // A rule of the publisher comes with the publisher's text, which only the service knows; without one, its code is there.
  if (code === 'authorization_denied_by_degradation_rule' && message !== code) return message;
  if (action === 'authentication') return term('sessionEnded');
  // What is wrong with a call or a registration is the site's to mend, whatever the viewer does.
  const wrongCall = /^invalid_(parameter|header|access_token)_|^invalid-configuration$/.test(code);
  if (wrongCall || action === 'configuration') return term('notSetUp');
  if (code.startsWith('authorization_denied')) return term('deniedReasons');
  return term('tryLater', values);
}
