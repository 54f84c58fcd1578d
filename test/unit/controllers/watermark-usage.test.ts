import { expect } from '@open-wc/testing';
import { jobsOf, onUse, rememberUse } from '../../../src/controllers/watermark-usage.ts';

describe('what is known of the use of recipients', () => {
  it('holds for a site of one service, and is told to all who ask until they go (DWM-R32)', () => {
    const here = { siteId: 'DEMO', baseUrl: 'https://dwm.example' };
    let told = 0;
    const stop = onUse(() => told++);
    rememberUse(here, 'job-1', ['7', '8']);
    rememberUse(here, 'job-2', ['7']);
    stop();
    rememberUse({ ...here, baseUrl: 'https://rehearsal.example' }, 'job-3', ['7']);
    rememberUse({ ...here, siteId: 'NEXT' }, 'job-4', ['7']);
    expect([jobsOf(here, '7'), jobsOf(here, '8'), jobsOf(here, '9')]).to.deep.equal([
      ['job-1', 'job-2'],
      ['job-1'],
      [],
    ]);
    expect(jobsOf({ ...here, baseUrl: null }, '7')).to.deep.equal([]);
    expect(told).to.equal(2);
  });
});
