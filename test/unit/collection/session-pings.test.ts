import { expect } from '@open-wc/testing';
import { abort, restarted, tick } from '../../../src/collection/session-machine.ts';
import { finish } from '../../../src/collection/session.ts';
import type { Draft } from '../../../src/collection/session-state.ts';
import { content, Drive, START } from '../../support/fake-media.ts';

describe('session machine: pings', () => {
  const at = (drive: Drive): number[] => drive.of('ping').map(event => event.playerTime.ts - START);

  it('pings on the grid of the session start, whatever happens (MC-R61, MC-R64, MC-R34)', () => {
    const drive = new Drive().play().pass(3000).pause().pass(9000).signal('play', { paused: false }).signal('playing');
    drive.signal('waiting').pass(20_000);
    expect(at(drive)).to.eql([10_000, 20_000, 30_000]);
    expect(drive.of('ping').every(({ params }) => params === undefined)).to.equal(true);
  });

  it('pings every second in a break and returns to the grid (MC-R62, MC-R63, MC-R67)', () => {
    const drive = new Drive().signal('play', { paused: false }).call('adBreakStart').call('adStart').pass(3500);
    drive.call('adComplete').call('adBreakComplete').signal('playing').pass(18_000);
    expect(at(drive)).to.eql([1000, 2000, 3000, 10_000, 20_000]);
    const slow = new Drive(content({}, { adPing: 5000 })).play().call('adBreakStart').pass(11_000);
    expect(at(slow)).to.eql([5000, 10_000]);
  });

  it('pings on the grid of the session that takes a lost one’s place (MC-R13, MC-R61)', () => {
    const drive = new Drive().play().pass(13_000);
    drive.tell(s => restarted(s, START + 7000)).pass(20_000);
    expect(at(drive)).to.eql([10_000, 17_000, 27_000]);
  });

  it('makes up for nothing after sleep (MC-R65)', () => {
    const drive = new Drive().play();
    drive.now += 95_000;
    drive.tell(tick).tell(tick);
    expect(drive.of('ping')).to.have.length(1);
    drive.pass(10_000);
    expect(at(drive)[1]).to.equal(100_000);
  });

  it('stops with the session (MC-R66)', () => {
    for (const end of [(s: Draft) => finish(s), (s: Draft) => abort(s)]) {
      expect(new Drive().play().tell(end).pass(60_000).types).to.not.include('ping');
    }
  });
});
