import { expect } from '@open-wc/testing';
import { load } from '../../../src/collection/others.ts';
import { Bench } from '../../support/fake-collection.ts';

const json = (status: number, body: unknown): Response => new Response(JSON.stringify(body), { status });
const opened = (hint?: object, sessionId = 's-1'): Response =>
  json(200, {
    handle: [
      { type: 'media-analytics:new-session', payload: [{ sessionId }] },
      ...(hint ? [{ type: 'locationHint:result', payload: [{ scope: 'EdgeNetwork', ...hint }] }] : []),
    ],
  });

/** A bench whose service is the Media Edge API. */
class Edge extends Bench {
  override route = { base: 'https://edge.example', to: 'edge' as const, target: { datastream: 'ds 1' } };
  replies: Response[] = [];

  override async answer(url: string, init: RequestInit): Promise<Response> {
    const { host, pathname, search } = new URL(url);
    const body = JSON.parse(init.body as string);
    const [{ xdm }] = body.events;
    this.seen.push({ host, path: pathname + search, type: xdm.eventType.replace('media.', ''), body: xdm, init });
    return this.replies.shift() ?? (/sessionStart/.test(pathname) ? opened() : new Response(null, { status: 204 }));
  }
}

describe('events to the Media Edge API', () => {
  before(() => load('edge'));

  it('are named in the address, carry the session, and go where the last hint says (section 10.1)', async () => {
    const bench = new Edge();
    bench.replies = [opened({ hint: 'or2', ttlSeconds: 60 })];
    await bench.event('sessionStart').event('play').run();
    await bench.run(61_000);
    await bench.event('pauseStart').run();
    expect(bench.seen.map(({ path }) => path)).to.eql([
      '/ee/va/v1/sessionStart?configId=ds%201',
      '/ee/or2/va/v1/play?configId=ds%201',
      '/ee/va/v1/pauseStart?configId=ds%201',
    ]);
    expect(bench.seen.map(({ body }) => body.mediaCollection.sessionID)).to.eql([undefined, 's-1', 's-1']);
    expect(bench.seen[0]!.body).to.not.have.property('_id');
    expect(bench.seen[0]!.init).to.include({ credentials: 'omit', method: 'POST', keepalive: true });
  });

  it('go where the new session is, not where a lost one was (MC-R13)', async () => {
    const bench = new Edge();
    bench.replies = [opened({ hint: 'or2', ttlSeconds: 1800 }), json(404, {}), opened(undefined, 's-2')];
    await bench.event('sessionStart').event('play').run();
    await bench.arrive('sessionStart play sessionStart play');
    expect(bench.seen.map(({ path }) => path.replace(/\?.*/, ''))).to.eql([
      '/ee/va/v1/sessionStart',
      '/ee/or2/va/v1/play',
      '/ee/va/v1/sessionStart',
      '/ee/va/v1/play',
    ]);
  });

  it('take no hint that is none: it would become a part of addresses', async () => {
    for (const hint of ['../x', 'a/b', '', 7e20, null]) {
      const bench = new Edge();
      bench.replies = [opened({ hint, ttlSeconds: 1800 })];
      await bench.event('sessionStart').event('play').run();
      expect(bench.seen[1]!.path, String(hint)).to.match(/^\/ee\/(va|null)\/v/);
    }
  });

  it('have the Edge’s names, units and whole numbers (section 10.2)', async () => {
    const bench = new Edge();
    const playerTime = { playhead: 12.9, ts: 1_772_619_330_250 };
    const params = { 'media.id': 'i', 'media.name': 'n', 'media.length': 59.6, 'media.resume': true };
    const more = { 'media.show': 's', 'media.pass.auth': 'TRUE', 'media.streamType': '3d', 'analytics.visitorId': 'v' };
    await bench
      .event('sessionStart', { params: { ...params, ...more }, customMetadata: { a: 'b' }, playerTime })
      .event('stateStart', { params: { 'media.state.name': 'fullScreen' } })
      .event('bitrateChange', { qoeData: { 'media.qoe.bitrate': 2_500_400, 'media.qoe.timeToStart': 1600 } })
      .event('error', { qoeData: { 'media.qoe.errorID': 'e', 'media.qoe.errorSource': 'player' } })
      .event('adStart', { params: { 'media.ad.id': 'a', 'media.ad.length': 1.4, 'media.ad.creativeURL': 'not one' } })
      .run();
    const [start, state, bitrate, error, ad] = bench.seen.map(({ body }) => body);
    expect(start.timestamp).to.equal('2026-03-04T10:15:30.250Z');
    expect(start.mediaCollection).to.eql({
      playhead: 12,
      sessionDetails: { name: 'i', friendlyName: 'n', length: 60, hasResume: true, show: 's', authorized: 'TRUE' },
      customMetadata: [{ name: 'a', value: 'b' }],
    });
    expect(state).to.deep.include({ eventType: 'media.statesUpdate' });
    expect(state.mediaCollection.statesStart).to.eql([{ name: 'fullscreen' }]);
    expect(bitrate.mediaCollection.qoeDataDetails).to.eql({ bitrate: 2500, timeToStart: 1600 });
    expect(error.mediaCollection.errorDetails).to.eql({ name: 'e', source: 'player' });
    expect(ad.mediaCollection.advertisingDetails).to.eql({ name: 'a', length: 1 });
  });

  it('end with a start that failed in part, told by what was wrong', async () => {
    const bench = new Edge();
    const details = [{ name: '#/playhead', reason: 'missing' }];
    const type = 'https://ns.adobe.com/aep/errors/va-edge-0400-400';
    bench.replies = [
      json(207, { handle: [], errors: [{ type, status: 400, title: 'Invalid request', report: { details } }] }),
    ];
    await bench.event('sessionStart').event('play').run(60_000);
    expect(bench.types).to.equal('sessionStart');
    expect(bench.errors.map(({ code, message, status }) => [code, message, status])).to.eql([
      ['va-edge-0400-400', 'Invalid request; #/playhead: missing', 400],
    ]);
    expect(bench.told.slice(-2)).to.eql(['sessionStart dropped', 'play dropped']);
  });

  it('go on in a new session that begins anywhere when the Edge has forgotten theirs (MC-R13)', async () => {
    const bench = new Edge();
    bench.replies = [opened({ hint: 'or2' }), json(404, { title: 'Not found' }), opened({ hint: 'irl1' }, 's-2')];
    await bench.event('sessionStart', { params: {} }).event('play').run(1000);
    expect(bench.seen.map(({ path }) => path.split('?')[0])).to.eql([
      '/ee/va/v1/sessionStart',
      '/ee/or2/va/v1/play',
      '/ee/va/v1/sessionStart',
      '/ee/irl1/va/v1/play',
    ]);
    expect(bench.seen[3]!.body.mediaCollection.sessionID).to.equal('s-2');
  });

  it('understand an answer of any shape', async () => {
    for (const body of ['', 'null', '[]', '{"handle":7}', '{"handle":[null,{"type":"media-analytics:new-session"}]}']) {
      const bench = new Edge();
      bench.replies = [new Response(body, { status: 200 })];
      await bench.event('sessionStart').run(60_000);
      expect(
        bench.errors.map(({ code }) => code),
        body,
      ).to.eql(['invalid-response']);
    }
  });
});
