import { isHeaderValue } from '../core/http.ts';
import { abandonable, aborted } from '../core/wait.ts';
import { fail, misused } from './errors.ts';
import type { AccessToken } from './types.ts';

/** The token as the page gives it; what the page's function throws is its own affair and is not repeated here. */
export async function getToken(source: AccessToken, refresh: boolean, signal?: AbortSignal): Promise<string> {
  let token: unknown;
  try {
    token = typeof source === 'function' ? await abandonable(asked(source, refresh, signal), signal) : source;
  } catch {
    if (signal?.aborted) throw aborted();
    // No cause: it may hold the secret that was refused.
    throw fail({ code: 'no-token', message: 'The page could not get an access token.', action: 'sign-in' });
  }
  if (typeof token !== 'string' || !token.trim()) throw misused('accessToken', 'a token, or a function giving one');
  if (!isHeaderValue(token.trim()))
    throw misused('accessToken', 'a token of letters, digits and signs', 'other characters');
  return token.trim().replace(/^Bearer\s+/i, '');
}

const asked = async (
  source: Exclude<AccessToken, string>,
  refresh: boolean,
  signal: AbortSignal | undefined,
): Promise<unknown> => source({ refresh, signal });
