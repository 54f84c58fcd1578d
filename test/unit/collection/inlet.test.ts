import { expect } from '@open-wc/testing';
import { load } from '../../../src/collection/others.ts';
import type { EventType, MediaEvent } from '../../../src/collection/types.ts';
import { uuidOf } from '../../../src/collection/uuid.ts';
import { Bench } from '../../support/fake-collection.ts';

const TARGET = { schema: 'https://ns.example/s', dataset: 'd-1', org: 'O@AdobeOrg', flow: 'f-1' };
const START = { 'media.id': 'm', 'media.length': 60.4, 'media.contentType': 'VOD', 'media.channel': 'c' };

/** A bench whose service is an inlet. */
class Inlet extends Bench {
  override route = { base: 'https://dcs.example/collection/ab?x=1', to: 'inlet' as const, target: TARGET };
  replies: ((count: number) => Response | 'drop')[] = [];
  bodies: any[] = [];

  override async answer(url: string, init: RequestInit): Promise<Response> {
    const body = JSON.parse(init.body as string);
    const messages: any[] = body.messages ?? [body];
    const { host, pathname, search } = new URL(url);
    const types = messages.map(({ body: { xdmEntity } }) => xdmEntity.eventType.replace('media.', ''));
    this.seen.push({ host, path: pathname + search, type: types.join('+'), body, init });
    this.bodies.push(...messages);
    const reply = this.replies.shift()?.(messages.length) ?? taken(messages.length);
    if (reply === 'drop') throw new TypeError('failed to fetch');
    return reply;
  }

  start(params: Record<string, unknown> = START): this {
    return this.event('sessionStart', { params });
  }

  more(...types: EventType[]): this {
    for (const type of types) this.event(type);
    return this;
  }

  get entities(): any[] {
    return this.bodies.map(({ body }) => body.xdmEntity);
  }
}

const json = (status: number, body: unknown, headers = {}): Response =>
  new Response(JSON.stringify(body), { status, headers });
const taken = (count: number): Response =>
  count > 1 ? json(207, { responses: Array.from({ length: count }, () => ({ xactionId: 'x' })) }) : json(200, {});
const each =
  (...codes: number[]) =>
  (): Response =>
    json(207, {
      responses: codes.map(code => (code ? { statusCode: code, message: `m${code}` } : { xactionId: 'x' })),
    });

