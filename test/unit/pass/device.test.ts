import { expect } from '@open-wc/testing';
import { describeDevice, deviceInfo } from '../../../src/pass/device.ts';
import { thisDevice, type DeviceSource } from '../../../src/pass/this-device.ts';

/** The lists of the documentation of X-Device-Info, for the keys that are restricted. */
const LEGAL: Record<string, string> = {
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

const WEBKIT = 'AppleWebKit/537.36 (KHTML, like Gecko)';

/** What it is, its user agent, then hardware, system, system's version and browser as they must be told. */
const AGENTS: [string, string, ...string[]][] = [
  [
    'Chrome on Windows',
    `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${WEBKIT} Chrome/120.0.0.0 Safari/537.36`,
    'Desktop',
    'Windows',
    '10.0',
    'Chrome 120.0.0.0',
  ],
  [
    'Edge',
    `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${WEBKIT} Chrome/120.0.0.0 Safari/537.36 Edg/120.0.2210.61`,
    'Desktop',
    'Windows',
    '10.0',
    'Edge 120.0.2210.61',
  ],
  [
    'Opera',
    `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${WEBKIT} Chrome/119.0.0.0 Safari/537.36 OPR/105.0.0.0`,
    'Desktop',
    'Windows',
    '10.0',
    'Opera 105.0.0.0',
  ],
  [
    'Firefox on a Mac',
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:140.0) Gecko/20100101 Firefox/140.0',
    'Desktop',
    'Mac OS',
    '10.15',
    'Firefox 140.0',
  ],
  [
    'Safari on a Mac',
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Safari/605.1.15',
    'Desktop',
    'Mac OS',
    '10.15.7',
    'Safari 17.4',
  ],
  [
    'Firefox on Linux',
    'Mozilla/5.0 (X11; Linux x86_64; rv:115.0) Gecko/20100101 Firefox/115.0',
    'Desktop',
    'Linux',
    '0',
    'Firefox 115.0',
  ],
  [
    'Chrome OS',
    `Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) ${WEBKIT} Chrome/119.0.0.0 Safari/537.36`,
    'Desktop',
    'Chrome OS',
    '14541.0.0',
    'Chrome 119.0.0.0',
  ],
  [
    'iPhone',
    'Mozilla/5.0 (iPhone; CPU iPhone OS 17_1_2 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.1 Mobile/15E148 Safari/604.1',
    'MobilePhone',
    'iOS',
    '17.1.2',
    'Safari 17.1',
  ],
  [
    'Chrome on iPhone',
    'Mozilla/5.0 (iPhone; CPU iPhone OS 16_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/119.0.6045.109 Mobile/15E148 Safari/604.1',
    'MobilePhone',
    'iOS',
    '16.6',
    'Chrome 119.0.6045.109',
  ],
  [
    'old iPad',
    'Mozilla/5.0 (iPad; CPU OS 12_5_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/12.1.2 Mobile/15E148 Safari/604.1',
    'Tablet',
    'iOS',
    '12.5.7',
    'Safari 12.1.2',
  ],
  [
    'Pixel',
    `Mozilla/5.0 (Linux; Android 14; Pixel 8) ${WEBKIT} Chrome/120.0.6099.43 Mobile Safari/537.36`,
    'MobilePhone',
    'Android',
    '14',
    'Chrome 120.0.6099.43',
  ],
  [
    'Firefox on Android',
    'Mozilla/5.0 (Android 13; Mobile; rv:120.0) Gecko/120.0 Firefox/120.0',
    'MobilePhone',
    'Android',
    '13',
    'Firefox 120.0',
  ],
  [
    'Android tablet',
    `Mozilla/5.0 (Linux; Android 13; SM-X706B) ${WEBKIT} Chrome/119.0.0.0 Safari/537.36`,
    'Tablet',
    'Android',
    '13',
    'Chrome 119.0.0.0',
  ],
  [
    'Fire TV',
    `Mozilla/5.0 (Linux; Android 9; AFTMM Build/PS7624.3337N; wv) ${WEBKIT} Version/4.0 Chrome/104.0.5112.69 Mobile Safari/537.36`,
    'TV',
    'Android',
    '9',
    'Chrome 104.0.5112.69',
  ],
  [
    'Samsung TV',
    `Mozilla/5.0 (SMART-TV; LINUX; Tizen 6.0) ${WEBKIT} 76.0.3809.146/6.0 TV Safari/537.36`,
    'TV',
    'Linux',
    '6.0',
    '',
  ],
  [
    'LG TV',
    `Mozilla/5.0 (Web0S; Linux/SmartTV) ${WEBKIT} Chrome/87.0.4280.88 Safari/537.36 WebAppManager`,
    'TV',
    'webOS',
    '0',
    'Chrome 87.0.4280.88',
  ],
  [
    'LG TV with a version',
    `Mozilla/5.0 (Web0S; Linux/SmartTV) ${WEBKIT} Chrome/94.0.4606.128 Safari/537.36 LG Browser/8.00.00(LGE; 65QNED816QA; 03.34.10; 1; DTV_W22O); webOS.TV-2022`,
    'TV',
    'webOS',
    '2022',
    'Chrome 94.0.4606.128',
  ],
  [
    'PlayStation 5',
    'Mozilla/5.0 (PlayStation; PlayStation 5/2.26) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/13.0 Safari/605.1.15',
    'GamesConsole',
    'Linux',
    '2.26',
    'Safari 13.0',
  ],
  ['something never seen', 'Curious/1.0', 'Unknown', 'Linux', '0', ''],
  ['an empty user agent', '', 'Unknown', 'Linux', '0', ''],
];

