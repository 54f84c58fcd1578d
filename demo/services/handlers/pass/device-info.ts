import { decodeBase64Json } from '../shared/base64.ts';
import { textOf } from '../shared/text.ts';

/** X-Device-Info to the letter (section 3.3). */
const RESTRICTED: Record<string, string> = {
  primaryHardwareType:
    'Camera, DataCollectionTerminal, Desktop, EmbeddedNetworkModule, eReader, GamesConsole, GeolocationTracker, Glasses, MediaPlayer, MobilePhone, PaymentTerminal, PluginModem, SetTopBox, TV, Tablet, WirelessHotspot, Wristwatch, Unknown',
  osName: 'Android, Chrome OS, Linux, Mac OS, OS X, OpenBSD, Roku OS, Windows, iOS, tvOS, webOS',
  osFamily: 'Android, BSD, Linux, PlayStation OS, Roku OS, Symbian, Tizen, Windows, iOS, tvOS, macOS, webOS',
  osVendor: 'Amazon, Apple, Google, LG, Microsoft, Mozilla, Nintendo, Nokia, Roku, Samsung, Sony, Tizen Project',
  browserName: 'Android Browser, Chrome, Edge, Firefox, Internet Explorer, Opera, Safari, SeaMonkey, Symbian Browser',
  browserVendor:
    'Amazon, Apple, Google, Microsoft, Motorola, Mozilla, Netscape, Nintendo, Nokia, Samsung, Sony Ericsson',
};

const REQUIRED = ['model', 'version', 'osName', 'osVersion', 'connectionType'];
const TEXT = ['manufacturer', 'vendor', 'browserVersion', 'userAgent', 'connectionIp', 'applicationId'];
const NUMBERS = ['displayWidth', 'displayHeight', 'displayPpi', 'diagonalScreenSize', 'connectionPort'];
const KNOWN = [...Object.keys(RESTRICTED), ...REQUIRED, ...TEXT, ...NUMBERS, 'connectionSecure'];

export type DeviceInfoReading = { info: Record<string, unknown> } | { problem: string };

/** Reads the header, or says what is wrong with it. `lenient` takes whatever decodes to an object (10.22). */
export function readDeviceInfo(value: string | null, lenient: boolean): DeviceInfoReading {
  if (!value) return { problem: 'X-Device-Info is missing' };
  const info = decodeBase64Json(value);
  if (!info) return lenient ? { info: {} } : { problem: 'X-Device-Info is not the Base64 of a JSON object' };
  if (lenient) return { info };
  const problem = findProblem(info);
  return problem ? { problem } : { info };
}

function findProblem(info: Record<string, unknown>): string | undefined {
  for (const key of REQUIRED) {
    if (typeof info[key] !== 'string' || info[key] === '')
      return `X-Device-Info.${key}: a non-empty string is required`;
  }
  for (const [key, value] of Object.entries(info)) {
    if (!KNOWN.includes(key)) return `X-Device-Info.${key}: no such key`;
    const legal = RESTRICTED[key]?.split(', ');
    if (legal && !legal.includes(textOf(value)))
      return `X-Device-Info.${key}: ${JSON.stringify(value)} is not a listed value`;
    if (TEXT.includes(key) && typeof value !== 'string') return `X-Device-Info.${key}: expected a string`;
    if (NUMBERS.includes(key) && !isNumeric(value)) return `X-Device-Info.${key}: expected a number`;
    if (key === 'connectionSecure' && !/^(true|false)$/.test(textOf(value))) {
      return 'X-Device-Info.connectionSecure: expected true or false';
    }
  }
  return undefined;
}

function isNumeric(value: unknown): boolean {
  return typeof value === 'number' ? Number.isFinite(value) : typeof value === 'string' && /^\d+(\.\d+)?$/.test(value);
}

/** What `GET sessions/{code}` tells about the streaming device (4.4). */
export function describeDevice(info: Record<string, unknown>): Record<string, unknown> {
  const text = (key: string) => info[key] ?? null;
  const [major, minor] = textOf(info['version'] ?? '').split('.');
  return {
    type: info['primaryHardwareType'] ?? 'Unknown',
    model: text('model'),
    version: { major: major || null, minor: minor ?? null, patch: null, profile: null },
    hardware: {
      name: text('model'),
      vendor: text('vendor'),
      version: text('version'),
      manufacturer: text('manufacturer'),
    },
    operatingSystem: {
      name: text('osName'),
      family: text('osFamily'),
      vendor: text('osVendor'),
      version: text('osVersion'),
    },
    browser: {
      name: text('browserName'),
      vendor: text('browserVendor'),
      version: text('browserVersion'),
      userAgent: text('userAgent'),
      originalUserAgent: null,
    },
    display: {
      width: text('displayWidth'),
      height: text('displayHeight'),
      ppi: text('displayPpi'),
      name: null,
      vendor: null,
      version: null,
      diagonalSize: text('diagonalScreenSize'),
    },
    applicationId: text('applicationId'),
    connection: {
      ipAddress: text('connectionIp'),
      port: text('connectionPort'),
      secure: text('connectionSecure'),
      type: text('connectionType'),
    },
  };
}
