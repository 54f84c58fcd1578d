import { expect } from '@open-wc/testing';
import { eventOf, legacy, type Stage, statusOf } from '../../../src/access-enabler/codes.ts';
import { levelOf } from '../../../src/access-enabler/events.ts';
import { PassError } from '../../../src/pass/errors.ts';

type Row = [code: string, more: Partial<PassError>, signIn: string, play: string, event: string, preview: string];

const OUT = 'User Not Authenticated Error';
const DENIED = 'User Not Authorized Error';
const GENERIC = ['Generic Authentication Error', 'Generic Authorization Error'] as const;
const INTERNAL = ['Internal Authentication Error', 'Internal Authorization Error'] as const;
const SYSTEM = ['Internal Error', 'Internal Authorization Error'] as const;
const at = (httpStatus: number): Partial<PassError> => ({ httpStatus, status: httpStatus });

/** What the service says, what becomes of it in both status callbacks, the event of a play, and the code of a preview. */
const ROWS: Row[] = [
  ['authenticated_profile_missing', {}, OUT, OUT, 'N000', 'authentication_session_missing'],
  ['authenticated_profile_expired', {}, OUT, OUT, 'N000', 'authentication_session_expired'],
  ['authenticated_profile_invalidated', {}, OUT, OUT, 'N000', 'authentication_session_invalidated'],
  ['authorization_denied_by_hba_policies', {}, GENERIC[0], OUT, 'Z100', 'authorization_denied_by_hba_policies'],
  [
    'authorization_denied_by_session_invalidated',
    {},
    GENERIC[0],
    OUT,
    'Z100',
    'authorization_denied_by_session_invalidated',
  ],
  ['identity_not_recognized_by_mvpd', {}, GENERIC[0], OUT, 'Z100', 'identity_not_recognized_by_mvpd'],
  ['authorization_denied_by_mvpd', {}, GENERIC[0], DENIED, 'Z100', 'authorization_denied_by_mvpd'],
  ['preauthorization_denied_by_mvpd', {}, GENERIC[0], DENIED, 'Z100', 'preauthorization_denied_by_mvpd'],
  [
    'authorization_denied_by_parental_controls',
    {},
    GENERIC[0],
    DENIED,
    'Z100',
    'authorization_denied_by_parental_controls',
  ],
  [
    'authorization_denied_by_degradation_rule',
    {},
    GENERIC[0],
    DENIED,
    'Z169',
    'authorization_denied_by_degradation_rule',
  ],
  ['temporary_access_duration_limit_exceeded', {}, OUT, DENIED, 'N111', 'temporary_access_duration_limit_exceeded'],
  ['temporary_access_resources_limit_exceeded', {}, OUT, DENIED, 'N111', 'temporary_access_resources_limit_exceeded'],
  ['network_received_error', {}, ...INTERNAL, 'Z120', 'network_received_error'],
  ['network_connection_timeout', {}, ...INTERNAL, 'Z120', 'network_connection_timeout'],
  ['maximum_execution_time_exceeded', {}, ...INTERNAL, 'Z120', 'maximum_execution_time_exceeded'],
  ['internal_server_error', at(500), ...INTERNAL, 'Z500', 'internal_error'],
  ['invalid-response', at(503), ...INTERNAL, 'Z500', 'internal_error'],
  ['invalid_parameter_resources', {}, ...GENERIC, 'Z130', 'missing_resource'],
  ['too_many_resources', {}, ...GENERIC, 'Z130', 'too_many_resources'],
  ['invalid_parameter_service_provider', {}, ...SYSTEM, 'CFG400', 'invalid_requestor'],
  ['invalid_parameter_mvpd', {}, 'Provider not Available Error', GENERIC[1], 'Z500', 'unknown_integration'],
  ['invalid_integration', {}, 'Provider not Available Error', GENERIC[1], 'Z500', 'unknown_integration'],
  ['invalid_parameter_redirect_url', {}, ...GENERIC, 'Z500', 'invalid_parameter_redirect_url'],
  ['invalid_parameter_code', {}, ...GENERIC, 'N130', 'authentication_session_missing'],
  ['invalid_authentication_session', {}, ...GENERIC, 'N130', 'authentication_session_missing'],
  ['invalid_header_device_info', {}, ...INTERNAL, 'Z500', 'invalid_device_info'],
  ['invalid_header_device_identifier', {}, ...INTERNAL, 'Z500', 'invalid_device_id'],
  [
    'invalid_header_identity_for_temporary_access',
    {},
    ...GENERIC,
    'Z500',
    'invalid_header_identity_for_temporary_access',
  ],
  ['invalid_configuration_temporary_access', {}, ...GENERIC, 'Z500', 'invalid_configuration_temporary_access'],
  ['invalid_access_token_client_id', at(401), ...SYSTEM, 'R401', 'internal_error'],
  ['unauthorized', at(401), ...SYSTEM, 'R401', 'internal_error'],
  ['invalid_software_statement', {}, ...SYSTEM, 'R400', 'invalid_software_statement'],
  ['unapproved_software_statement', {}, ...SYSTEM, 'R400', 'unapproved_software_statement'],
  ['invalid_redirect_uri', {}, ...SYSTEM, 'R400', 'invalid_redirect_uri'],
  ['invalid-configuration', {}, ...SYSTEM, 'R400', 'invalid-configuration'],
  ['invalid_configuration_partner', {}, ...GENERIC, 'Z500', 'invalid_configuration_partner'],
  ['invalid_header_pfs_permission_access', {}, ...GENERIC, 'Z500', 'invalid_header_pfs_permission_access'],
  ['invalid_parameter_saml_response', {}, ...GENERIC, 'Z500', 'invalid_parameter_saml_response'],
  ['invalid-response', at(429), ...INTERNAL, 'Z100', 'network_received_error'],
  ['network', {}, ...INTERNAL, 'Z120', 'network_received_error'],
  ['timeout', {}, ...INTERNAL, 'Z120', 'network_received_error'],
  ['never_seen', { action: 'authentication' }, OUT, OUT, 'N000', 'never_seen'],
  ['never_seen', { action: 'retry' }, ...INTERNAL, 'Z120', 'never_seen'],
  ['never_seen', { action: 'none' }, ...GENERIC, 'Z500', 'never_seen'],
];

