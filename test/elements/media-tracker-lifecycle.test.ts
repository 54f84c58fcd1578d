import { expect, fixture } from '@open-wc/testing';
import { MediaTrackerElement } from '../../src/elements/media-tracker/media-tracker.ts';
import { attributes, CLIP, collect, receivedBy, trackedClip, until } from '../support/clip-tracker.ts';
import type { MediaEvent } from '../../src/collection/types.ts';
import { deviceStore } from '../../src/storage/device-store.ts';
import { openWorld, type TestWorld } from '../support/world.ts';

describe('<media-tracker> lifecycle', () => {
  let world: TestWorld;
  beforeEach(async () => {
    await deviceStore().clear();
    world = await openWorld();
  });
  afterEach(async () => {
    expect(await world.complaints()).to.eql([]);
    await world.close();
  });

  const types = async (): Promise<string[]> => (await receivedBy(world)).map(({ eventType }) => eventType);
  const story = async (): Promise<string> => (await types()).filter(type => !/^state|ping/.test(type)).join(' ');
  const video = (): HTMLVideoElement => {
    const element = document.createElement('video');
    element.muted = true;
    element.src = CLIP;
    return element;
  };

  it('attaches to what plays already, states first (MC-R108)', async () => {
    const media = video();
    document.body.append(media);
    await media.play();
    await until(() => media.currentTime > 0.3, 'playing');
    const tracker = await fixture<MediaTrackerElement>(`<media-tracker ${attributes(world.origin)}></media-tracker>`);
    tracker.media = media;
    await until(async () => (await types()).includes('play'), 'play');
    expect((await types()).slice(0, 2)).to.eql(['sessionStart', 'stateStart']);
    expect((await receivedBy(world))[0]!.playerTime.playhead).to.be.greaterThan(0.2);
    media.remove();
  });

  it('has a property for every attribute', async () => {
    const { tracker } = await trackedClip(world.origin);
    for (const name of MediaTrackerElement.observedAttributes) {
      const property = name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
      expect(property in tracker, name).to.equal(true);
    }
    tracker.mediaLength = 30;
    expect(tracker.getAttribute('media-length')).to.equal('30');
    tracker.downloaded = true;
    expect(tracker.hasAttribute('downloaded')).to.equal(true);
    tracker.downloaded = false;
    tracker.mediaName = 'x';
    expect(tracker.getAttribute('media-name')).to.equal('x');
  });

  it('is upgraded late with properties set before', async () => {
    const late = document.createElement('late-tracker') as MediaTrackerElement;
    const media = video();
    const data = { collectionApi: world.origin, trackingServer: 't', reportSuite: 'r', orgId: 'o', mediaId: 'preset' };
    Object.assign(late, data, { playerName: 'p', channel: 'c', media, metadata: { params: { 'media.show': 's' } } });
    document.body.append(late, media);
    MediaTrackerElement.define('late-tracker');
    expect(late.getAttribute('media-id')).to.equal('preset');
    await media.play();
    await until(async () => (await types()).includes('play'), 'play');
    expect((await receivedBy(world))[0]!.params).to.include({ 'media.id': 'preset', 'media.show': 's' });
    late.remove();
    await until(async () => (await types()).includes('sessionEnd'), 'end');
    media.remove();
  });

  it('may be removed while a request is under way: the session is finished, nothing is lost', async () => {
    const { tracker, video } = await trackedClip(world.origin);
    const told = collect(tracker);
    await world.fault({ path: '/api/v1/sessions', delay: 400, times: 1 });
    await video.play();
    await until(() => told.some(({ eventType }) => eventType === 'sessionStart'), 'start stored');
    tracker.remove();
    await until(async () => (await types()).includes('sessionEnd'), 'end');
    expect(await story()).to.equal('sessionStart play sessionEnd');
  });

  it('works again after it was removed and added (M50)', async () => {
    const { tracker, video } = await trackedClip(world.origin);
    const parent = tracker.parentElement!;
    await video.play();
    await until(async () => (await types()).includes('play'), 'play');
    tracker.remove();
    await until(async () => (await types()).includes('sessionEnd'), 'end');
    parent.append(tracker);
    await video.play();
    await until(async () => (await world.sessions())[1]?.eventTypes.includes('play'), 'second session');
    expect(await world.sessions()).to.have.length(2);
    video.pause();
    await until(async () => (await types()).filter(type => type === 'pauseStart').length === 1, 'one pause');
  });

  it('keeps its session when it is moved (M50)', async () => {
    const { tracker, video } = await trackedClip(world.origin);
    await video.play();
    await until(async () => (await types()).includes('play'), 'play');
    const place = document.createElement('div');
    document.body.append(place);
    place.append(tracker);
    await video.play();
    await until(() => video.currentTime > 1, 'playing on');
    expect((await world.sessions()).map(({ state }) => state)).to.eql(['open']);
    expect(await types()).to.not.include('sessionEnd');
    place.remove();
    await until(async () => (await types()).includes('sessionEnd'), 'end');
  });

  it('finds its media by id, late and replaced', async () => {
    const page = await fixture(`<div><media-tracker for="player" ${attributes(world.origin)}></media-tracker></div>`);
    const first = video();
    first.id = 'player';
    page.append(first);
    await first.play();
    await until(async () => (await types()).includes('play'), 'play');
    const second = video();
    second.id = 'player';
    first.replaceWith(second);
    await until(async () => (await types()).includes('sessionEnd'), 'end of the first');
    await second.play();
    await until(async () => (await world.sessions())[1]?.eventTypes.includes('play'), 'second');
    expect(await story()).to.equal('sessionStart play sessionEnd sessionStart play');
  });

  it('finds what comes late by its id also after being moved into a shadow root', async () => {
    const host = await fixture('<div></div>');
    const root = host.attachShadow({ mode: 'open' });
    const tracker: MediaTrackerElement = await fixture(
      `<media-tracker for="inner" ${attributes(world.origin)}></media-tracker>`,
    );
    await tracker.pending;
    root.append(tracker);
    await tracker.pending;
    const inner = video();
    inner.id = 'inner';
    root.append(inner);
    await inner.play();
    await until(async () => (await types()).includes('play'), 'play');
    expect(tracker.state).to.equal('tracking');
  });

  it('finds media in its own shadow root, and media given as a property', async () => {
    const host = await fixture('<div></div>');
    const root = host.attachShadow({ mode: 'open' });
    root.innerHTML = `<media-tracker for="inner" ${attributes(world.origin)}></media-tracker><video id="inner" muted src="${CLIP}"></video>`;
    const inner = root.querySelector('video')!;
    inner.muted = true;
    await inner.play();
    await until(async () => (await types()).includes('play'), 'play');
    const tracker = root.querySelector('media-tracker')!;
    tracker.removeAttribute('for');
    await until(async () => (await types()).includes('sessionEnd'), 'end');
    tracker.media = inner;
    await until(async () => (await world.sessions())[1]?.eventTypes.includes('play'), 'play again');
  });

  it('waits for a custom media element to be defined', async () => {
    const tag = 'test-late-video';
    const tracker = await fixture<MediaTrackerElement>(
      `<media-tracker ${attributes(world.origin)}><${tag}></${tag}></media-tracker>`,
    );
    expect(tracker.state).to.equal('idle');
    class LateVideo extends HTMLElement {
      inner = video();
      constructor() {
        super();
        for (const type of ['play', 'playing', 'pause', 'durationchange', 'timeupdate', 'volumechange']) {
          this.inner.addEventListener(type, () => this.dispatchEvent(new Event(type)));
        }
      }
      play = (): Promise<void> => this.inner.play();
    }
    const names =
      'currentTime duration paused ended seeking loop playbackRate readyState error muted volume textTracks';
    for (const name of names.split(' ')) {
      Object.defineProperty(LateVideo.prototype, name, {
        get(this: LateVideo) {
          return this.inner[name as 'paused'];
        },
      });
    }
    customElements.define(tag, LateVideo);
    await tracker.querySelector<LateVideo>(tag)!.play();
    await until(async () => (await types()).includes('play'), 'play');
  });

  it('ends a session when the content becomes another (MC-R89)', async () => {
    const { tracker, video } = await trackedClip(world.origin);
    await video.play();
    await until(async () => (await types()).includes('play'), 'play');
    video.src = `${CLIP}?next`;
    tracker.mediaId = 'next';
    await video.play();
    await until(async () => (await world.sessions())[1]?.eventTypes.includes('play'), 'next');
    // A busy machine may stall, which is told.
    expect((await story()).replace(/ bufferStart play/g, '')).to.equal(
      'sessionStart play sessionEnd sessionStart play',
    );
    expect((await world.sessions()).map(({ mediaId }) => mediaId)).to.eql(['clip', 'next']);
  });

  it('says farewell when its page goes, once (M43, MC-R20, MC-R87)', async () => {
    const frame = document.createElement('iframe');
    frame.srcdoc = `<base href="${location.origin}/"><script type="module" src="/src/elements/media-tracker/media-tracker.define.ts"></script>
      <media-tracker ${attributes(world.origin)}><video muted src="${CLIP}"></video></media-tracker>`;
    frame.allow = 'autoplay';
    document.body.append(frame);
    await new Promise(resolve => frame.addEventListener('load', resolve));
    const inner = frame.contentDocument!.querySelector('video')!;
    inner.muted = true;
    await inner.play();
    await until(async () => (await types()).includes('play'), 'play');
    frame.contentWindow!.location.replace('about:blank');
    await until(async () => (await types()).includes('sessionEnd'), 'farewell');
    // The next page finds nothing left to do.
    const { tracker } = await trackedClip(world.origin);
    await tracker.flush();
    await until(async () => (await deviceStore().entries([])).length === 0, 'nothing waits');
    const ends = (await world.journal()).filter(({ body }) => (body as MediaEvent).eventType === 'sessionEnd');
    expect(ends.filter(({ status }) => status === 204)).to.have.length(1);
    // WebKit commits no write of a page that is going; there the end is repeated, which the service ignores (3.3).
    if (/Chrome|Firefox/.test(navigator.userAgent)) expect(ends).to.have.length(1);
    else await world.reset();
    frame.remove();
  });
});
