import { expect } from '@open-wc/testing';
import { observeChapters, type ChapterCue } from '../../../src/playback/chapters.ts';
import { isMedia } from '../../../src/playback/find-media.ts';
import { observePlayerStates } from '../../../src/playback/player-states.ts';
import { readSnapshot } from '../../../src/playback/snapshot.ts';
import { until } from '../../support/clip-tracker.ts';

describe('playback', () => {
  it('reads every value of a bare element and of a poor one without failing', () => {
    for (const media of [document.createElement('video'), document.createElement('audio'), {} as HTMLMediaElement]) {
      const values = Object.keys(readSnapshot(media)).sort().join(' ');
      expect(values).to.equal('dropped duration ended error frames loop paused position rate ready seeking');
    }
    expect(readSnapshot(document.createElement('video'))).to.include({ position: 0, paused: true, ready: 0, error: 0 });
  });

  it('takes anything for media that plays', () => {
    const custom = Object.assign(document.createElement('div'), { play() {}, paused: true, currentTime: 0 });
    expect([document.createElement('audio'), custom].every(isMedia)).to.equal(true);
    expect([document.createElement('div'), null, {}, undefined].some(isMedia)).to.equal(false);
  });

  it('tells player states at once and when they change (M37, M40)', async () => {
    const video = document.createElement('video');
    const told = new Map<string, boolean>();
    const stop = new AbortController();
    observePlayerStates(video, (name, active) => told.set(name, active), stop.signal);
    expect(told.get('chapters')).to.equal(false);
    expect(told.get('players')).to.equal(false);
    for (const name of ['chapters', 'players']) told.delete(name);
    expect([...told.keys()].sort()).to.eql(['closedCaptioning', 'fullScreen', 'inFocus', 'mute', 'pictureInPicture']);
    expect(told.get('mute')).to.equal(false);
    video.muted = true;
    await until(() => told.get('mute'), 'mute');
    const track = video.addTextTrack('subtitles');
    track.mode = 'showing';
    await until(() => told.get('closedCaptioning'), 'captions');
    stop.abort();
    video.muted = false;
    await new Promise(resolve => video.addEventListener('volumechange', resolve, { once: true }));
    expect(told.get('mute')).to.equal(true);
  });

  it('tells the chapter that is active, by its place, without tags (M42, MC-R83, 8.4)', async () => {
    const video = document.createElement('video');
    video.muted = true;
    const track = video.addTextTrack('chapters');
    track.mode = 'hidden';
    track.addCue(new VTTCue(5, 10, 'second'));
    track.addCue(new VTTCue(0, 5, '<b>first</b>'));
    const cues: (ChapterCue | undefined)[] = [];
    const stop = new AbortController();
    observeChapters(video, cue => cues.push(cue), stop.signal);
    video.src = '/test/support/clip.webm';
    document.body.append(video);
    await video.play();
    await until(() => cues[cues.length - 1], 'first chapter');
    expect(cues[cues.length - 1]).to.eql({ name: 'first', index: 1, offset: 0, length: 5 });
    video.currentTime = 6;
    await until(() => cues[cues.length - 1]?.index === 2, 'second chapter');
    stop.abort();
    video.remove();
  });
});
