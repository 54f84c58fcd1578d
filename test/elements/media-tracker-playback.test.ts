import { expect } from '@open-wc/testing';
import { deviceStore } from '../../src/storage/device-store.ts';
import { trackedClip, until } from '../support/clip-tracker.ts';
import { openWorld, type MediaSessionView, type TestWorld } from '../support/world.ts';

/** What the viewer does below, as it ought to be told: event, second of the content, seconds since the event before. */
const EXPECTED: readonly [eventType: string, playhead: number, after: number][] = [
  ['play', 0, 0],
  ['pauseStart', 1.2, 1.2],
  ['play', 1.2, 1],
  ['adBreakStart', 2.4, 1.2],
  ['adStart', 2.4, 0],
  ['adComplete', 2.4, 1],
  ['adBreakComplete', 2.4, 0],
  ['play', 2.4, 0],
  ['pauseStart', 3.6, 1.2],
  ['play', 8, 0],
  ['sessionComplete', 10, 2],
];
const CLOSE = 0.3;

describe('<media-tracker> on a real clip', () => {
  let world: TestWorld;
  beforeEach(async () => {
    await deviceStore().clear();
    world = await openWorld();
  });
  afterEach(async () => {
    expect(await world.complaints()).to.eql([]);
    await world.close();
  });

  const wait = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms));

  /** The moment at which the clip gets there, as exactly as frames are shown. */
  const reaches = (video: HTMLVideoElement, second: number): Promise<void> =>
    new Promise(resolve => {
      const look = (): void => {
        if (video.currentTime >= second) resolve();
        else setTimeout(look, 5);
      };
      look();
    });

  async function watch(): Promise<MediaSessionView> {
    const { tracker, video } = await trackedClip(world.origin);
    await until(() => video.readyState > 3, 'loaded');
    // It is there, and watches.
    expect(await tracker.pending).to.equal(0);
    await video.play();
    await reaches(video, 1.2);
    video.pause();
    await wait(1000);
    await video.play();
    await reaches(video, 2.4);
    tracker.adBreakStart({ name: 'mid-roll' });
    tracker.adStart({ id: 'ad-1', length: 1 });
    video.pause();
    await wait(1000);
    tracker.adComplete();
    tracker.adBreakComplete();
    await video.play();
    await reaches(video, 3.6);
    video.currentTime = 8;
    await until(async () => (await world.sessions())[0]?.state === 'completed', 'complete');
    return (await world.sessions())[0]!;
  }

  it('tells what happened, where and when, within 0.3 seconds (MC-R24, MC-R26, MC-R28, MC-R48, MC-R57, MC-R72)', async function () {
    this.timeout(60_000);
    const session = await watch();
    const story = session.events.filter(({ eventType }) => !/^(state|ping|bufferStart|sessionStart)/.test(eventType));
    expect(story.map(({ eventType }) => eventType)).to.eql(EXPECTED.map(([eventType]) => eventType));
    const wrong = story.flatMap(({ eventType, playerTime }, index) => {
      const [, playhead, after] = EXPECTED[index]!;
      const before = story[Math.max(0, index - 1)]!.playerTime;
      const passed = (playerTime.ts - before.ts) / 1000;
      // Some browsers do not say `playing` after a seek: then a position that moves does, which is a moment later.
      const later = eventType === 'play' ? Math.max(0, playerTime.playhead - playhead) : 0;
      const off = [playerTime.playhead - playhead, passed - later - after].map(value => Math.abs(value));
      return Math.max(...off) <= CLOSE
        ? []
        : [`${eventType}: at ${playerTime.playhead} s, ${passed} s after the one before`];
    });
    expect(wrong).to.eql([]);
    // What the service makes of it: how long was watched, and how long stood still.
    const { metrics } = session;
    expect(metrics.contentTimeSpent).to.be.closeTo(5.6, 2 * CLOSE);
    expect(metrics.pauseDuration).to.be.closeTo(1, 2 * CLOSE);
    expect(metrics.adTimeSpent).to.be.closeTo(1, CLOSE);
    expect(metrics).to.include({ contentStarts: 1, contentCompletes: 1, adCompletes: 1 });
  });
});
