import { expect } from '@open-wc/testing';
import { TveError } from '../../../src/core/errors.ts';
import {
  asPassError,
  isDeadCode,
  isUnknownProvider,
  needsSignIn,
  PassError,
  readError,
} from '../../../src/pass/errors.ts';
import { readRegistrationError } from '../../../src/pass/registration-responses.ts';
import { readDecisions } from '../../../src/pass/responses.ts';
import { retryDelay } from '../../../src/pass/retry.ts';

/** Section 6.3 of the protocol reference: action, then status and codes. */
const CODES: Record<string, Record<number, string>> = {
  none: {
    400: `invalid_parameter_service_provider invalid_parameter_mvpd invalid_parameter_code invalid_parameter_resources
      invalid_parameter_redirect_url invalid_parameter_partner invalid_parameter_saml_response
      invalid_header_device_info invalid_header_device_identifier invalid_header_identity_for_temporary_access
      invalid_header_pfs_permission_access_not_present invalid_header_pfs_permission_access_not_determined
      invalid_header_pfs_permission_access_not_granted invalid_header_pfs_provider_id_not_determined
      invalid_header_pfs_provider_id_mismatch invalid_header_pfs_provider_info_expired invalid_integration
      invalid_authentication_session`,
    403: `preauthorization_denied_by_mvpd authorization_denied_by_mvpd authorization_denied_by_parental_controls
      authorization_denied_by_degradation_rule`,
    500: 'internal_server_error',
  },
  configuration: {
    403: 'too_many_resources',
    500: `invalid_configuration_user_metadata_certificate invalid_configuration_temporary_access
      invalid_configuration_platform invalid_configuration_platform_id invalid_configuration_platform_trait
      invalid_configuration_platform_category_trait invalid_configuration_platform_services
      invalid_configuration_mvpd_platform invalid_configuration_mvpd_platform_boarding_status
      invalid_configuration_mvpd_platform_profile_exchange`,
  },
  'application-registration': {
    401: 'invalid_access_token_service_provider invalid_access_token_client_application',
  },
  authentication: {
    403: `authenticated_profile_missing authenticated_profile_expired authenticated_profile_invalidated
      temporary_access_duration_limit_exceeded temporary_access_resources_limit_exceeded
      authorization_denied_by_hba_policies authorization_denied_by_session_invalidated identity_not_recognized_by_mvpd`,
  },
  retry: { 403: 'network_received_error network_connection_timeout maximum_execution_time_exceeded' },
};

const TABLE = Object.entries(CODES).flatMap(([action, statuses]) =>
  Object.entries(statuses).flatMap(([status, codes]) =>
    codes.split(/\s+/).map(code => ({ action, status: Number(status), code, message: `About ${code}` })),
  ),
);

describe('errors of Adobe Pass', () => {
  it('PASS-R110: the table below holds all 47 codes', () => {
    expect(new Set(TABLE.map(({ code }) => code)).size).to.equal(47);
  });

  /** What is wrong with the token is so for the whole question, whichever item says it. */
  const itemError = (body: unknown): PassError => {
    try {
      return readDecisions(body, 200)[0]!.error!;
    } catch (error) {
      expect((error as PassError).status).to.equal(401);
      return error as PassError;
    }
  };

  for (const row of TABLE) {
    const { code, action, status } = row;
    it(`PASS-R110, PASS-R112: ${code} is read with its status and remedied by ${action}`, () => {
      const error = readError(row, status)!;
      const remedy = retryDelay(error, { repeatable: true }, { used: 0 }, () => 0) === undefined ? 'no retry' : 'retry';
      expect([error.code, error.action, error.status, error.retryable, remedy, needsSignIn(error)]).to.deep.equal([
        ...[code, action, status, action === 'retry', action === 'retry' ? 'retry' : 'no retry'],
        action === 'authentication',
      ]);
    });

    it(`PASS-R111: ${code} gives the same error inside a list of decisions`, () => {
      const body = { decisions: [{ resource: 'news', authorized: false, error: row }] };
      const item = itemError(body);
      const top = readError(row, status)!;
      expect({ ...item, httpStatus: status }).to.deep.equal({ ...top });
    });
  }

  it('PASS-R111: tells the status of the answer apart from that of the item', () => {
    const error = readError({ code: 'authorization_denied_by_mvpd', status: 403, action: 'none' }, 200)!;
    expect([error.httpStatus, error.status]).to.deep.equal([200, 403]);
  });

  it('PASS-R121: hands on details, trace and help address exactly as received', () => {
    const wire = { code: 'x', details: ' Your plan… ', trace: 'b7-1', helpUrl: 'http://help.example.test/A b' };
    const { details, trace, helpUrl } = readError(wire, 403)!;
    expect({ code: 'x', details, trace, helpUrl }).to.deep.equal(wire);
  });

  it('PASS-R115: an unknown code and action pass through', () => {
    const error = readError({ code: 'new_code', action: 'new-action', status: 418 }, 418)!;
    expect([error.code, error.action, error.status]).to.deep.equal(['new_code', 'new-action', 418]);
  });

  it('an error without a message is told by its code', () => {
    expect(readError({ code: 'invalid_integration' }, 400)!.message).to.equal('invalid_integration');
  });

  it('an error without a status has that of the answer', () => {
    expect(readError({ code: 'invalid_integration' }, 400)!.status).to.equal(400);
  });

  for (const code of [
    'invalid_request',
    'invalid_redirect_uri',
    'invalid_software_statement',
    'unapproved_software_statement',
    'unauthorized_client',
    'unsupported_grant_type',
  ]) {
    it(`PASS-R12: ${code} of a registration is a matter of configuration`, () => {
      expect(readRegistrationError(readError({ error: code }, 400)).action).to.equal('configuration');
    });
  }

  it('PASS-R10: invalid_client is not, since new credentials mend it', () => {
    expect(readRegistrationError(readError({ error: 'invalid_client' }, 400)).action).to.equal(undefined);
  });

  for (const body of [undefined, null, 'text', 7, [], {}, { code: '' }, { code: 5 }, { message: 'x' }]) {
    it(`PASS-R116: ${JSON.stringify(body)} is no error object`, () => {
      expect(readError(body, 500)).to.equal(undefined);
    });
  }

  it('PASS-R26: two codes say that a provider is no longer offered', () => {
    const codes = TABLE.filter(row => isUnknownProvider(readError(row, 400)!)).map(({ code }) => code);
    expect(codes).to.deep.equal(['invalid_parameter_mvpd', 'invalid_integration']);
  });

  it('PASS-R46: two codes say that a code is dead', () => {
    const codes = TABLE.filter(row => isDeadCode(readError(row, 400)!)).map(({ code }) => code);
    expect(codes).to.deep.equal(['invalid_parameter_code', 'invalid_authentication_session']);
  });

  it('a PassError stays what it is', () => {
    const error = new PassError({ code: 'x', message: 'y' });
    expect(asPassError(error)).to.equal(error);
  });

  it('any other error of ours becomes a PassError with the same code', () => {
    const { code, retryable, name } = asPassError(new TveError({ code: 'aborted', message: '…', retryable: true }));
    expect({ code, retryable, name }).to.deep.equal({ code: 'aborted', retryable: true, name: 'PassError' });
  });

  it('anything else that was thrown becomes an invalid response, with the evidence', () => {
    const cause = new RangeError('odd');
    const { code, message, cause: kept } = asPassError(cause);
    expect({ code, message, kept }).to.deep.equal({ code: 'invalid-response', message: 'odd', kept: cause });
  });
});
