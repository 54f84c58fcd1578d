import type { Context } from 'hono';
import type { Env } from '../shared/world-types.ts';
import { errorPage } from '../pages/error-page.ts';
import { refuse } from './errors.ts';
import { watchOpening } from './polling-watch.ts';
import { findSession, missingParameters } from './session-store.ts';

/** `GET authenticate/{sp}/{code}` (4.5, SBX-10): a navigation without bearer, answered by a redirect to the provider. */
export function authenticate(c: Context<Env>): Response {
  const { world, call } = c.env;
  const sp = c.req.param('sp') ?? '';
  const session = findSession(world, c.req.param('code') ?? '', sp);
  const missing = typeof session === 'string' ? [] : missingParameters(world, session);
  if (typeof session === 'string' || missing.length > 0) {
    const code = typeof session === 'string' ? session : 'invalid_authentication_session';
    // A second screen checks a code before it opens anything; a code that ended meanwhile is nobody's fault.
    if (!world.pass.sessions.has(c.req.param('code') ?? '') && code === 'invalid_authentication_session') {
      call.complain('PASS-R47', 'authenticate was opened with a code that never was', 'refused');
    }
    const refusal = refuse(world, call, code, {
      rule: 'PASS-R47',
      ...(missing.length > 0 ? { details: `missing: ${missing.join(', ')}` } : {}),
    });
    if (world.switches.authenticateErrors === 'json') return refusal;
    return errorPage(
      refusal.status,
      'This sign-in link no longer works',
      'Go back to your app and ask for a new code.',
    );
  }
  watchOpening(call, session);
  const location = `/mvpd/${encodeURIComponent(session.mvpd ?? '')}/login?ticket=${session.ticket}`;
  return new Response(null, { status: 302, headers: { location, 'cache-control': 'no-store' } });
}
