import { textOf } from '../shared/text.ts';
import type { PassRequest } from './endpoint.ts';
import { json } from './errors.ts';
import { listedProviders } from './integration.ts';
import type { Provider } from './providers.ts';
import type { Client } from './state.ts';

const TOO_SOON = 120_000;

/** `GET configuration` (4.1): the brand and its active providers. */
export function configuration(request: PassRequest): Response {
  const { world, sp, deviceInfo } = request;
  noteRepetition(request);
  const origin = request.call.url.origin;
  const mvpds = listedProviders(request).map(provider => describe(provider, origin));
  const requestor = {
    id: sp.id,
    name: sp.name,
    domains: sp.domains.map(name => ({ name, mvpdInitiated: false })),
  };
  const hardware = textOf(deviceInfo['primaryHardwareType'] ?? 'Unknown');
  const os = textOf(deviceInfo['osFamily'] ?? deviceInfo['osName'] ?? 'Unknown');
  const envelope =
    world.switches.configurationNames === 'device'
      ? { device: hardware, clientType: 'html5', os }
      : { platform: hardware, platformCategory: hardware, sdkType: 'html5', os };
  return json(
    world.switches.configurationShape === 'requestor'
      ? { ...envelope, requestor: { ...requestor, mvpds } }
      : { ...envelope, requestor, mvpds },
  );
}

function describe(provider: Provider, origin: string): Record<string, unknown> {
  const logo = provider.brokenLogo ? `${provider.id}-gone` : provider.id;
  return {
    id: provider.id,
    displayName: provider.name,
    logoUrl: `${origin}/logos/${encodeURIComponent(logo)}.svg`,
    ...(provider.tempPass ? { isTempPass: true } : {}),
    ...(provider.isProxy ? { isProxy: true } : {}),
    boardingStatus: 'PICKER',
    enablePlatformServices: false,
    displayInPlatformPicker: false,
    authPerAggregator: false,
  };
}

/**
 * A page keeps the configuration for minutes (PASS-R23), and each page keeps its own: one that looks who is signed in,
 * or asks about a code, may be a new one and fetch it once.
 */
function noteRepetition({ world, client, sp, call }: PassRequest): void {
  // An answer that a fault has spoilt is not in any page's memory.
  if (call.altered) return;
  const now = world.clock.elapsed();
  const last = client.configured.get(sp.id);
  const pages = last?.pages ?? 0;
  client.configured.set(sp.id, { at: now, pages: Math.max(0, pages - 1) });
  if (last === undefined || now - last.at >= TOO_SOON || pages > 0) return;
  const seconds = Math.round((now - last.at) / 1000);
  call.complain('PASS-R23', `the configuration was fetched again after ${seconds} s without a reason`, 'configuration');
}

export function notePage(client: Client, serviceProvider: string): void {
  const record = client.configured.get(serviceProvider) ?? { at: -Infinity, pages: 0 };
  client.configured.set(serviceProvider, { ...record, pages: record.pages + 1 });
}
