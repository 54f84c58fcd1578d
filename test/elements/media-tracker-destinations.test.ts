import { expect } from '@open-wc/testing';
import { DATASTREAM_WITHOUT_MEDIA } from '../../demo/services/fixtures.ts';
import { deviceStore } from '../../src/storage/device-store.ts';
import { attributes, collect, errorsOf, until } from '../support/clip-tracker.ts';
import { edge, entityOf, inlet, trackTo } from '../support/destination-tracker.ts';
import { openWorld, type TestWorld } from '../support/world.ts';

const INSIDE = `<script type="application/json">
  { "params": { "media.show": "S", "media.assetId": "A" }, "customMetadata": { "page": "home" } }
</script>`;

describe('<media-tracker> to the Media Edge API', () => {
  let world: TestWorld;
  beforeEach(async () => {
    await deviceStore().clear();
    world = await openWorld();
  });
  afterEach(async () => {
    expect(await world.complaints()).to.eql([]);
    await world.close();
  });

  it('tells a whole session there, and nothing to the Media Collection API', async () => {
    const { tracker, video } = await trackTo(`${attributes(world.origin, 'ecid="123"')} ${edge(world)}`, INSIDE);
    const told = collect(tracker);
    await video.play();
    tracker.adBreakStart({ name: 'mid', index: 1 });
    tracker.adStart({ id: 'ad', length: 1.4, creativeId: 'c' });
    tracker.adComplete();
    tracker.adBreakComplete();
    tracker.stateStart('fullScreen');
    tracker.setQuality({ bitrate: 2_500_400 });
    tracker.trackError('e1');
    tracker.endSession();
    await until(() => told.some(event => event.eventType === 'sessionEnd' && event.delivery === 'sent'), 'the end');
    const [session] = await world.sessions();
    expect([session!.kind, session!.state, session!.warnings]).to.eql(['edge', 'ended', []]);
    for (const type of ['adBreakStart', 'adStart', 'adComplete', 'adBreakComplete', 'statesUpdate', 'error']) {
      expect(session!.eventTypes).to.include(type);
    }
    expect(session!.events[0]).to.deep.include({ customMetadata: { page: 'home' } });
    expect(session!.events[0]!.params).to.include({
      ...{ 'media.id': 'clip', 'media.show': 'S', 'media.assetId': 'A', 'media.playerName': 'test player' },
    });
    const entries = await world.journal({ method: 'POST' });
    expect(entries.every(({ path }) => path.startsWith('/ee/'))).to.equal(true);
    const [start] = entries.map(({ body }) => (body as any).events[0].xdm);
    expect(start.identityMap).to.eql({ ECID: [{ id: '123', primary: true }] });
    // The hint of the first answer stands in every later address.
    expect(entries.slice(1).every(({ path }) => path.startsWith('/ee/irl1/va/v1/'))).to.equal(true);
    expect(await tracker.pending).to.equal(0);
  });

  it('goes on in a new session where the Edge has lost one (MC-R13)', async () => {
    const { tracker, video } = await trackTo(edge(world));
    const told = collect(tracker);
    await video.play();
    await until(() => told.some(event => event.eventType === 'play' && event.delivery === 'sent'), 'play');
    await world.clock.advance(601_000);
    video.pause();
    await until(() => told.some(event => event.eventType === 'pauseStart' && event.delivery === 'sent'), 'pause');
    const sessions = await world.sessions();
    expect(sessions.map(({ state }) => state)).to.eql(['expired', 'open']);
    expect(sessions[1]!.events[0]!.params).to.include({ 'media.resume': true });
  });

  it('sends downloaded content as one event', async () => {
    const { tracker, video } = await trackTo(`${edge(world)} downloaded`);
    await video.play();
    tracker.endSession();
    await until(async () => (await tracker.pending) === 0 && (await world.sessions()).length === 1, 'it');
    const [session] = await world.sessions();
    expect([session!.kind, session!.eventTypes[0], session!.eventTypes.at(-1)]).to.eql([
      'downloaded',
      'sessionStart',
      'sessionEnd',
    ]);
  });

  it('says what is wrong with a datastream, and keeps nothing', async () => {
    const attempts = [
      [DATASTREAM_WITHOUT_MEDIA, 'invalid-response', /Media Analytics is not enabled/],
      ['unknown', 'EXEG-0003-400', /Invalid datastream/],
    ] as const;
    for (const [datastream, code, words] of attempts) {
      const { tracker, video } = await trackTo(`datastream="${datastream}" edge-domain="${world.origin}"`);
      const errors = errorsOf(tracker);
      await video.play();
      await until(() => errors.length > 0, 'the error');
      expect(errors[0]!.code).to.equal(code);
      expect(errors[0]!.message).to.match(words);
      await until(() => tracker.state === 'error', 'the state');
      expect(await tracker.pending).to.equal(0);
      tracker.remove();
    }
    expect((await world.complaints()).map(({ text }) => text).join()).to.contain('configId: not a datastream');
    await world.reset();
  });

  it('refuses wrong attributes by name', async () => {
    for (const [given, name] of [
      ['datastream=""', 'datastream'],
      ['datastream="a b"', 'datastream'],
      ['datastream="a" edge-domain="http://edge.example"', 'edge-domain'],
      ['datastream="a" edge-domain="https://u@edge.example"', 'edge-domain'],
    ] as const) {
      // It may be told before anybody has the element in hand.
      const errors = errorsOf(document);
      const { tracker } = await trackTo(given);
      await until(() => errors.length > 0, 'the error');
      expect([errors[0]!.code, errors[0]!.message]).to.eql([
        'invalid-configuration',
        errors[0]!.message.includes(`attribute ${name}`) ? errors[0]!.message : name,
      ]);
      tracker.remove();
    }
  });
});

