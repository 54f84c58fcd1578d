import type { Call, World } from '../shared/world-types.ts';
import { passError, json, refuse } from './errors.ts';
import { applicationOf } from './service-providers.ts';
import type { AccessToken, Client } from './state.ts';

/** A request that was sent in time may arrive this much late. */
const ON_ITS_WAY = 2_000;

export interface Identified {
  client: Client;
  /** A refusal when the client's application may not act for this brand. */
  checkServiceProvider(id: string): Response | undefined;
}

/** The client behind the bearer token, or a 401 (SBX-4). */
export function identifyClient(world: World, call: Call): Identified | Response {
  const value = /^Bearer (\S+)$/.exec(call.request.headers.get('authorization') ?? '')?.[1];
  const token = value === undefined ? undefined : world.pass.tokens.get(value);
  if (!token) {
    const why = value === undefined ? 'there is no bearer token' : 'the bearer token is not known';
    call.complain('PASS-R99', `${call.entry.method} ${call.entry.path} was refused: 401: ${why}`, 'refused');
    return unauthorized(world, call);
  }
  if (token.expiresAt <= world.clock.now()) {
    noteStale(world, call, token);
    return unauthorized(world, call);
  }

  const { client } = token;
  const application = applicationOf(client.application);
  const tellToRegister = (code: string, blameless: boolean) => {
    client.toldToRegister = true;
    if (!blameless) call.complain('PASS-R13', `${call.entry.path} was refused: ${code}`, 'refused');
    return refuse(world, call, code, { blameless: true });
  };
  if (client.revoked || world.pass.revokedApplications.has(client.application)) {
    return tellToRegister('invalid_access_token_client_application', true);
  }
  if (!application?.scopes.includes('api:client:v2')) {
    return tellToRegister('invalid_access_token_client_application', false);
  }
  return {
    client,
    checkServiceProvider: id =>
      application.serviceProviders.includes(id)
        ? undefined
        : tellToRegister('invalid_access_token_service_provider', false),
  };
}

/** Its end was told when it was issued; a test that moves the clock, or ends tokens by hand, is nobody's fault. */
function noteStale({ clock }: World, call: Call, { promised, movesAtStart }: AccessToken): void {
  if (clock.moves() !== movesAtStart || clock.elapsed() <= promised + ON_ITS_WAY) return;
  const seconds = Math.round((clock.elapsed() - promised) / 1000);
  call.complain('PASS-R7', `${call.entry.path} carries a token that ended ${seconds} s ago`, 'refused');
}

/** An expired token earns a 401 that asks for nothing but a new one; its body differs between releases (10.21, 10.30). */
function unauthorized(world: World, call: Call): Response {
  call.entry.verdict = 'refused: unauthorized';
  const { unauthorizedBody } = world.switches;
  if (unauthorizedBody === 'empty') return new Response(null, { status: 401 });
  if (unauthorizedBody === 'html') {
    const page = '<html><head><title>401</title></head><body><h1>HTTP Status 401 – Unauthorized</h1></body></html>';
    return new Response(page, { status: 401, headers: { 'content-type': 'text/html;charset=utf-8' } });
  }
  return json(passError(world, 'unauthorized'), 401);
}
