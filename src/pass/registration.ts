import type { Clock } from '../core/clock.ts';
import type { WithLock } from '../core/locks.ts';
import { createSingleFlight } from '../core/single-flight.ts';
import type { KeyValueStore } from '../storage/key-value.ts';
import { PassError } from './errors.ts';
import type { Exchange } from './exchange.ts';
import { getToken, register } from './requests.ts';
import { readRegistration, readToken, type Registration } from './responses.ts';

/**
 * Dynamic client registration: this browser's own credentials, got once and kept, and the access tokens they buy.
 * Profiles hang on the credentials, so they are replaced only when the service says that they are no good.
 */
export interface ClientRegistration {
  /** A token that has not run out. */
  token(signal?: AbortSignal): Promise<string>;
  /** The service refused this token: another one, for the same credentials. */
  renew(refused: string, signal?: AbortSignal): Promise<string>;
  /** The service refused the credentials behind this token: new ones, and their token. */
  startOver(refused: string, signal?: AbortSignal): Promise<string>;
}

interface StoredCredentials {
  clientId: string;
  clientSecret: string;
  /** End of the software statement they were got with: another statement needs other credentials. */
  statement: string;
}

interface StoredToken {
  accessToken: string;
  /** When it runs out by the clock of this device, epoch milliseconds. */
  until: number;
}

const SCOPE = 'api:client:v2';

export function createRegistration(deps: {
  serviceProvider: string;
  softwareStatement: string;
  redirectUri: () => string;
  key: (name: string) => (string | number)[];
  storage: KeyValueStore;
  clock: Clock;
  withLock: WithLock;
  exchange: Exchange;
  headers: () => Promise<Record<string, string>>;
  /** The old credentials are gone and whatever hung on them with them. */
  onReplaced: () => void;
}): ClientRegistration {
  const { storage, clock, exchange, headers } = deps;
  const credentialsKey = deps.key('credentials');
  const tokenKey = deps.key('token');
  const statement = deps.softwareStatement.slice(-24);
  const share = createSingleFlight();

  const storedToken = async (): Promise<string | undefined> => {
    const stored = await storage.get<StoredToken>(tokenKey);
    return stored && stored.until > clock.now() ? stored.accessToken : undefined;
  };

  const storedCredentials = async (): Promise<StoredCredentials | undefined> => {
    const stored = await storage.get<StoredCredentials>(credentialsKey);
    return stored?.statement === statement ? stored : undefined;
  };

  const newCredentials = async (signal: AbortSignal): Promise<StoredCredentials> => {
    const request = register(deps.softwareStatement, deps.redirectUri());
    const registration = await exchange(request, headers, readRegistration, { signal });
    requireScope(registration);
    const { clientId, clientSecret } = registration;
    const credentials = { clientId, clientSecret, statement };
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
    return token.accessToken;
  };

  const obtain = async (signal: AbortSignal): Promise<string> => {
    const kept = await storedCredentials();
    if (!kept) return buy(await newCredentials(signal), signal);
    try {
      return await buy(kept, signal);
    } catch (error) {
      if (!(error instanceof PassError) || error.code !== 'invalid_client') throw error;
      await storage.delete(credentialsKey, tokenKey);
      return buy(await newCredentials(signal), signal);
    }
  };

  /** One at a time in all tabs, and only when nobody did it meanwhile. */
  const exclusive = (
    kind: string,
    refused: string | undefined,
    run: (signal: AbortSignal) => Promise<string>,
    signal?: AbortSignal,
  ): Promise<string> =>
    share(
      `${kind} ${refused ?? ''}`,
      shared =>
        deps.withLock(
          ['tve-elements', ...credentialsKey].join(':'),
          async () => {
            const present = await storedToken();
            const usable = present !== undefined && present !== refused && (await storedCredentials());
            return usable ? present : run(shared);
          },
          shared,
        ),
      signal,
    );

  return {
    token: async signal => {
      const [token, credentials] = await Promise.all([storedToken(), storedCredentials()]);
      return token !== undefined && credentials ? token : exclusive('token', undefined, obtain, signal);
    },
    renew: (refused, signal) => exclusive('renew', refused, obtain, signal),
    startOver: (refused, signal) =>
      exclusive(
        'start over',
        refused,
        async shared => {
          await storage.delete(credentialsKey, tokenKey);
          return obtain(shared);
        },
        signal,
      ),
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
