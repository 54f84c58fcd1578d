import { DEEDS } from '../../support/pass-model/deeds.ts';
import { tell } from '../../support/pass-model/tell.ts';
import { deedsOf, tellStories } from '../../support/stories.ts';

const COMMON = [
  'signIn',
  'finishPopup',
  'finishPopup',
  'play',
  'play',
  'wait',
  'wait',
  'wait',
  'waitLong',
  'screen',
  'playFree',
  'fault',
];
describe('the client of Adobe Pass, whatever happens', function () {
  this.timeout(400_000);

  it('polls by the rules, opens nothing unpermitted, never loops, and always comes to an end (PASS-R37, PASS-R39 to PASS-R42, PASS-R69, PASS-R79, PASS-R89, PASS-R113, PASS-R117, PASS-R118, PASS-R126)', async () => {
    await tellStories({ count: [20_000, 2_000], story: deedsOf([...Object.keys(DEEDS), ...COMMON]), tell });
  });
});
