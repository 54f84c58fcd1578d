import { expect, fixture } from '@open-wc/testing';
import { attributes, CLIP, collect, errorsOf, receivedBy, trackedClip, until } from '../support/clip-tracker.ts';
import { deviceStore } from '../../src/storage/device-store.ts';
import { openWorld, type TestWorld } from '../support/world.ts';

describe('<media-tracker>', () => {
  let world: TestWorld;
  beforeEach(async () => {
    await deviceStore().clear();
    world = await openWorld();
  });
  afterEach(async () => {
    expect(await world.complaints()).to.eql([]);
    await world.close();
  });

  it('tells a whole playback in order (MC-R1, MC-R26, MC-R31, MC-R41, MC-R46, MC-R48, MC-R52, MC-R57, MC-R84)', async () => {
    const { tracker, video } = await trackedClip(world.origin);
    const told = collect(tracker);
    expect(await receivedBy(world)).to.eql([]);
    expect(tracker.state).to.equal('idle');
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
    await until(async () => (await world.sessions())[0]?.state === 'completed', 'complete');
    const [session] = await world.sessions();
    const types = session!.eventTypes.filter(type => !/^state|ping/.test(type)).join(' ');
    // A busy machine may stall for real.
    expect(types.replace(/ bufferStart/g, '').replace(/( play)+/g, ' play')).to.equal(
      'sessionStart play pauseStart play pauseStart play sessionComplete',
    );
    expect(await tracker.pending).to.equal(0);
    const { params } = session!.events[0]!;
    expect(params).to.include({
      'analytics.trackingServer': 'metrics.sandbox.example',
      'media.name': 'clip',
      'media.contentType': 'VOD',
      'media.streamType': 'video',
      'media.resume': false,
      'media.downloaded': false,
    });
    expect(params!['media.length']).to.be.closeTo(10, 0.2);
  });

  it('tells of each event that it is stored, then sent, on itself and in detail', async () => {
    const { tracker, video } = await trackedClip(world.origin);
    const told = collect(tracker);
    await video.play();
    await until(() => told.some(event => event.eventType === 'play' && event.delivery === 'sent'), 'play sent');
    const start = told.filter(event => event.eventType === 'sessionStart');
    expect(start.map(event => event.delivery)).to.eql(['queued', 'sent']);
    expect(start[0]!.detail).to.have.keys('eventType', 'playerTime', 'params', 'delivery');
    expect(start[0]!.bubbles && start[0]!.composed).to.equal(true);
  });

  it('reports ads given by method, with a pre-roll before the content (MC-R38, MC-R50, MC-R68, MC-R75)', async () => {
    const { tracker, video } = await trackedClip(world.origin);
    const once = (type: string): Promise<unknown> =>
      new Promise(resolve => video.addEventListener(type, resolve, { once: true }));
    const intent = once('play');
    video.play().catch(() => {});
    await intent;
    tracker.adBreakStart({ name: 'pre-roll' });
    const paused = once('pause');
    video.pause();
    tracker.adStart({ id: 'ad-1', length: 15, creativeUrl: 'https://ads.example/1', customMetadata: { tier: 2 } });
    await paused;
    tracker.adComplete();
    tracker.adBreakComplete();
    await video.play();
    await until(async () => (await world.sessions())[0]?.eventTypes.includes('play'), 'content');
    const [session] = await world.sessions();
    const story = session!.events.filter(({ eventType }) => !/^state/.test(eventType));
    expect(story.map(({ eventType }) => eventType)).to.eql(
      'sessionStart adBreakStart adStart adComplete adBreakComplete play'.split(' '),
    );
    expect(story[2]!.params).to.eql({
      'media.ad.id': 'ad-1',
      'media.ad.length': 15,
      'media.ad.podPosition': 1,
      'media.ad.playerName': 'test player',
      'media.ad.creativeURL': 'https://ads.example/1',
    });
    expect(story[2]!.customMetadata).to.eql({ tier: '2' });
  });

  it('says what is wrong with an argument instead of throwing (MC-R18, MC-R109)', async () => {
    const { tracker } = await trackedClip(world.origin);
    const errors = errorsOf(tracker);
    tracker.adStart({ lenght: 3 } as object);
    tracker.adBreakStart({ startTime: -1 });
    tracker.stateStart('full screen');
    tracker.trackError('');
    await until(() => errors.length >= 4, 'errors');
    expect(errors.map(({ code }) => code)).to.eql(Array(4).fill('invalid-configuration'));
    expect(errors[0]!.message).to.contain('adStart()').and.to.contain('lenght');
    expect(errors[1]!.message).to.contain('startTime');
  });

  it('reads parameters and metadata of a child script, and of the property (MC-R32, MC-R36, MC-R37, MC-R39)', async () => {
    const json = { params: { 'media.show': 'Garden', 'media.season': 2 }, customMetadata: { a1: true, 'media.x': 1 } };
    const script = `<script type="application/json">${JSON.stringify(json)}</script>`;
    const { tracker, video } = await trackedClip(world.origin, 'app-version="7"', script);
    await video.play();
    await until(async () => (await receivedBy(world)).length > 0, 'start');
    const [start] = await receivedBy(world);
    expect(start!.params).to.include({ 'media.show': 'Garden', 'media.season': '2', 'media.sdkVersion': '7' });
    expect(start!.customMetadata).to.eql({ a1: 'true' });
    const errors = errorsOf(tracker);
    tracker.metadata = { parameters: {} } as object;
    await until(() => errors.length > 0, 'error');
    expect(errors[0]!.message).to.contain('metadata').and.to.contain('parameters');
  });

  it('fills in the provider of the pass service around it', async () => {
    const service = document.createElement('pass-service');
    Object.assign(service, { profile: { mvpd: 'Cablevision' } });
    document.body.append(service);
    const { video } = await trackedClip(world.origin);
    await video.play();
    await until(async () => (await receivedBy(world)).length > 0, 'start');
    expect((await receivedBy(world))[0]!.params).to.include({
      'media.pass.mvpd': 'Cablevision',
      'media.pass.auth': 'TRUE',
    });
    service.remove();
  });

  it('names a missing or wrong attribute and recovers when it is mended (MC-R29)', async () => {
    const tracker = await fixture<any>(
      `<media-tracker ${attributes('http://collect.example')}><video muted src="${CLIP}"></video></media-tracker>`,
    );
    await until(() => tracker.state === 'error', 'error');
    const errors = errorsOf(tracker);
    tracker.collectionApi = world.origin;
    tracker.reportSuite = null;
    await until(() => errors.length > 0, 'the next error');
    expect(errors[0]).to.include({ name: 'MediaCollectionError', code: 'invalid-configuration' });
    expect(errors[0]!.message).to.contain('<media-tracker>').and.to.contain('report-suite').and.to.contain('nothing');
    const video = tracker.querySelector('video')!;
    video.muted = true;
    await video.play();
    expect(tracker.state).to.equal('error');
    expect(await receivedBy(world)).to.eql([]);
    tracker.reportSuite = 'mended';
    await until(async () => (await receivedBy(world)).length > 0, 'start while playing');
    expect(tracker.state).to.equal('tracking');
  });

  it('goes on in one new session when the service has lost its own (MC-R13, MC-R94)', async () => {
    const { tracker, video } = await trackedClip(world.origin);
    const told = collect(tracker);
    await video.play();
    await until(() => told.some(event => event.eventType === 'play' && event.delivery === 'sent'), 'play sent');
    await world.clock.advance(11 * 60_000);
    video.pause();
    await until(async () => (await world.sessions())[1]?.eventTypes.includes('pauseStart'), 'second session');
    const sessions = await world.sessions();
    expect(sessions).to.have.length(2);
    expect(sessions[1]!.events[0]!.params).to.include({ 'media.resume': true, 'media.id': 'clip' });
    await until(async () => (await tracker.pending) === 0, 'all accepted');
  });

  it('keeps what it cannot send and delivers it in order later', async () => {
    const { tracker, video } = await trackedClip(world.origin);
    const mend = await world.fault({ path: '/api/v1/', drop: true });
    const told = collect(tracker);
    await video.play();
    await until(() => told.some(({ eventType }) => eventType === 'play'), 'stored');
    video.pause();
    await until(() => told.some(({ eventType }) => eventType === 'pauseStart'), 'stored');
    expect(told.some(({ delivery }) => delivery === 'sent')).to.equal(false);
    await mend();
    await tracker.flush();
    await until(async () => (await tracker.pending) === 0, 'delivered');
    const [session] = await world.sessions();
    const times = session!.received.map(({ event }) => event.playerTime.ts);
    expect(times).to.eql([...times].sort((a, b) => a - b));
    expect(session!.eventTypes).to.include('pauseStart');
  });
});
