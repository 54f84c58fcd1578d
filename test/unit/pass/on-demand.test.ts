import { expect } from '@open-wc/testing';
import type { PassError } from '../../../src/pass/errors.ts';
import { onDemand } from '../../../src/pass/on-demand.ts';

describe('a part that is fetched on demand', () => {
  it('is fetched once, for all who ask', async () => {
    let fetched = 0;
    const part = onDemand(async () => ++fetched);
    expect([await part(), await part(), fetched]).to.deep.equal([1, 1, 1]);
  });

  it('is a network error when it does not come, and may be asked for again', async () => {
    let online = false;
    const part = onDemand(async () => {
      if (!online) throw new TypeError('Failed to fetch dynamically imported module');
      return 'here';
    });
    const { code, retryable, cause } = (await part().catch((error: unknown) => error)) as PassError;
    online = true;
    expect([code, retryable, (cause as Error).name, await part()]).to.deep.equal([
      'network',
      true,
      'TypeError',
      'here',
    ]);
  });
});
