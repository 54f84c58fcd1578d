/** Answers of dynamic client registration. */
import { asPassError, PassError } from './errors.ts';
import { millis, object, required, string } from './responses.ts';

export interface Registration {
  clientId: string;
  clientSecret: string;
  scopes: string[];
}

export function readRegistration(body: unknown): Registration {
  const wire = object(body, 'registration');
  return {
    clientId: required(string(wire['client_id']), 'client_id'),
    clientSecret: required(string(wire['client_secret']), 'client_secret'),
    scopes: Array.isArray(wire['scopes']) ? wire['scopes'].map(String) : [],
  };
}

export function readToken(body: unknown): { accessToken: string; expiresIn: number } {
  const wire = object(body, 'token');
  const expiresIn = required(millis(wire['expires_in']), 'expires_in');
  return { accessToken: required(string(wire['access_token']), 'access_token'), expiresIn: expiresIn * 1000 };
}

/** What only the publisher can mend. These errors name no action of their own. */
const CONFIGURATION = new Set([
  'invalid_request',
  'invalid_redirect_uri',
  'invalid_software_statement',
  'unapproved_software_statement',
  'unauthorized_client',
  'unsupported_grant_type',
]);

/** Why there are no credentials, or no token. */
export function readRegistrationError(thrown: unknown): PassError {
  const error = asPassError(thrown);
  if (error.action !== undefined || !CONFIGURATION.has(error.code)) return error;
  return new PassError({ ...error, message: error.message, action: 'configuration' });
}
