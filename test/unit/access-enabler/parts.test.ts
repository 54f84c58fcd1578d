import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import { configurationXml } from '../../../src/access-enabler/configuration.ts';
import { baseOf, readIdentity, readRedirect } from '../../../src/access-enabler/environment.ts';
import { callPage, createErrorHandlers } from '../../../src/access-enabler/handlers.ts';
import { md5 } from '../../../src/access-enabler/md5.ts';
import { readOptions } from '../../../src/access-enabler/options.ts';
import { readCall } from '../../../src/access-enabler/page-calls.ts';
import { models } from '../../../src/access-enabler/preauthorize-request.ts';
import { describeClient, guidOf } from '../../../src/access-enabler/viewer-data.ts';
import type { Provider } from '../../../src/pass/types.ts';
import { profileOf, PROVIDERS } from './machine-support.ts';

const page = window as unknown as Record<string, unknown>;

/** Runs with the console silent; gives what it would have said. */
function said(run: () => void): string[] {
  const { warn, error } = console;
  const lines: string[] = [];
  console.warn = console.error = (text: unknown) => void lines.push(String(text));
  try {
    run();
  } finally {
    Object.assign(console, { warn, error });
  }
  return lines;
}

describe('AccessEnabler, the list of providers as a text', () => {
  const parse = (providers: Provider[], id = 'demo'): Document =>
    new DOMParser().parseFromString(configurationXml(id, providers), 'text/xml');
  const texts = (xml: Document, path: string): (string | null)[] =>
    [...xml.querySelectorAll(path)].map(node => node.textContent);

  it('AE-R18: has the elements that pages read', () => {
    const xml = parse(PROVIDERS);
    expect(texts(xml, 'mvpd > id')).to.deep.equal(['acme', 'bright', 'TempPass']);
    expect(texts(xml, 'mvpd > displayName')).to.deep.equal(['Acme Cable', 'Brightwater', 'Free Preview']);
    expect(texts(xml, 'mvpd > logoUrl')).to.deep.equal(['https://logo.test/acme.png', '', '']);
    expect(texts(xml, 'mvpd > iFrameRequired')).to.deep.equal(['false', 'false', 'false']);
    expect(texts(xml, 'mvpd > tempPass')).to.deep.equal(['false', 'false', 'true']);
    for (const size of ['iFrameWidth', 'iFrameHeight'])
      expect(texts(xml, `mvpd > ${size}`)).to.deep.equal(['', '', '']);
    expect(texts(xml, 'requestor > id')).to.deep.equal(['demo']);
  });

  it('AE-R18: any name survives the way there and back', () => {
    const name = fc.string({ unit: 'grapheme' }).map(text => text.replace(/[\0-\x1f\ufffe\uffff]/g, ''));
    fc.assert(
      fc.property(name, fc.constantFrom('A&B <TV> "é" \'x\'', 'Télé Été'), (id, displayName) => {
        const xml = parse([{ id, displayName, isTempPass: false, isProxy: false }]);
        return (
          xml.querySelector('parsererror') === null &&
          xml.querySelector('mvpd > id')!.textContent === id &&
          xml.querySelector('mvpd > displayName')!.textContent === displayName
        );
      }),
      { numRuns: 300 },
    );
  });

  it('AE-R18: characters that XML cannot hold are left out', () => {
    const xml = parse([{ id: 'a\0b\x1bc', displayName: 'x\uffff', isTempPass: false, isProxy: false }]);
    expect([xml.querySelector('parsererror'), xml.querySelector('mvpd > id')!.textContent]).to.deep.equal([
      null,
      'abc',
    ]);
  });
});

