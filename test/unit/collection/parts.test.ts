import { expect } from '@open-wc/testing';
import { readCustomMetadata } from '../../../src/collection/custom-metadata.ts';
import { readInfo } from '../../../src/collection/info.ts';
import { readContent, type ContentSource } from '../../../src/collection/params.ts';
import { retryDelay } from '../../../src/collection/retry.ts';
import { sessionId } from '../../../src/collection/requests.ts';
import { createTimeline } from '../../../src/collection/timestamps.ts';
import { retryAfter } from '../../../src/core/http.ts';

const REQUIRED: Record<string, string> = {
  'collection-api': 'https://collect.example/',
  'tracking-server': 't',
  'report-suite': 'r',
  'org-id': 'o@AdobeOrg',
  'media-id': 'm',
};

const source = (attributes: Record<string, string | null> = {}, more: Partial<ContentSource> = {}): ContentSource => ({
  tag: 'media-tracker',
  attribute: name => ({ ...REQUIRED, ...attributes })[name] ?? null,
  metadata: undefined,
  site: 'site.example',
  streamType: 'video',
  provider: undefined,
  optOut: false,
  ...more,
});

const messageOf = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    expect(error).to.include({ name: 'MediaCollectionError', code: 'invalid-configuration' });
    return (error as Error).message;
  }
  throw new Error('nothing was thrown');
};

describe('session parameters', () => {
  it('asks for each required attribute by name (MC-R29)', () => {
    for (const name of Object.keys(REQUIRED)) {
      const message = messageOf(() => readContent(source({ [name]: null })));
      expect(message).to.contain('<media-tracker>').and.to.contain(name).and.to.contain('nothing');
    }
  });

  it('has names for a player and a channel that nobody named (MC-R29)', () => {
    const named = { 'player-name': 'p', channel: 'c' };
    expect(readContent(source()).params).to.include({ 'media.playerName': 'unknown', 'media.channel': 'site.example' });
    expect(readContent(source(named)).params).to.include({ 'media.playerName': 'p', 'media.channel': 'c' });
  });

  it('takes https, and http on loopback hosts only', () => {
    for (const base of ['https://a.example', 'http://localhost:8787', 'http://127.0.0.1', 'http://[::1]:1']) {
      expect(readContent(source({ 'collection-api': base })).base).to.equal(base);
    }
    for (const base of ['http://a.example', '/relative', 'ftp://a.example']) {
      expect(messageOf(() => readContent(source({ 'collection-api': base }))))
        .to.contain('https')
        .and.to.contain(base);
    }
    expect(readContent(source({ 'collection-api': 'https://a.example/x/api/v1/' })).base).to.equal(
      'https://a.example/x',
    );
  });

  it('gives every parameter its type and leaves out what is empty (MC-R30, MC-R32, MC-R39, MC-R40, MC-R113)', () => {
    const params = {
      'media.season': 3,
      'media.genre': '',
      'media.feed': null,
      'analytics.optOutShare': 'true',
      'visitor.aamLocationHint': '7',
      'visitor.customerIDs': { crm: { id: 'x' } },
      'media.downloaded': true,
    };
    const content = readContent(source({ 'media-length': '12.5' }, { metadata: { params } }));
    expect(content.params).to.deep.include({
      'media.season': '3',
      'analytics.optOutShare': true,
      'visitor.aamLocationHint': 7,
      'visitor.customerIDs': { crm: { id: 'x' } },
      'media.length': 12.5,
      'media.downloaded': false,
      'media.resume': false,
      'media.name': 'm',
    });
    expect(content.params).to.not.have.any.keys('media.genre', 'media.feed');
    expect(readContent(source({ 'media-length': 'Infinity' })).params).to.not.have.key('media.length');
    expect(messageOf(() => readContent(source({ 'media-length': 'long' })))).to.contain('media-length');
    expect(readContent(source({ downloaded: '', resume: '' })).params).to.include({
      'media.downloaded': true,
      'media.resume': true,
    });
  });

  it('fills in the provider, unless the page says otherwise', () => {
    expect(readContent(source({}, { provider: 'X' })).params).to.include({
      'media.pass.mvpd': 'X',
      'media.pass.auth': 'TRUE',
    });
    const metadata = { params: { 'media.pass.mvpd': 'Y' } };
    expect(readContent(source({}, { provider: 'X', metadata })).params).to.include({ 'media.pass.mvpd': 'Y' });
  });

  it('limits the pings in ads to 1 to 10 seconds (MC-R62)', () => {
    expect(readContent(source({ 'ad-ping-interval': '10' })).adPing).to.equal(10_000);
    for (const value of ['0', '11', 'x', '']) {
      expect(messageOf(() => readContent(source({ 'ad-ping-interval': value })))).to.contain('ad-ping-interval');
    }
  });

  it('names what it does not know in the metadata', () => {
    for (const metadata of [{ extra: 1 }, 'text', { params: 3 }]) {
      expect(messageOf(() => readContent(source({}, { metadata })))).to.contain('metadata');
    }
    // A text would become one entry for each letter (MC-R37).
    for (const customMetadata of ['home', 3, true]) {
      expect(messageOf(() => readContent(source({}, { metadata: { customMetadata } })))).to.contain('"customMetadata"');
    }
  });
});

