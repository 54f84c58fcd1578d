import type { Context } from 'hono';
import { FORBIDDEN_SITE_ID, WATERMARK_SITE_ID } from '../../fixtures.ts';
import type { Call, Env, World } from '../shared/world-types.ts';
import { denied } from './envelope.ts';

/** A request whose token and site were accepted. */
export interface Granted {
  world: World;
  call: Call;
  /** The number in the path, 0 without one and NaN for anything else. */
  id: number;
}

export function endpoint(handle: (granted: Granted) => Response) {
  return (c: Context<Env>): Response => {
    const { world, call } = c.env;
    const refusal = checkToken(world, call) ?? checkSite(call, c.req.param('site') ?? '');
    if (refusal) return refusal;
    const id = c.req.param('id');
    return handle({ world, call, id: id === undefined ? 0 : /^\d+$/.test(id) ? Number(id) : NaN });
  };
}

/** The value of `data.token` goes into the header as it is (R4). A token that ended by the clock is nobody's fault. */
function checkToken(world: World, call: Call): Response | undefined {
  const value = call.request.headers.get('authorization');
  if (!value) return denied(call, 401, 'there is no token', 'DWM-R4');
  if (/^Bearer Bearer /i.test(value)) return denied(call, 401, 'the prefix Bearer is doubled', 'DWM-R4');
  if (!value.startsWith('Bearer ')) return denied(call, 401, 'the token lacks its prefix Bearer', 'DWM-R4');
  const token = world.watermark.tokens.get(value.slice('Bearer '.length));
  if (!token) return denied(call, 401, 'the token is unknown', 'DWM-R4');
  return token.expiresAt <= world.clock.now() ? denied(call, 401, 'the token has expired') : undefined;
}

export function checkSite(call: Call, site: string): Response | undefined {
  if (site === WATERMARK_SITE_ID) return undefined;
  const rule = site === FORBIDDEN_SITE_ID ? undefined : 'DWM-R25';
  return denied(call, 403, `no permission for the site ${site}`, rule);
}
