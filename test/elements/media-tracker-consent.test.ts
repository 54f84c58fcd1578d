import { expect } from '@open-wc/testing';
import { deviceStore } from '../../src/storage/device-store.ts';
import { collect, receivedBy, trackedClip, until } from '../support/clip-tracker.ts';
import { openWorld, type TestWorld } from '../support/world.ts';

describe('<media-tracker> consent', () => {
  let world: TestWorld;
  beforeEach(async () => {
    await deviceStore().clear();
    world = await openWorld();
  });
  afterEach(async () => {
    delete (navigator as { globalPrivacyControl?: boolean }).globalPrivacyControl;
    expect(await world.complaints()).to.eql([]);
    await world.close();
  });

  const requests = async (): Promise<number> => (await world.journal({ path: '/api/v1/' })).length;
  const stored = async (): Promise<number> => (await deviceStore().entries([])).length;
  const types = async (): Promise<string> =>
    (await receivedBy(world))
      .map(({ eventType }) => eventType)
      .filter(type => !/^state|ping/.test(type))
      .join(' ');
  const objectsToSale = (): void => {
    Object.defineProperty(navigator, 'globalPrivacyControl', { configurable: true, value: true });
  };

  it('pending keeps everything in memory: nothing is stored, nothing sent, nothing told as stored (MC-R110, MC-R112)', async () => {
    const { tracker, video } = await trackedClip(world.origin, 'consent="pending"');
    const told = collect(tracker);
    await tracker.pending;
    await video.play();
    await until(() => video.currentTime > 0.6, 'playing');
    video.pause();
    await until(() => tracker.state === 'paused', 'paused');
    await tracker.flush();
    expect(await tracker.pending).to.be.greaterThan(2);
    expect(await stored()).to.equal(0);
    expect(await requests()).to.equal(0);
    expect(told).to.eql([]);
  });

  it('granted later, sends what was held with the times at which it happened (MC-R24, MC-R112)', async () => {
    const { tracker, video } = await trackedClip(world.origin, 'consent="pending"');
    const told = collect(tracker);
    const begun = Date.now();
    await video.play();
    await until(() => video.currentTime > 0.5, 'playing');
    video.pause();
    await until(() => tracker.state === 'paused', 'paused');
    const paused = Date.now();
    await new Promise(resolve => setTimeout(resolve, 400));
    tracker.consent = 'granted';
    await until(async () => (await types()) === 'sessionStart play pauseStart', 'released');
    for (const { playerTime } of await receivedBy(world)) expect(playerTime.ts).to.be.within(begun - 50, paused + 50);
    const start = told.filter(({ eventType }) => eventType === 'sessionStart').map(({ delivery }) => delivery);
    expect(start).to.eql(['queued', 'sent']);
    await until(async () => (await tracker.pending) === 0, 'all accepted');
  });

  it('pending again after it was granted, holds only what happens from then on', async () => {
    const { tracker, video } = await trackedClip(world.origin);
    const told = collect(tracker);
    await video.play();
    await until(() => told.some(event => event.eventType === 'play' && event.delivery === 'sent'), 'play sent');
    await until(async () => (await tracker.pending) === 0, 'all accepted');
    tracker.consent = 'pending';
    video.pause();
    await until(() => tracker.state === 'paused', 'paused');
    await tracker.flush();
    expect(await types()).to.equal('sessionStart play');
    expect((await deviceStore().entries(['outbox'])).length).to.equal(0);
    tracker.consent = 'granted';
    await until(async () => (await types()) === 'sessionStart play pauseStart', 'released');
  });

  it('denied wipes the device and is silent at once, also about what earlier pages left (MC-R66, MC-R110, MC-R111)', async () => {
    const params = { 'media.id': 'left' };
    await deviceStore().write([
      [['outbox-session', 'dead'], { base: world.origin, downloaded: false }],
      [['outbox', 'dead', 1], { eventType: 'sessionStart', playerTime: { playhead: 0, ts: Date.now() }, params }],
    ]);
    const { tracker, video } = await trackedClip(world.origin, 'consent="denied"');
    await video.play();
    await until(() => video.currentTime > 0.5, 'playing');
    await until(async () => (await stored()) === 0, 'wiped');
    await tracker.flush();
    expect(tracker.state).to.equal('idle');
    expect(await requests()).to.equal(0);
  });

  it('denied while it plays tells each waiting event as dropped and sends no end (MC-R111)', async () => {
    const { tracker, video } = await trackedClip(world.origin);
    const told = collect(tracker);
    await video.play();
    await until(() => told.some(event => event.eventType === 'play' && event.delivery === 'sent'), 'play sent');
    await until(async () => (await tracker.pending) === 0, 'all accepted');
    await world.fault({ path: '/api/v1/', drop: true });
    video.pause();
    await until(() => told.some(({ eventType }) => eventType === 'pauseStart'), 'stored');
    const before = await requests();
    tracker.consent = 'denied';
    await until(() => told.some(event => event.eventType === 'pauseStart' && event.delivery === 'dropped'), 'dropped');
    await until(async () => (await stored()) === 0, 'wiped');
    await video.play();
    await new Promise(resolve => setTimeout(resolve, 1500));
    // The one that was under way may have been noted after the count.
    expect((await requests()) - before).to.be.at.most(1);
    expect(await types()).to.not.contain('sessionEnd');
    expect(await tracker.pending).to.equal(0);
  });

  it('granted again begins a session of its own where playback stands (MC-R46, MC-R95)', async () => {
    const { tracker, video } = await trackedClip(world.origin);
    await video.play();
    await until(async () => (await types()).includes('play'), 'play');
    tracker.consent = 'denied';
    await until(() => tracker.state === 'idle', 'idle');
    await until(() => video.currentTime > 1, 'playing on');
    tracker.consent = 'granted';
    await until(async () => (await world.sessions())[1]?.eventTypes.includes('play'), 'a second session');
    const [, second] = await world.sessions();
    expect(second!.events[0]!.params).to.include({ 'media.resume': false });
    expect(second!.events[0]!.playerTime.playhead).to.be.greaterThan(0.9);
    expect((await world.sessions())[0]!.eventTypes).to.not.include('sessionEnd');
  });

  it('takes a word it does not know for denied', async () => {
    const { tracker, video } = await trackedClip(world.origin, 'consent="maybe"');
    await video.play();
    await until(() => video.currentTime > 0.4, 'playing');
    expect([tracker.consent, tracker.state, await tracker.pending]).to.eql(['denied', 'idle', 0]);
    expect(await requests()).to.equal(0);
  });

  it('takes false for denied, as a word of consent platforms; only without the attribute is it granted (MC-R110)', async () => {
    const { tracker, video } = await trackedClip(world.origin, 'consent="pending"');
    (tracker as { consent: unknown }).consent = false;
    await video.play();
    await until(() => video.currentTime > 0.4, 'playing');
    expect([tracker.consent, tracker.state, await tracker.pending]).to.eql(['denied', 'idle', 0]);
    expect(await requests()).to.equal(0);
    (tracker as { consent: unknown }).consent = null;
    expect(tracker.consent).to.equal('granted');
    await until(async () => (await types()).includes('play'), 'tracked');
  });

  it('respects Global Privacy Control where the page asks for it, and only there (MC-R110)', async () => {
    objectsToSale();
    const { tracker, video } = await trackedClip(world.origin, 'respect-gpc');
    await video.play();
    await until(() => video.currentTime > 0.5, 'playing');
    expect(tracker.state).to.equal('idle');
    expect(await requests()).to.equal(0);
    expect(await stored()).to.equal(0);
    tracker.respectGpc = false;
    await until(async () => (await types()).includes('play'), 'tracked without');
    expect((await receivedBy(world))[0]!.params).to.not.have.property('analytics.optOutShare');
    tracker.respectGpc = true;
    await until(() => tracker.state === 'idle', 'silent');
  });

  it('tells it to the service as the two opt-outs where the page prefers that (MC-R113)', async () => {
    objectsToSale();
    const json = JSON.stringify({ params: { 'analytics.optOutShare': false } });
    const script = `<script type="application/json">${json}</script>`;
    const { tracker, video } = await trackedClip(world.origin, 'respect-gpc="opt-out"', script);
    expect(tracker.respectGpc).to.equal('opt-out');
    await video.play();
    await until(async () => (await types()).includes('play'), 'play');
    expect((await receivedBy(world))[0]!.params).to.include({
      'analytics.optOutServerSideForwarding': true,
      'analytics.optOutShare': true,
    });
  });

  it('without the signal the attribute changes nothing; the flags may be set by hand (MC-R113)', async () => {
    const json = JSON.stringify({ params: { 'analytics.optOutServerSideForwarding': 'true' } });
    const script = `<script type="application/json">${json}</script>`;
    const { video } = await trackedClip(world.origin, 'respect-gpc', script);
    await video.play();
    await until(async () => (await types()).includes('play'), 'play');
    const { params } = (await receivedBy(world))[0]!;
    expect(params).to.include({ 'analytics.optOutServerSideForwarding': true });
    expect(params).to.not.have.property('analytics.optOutShare');
  });
});
