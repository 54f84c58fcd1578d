import { parseObject } from '../shared/base64.ts';
import type { Call, World } from '../shared/world-types.ts';
import { notePage } from './configuration.ts';
import type { Client } from './state.ts';

/** A scripted fault hid this request from the service: what the request alone says about its client still holds. */
export function noteUnserved(world: World, call: Call): void {
  const brand = /^\/api\/v2\/([^/]+)\/profiles(\/[^/]+)?$/.exec(call.entry.path)?.[1];
  const client = clientOf(world, call);
  if (client && brand && call.entry.method === 'GET') notePage(client, brand);
}

/** What a client may rightly do after an answer that a scripted fault gave in place of the service. */
export async function noteScripted(world: World, call: Call, response: Response): Promise<void> {
  const client = clientOf(world, call);
  if (!client || response.status < 400) return;
  const body = parseObject(await response.clone().text());
  if (body?.['error'] === 'invalid_client' || body?.['action'] === 'application-registration') {
    client.toldToRegister = true;
  }
}

function clientOf(world: World, call: Call): Client | undefined {
  if (call.entry.path === '/o/client/token') {
    return world.pass.clients.get(new URLSearchParams(call.text).get('client_id') ?? '');
  }
  const token = /^Bearer (\S+)$/.exec(call.request.headers.get('authorization') ?? '')?.[1];
  return world.pass.tokens.get(token ?? '')?.client;
}
