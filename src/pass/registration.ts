import type { Clock } from '../core/clock.ts';
import type { WithLock } from '../core/locks.ts';
import { createSingleFlight } from '../core/single-flight.ts';
import type { Key, KeyValueStore } from '../storage/key-value.ts';
import type { Exchange } from './exchange.ts';
import { onDemand } from './on-demand.ts';

/**
 * Dynamic client registration: this browser's own credentials, got once and kept, and the access tokens they buy.
 * Profiles hang on the credentials, so they are replaced only when the service says that they are no good.
 */
export interface ClientRegistration {
  /** How often this page has registered. */
  readonly registrations: number;
  /** A token that has not run out. */
  token(signal?: AbortSignal): Promise<string>;
  /** The service refused this token: another one, for the same credentials. */
  renew(refused: string, signal?: AbortSignal): Promise<string>;
  /** The service refused the credentials behind this token: new ones, and their token. */
  startOver(refused: string, signal?: AbortSignal): Promise<string>;
}

export interface StoredCredentials {
  clientId: string;
  clientSecret: string;
}

export interface StoredToken {
  accessToken: string;
  /** When it runs out by the clock of this device, epoch milliseconds. */
  until: number;
}

export interface RegistrationDeps {
  softwareStatement: string;
  redirectUri: () => string;
  key: (name: string) => Key;
  storage: KeyValueStore;
  clock: Clock;
  withLock: WithLock;
  exchange: Exchange;
  headers: () => Promise<Record<string, string>>;
  /** The old credentials are gone and whatever hung on them with them. */
  onReplaced: () => void;
}

export function createRegistration(deps: RegistrationDeps): ClientRegistration {
  const { storage, clock } = deps;
  const credentialsKey = deps.key('credentials');
  const tokenKey = deps.key('token');
  const share = createSingleFlight();
  let registrations = 0;

  const obtain = onDemand(async () => {
    const { createObtain } = await import('./credentials.ts');
    const onReplaced = (): void => {
      registrations++;
      deps.onReplaced();
    };
    return createObtain({ ...deps, onReplaced }, { credentialsKey, tokenKey });
  });

  const storedToken = async (): Promise<string | undefined> => {
    const [token, credentials] = await Promise.all([
      storage.get<StoredToken>(tokenKey),
      storage.get<StoredCredentials>(credentialsKey),
    ]);
    return token && credentials && token.until > clock.now() ? token.accessToken : undefined;
  };

  /** One at a time in all tabs, and only when nobody did it meanwhile. */
  const exclusive = (refused: string | undefined, signal?: AbortSignal, forget?: boolean): Promise<string> =>
    share(
      `${forget} ${refused}`,
      shared =>
        deps.withLock(
          ['tve-elements', ...credentialsKey].join(':'),
          async () => {
            const present = await storedToken();
            if (present !== undefined && present !== refused) return present;
            if (forget) await storage.delete(credentialsKey, tokenKey);
            return (await obtain())(shared);
          },
          shared,
        ),
      signal,
    );

  return {
    get registrations() {
      return registrations;
    },
    token: async signal => (await storedToken()) ?? exclusive(undefined, signal),
    renew: exclusive,
    startOver: (refused, signal) => exclusive(refused, signal, true),
  };
}
