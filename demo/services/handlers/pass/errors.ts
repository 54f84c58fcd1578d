import type { Call, World } from '../shared/world-types.ts';

/** The service's own error object (section 6.1). */
export interface PassError {
  action: string;
  status: number;
  code: string;
  message: string;
  details?: string;
  helpUrl?: string;
  trace: string;
}

type Row = [status: number, action: string, message: string];

/** The codes this service emits (section 6.3), and three chosen ones for which the documents name none. */
const CATALOGUE: Record<string, Row> = {
  invalid_parameter_service_provider: [400, 'none', 'The service provider is missing or unknown.'],
  invalid_parameter_mvpd: [400, 'none', 'The TV provider is missing or unknown.'],
  invalid_parameter_code: [400, 'none', 'The authentication code is missing or malformed.'],
  invalid_parameter_resources: [400, 'none', 'The list of resources is missing or invalid.'],
  invalid_parameter_redirect_url: [400, 'none', 'The redirect address is missing or invalid.'],
  invalid_header_device_info: [400, 'none', 'The device information header is missing or invalid.'],
  invalid_header_device_identifier: [400, 'none', 'The device identifier header is missing or invalid.'],
  invalid_header_identity_for_temporary_access: [400, 'none', 'The temporary access identity is missing or invalid.'],
  invalid_integration: [400, 'none', 'The service provider and the TV provider are not integrated.'],
  invalid_authentication_session: [400, 'none', 'The authentication session is unknown or has expired.'],
  preauthorization_denied_by_mvpd: [403, 'none', 'The TV provider denies this resource.'],
  preauthorization_deny_by_mvpd: [403, 'none', 'The TV provider denies this resource.'],
  authorization_denied_by_mvpd: [403, 'none', 'The TV provider denies this resource.'],
  authorization_denied_by_parental_controls: [403, 'none', 'Parental controls block this resource.'],
  authorization_denied_by_degradation_rule: [403, 'none', 'A degradation rule blocks this resource.'],
  internal_server_error: [500, 'none', 'The service failed.'],
  too_many_resources: [403, 'configuration', 'The request holds more resources than allowed.'],
  invalid_configuration_temporary_access: [500, 'configuration', 'Temporary access is badly configured.'],
  invalid_access_token_service_provider: [
    401,
    'application-registration',
    'The application may not act for this service provider.',
  ],
  invalid_access_token_client_application: [401, 'application-registration', 'The client application is not valid.'],
  authenticated_profile_missing: [403, 'authentication', 'There is no authenticated profile.'],
  authenticated_profile_expired: [403, 'authentication', 'The authenticated profile has expired.'],
  authenticated_profile_invalidated: [403, 'authentication', 'The authenticated profile was withdrawn.'],
  temporary_access_duration_limit_exceeded: [403, 'authentication', 'The time of temporary access is used up.'],
  temporary_access_resources_limit_exceeded: [403, 'authentication', 'The items of temporary access are used up.'],
  authorization_denied_by_hba_policies: [403, 'authentication', 'Home-based access does not cover this request.'],
  authorization_denied_by_session_invalidated: [403, 'authentication', 'The TV provider ended its session.'],
  identity_not_recognized_by_mvpd: [403, 'authentication', 'The TV provider does not know this identity.'],
  network_received_error: [403, 'retry', "The TV provider's answer could not be read."],
  network_connection_timeout: [403, 'retry', 'The TV provider did not answer in time.'],
  maximum_execution_time_exceeded: [403, 'retry', 'The request took too long.'],
  // Chosen: no document names a code for these.
  unauthorized: [401, 'none', 'The access token is missing, unknown or has expired.'],
  invalid_request: [400, 'none', 'The request holds something this endpoint does not know.'],
  not_found: [404, 'none', 'There is no such path.'],
  method_not_allowed: [405, 'none', 'This path does not know that method.'],
};

export interface ErrorExtras {
  details?: string | undefined;
  status?: number;
}

/** An error object with every field of SBX-20. */
export function passError(world: World, code: string, { details, status }: ErrorExtras = {}): PassError {
  const [ownStatus, ownAction, message] = CATALOGUE[code] ?? [500, 'none', 'Unknown error.'];
  const { helpUrl, tempPassAction, denialAction } = world.switches;
  const chosen = code.startsWith('temporary_access_') ? tempPassAction : ownAction;
  const action = code === 'authorization_denied_by_mvpd' ? denialAction : chosen;
  const scheme = helpUrl === 'none' ? undefined : `${helpUrl}://help.example.test/pass/errors`;
  return {
    action,
    status: status ?? ownStatus,
    code,
    message,
    ...(details === undefined ? {} : { details }),
    ...(scheme === undefined ? {} : { helpUrl: scheme }),
    trace: world.random.uuid(),
  };
}

/**
 * Refusals that are no fault of the client's: the viewer typed the code, the world's clock or an operator ended
 * something, or the refusal is an answer about entitlement. Everything else with a 4xx becomes a complaint.
 */
const BLAMELESS = [
  'invalid_integration',
  'invalid_authentication_session',
  'authenticated_profile_missing',
  'authenticated_profile_expired',
  'authenticated_profile_invalidated',
  'temporary_access_duration_limit_exceeded',
  'temporary_access_resources_limit_exceeded',
  'invalid_access_token_client_application',
];

export interface RefusalOptions extends ErrorExtras {
  /** The client could not have known. */
  blameless?: boolean;
  /** The requirement the refused request breaks. */
  rule?: string;
}

/** A bare error object as the whole body. */
export function refuse(world: World, call: Call, code: string, options: RefusalOptions = {}): Response {
  const error = passError(world, code, options);
  call.entry.verdict = `refused: ${code}`;
  if (error.status < 500 && !options.blameless && !BLAMELESS.includes(code)) {
    const text = [`${call.entry.method} ${call.entry.path} was refused: ${error.code}`, options.details];
    call.complain(options.rule ?? 'PASS-R104', text.filter(Boolean).join(': '), 'refused');
  }
  return json(error, error.status);
}

export function json(body: unknown, status = 200): Response {
  return new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json;charset=UTF-8' } });
}
