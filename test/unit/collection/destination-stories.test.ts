import * as fc from 'fast-check';
import { load } from '../../../src/collection/others.ts';
import { Story, type Kind, type Step } from '../../support/destination-model.ts';
import { tellStories } from '../../support/stories.ts';

const path = ({ kind }: Story): string => (kind === 'edge' ? '/ee/' : '/collection/');
const times = (amount: number): number => 1 + (amount % 4);

const DEEDS: Record<string, (story: Story, amount: number) => unknown> = {
  play: story => story.act(drive => drive.signal('play', { paused: false, ended: false }).signal('playing')),
  pause: story => story.act(drive => drive.pause()),
  buffer: story => story.act(drive => drive.signal('waiting')),
  seek: (story, amount) => story.act(drive => drive.seek(amount % 300)),
  break: (story, amount) => story.act(drive => drive.call('adBreakStart', { index: amount % 3, startTime: 1 })),
  ad: (story, amount) => story.act(drive => drive.call('adStart', { id: `a${amount % 3}`, length: amount % 30 })),
  adEnd: story => story.act(drive => drive.call('adSkip')),
  breakEnd: story => story.act(drive => drive.call('adBreakComplete')),
  chapter: (story, amount) => story.act(drive => drive.call('chapterStart', { index: amount % 4, length: 60 })),
  state: (story, amount) => story.act(drive => drive.mark(`s${amount % 3}`, amount % 2 === 0)),
  bitrate: (story, amount) => story.act(drive => drive.call('setQuality', { bitrate: amount * 1000 })),
  error: (story, amount) => story.act(drive => drive.call('trackError', `e${amount % 5}`, 'external')),
  end: story => story.act(drive => drive.end()),
  wait: (story, amount) => story.wait(500 + (amount % 12) * 1000),
  sleep(story) {
    story.torn = true;
    return story.sleep(11 * 60_000);
  },
  offline: story => (story.online = false),
  online: story => {
    story.online = true;
    void story.page.client.flush();
  },
  unreachable: (story, amount) => story.world.faults.add({ path: path(story), drop: true, times: times(amount) }),
  cutOff(story, amount) {
    if (story.kind === 'edge') return;
    story.world.faults.add({ path: path(story), drop: 'after', times: times(amount) });
  },
  failing: (story, amount) => story.world.faults.add({ path: path(story), status: 500, times: times(amount) }),
  away(story, amount) {
    const headers = amount % 2 ? { 'Retry-After': String(amount % 20) } : {};
    story.world.faults.add({ path: path(story), status: amount % 3 ? 503 : 429, times: times(amount), headers });
  },
  refused(story) {
    story.torn = true;
    story.world.faults.add({ path: path(story), status: 400, times: 1 });
  },
  forgotten(story) {
    story.torn = true;
    if (story.kind === 'edge') story.world.faults.add({ path: '/ee/irl1/', status: 404, times: 1 });
  },
  items(story, amount) {
    story.torn = true;
    const status = [400, 429, 500, 503][amount % 4]!;
    story.world.inlet.itemFaults.push({ status, times: times(amount) });
  },
  short(story) {
    story.torn = true;
    story.world.switches.inletResponses = 'short';
  },
  each: story => (story.world.switches.inletResponses = 'each'),
  die(story) {
    story.torn = true;
    return story.die();
  },
  leave(story) {
    story.torn = true;
    story.page.client.leave();
    story.act(drive => drive.end(true));
    return story.die(true);
  },
};

const COMMON = ['play', 'play', 'play', 'wait', 'wait', 'wait', 'wait', 'offline', 'online', 'pause'];
const steps = fc.array(
  fc.tuple(fc.constantFrom(...Object.keys(DEEDS), ...COMMON), fc.nat({ max: 999 })) as fc.Arbitrary<Step>,
  { minLength: 1, maxLength: 20 },
);

const REQUIRED: Record<Kind, string> = {
  edge: 'MC-R13, MC-R16, MC-R43, MC-R85',
  inlet: 'STREAM-R25, STREAM-R31, STREAM-R33, STREAM-R34, STREAM-R42, STREAM-R44, STREAM-R46',
};

for (const kind of ['edge', 'inlet'] as const) {
  describe(`events on their way to the ${kind}, whatever happens`, function () {
    this.timeout(240_000);
    // A story has no clock for how long a file takes to arrive.
    before(() => load(kind));

    it(`arrive once or are told as dropped, and nobody complains (${REQUIRED[kind]})`, async () => {
      const tell = async (deeds: readonly Step[]): Promise<string[]> => {
        const story = new Story(kind);
        for (const [deed, amount] of deeds) {
          await DEEDS[deed]!(story, amount);
          await story.clock.advance(0);
        }
        await story.finish();
        const broken = await story.broken();
        story.world.close();
        return broken.slice(0, 5);
      };
      await tellStories({ count: [150, 30], story: steps, tell });
    });
  });
}
