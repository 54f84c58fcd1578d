import type { Clock } from '../core/clock.ts';
import { createSingleFlight } from '../core/single-flight.ts';
import { getConfiguration } from './sign-in-requests.ts';
import { readConfiguration } from './sign-in-responses.ts';
import type { Transport } from './transport.ts';
import type { Provider } from './types.ts';

/** The service's TV providers: asked for when a viewer is about to choose, then kept for a moment. */
export interface ProviderList {
  get(signal?: AbortSignal): Promise<Provider[]>;
  /** The provider of that id, if the list was seen. */
  known(id: string): Provider | undefined;
  /** The next viewer gets a fresh list. */
  drop(): void;
}

/** Three minutes satisfy each of the documentation's figures for the client side. */
const FRESH_FOR = 3 * 60_000;

export function createProviderList(deps: {
  serviceProvider: string;
  transport: Transport;
  clock: Clock;
}): ProviderList {
  const { clock, transport } = deps;
  const share = createSingleFlight();
  let cached: { providers: Provider[]; at: number } | undefined;
  let seen: Provider[] = [];
  return {
    get(signal) {
      if (cached && clock.elapsed() - cached.at < FRESH_FOR) return Promise.resolve(cached.providers);
      return share(
        'configuration',
        async shared => {
          const request = getConfiguration(deps.serviceProvider);
          const providers = await transport(request, readConfiguration, { signal: shared });
          cached = { providers, at: clock.elapsed() };
          seen = providers;
          return providers;
        },
        signal,
      );
    },
    known: id => seen.find(provider => provider.id === id),
    drop() {
      cached = undefined;
    },
  };
}
