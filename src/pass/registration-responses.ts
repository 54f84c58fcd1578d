/** Answers of dynamic client registration. */
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
