import { expect } from '@open-wc/testing';
import type { MediaEvent } from '../../../src/collection/types.ts';
import { Bench, type Answer } from '../../support/fake-collection.ts';

describe('collection client', () => {
  it('posts as the service asks, one after the other (MC-R1 to MC-R5, MC-R8, MC-R9, MC-R20, MC-R42, MC-R43)', async () => {
    const bench = new Bench();
    bench.answers = [
      new Response(null, { status: 201, headers: { Location: 'https://x.example/api/v1/sessions/a%20b/?q#h' } }),
    ];
    await bench.event('sessionStart').event('play').event('ping').run();
    expect(bench.seen.map(({ path }) => path)).to.eql([
      '/api/v1/sessions',
      '/api/v1/sessions/a%20b/events',
      '/api/v1/sessions/a%20b/events',
    ]);
    expect(bench.types).to.equal('sessionStart play ping');
    expect(new Set(bench.seen.map(({ host }) => host))).to.eql(new Set(['collect.example']));
    const { headers, credentials, method, keepalive } = bench.seen[0]!.init;
    expect({ headers, credentials, method, keepalive }).to.eql({
      headers: { 'Content-Type': 'application/json' },
      credentials: 'omit',
      method: 'POST',
      keepalive: true,
    });
    expect(bench.told).to.eql([
      'sessionStart queued',
      'play queued',
      'ping queued',
      'sessionStart sent',
      'play sent',
      'ping sent',
    ]);
    expect(await bench.client.pending()).to.equal(0);
  });

  it('stores before it sends', async () => {
    const bench = new Bench();
    const { write } = bench.outbox;
    let stored = false;
    bench.outbox.write = async (...call) => {
      await write(...call);
      expect(bench.seen).to.have.length(0);
      stored = true;
    };
    await bench.event('sessionStart').run();
    expect(stored && bench.seen.length).to.equal(1);
  });

  it('tries to start three times, then gives up once (MC-R10)', async () => {
    for (const answer of [500, 200, new Response(null, { status: 201 })] as Answer[]) {
      const bench = new Bench();
      const again = (): Answer => (answer instanceof Response ? answer.clone() : answer);
      bench.answers = [again(), again(), again(), again()];
      await (await bench.event('sessionStart').event('play').run()).run(60_000);
      expect(bench.types).to.equal('sessionStart sessionStart sessionStart');
      expect(bench.errors).to.have.length(1);
      expect(bench.lost).to.equal(1);
      expect(await bench.client.pending()).to.equal(0);
    }
  });

  it('does not repeat a refused start, and drops a refused event only (MC-R11, MC-R12, MC-R19)', async () => {
    const bench = new Bench();
    bench.answers = [400];
    await bench.event('sessionStart').event('play').run(60_000);
    expect(bench.types).to.equal('sessionStart');
    const other = new Bench();
    other.answers = [201, new Response('{"message":"bad","more":{"x":1}}', { status: 400 }), 204];
    await other.event('sessionStart').event('play').event('ping').run();
    expect(other.types).to.equal('sessionStart play ping');
    expect(other.told).to.include('play dropped');
    expect(other.errors[0]).to.include({ code: 'http-400', status: 400, message: 'bad' });
  });

  it('opens one new session for a lost one and tells again what was open (MC-R13, MC-R94, MC-R42)', async () => {
    for (const answer of [404, 410]) {
      const bench = new Bench();
      bench.answers = [201, 204, 204, 204, 204, 204, answer];
      await bench
        .event('sessionStart', { params: { 'media.id': 'a' } })
        .event('stateStart', { params: { 'media.state.name': 'mute' } })
        .event('play')
        .event('chapterStart', { params: { 'media.chapter.index': 1 } })
        .event('error', { qoeData: { 'media.qoe.errorID': 'e' } })
        .event('ping', { qoeData: { 'media.qoe.bitrate': 5 } })
        .event('pauseStart')
        .event('ping')
        .run();
      const after = bench.seen.slice(7);
      expect(after.map(({ type }) => type)).to.eql([
        'sessionStart',
        'chapterStart',
        'stateStart',
        'pauseStart',
        'ping',
      ]);
      expect(after[0]!.body.params).to.eql({ 'media.id': 'a', 'media.resume': true });
      expect(after[0]!.body.qoeData).to.eql({ 'media.qoe.bitrate': 5 });
      expect(after.slice(1).every(({ path }) => path.includes('/s2/'))).to.equal(true);
      const times = after.map(({ body }) => body.playerTime.ts);
      expect(times.every((ts, index) => index === 0 || ts > times[index - 1])).to.equal(true);
      expect(bench.restarts).to.eql([times[0]]);
      expect(await bench.client.pending()).to.equal(0);
    }
  });

  it('tells again in a new session that an ad was stopped, or that it plays (MC-R78, MC-R94)', async () => {
    for (const stopped of [true, false]) {
      const bench = new Bench();
      bench.event('sessionStart', { params: {} }).event('play').event('adBreakStart').event('adStart');
      if (stopped) bench.event('pauseStart');
      await bench.run();
      bench.answers = [410];
      await bench.event('ping').run();
      const again = bench.types.slice(bench.types.lastIndexOf('sessionStart'));
      expect(again).to.equal(`sessionStart adBreakStart adStart ${stopped ? 'pauseStart ' : ''}ping`);
    }
  });

  it('needs no new session for an end (MC-R14)', async () => {
    const bench = new Bench();
    bench.answers = [201, 410];
    await bench.event('sessionStart').event('sessionEnd').run();
    expect(bench.types).to.equal('sessionStart sessionEnd');
    expect(await bench.outbox.sessions()).to.eql([]);
  });

  it('stops when each new session is lost at once (MC-R15)', async () => {
    const bench = new Bench();
    bench.answers = [201, 404, 201, 404];
    await bench.event('sessionStart').event('play').run();
    expect(bench.types).to.equal('sessionStart play sessionStart play');
    expect(bench.lost).to.equal(1);
    expect(bench.errors).to.have.length(1);
  });

  it('repeats an event unchanged on 5xx, a bounded number of times (MC-R16)', async () => {
    const bench = new Bench();
    bench.answers = [201, 500, 503, 204];
    await bench.event('sessionStart').event('play').run(5000);
    expect(bench.types).to.equal('sessionStart play play play');
    expect(new Set(bench.seen.slice(1).map(({ init }) => init.body)).size).to.equal(1);
    const bad = new Bench();
    bad.answers = [201, 500, 500, 500, 500];
    await bad.event('sessionStart').event('play').event('ping').run(20_000);
    expect(bad.types).to.equal('sessionStart play play play play ping');
    expect(bad.told).to.include('play dropped');
  });

  it('waits as long as a busy service asks (1.6, 429)', async () => {
    const bench = new Bench();
    bench.answers = [201, new Response('busy', { status: 429, headers: { 'Retry-After': '30' } })];
    await bench.event('sessionStart').event('play').run(29_000);
    expect(bench.seen).to.have.length(2);
    await bench.run(1500);
    expect(bench.told).to.include('play sent');
  });

  it('abandons a request after five seconds and keeps the event (MC-R17)', async () => {
    const bench = new Bench();
    bench.answers = [201, 'hang'];
    await bench.event('sessionStart').event('play').run();
    await bench.run(4900);
    expect(bench.seen).to.have.length(2);
    await bench.run(1200);
    expect(bench.types).to.equal('sessionStart play play');
  });

  it('keeps everything through an outage, in order, and tells of it once', async () => {
    const bench = new Bench();
    bench.answers = [201, ...Array<Answer>(5).fill('drop')];
    await bench.event('sessionStart').event('play').event('ping').run(100_000);
    await bench.run(100_000);
    expect(bench.told.filter(text => text.endsWith('sent'))).to.eql(['sessionStart sent', 'play sent', 'ping sent']);
    expect(bench.errors).to.have.length(1);
  });

  it('holds all while it may not send, and sends it then (MC-R110, MC-R112)', async () => {
    const bench = new Bench();
    bench.open = false;
    await bench.event('sessionStart').event('play').run(60_000);
    expect(bench.seen).to.eql([]);
    expect(await bench.client.pending()).to.equal(2);
    expect(bench.clock.timers).to.equal(0);
    bench.open = true;
    void bench.client.flush();
    await bench.run();
    expect(bench.types).to.equal('sessionStart play');
  });

  it('forgets all without a word to the service (MC-R111)', async () => {
    const bench = new Bench();
    bench.answers = [201, 'hang'];
    await bench.event('sessionStart').event('play').event('ping').run();
    await bench.client.forget();
    await bench.run(60_000);
    expect(bench.types).to.equal('sessionStart play');
    expect(await bench.storage.entries([])).to.eql([]);
    expect(bench.told).to.include('ping dropped');
  });

  it('does not use a session again that was silent for ten minutes (MC-R92)', async () => {
    const bench = new Bench();
    await bench.event('sessionStart').event('play').run();
    await bench.run(601_000);
    await bench.event('ping').run();
    expect(bench.types).to.equal('sessionStart play sessionStart play ping');
    expect(bench.seen[2]!.body.params['media.resume']).to.equal(true);
  });

  it('sends what waits when the page goes, and does not repeat it (MC-R20, MC-R87)', async () => {
    const bench = new Bench();
    bench.answers = [201, 'hang'];
    await bench.event('sessionStart').event('play').run();
    bench.client.leave();
    bench.event('sessionEnd');
    expect(bench.types).to.equal('sessionStart play sessionEnd');
    expect(bench.seen.every(({ init }) => init.keepalive)).to.equal(true);
  });

  it('leaves to the next page what fails just now, and with it the end (MC-R20, MC-R85, MC-R87)', async () => {
    const bench = new Bench();
    bench.answers = [201, 500];
    await bench.event('sessionStart').event('play').run();
    bench.client.leave();
    bench.event('sessionEnd');
    expect(bench.types).to.equal('sessionStart play');
    bench.client.stop();
    await bench.run();
    const next = bench.page();
    await next.adopt();
    await bench.arrive('sessionStart play play sessionEnd');
  });

  it('goes on with its session after the back/forward cache (MC-R97)', async () => {
    const bench = new Bench();
    await bench.event('sessionStart').event('play').run();
    void bench.client.park(true);
    await bench.event('pauseStart').run(300_000);
    expect(bench.types).to.equal('sessionStart play');
    expect(await bench.client.park(false)).to.equal(true);
    await bench.event('play').run();
    expect(bench.types).to.equal('sessionStart play pauseStart play');
    // Too late: another page has finished it.
    void bench.client.park(true);
    await bench.run();
    await bench.outbox.clear();
    expect(await bench.client.park(false)).to.equal(false);
  });

  it('delivers a batch of downloaded content once it has ended (MC-R114, MC-R116, MC-R117)', async () => {
    const bench = new Bench();
    bench.downloaded = true;
    bench.answers = ['drop'];
    await bench.event('sessionStart').event('play').run();
    expect(bench.seen).to.eql([]);
    await bench.event('sessionEnd').run();
    await bench.run(2000);
    expect(bench.seen.map(({ path }) => path)).to.eql(['/api/v1/downloaded', '/api/v1/downloaded']);
    expect(bench.seen[1]!.body.map((event: MediaEvent) => event.eventType)).to.eql([
      'sessionStart',
      'play',
      'sessionEnd',
    ]);
    expect(await bench.storage.entries([])).to.eql([]);
    const refused = new Bench();
    refused.downloaded = true;
    refused.answers = [400];
    await refused.event('sessionStart').event('sessionEnd').run(60_000);
    expect(refused.seen).to.have.length(1);
    expect(await refused.storage.entries([])).to.eql([]);
  });

  it('keeps what waits while the part that judges an answer cannot be had, and says so (MC-R13)', async () => {
    const bench = new Bench();
    const { recovery } = bench;
    bench.answers = [201, 404, 404];
    bench.recovery = () => Promise.reject(new TypeError('not there'));
    await bench.event('sessionStart', { params: {} }).event('play').event('ping').run();
    expect(bench.types).to.equal('sessionStart play');
    expect(bench.errors.map(({ code, retryable }) => [code, retryable])).to.eql([['network', true]]);
    expect(await bench.client.pending()).to.equal(2);
    bench.recovery = recovery;
    await bench.arrive('sessionStart play play sessionStart play ping');
    expect(await bench.client.pending()).to.equal(0);
  });

  it('drops all when consent is withdrawn while that part is on its way (MC-R111)', async () => {
    const bench = new Bench();
    const { recovery } = bench;
    bench.answers = [201, 404];
    let arrive = (): void => {};
    bench.recovery = () => new Promise<void>(resolve => (arrive = resolve)).then(recovery);
    await bench.event('sessionStart', { params: {} }).event('play').run();
    await bench.client.forget();
    arrive();
    await bench.run(60_000);
    expect(bench.types).to.equal('sessionStart play');
    expect(await bench.storage.entries([])).to.eql([]);
    expect(bench.errors).to.eql([]);
  });
});
