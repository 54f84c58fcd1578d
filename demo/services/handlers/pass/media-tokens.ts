import { encodeBase64 } from '../shared/base64.ts';
import type { World } from '../shared/world-types.ts';
import type { PassRequest } from './endpoint.ts';
import { time } from './times.ts';

/** A signed token for one playback (SBX-16): random text behind the beginning every real one has. */
export function issueMediaToken({ world, sp }: PassRequest, resource: string, mvpd: string): Record<string, unknown> {
  const now = world.clock.now();
  const notAfter = now + world.settings.mediaTokenLife * 1000;
  const value = encodeBase64(
    `<signatureInfo>${world.random.base64(48)}<signatureInfo><authToken>${world.random.hex(64)}`,
  );
  world.pass.mediaTokens.set(value, { value, resource, mvpd, serviceProvider: sp.id, notAfter, verified: 0 });
  return {
    notBefore: time(world, now),
    notAfter: time(world, notAfter),
    serializedToken: value,
    ...(world.switches.tokenIssuedAt ? { issuedAt: time(world, now) } : {}),
  };
}

export type Verification =
  | 'VALID_TOKEN'
  | 'INVALID_TOKEN_FORMAT'
  | 'INVALID_SIGNATURE'
  | 'TOKEN_EXPIRED'
  | 'INVALID_RESOURCE_ID'
  | 'ERROR_UNKNOWN';

const BEGINNING = 'PHNpZ25hdHVyZUluZm8+';

/** The six answers of the publisher's verifier (5.9). Each token is good once. */
export function verifyMediaToken(world: World, resource: string, serializedToken: string): Verification {
  if (!serializedToken.startsWith(BEGINNING) || !/^[A-Za-z0-9+/]+={0,2}$/.test(serializedToken)) {
    return 'INVALID_TOKEN_FORMAT';
  }
  const token = world.pass.mediaTokens.get(serializedToken);
  if (!token) return 'INVALID_SIGNATURE';
  if (token.notAfter <= world.clock.now()) return 'TOKEN_EXPIRED';
  if (token.resource !== resource) return 'INVALID_RESOURCE_ID';
  token.verified += 1;
  return token.verified === 1 ? 'VALID_TOKEN' : 'ERROR_UNKNOWN';
}
