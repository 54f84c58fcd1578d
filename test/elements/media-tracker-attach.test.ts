import { expect, fixture, fixtureCleanup } from '@open-wc/testing';
import { attributes, CLIP, errorsOf, until } from '../support/clip-tracker.ts';
import * as players from '../support/players.ts';
import type { Make, Player } from '../support/players.ts';
import { deviceStore } from '../../src/storage/device-store.ts';
import type { MediaTrackerElement } from '../../src/elements/media-tracker/media-tracker.ts';
import type { MediaTrackerEvent } from '../../src/events/media-tracker-event.ts';
import { openWorld, type MediaSessionView, type TestWorld } from '../support/world.ts';

/** Seconds of playback that are watched each time, and by which a playhead may differ. */
const WATCHED = 0.7;
const TOLERANCE = 0.5;
const RENDITIONS = [122_000, 312_000];
const BITRATE = 'media.qoe.bitrate';

interface Kind {
  readonly name: string;
  readonly make: Make;
  /** The page hands its library over, once it is there. */
  readonly handed?: boolean;
}

const KINDS: readonly Kind[] = [
  { name: 'hls.js', make: players.hls, handed: true },
  { name: 'dash.js', make: players.dash, handed: true },
  { name: 'Vidstack', make: players.vidstack },
  { name: 'media-chrome', make: players.mediaChrome },
  { name: '<hls-video>', make: players.hlsVideo },
  { name: '<dash-video>', make: players.dashVideo },
];
const NOT_IN_WEBKIT_GTK: readonly Kind[] = [
  { name: 'Shaka', make: players.shaka, handed: true },
  { name: 'video.js', make: players.videojs },
  { name: '<shaka-video>', make: players.shakaVideo },
];
const kinds = players.WEBKIT_GTK ? KINDS : [...KINDS, ...NOT_IN_WEBKIT_GTK];

/** Custom media elements, with what defines them. */
const LATE: Readonly<Record<string, readonly [source: string, define: () => Promise<unknown>]>> = {
  'hls-video': [players.HLS, () => import('hls-video-element')],
  'dash-video': [players.DASH, () => import('dash-video-element')],
  ...(!players.WEBKIT_GTK && { 'shaka-video': [players.DASH, () => import('shaka-video-element')] as const }),
};

const CAPTIONS = { kind: 'captions', src: '/demo/media/northlight-captions.vtt', language: 'en', label: 'English' };

interface Drawing {
  src: unknown;
  addRemoteTextTrack(captions: object, manual: boolean): { readonly track: TextTrack };
  readonly textTracks: { add(captions: object): void; getByKind(kind: string): TextTrack[] };
}

/** Players that draw captions by themselves, with a plain file in the place of their stream; they answer its captions. */
const DRAWING: Readonly<Record<string, (stage: HTMLElement) => Promise<TextTrack>>> = {
  async Vidstack(stage) {
    await players.vidstack(stage);
    const player = stage.querySelector('media-player') as unknown as Drawing;
    player.src = CLIP;
    player.textTracks.add(CAPTIONS);
    const captions = (): TextTrack | undefined =>
      player.textTracks.getByKind('captions').find(({ label }) => label === CAPTIONS.label);
    await until(captions, 'captions');
    return captions()!;
  },
  ...(!players.WEBKIT_GTK && {
    async 'video.js'(stage: HTMLElement) {
      const player = (await players.videojs(stage)).api as Drawing & { src(source: object): void };
      player.src({ src: CLIP, type: 'video/webm' });
      return player.addRemoteTextTrack(CAPTIONS, false).track;
    },
  }),
};

