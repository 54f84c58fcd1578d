import type { PassRequest } from './endpoint.ts';
import type { Provider } from './providers.ts';
import { IDENTITY_HEADER } from './request-headers.ts';

/** The provider a request names, or the refusal (`invalid_parameter_mvpd`, `invalid_integration`). */
export function requireProvider(request: PassRequest, id: string): Provider | Response {
  const { world, sp, client } = request;
  const provider = world.pass.providers.get(id);
  const code = !provider ? 'invalid_parameter_mvpd' : 'invalid_integration';
  if (provider?.enabled && sp.carries(id)) {
    noteIdentity(request, provider);
    return provider;
  }
  // The list the client holds is stale: fetching it again is right (PASS-R26).
  client.configured.delete(sp.id);
  return request.refuse(code, { rule: 'PASS-R26', details: `mvpd ${JSON.stringify(id)}` });
}

/** Who the viewer is concerns a TempPass alone (3.4). */
function noteIdentity({ call }: PassRequest, { id, tempPass }: Provider): void {
  if (tempPass || !call.request.headers.has(IDENTITY_HEADER)) return;
  call.complain('PASS-R124', `${id} is no TempPass, and is told who the viewer is`, 'header');
}

/** All providers this brand shows. */
export function listedProviders({ world, sp }: PassRequest): Provider[] {
  return [...world.pass.providers.values()].filter(provider => provider.enabled && sp.carries(provider.id));
}
