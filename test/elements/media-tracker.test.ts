import { expect, fixture } from '@open-wc/testing';
import { attributes, CLIP, collect, trackedClip, until } from '../support/clip-tracker.ts';
import { openWorld, type OpenWorld } from '../support/world.ts';

describe('<media-tracker>', () => {
  let world: OpenWorld;
  beforeEach(async () => {
    world = await openWorld();
  });
  afterEach(() => world.close());

  const received = async (): Promise<any[]> => {
    const entries = await world.journal({ path: '/api/v1/', method: 'POST' } as never);
    return entries.map((entry: any) => entry.body);
  };

  it('tells a whole playback in order (MC-R1, MC-R41, MC-R46, MC-R48, MC-R52, MC-R57, MC-R84)', async () => {
    const { tracker, video } = await trackedClip(world.origin);
    const told = collect(tracker);
    expect(await received()).to.have.length(0);
    await video.play();
    await until(() => told.some(event => event.eventType === 'play' && event.delivery === 'sent'), 'play sent');
    expect(tracker.state).to.equal('tracking');
    video.pause();
    await until(() => told.some(event => event.eventType === 'pauseStart' && event.delivery === 'sent'), 'pause sent');
    expect(tracker.state).to.equal('paused');
    await video.play();
    await until(() => video.currentTime > 0.8, 'playing on');
    video.currentTime = 8.5;
    await until(() => tracker.state === 'ended', 'the end');
    await until(async () => (await received()).some(({ eventType }) => eventType === 'sessionComplete'), 'complete');
    const types = (await received()).map(({ eventType }) => eventType).filter(type => !/^state|ping/.test(type));
    expect(types).to.eql(['sessionStart', 'play', 'pauseStart', 'play', 'pauseStart', 'play', 'sessionComplete']);
    expect(await world.complaints()).to.eql([]);
    expect(await tracker.pending).to.equal(0);
  });

  void fixture;
  void attributes;
  void CLIP;
});
