import { expect } from '@open-wc/testing';
import { isFailed, isFinal, labelOf, phaseOf } from '../../../src/watermark/codes.ts';
import { nextPause } from '../../../src/watermark/polling.ts';
import { isDay, isSiteId, isTimeZone, nameProblem } from '../../../src/watermark/rules.ts';
import type { Task } from '../../../src/watermark/types.ts';

const task = (cliErrorCode: string | undefined): Task => ({
  ...{ dwmId: '1', name: 'n', description: undefined, status: 'TK001', cliErrorCode },
  ...{ created: undefined, updated: undefined },
});

describe('rules of the watermarking service', () => {
  it('names: letters, digits, dot, hyphen, underscore, 1 to 128 (DWM-R25)', () => {
    for (const name of ['a', 'A.b-c_9', '-x', 'x'.repeat(128)]) expect(nameProblem(name), name).to.equal(undefined);
    expect(nameProblem('')).to.deep.equal({ problem: 'empty' });
    expect(nameProblem('x'.repeat(129))).to.deep.equal({ problem: 'too-long' });
    expect(nameProblem('a😀b')).to.deep.equal({ problem: 'bad-character', character: '😀' });
    expect(nameProblem('a\nb')!.problem).to.equal('bad-character');
    expect(nameProblem('a\n')!.problem).to.equal('bad-character');
  });

  it('days, zones and sites', () => {
    expect(['2026-02-28', '2026-02-29', '2026-2-1', '', 'x'].map(isDay)).to.deep.equal([
      true,
      false,
      false,
      false,
      false,
    ]);
    expect(['+00:00', '-14:00', '+13:59', '+14:01', '+9:00', '+05:60'].map(isTimeZone)).to.deep.equal([
      true,
      true,
      true,
      false,
      false,
      false,
    ]);
    expect(['UNIT', 'a1B2', 'UNITS', 'a/b1', ''].map(isSiteId)).to.deep.equal([true, true, false, false, false]);
  });

  it('codes: the attested ones have a phase, unknown ones count as running (DWM-R20)', () => {
    expect(['DM000', 'DM500', 'DM600', 'DM123456', 'toString', ''].map(code => phaseOf(code))).to.deep.equal([
      'waiting',
      'done',
      'failed',
      'running',
      'running',
      'running',
    ]);
    expect(['waiting', 'running', 'done', 'failed'].map(phase => isFinal(phase as 'done'))).to.deep.equal([
      false,
      false,
      true,
      true,
    ]);
  });

  it('labels are the page’s, never ours (DWM-R20)', () => {
    expect([
      labelOf('DM500'),
      labelOf('DM500', { DM500: 'Marked' }),
      labelOf('DM7', { DM7: { label: 'Stopped', phase: 'failed' } }),
    ]).to.deep.equal([undefined, 'Marked', 'Stopped']);
    expect(phaseOf('DM7', { DM7: { phase: 'failed' } })).to.equal('failed');
    expect(phaseOf('DM7', { DM7: { phase: 'odd' as 'failed' } })).to.equal('running');
  });

  it('a task failed when its code is there, not empty and not “0” (DWM-R21)', () => {
    expect(['0', '', undefined, '17', '00'].map(code => isFailed(task(code)))).to.deep.equal([
      false,
      false,
      false,
      true,
      true,
    ]);
  });

  it('the next look comes after 10 s, later while nothing changes, after 60 s at most (DWM-R23)', () => {
    let pause: number | undefined;
    const pauses = Array.from({ length: 7 }, () => (pause = nextPause(pause, false)));
    expect(pauses).to.deep.equal([10_000, 15_000, 22_500, 33_750, 50_625, 60_000, 60_000]);
    expect(nextPause(60_000, true)).to.equal(10_000);
  });
});
