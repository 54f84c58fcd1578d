import { expect } from '@open-wc/testing';
import { LONGEST_KEPT, MOST_EVENTS, surplus } from '../../../src/collection/limits.ts';
import type { EventType, MediaEvent } from '../../../src/collection/types.ts';
import { Bench, type Answer } from '../../support/fake-collection.ts';
import { content } from '../../support/fake-media.ts';

const DAY = 86_400_000;
const NOW = 1_767_222_000_000;

const at = (ts: number, eventType: EventType = 'ping'): MediaEvent => ({
  eventType,
  playerTime: { playhead: 1, ts },
  ...(eventType === 'sessionStart' && { params: {} }),
});

const waiting = (sessions: Record<string, [count: number, age: number]>): Parameters<typeof surplus>[0] =>
  Object.entries(sessions).flatMap(([key, [count, age]]) =>
    Array.from({ length: count }, (_, index) => [key, at(NOW - age + index)] as const),
  );

describe('limits of what is kept', () => {
  it('are not reached by what fits', () => {
    const given = waiting({ a: [MOST_EVENTS - 1, 29 * DAY], b: [1, 0] });
    expect([...surplus(given, NOW)]).to.eql([]);
    expect([...surplus([], NOW)]).to.eql([]);
  });

  it('give up what is too old, and the oldest of what is too much', () => {
    const given = waiting({
      young: [2000, 1],
      old: [2000, 3 * DAY],
      middle: [2000, DAY],
      ancient: [1, LONGEST_KEPT + 1],
    });
    expect([...surplus(given, NOW)]).to.eql(['ancient', 'old']);
    expect([...surplus(waiting({ all: [MOST_EVENTS + 1, 0] }), NOW)]).to.eql(['all']);
  });

  /** What a page left that is gone. */
  const left = (bench: Bench, key: string, ts: number, count = 2): Promise<void> =>
    bench.outbox.write(
      key,
      Array.from({ length: count }, (_, index) => [index + 1, at(ts + index, index === 0 ? 'sessionStart' : 'ping')]),
      { base: content().base, downloaded: false },
    );

  it('drop the sessions of earlier pages that are too old, visibly, and deliver the others', async () => {
    const bench = new Bench();
    const now = bench.clock.now();
    await left(bench, 'ancient', now - LONGEST_KEPT - 5000);
    await left(bench, 'young', now - DAY);
    await bench.client.adopt();
    await bench.arrive('sessionStart ping sessionEnd');
    expect(bench.seen[0]!.body.playerTime.ts).to.equal(now - DAY);
    expect(bench.told.filter(text => text.endsWith('dropped'))).to.eql(['sessionStart dropped', 'ping dropped']);
    expect(bench.errors.map(({ code, message }) => [code, /5000.*30 days/.test(message)])).to.eql([['storage', true]]);
    expect(await bench.storage.entries([])).to.eql([]);
  });

  it('drop the oldest session of a page that has been out of reach too long, not the one that goes on', async () => {
    const bench = new Bench();
    bench.open = false;
    const first = bench.key;
    bench.event('sessionStart', { params: {} });
    for (let count = 1; count < MOST_EVENTS - 50; count++) bench.event('ping');
    bench.event('sessionEnd');
    bench.key = 'second';
    bench.event('sessionStart', { params: {} });
    for (let count = 0; count < 100; count++) bench.event('ping');
    await bench.run();
    for (let count = 0; count < 50; count++) bench.event('ping');
    await bench.run();
    expect((await bench.outbox.waiting()).map(([session]) => session)).to.not.include(first);
    expect(bench.told.filter(text => text.endsWith('dropped'))).to.have.length(MOST_EVENTS - 49);
    expect(bench.errors.map(({ code }) => code)).to.eql(['storage']);
    expect(await bench.client.pending()).to.equal(151);
    bench.open = true;
    await bench.client.flush();
    expect(bench.seen).to.have.length(151);
  }).timeout(20_000);
});

describe('a service that is out of reach for longer than it keeps a session', () => {
  /** Fifteen minutes of playback that nobody hears of. */
  async function outage(bench: Bench, after: Answer[] = []): Promise<number[]> {
    bench.answers = [201, 204, ...Array<Answer>(40).fill('drop')];
    await bench
      .event('sessionStart', { params: { 'media.id': 'a' } })
      .event('play')
      .run();
    const times: number[] = [];
    for (let minute = 0; minute < 15; minute++) {
      await bench.run(60_000);
      bench.event('ping', { playerTime: { playhead: minute * 60, ts: bench.clock.now() } });
      times.push(bench.clock.now());
    }
    await bench.run();
    bench.seen = [];
    bench.answers = after;
    await bench.client.flush();
    return times;
  }

  it('gets all of it in a new session that resumes the old one, each at its own time (MC-R24, MC-R92)', async () => {
    const bench = new Bench();
    const times = await outage(bench);
    expect(bench.types).to.equal(`sessionStart play${' ping'.repeat(15)}`);
    expect(bench.seen[0]!.body.params).to.eql({ 'media.id': 'a', 'media.resume': true });
    expect(bench.seen.slice(2).map(({ body }) => body.playerTime.ts)).to.eql(times);
    expect(bench.seen.slice(2).map(({ body }) => body.playerTime.playhead)).to.eql(times.map((_, index) => index * 60));
    const all = bench.seen.map(({ body }) => body.playerTime.ts);
    expect(all.every((ts, index) => index === 0 || ts > all[index - 1])).to.equal(true);
    expect(bench.seen.slice(1).every(({ path }) => path === '/api/v1/sessions/s2/events')).to.equal(true);
    expect(bench.told.filter(text => text === 'ping sent')).to.have.length(15);
    expect(await bench.client.pending()).to.equal(0);
  });

  it('may refuse some of it: that is dropped for all to see, and the rest arrives (MC-R12)', async () => {
    const bench = new Bench();
    await outage(bench, [201, 204, new Response('{"message":"too old"}', { status: 400 })]);
    expect(bench.told.filter(text => text === 'ping dropped')).to.have.length(1);
    expect(bench.told.filter(text => text === 'ping sent')).to.have.length(14);
    expect(bench.errors[bench.errors.length - 1]).to.include({ code: 'http-400', message: 'too old' });
    expect(await bench.storage.entries(['outbox'])).to.eql([]);
  });

  it('may refuse the new session too: then all of it is dropped for all to see (MC-R11)', async () => {
    const bench = new Bench();
    await outage(bench, [400]);
    expect(bench.types).to.equal('sessionStart');
    expect(bench.told.filter(text => text === 'ping dropped')).to.have.length(15);
    expect(bench.lost).to.equal(1);
    expect(await bench.storage.entries([])).to.eql([]);
  });
});
