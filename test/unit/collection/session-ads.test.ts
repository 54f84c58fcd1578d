import { expect } from '@open-wc/testing';
import { content, Drive } from '../../support/fake-media.ts';

describe('session machine: ads', () => {
  it('closes what is open before it opens anew (MC-R69, MC-R76)', () => {
    const drive = new Drive().play().call('adBreakStart').call('adStart', { id: '1' });
    drive.call('adStart', { id: '2' }).call('adBreakStart', { index: 7 });
    drive.call('adBreakComplete');
    expect(drive.story).to.equal(
      'sessionStart play adBreakStart adStart adSkip adStart adSkip adBreakComplete adBreakStart adBreakComplete play',
    );
  });

  it('ignores duplicates and ads outside a break (MC-R68, MC-R77)', () => {
    const drive = new Drive().play().call('adStart').call('adSkip').call('adBreakComplete');
    drive.call('adBreakStart').call('adBreakStart').call('adStart').call('adStart');
    expect(drive.story).to.equal('sessionStart play adBreakStart adStart');
  });

  it('fills in positions, from 1 in each break (MC-R33, MC-R74, MC-R75)', () => {
    const drive = new Drive().play().pass(9000).call('adBreakStart').call('adStart').call('adComplete').call('adStart');
    drive.call('adBreakComplete').pass(100).call('adBreakStart').call('adStart');
    expect(drive.of('adStart').map(({ params }) => params!['media.ad.podPosition'])).to.eql([1, 2, 1]);
    expect(drive.of('adBreakStart').map(({ params }) => params!['media.ad.podIndex'])).to.eql([1, 2]);
    expect(drive.of('adBreakStart')[0]!.params!['media.ad.podSecond']).to.be.closeTo(9.3, 0.01);
    expect(drive.of('adStart')[0]!.params).to.include({ 'media.ad.playerName': 'player', 'media.ad.length': 0 });
  });

  it('keeps the playhead of the content through the break (MC-R28)', () => {
    const drive = new Drive().play().signal('timeupdate', { position: 30 }).call('adBreakStart');
    drive.signal('timeupdate', { position: 31 }).call('adStart').signal('timeupdate', { position: 35 }).pass(2000);
    drive.call('adBreakComplete');
    const inside = drive.events.slice(drive.types.indexOf('adBreakStart'), drive.types.indexOf('adBreakComplete') + 1);
    expect(new Set(inside.map(event => event.playerTime.playhead))).to.eql(new Set([30]));
  });

  it('tells adComplete with what follows it (MC-R73)', () => {
    const drive = new Drive().play().call('adBreakStart').call('adStart').pass(500).call('adComplete').pass(3000);
    expect(drive.types).to.not.include('adComplete');
    drive.call('adStart', { id: '2' });
    const gap = drive.of('adStart')[1]!.playerTime.ts - drive.of('adComplete')[0]!.playerTime.ts;
    expect(gap).to.be.within(1, 250);
  });

  it('tells the pause of a viewer in an ad, not the one of the ad integration (M8, MC-R71, MC-R78)', () => {
    const drive = new Drive().play().call('adBreakStart').call('adStart').pause().pass(3000);
    expect(drive.story).to.equal('sessionStart play adBreakStart adStart');
    const viewer = new Drive().play().call('adBreakStart').call('adStart').pass(3000).pause().pass(1500);
    viewer.signal('play', { paused: false }).signal('playing');
    expect(viewer.story).to.equal('sessionStart play adBreakStart adStart pauseStart play');
  });

  it('takes no pause for the viewer’s while content is about to go on (MC-R72)', () => {
    const drive = new Drive().play().call('adBreakStart').pause().call('adStart').pass(1000).call('adComplete');
    drive.call('adBreakComplete').pass(100).signal('play', { paused: false }).pass(400).signal('playing');
    expect(drive.story).to.equal('sessionStart play adBreakStart adStart adComplete adBreakComplete play');
    const left = new Drive().play().call('adBreakStart').pause().call('adBreakComplete').pass(400);
    expect(left.story).to.equal('sessionStart play adBreakStart adBreakComplete pauseStart');
  });

  it('completes after the post-roll (M27, 3.5)', () => {
    const drive = new Drive().play().signal('ended', { ended: true, paused: true, position: 600 }).pass(50);
    drive.call('adBreakStart').call('adStart').pass(1000).call('adComplete').call('adBreakComplete');
    expect(drive.story).to.equal('sessionStart play adBreakStart adStart adComplete adBreakComplete sessionComplete');
  });

  it('does the same while the length is still waited for', () => {
    const drive = new Drive(content(), { duration: NaN, ready: 0 }).signal('play', { paused: false });
    drive.call('adBreakStart').call('adStart').pause().call('adComplete').call('adBreakComplete');
    drive.signal('durationchange', { duration: 10, ready: 4 }).signal('play', { paused: false });
    drive.signal('playing').pass(300);
    expect(drive.story).to.equal('sessionStart adBreakStart adStart adComplete adBreakComplete play');
  });
});
