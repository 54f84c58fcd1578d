import * as fc from 'fast-check';
import { SWITCHES, type Switches } from '../../../demo/services/handlers/shared/switches.ts';
import { tellWith } from '../../support/console-model/tell.ts';
import { WatermarkStory } from '../../support/console-model/watermark-story.ts';
import { deedsOf, tellStories, type Deed } from '../../support/stories.ts';

const DEEDS: Record<string, (story: WatermarkStory, one: number, two: number) => unknown> = {
  jobs: (story, one, two) => story.jobs(one, two),
  recipients: (story, one, two) => story.recipients(one, two),
  create: (story, one) => story.create(one),
  createAgain: (story, one) => story.createAgain(one),
  update: (story, one, two) => story.update(one, two),
  import: (story, one, two) => story.import(one, two),
  importOn: (story, one) => story.importOn(one),
  stop: (story, one) => story.stop(one),
  reload: (story, one) => story.reload(one),
  other: (story, one, two) => story.other(one, two),
  expire: story => story.expire(),
  forget: story => story.forget(),
  mood: (story, one) => story.mood(one),
  fault: (story, one, two) => story.fault(one, two),
  giveUp: story => story.bench.giveUp(),
};
const NAMES = [
  'watermarkToken',
  'watermarkMatch',
  'watermarkCreate',
  'watermarkIds',
  'watermarkZone',
] as const satisfies (keyof Switches)[];
const switches = fc.record(
  Object.fromEntries(NAMES.map(name => [name, fc.constantFrom(...SWITCHES[name])])),
) as fc.Arbitrary<object> as fc.Arbitrary<Partial<Switches>>;
const COMMON = ['import', 'import', 'importOn', 'importOn', 'importOn', 'other', 'fault', 'fault', 'fault'];

describe('the client of the watermarking service, whatever happens', function () {
  this.timeout(120_000);

  it('registers each valid line once, reports each bad one once, tells no secret, and comes to an end (DWM-R3, DWM-R4, DWM-R11, DWM-R12, DWM-R18, DWM-R25 to DWM-R31, DWM-R33, DWM-R37)', async () => {
    const act = (story: WatermarkStory, [name, one, two]: Deed): unknown =>
      name === 'wait' ? undefined : DEEDS[name]!(story, one, two);
    await tellStories({
      count: [300, 80],
      story: fc.tuple(
        fc.record({ switches, provided: fc.boolean() }),
        deedsOf([...Object.keys(DEEDS), ...COMMON, 'wait', 'wait', 'wait']),
      ),
      tell: tellWith(options => new WatermarkStory(options), act),
    });
  });
});
