import { expect } from '@open-wc/testing';
import { deviceStore } from '../../src/storage/device-store.ts';
import { CLIP, receivedBy, trackedClip, until } from '../support/clip-tracker.ts';
import type { MediaEvent } from '../../src/collection/types.ts';
import { openWorld, type TestWorld } from '../support/world.ts';

describe('<media-tracker> by itself', () => {
  let world: TestWorld;
  beforeEach(async () => {
    await deviceStore().clear();
    world = await openWorld();
  });
  afterEach(async () => {
    expect(await world.complaints()).to.eql([]);
    await world.close();
  });

  const of = async (type: RegExp): Promise<MediaEvent[]> =>
    (await receivedBy(world)).filter(({ eventType }) => type.test(eventType));
  const states = async (): Promise<string[]> =>
    (await of(/^state/)).map(({ eventType, params }) => `${eventType} ${String(params!['media.state.name'])}`);
  const chapters = async (): Promise<unknown[][]> =>
    (await of(/^chapter/)).map(({ eventType, params = {} }) => [
      eventType,
      params['media.chapter.friendlyName'],
      params['media.chapter.offset'],
      params['media.chapter.length'],
    ]);
  const chapterTrack = (): HTMLTrackElement => {
    const text = 'WEBVTT\n\n00:00.000 --> 00:02.000\n<b>Dusk</b>\n\n00:02.000 --> 00:10.000\nDawn\n';
    const track = document.createElement('track');
    track.kind = 'chapters';
    track.src = URL.createObjectURL(new Blob([text], { type: 'text/vtt' }));
    return track;
  };

  it('tells chapters of a track element, completed by playback and skipped by a seek (M23, M42, MC-R80, MC-R83)', async () => {
    const { tracker, video } = await trackedClip(world.origin);
    video.append(chapterTrack());
    await tracker.pending;
    await video.play();
    await until(async () => (await chapters()).length >= 3, 'the second chapter', 20_000);
    video.pause();
    tracker.endSession();
    await until(async () => (await chapters()).length === 4, 'the end');
    expect(await chapters()).to.eql([
      ['chapterStart', 'Dusk', 0, 2],
      ['chapterComplete', undefined, undefined, undefined],
      ['chapterStart', 'Dawn', 2, 8],
      ['chapterSkip', undefined, undefined, undefined],
    ]);
  });

  it('tells chapters of a track that is added while it plays (M42)', async () => {
    const { video } = await trackedClip(world.origin);
    await video.play();
    await until(async () => (await of(/^play$/)).length > 0, 'play');
    expect(await chapters()).to.eql([]);
    video.append(chapterTrack());
    await until(async () => (await chapters()).length > 0, 'a chapter');
    expect((await chapters())[0]![0]).to.equal('chapterStart');
  });

  it('tells player states: mute, captions, full screen of a container, picture in picture, focus (M37 to M41, MC-R105)', async () => {
    const { tracker, video } = await trackedClip(world.origin);
    video.muted = false;
    const captions = video.addTextTrack('captions');
    captions.mode = 'hidden';
    const set = (target: object, name: string, value: unknown, type: string, at: EventTarget): void => {
      Object.defineProperty(target, name, { configurable: true, value });
      at.dispatchEvent(new Event(type));
    };
    set(document, 'hasFocus', () => true, 'focus', window);
    tracker.metadata = {};
    video.muted = true;
    await video.play();
    await until(async () => (await states()).length >= 2, 'what holds from the start');
    expect((await states()).sort()).to.eql(['stateStart inFocus', 'stateStart mute']);
    captions.mode = 'showing';
    await until(async () => (await states()).includes('stateStart closedCaptioning'), 'captions');
    set(document, 'fullscreenElement', tracker.parentElement, 'fullscreenchange', document);
    await until(async () => (await states()).includes('stateStart fullScreen'), 'full screen');
    set(document, 'fullscreenElement', document.createElement('p'), 'fullscreenchange', document);
    await until(async () => (await states()).includes('stateEnd fullScreen'), 'another element is full screen');
    set(document, 'pictureInPictureElement', video, 'enterpictureinpicture', video);
    await until(async () => (await states()).includes('stateStart pictureInPicture'), 'picture in picture');
    set(document, 'pictureInPictureElement', null, 'leavepictureinpicture', video);
    await until(async () => (await states()).includes('stateEnd pictureInPicture'), 'out of it');
    captions.mode = 'hidden';
    set(document, 'hasFocus', () => false, 'blur', window);
    await until(async () => (await states()).includes('stateEnd inFocus'), 'out of focus');
    await until(async () => (await states()).includes('stateEnd closedCaptioning'), 'no captions');
    for (const name of ['hasFocus', 'fullscreenElement', 'pictureInPictureElement']) {
      delete (document as unknown as Record<string, unknown>)[name];
    }
  });

  it('tells the start-up time, and frames where the browser counts them (MC-R100, MC-R102)', async () => {
    const { tracker, video } = await trackedClip(world.origin);
    await tracker.pending;
    await video.play();
    await until(() => video.currentTime > 4.5, 'four seconds', 20_000);
    video.pause();
    await until(async () => (await of(/^pauseStart$/)).length > 0, 'pause');
    const figures = (await receivedBy(world)).map(({ qoeData = {} }) => qoeData);
    const times = figures.map(figure => figure['media.qoe.timeToStart']).filter(time => time !== undefined);
    expect(times.length).to.be.greaterThan(0);
    expect(new Set(times).size).to.equal(1);
    expect(times[0]).to.be.within(0, 5000).and.to.satisfy(Number.isInteger);
    const last = Object.assign({}, ...figures) as Record<string, number>;
    const counted = video.getVideoPlaybackQuality().totalVideoFrames > 50;
    expect(last['media.qoe.framesPerSecond'] !== undefined).to.equal(counted);
    // The clip has 25; a busy machine shows fewer.
    expect(last['media.qoe.framesPerSecond'] ?? 25).to.be.within(5, 40);
    expect(last['media.qoe.droppedFrames'] ?? 0).to.satisfy(Number.isInteger);
  });

  it('tells the error of a media element with its kind and source (M33, MC-R98)', async () => {
    const { tracker, video } = await trackedClip(world.origin, 'media-length="10"');
    await tracker.pending;
    await video.play();
    await until(async () => (await of(/^play$/)).length > 0, 'play');
    video.src = '/test/support/clip-tracker.ts';
    video.play().catch(() => {});
    await until(async () => (await of(/^error$/)).length > 0, 'the error');
    const [error] = await of(/^error$/);
    expect(error!.qoeData).to.include({ 'media.qoe.errorID': 'html5.4.src', 'media.qoe.errorSource': 'player' });
    // The page brings it back: the same session goes on (M31, M34).
    video.src = CLIP;
    await video.play();
    await until(async () => (await of(/^play$/)).length > 1, 'play again');
    expect(await world.sessions()).to.have.length(1);
  });
});
