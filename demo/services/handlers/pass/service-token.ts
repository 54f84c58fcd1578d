import { readClaims, writeToken } from '../shared/base64.ts';
import { textOf } from '../shared/text.ts';
import type { Call, World } from '../shared/world-types.ts';

/** The user of a valid `AD-Service-Token`; an invalid one is served without single sign-on (3.4, 10.23). */
export function readSubject(world: World, call: Call): string | undefined {
  const token = call.request.headers.get('ad-service-token');
  if (!token) return undefined;
  const claims = readClaims(token);
  if (typeof claims?.['sub'] !== 'string' || textOf(claims['aud']).toLowerCase() !== 'adobe') {
    call.complain('PASS-R108', 'AD-Service-Token is no signed token with sub and aud', 'header');
    return undefined;
  }
  if (Number(claims['exp']) * 1000 <= world.clock.now()) {
    call.complain('PASS-R108', 'an expired AD-Service-Token was sent', 'header');
    return undefined;
  }
  return claims['sub'];
}

/** A token as the publisher's identity service would sign it. */
export function makeServiceToken(world: World, subject: string, life = 3600) {
  const now = world.clock.now();
  const seconds = Math.floor(now / 1000);
  const claims = { iss: 'local identity service', sub: subject, aud: 'Adobe', iat: seconds, exp: seconds + life };
  return { serviceToken: writeToken(claims, world.random.base64(48)), notBefore: now, notAfter: now + life * 1000 };
}
