import { deedsOf, tellStories } from '../../support/stories.ts';
import { DEEDS } from '../../support/tracking-model/deeds.ts';
import { tell } from '../../support/tracking-model/tell.ts';

const COMMON = ['play', 'play', 'play', 'wait', 'wait', 'wait', 'waitMore', 'pause', 'seek', 'fault', 'newTab'];
describe('the tracker, whatever happens', function () {
  this.timeout(400_000);

  it('delivers every stored event once and in order, closes every session, and nobody complains (MC-R2, MC-R23, MC-R40, MC-R43, MC-R45, MC-R85)', async () => {
    await tellStories({ count: [20_000, 2_000], story: deedsOf([...Object.keys(DEEDS), ...COMMON]), tell });
  });
});
