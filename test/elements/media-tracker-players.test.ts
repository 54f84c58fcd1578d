import { expect, fixture, fixtureCleanup } from '@open-wc/testing';
import { attributes, collect, until } from '../support/clip-tracker.ts';
import * as players from '../support/players.ts';
import type { Player } from '../support/players.ts';
import { deviceStore } from '../../src/storage/device-store.ts';
import type { MediaTrackerElement } from '../../src/elements/media-tracker/media-tracker.ts';
import type { MediaTrackerEvent } from '../../src/events/media-tracker-event.ts';
import { openWorld, type TestWorld } from '../support/world.ts';

/** Seconds by which an event may differ from what was expected of it. */
const TOLERANCE = 0.3;
const LOW = 122_000;
const HIGH = 312_000;

describe('<media-tracker> and players', () => {
  let world: TestWorld;
  beforeEach(async () => {
    await deviceStore().clear();
    world = await openWorld();
  });
  afterEach(async () => {
    fixtureCleanup();
    expect(await world.complaints()).to.eql([]);
    await world.close();
  });

  const tracked = (inside = '', more = ''): Promise<MediaTrackerElement> =>
    fixture(`<media-tracker ${attributes(world.origin, more)}>${inside}</media-tracker>`);

  interface Step {
    readonly type: string;
    readonly playhead: number;
  }

  const bitratesInOrder = (told: readonly MediaTrackerEvent[]): unknown[] =>
    told.map(({ qoeData }) => qoeData?.['media.qoe.bitrate']).filter(bitrate => bitrate !== undefined);
  const bitrates = (told: readonly MediaTrackerEvent[]): unknown[] => [...new Set(bitratesInOrder(told))];

  /** Plays eight seconds with everything a viewer does, and tells what a tracker has to make of it. */
  async function watch(player: Player, told: readonly MediaTrackerEvent[], begun = false): Promise<Step[]> {
    const { media, larger, captions, captioned } = player;
    const expected: Step[] = [];
    const expect = (type: string, playhead = media.currentTime): number => expected.push({ type, playhead });
    const at = (second: number): Promise<void> => until(() => media.currentTime >= second, `second ${second}`, 15_000);
    // Where a seek began is known from the last time that the browser told a position.
    let latest = 0;
    media.addEventListener('timeupdate', () => (latest = media.currentTime));
    expect('sessionStart', begun ? media.currentTime : 0);
    if (captioned) expect('stateStart closedCaptioning');
    expect('play', begun ? media.currentTime : 0);
    if (!begun) await players.play(media);
    await at(0.4);
    await until(() => bitrates(told).length > 0, 'the first bitrate');
    larger();
    await at(1.5);
    media.pause();
    expect('pauseStart');
    await until(() => media.paused, 'paused');
    await new Promise(resolve => setTimeout(resolve, 150));
    expect('play');
    await media.play();
    await at(2.2);
    expect('pauseStart', latest);
    media.currentTime = 6;
    expect('play', 6);
    await until(() => !media.seeking && media.currentTime > 6, 'playing on');
    await at(7);
    captions();
    if (!captioned) expect('stateStart closedCaptioning');
    await until(() => media.ended, 'the end', 15_000);
    expect('sessionComplete', 8);
    return expected;
  }

  /** What was told, without what a busy machine adds: real stalls, and what the page itself is like. */
  function story(told: readonly MediaTrackerEvent[]): Step[] {
    const steps = told
      .filter(({ delivery }) => delivery === 'queued')
      .map(({ eventType, params, playerTime }) => ({
        type: `${eventType} ${String(params['media.state.name'] ?? '')}`.trim(),
        playhead: playerTime.playhead,
      }))
      .filter(({ type }) => !/^(ping|bitrateChange|bufferStart|state\w+ (?!closed))/.test(type));
    let before = '';
    return steps.filter(({ type }) => {
      const again = type === 'play' && before === 'play';
      if (!type.startsWith('state')) before = type;
      return !again;
    });
  }

  async function compare(told: readonly MediaTrackerEvent[], expected: readonly Step[]): Promise<void> {
    await until(() => told.some(event => event.eventType === 'sessionComplete' && event.delivery === 'sent'), 'sent');
    const steps = story(told);
    expect(steps.map(({ type }) => type)).to.eql(expected.map(({ type }) => type));
    steps.forEach(({ type, playhead }, index) =>
      expect(playhead, `${type}, number ${index}`).to.be.closeTo(expected[index]!.playhead, TOLERANCE),
    );
  }

  function compareQuality(told: readonly MediaTrackerEvent[]): void {
    expect(bitrates(told)).to.eql([LOW, HIGH]);
    const latest = Object.assign({}, ...told.map(({ qoeData }) => qoeData ?? {})) as Record<string, number>;
    expect(latest['media.qoe.framesPerSecond']).to.be.within(15, 25);
    expect(latest['media.qoe.timeToStart']).to.be.within(0, 10_000);
    expect(Object.values(latest).every(Number.isInteger)).to.equal(true);
  }

  it('hls.js, handed over before anything plays (MC-R46, MC-R49, MC-R100, MC-R103, MC-R105)', async () => {
    const tracker = await tracked();
    const told = collect(tracker);
    const player = await players.hls(tracker);
    tracker.player = player.api;
    await compare(told, await watch(player, told));
    compareQuality(told);
    await player.destroy();
  });

  it('dash.js, handed over before anything plays (MC-R46, MC-R49, MC-R100, MC-R103, MC-R105)', async () => {
    const tracker = await tracked();
    const told = collect(tracker);
    const player = await players.dash(tracker);
    tracker.player = player.api;
    await compare(told, await watch(player, told));
    compareQuality(told);
    await player.destroy();
  });

  if (!players.WEBKIT_GTK) {
    it('Shaka, found on its media element (MC-R46, MC-R49, MC-R100, MC-R103, MC-R105)', async () => {
      const tracker = await tracked();
      const told = collect(tracker);
      const player = await players.shaka(tracker);
      Object.assign(player.media, { shaka: player.api });
      await compare(told, await watch(player, told));
      compareQuality(told);
      await player.destroy();
    });
  }

  if (!players.WEBKIT_GTK) {
    it('video.js, made where a tracker waits (MC-R46, MC-R49, MC-R100, MC-R103, MC-R105)', async () => {
      const tracker = await tracked();
      const told = collect(tracker);
      const player = await players.videojs(tracker);
      await compare(told, await watch(player, told));
      compareQuality(told);
      await player.destroy();
    });
  }

  it('Vidstack, named by `for`, in a shadow root (MC-R46, MC-R49, MC-R100, MC-R103, MC-R105)', async () => {
    const host = await fixture<HTMLElement>('<div></div>');
    const root = host.attachShadow({ mode: 'open' });
    const tracker = document.createElement('media-tracker');
    root.append(tracker);
    for (const [, name, value] of attributes(world.origin).matchAll(/([\w-]+)="([^"]*)"/g)) {
      tracker.setAttribute(name!, value!);
    }
    tracker.setAttribute('for', 'film');
    const told = collect(tracker);
    const player = await players.vidstack(root);
    player.media.closest('media-player')!.id = 'film';
    await compare(told, await watch(player, told));
    compareQuality(told);
    await player.destroy();
  });

  it('<hls-video> in media-chrome, in the shadow root of a page’s own player (MC-R46, MC-R49, MC-R103)', async () => {
    const tracker = await tracked('<div class="player"></div>');
    const told = collect(tracker);
    const root = tracker.querySelector('.player')!.attachShadow({ mode: 'open' });
    tracker.append(document.createElement('span'));
    const player = await players.mediaChrome(root);
    await compare(told, await watch(player, told));
    expect(bitrates(told)).to.include(HIGH);
    await player.destroy();
  });

  for (const name of players.WEBKIT_GTK ? (['dashVideo'] as const) : (['dashVideo', 'shakaVideo'] as const)) {
    it(`<${name.replace('V', '-v')}>, which plays already when the tracker comes (MC-R46, MC-R49, MC-R103)`, async () => {
      const home = await fixture<HTMLElement>('<div></div>');
      const player = await players[name](home);
      player.media.id = 'film';
      await players.play(player.media);
      // Its first events come before its fixture is handed over.
      const told = collect(document.body);
      const tracker = await tracked('', 'for="film"');
      await until(() => tracker.state === 'tracking', 'tracking');
      await compare(told, await watch(player, told, true));
      expect(bitrates(told)).to.include(HIGH);
      await player.destroy();
    });
  }

  it('libraries that take each other’s place on one media element while it plays (MC-R31, MC-R103, MC-R104)', async () => {
    const tracker = await tracked();
    const told = collect(tracker);
    const media = (await players.native(tracker)).media as HTMLVideoElement;
    const latest = (): unknown => bitratesInOrder(told).pop();
    const makers = [players.hlsOn, players.hlsOn, players.dashOn, ...(players.WEBKIT_GTK ? [] : [players.shakaOn])];
    for (const make of makers) {
      const player = await make(media);
      tracker.player = player.api;
      await players.play(media);
      await until(() => latest() === LOW, `${make.name} begins`);
      player.larger();
      await until(() => latest() === HIGH, `${make.name} is larger`);
      await player.destroy();
    }
    tracker.endSession();
    await until(async () => (await tracker.pending) === 0, 'all sent');
    expect((await world.sessions()).length).to.equal(1);
  });
});