describe('AccessEnabler, functions of the page', () => {
  afterEach(() => {
    for (const name of ['one', 'two', 'app']) delete page[name];
  });

  it('AE-R70: handlers are bound by name, several of them, and let go one by one or all at once', () => {
    const heard: string[] = [];
    page['one'] = () => heard.push('one');
    page['two'] = () => heard.push('two');
    const handlers = createErrorHandlers();
    const tell = (): string[] => {
      heard.length = 0;
      handlers.tell({ errorId: 'N000', level: 'info' });
      return [...heard];
    };
    handlers.bind('errorEvent', 'one');
    handlers.bind('errorEvent', 'two');
    handlers.bind('errorEvent', 'two');
    expect(tell()).to.deep.equal(['one', 'two']);
    handlers.unbind('errorEvent', 'one');
    expect(tell()).to.deep.equal(['two']);
    handlers.bind('errorEvent', 'one');
    handlers.unbind('otherEvent', null);
    expect(tell()).to.deep.equal(['two', 'one']);
    handlers.unbind('errorEvent', undefined);
    expect(tell()).to.deep.equal([]);
  });

  it('AE-R70: other types of event and malformed names have no effect', () => {
    const heard: string[] = [];
    page['one'] = () => heard.push('one');
    page['_two'] = () => heard.push('_two');
    const handlers = createErrorHandlers();
    for (const type of ['authEvent', '', null, undefined]) handlers.bind(type, 'one');
    for (const name of ['', '_two', 'a b', 'one()', '.one', `o${'n'.repeat(1024)}`, 7, null]) {
      handlers.bind('errorEvent', name);
    }
    handlers.tell({ errorId: 'N000', level: 'info' });
    delete page['_two'];
    expect(heard).to.deep.equal([]);
  });

  it('AE-R71: a dotted name leads to a function with the right `this`', () => {
    const log = {
      events: [] as string[],
      onError(this: { events: string[] }, { errorId }: { errorId: string }) {
        this.events.push(errorId);
      },
    };
    page['app'] = { log };
    const handlers = createErrorHandlers();
    handlers.bind('errorEvent', 'app.log.onError');
    handlers.bind('errorEvent', 'app.nothing.there');
    handlers.tell({ errorId: 'Z100', level: 'error' });
    expect(log.events).to.deep.equal(['Z100']);
  });

  it('each handler has an object of its own', () => {
    const seen: object[] = [];
    const handlers = createErrorHandlers();
    handlers.bind('errorEvent', (event: object) => seen.push(event));
    handlers.bind('errorEvent', (event: object) => seen.push(event));
    handlers.tell({ errorId: 'N000', level: 'info' });
    expect(seen[0]).to.deep.equal(seen[1]);
    expect(seen[0]).not.to.equal(seen[1]);
  });

  it('AE-R40: a missing function is no error; what one throws is reported and harms nobody', async () => {
    expect(callPage('nothing.of.that.name', [])).to.equal(false);
    page['one'] = () => {
      throw new Error('the page’s own');
    };
    const { onerror } = window;
    const reported = new Promise(resolve => {
      window.onerror = (_message, _file, _line, _column, error) => {
        resolve(error?.message);
        return true;
      };
    });
    expect(callPage('one', [])).to.equal(true);
    expect(await reported).to.equal('the page’s own');
    window.onerror = onerror;
  });
});

describe('AccessEnabler, what a page typed', () => {
  it('AE-R10, AE-R34: options with right types are taken, others are not; an iframe is told and refused', () => {
    expect(readOptions({ visitorID: 7, backgroundLogin: 'true', applicationId: 'app' })).to.include({
      ...{ backgroundLogin: false, backgroundLogout: false, applicationId: 'app' },
    });
    for (const nothing of [null, undefined, 'options', []]) expect(readOptions(nothing)).to.deep.equal({});
    const lines = said(() => readOptions({ mvpdConfig: { acme: { iFrameRequired: true } } }));
    expect(lines).to.have.length(1);
    expect(lines[0]).to.contain('iframe');
  });

  const endpoints: [unknown, string | undefined][] = [
    [undefined, undefined],
    [[], undefined],
    [['https://sp.auth.adobe.com/adobe-services'], undefined],
    [['sp.auth-staging.adobe.com/adobe-services'], 'https://api.auth-staging.adobe.com'],
    [['http://localhost:8787/adobe-services'], 'http://localhost:8787'],
    [['https://example.test:444/x'], 'https://example.test:444'],
  ];
  for (const [given, base] of endpoints) {
    it(`endpoints ${JSON.stringify(given)} lead to ${base ?? 'the production service'}`, () => {
      expect(baseOf(given)).to.equal(base);
    });
  }

  it('several endpoints, or one that is none, are told in one line each', () => {
    const lines = said(() => {
      baseOf(['https://a.test', 'https://b.test']);
      baseOf(['https://a.test', 'https://b.test']);
      baseOf(['https://']);
    });
    expect(lines).to.have.length(2);
    expect(lines[0]).to.contain('base-url');
  });

  it('a redirect address is one of the web, seen from the page', () => {
    const lines = said(() => {
      expect(readRedirect('/watch?show=1')).to.equal(`${location.origin}/watch?show=1`);
      expect(readRedirect('https://site.test/')).to.equal('https://site.test/');
      expect(readRedirect('javascript:alert(1)')).to.equal(undefined);
      expect(readRedirect(undefined)).to.equal(undefined);
    });
    expect(lines).to.have.length(1);
  });

  it('AE-R68: of a promotional identity a hash is taken; a raw address never leaves the page', () => {
    const hash = 'a'.repeat(64);
    expect(readIdentity({ email: hash })).to.deep.equal({ email: hash });
    const lines = said(() => {
      for (const raw of [{ email: 'viewer@example.test' }, {}, 'viewer@example.test', [hash], { email: 7 }]) {
        expect(readIdentity(raw)).to.equal(undefined);
      }
    });
    expect(lines).to.have.length(5);
    expect(lines.join()).not.to.contain('example.test');
    expect(readIdentity(undefined)).to.equal(undefined);
    const identity = { email: hash };
    expect(readCall('getAuthentication', ['/', identity])).to.deep.include({ identity });
    expect(readCall('getAuthorization', ['news', '/', identity])).to.deep.include({ identity });
    expect(readCall('checkAuthorization', ['news', identity])).to.deep.include({ identity });
  });

  it('wrong types in calls are missing values', () => {
    expect(readCall('setSelectedProvider', [undefined])).to.deep.equal({ name: 'setSelectedProvider', id: null });
    expect(readCall('checkPreauthorizedResources', ['a'])).to.include({ cache: true });
    expect(readCall('preauthorize', [null, null])).to.deep.equal({
      ...{ name: 'preauthorize', resources: null, cache: true, callback: {} },
    });
    expect(readCall('getMetadata', ['TTL_AUTHZ', ['news']])).to.include({ resource: 'news' });
    expect(said(() => readCall('setProviderDialogURL', ['none'])).length).to.be.below(2);
  });
});