describe('arguments of methods', () => {
  it('become parameters of the right type (MC-R33)', () => {
    expect(readInfo('adStart', { id: 7, length: '15', position: 2.2, creativeUrl: 'u', loadType: 'dynamic' })).to.eql({
      params: { 'media.ad.id': '7', 'media.ad.length': 15, 'media.ad.podPosition': 2, 'media.ad.creativeURL': 'u' },
      customMetadata: { loadType: 'dynamic' },
    });
    expect(readInfo('adBreakStart', { name: 'mid', index: 1, startTime: 9.5 }).params).to.eql({
      'media.ad.podFriendlyName': 'mid',
      'media.ad.podIndex': 1,
      'media.ad.podSecond': 9.5,
    });
    expect(readInfo('setQuality', { bitrate: 1.6, startupTime: 9 }).params).to.eql({
      'media.qoe.bitrate': 2,
      'media.qoe.timeToStart': 9,
    });
    expect(readInfo('chapterStart').params).to.eql({});
  });

  it('are refused by the name of what is wrong', () => {
    expect(messageOf(() => readInfo('adBreakStart', { nmae: 1 })))
      .to.contain('adBreakStart()')
      .and.to.contain('nmae');
    expect(messageOf(() => readInfo('adBreakStart', { customMetadata: {} }))).to.contain('customMetadata');
    for (const length of [-1, NaN, 'x', Infinity, true]) {
      expect(messageOf(() => readInfo('chapterStart', { length }))).to.contain('length');
    }
  });

  it('keeps custom metadata to keys and values the service takes (MC-R36, MC-R37)', () => {
    const warnings: string[] = [];
    const given = { a: 1, b: true, c: null, 'media.x': 1, 'a.x': 1, 'sp ace': 1, 'ok.x_1': 'y' };
    expect(readCustomMetadata(given, text => warnings.push(text))).to.eql({ a: '1', b: 'true', 'ok.x_1': 'y' });
    expect(warnings).to.have.length(3);
    expect(readCustomMetadata(undefined)).to.equal(undefined);
  });
});

describe('answers and time', () => {
  it('finds the session id in whatever address there is (MC-R6, MC-R7, MC-R9)', () => {
    expect(sessionId('/api/v1/sessions/abc')).to.equal('abc');
    expect(sessionId('/api/v1/sessions/abc/')).to.equal('abc');
    expect(sessionId('https://other.example/api/v1/sessions/abc?x=1#y')).to.equal('abc');
    // As it stands: it goes back into an address the same way.
    expect(sessionId('/api/v1/sessions/a%20b')).to.equal('a%20b');
    for (const none of [
      null,
      '',
      '/api/v1/sessions/',
      '/api/v1/sessions',
      '/elsewhere/abc',
      'http://[',
      '/sessions/..',
    ]) {
      expect(sessionId(none), String(none)).to.equal(undefined);
    }
  });

  it('doubles its patience, with jitter and a cap', () => {
    expect([1, 2, 3, 4].map(attempt => retryDelay(attempt, 1))).to.eql([1000, 2000, 4000, 8000]);
    expect(retryDelay(1, 0)).to.equal(500);
    expect(retryDelay(50, 1)).to.equal(60_000);
    expect(retryDelay(1, 1, 30_000)).to.equal(30_000);
    expect([retryAfter('7', 0), retryAfter(null, 0), retryAfter('soon', 0)]).to.eql([7000, 0, 0]);
    expect(retryAfter(new Date(9000).toUTCString(), 4000)).to.equal(5000);
  });

  it('never goes back in time, and follows a jump ahead (MC-R22, 2.3)', () => {
    let [wall, elapsed] = [1_000_000, 0];
    const now = createTimeline({ now: () => wall, elapsed: () => elapsed, after: () => () => {} });
    const pass = (w: number, e: number): number => {
      wall += w;
      elapsed += e;
      return now();
    };
    expect(now()).to.equal(1_000_000);
    expect(pass(100, 100)).to.equal(1_000_100);
    // Set back: the monotonic clock goes on.
    expect(pass(-50_000, 100)).to.equal(1_000_200);
    // Slept.
    expect(pass(50_000 + 3_600_000, 10)).to.equal(4_600_100);
  });
});
