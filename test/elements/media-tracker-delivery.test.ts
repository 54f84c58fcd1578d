import { expect, fixture } from '@open-wc/testing';
import type { MediaTrackerElement } from '../../src/elements/media-tracker/media-tracker.ts';
import { deviceStore } from '../../src/storage/device-store.ts';
import { attributes, CLIP, collect, errorsOf, trackedClip, until } from '../support/clip-tracker.ts';
import { openWorld, type TestWorld } from '../support/world.ts';

describe('<media-tracker> delivery', () => {
  let world: TestWorld;
  beforeEach(async () => {
    await deviceStore().clear();
    world = await openWorld();
  });
  afterEach(async () => {
    expect(await world.complaints()).to.eql([]);
    await world.close();
  });

  it('finishes and delivers what a dead page left on the device (MC-R85)', async () => {
    const now = Date.now() - 20_000;
    const params = {
      'analytics.trackingServer': 't',
      'analytics.reportSuite': 'r',
      'visitor.marketingCloudOrgId': 'o@AdobeOrg',
      'media.id': 'left behind',
      'media.length': 60,
      'media.contentType': 'VOD',
      'media.playerName': 'p',
      'media.channel': 'c',
    };
    const at = (eventType: string, index: number, more = {}) => ({
      eventType,
      playerTime: { playhead: index * 3, ts: now + index * 3000 },
      ...more,
    });
    await deviceStore().write([
      [['outbox-session', 'dead'], { base: world.origin, downloaded: false }],
      [['outbox', 'dead', 1], at('sessionStart', 0, { params })],
      [['outbox', 'dead', 2], at('play', 1)],
      [['outbox', 'dead', 3], at('ping', 2)],
    ]);
    const { tracker } = await trackedClip(world.origin);
    expect(await tracker.pending).to.equal(3);
    await until(async () => (await tracker.pending) === 0, 'delivered');
    await until(async () => (await deviceStore().entries([])).length === 0, 'forgotten');
    const sessions = await world.sessions();
    expect(sessions.map(({ mediaId, state, eventTypes }) => [mediaId, state, eventTypes.join(' ')])).to.eql([
      ['left behind', 'ended', 'sessionStart play ping sessionEnd'],
    ]);
    expect(sessions[0]!.events[3]!.playerTime).to.eql({ playhead: 6, ts: now + 6001 });
  });

  it('tracks two players on one page apart (MC-R44)', async () => {
    const one = await trackedClip(world.origin, 'player-name="one"');
    const two = await trackedClip(world.origin, 'media-name="two"');
    await Promise.all([one.video.play(), two.video.play()]);
    await until(
      async () => (await world.sessions()).filter(session => session.eventTypes.includes('play')).length === 2,
      'both',
    );
    one.tracker.endSession();
    await until(async () => (await world.sessions()).some(({ state }) => state === 'ended'), 'one ended');
    expect((await world.sessions()).map(({ state }) => state).sort()).to.eql(['ended', 'open']);
    expect([one.tracker.state, two.tracker.state]).to.eql(['ended', 'tracking']);
  });

  it('keeps downloaded content to itself until its end, then sends all of it (MC-R114 to MC-R117)', async () => {
    const { tracker, video } = await trackedClip(world.origin, 'downloaded');
    const told = collect(tracker);
    await video.play();
    await until(() => told.some(({ eventType }) => eventType === 'play'), 'play');
    expect(await world.journal({ path: '/api/v1/' })).to.eql([]);
    tracker.endSession();
    await until(async () => (await world.sessions()).length === 1, 'batch');
    const [session] = await world.sessions();
    expect(session).to.include({ kind: 'downloaded', state: 'ended' });
    expect(session!.events[0]!.params).to.include({ 'media.downloaded': true });
    await until(async () => (await tracker.pending) === 0, 'forgotten');
  });

  it('gives up a session that cannot be opened, tells it once, and lets the video play (MC-R10, MC-R18)', async () => {
    await world.fault({ path: '/api/v1/sessions', method: 'POST', status: 500 });
    const { tracker, video } = await trackedClip(world.origin);
    const errors = errorsOf(tracker);
    await video.play();
    await until(() => tracker.state === 'error', 'given up');
    expect(errors.map(({ code, status }) => [code, status])).to.eql([['http-500', 500]]);
    expect(await world.journal({ path: '/api/v1/sessions', method: 'POST' })).to.have.length(3);
    expect(await tracker.pending).to.equal(0);
    expect(video.paused).to.equal(false);
  });

  it('pings on the grid of ten seconds, and every second in an ad (MC-R61, MC-R62)', async function () {
    this.timeout(30_000);
    const tracker = await fixture<MediaTrackerElement>(
      `<media-tracker ${attributes(world.origin)}><video muted loop src="${CLIP}"></video></media-tracker>`,
    );
    const video = tracker.querySelector('video')!;
    video.muted = true;
    video.loop = false;
    await video.play();
    tracker.adBreakStart();
    tracker.adStart({ id: 'x', length: 3 });
    const pings = async (): Promise<number[]> => {
      const events = (await world.sessions())[0]?.events ?? [];
      return events
        .filter(({ eventType }) => eventType === 'ping')
        .map(({ playerTime }) => playerTime.ts - events[0]!.playerTime.ts);
    };
    await until(async () => (await pings()).length >= 3, 'pings in the ad');
    for (const [index, at] of (await pings()).entries()) expect(at).to.be.closeTo((index + 1) * 1000, 250);
    tracker.adComplete();
    tracker.adBreakComplete();
    video.pause();
    const inAd = (await pings()).length;
    await until(async () => (await pings()).length > inAd, 'ping on the grid', 12_000);
    const all = await pings();
    expect(all[all.length - 1]).to.be.closeTo(10_000, 250);
  });

  it('does not end a session because the tab is hidden (M47, MC-R88)', async () => {
    const { tracker, video } = await trackedClip(world.origin);
    const told = collect(tracker);
    await video.play();
    await until(() => told.some(({ eventType }) => eventType === 'play'), 'play');
    Object.defineProperty(document, 'hidden', { configurable: true, value: true });
    document.dispatchEvent(new Event('visibilitychange'));
    window.dispatchEvent(new Event('blur'));
    delete (document as { hidden?: boolean }).hidden;
    video.pause();
    await until(() => told.some(({ eventType }) => eventType === 'pauseStart'), 'pause');
    expect(told.map(({ eventType }) => eventType)).to.not.include('sessionEnd');
  });

  it('logs in plain words, without ids (debug)', async () => {
    const lines: string[] = [];
    const { debug } = console;
    console.debug = (...text: unknown[]) => lines.push(text.join(' '));
    const { tracker, video } = await trackedClip(world.origin, 'debug');
    const told = collect(tracker);
    await video.play();
    await until(() => told.some(event => event.eventType === 'play' && event.delivery === 'sent'), 'play sent');
    // What logs is fetched when there is something to log.
    await until(() => lines.some(line => /play at .* accepted/.test(line)), 'play logged');
    console.debug = debug;
    expect(lines.join('\n'))
      .to.match(/sessionStart at [\d.]+ s: stored on this device/)
      .and.to.contain('play at');
    expect(lines.join('\n')).to.not.match(/[0-9a-f]{32}|AdobeOrg|http/);
  });
});
