/**
 * `X-Device-Info`: what the service is told of the streaming device. Restricted keys hold a value of the documented
 * list or are left out; a wrong one is refused, a missing one is taken for an unknown and insecure platform.
 * Source: "Appendix, header X-Device-Info" of the REST API V2 reference.
 */
import { base64 } from './base64.ts';
import type { DeviceSource } from './this-device.ts';

/** Pattern (group 1 is the version), then name, family, vendor, kind of hardware, model. The first row that fits wins. */
type System = readonly [RegExp, string, string, string?, string?, string?];
type Browser = readonly [RegExp, string, string?];

const SYSTEMS: readonly System[] = [
  [/Tizen ([\d.]+)/, 'Linux', 'Tizen', 'Tizen Project', 'TV'],
  [/webOS(?:\.TV-|\/)([\d.]+)/, 'webOS', 'webOS', 'LG', 'TV'],
  [/Web0S|webOS/, 'webOS', 'webOS', 'LG', 'TV'],
  [/PlayStation[^;)]*?([\d.]*)\)/, 'Linux', 'PlayStation OS', 'Sony', 'GamesConsole'],
  [/iPad.*? OS ([\d_]+)/, 'iOS', 'iOS', 'Apple', 'Tablet', 'iPad'],
  [/iP(?:hone|od).*? OS ([\d_]+)/, 'iOS', 'iOS', 'Apple', 'MobilePhone', 'iPhone'],
  [/Android ([\d.]+).*(?:TV|AFT|BRAVIA)/, 'Android', 'Android', 'Google', 'TV'],
  [/Android ([\d.]+).*Mobile/, 'Android', 'Android', 'Google', 'MobilePhone'],
  [/Android(?: ([\d.]+))?/, 'Android', 'Android', 'Google', 'Tablet'],
  [/CrOS \S+ ([\d.]+)/, 'Chrome OS', 'Linux', 'Google'],
  [/Windows NT ([\d.]+)/, 'Windows', 'Windows', 'Microsoft'],
  [/Mac OS X ([\d_.]+)/, 'Mac OS', 'macOS', 'Apple'],
  [/Linux/, 'Linux', 'Linux'],
];

const BROWSERS: readonly Browser[] = [
  [/Edg(?:e|A|iOS)?\/([\d.]+)/, 'Edge', 'Microsoft'],
  [/(?:OPR|Opera)\/([\d.]+)/, 'Opera'],
  [/(?:Firefox|FxiOS)\/([\d.]+)/, 'Firefox', 'Mozilla'],
  [/(?:Chrome|CriOS)\/([\d.]+)/, 'Chrome', 'Google'],
  [/Version\/([\d.]+).*Safari/, 'Safari', 'Apple'],
];

const CONNECTIONS: Record<string, string> = {
  wifi: 'WiFi',
  ethernet: 'LAN',
  '2g': '2G',
  '3g': '3G',
  '4g': '4G',
  '5g': '5G',
};

/** The facts of the row that fits, its pattern replaced by the version that stands there. */
function match(rows: readonly (System | Browser)[], userAgent: string): (string | undefined)[] {
  for (const [pattern, ...facts] of rows) {
    const found = pattern.exec(userAgent);
    if (found) return [found[1]?.replace(/_/g, '.') || undefined, ...facts];
  }
  return [];
}

export function describeDevice(source: DeviceSource, applicationId?: string): Record<string, string | number> {
  const { userAgent } = source;
  const system = match(SYSTEMS, userAgent);
  // iPadOS calls itself a Mac; only the fingers give it away.
  const iPad = system[1] === 'Mac OS' && (source.maxTouchPoints ?? 0) > 1;
  const [version = '0', osName, osFamily, osVendor, hardware = osName && 'Desktop', model = 'Unknown'] = iPad
    ? [system[0], 'iOS', 'iOS', 'Apple', 'Tablet', 'iPad']
    : system;
  const [browserVersion, browserName, browserVendor] = match(BROWSERS, userAgent);
  const device: Record<string, string | number | undefined> = {
    primaryHardwareType: hardware ?? 'Unknown',
    model,
    version,
    manufacturer: osVendor === 'Apple' ? osVendor : undefined,
    // Required, and free: a page cannot tell a system it does not recognize.
    osName: osName ?? 'Linux',
    osFamily,
    osVendor,
    osVersion: version,
    browserName,
    browserVendor,
    browserVersion,
    userAgent,
    displayWidth: Math.round(source.width),
    displayHeight: Math.round(source.height),
    connectionType: CONNECTIONS[source.connectionType ?? ''] ?? 'unknown',
    applicationId: applicationId || undefined,
  };
  const known = Object.entries(device).filter(([, value]) => value !== undefined);
  return Object.fromEntries(known) as Record<string, string | number>;
}

export const deviceInfo = (source: DeviceSource, applicationId?: string): string =>
  base64(JSON.stringify(describeDevice(source, applicationId)));
