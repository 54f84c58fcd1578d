import { expect } from '@open-wc/testing';
import { PassError } from '../../../src/pass/errors.ts';
import { retryDelay } from '../../../src/pass/retry.ts';

const GET = { repeatable: true };
const POST = {};

const delays = (init: Partial<ConstructorParameters<typeof PassError>[0]>, request: object = GET, random = 0) => {
  const error = new PassError({ code: 'x', message: 'x', ...init });
  return [0, 1, 2, 3, 4].map(used => retryDelay(error, request, { used }, () => random));
};
const NEVER = [undefined, undefined, undefined, undefined, undefined];

describe('retryDelay', () => {
  it('PASS-R85, PASS-R113: action retry is followed three times, each pause twice as long', () => {
    expect(delays({ action: 'retry', httpStatus: 403 })).to.deep.equal([1000, 2000, 4000, undefined, undefined]);
  });

  it('PASS-R113: chance lengthens a pause by a quarter at most', () => {
    expect(delays({ action: 'retry' }, GET, 1)).to.deep.equal([1250, 2500, 5000, undefined, undefined]);
  });

  for (const action of ['none', 'configuration', 'application-registration', 'authentication', 'authorization']) {
    it(`PASS-R86, PASS-R112: action ${action} is never retried, even with status 500`, () => {
      expect(delays({ action, httpStatus: 500 })).to.deep.equal(NEVER);
    });
  }

  for (const httpStatus of [400, 401, 403, 404, 405]) {
    it(`PASS-R114: ${httpStatus} without an action is not retried`, () => {
      expect(delays({ httpStatus })).to.deep.equal(NEVER);
    });
  }

  for (const httpStatus of [500, 502, 503, 504]) {
    it(`PASS-R114: ${httpStatus} is retried twice where repeating changes nothing`, () => {
      expect(delays({ httpStatus })).to.deep.equal([1000, 2000, undefined, undefined, undefined]);
    });

    it(`PASS-R114: ${httpStatus} is not retried where it could do something twice`, () => {
      expect(delays({ httpStatus }, POST)).to.deep.equal(NEVER);
    });
  }

  it('PASS-R115: an action nobody knows leaves the decision to the status', () => {
    expect(delays({ action: 'ask-again-tomorrow', httpStatus: 503 })).to.deep.equal([
      ...[1000, 2000, undefined, undefined, undefined],
    ]);
  });

  it('PASS-R113: a 429 is retried three times without a pause of its own, since the throttle is silent', () => {
    expect(delays({ httpStatus: 429 }, POST)).to.deep.equal([0, 0, 0, undefined, undefined]);
  });

  for (const code of ['network', 'timeout']) {
    it(`PASS-R122: ${code} is retried twice after a growing pause of at least a second`, () => {
      expect(delays({ code })).to.deep.equal([1000, 2000, undefined, undefined, undefined]);
    });
  }
});