const failure = (code: string, more: Partial<PassError> = {}): PassError =>
  new PassError({ code, message: `about ${code}`, ...more });

describe('AccessEnabler, codes', () => {
  for (const [code, more, signIn, play, event, preview] of ROWS) {
    const given = Object.values(more).join(' ');
    it(`AE-R54: ${code} ${given} in the old words`, () => {
      const error = failure(code, more);
      expect([legacy(error).signIn, legacy(error).play]).to.deep.equal([signIn, play]);
      expect(eventOf(error, 'play').errorId).to.equal(event);
      expect(statusOf(error).code).to.equal(preview);
    });
  }

  const stages: [string, Partial<PassError>, Stage, string][] = [
    ['internal_server_error', at(503), 'set-up', 'CFG503'],
    ['internal_server_error', at(500), 'session', 'REG500'],
    ['internal_server_error', at(500), 'sign-in', 'N500'],
    ['internal_server_error', at(500), 'preview', 'P100'],
    ['network', {}, 'set-up', 'CFG404'],
    ['network', {}, 'session', 'REG500'],
    ['network', {}, 'preview', 'P100'],
    ['invalid-response', at(429), 'set-up', 'CFG429'],
    ['too_many_resources', {}, 'preview', 'P100'],
    ['invalid_integration', {}, 'sign-in', 'N500'],
    ['invalid_access_token_service_provider', at(401), 'set-up', 'CFG400'],
  ];
  for (const [code, more, stage, id] of stages) {
    it(`AE-R17, AE-R54: ${code} ${Object.values(more).join(' ')} during ${stage} is ${id}`, () => {
      expect(eventOf(failure(code, more), stage).errorId).to.equal(id);
    });
  }

  const levels: Record<string, string[]> = {
    info: ['N000', 'N001', 'N005', 'N011', 'Z011'],
    warning: ['SEC412', 'CFG100', 'N010', 'N111', 'Z010', 'LS011'],
    error: ['500', 'CFG400', 'CFG404', 'CFG429', 'CFG503', 'N130', 'N500', 'R400', 'R401', 'REG500', 'Z100', 'Z120'],
  };
  for (const [level, ids] of Object.entries(levels)) {
    it(`AE-R72: ${ids.join(', ')} have the level ${level}`, () => {
      expect(new Set(ids.map(levelOf))).to.deep.equal(new Set([level]));
    });
  }

  it('AE-R54: what a network did is to be tried again, whether the service says so or not', () => {
    for (const code of ['network_received_error', 'network_connection_timeout', 'maximum_execution_time_exceeded']) {
      expect(statusOf(failure(code, { action: 'none' })).action).to.equal('retry');
    }
  });

  it('no answer at all is a status of our own, to be tried again', () => {
    expect(statusOf(failure('network'))).to.include({ status: 0, code: 'network_received_error', action: 'retry' });
  });

  it('what the service says of itself is handed on untouched', () => {
    const error = failure('authorization_denied_by_mvpd', {
      ...{ status: 403, details: 'Not in your plan', trace: 't-1', helpUrl: 'https://help.test/', action: 'none' },
    });
    expect(statusOf(error)).to.deep.equal({
      ...{ status: 403, code: 'authorization_denied_by_mvpd', message: 'about authorization_denied_by_mvpd' },
      ...{ details: 'Not in your plan', trace: 't-1', helpUrl: 'https://help.test/', action: 'none' },
    });
  });
});
