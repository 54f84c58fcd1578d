import type { PassRequest } from './endpoint.ts';
import { json } from './errors.ts';
import { listedProviders } from './integration.ts';
import type { Provider } from './providers.ts';

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
  const hardware = String(deviceInfo['primaryHardwareType'] ?? 'Unknown');
  const os = String(deviceInfo['osFamily'] ?? deviceInfo['osName'] ?? 'Unknown');
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

function noteRepetition({ world, client, sp, call }: PassRequest): void {
  const now = world.clock.elapsed();
  const last = client.configured.get(sp.id);
  client.configured.set(sp.id, now);
  if (last === undefined || now - last >= TOO_SOON) return;
  const seconds = Math.round((now - last) / 1000);
  call.complain('PASS-R23', `the configuration was fetched again after ${seconds} s without a reason`, 'configuration');
}
