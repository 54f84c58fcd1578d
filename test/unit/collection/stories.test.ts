import { expect } from '@open-wc/testing';
import * as fc from 'fast-check';
import { DEEDS, type Deed } from '../../support/tracking-model/deeds.ts';
import { tell } from '../../support/tracking-model/tell.ts';

/**
 * Random stories of one device, whole trackers in it, judged by the local service's own rules; the same ones in every
 * run. A failure names its path: put that here as well to see it again, as short as it can be told.
 */
const REPLAY: { seed: number; path?: string } = { seed: 20261122 };

/** The engine that runs the whole number; the others tell the same stories with other promises. */
const WHOLE = navigator.userAgent.includes('Chrome');
const STORIES = WHOLE ? 20_000 : 2_000;

const COMMON = ['play', 'play', 'play', 'wait', 'wait', 'wait', 'waitMore', 'pause', 'seek', 'fault', 'newTab'];
const deed = fc.tuple(
  fc.constantFrom(...Object.keys(DEEDS), ...COMMON),
  fc.nat({ max: 999 }),
  fc.nat({ max: 999 }),
) as fc.Arbitrary<Deed>;

describe('the tracker, whatever happens', function () {
  this.timeout(400_000);

  it('delivers every stored event once and in order, closes every session, and nobody complains (MC-R2, MC-R23, MC-R40, MC-R43, MC-R45, MC-R85)', async () => {
    const rejections: unknown[] = [];
    const note = (event: PromiseRejectionEvent): void => void rejections.push(event.reason);
    addEventListener('unhandledrejection', note);
    let told = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(deed, { minLength: 1, maxLength: 24 }), async deeds => {
        told += 1;
        const broken = await tell(deeds);
        if (broken.length > 0) throw new Error(broken.join('\n'));
      }),
      { numRuns: STORIES, includeErrorInReport: true, ...REPLAY },
    );
    removeEventListener('unhandledrejection', note);
    expect(rejections).to.deep.equal([]);
    expect(told).to.be.at.least(REPLAY.path === undefined ? STORIES : 1);
  });
});
