import type { Context } from 'hono';
import * as fixtures from '../../fixtures.ts';
import { decodeBase64, writeToken } from '../shared/base64.ts';
import type { Env, World } from '../shared/world-types.ts';
import { checkSite } from './endpoint.ts';
import { denied, success } from './envelope.ts';

const ACCOUNTS = new Map([
  [fixtures.WATERMARK_ACCOUNT_ID, fixtures.WATERMARK_ACCESS_KEY],
  [fixtures.ACCENTED_ACCOUNT_ID, fixtures.ACCENTED_ACCESS_KEY],
]);

/** `GET /api/token/{siteId}` (3.1): the pair first, then the site. */
export function issueToken(c: Context<Env>): Response {
  const { world, call } = c.env;
  const [, encoded] = /^basic +(\S+)$/i.exec(call.request.headers.get('authorization') ?? '') ?? [];
  if (encoded === undefined) return denied(call, 401, 'expected Basic and an account', 'DWM-R5');
  const pair = decodeBase64(encoded);
  if (pair === undefined) return denied(call, 401, 'the account is no Base64 of UTF-8', 'DWM-R5');
  // A key may hold colons: the first one separates.
  const colon = pair.indexOf(':');
  const key = ACCOUNTS.get(pair.slice(0, colon));
  // People mistype: nobody is blamed for a wrong pair.
  if (key === undefined || key !== pair.slice(colon + 1)) return denied(call, 401, 'the account is unknown');
  const site = c.req.param('site') ?? '';
  const refusal = checkSite(call, site);
  if (refusal) return refusal;
  const token = makeWatermarkToken(world, world.settings.watermarkTokenLife);
  return success(world, { data: { token: world.switches.watermarkToken === 'bare' ? token : `Bearer ${token}` } });
}

/** A token for the demo site, without the prefix; it tells its end unless the switch forbids it. */
export function makeWatermarkToken(world: World, life: number): string {
  const { watermark, clock, switches } = world;
  const expiresAt = clock.now() + life * 1000;
  const exp = switches.watermarkToken === 'opaque' ? {} : { exp: Math.floor(expiresAt / 1000) };
  const claims = { sub: fixtures.WATERMARK_SITE_ID, jti: watermark.random.hex(16), ...exp };
  const token = writeToken(claims, watermark.random.base64(32));
  watermark.tokens.set(token, { siteId: fixtures.WATERMARK_SITE_ID, expiresAt });
  return token;
}
