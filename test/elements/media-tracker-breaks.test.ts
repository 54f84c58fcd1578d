import { expect } from '@open-wc/testing';
import { collect, errorsOf, trackedClip, until, type TrackedClip } from '../support/clip-tracker.ts';
import { FakeAdsManager, FakeStreamManager } from '../support/fake-ima.ts';
import { deviceStore } from '../../src/storage/device-store.ts';
import type { MediaTrackerEvent } from '../../src/events/media-tracker-event.ts';
import { openWorld, type TestWorld } from '../support/world.ts';

/** Seconds by which an event may differ from what was expected of it. */
const TOLERANCE = 0.3;

describe('<media-tracker> and ads', () => {
  let world: TestWorld;
  beforeEach(async () => {
    await deviceStore().clear();
    world = await openWorld();
  });
  afterEach(async () => {
    expect((await world.complaints()).map(({ text }) => text).join()).to.equal('');
    await world.close();
  });

  type Step = readonly [type: string, playhead: number];

  /** Without what a busy machine adds, and what the page itself is like. */
  function story(told: readonly MediaTrackerEvent[]): Step[] {
    const steps = told
      .filter(({ delivery, eventType }) => delivery === 'queued' && !/^(ping|state|buffer)/.test(eventType))
      .map(({ eventType, playerTime }): Step => [eventType, playerTime.playhead]);
    return steps.filter(([type], index) => type !== 'play' || steps[index - 1]?.[0] !== 'play');
  }

  function compare(told: readonly MediaTrackerEvent[], expected: readonly Step[]): void {
    const steps = story(told);
    expect(steps.map(([type]) => type)).to.eql(expected.map(([type]) => type));
    steps.forEach(([type, playhead], index) =>
      expect(playhead, `${type}, number ${index}`).to.be.closeTo(expected[index]![1], TOLERANCE),
    );
  }

  const paramsOf = (told: readonly MediaTrackerEvent[], type: string): Record<string, unknown>[] =>
    told
      .filter(({ eventType, delivery }) => eventType === type && delivery === 'queued')
      .map(({ params }) => params as Record<string, unknown>);

  const ended = (told: readonly MediaTrackerEvent[]): Promise<void> =>
    until(() => told.some(event => event.eventType === 'sessionComplete' && event.delivery === 'sent'), 'end', 15_000);

  const at = ({ video }: TrackedClip, second: number): Promise<void> =>
    until(() => video.currentTime >= second, `second ${second}`, 15_000);

  const pause = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms));

  it('Google IMA beside the content: pre-roll, mid-roll, an ad that fails (MC-R68 to MC-R75, MC-R78, MC-R98)', async () => {
    const clip = await trackedClip(world.origin);
    const { tracker, video } = clip;
    const told = collect(tracker);
    const manager = new FakeAdsManager();
    tracker.player = manager;
    await until(() => manager.listeners > 0, 'the adapter listens');
    const first = { id: 'a1', title: 'Boots', duration: 15, advertiser: 'Bootmaker', podIndex: 0, position: 1 };

    // What a page does with IMA: it plays by a click, and pauses the content while ads do.
    manager.fire('contentPauseRequested', first);
    manager.fire('start', first);
    await pause(200);
    manager.fire('complete', first);
    const second = { id: 'a2', duration: -1, podIndex: 0, position: 2 };
    manager.fire('start', second);
    manager.fire('skip', second);
    manager.fire('contentResumeRequested');
    await video.play();
    await at(clip, 1);

    video.pause();
    const third = { id: 'a3', podIndex: 1, position: 1, offset: 1 };
    const paused = video.currentTime;
    manager.fire('contentPauseRequested', third);
    manager.fire('start', third);
    await pause(600);
    manager.fire('pause', third);
    manager.fire('resume', third);
    manager.fail(402);
    await video.play();
    // An overlay interrupts nothing.
    manager.fire('start', { id: 'a4', linear: false });
    video.currentTime = 9.5;
    await ended(told);
    compare(told, [
      ...(['sessionStart', 'adBreakStart', 'adStart', 'adComplete', 'adStart', 'adSkip'] as const).map(
        type => [type, 0] as const,
      ),
      ['adBreakComplete', 0],
      ['play', 0],
      ...(['adBreakStart', 'adStart', 'pauseStart', 'play', 'error', 'adSkip', 'adBreakComplete'] as const).map(
        type => [type, paused] as const,
      ),
      ['play', paused],
      ['pauseStart', paused],
      ['play', 9.5],
      ['sessionComplete', 10],
    ]);
    expect(paramsOf(told, 'adStart')[0]).to.eql({
      'media.ad.id': 'a1',
      'media.ad.name': 'Boots',
      'media.ad.length': 15,
      'media.ad.podPosition': 1,
      'media.ad.playerName': 'Google IMA',
      'media.ad.advertiser': 'Bootmaker',
      'media.ad.creativeId': 'creative of a1',
    });
    expect(paramsOf(told, 'adBreakStart')).to.eql([
      { 'media.ad.podFriendlyName': 'pre-roll', 'media.ad.podIndex': 1, 'media.ad.podSecond': 0 },
      { 'media.ad.podFriendlyName': 'mid-roll 1', 'media.ad.podIndex': 2, 'media.ad.podSecond': 1 },
    ]);
    const error = told.find(({ eventType }) => eventType === 'error')!;
    expect(error.qoeData).to.include({ 'media.qoe.errorID': 'ima.402', 'media.qoe.errorSource': 'external' });
  });

  it('an ad that runs when its manager is handed over, and no word of one that was taken back (MC-R68)', async () => {
    const clip = await trackedClip(world.origin);
    const { tracker, video } = clip;
    const told = collect(tracker);
    await video.play();
    await at(clip, 0.5);
    const manager = new FakeAdsManager();
    manager.current = { id: 'late', podIndex: 1, offset: 0.5 };
    video.pause();
    tracker.player = [manager];
    await until(() => story(told).some(([type]) => type === 'adStart'), 'the ad');
    manager.fire('complete');
    manager.fire('contentResumeRequested');
    await video.play();
    tracker.player = null;
    await until(() => manager.listeners === 0, 'nobody listens');
    manager.fire('contentPauseRequested', { id: 'unheard' });
    tracker.endSession();
    const types = story(told).map(([type]) => type);
    expect(types.join(' ')).to.contain('adBreakStart adStart adComplete adBreakComplete').and.not.to.contain('adSkip');
    expect(types.filter(type => type === 'adBreakStart')).to.have.length(1);
  });

  it('IMA DAI: the content stands still while ads of its stream play (MC-R25, MC-R28, MC-R68, MC-R72)', async () => {
    const clip = await trackedClip(world.origin);
    const { tracker, video } = clip;
    const told = collect(tracker);
    const manager = new FakeStreamManager(1, 3);
    tracker.player = manager;
    await until(() => manager.listeners > 0, 'the adapter listens');
    await video.play();
    await at(clip, 1);
    const ad = { id: 's1', duration: 2, position: 1 };
    manager.fire('adBreakStarted');
    manager.fire('adPeriodStarted');
    manager.fire('started', ad);
    await at(clip, 3);
    manager.fire('complete', ad);
    manager.fire('adPeriodEnded');
    manager.fire('adBreakEnded');
    await at(clip, 3.4);
    const before = video.currentTime - 2;
    video.currentTime = 9;
    await until(() => !video.seeking && video.currentTime > 9.15, 'playing on');
    const after = video.currentTime - 2;
    await ended(told);
    compare(told, [
      ['sessionStart', 0],
      ['play', 0],
      ['adBreakStart', 1],
      ['adStart', 1],
      ['adComplete', 1],
      ['adBreakComplete', 1],
      ['play', 1],
      ['pauseStart', before],
      ['play', after],
      ['sessionComplete', 8],
    ]);
    expect(paramsOf(told, 'sessionStart')[0]!['media.length']).to.be.closeTo(8, 0.1);
  });

  it('cues that mark ads in the stream, in their JSON form (MC-R25, MC-R28, MC-R68 to MC-R70, MC-R72 to MC-R75)', async () => {
    const clip = await trackedClip(world.origin);
    const { tracker, video } = clip;
    const told = collect(tracker);
    const track = video.addTextTrack('metadata');
    const mark = (from: number, to: number, what: unknown): void =>
      track.addCue(new VTTCue(from, to, typeof what === 'string' ? what : JSON.stringify(what)));
    mark(0, 1, { ad: { id: 'c1', name: 'Boots' } });
    mark(2, 4, { adBreak: { name: 'mid-roll' } });
    mark(2, 3, { ad: { id: 'c2', advertiser: 'Bootmaker' } });
    mark(3, 4, { ad: { id: 'c3' } });
    // What is of another kind is left alone.
    mark(1, 2, 'not JSON');
    mark(1, 2, { chapter: 'one' });
    mark(1, 2, [1]);
    mark(1, 2, { ad: 'yes' });
    await until(() => video.readyState > 0, 'loaded');
    await pause(300);
    await video.play();
    await at(clip, 4.3);
    const before = video.currentTime - 3;
    video.currentTime = 9.2;
    await until(() => !video.seeking && video.currentTime > 9.35, 'playing on');
    const after = video.currentTime - 3;
    await ended(told);
    compare(told, [
      ['sessionStart', 0],
      ['adBreakStart', 0],
      ['adStart', 0],
      ['adComplete', 0],
      ['adBreakComplete', 0],
      ['play', 0],
      ['adBreakStart', 1],
      ['adStart', 1],
      ['adComplete', 1],
      ['adStart', 1],
      ['adComplete', 1],
      ['adBreakComplete', 1],
      ['play', 1],
      ['pauseStart', before],
      ['play', after],
      ['sessionComplete', 7],
    ]);
    expect(paramsOf(told, 'adStart').map(params => [params['media.ad.id'], params['media.ad.length']])).to.eql([
      ['c1', 1],
      ['c2', 1],
      ['c3', 1],
    ]);
    expect(paramsOf(told, 'adBreakStart')[1]).to.eql({
      'media.ad.podFriendlyName': 'mid-roll',
      'media.ad.podIndex': 2,
      'media.ad.podSecond': 1,
    });
    expect(paramsOf(told, 'sessionStart')[0]!['media.length']).to.be.closeTo(7, 0.1);
  });

  it('says which key of a cue it does not know, and plays on (MC-R18)', async () => {
    const clip = await trackedClip(world.origin);
    const { tracker, video } = clip;
    const errors = errorsOf(tracker);
    const track = video.addTextTrack('metadata');
    track.addCue(new VTTCue(0.2, 1, JSON.stringify({ ad: { lenght: 3 } })));
    await video.play();
    await until(() => errors.length > 0, 'the error');
    expect(errors[0]!.message).to.contain('adStart()').and.to.contain('lenght');
    await at(clip, 1.2);
    expect(video.paused).to.equal(false);
    tracker.endSession();
  });
});
