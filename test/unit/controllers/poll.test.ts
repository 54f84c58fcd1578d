import { expect } from '@open-wc/testing';
import type { ReactiveControllerHost } from 'lit';
import { Poll } from '../../../src/controllers/poll.ts';
import { StreamingChain } from '../../../src/controllers/streaming-chain.ts';
import { fail } from '../../../src/experience/errors.ts';
import type { FlowClient } from '../../../src/experience/flow-client.ts';
import { nextPause } from '../../../src/watermark/polling.ts';
import { createFakeClock, type FakeClock } from '../../support/fake-clock.ts';

const host = (): ReactiveControllerHost => ({
  addController: () => {},
  removeController: () => {},
  requestUpdate: () => {},
  updateComplete: Promise.resolve(true),
});

describe('looking again', () => {
  let clock: FakeClock;
  let looks: number[];
  let changed: boolean;
  let away: boolean;
  let unfinished: number;
  let poll: Poll;

  beforeEach(() => {
    clock = createFakeClock();
    looks = [];
    changed = false;
    away = false;
    unfinished = 1;
    poll = new Poll(host(), {
      look: async () => (looks.push(clock.elapsed()), changed),
      wanted: () => unfinished > 0,
      pause: nextPause,
      limit: () => 300_000,
      clock,
      away: () => away,
    });
    poll.hostConnected();
  });
  afterEach(() => poll.hostDisconnected());

  it('begins after 10 s and slows down while nothing changes (DWM-R23)', async () => {
    await clock.advance(100_000);
    expect(looks).to.deep.equal([10_000, 25_000, 47_500, 81_250]);
  });

  it('is fast again after a change (DWM-R23)', async () => {
    await clock.advance(40_000);
    changed = true;
    await clock.advance(8000);
    changed = false;
    await clock.advance(11_000);
    expect(looks).to.deep.equal([10_000, 25_000, 47_500, 57_500]);
  });

  it('rests while nobody sees it, and goes on when somebody does (DWM-R23)', async () => {
    away = true;
    document.dispatchEvent(new Event('visibilitychange'));
    await clock.advance(100_000);
    expect(looks).to.deep.equal([]);
    away = false;
    document.dispatchEvent(new Event('visibilitychange'));
    await clock.advance(10_000);
    expect(looks).to.deep.equal([110_000]);
  });

  it('has nothing to do when all is final (DWM-R23)', async () => {
    unfinished = 0;
    await clock.advance(60_000);
    expect([looks, clock.timers]).to.deep.equal([[], 0]);
    unfinished = 1;
    poll.restart();
    await clock.advance(10_000);
    expect(looks).to.have.length(1);
  });

  it('stops after the limit, and says so; by hand it begins anew (DWM-R23)', async () => {
    await clock.advance(400_000);
    const { length } = looks;
    expect([poll.over, clock.timers]).to.deep.equal([true, 0]);
    await clock.advance(400_000);
    expect(looks).to.have.length(length);
    poll.restart();
    await clock.advance(10_000);
    expect([poll.over, looks.length]).to.deep.equal([false, length + 1]);
  });

  it('leaves no timer when its element goes, and none twice when it comes back', async () => {
    poll.hostDisconnected();
    expect(clock.timers).to.equal(0);
    poll.hostConnected();
    poll.restart();
    expect(clock.timers).to.equal(1);
  });
});

describe('the chain to a dataset', () => {
  it('goes on where it failed, making nothing twice, and asks for five minutes (STREAM-R19)', async () => {
    const clock = createFakeClock();
    const calls: string[] = [];
    let broken = true;
    const found = async () => undefined;
    const client = {
      ...{ findSource: found, findTarget: found, findFlow: found },
      createSource: async () => (calls.push('source'), { id: 's', etag: undefined }),
      createTarget: async () => {
        calls.push('target');
        if (broken) throw fail({ code: '1101-404', status: 404, message: 'no such dataset' });
        return { id: 't', etag: undefined };
      },
      createFlow: async (flow: object) => (calls.push(JSON.stringify(flow)), { id: 'f', etag: undefined }),
    } as unknown as FlowClient;
    const chain = new StreamingChain(client, 'c', () => {}, clock);
    const input = { name: 'n', schema: { id: 'x', contentType: 'y' }, datasetId: 'd' };
    await chain.run(input);
    expect([chain.error!.message, chain.made, chain.settling]).to.deep.equal([
      'no such dataset',
      { base: 'c', source: 's' },
      0,
    ]);
    broken = false;
    await chain.run(input);
    expect(calls).to.deep.equal(['source', 'target', 'target', '{"name":"n","sourceId":"s","targetId":"t"}']);
    expect([chain.error, chain.settling]).to.deep.equal([undefined, 300_000]);
    await clock.advance(299_000);
    expect(chain.settling).to.equal(1000);
    await clock.advance(2000);
    expect(chain.settling).to.equal(0);
  });
});
