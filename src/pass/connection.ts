import type { Clock } from '../core/clock.ts';
import type { WithLock } from '../core/locks.ts';
import type { KeyValueStore } from '../storage/key-value.ts';
import { deviceInfo } from './device.ts';
import { createExchange } from './exchange.ts';
import type { PassMemory } from './memory.ts';
import { createRegistration } from './registration.ts';
import { deviceIdentifier } from './requests.ts';
import { hasRunOut } from './service-token.ts';
import { createThrottle } from './throttle.ts';
import { createTransport, type Transport } from './transport.ts';
import type { PassConfig } from './types.ts';

/** What the client is given from outside, so that tests can give it something else. */
export interface PlatformDeps {
  storage: KeyValueStore;
  fetch: typeof fetch;
  clock: Clock;
  /** A number from 0 to 1. */
  random: () => number;
  withLock: WithLock;
  /** Told each step in plain words, never a token or a secret. */
  log: (text: string) => void;
}

/** Puts the parts of the line to the service together: budget, exchange, registration, headers. */
export function connect(
  config: PassConfig,
  memory: PassMemory,
  platform: PlatformDeps,
  onNewCredentials: () => void,
): Transport {
  const { storage, clock, random, withLock, log } = platform;
  const { serviceProvider, softwareStatement, baseUrl, visitorId, serviceToken } = config;
  const describe = deviceInfo(config.applicationId);

  const throttle = createThrottle({ storage, clock, random, key: ['pass-budget', baseUrl] });
  const exchange = createExchange({ baseUrl, fetch: platform.fetch, clock, random, throttle, log });
  const registration = createRegistration({
    serviceProvider,
    softwareStatement,
    redirectUri: config.redirectUrl,
    key: memory.key,
    storage,
    clock,
    withLock,
    exchange,
    headers: async () => ({ 'X-Device-Info': describe }),
    onReplaced: onNewCredentials,
  });
  return createTransport({
    exchange,
    registration,
    headers: async request => ({
      ...(request.otherDevice
        ? {}
        : { 'AP-Device-Identifier': deviceIdentifier(await memory.deviceId()), 'X-Device-Info': describe }),
      ...(visitorId ? { 'AP-Visitor-Identifier': visitorId } : {}),
      ...(serviceToken && request.serviceToken && !hasRunOut(serviceToken, clock.now())
        ? { 'AD-Service-Token': serviceToken }
        : {}),
    }),
  });
}