const U1 = 'a6048cbdca02ecd493761171122c6735';

describe('AccessEnabler, tracking data', () => {
  const agents: [string, string, string][] = [
    ['Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/120', 'computer', 'Windows'],
    ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Safari/605', 'computer', 'Mac OS'],
    ['Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Mobile Safari', 'mobile', 'iOS'],
    ['Mozilla/5.0 (iPad; CPU OS 16_0 like Mac OS X) Mobile Safari', 'tablet', 'iOS'],
    ['Mozilla/5.0 (Linux; Android 14; Pixel 8) Mobile Safari', 'mobile', 'Android'],
    ['Mozilla/5.0 (Linux; Android 13; SM-X700) Safari', 'tablet', 'Android'],
    ['Mozilla/5.0 (PlayStation; PlayStation 5/6.00) Safari', 'gameconsole', 'unknown'],
    ['Mozilla/5.0 (X11; CrOS x86_64 15000) Chrome', 'computer', 'Chrome OS'],
    ['Something else', 'unknown', 'unknown'],
  ];
  for (const [agent, device, system] of agents) {
    it(`AE-R22: ${agent.slice(12, 50)} is a ${device} with ${system}`, () => {
      expect(describeClient(agent)).to.deep.equal([device, 'html5', system]);
    });
  }

  it('the number of a viewer is a hash of their id, and never the id', () => {
    expect(guidOf(profileOf('acme'))).to.equal(U1);
    expect(guidOf(profileOf('acme', { attributes: {} }))).to.equal(null);
    expect(guidOf(null)).to.equal(null);
  });

  const digests: [string, string][] = [
    ['', 'd41d8cd98f00b204e9800998ecf8427e'],
    ['abc', '900150983cd24fb0d6963f7d28e17f72'],
    ['x'.repeat(55), '04364420e25c512fd958a70738aa8f72'],
    ['x'.repeat(56), '668a72d5ba17f08e62dabcafad6db14b'],
    ['x'.repeat(64), 'c1bb4f81d892b2d57947682aeb252456'],
    ['é☃'.repeat(50), 'acf1982c0245fdc06ba1e4d825ae64f9'],
  ];
  for (const [text, digest] of digests) {
    it(`MD5 of ${text.length} characters ${text.slice(0, 3)}`, () => expect(md5(text)).to.equal(digest));
  }
});

describe('AccessEnabler, the request of a preauthorization', () => {
  it('AE-R58: is built as the documentation writes it, with `new` and without', () => {
    for (const builder of [new models.PreauthorizeRequest.getBuilder(), models.PreauthorizeRequest.getBuilder()]) {
      const chained = builder.setResources(['a', 'b']).disableFeatures('LOCAL_CACHE');
      expect(chained).to.equal(builder);
      const [one, two] = [builder.build(), builder.build()];
      expect(one).to.deep.equal({ resources: ['a', 'b'], disabledFeatures: ['LOCAL_CACHE'] });
      expect(two).to.deep.equal(one);
      expect(two).not.to.equal(one);
    }
    expect(models.PreauthorizeRequest.getBuilder().build().resources).to.equal(null);
  });
});
