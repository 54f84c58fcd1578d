import type { PassRequest } from './endpoint.ts';
import { json } from './errors.ts';
import { degradationOf } from './degradation.ts';
import { requireProvider } from './integration.ts';
import { findProfile, findSharedProfile, isLive } from './profile-store.ts';
import type { Provider } from './providers.ts';
import { isListedAddress } from './service-providers.ts';
import { seatKey } from './state.ts';

type Entry = { actionName: string; actionType: string; mvpd: string; url?: string };

/** `GET logout/{mvpd}` (4.11): the profile is gone at once; the answer says what is left to do. */
export function logout(request: PassRequest): Response {
  const { world, call, sp, seat, subject, refuse } = request;
  const provider = requireProvider(request, request.param('mvpd'));
  if (provider instanceof Response) return provider;
  const redirectUrl = call.url.searchParams.get('redirectUrl');
  const mayBeMissing = world.switches.logoutRedirect === 'optional';
  if (redirectUrl === null ? !mayBeMissing : !isListedAddress(redirectUrl, [sp])) {
    const details = 'redirectUrl must be absolute, http or https, on a listed domain';
    return refuse('invalid_parameter_redirect_url', { details, rule: 'PASS-R92' });
  }
  const own = findProfile(world, seat, provider.id);
  const shared = findSharedProfile(world, seat, provider.id, subject);
  const hadProfile = isLive(world, own) || shared !== undefined;
  world.pass.profiles.delete(seatKey(seat, provider.id));
  // Single logout: the profiles of the same service-token user go too (5.12).
  for (const [key, profile] of world.pass.profiles) {
    if (subject && profile.subject === subject && profile.mvpd === provider.id) world.pass.profiles.delete(key);
  }
  const degraded = degradationOf(world, sp.id, provider.id)?.rule === 'AuthNAll';
  const partner = isLive(world, own) && own.type === 'appleSSO';
  const entry =
    partner && !degraded
      ? { actionName: 'partner_logout', actionType: 'partner_interactive', mvpd: provider.id }
      : describe(request, provider, redirectUrl ?? '', hadProfile, degraded);
  return json({ logouts: { [provider.id]: entry } });
}

function describe(
  { world, sp, call }: PassRequest,
  provider: Provider,
  redirectUrl: string,
  hadProfile: boolean,
  degraded: boolean,
): Entry {
  const done = { actionType: 'none', mvpd: provider.id };
  if (provider.tempPass || degraded) return { actionName: 'complete', ...done };
  if (!hadProfile) return { actionName: 'invalid', ...done };
  if (provider.logout === 'none') return { actionName: 'complete', ...done };

  const query = new URLSearchParams({ mso_id: provider.id, requestor_id: sp.id, redirect_url: redirectUrl });
  const path = `/adobe-services/logout?${query}`;
  const kind = world.switches.logoutUrl === 'provider' ? provider.logout : world.switches.logoutUrl;
  const url = kind === 'absolute' ? `${call.url.origin}${path}` : path;
  const entry = { actionName: 'logout', actionType: 'interactive', mvpd: provider.id };
  return kind === 'missing' ? entry : { ...entry, url };
}
