import * as fc from 'fast-check';
import { SWITCHES, type Switches } from '../../../demo/services/handlers/shared/switches.ts';
import { FlowStory } from '../../support/console-model/flow-story.ts';
import { tellWith } from '../../support/console-model/tell.ts';
import { deedsOf, tellStories, type Deed } from '../../support/stories.ts';

const DEEDS: Record<string, (story: FlowStory, one: number, two: number) => unknown> = {
  list: (story, one) => story.list(one),
  count: (story, one) => story.count(one),
  create: (story, one, two) => story.create(one, two),
  read: (story, one, two) => story.read(one, two),
  update: (story, one, two) => story.update(one, two),
  setState: (story, one, two) => story.setState(one, two),
  remove: (story, one, two) => story.remove(one, two),
  test: (story, one, two) => story.test(one, two),
  chain: (story, one, two) => story.chain(one, two),
  chainAgain: (story, one, two) => story.chainAgain(one, two),
  send: (story, one, two) => story.send(one, two),
  sendAgain: (story, one) => story.sendAgain(one),
  sendTest: (story, one, two) => story.sendTest(one, two),
  items: (story, one, two) => story.items(one, two),
  other: (story, one, two) => story.other(one, two),
  expire: story => story.expire(),
  mood: (story, one) => story.mood(one),
  fault: (story, one, two) => story.fault(one, two),
  giveUp: story => story.bench.giveUp(),
};
const NAMES = ['flowErrors', 'nextPage', 'flowNotFound', 'patchState', 'patchConnections', 'connectionShape'] as const;
const INLET = ['inletBadToken', 'inletResponses', 'problemStatus', 'syncValidation', 'inletAnswer'] as const;
/** The service as it may be: each switch at its default mostly. */
const switches = fc.record(
  Object.fromEntries([...NAMES, ...INLET].map(name => [name, fc.constantFrom(SWITCHES[name][0], ...SWITCHES[name])])),
) as fc.Arbitrary<object> as fc.Arbitrary<Partial<Switches>>;
const COMMON = ['list', 'list', 'create', 'update', 'update', 'chain', 'chainAgain', 'send', 'send', 'fault', 'fault'];

describe('the clients of streaming connections, whatever happens', function () {
  this.timeout(120_000);

  it('make nothing twice, write over nobody, bring nothing back, tell no secret, and come to an end (STREAM-R1, STREAM-R2, STREAM-R6, STREAM-R8, STREAM-R10 to STREAM-R14, STREAM-R17, STREAM-R22, STREAM-R25, STREAM-R31 to STREAM-R36)', async () => {
    const act = (story: FlowStory, [name, one, two]: Deed): unknown =>
      name === 'wait' ? undefined : DEEDS[name]!(story, one, two);
    await tellStories({
      count: [300, 100],
      story: fc.tuple(
        fc.record({ switches, inletReads: fc.nat({ max: 3 }) }),
        deedsOf([...Object.keys(DEEDS), ...COMMON, 'wait', 'wait']),
      ),
      tell: tellWith(options => new FlowStory(options), act),
    });
  });
});