describe('<media-tracker> to a streaming inlet', () => {
  let world: TestWorld;
  beforeEach(async () => {
    await deviceStore().clear();
    world = await openWorld({ connections: 1 });
  });
  afterEach(async () => {
    expect(await world.complaints()).to.eql([]);
    await world.close();
  });
  const entities = async () => (await world.streaming.events()).map(entityOf);

  it('streams each event as XDM, alone (STREAM-R25, STREAM-R26, STREAM-R41, STREAM-R42, STREAM-R45, STREAM-R46)', async () => {
    const { tracker, video } = await trackTo(await inlet(world, 'ecid="123"'), INSIDE);
    const told = collect(tracker);
    await video.play();
    await until(() => told.some(({ eventType }) => eventType === 'play'), 'play');
    video.pause();
    await until(() => told.some(({ eventType }) => eventType === 'pauseStart'), 'pause');
    await video.play();
    await until(() => told.filter(({ eventType }) => eventType === 'play').length > 1, 'play');
    tracker.setQuality({ bitrate: 2_500_400 });
    tracker.endSession();
    await until(() => told.some(event => event.eventType === 'sessionEnd' && event.delivery === 'sent'), 'the end');
    const received = await entities();
    const types = received.map(({ eventType }) => eventType);
    expect([types[0], types.at(-1)]).to.eql(['media.sessionStart', 'media.sessionEnd']);
    expect(types.filter(type => /play|pause/.test(type))).to.eql(['media.play', 'media.pauseStart', 'media.play']);
    expect(types.join()).to.not.match(/resume/i);
    const [start] = received;
    expect(start!.mediaCollection['sessionDetails']).to.deep.include({
      ...{ name: 'clip', friendlyName: 'A clip', contentType: 'VOD', playerName: 'test player', channel: 'test' },
      ...{ show: 'S', assetID: 'A', streamType: 'video', hasResume: false, length: Math.round(video.duration) },
    });
    expect(start!.mediaCollection['customMetadata']).to.eql([{ name: 'page', value: 'home' }]);
    const change = received.find(({ eventType }) => eventType === 'media.bitrateChange')!;
    expect(change.mediaCollection['qoeDataDetails']).to.deep.include({ bitrate: 2500 });
    expect(new Set(received.map(({ mediaCollection }) => mediaCollection.sessionID)).size).to.equal(1);
    expect(new Set(received.map(({ _id }) => _id)).size).to.equal(received.length);
    expect(received.every(({ identityMap }) => identityMap!['ECID']![0]!.id === '123')).to.equal(true);
    const times = received.map(({ timestamp }) => Date.parse(timestamp));
    expect(times.every((time, index) => index === 0 || time > times[index - 1]!)).to.equal(true);
    expect((await world.sessions()).length).to.equal(0);
  });

  it('streams beside the Media Collection API: each gets all of it, and the page hears of each event once', async () => {
    const { tracker, video } = await trackTo(`${await inlet(world)} ${attributes(world.origin)}`);
    const told = collect(tracker);
    await video.play();
    tracker.endSession();
    await until(() => told.some(event => event.eventType === 'sessionEnd' && event.delivery === 'sent'), 'the end');
    await until(async () => (await tracker.pending) === 0, 'both');
    const [session] = await world.sessions();
    const types = (await entities()).map(({ eventType }) => eventType.replace('media.', ''));
    expect(types.map(type => type.replace(/statesUpdate/, 'stateStart'))).to.eql(session!.eventTypes);
    const words = told.map(({ eventType, playerTime, delivery }) => `${eventType} ${playerTime.ts} ${delivery}`);
    expect(words).to.eql([...new Set(words)]);
  });

  it('neither stores nor sends without consent (STREAM-R40)', async () => {
    const { tracker, video } = await trackTo(`${await inlet(world)} consent="denied"`);
    const told = collect(tracker);
    await video.play();
    tracker.endSession();
    expect(await tracker.pending).to.equal(0);
    expect([told, await entities(), await deviceStore().entries([])]).to.eql([[], [], []]);
  });

  it('neither stores nor sends where the browser asks for privacy and the page heeds that (STREAM-R40)', async () => {
    Object.defineProperty(navigator, 'globalPrivacyControl', { configurable: true, value: true });
    try {
      const { tracker, video } = await trackTo(`${await inlet(world)} respect-gpc`);
      const told = collect(tracker);
      await video.play();
      tracker.endSession();
      expect(await tracker.pending).to.equal(0);
      expect([told, await entities(), await deviceStore().entries([])]).to.eql([[], [], []]);
    } finally {
      delete (navigator as { globalPrivacyControl?: boolean }).globalPrivacyControl;
    }
  });

  it('pings each second in an ad, and no more after the end (STREAM-R44)', async function () {
    this.timeout(30_000);
    const { tracker, video } = await trackTo(`${await inlet(world)} stream-type="video"`);
    video.loop = true;
    await video.play();
    tracker.adBreakStart({ name: 'mid' });
    tracker.adStart({ id: 'ad', length: 3 });
    const pings = async () => (await entities()).filter(({ eventType }) => eventType === 'media.ping');
    await until(async () => (await pings()).length >= 3, 'pings in the ad', 15_000);
    const times = (await pings()).map(({ timestamp }) => Date.parse(timestamp));
    for (const [index, time] of times.slice(1).entries()) expect(time - times[index]!).to.be.within(700, 1900);
    tracker.endSession();
    await until(async () => (await entities()).some(({ eventType }) => /sessionEnd/.test(eventType)), 'the end');
    const count = (await entities()).length;
    await new Promise(resolve => setTimeout(resolve, 1500));
    expect((await entities()).length).to.equal(count);
  });

  it('tries at once when the page is hidden, in a request that outlives it (STREAM-R39)', async () => {
    const { tracker, video } = await trackTo(await inlet(world));
    await video.play();
    await until(async () => (await tracker.pending) === 0 && (await entities()).length > 1, 'the first events');
    await world.fault({ path: '/collection/', status: 503 });
    tracker.trackError('e1');
    const tries = async () => (await world.journal({ path: '/collection/', method: 'POST' })).map(({ at }) => at);
    const before = (await tries()).length;
    await until(async () => (await tries()).length > before + 2, 'some tries in vain', 20_000);
    await world.clearFaults();
    Object.defineProperty(document, 'hidden', { configurable: true, value: true });
    document.dispatchEvent(new Event('visibilitychange'));
    delete (document as { hidden?: boolean }).hidden;
    await until(async () => (await entities()).some(({ eventType }) => eventType === 'media.error'), 'the error');
    // The next try by itself would have taken longer than the one before.
    const [earlier, vain, last] = (await tries()).slice(before + 1);
    expect(last! - vain!).to.be.below(vain! - earlier!);
  });

  it('refuses a token on a page, and says where it belongs', async () => {
    const url = /inlet-url="([^"]*)"/.exec(await inlet(world))![1]!;
    for (const more of [
      'access-token="tok-1"',
      `inlet-url="${url}?access_token=tok-1"`,
      'inlet-url="https://u:tok-1@a.example/collection/x"',
    ]) {
      const errors = errorsOf(document);
      const { tracker, video } = await trackTo(`${more} ${await inlet(world)}`);
      await video.play();
      await until(() => errors.length > 0, more);
      expect(errors[0]!.code).to.equal('invalid-configuration');
      expect(errors[0]!.message)
        .to.match(/server of your own/)
        .and.to.not.contain('tok-1');
      tracker.remove();
    }
    expect(await entities()).to.eql([]);
  });
});
