import { expect } from '@open-wc/testing';
import type { StreamingError } from '../../../src/experience/errors.ts';
import { batchAddress, encode, inletMessage, MAX_BYTES, portions } from '../../../src/xdm/inlet-message.ts';
import type { InletTarget } from '../../../src/xdm/inlet-message.ts';
import { readReceipt, type ItemOutcome } from '../../../src/experience/inlet-responses.ts';
import { sendEvents, type InletOptions } from '../../../src/experience/inlet-sender.ts';
import { admitValidation, sendTestEvent, type TestReport } from '../../../src/experience/test-event.ts';
import { createFakeClock, type FakeClock } from '../../support/fake-clock.ts';
import {
  createFakeService,
  inTurn,
  json,
  type Answer,
  type Asked,
  type FakeService,
} from '../../support/fake-service.ts';

const target: InletTarget = {
  inletUrl: 'https://dcs.example/collection/ab12?x=/collection/',
  schema: { id: 'https://ns.example/schema', contentType: 'application/vnd.adobe.xed-full+json;version=1' },
  datasetId: 'd-1',
  imsOrgId: 'ORG@AdobeOrg',
  flowId: 'f-1',
};
const received = (count: number): object => ({
  responses: Array.from({ length: count }, (_, index) => ({ xactionId: `x-${index}` })),
});
const countOf = ({ body }: Asked): number => body.messages.length;
const events = (count: number, size = 1): object[] =>
  Array.from({ length: count }, (_, index) => ({ _id: `e-${index}`, pad: 'x'.repeat(size) }));

describe('messages to an inlet', () => {
  it('name one schema in header and body, and everything that is configured (STREAM-R23, STREAM-R24)', () => {
    const { header, body } = inletMessage(target, { _id: '1' }) as any;
    expect(header).to.deep.equal({
      schemaRef: target.schema,
      imsOrgId: 'ORG@AdobeOrg',
      datasetId: 'd-1',
      flowId: 'f-1',
    });
    expect(body).to.deep.equal({ xdmMeta: { schemaRef: target.schema }, xdmEntity: { _id: '1' } });
  });

  it('the batch address differs by one word, host and query stay (STREAM-R20)', () => {
    expect(batchAddress(target.inletUrl)).to.equal('https://dcs.example/collection/batch/ab12?x=/collection/');
  });

  it('portions are bounded by bytes of UTF-8 and by count (STREAM-R27)', () => {
    const messages = ['ä'.repeat(200), 'x'.repeat(240), 'y'.repeat(30), 'z'.repeat(900)].map(text => encode({ text }));
    const { batches, tooLarge } = portions(messages, 700);
    expect({ batches, tooLarge }).to.deep.equal({ batches: [[0, 1], [2]], tooLarge: [3] });
    for (const batch of batches) {
      const bytes = new TextEncoder().encode(
        JSON.stringify({ messages: batch.map(index => JSON.parse(messages[index]!.json)) }),
      );
      expect(bytes.length).to.be.at.most(700);
    }
    expect(portions(Array.from({ length: 2500 }, () => encode({}))).batches.map(({ length }) => length)).to.deep.equal([
      1000, 1000, 500,
    ]);
  });
});

