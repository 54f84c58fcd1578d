import { expect } from '@open-wc/testing';
import { park } from '../../../src/collection/playback-state.ts';
import { attach, configure, detach, tick } from '../../../src/collection/session-machine.ts';
import { content, Drive, START } from '../../support/fake-media.ts';

describe('session machine: end and restart', () => {
  it('closes everything when left early (MC-R85, 3.10)', () => {
    const drive = new Drive().play().call('adBreakStart').call('adStart').end();
    expect(drive.story).to.equal('sessionStart play adBreakStart adStart adSkip adBreakComplete sessionEnd');
  });

  it('sends one last event when the page goes (M43, MC-R87)', () => {
    const drive = new Drive().play().call('adBreakStart').end(true);
    expect(drive.story).to.equal('sessionStart play adBreakStart sessionEnd');
  });

  it('begins another session for another id (M30, MC-R89)', () => {
    const drive = new Drive()
      .play()
      .tell(s => configure(s, content({ 'media.id': 'b' })))
      .pass(300);
    expect(drive.story).to.equal('sessionStart play sessionEnd sessionStart play');
    expect(drive.of('sessionStart')[1]!.params).to.include({ 'media.id': 'b', 'media.resume': false });
  });

  it('tells nothing of a media element of the one that takes its place: no figures, no chapter (M50, MC-R89)', () => {
    const cue = { name: 'Dusk', index: 1, offset: 0, length: 60 };
    const drive = new Drive(content(), { frames: 0, dropped: 0 }).cue(cue).play();
    drive.call('setQuality', { bitrate: 312_000, framesPerSecond: 25 });
    drive.signal('timeupdate', { frames: 50, dropped: 7 }).tell(detach);
    expect(drive.story).to.match(/bitrateChange chapterSkip sessionEnd$/);
    drive.pass(1000).media = { ...drive.media, position: 0, paused: true, frames: 20, dropped: 9 };
    drive.tell(attach).play().pass(10_000);
    expect(drive.story).to.match(/sessionEnd sessionStart play$/);
    const figures = drive.events.slice(drive.types.lastIndexOf('sessionStart')).map(({ qoeData = {} }) => qoeData);
    expect(Object.assign({}, ...figures)).to.eql({ 'media.qoe.timeToStart': 20, 'media.qoe.droppedFrames': 0 });
  });

  it('keeps the session over a reload of the same content (M31)', () => {
    const drive = new Drive().play().signal('timeupdate', { position: 40 });
    drive.signal('emptied', { ready: 0, position: 0, paused: true }).signal('play', { paused: false }).pass(10_000);
    expect(drive.last).to.deep.include({ eventType: 'ping' });
    expect(drive.last.playerTime.playhead).to.equal(40);
    expect(drive.signal('playing', { ready: 4, position: 40 }).story).to.equal('sessionStart play');
  });

  it('ends after 30 idle minutes and resumes in a new session with all that is open (MC-R90, MC-R91, MC-R94)', () => {
    const drive = new Drive().mark('mute', true).play().call('chapterStart');
    drive.pause().pass(31 * 60_000);
    expect(drive.types.filter(type => type === 'ping').length).to.be.within(175, 180);
    expect(drive.last.eventType).to.equal('sessionEnd');
    drive.pass(60_000).signal('play', { paused: false }).signal('playing');
    expect(drive.story).to.match(/sessionEnd sessionStart chapterStart stateStart (pauseStart )?play$/);
    expect(drive.of('sessionStart')[1]!.params!['media.resume']).to.equal(true);
  });

  it('starts anew after 24 hours (MC-R93)', () => {
    const drive = new Drive(content(), { duration: Infinity }).play();
    drive.now = START + 24 * 3_600_000;
    drive.tell(tick);
    expect(drive.story).to.equal('sessionStart play sessionEnd sessionStart play');
    expect(drive.of('sessionStart')[1]!.params!['media.resume']).to.equal(true);
  });

  it('sends nothing after the end but a new session (MC-R45, MC-R86)', () => {
    const drive = new Drive().play().end().signal('playing').pause().call('adBreakStart');
    expect(drive.end().story).to.equal('sessionStart play sessionEnd');
    expect(drive.signal('play', { paused: false }).story).to.match(/sessionEnd sessionStart$/);
  });

  it('pauses when the page goes into the back/forward cache (M44, M45)', () => {
    const drive = new Drive().play().tell(park).signal('playing');
    expect(drive.story).to.equal('sessionStart play pauseStart play');
  });

  it('begins late where something plays already', () => {
    const drive = new Drive(undefined, { paused: false, position: 77 }).tell(s => configure(s, content()));
    drive.pass(300);
    expect(drive.story).to.equal('sessionStart play');
    expect(drive.events[0]!.playerTime.playhead).to.equal(77);
  });
});