const describeAgent = (userAgent: string, more: Partial<DeviceSource> = {}) =>
  describeDevice({ userAgent, width: 1920, height: 1080, ...more });

describe('describeDevice', () => {
  for (const [what, userAgent, hardware, system, version, browser] of AGENTS) {
    it(`PASS-R101: knows ${what}`, () => {
      const device = describeAgent(userAgent);
      const name = [device['browserName'], device['browserVersion']].filter(Boolean).join(' ');
      expect([device['primaryHardwareType'], device['osName'], device['osVersion'], name]).to.deep.equal([
        hardware,
        system,
        version,
        browser,
      ]);
    });

    it(`PASS-R102: has only listed values for ${what}`, () => {
      const device = describeAgent(userAgent);
      const illegal = Object.keys(LEGAL).filter(
        key => key in device && !LEGAL[key]!.split(', ').includes(String(device[key])),
      );
      expect(illegal).to.deep.equal([]);
    });

    it(`PASS-R101: has every required key for ${what}`, () => {
      const device = describeAgent(userAgent);
      expect(REQUIRED.filter(key => typeof device[key] !== 'string' || device[key] === '')).to.deep.equal([]);
    });
  }

  it('PASS-R101: recognizes an iPad that calls itself a Mac by its touch screen', () => {
    const device = describeAgent(AGENTS[4]![1], { maxTouchPoints: 5 });
    expect([device['osName'], device['osFamily'], device['model'], device['primaryHardwareType']]).to.deep.equal([
      ...['iOS', 'iOS', 'iPad', 'Tablet'],
    ]);
  });

  it('PASS-R101: tells the connection in the words of the documentation', () => {
    const told = ['wifi', 'ethernet', '4g', 'bluetooth', undefined].map(
      connectionType => describeAgent('', { connectionType })['connectionType'],
    );
    expect(told).to.deep.equal(['WiFi', 'LAN', '4G', 'unknown', 'unknown']);
  });

  it('PASS-R101: measures the screen in whole physical pixels', () => {
    const device = describeAgent('', { width: 1536 * 1.25, height: 863.9 });
    expect([device['displayWidth'], device['displayHeight']]).to.deep.equal([1920, 864]);
  });

  it('PASS-R101: names the application when the publisher does', () => {
    const source = { userAgent: '', width: 1, height: 1 };
    expect([
      describeDevice(source, 'demo-web')['applicationId'],
      'applicationId' in describeDevice(source),
    ]).to.deep.equal(['demo-web', false]);
  });

  it('PASS-R101: the header of this very browser decodes to the description of it', () => {
    const bytes = Uint8Array.from(atob(deviceInfo(thisDevice(), 'démo')), byte => byte.charCodeAt(0));
    expect(JSON.parse(new TextDecoder().decode(bytes))).to.deep.equal(describeDevice(thisDevice(), 'démo'));
  });
});
