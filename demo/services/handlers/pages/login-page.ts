import { PASSWORD, USERNAME } from '../../fixtures.ts';
import type { Provider } from '../pass/providers.ts';
import { findServiceProvider } from '../pass/service-providers.ts';
import type { AuthSession } from '../pass/state.ts';
import { escapeHtml, page } from './html.ts';

const path = (provider: Provider, step: string) => `/mvpd/${encodeURIComponent(provider.id)}/${step}`;

/** The provider's own sign-in page. It works without script. */
export function loginPage(
  provider: Provider,
  session: AuthSession,
  { wrong = false, typed = '', frames = false } = {},
): Response {
  const name = escapeHtml(provider.name);
  const alert = wrong
    ? '<p class="alert" role="alert" id="problem">That user ID or password is not right. Please try again.</p>'
    : '';
  const described = wrong ? ' aria-invalid="true" aria-describedby="problem"' : '';
  const body = `<main class="card">
<img class="logo" src="/logos/${encodeURIComponent(provider.id)}.svg" alt="${name}" width="200" height="80">
<h1>Sign in to ${name}</h1>
<p>to watch on ${brandName(session.serviceProvider)}</p>${alert}
<form method="post" action="${path(provider, 'login')}">
<input type="hidden" name="ticket" value="${session.ticket}">
<label for="username">User ID</label>
<input id="username" name="username" autocomplete="username" autocapitalize="none" spellcheck="false" required value="${escapeHtml(typed)}"${described}>
<label for="password">Password</label>
<input id="password" name="password" type="password" autocomplete="current-password" required${described}>
<div class="buttons">
<button class="first" type="submit" name="action" value="sign-in">Sign In</button>
<button type="submit" name="action" value="cancel" formnovalidate>Cancel</button>
</div>
</form>
<p class="hint">${name} is made up for local use. User ID <code>${USERNAME}</code>, password <code>${PASSWORD}</code>.</p>
</main>`;
  return page({
    title: `Sign in – ${provider.name}`,
    style: path(provider, 'style.css'),
    body,
    formTargets: returnTargets(session),
    frames,
    headers: openerPolicy(provider),
  });
}

/** A provider that recognises the home network: no form, and the viewer returns by itself (5.13). */
export function homePage(provider: Provider, session: AuthSession, delay: number): Response {
  const name = escapeHtml(provider.name);
  const next = `${path(provider, 'return')}?ticket=${session.ticket}`;
  const body = `<main class="card">
<img class="logo" src="/logos/${encodeURIComponent(provider.id)}.svg" alt="${name}" width="200" height="80">
<h1>Welcome home</h1>
<p role="status">${name} knows your home network and is signing you in. You will be taken back in a moment.</p>
<p><a href="${next}">Continue now</a></p>
</main>`;
  return page({
    title: `Signing in – ${provider.name}`,
    style: path(provider, 'style.css'),
    body,
    head: `\n<meta http-equiv="refresh" content="${delay / 1000};url=${next}">`,
    headers: openerPolicy(provider),
  });
}

/** The provider's sign-out page; it ends at the address the application gave. */
export function logoutPage(provider: Provider, serviceProvider: string, redirectUrl: string): Response {
  const name = escapeHtml(provider.name);
  const target = escapeHtml(redirectUrl);
  const body = `<main class="card">
<img class="logo" src="/logos/${encodeURIComponent(provider.id)}.svg" alt="${name}" width="200" height="80">
<h1>You are signed out of ${name}</h1>
<p role="status">Taking you back to ${brandName(serviceProvider)}.</p>
<p><a href="${target}">Continue now</a></p>
</main>`;
  return page({
    title: `Signed out – ${provider.name}`,
    style: path(provider, 'style.css'),
    body,
    head: `\n<meta http-equiv="refresh" content="1;url=${target}">`,
    headers: openerPolicy(provider),
  });
}

function brandName(serviceProvider: string): string {
  return escapeHtml(findServiceProvider(serviceProvider)?.name ?? serviceProvider);
}

function openerPolicy({ openerPolicy }: Provider): Record<string, string> {
  return openerPolicy ? { 'cross-origin-opener-policy': 'same-origin' } : {};
}

function returnTargets({ redirectUrl }: AuthSession): string[] {
  return redirectUrl ? [new URL(redirectUrl).origin] : [];
}
