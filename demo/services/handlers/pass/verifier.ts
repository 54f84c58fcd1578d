import type { Context } from 'hono';
import { parseObject } from '../shared/base64.ts';
import type { Env } from '../shared/world-types.ts';
import { json } from './errors.ts';
import { verifyMediaToken } from './media-tokens.ts';

/**
 * `POST /verify`: stands for the publisher's own server, which checks a media token before it releases a stream.
 * Takes JSON or a form with `resource` and `serializedToken`; 200 for a valid token, 403 for any other, 400 for no token.
 */
export function verify(c: Context<Env>): Response {
  const { world, call } = c.env;
  const type = call.request.headers.get('content-type') ?? '';
  const form = type.includes('x-www-form-urlencoded') ? Object.fromEntries(new URLSearchParams(call.text)) : undefined;
  const body: Record<string, unknown> | undefined = form ?? parseObject(call.text);
  const { resource, serializedToken } = body ?? {};
  if (typeof resource !== 'string' || typeof serializedToken !== 'string') {
    call.complain('PASS-R80', 'the verifier needs resource and serializedToken', 'token');
    return json({ status: 'ERROR_UNKNOWN' }, 400);
  }
  const status = verifyMediaToken(world, resource, serializedToken);
  const token = world.pass.mediaTokens.get(serializedToken);
  if (status === 'ERROR_UNKNOWN') call.complain('PASS-R79', 'a media token was used twice', 'token');
  if (status !== 'VALID_TOKEN') {
    call.entry.verdict = `refused: ${status}`;
    return json({ status, resource }, 403);
  }
  return json({ status, resource, mvpd: token?.mvpd, serviceProvider: token?.serviceProvider });
}
