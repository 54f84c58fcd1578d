/** Requests of dynamic client registration. */
import type { PassRequest } from './requests.ts';

export const register = (softwareStatement: string, redirectUri: string): PassRequest => ({
  method: 'POST',
  path: '/o/client/register',
  json: { software_statement: softwareStatement, redirect_uri: redirectUri },
});

export const getToken = (clientId: string, clientSecret: string): PassRequest => ({
  method: 'POST',
  path: '/o/client/token',
  form: { client_id: clientId, client_secret: clientSecret, grant_type: 'client_credentials' },
});
