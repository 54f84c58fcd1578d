import type { Clock } from '../core/clock.ts';
import type { WithLock } from '../core/locks.ts';
import type { KeyValueStore } from '../storage/key-value.ts';
import { createExchange } from './exchange.ts';
import type { FreeAccess } from './free-access.ts';
import type { PassMemory } from './memory.ts';
import { onDemand } from './on-demand.ts';
import { createRegistration } from './registration.ts';
import { deviceIdentifier, identityHeader } from './requests.ts';
import { thisDevice } from './this-device.ts';
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

/** The line to the service. */
export interface Connection {
  readonly transport: Transport;
  /** Resolves when a window or a page may go to the service: it counts such a visit like any other request. */
  readonly admitVisit: (signal?: AbortSignal) => Promise<void>;
}

/** Few publishers have a service token. */
const judge = onDemand(() => import('./service-token.ts'));

/** Puts the parts of the line to the service together: budget, exchange, registration, headers. */
export function connect(
  config: PassConfig,
  memory: PassMemory,
  platform: PlatformDeps,
  free: FreeAccess,
  onNewCredentials: () => void,
): Connection {
  const { storage, clock, random, withLock, log } = platform;
  const { softwareStatement, baseUrl, visitorId, applicationId } = config;
  /** Made on the first visit, or when the browser is no longer the same; later ones find it on the device. */
  const describe = onDemand(async () => {
    const source = thisDevice();
    const of = JSON.stringify([source, applicationId]);
    const kept = await storage.get<{ of: string; text: string }>(memory.key('device-info')).catch(() => undefined);
    if (kept?.of === of) return kept.text;
    const text = (await import('./credentials.ts')).deviceInfo(source, applicationId);
    void storage.set(memory.key('device-info'), { of, text }).catch(() => {});
    return text;
  });

  const throttle = createThrottle({ storage, clock, random, key: ['pass-budget', baseUrl] });
  const exchange = createExchange({ baseUrl, fetch: platform.fetch, clock, random, throttle, log });
  const registration = createRegistration({
    softwareStatement,
    redirectUri: config.redirectUrl,
    // One registration for all service providers of a statement; another statement needs other credentials.
    key: name => ['pass', baseUrl, softwareStatement.slice(-24), name],
    storage,
    clock,
    withLock,
    exchange,
    headers: async () => ({ 'X-Device-Info': await describe() }),
    onReplaced: onNewCredentials,
  });
  const transport = createTransport({
    exchange,
    registration,
    headers: async request => {
      const token = request.serviceToken && config.serviceToken?.();
      const isGood = token && (await judge()).isPresentable(token, clock.now());
      return {
        ...identityHeader(await free.identity(request.mvpd)),
        ...(request.otherDevice
          ? {}
          : { 'AP-Device-Identifier': deviceIdentifier(await memory.deviceId()), 'X-Device-Info': await describe() }),
        ...(visitorId ? { 'AP-Visitor-Identifier': visitorId } : {}),
        ...(isGood ? { 'AD-Service-Token': token } : {}),
      };
    },
  });
  return { transport, admitVisit: signal => throttle.admit('viewer', signal) };
}