describe('sending to an inlet', () => {
  let service: FakeService;
  let clock: FakeClock;
  const platform = (answer: (asked: Asked) => Answer) => {
    service = createFakeService(answer);
    clock = createFakeClock(1_800_000_000_000, service.idle);
    return { fetch: service.fetch, clock, random: () => 0 };
  };
  const send = async (
    entities: object[],
    answer: (asked: Asked) => Answer,
    options: Partial<InletOptions> = {},
  ): Promise<ItemOutcome[]> => {
    const result = sendEvents(entities, { target, ...options }, platform(answer));
    result.catch(() => {});
    await clock.advance(120_000);
    return result;
  };
  const types = (outcomes: ItemOutcome[]): string[] => outcomes.map(({ type }) => type);

  for (const [name, wrong, word] of [
    ['http', { inletUrl: 'http://dcs.example/collection/a' }, 'https'],
    ['a script', { inletUrl: 'javascript:alert(1)' }, 'https'],
    ['no dataset', { datasetId: '' }, 'dataset'],
    ['no schema', { schema: { id: '', contentType: target.schema.contentType } }, 'schema'],
    ['a type that is none', { schema: { id: 'https://x', contentType: 'application/json' } }, 'content type'],
  ] as const) {
    it(`${name}: refused before anything is sent (STREAM-R21, STREAM-R24)`, async () => {
      const error = await send(events(1), () => json({}), { target: { ...target, ...wrong } }).catch(
        (thrown: unknown) => thrown,
      );
      expect((error as StreamingError).code).to.equal('invalid-configuration');
      expect((error as StreamingError).message).to.contain(word);
      expect(service.asked).to.have.length(0);
    });
  }

  it('a loopback address may be http (STREAM-R21)', async () => {
    const inletUrl = 'http://localhost:8787/collection/ab';
    await send(events(1), () => json(received(1), 207), { target: { ...target, inletUrl } });
    expect(service.asked[0]!.url).to.equal('http://localhost:8787/collection/batch/ab');
  });

  it('without a token there is no Authorization (STREAM-R22)', async () => {
    await send(events(1), () => json(received(1), 207));
    expect(service.asked[0]!.headers).to.deep.equal({ 'content-type': 'application/json' });
  });

  it('an inlet that wants one gets token and organization', async () => {
    await send(events(1), () => json(received(1), 207), { accessToken: 'Bearer abc' });
    expect(service.asked[0]!.headers).to.include({ authorization: 'Bearer abc', 'x-gw-ims-org-id': 'ORG@AdobeOrg' });
  });

  it('an event over the limit is reported, the others go (STREAM-R27)', async () => {
    const outcomes = await send([...events(1), ...events(1, MAX_BYTES)], asked => json(received(countOf(asked)), 207));
    expect(types(outcomes)).to.deep.equal(['accepted', 'refused']);
    expect(service.asked.map(countOf)).to.deep.equal([1]);
  });

  it('never asks for validation on the batch address (STREAM-R29, STREAM-R30)', async () => {
    await send(events(3), () => json(received(3), 207), { syncValidation: true } as Partial<InletOptions>);
    expect(service.asked[0]!.url).not.to.match(/validation/i);
  });

  it('pairs answers with messages; busy ones go again, bad ones do not (STREAM-R33, STREAM-R34)', async () => {
    const first = [
      { xactionId: 'a' },
      { statusCode: 400, message: 'unknown xdm format' },
      { statusCode: 503 },
      { statusCode: 429 },
    ];
    const outcomes = await send(
      events(4),
      inTurn(
        () => json({ responses: first }, 207),
        () => json(received(2), 207),
      ),
    );
    expect(types(outcomes)).to.deep.equal(['accepted', 'refused', 'accepted', 'accepted']);
    expect(service.asked[1]!.body.messages.map((message: any) => message.body.xdmEntity._id)).to.deep.equal([
      'e-2',
      'e-3',
    ]);
    const [, refused] = outcomes;
    expect(refused?.type === 'refused' && refused.error.message).to.equal('unknown xdm format');
  });

  it('a repetition sends the same bytes (STREAM-R25)', async () => {
    await send(
      events(1),
      inTurn(
        () => json({ responses: [{ statusCode: 500 }] }, 207),
        () => json(received(1), 207),
      ),
    );
    expect(service.asked[1]!.init.body).to.equal(service.asked[0]!.init.body);
  });

  it('counts that differ: all unknown, none again, and why (STREAM-R33)', async () => {
    const outcomes = await send(events(5), () => json(received(4), 207));
    expect(types(outcomes)).to.deep.equal(Array(5).fill('unknown'));
    expect(service.asked).to.have.length(1);
    const [first] = outcomes;
    expect(first?.type === 'unknown' && first.error.message).to.match(/4 of 5/);
  });

  it('413 halves until single events remain (STREAM-R32)', async () => {
    const outcomes = await send(events(4), asked => (countOf(asked) > 1 ? json({}, 413) : json(received(1), 207)));
    expect(service.asked.map(countOf)).to.deep.equal([4, 2, 1, 1, 2, 1, 1]);
    expect(types(outcomes)).to.deep.equal(Array(4).fill('accepted'));
  });

  it('400 is not sent again (STREAM-R32)', async () => {
    const outcomes = await send(events(2), () => json({ title: 'Bad' }, 400));
    expect(types(outcomes)).to.deep.equal(['refused', 'refused']);
    expect(service.asked).to.have.length(1);
  });

  it('503 is tried four times, growing; a Retry-After wins (STREAM-R31)', async () => {
    const moments: number[] = [];
    const outcomes = await send(events(1), () => {
      moments.push(clock.elapsed());
      return json({}, 503, moments.length === 2 ? { 'retry-after': '20' } : {});
    });
    expect(moments).to.deep.equal([0, 500, 20_500, 22_500]);
    expect(types(outcomes)).to.deep.equal(['refused']);
  });

  it('Retry-After may be a date (STREAM-R31)', async () => {
    const moments: number[] = [];
    await send(events(1), () => {
      moments.push(clock.elapsed());
      const date = new Date(clock.now() + 9000).toUTCString();
      return moments.length === 1 ? json({}, 429, { 'retry-after': date }) : json(received(1), 207);
    });
    expect(moments).to.deep.equal([0, 9000]);
  });

  for (const status of [401, 403]) {
    it(`${status}: one new token; a second refusal stops the rest (STREAM-R35)`, async () => {
      const asked: boolean[] = [];
      const accessToken = ({ refresh }: { refresh: boolean }): string => (asked.push(refresh), 'abc');
      const outcomes = await send(
        events(1500),
        () => json({ status: String(status), title: 'Authorization' }, status),
        { accessToken },
      );
      expect(asked).to.deep.equal([false, true]);
      expect(service.asked).to.have.length(2);
      expect(new Set(types(outcomes))).to.deep.equal(new Set(['refused']));
    });
  }

  it('a broken line leaves the outcome unknown, and nothing is sent twice', async () => {
    const outcomes = await send(events(2), () => new TypeError('Failed to fetch'));
    expect(types(outcomes)).to.deep.equal(['unknown', 'unknown']);
    expect(service.asked).to.have.length(1);
  });

  it('giving up between two rounds keeps what is known of each (STREAM-R33, STREAM-R34)', async () => {
    const leaving = new AbortController();
    const result = sendEvents(
      events(2),
      { target, signal: leaving.signal },
      platform(() => json({ responses: [{ xactionId: 'a' }, { statusCode: 503 }] }, 207)),
    );
    await clock.advance(100);
    leaving.abort();
    const [first, second] = await result;
    expect([first?.type, second?.type]).to.deep.equal(['accepted', 'refused']);
    expect([second?.type === 'refused' && second.again, clock.timers]).to.deep.equal([true, 0]);
  });

  it('what was not sent any more after giving up is free to go again', async () => {
    const leaving = new AbortController();
    const answer = (): Response => (leaving.abort(), json(received(1000), 207));
    const outcomes = await send(events(2500), answer, { signal: leaving.signal });
    expect(service.asked).to.have.length(1);
    expect(types(outcomes.slice(1000))).to.deep.equal(Array(1500).fill('refused'));
    expect(outcomes.slice(1000).every(outcome => outcome.type === 'refused' && outcome.again)).to.equal(true);
  });

  it('without a token nothing is sent, and all may go again (STREAM-R35)', async () => {
    const accessToken = (): string => {
      throw new Error('none');
    };
    const outcomes = await send(events(1500), () => json(received(1), 207), { accessToken });
    expect(service.asked).to.have.length(0);
    expect(new Set(outcomes.map(each => each.type === 'refused' && each.again && each.error.code))).to.deep.equal(
      new Set(['no-token']),
    );
  });

  it('an entry that says nothing is no success (STREAM-R33)', async () => {
    const responses = [{ xactionId: 'a' }, null, {}, { statusCode: 'often' }, { statusCode: '200' }];
    const outcomes = await send(events(5), () => json({ responses }, 207));
    expect(types(outcomes)).to.deep.equal(['accepted', 'unknown', 'unknown', 'unknown', 'accepted']);
  });

  for (const status of [502, 504]) {
    it(`${status} comes from before the inlet: nobody knows what it has taken`, async () => {
      const outcomes = await send(events(2), () => new Response('<h1>Gateway</h1>', { status }));
      expect(types(outcomes)).to.deep.equal(['unknown', 'unknown']);
    });
  }

  it('an answer that repeats the token: no outcome does (STREAM-R2)', async () => {
    for (const status of [200, 400]) {
      const answer = ({ headers }: Asked): Response => json({ title: headers['authorization'] }, status);
      const [outcome] = await send(events(1), answer, { accessToken: 'staff-secret-0123' });
      const { message, title, raw } = (outcome as Extract<ItemOutcome, { type: 'refused' }>).error;
      expect([message, title, raw].join()).not.to.contain('staff-secret');
      expect(raw).to.contain('…');
    }
  });

  describe('a test event', () => {
    const test = async (
      answer: (asked: Asked) => Answer,
      options: Parameters<typeof sendTestEvent>[1] = { target },
      entity: object = { _id: '1' },
    ): Promise<TestReport> => {
      const report = sendTestEvent(entity, options, platform(answer));
      report.catch(() => {});
      await clock.advance(60_000);
      return report;
    };
    const receipt = { inletID: 'ab12', xactionId: 'x:1', receivedTimeMs: '1690000000123' };

    it('goes to the inlet as it is, without validation (STREAM-R20, STREAM-R30)', async () => {
      const report = await test(() => json(receipt));
      expect(service.asked[0]!.url).to.equal(target.inletUrl);
      expect(report.receipt).to.deep.equal({
        inletId: 'ab12',
        xactionId: 'x:1',
        receivedTime: 1690000000123,
        validation: undefined,
      });
    });

    it('asks for validation by today’s name (STREAM-R29)', async () => {
      const report = await test(() => json({ ...receipt, syncValidation: { status: 'pass' } }), {
        target,
        syncValidation: true,
      });
      expect(service.asked[0]!.query.get('syncValidation')).to.equal('true');
      expect(report.receipt!.validation).to.equal('pass');
    });

    it('501: once more without, and says so (STREAM-R32)', async () => {
      const report = await test(
        inTurn(
          () => json({}, 501),
          () => json(receipt),
        ),
        { target, syncValidation: true },
      );
      expect([report.downgraded, report.status, service.asked[1]!.url]).to.deep.equal([true, 200, target.inletUrl]);
    });

    it('tells what validation found (STREAM-R38)', async () => {
      const cause = {
        _streamingValidation: [
          { causingExceptions: [{ pointerToViolation: '#/_id', keyword: 'type', message: 'expected type: String' }] },
        ],
      };
      const { error } = await test(() => json({ title: 'Invalid', report: { message: 'invalid', cause } }, 400), {
        target,
        syncValidation: true,
      });
      expect(error!.violations).to.deep.equal([
        { pointer: '#/_id', keyword: 'type', message: 'expected type: String' },
      ]);
    });

    it('warns above 10 KB, and sends nothing above 1 MB (STREAM-R27, STREAM-R28)', async () => {
      expect((await test(() => json(receipt), { target }, { pad: 'x'.repeat(11_000) })).large).to.equal(true);
      const error = await test(() => json(receipt), { target }, { pad: 'x'.repeat(MAX_BYTES) }).catch(
        (thrown: unknown) => thrown,
      );
      expect([(error as StreamingError).code, service.asked.length]).to.deep.equal(['too-large', 0]);
    });

    it('at most 60 validated ones in a minute (STREAM-R30)', () => {
      let times: number[] = [];
      for (let index = 0; index < 60; index++) times = admitValidation(times, index * 100).times;
      expect(admitValidation(times, 10_000)).to.deep.equal({ times, wait: 50_000 });
      expect(admitValidation(times, 60_000).wait).to.equal(0);
    });
  });

  it('receipts are read in every documented form (STREAM-R36)', () => {
    expect(readReceipt('{"inletId":"a","receivedTimeMs":5,"syncValidation":{"skipped":true}}')).to.deep.equal({
      ...{ inletId: 'a', xactionId: undefined, receivedTime: 5, validation: undefined },
    });
    expect(() => readReceipt('OK')).to.throw(/cannot be read/);
  });
});