describe('events to an inlet', () => {
  before(() => load('inlet'));

  /** One event went alone, and then these waited together. */
  async function waiting(...types: EventType[]): Promise<Inlet> {
    const bench = new Inlet();
    await bench.start().run();
    bench.open = false;
    await bench.more(...types).run();
    bench.open = true;
    return bench;
  }
  const go = async (bench: Inlet, ms = 0): Promise<void> => {
    void bench.client.flush();
    await bench.run(ms);
  };

  it('go alone, or together where several wait, with everything that is configured (STREAM-R20, STREAM-R22 to STREAM-R24, STREAM-R29)', async () => {
    const bench = await waiting('play', 'ping');
    await go(bench);
    expect(bench.seen.map(({ path, type }) => [path, type])).to.eql([
      ['/collection/ab?x=1', 'sessionStart'],
      ['/collection/batch/ab?x=1', 'play+ping'],
    ]);
    const schemaRef = { id: TARGET.schema, contentType: 'application/vnd.adobe.xed-full+json;version=1' };
    for (const { header, body } of bench.bodies) {
      expect(header).to.eql({ schemaRef, imsOrgId: 'O@AdobeOrg', datasetId: 'd-1', flowId: 'f-1' });
      expect(body.xdmMeta).to.eql({ schemaRef });
    }
    for (const { init } of bench.seen) expect(init.headers).to.eql({ 'Content-Type': 'application/json' });
    expect(bench.told.slice(-2)).to.eql(['play sent', 'ping sent']);
  });

  it('have one session, an id each and whole numbers (STREAM-R25, STREAM-R42, STREAM-R43, STREAM-R48)', async () => {
    const bench = new Inlet();
    await bench
      .start()
      .event('play', { playerTime: { playhead: 59.9, ts: bench.ts + 2 } })
      .run();
    await bench.event('ping', { playerTime: { playhead: 70, ts: bench.ts + 4 } }).run();
    const [start, play, ping] = bench.entities;
    const uuid = /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-8[\da-f]{3}-[\da-f]{12}$/;
    for (const { _id, mediaCollection } of bench.entities) {
      expect([_id, mediaCollection.sessionID].every(id => uuid.test(id))).to.equal(true);
      expect(mediaCollection.sessionID).to.equal(start.mediaCollection.sessionID);
    }
    expect(new Set(bench.entities.map(({ _id }) => _id)).size).to.equal(3);
    expect(start.mediaCollection.sessionDetails.length).to.equal(60);
    expect([play, ping].map(({ mediaCollection }) => mediaCollection.playhead)).to.eql([59, 59]);
  });

  it('of an endless stream tell the second of the viewer’s day, or of UTC’s (STREAM-R43)', async () => {
    const noon = Date.UTC(2026, 6, 1, 12);
    const behind = new Date(noon).getTimezoneOffset() * 60;
    for (const [day, expected] of [
      ['local', (43_200 - behind + 86_400) % 86_400],
      ['utc', 43_200],
    ] as const) {
      const bench = new Inlet();
      bench.route = { ...bench.route, target: { ...TARGET, day } as typeof TARGET };
      await bench
        .start({ ...START, 'media.contentType': 'Live', 'media.length': 86_400 })
        .event('play', { playerTime: { playhead: 43_200.7, ts: noon } })
        .run();
      expect(bench.entities[1].mediaCollection.playhead, day).to.equal(expected);
    }
  });

  it('each have a fate of their own: taken, refused for good, or tried again, unchanged (STREAM-R25, STREAM-R34)', async () => {
    const bench = await waiting('play', 'ping', 'pauseStart', 'ping');
    bench.replies = [each(0, 400, 503, 0)];
    await go(bench, 2000);
    expect(bench.seen.slice(1).map(({ type }) => type)).to.eql(['play+ping+pauseStart+ping', 'pauseStart']);
    expect(bench.bodies[5]).to.eql(bench.bodies[3]);
    expect(bench.told.filter(text => /dropped/.test(text))).to.eql(['ping dropped']);
    expect(bench.errors.map(({ code, message }) => [code, message])).to.eql([['http-400', 'm400']]);
    expect(await bench.client.pending()).to.equal(0);
  });

  it('whose answers do not add up are not sent again, and the page is told why (STREAM-R33)', async () => {
    const bench = await waiting('play', 'ping');
    bench.replies = [() => json(207, { responses: [{ xactionId: 'x' }] })];
    await go(bench, 60_000);
    expect(bench.seen).to.have.length(2);
    expect(bench.errors[0]).to.include({ code: 'outcome-unknown' });
    expect(bench.told.slice(-2)).to.eql(['play dropped', 'ping dropped']);
  });

  it('that are too much together go in halves; what is too much alone is dropped (STREAM-R27, STREAM-R32)', async () => {
    const bench = await waiting('play', 'ping', 'pauseStart');
    const limit = (count: number): Response => (count > 1 ? json(413, {}) : taken(1));
    bench.replies = Array.from({ length: 9 }, () => limit);
    await go(bench, 200_000);
    expect(bench.told.slice(-3)).to.eql(['play sent', 'ping sent', 'pauseStart sent']);
    expect(bench.errors).to.eql([]);
    const large = new Inlet();
    await large.start({ ...START, 'media.show': 'x'.repeat(1_000_000) }).run(5000);
    expect(large.seen).to.eql([]);
    expect(large.errors[0]).to.include({ code: 'too-large', status: 413 });
    expect(large.told).to.include('sessionStart dropped');
  });

  it('wait for a busy service as long as it asks, and are never given up for that (STREAM-R31)', async () => {
    const bench = await waiting('play');
    bench.replies = Array.from({ length: 6 }, () => () => json(503, {}, { 'Retry-After': '30' }));
    await go(bench, 29_000);
    expect(bench.seen).to.have.length(2);
    await bench.run(200_000);
    expect(bench.told.slice(-1)).to.eql(['play sent']);
    expect(new Set(bench.seen.slice(1).map(({ init }) => init.body)).size).to.equal(1);
  });

  it('stop at an inlet that asks for a token: the page has none, and is told what to do instead (STREAM-R35)', async () => {
    for (const status of [401, 403]) {
      const bench = new Inlet();
      bench.replies = [() => json(status, { report: { message: 'Ims service token is empty' } })];
      await bench.start().more('play').run(60_000);
      expect(bench.seen).to.have.length(1);
      expect(bench.errors[0]!.message).to.match(/token is empty.*without authentication/);
      expect(bench.told.slice(-2)).to.eql(['sessionStart dropped', 'play dropped']);
      expect(bench.lost).to.equal(1);
    }
  });

  it('go out with the page within what a browser lets outlive it, and are not repeated (STREAM-R39)', async () => {
    const bench = new Inlet();
    await bench.start().run();
    bench.client.leave();
    bench.more('pauseStart', 'sessionEnd');
    expect(bench.seen.map(({ type }) => type)).to.eql(['sessionStart', 'pauseStart', 'sessionEnd']);
    expect(bench.seen.every(({ init }) => init.keepalive)).to.equal(true);

    const full = new Inlet();
    await full.start().run();
    full.open = false;
    for (let count = 0; count < 90; count++) full.event('ping');
    await full.run();
    full.open = true;
    full.client.leave();
    full.more('sessionEnd');
    const alive = full.seen.slice(1).filter(({ init }) => init.keepalive);
    const bytes = alive.reduce((sum, { init }) => sum + (init.body as string).length, 0);
    expect(bytes).to.be.below(65_536);
    // What did not fit is the next page's.
    await full.settle();
    expect(await full.outbox.peek(full.key)).to.have.length(91);
  });

  it('of a page that died days ago are delivered, and its session is ended, in the same session (MC-R85)', async () => {
    const bench = new Inlet();
    const ts = bench.clock.now() - 5 * 86_400_000;
    const at = (eventType: EventType, index: number, more = {}): MediaEvent => ({
      eventType,
      playerTime: { playhead: index, ts: ts + index },
      ...more,
    });
    const { base, to, target } = bench.route;
    const start = at('sessionStart', 0, { params: START });
    const told = { session: start };
    const record = { base, to, target, downloaded: false, session: uuidOf('dead'), start, told, accepted: Infinity };
    await bench.outbox.write('dead', [[2, at('play', 1)]], record);
    await bench.client.adopt();
    await bench.run(2000);
    expect(bench.seen.map(({ type }) => type)).to.eql(['play+sessionEnd']);
    for (const entity of bench.entities) expect(entity.mediaCollection.sessionID).to.equal(uuidOf('dead'));
    expect(await bench.outbox.sessions()).to.eql([]);
  });

  it('of downloaded content are one event', async () => {
    const bench = new Inlet();
    bench.downloaded = true;
    await bench.start().more('play', 'sessionEnd').run();
    const [entity] = bench.entities;
    expect(bench.entities).to.have.length(1);
    expect(entity.eventType).to.equal('media.downloaded');
    expect(entity.mediaDownloadedEvents.map((event: any) => event.mediaEventType)).to.eql([
      'media.sessionStart',
      'media.play',
      'media.sessionEnd',
    ]);
    expect(JSON.stringify(entity)).to.not.contain('sessionID');
  });
});

describe('ids made of what stays the same', () => {
  it('are the same each time, and never meet (STREAM-R25)', () => {
    const ids = new Set<string>();
    for (let session = 0; session < 100; session++) {
      for (let place = 0; place < 500; place++) ids.add(uuidOf(`1-2-3-${session}.1 ${place}`));
    }
    expect(ids.size).to.equal(50_000);
    expect(uuidOf('a')).to.equal(uuidOf('a'));
  });
});
