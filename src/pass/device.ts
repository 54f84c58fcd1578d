/**
 * `X-Device-Info`: what the service is told of the streaming device. Restricted keys hold a value of the documented
 * list or are left out; a wrong one is refused, a missing one is taken for an unknown and insecure platform.
 * Source: "Appendix, header X-Device-Info" of the REST API V2 reference.
 */
import { base64 } from './base64.ts';

/** The parts of the browser that the description is read from. */
export interface DeviceSource {
  userAgent: string;
  /** Screen size in physical pixels. */
  width: number;
  height: number;
  /** `navigator.connection.type` or `.effectiveType`, where there is one. */
  connectionType?: string | undefined;
  maxTouchPoints?: number;
}

/** The first row whose pattern fits wins; group 1 of the pattern is the version. */
type Rows = readonly (readonly [RegExp, Record<string, string>])[];

const SYSTEMS: Rows = [
  [/Tizen ([\d.]+)/, { osName: 'Linux', osFamily: 'Tizen', osVendor: 'Tizen Project', primaryHardwareType: 'TV' }],
  [/webOS(?:\.TV-|\/)([\d.]+)/, { osName: 'webOS', osFamily: 'webOS', osVendor: 'LG', primaryHardwareType: 'TV' }],
  [/Web0S|webOS/, { osName: 'webOS', osFamily: 'webOS', osVendor: 'LG', primaryHardwareType: 'TV' }],
  [
    /PlayStation[^;)]*?([\d.]*)\)/,
    { osName: 'Linux', osFamily: 'PlayStation OS', osVendor: 'Sony', primaryHardwareType: 'GamesConsole' },
  ],
  [
    /iPad.*? OS ([\d_]+)/,
    { osName: 'iOS', osFamily: 'iOS', osVendor: 'Apple', primaryHardwareType: 'Tablet', model: 'iPad' },
  ],
  [
    /iP(?:hone|od).*? OS ([\d_]+)/,
    { osName: 'iOS', osFamily: 'iOS', osVendor: 'Apple', primaryHardwareType: 'MobilePhone', model: 'iPhone' },
  ],
  [
    /Android ([\d.]+).*(?:TV|AFT|BRAVIA)/,
    { osName: 'Android', osFamily: 'Android', osVendor: 'Google', primaryHardwareType: 'TV' },
  ],
  [
    /Android ([\d.]+).*Mobile/,
    { osName: 'Android', osFamily: 'Android', osVendor: 'Google', primaryHardwareType: 'MobilePhone' },
  ],
  [
    /Android(?: ([\d.]+))?/,
    { osName: 'Android', osFamily: 'Android', osVendor: 'Google', primaryHardwareType: 'Tablet' },
  ],
  [/CrOS \S+ ([\d.]+)/, { osName: 'Chrome OS', osFamily: 'Linux', osVendor: 'Google', primaryHardwareType: 'Desktop' }],
  [
    /Windows NT ([\d.]+)/,
    { osName: 'Windows', osFamily: 'Windows', osVendor: 'Microsoft', primaryHardwareType: 'Desktop' },
  ],
  [/Mac OS X ([\d_.]+)/, { osName: 'Mac OS', osFamily: 'macOS', osVendor: 'Apple', primaryHardwareType: 'Desktop' }],
  [/Linux/, { osName: 'Linux', osFamily: 'Linux', primaryHardwareType: 'Desktop' }],
];

const BROWSERS: Rows = [
  [/Edg(?:e|A|iOS)?\/([\d.]+)/, { browserName: 'Edge', browserVendor: 'Microsoft' }],
  [/(?:OPR|Opera)\/([\d.]+)/, { browserName: 'Opera' }],
  [/(?:Firefox|FxiOS)\/([\d.]+)/, { browserName: 'Firefox', browserVendor: 'Mozilla' }],
  [/(?:Chrome|CriOS)\/([\d.]+)/, { browserName: 'Chrome', browserVendor: 'Google' }],
  [/Version\/([\d.]+).*Safari/, { browserName: 'Safari', browserVendor: 'Apple' }],
];

const CONNECTIONS: Record<string, string> = {
  wifi: 'WiFi',
  ethernet: 'LAN',
  '2g': '2G',
  '3g': '3G',
  '4g': '4G',
  '5g': '5G',
};

function match(rows: Rows, userAgent: string): { facts: Record<string, string>; version: string | undefined } {
  for (const [pattern, facts] of rows) {
    const found = pattern.exec(userAgent);
    if (found) return { facts, version: found[1]?.replace(/_/g, '.') || undefined };
  }
  return { facts: {}, version: undefined };
}

export function describeDevice(source: DeviceSource, applicationId?: string): Record<string, string | number> {
  const { userAgent } = source;
  const system = match(SYSTEMS, userAgent);
  const browser = match(BROWSERS, userAgent);
  const device: Record<string, string | number> = {
    primaryHardwareType: 'Unknown',
    model: 'Unknown',
    // Required, and free: a page cannot tell a system it does not recognize.
    osName: 'Linux',
    ...system.facts,
    version: system.version ?? '0',
    osVersion: system.version ?? '0',
    ...browser.facts,
    ...(browser.version && browser.facts['browserName'] ? { browserVersion: browser.version } : {}),
    userAgent,
    displayWidth: Math.round(source.width),
    displayHeight: Math.round(source.height),
    connectionType: CONNECTIONS[source.connectionType ?? ''] ?? 'unknown',
    ...(applicationId ? { applicationId } : {}),
  };
  // iPadOS calls itself a Mac; only the fingers give it away.
  if (device['osName'] === 'Mac OS' && (source.maxTouchPoints ?? 0) > 1) {
    Object.assign(device, { osName: 'iOS', osFamily: 'iOS', primaryHardwareType: 'Tablet', model: 'iPad' });
  }
  if (device['osVendor'] === 'Apple') device['manufacturer'] = 'Apple';
  return device;
}

/** Reads the browser this runs in. */
export function thisDevice(): DeviceSource {
  const { connection } = navigator as Navigator & { connection?: { type?: string; effectiveType?: string } };
  return {
    userAgent: navigator.userAgent,
    width: screen.width * devicePixelRatio,
    height: screen.height * devicePixelRatio,
    connectionType: connection?.type ?? connection?.effectiveType,
    maxTouchPoints: navigator.maxTouchPoints,
  };
}

export const deviceInfo = (applicationId?: string): string =>
  base64(JSON.stringify(describeDevice(thisDevice(), applicationId)));
