/** Which of the old SDK's texts and event codes stands for what REST V2 says. */
import type { PassError } from '../pass/errors.ts';
import { event, TEXTS } from './events.ts';
import type { AeErrorEvent, AeStatus } from './types.ts';

/** What was being done when the service said it. */
export type Stage = 'set-up' | 'session' | 'sign-in' | 'play' | 'preview';

/** Events by stage, in the order of the stages. */
type Events = string | readonly [setUp: string, session: string, signIn: string, play: string, preview: string];

export interface Legacy {
  /** For `setAuthenticationStatus(0, …)`. */
  signIn: string;
  /** For `tokenRequestFailed`. */
  play: string;
  events: Events;
  /** What differs in the `Status` of `preauthorize`. */
  status?: Partial<AeStatus>;
}

const T = TEXTS;
const STAGES: readonly Stage[] = ['set-up', 'session', 'sign-in', 'play', 'preview'];
const N500 = ['CFG400', 'N500', 'N500', 'Z500', 'P100'] as const;

const SIGNED_OUT: Legacy = { signIn: T.signedOut, play: T.signedOut, events: 'N000' };
const RETRY: Legacy = {
  signIn: T.internalSignIn,
  play: T.internalPlay,
  events: ['CFG500', 'N500', 'N500', 'Z120', 'P100'],
};
const OTHER: Legacy = { signIn: T.genericSignIn, play: T.generic, events: N500 };
const DENIED: Legacy = { signIn: T.genericSignIn, play: T.denied, events: 'Z100' };
const INTERNAL: Legacy = { signIn: T.internalSignIn, play: T.internalPlay, events: N500 };
const UNREACHABLE = { status: 0, code: 'network_received_error', action: 'retry' };

/** The first row whose pattern fits the service's code counts. */
const ROWS: readonly (readonly [RegExp, Legacy])[] = [
  [/^authenticated_profile_/, SIGNED_OUT],
  [/by_hba_policies$|by_session_invalidated$|^identity_not_recognized/, { ...DENIED, play: T.signedOut }],
  [/by_degradation_rule$/, { ...DENIED, events: 'Z169' }],
  [/^(pre)?authorization_denied_/, DENIED],
  [/^temporary_access_/, { signIn: T.signedOut, play: T.denied, events: 'N111' }],
  [/^network_|^maximum_execution_time/, { ...RETRY, status: { action: 'retry' } }],
  [/^invalid_parameter_resources/, { ...OTHER, events: 'Z130', status: { code: 'missing_resource', status: 412 } }],
  [/^too_many_resources/, { ...OTHER, events: ['Z130', 'Z130', 'Z130', 'Z130', 'P100'] }],
  [
    /^invalid_parameter_service_provider|^invalid_access_token_service_provider/,
    { signIn: T.internal, play: T.internalPlay, events: 'CFG400', status: { code: 'invalid_requestor' } },
  ],
  [
    /^invalid_parameter_mvpd|^invalid_integration/,
    { signIn: T.notAvailable, play: T.generic, events: N500, status: { code: 'unknown_integration' } },
  ],
  [
    /^invalid_parameter_code|^invalid_authentication_session/,
    { ...OTHER, events: 'N130', status: { code: 'authentication_session_missing' } },
  ],
  [/^invalid_header_device_info/, { ...INTERNAL, status: { code: 'invalid_device_info' } }],
  [/^invalid_header_device_id/, { ...INTERNAL, status: { code: 'invalid_device_id' } }],
  [
    /^invalid_software|^unapproved_software|^invalid_redirect_uri|^invalid-configuration/,
    { signIn: T.internal, play: T.internalPlay, events: 'R400' },
  ],
  [
    /^invalid_access_token|^invalid_client|^unauthorized/,
    {
      signIn: T.internal,
      play: T.internalPlay,
      events: 'R401',
      status: { code: 'internal_error', action: 'application-registration' },
    },
  ],
  [/^invalid_|^bad_/, OTHER],
];

/** The old words for an error of REST V2. */
export function legacy(error: PassError): Legacy {
  const { code, httpStatus: status = 0 } = error;
  if (status === 429) return { ...RETRY, events: ['CFG429', 'N500', 'N500', 'Z100', 'P100'], status: UNREACHABLE };
  if (code === 'network' || code === 'timeout') {
    return { ...RETRY, events: ['CFG404', 'REG500', 'N500', 'Z120', 'P100'], status: UNREACHABLE };
  }
  const row = ROWS.find(([pattern]) => pattern.test(code))?.[1];
  if (row) return row;
  if (status >= 500 || code === 'internal_server_error') {
    const events = [`CFG${status || 500}`, 'REG500', 'N500', 'Z500', 'P100'] as const;
    return { ...INTERNAL, events, status: { code: 'internal_error' } };
  }
  if (status === 401) return { ...OTHER, signIn: T.internal, play: T.internalPlay, events: 'R401' };
  return error.action === 'authentication' ? SIGNED_OUT : error.action === 'retry' ? RETRY : OTHER;
}

/** Its event at a stage. The viewer's provider may have said why, which is better than what is meant for developers. */
export function eventOf(error: PassError, stage: Stage, resource?: string): AeErrorEvent {
  const { events } = legacy(error);
  const id = typeof events === 'string' ? events : events[STAGES.indexOf(stage)]!;
  const message = error.details ?? error.message;
  return { ...event(id), message, ...(resource === undefined ? {} : { resource }) };
}

/** Nothing but another software statement, or another requestor, can mend it. */
export const isHopeless = (error: PassError): boolean => /^(R400|R401|CFG400)$/.test(eventOf(error, 'set-up').errorId);

/** The error as `preauthorize` gives it. */
export function statusOf(error: PassError): AeStatus {
  const { code, status = 0, action = 'none', message, details = null, helpUrl = null, trace = null } = error;
  // Its profile was the old SDK's session.
  const known = code.replace(/^authenticated_profile_/, 'authentication_session_');
  return { status, code: known, message, details, helpUrl, trace, action, ...legacy(error).status };
}
