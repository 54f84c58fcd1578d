import { expect } from '@open-wc/testing';
import { content, Drive } from '../../support/fake-media.ts';

describe('session machine: chapters, states, quality, errors', () => {
  const cue = (index: number, offset: number, length = 60) => ({ name: `c${index}`, index, offset, length });

  it('opens no chapter before the first play and completes it at its end (MC-R79 to MC-R81, MC-R83)', () => {
    const drive = new Drive().cue(cue(1, 0)).signal('play', { paused: false }).signal('playing');
    expect(drive.story).to.equal('sessionStart');
    drive.pass(300);
    expect(drive.story).to.equal('sessionStart play chapterStart');
    expect(drive.last.params).to.eql({
      'media.chapter.friendlyName': 'c1',
      'media.chapter.index': 1,
      'media.chapter.offset': 0,
      'media.chapter.length': 60,
    });
    drive.signal('timeupdate', { position: 60.1 }).cue(cue(2, 60));
    expect(drive.story).to.equal('sessionStart play chapterStart chapterComplete chapterStart');
  });

  it('skips a chapter that is left by a seek (MC-R80)', () => {
    const drive = new Drive().cue(cue(1, 0)).play().seek(130).cue(cue(3, 120)).signal('playing').pass(400);
    expect(drive.story).to.equal('sessionStart play chapterStart pauseStart chapterSkip play chapterStart');
  });

  it('closes a chapter that ends at a break before the break (MC-R82)', () => {
    const drive = new Drive().cue(cue(1, 0)).play().signal('timeupdate', { position: 60 }).call('adBreakStart');
    drive.cue(cue(2, 60)).call('adBreakComplete');
    expect(drive.story).to.equal(
      'sessionStart play chapterStart chapterComplete adBreakStart adBreakComplete play chapterStart',
    );
  });

  it('takes chapters from the page, one at a time (MC-R76)', () => {
    const drive = new Drive().call('chapterStart').play().call('chapterStart', { name: 'x' });
    drive.call('chapterStart', { name: 'y' }).call('chapterComplete').call('chapterSkip');
    expect(drive.story).to.equal('sessionStart play chapterStart chapterSkip chapterStart chapterComplete');
    expect(drive.of('chapterStart')[1]!.params).to.include({ 'media.chapter.index': 2 });
  });

  it('completes the last chapter with the content, skips any other (3.6)', () => {
    expect(
      new Drive()
        .cue(cue(1, 0, 600))
        .play()
        .finish().story,
    ).to.match(/chapterComplete sessionComplete$/);
    expect(new Drive().cue(cue(1, 0)).play().end().story).to.match(/chapterSkip sessionEnd$/);
  });

  it('tells states once, at most ten, and at once in a new session (MC-R105 to MC-R108)', () => {
    const drive = new Drive().mark('mute', true).play();
    expect(drive.story).to.equal('sessionStart stateStart play');
    drive.mark('mute', true).mark('x', false);
    for (let index = 0; index < 12; index++) drive.mark(`s${index}`, true);
    expect(drive.of('stateStart')).to.have.length(10);
    drive.mark('s11', false).mark('s0', false);
    expect(drive.of('stateEnd')).to.have.length(1);
  });

  it('sends figures when they change, and always with a change of bitrate (MC-R100, MC-R103, MC-R104)', () => {
    const drive = new Drive().play().pass(10_000);
    expect(drive.last.qoeData).to.equal(undefined);
    drive.call('setQuality', { bitrate: 2_400_000 });
    expect(drive.last).to.deep.include({ eventType: 'bitrateChange' });
    expect(drive.last.qoeData).to.deep.include({ 'media.qoe.bitrate': 2_400_000 });
    drive.call('setQuality', { bitrate: 2_400_000 });
    expect(drive.of('bitrateChange')).to.have.length(1);
  });

  it('counts dropped frames over reloads and keeps the start-up time (MC-R101, MC-R102)', () => {
    const drive = new Drive(content(), { frames: 0, dropped: 0 }).play();
    drive.signal('timeupdate', { frames: 50, dropped: 4 }).signal('timeupdate', { frames: 10, dropped: 1 });
    drive.call('setQuality', { startupTime: 9, droppedFrames: 2 });
    drive.pass(10_000);
    expect(drive.last.qoeData).to.include({ 'media.qoe.droppedFrames': 5, 'media.qoe.timeToStart': 20 });
  });

  it('measures the frame rate at normal speed', () => {
    const drive = new Drive(content(), { frames: 0, dropped: 0 }).play().signal('timeupdate', { rate: 2 });
    for (let second = 1; second < 5; second++) drive.pass(1000).signal('timeupdate', { frames: second * 50 });
    expect(drive.state.quality['media.qoe.framesPerSecond']).to.be.within(24, 26);
  });

  it('tells errors, recovers with play, and gives up after a minute (M33 to M35, MC-R98, MC-R99)', () => {
    const drive = new Drive().play().signal('error', { error: 2 }).pass(30_000).signal('playing', { error: 0 });
    expect(drive.story).to.equal('sessionStart play error play');
    expect(drive.of('error')[0]!.qoeData).to.include({
      'media.qoe.errorID': 'html5.2.network',
      'media.qoe.errorSource': 'external',
    });
    drive.signal('error', { error: 1 });
    expect(drive.of('error')).to.have.length(1);
    drive.signal('error', { error: 3 }).pass(61_000);
    expect(drive.story).to.match(/error sessionEnd$/);
  });
});
