import { expect } from '@open-wc/testing';
import * as fc from 'fast-check';
import { SWITCHES, type Switches } from '../../../demo/services/handlers/shared/switches.ts';
import { FlowStory } from '../../support/console-model/flow-story.ts';
import { tellStories } from '../../support/console-model/tell.ts';

/**
 * Random stories of an operator's console and the local services in process, judged by rules that hold whatever happens;
 * the same ones in every run. Another seed tells others. A failure names its path: put that here as well to see it again.
 */
const REPLAY: { seed: number; path?: string } = { seed: 20261122 };

/** The engine that runs the whole number; the others tell the same stories with other promises. */
const WHOLE = navigator.userAgent.includes('Chrome');
const STORIES = WHOLE ? 300 : 100;

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
    const told = await tellStories({
      replay: REPLAY,
      stories: STORIES,
      names: [...Object.keys(DEEDS), ...COMMON, 'wait', 'wait'],
      world: fc.record({ switches, inletReads: fc.nat({ max: 3 }) }),
      open: options => new FlowStory(options),
      act: (story, [name, one, two]) => (name === 'wait' ? undefined : DEEDS[name]!(story, one, two)),
    });
    expect(told).to.be.at.least(REPLAY.path === undefined ? STORIES : 1);
  });
});
