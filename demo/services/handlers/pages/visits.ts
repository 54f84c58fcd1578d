import type { Context } from 'hono';
import { PASSWORD, USERNAME } from '../../fixtures.ts';
import { signIn } from '../pass/profile-store.ts';
import { findServiceProvider, isListedAddress } from '../pass/service-providers.ts';
import { findSessionByTicket } from '../pass/session-store.ts';
import type { AuthSession } from '../pass/state.ts';
import type { Env } from '../shared/world-types.ts';
import { errorPage } from './error-page.ts';
import { homePage, loginPage, logoutPage } from './login-page.ts';

/** The stations of a viewer's visit to a provider (SBX-10). */

const GONE = () =>
  errorPage(
    400,
    'This sign-in has ended',
    'It was open for too long, or a newer one replaced it. Go back and start again.',
  );

function arrive(c: Context<Env>, ticket: string | null | undefined) {
  const { world } = c.env;
  const session = findSessionByTicket(world, ticket ?? '');
  const provider = world.pass.providers.get(c.req.param('mvpd') ?? '');
  return session && provider && session.mvpd === provider.id ? { session, provider, world } : undefined;
}

export async function openLogin(c: Context<Env>): Promise<Response> {
  const visit = arrive(c, c.req.query('ticket'));
  if (!visit) return GONE();
  const { provider, session, world } = visit;
  if (provider.login === 'slow') await new Promise(resolve => setTimeout(resolve, world.settings.slowDelay));
  if (provider.login === 'home') return homePage(provider, session, world.settings.homeDelay);
  return loginPage(provider, session, { frames: world.switches.loginFrames === 'allowed' });
}

export function submitLogin(c: Context<Env>): Response {
  const form = new URLSearchParams(c.env.call.text);
  const visit = arrive(c, form.get('ticket'));
  if (!visit) return GONE();
  const { provider, session, world } = visit;
  if (form.get('action') === 'cancel') return goBack(session);
  const typed = form.get('username') ?? '';
  if (typed !== USERNAME || form.get('password') !== PASSWORD)
    return loginPage(provider, session, { wrong: true, typed });
  signIn(world, session, { userId: typed });
  return goBack(session);
}

/** The end of a home-based visit; no other provider signs anyone in without a form. */
export function returnHome(c: Context<Env>): Response {
  const visit = arrive(c, c.req.query('ticket'));
  if (!visit || visit.provider.login !== 'home') return GONE();
  signIn(visit.world, visit.session, { home: true });
  return goBack(visit.session);
}

/** The viewer lands on `redirectUrl` exactly as the application wrote it, whatever came of the sign-in. */
function goBack(session: AuthSession): Response {
  session.returned = true;
  const headers = { location: toHeader(session.redirectUrl ?? '/'), 'cache-control': 'no-store' };
  return new Response(null, { status: 302, headers });
}

/** A header holds Latin letters only: others are escaped, everything else stays as it is. */
function toHeader(address: string): string {
  return address.replace(/[^\x21-\x7e]+/gu, encodeURIComponent);
}

/** `GET /adobe-services/logout`: the provider's side of signing out. */
export function visitLogout(c: Context<Env>): Response {
  const { world } = c.env;
  const provider = world.pass.providers.get(c.req.query('mso_id') ?? '');
  const sp = findServiceProvider(c.req.query('requestor_id') ?? '');
  const redirectUrl = c.req.query('redirect_url') ?? '';
  if (!provider || !sp || !isListedAddress(redirectUrl, [sp])) {
    return errorPage(400, 'This sign-out link does not work', 'You can close this window.');
  }
  return logoutPage(provider, sp.id, redirectUrl);
}
