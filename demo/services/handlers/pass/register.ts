import type { Context } from 'hono';
import { parseObject } from '../shared/base64.ts';
import { textOf } from '../shared/text.ts';
import type { Env } from '../shared/world-types.ts';
import { readDeviceInfo } from './device-info.ts';
import { refuseRegistration } from './dcr-errors.ts';
import { json } from './errors.ts';
import { findApplication, findServiceProvider, isListedAddress, type Application } from './service-providers.ts';

const FIELDS = ['software_statement', 'redirect_uri'];

/** `POST /o/client/register` (2.1, SBX-2): a new pair of credentials each time. */
export function register(c: Context<Env>): Response {
  const { world, call } = c.env;
  if (call.url.search !== '' && world.switches.strict) {
    return refuseRegistration(call, 'invalid_request', 'this endpoint has no query parameters');
  }
  if (!/^application\/json(;|$)/i.test(call.request.headers.get('content-type') ?? '')) {
    return refuseRegistration(call, 'invalid_request', 'the media type must be application/json');
  }
  const body = parseObject(call.text);
  const problem = body ? findProblem(body, call.text) : 'the body must be a JSON object';
  if (!body || problem) return refuseRegistration(call, 'invalid_request', problem ?? '');
  const deviceInfo = call.request.headers.get('x-device-info');
  if (!deviceInfo) call.complain('PASS-R101', 'register was called without X-Device-Info', 'header');
  else if ('problem' in readDeviceInfo(deviceInfo, world.switches.deviceInfo === 'lenient')) {
    return refuseRegistration(call, 'invalid_request', 'X-Device-Info is invalid');
  }

  const application = findApplication(textOf(body['software_statement']));
  if (!application)
    return refuseRegistration(call, 'invalid_software_statement', 'the software statement is not known');
  if (!application.approved || world.pass.revokedApplications.has(application.id)) {
    return refuseRegistration(call, 'unapproved_software_statement', 'the software statement was withdrawn');
  }
  const redirect = body['redirect_uri'];
  if (redirect === undefined && world.switches.redirectUri === 'required') {
    return refuseRegistration(call, 'invalid_request', 'redirect_uri is missing');
  }
  if (redirect !== undefined && !mayReturnTo(application, textOf(redirect))) {
    return refuseRegistration(call, 'invalid_redirect_uri', 'redirect_uri is not on a domain of this application');
  }

  const client = {
    id: world.random.uuid(),
    secret: world.random.hex(40),
    application: application.id,
    revoked: false,
    toldToRegister: false,
    configured: new Map(),
  };
  world.pass.clients.set(client.id, client);
  return json(
    {
      client_id: client.id,
      client_secret: client.secret,
      client_id_issued_at: Math.floor(world.clock.now() / 1000),
      redirect_uris: [world.switches.redirectUris === 'sent' && redirect ? redirect : 'http://localhost/'],
      grant_types: ['client_credentials'],
      scopes: application.scopes,
    },
    world.switches.createdStatus,
  );
}

function findProblem(body: Record<string, unknown>, text: string): string | undefined {
  const unknown = Object.keys(body).find(key => !FIELDS.includes(key));
  if (unknown) return `${unknown} is not a known field`;
  for (const field of FIELDS) {
    // JSON.parse keeps the last of two equal keys, so repetition must be seen in the text.
    if ((text.match(new RegExp(`"${field}"\\s*:`, 'g')) ?? []).length > 1) return `${field} is given twice`;
    if (field in body && typeof body[field] !== 'string') return `${field} must be a string`;
  }
  const statement = body['software_statement'];
  if (!statement) return 'software_statement is missing';
  return /\s/.test(textOf(statement)) ? 'software_statement holds white space' : undefined;
}

function mayReturnTo(application: Application, address: string): boolean {
  const brands = application.serviceProviders.map(findServiceProvider).filter(brand => brand !== undefined);
  return isListedAddress(address, brands);
}