describe('<media-tracker> and when players come', () => {
  let world: TestWorld;
  let told: MediaTrackerEvent[];
  let gone: AbortController;
  beforeEach(async () => {
    await deviceStore().clear();
    world = await openWorld();
    gone = new AbortController();
    told = [];
    const tell = (event: Event): unknown => told.push(event as MediaTrackerEvent);
    document.addEventListener('media-tracker-event', tell, { signal: gone.signal });
  });
  afterEach(async () => {
    gone.abort();
    fixtureCleanup();
    expect(await world.complaints()).to.eql([]);
    await world.close();
  });

  const bitrates = (events: readonly { qoeData?: Record<string, unknown> | undefined }[]): unknown[] =>
    events.map(({ qoeData }) => qoeData?.[BITRATE]).filter(bitrate => bitrate !== undefined);

  /** Watches on until that is enough, and something was told of what is shown. */
  async function watch(media: HTMLMediaElement, what: string): Promise<void> {
    const from = media.currentTime;
    await until(() => media.currentTime > from + WATCHED, `${what} plays`, 15_000);
    await until(() => bitrates(told).length > 0, `${what} tells a bitrate`);
  }

  async function finished(tracker: MediaTrackerElement, count: number): Promise<MediaSessionView[]> {
    tracker.endSession();
    await until(async () => (await tracker.pending) === 0, 'all sent');
    const sessions = await world.sessions();
    expect(sessions).to.have.length(count);
    return sessions;
  }

  /** A whole session as the service has it, without what a busy machine adds. */
  function check({ events, state, warnings }: MediaSessionView, from: number, to: number): void {
    const all = events.filter(({ eventType }) => !/^(ping|state|bitrateChange|bufferStart)/.test(eventType));
    const story = all.filter(({ eventType }, index) => eventType !== 'play' || all[index - 1]?.eventType !== 'play');
    expect(story.map(({ eventType }) => eventType)).to.eql(['sessionStart', 'play', 'sessionEnd']);
    expect(events[0]!.eventType).to.equal('sessionStart');
    const at = story.map(({ playerTime }) => playerTime.playhead);
    for (const [index, playhead] of [from, from, to].entries()) {
      expect(at[index], story[index]!.eventType).to.be.closeTo(playhead, TOLERANCE);
    }
    expect(state).to.equal('ended');
    expect(warnings).to.eql([]);
  }

  // First of all, while nothing has defined them.
  for (const [tag, [source, define]] of Object.entries(LATE)) {
    it(`<${tag}>, in the page before anything defines it (MC-R46, MC-R49, MC-R85, MC-R103)`, async () => {
      const markup = `<${tag} muted playsinline src="${source}"></${tag}>`;
      const tracker: MediaTrackerElement = await fixture(
        `<media-tracker ${attributes(world.origin)}>${markup}</media-tracker>`,
      );
      await tracker.pending;
      expect(customElements.get(tag)).to.equal(undefined);
      const media = tracker.firstElementChild as HTMLVideoElement;
      await define();
      media.muted = true;
      await until(() => media.readyState > 0, 'loaded');
      expect(await world.sessions()).to.eql([]);
      await players.play(media);
      await watch(media, tag);
      const to = media.currentTime;
      const [session] = await finished(tracker, 1);
      check(session!, 0, to);
      expect(RENDITIONS).to.include.members(bitrates(session!.events));
      media.remove();
    });
  }

  for (const { name, make, handed } of kinds) {
    it(`${name}, which plays when a tracker comes, and another in its place (M50, MC-R46, MC-R49, MC-R85, MC-R89, MC-R103)`, async () => {
      const stage = await fixture<HTMLElement>('<div id="stage"></div>');
      const first = await make(stage);
      await players.play(first.media);
      await until(() => first.media.currentTime > 0.5, 'the first plays', 15_000);
      const tracker: MediaTrackerElement = await fixture(
        `<media-tracker for="stage" ${attributes(world.origin)}></media-tracker>`,
      );
      const errors = errorsOf(tracker);
      await until(() => tracker.state === 'tracking' && told.length > 0, 'tracking');
      const joined = told[0]!.playerTime.playhead;
      expect(joined).to.be.within(0.5, first.media.currentTime + TOLERANCE);
      const hand = ({ api }: Player): unknown => handed && (tracker.player = api);
      hand(first);
      await watch(first.media, 'the first');
      const left = first.media.currentTime;
      const destroyed = first.destroy();
      stage.replaceChildren();
      await destroyed;
      await until(() => tracker.state === 'ended', 'the end of the first');
      told.length = 0;
      const second = await make(stage);
      hand(second);
      await players.play(second.media);
      await watch(second.media, 'the second');
      const to = second.media.currentTime;
      const [before, after] = await finished(tracker, 2);
      check(before!, joined, left);
      check(after!, 0, to);
      for (const { events } of [before!, after!]) expect(RENDITIONS).to.include.members(bitrates(events));
      expect(after!.events[0]!.playerTime.ts).to.be.above(before!.events.pop()!.playerTime.ts);
      expect(errors).to.eql([]);
      await second.destroy();
      stage.replaceChildren();
    });
  }

  for (const [name, make] of Object.entries(DRAWING)) {
    it(`${name}, which draws captions over a plain file as well (MC-R105)`, async () => {
      const stage = await fixture<HTMLElement>('<div id="stage"></div>');
      const captions = await make(stage);
      const media = (): HTMLVideoElement | null => stage.querySelector('video');
      await until(() => media()?.currentSrc.endsWith(CLIP) && media()!.readyState > 2, 'the file', 15_000);
      await players.play(media()!);
      const tracker: MediaTrackerElement = await fixture(
        `<media-tracker for="stage" ${attributes(world.origin)}></media-tracker>`,
      );
      const heard = (type: string): boolean =>
        told.some(({ eventType, params }) => eventType === type && params['media.state.name'] === 'closedCaptioning');
      await until(() => tracker.state === 'tracking', 'tracking');
      captions.mode = 'showing';
      await until(() => heard('stateStart'), 'captions');
      captions.mode = 'disabled';
      await until(() => heard('stateEnd'), 'no captions');
      await finished(tracker, 1);
    });
  }

  it('a media element without a library in the place of one with: nothing of its figures is told (M50, MC-R103)', async () => {
    const tracker: MediaTrackerElement = await fixture(
      `<media-tracker ${attributes(world.origin)}><div></div></media-tracker>`,
    );
    const stage = tracker.querySelector('div')!;
    const first = await players.hls(stage);
    tracker.player = first.api;
    await players.play(first.media);
    await watch(first.media, 'the first');
    const left = first.media.currentTime;
    void first.destroy();
    tracker.player = null;
    const second = await players.native(document.createElement('div'));
    first.media.replaceWith(second.media);
    await players.play(second.media);
    await until(() => second.media.currentTime > WATCHED, 'the second plays');
    const to = second.media.currentTime;
    const [before, after] = await finished(tracker, 2);
    check(before!, 0, left);
    check(after!, 0, to);
    expect(bitrates(before!.events)).to.not.eql([]);
    expect(bitrates(after!.events)).to.eql([]);
  });
});
