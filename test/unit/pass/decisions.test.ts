import { expect } from '@open-wc/testing';
import { createFakeClock } from '../../support/fake-clock.ts';
import { requestPermit } from '../../../src/pass/entitlement.ts';
import { PassError } from '../../../src/pass/errors.ts';
import { decisionFor, readDecisions } from '../../../src/pass/responses.ts';
import type { Transport } from '../../../src/pass/transport.ts';

const TOKEN = {
  notBefore: 1790000000000,
  notAfter: 1790000420000,
  serializedToken: 'PHNpZ25hdHVyZUluZm8+c2FuZGJveA==',
};
const PERMIT = {
  ...{ resource: 'news', serviceProvider: 'demoSP', mvpd: 'acmeCable', source: 'mvpd', authorized: true },
  ...{ token: TOKEN, notBefore: 1790000000000, notAfter: 1790003600000 },
};
const { token: _, ...BARE } = PERMIT;
const DENY = {
  ...{ ...BARE, authorized: false },
  error: { status: 403, code: 'authorization_denied_by_mvpd', action: 'none', message: '…', details: 'Your plan…' },
};
const AGAIN = { ...DENY, error: { status: 403, code: 'network_connection_timeout', action: 'retry' } };

const read = (...decisions: unknown[]) => readDecisions({ decisions }, 200);

describe('readDecisions', () => {
  it('PASS-R84: hands on the media token untouched', () => {
    expect(read(PERMIT)[0]!.mediaToken).to.deep.equal(TOKEN);
  });
  it('reads a permit with its times', () => {
    const { resource, mvpd, source, authorized, notBefore, notAfter } = read(PERMIT)[0]!;
    expect({ ...BARE, resource, mvpd, source, authorized, notBefore, notAfter }).to.deep.equal(BARE);
  });
  it('PASS-R128: a permit needs no times of its own', () => {
    expect(read({ ...PERMIT, notBefore: undefined, notAfter: undefined })[0]).not.to.have.property('notAfter');
  });
  it('PASS-R90: a refusal brings its reason', () => {
    expect([read(DENY)[0]!.error!.code, read(DENY)[0]!.error!.details]).to.deep.equal([
      ...['authorization_denied_by_mvpd', 'Your plan…'],
    ]);
  });
  it('PASS-R115: an unknown source passes through', () => {
    expect(read({ ...PERMIT, source: 'novel' })[0]!.source).to.equal('novel');
  });
  for (const authorized of ['true', 1, 'yes', null, undefined]) {
    it(`PASS-R89: authorized ${JSON.stringify(authorized)} is not a yes`, () => {
      expect(read({ ...PERMIT, authorized })[0]!.authorized).to.equal(false);
    });
  }
  for (const token of [null, 'text', {}, { serializedToken: '' }, { serializedToken: 7 }]) {
    it(`PASS-R89: token ${JSON.stringify(token)} is none`, () => {
      expect(read({ ...PERMIT, token })[0]).not.to.have.property('mediaToken');
    });
  }
  it('entries that are no objects are left out', () => {
    expect(read(null, 'x', PERMIT)).to.have.length(1);
  });
  it('an answer without a list is refused', () => {
    expect(() => readDecisions({ decisions: {} }, 200)).to.throw(PassError, 'list of decisions');
  });
});

describe('decisionFor', () => {
  it('PASS-R74: a resource that is not in the answer has no decision, though there is another', () => {
    expect(decisionFor(read(PERMIT), 'sport')).to.equal(undefined);
  });
  it('finds a resource by its name, whatever its place', () => {
    expect(decisionFor(read({ ...PERMIT, resource: 'sport' }, PERMIT), 'news')!.resource).to.equal('news');
  });
  it('forgives white space that the service adds (10.14)', () => {
    expect(decisionFor(read({ ...PERMIT, resource: 'news ' }), 'news')!.authorized).to.equal(true);
  });
  it('prefers the exact name to one with white space (10.14)', () => {
    const decisions = read({ ...DENY, resource: 'news ' }, PERMIT);
    expect(decisionFor(decisions, 'news')!.authorized).to.equal(true);
  });
});

describe('requestPermit', () => {
  /** Answers one after the other; the last one stays. Tells when each was asked. */
  const ask = async (...answers: unknown[][]) => {
    const clock = createFakeClock(0, async () => {
      for (let i = 0; i < 20; i++) await Promise.resolve();
    });
    const asked: number[] = [];
    const transport: Transport = async (_request, reader) => {
      asked.push(clock.elapsed());
      return reader({ decisions: answers.length > 1 ? answers.shift() : answers[0] }, 200);
    };
    const result = requestPermit(transport, { clock, random: () => 0, serviceProvider: 'demo' }, 'acme', 'news').catch(
      (error: unknown) => error as PassError,
    );
    await clock.advance(60_000);
    return { result: await result, asked };
  };

  it('PASS-R76: gives the decision with its media token', async () => {
    const { result } = await ask([PERMIT]);
    expect(result).to.have.property('mediaToken');
  });
  it('PASS-R86: a plain refusal is told at once, with its own words', async () => {
    const { result, asked } = await ask([DENY]);
    expect([(result as PassError).details, asked]).to.deep.equal(['Your plan…', [0]]);
  });
  it('PASS-R85: an item that asks for it is repeated after growing pauses, until it permits', async () => {
    const { result, asked } = await ask([AGAIN], [AGAIN], [PERMIT]);
    expect([(result as { authorized: boolean }).authorized, asked]).to.deep.equal([true, [0, 1000, 3000]]);
  });
  it('PASS-R85, PASS-R113: three repetitions, then the error', async () => {
    const { result, asked } = await ask([AGAIN]);
    expect([(result as PassError).code, asked]).to.deep.equal(['network_connection_timeout', [0, 1000, 3000, 7000]]);
  });
  for (const [what, answer] of [
    ['no decision', []],
    ['a decision for another resource', [{ ...PERMIT, resource: 'sport' }]],
    ['a permit without a media token', [BARE]],
    ['a refusal without a reason', [{ ...DENY, error: undefined }]],
  ] as const) {
    it(`PASS-R89: ${what} is no permit`, async () => {
      const { result, asked } = await ask([...answer]);
      expect([(result as PassError).code, asked]).to.deep.equal(['invalid-response', [0]]);
    });
  }
});
