import type { Key } from '../storage/key-value.ts';
import { PassError } from './errors.ts';
import type { Exchange } from './exchange.ts';
import type { RegistrationDeps, StoredCredentials, StoredToken } from './registration.ts';
import { getToken, register } from './registration-requests.ts';
import { readRegistration, readRegistrationError, readToken, type Registration } from './registration-responses.ts';

// Both are for first visits; later ones find what came of them on the device.
export { deviceInfo } from './device.ts';

const SCOPE = 'api:client:v2';

/** Gets what is missing: credentials, then a token for them. */
export function createObtain(
  deps: RegistrationDeps,
  { credentialsKey, tokenKey }: { credentialsKey: Key; tokenKey: Key },
): (signal: AbortSignal) => Promise<string> {
  const { storage, clock, headers } = deps;
  const exchange: Exchange = (...asked) =>
    deps.exchange(...asked).catch((thrown: unknown) => {
      throw readRegistrationError(thrown);
    });

  const newCredentials = async (signal: AbortSignal): Promise<StoredCredentials> => {
    const request = register(deps.softwareStatement, deps.redirectUri());
    const registration = await exchange(request, headers, readRegistration, { signal });
    requireScope(registration);
    const { clientId, clientSecret } = registration;
    const credentials = { clientId, clientSecret };
    // With a token of other credentials beside them, that one would be taken for theirs.
    await storage.write([
      [credentialsKey, credentials],
      [tokenKey, undefined],
    ]);
    deps.onReplaced();
    return credentials;
  };

  const buy = async ({ clientId, clientSecret }: StoredCredentials, signal: AbortSignal): Promise<string> => {
    const answer = await exchange(getToken(clientId, clientSecret), headers, readToken, { signal });
    // A token that dies on its way is a wasted request, so it is replaced a little early.
    const margin = Math.min(60_000, answer.expiresIn / 10);
    const token: StoredToken = { accessToken: answer.accessToken, until: clock.now() + answer.expiresIn - margin };
    await storage.set(tokenKey, token);
    inVain = false;
    return token.accessToken;
  };

  /** New credentials in the place of refused ones have bought nothing yet: others would not either. */
  let inVain = false;

  return async signal => {
    const kept = await storage.get<StoredCredentials>(credentialsKey);
    if (!kept) return buy(await newCredentials(signal), signal);
    try {
      return await buy(kept, signal);
    } catch (error) {
      if (!(error instanceof PassError) || error.code !== 'invalid_client' || inVain) throw error;
      await storage.delete(credentialsKey, tokenKey);
      const credentials = await newCredentials(signal);
      inVain = true;
      return buy(credentials, signal);
    }
  };
}

function requireScope({ scopes }: Registration): void {
  if (scopes.includes(SCOPE)) return;
  throw new PassError({
    code: 'invalid-configuration',
    action: 'configuration',
    message: `<pass-service software-statement>: expected a statement with the scope ${SCOPE}, got one for ${scopes.join(', ') || 'no scope'}.`,
  });
}
