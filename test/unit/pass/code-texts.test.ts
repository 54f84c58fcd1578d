import { expect } from '@open-wc/testing';
import { explain } from '../../../src/controllers/explain-error.ts';
import '../../../src/elements/shared/view-parts.ts';
import type { MessageKey } from '../../../src/i18n/en.ts';
import { es } from '../../../src/i18n/es.ts';
import { registerMessages, translate, type Values } from '../../../src/i18n/messages.ts';
import { endsProfile, isDeadCode, isUnknownProvider, type PassError, readError } from '../../../src/pass/errors.ts';
import { retryDelay } from '../../../src/pass/retry.ts';

/** What the client does by itself. */
function remedy(error: PassError): string {
  if (isUnknownProvider(error)) return 'choose again';
  if (isDeadCode(error)) return 'new code';
  if (endsProfile(error)) return 'sign in';
  if (error.action === 'application-registration') return 'register';
  return retryDelay(error, { repeatable: true }, { used: 0 }, () => 0) === undefined ? 'nothing' : 'repeat';
}

/** Section 6.3 of the protocol reference: what is done, what the viewer reads, by action and codes. */
const TABLE: [action: string, remedy: string, text: MessageKey, codes: string][] = [
  [
    ...(['none', 'nothing', 'notSetUp'] as const),
    `invalid_parameter_service_provider invalid_parameter_resources invalid_parameter_redirect_url
    invalid_parameter_partner invalid_parameter_saml_response invalid_header_device_info
    invalid_header_device_identifier invalid_header_identity_for_temporary_access
    invalid_header_pfs_permission_access_not_present invalid_header_pfs_permission_access_not_determined
    invalid_header_pfs_permission_access_not_granted invalid_header_pfs_provider_id_not_determined
    invalid_header_pfs_provider_id_mismatch invalid_header_pfs_provider_info_expired`,
  ],
  ['none', 'choose again', 'providerUnknown', 'invalid_parameter_mvpd invalid_integration'],
  ['none', 'new code', 'codeExpired', 'invalid_parameter_code invalid_authentication_session'],
  ['none', 'nothing', 'deniedPackage', 'preauthorization_denied_by_mvpd authorization_denied_by_mvpd'],
  ['none', 'nothing', 'deniedParental', 'authorization_denied_by_parental_controls'],
  ['none', 'nothing', 'tryLater', 'internal_server_error'],
  [
    ...(['configuration', 'nothing', 'notSetUp'] as const),
    `too_many_resources invalid_configuration_user_metadata_certificate invalid_configuration_temporary_access
    invalid_configuration_platform invalid_configuration_platform_id invalid_configuration_platform_trait
    invalid_configuration_platform_category_trait invalid_configuration_platform_services
    invalid_configuration_mvpd_platform invalid_configuration_mvpd_platform_boarding_status
    invalid_configuration_mvpd_platform_profile_exchange`,
  ],
  [
    ...(['application-registration', 'register', 'notSetUp'] as const),
    'invalid_access_token_service_provider invalid_access_token_client_application',
  ],
  [
    ...(['authentication', 'sign in', 'sessionEnded'] as const),
    `authenticated_profile_missing authenticated_profile_expired authenticated_profile_invalidated
    authorization_denied_by_hba_policies authorization_denied_by_session_invalidated identity_not_recognized_by_mvpd`,
  ],
  [
    ...(['authentication', 'nothing', 'freeOver'] as const),
    'temporary_access_duration_limit_exceeded temporary_access_resources_limit_exceeded',
  ],
  [
    ...(['retry', 'repeat', 'tryLater'] as const),
    'network_received_error network_connection_timeout maximum_execution_time_exceeded',
  ],
];
const ROWS = TABLE.flatMap(([action, does, key, codes]) =>
  codes.split(/\s+/).map(code => ({ action, does, key, code })),
);
const PUBLISHER = 'authorization_denied_by_degradation_rule';

describe('what the codes of the service mean for a viewer (PASS-R110, PASS-R112)', () => {
  before(() => registerMessages('es', es));
  const term =
    (language: string) =>
    (key: MessageKey, values?: Values): string =>
      translate(language, key, values);

  it('the table holds all 47, with the one whose text is the publisher’s', () => {
    expect(new Set([...ROWS.map(({ code }) => code), PUBLISHER]).size).to.equal(47);
  });

  for (const { action, does, key, code } of ROWS) {
    it(`${code}: ${does}, and “${key}” in English and Spanish`, () => {
      const error = readError({ code, action, status: 403, message: `About ${code}`, trace: 't-1' }, 403)!;
      expect(remedy(error)).to.equal(does);
      for (const language of ['en', 'es']) {
        const text = explain(error, 'Acme Cable', term(language));
        expect(text).to.equal(translate(language, key, { provider: 'Acme Cable' }));
        expect(text).to.be.a('string').and.not.equal('');
        for (const technical of [code, 't-1', 'About', '{']) expect(text).not.to.contain(technical);
      }
      expect(explain(error, 'Acme Cable', term('en'))).not.to.equal(explain(error, 'Acme Cable', term('es')));
    });
  }

  it(`${PUBLISHER}: the publisher’s own words, in any language`, () => {
    const error = readError({ code: PUBLISHER, action: 'none', status: 403, message: 'Back at noon.' }, 403)!;
    expect(remedy(error)).to.equal('nothing');
    expect(['en', 'es'].map(language => explain(error, 'Acme Cable', term(language)))).to.deep.equal([
      ...['Back at noon.', 'Back at noon.'],
    ]);
  });

  it(`${PUBLISHER} without words: ours, and no code (UX-R37)`, () => {
    const error = readError({ code: PUBLISHER, action: 'none', status: 403 }, 403)!;
    expect(explain(error, 'Acme Cable', term('en'))).to.equal(translate('en', 'deniedReasons', {}));
  });

  it('the provider’s own words come before any of ours', () => {
    for (const { code, action } of ROWS) {
      const error = readError({ code, action, details: 'Call us.', message: '…' }, 403)!;
      expect(explain(error, 'Acme Cable', term('es')), code).to.equal('Call us.');
    }
  });
});
