import { expect } from '@open-wc/testing';
import { WATERMARK_ACCESS_KEY, WATERMARK_ACCOUNT_ID } from '../../demo/services/fixtures.ts';
import type { WatermarkJobsElement } from '../../src/elements/watermark-jobs/watermark-jobs.ts';
import {
  all,
  button,
  consolePage,
  find,
  inState,
  listed,
  opened,
  said,
  tick,
  type,
  until,
  words,
} from '../support/console-page.ts';

describe('<watermark-jobs>', () => {
  const page = consolePage({ jobs: 0, recipients: 12 });

  const open = (changes = {}): Promise<WatermarkJobsElement> => listed(page.jobs(changes));
  const apply = async (element: WatermarkJobsElement): Promise<void> => {
    button(element, 'Apply').click();
    await until(() => !element.controller.loading, 'the list');
    await element.updateComplete;
  };

  describe('accessibility', () => {
    it('list and detail are tables with names; phases have words (DWM-R41)', async () => {
      await page.world.watermark.addJob({ contentId: 'tour-1', recipients: 5 });
      const element = await open();
      expect(words(find(element, '.phase'))).to.equal('waiting');
      await expect(element).to.be.accessible();
      all(element, '.open')[0]!.click();
      await until(() => find(element, '#tasks tbody tr[data-row]'), 'the recipients');
      await expect(element).to.be.accessible();
    });

    it('raw codes are isolated, and all texts can be others (DWM-R42)', async () => {
      await page.world.watermark.addJob({ contentId: 'tour-1' });
      document.documentElement.lang = 'es';
      const element = await open();
      expect(words(find(element, 'td bdi'))).to.equal('DM000');
      expect(words(find(element, '.phase'))).to.equal('en espera');
    });
  });

  describe('access', () => {
    it('without token and credentials it asks, and keeps nothing of what was typed (DWM-R2, DWM-R5)', async () => {
      await page.world.watermark.addJob({ contentId: 'tour-1' });
      const element = page.jobs();
      element.tokenProvider = null;
      await inState(element, 'signed-out');
      await expect(element).to.be.accessible();
      const [account, key] = all(element, 'form input') as HTMLInputElement[];
      expect([account!.autocomplete, key!.autocomplete, key!.type]).to.deep.equal(['off', 'off', 'password']);
      account!.value = WATERMARK_ACCOUNT_ID;
      key!.value = WATERMARK_ACCESS_KEY;
      button(element, 'Get a token').click();
      expect([account!.value, key!.value]).to.deep.equal(['', '']);
      await inState(element, 'ready');
      element.forgetCredentials();
      await inState(element, 'signed-out');
    });

    it('while what was typed buys a token the form is away; forgetting brings it back (DWM-R2)', async () => {
      await page.world.watermark.addJob({ contentId: 'tour-1' });
      const element = page.jobs();
      element.tokenProvider = null;
      await inState(element, 'signed-out');
      const forms: boolean[] = [];
      const observer = new MutationObserver(() => forms.push(find(element, '[part=credentials]') !== null));
      await page.world.fault({ path: '/api/token/', delay: 300, times: 1 });
      const [account, key] = all(element, 'form input') as HTMLInputElement[];
      account!.value = WATERMARK_ACCOUNT_ID;
      key!.value = WATERMARK_ACCESS_KEY;
      button(element, 'Get a token').click();
      await inState(element, 'loading');
      observer.observe(element.shadowRoot!, { childList: true, subtree: true });
      expect(find(element, '[part=credentials]')).to.equal(null);
      await inState(element, 'ready');
      observer.disconnect();
      expect(forms).not.to.include(true);
      element.credentials = { accountId: WATERMARK_ACCOUNT_ID, accessKey: WATERMARK_ACCESS_KEY };
      await inState(element, 'ready');
      element.forgetCredentials();
      await inState(element, 'signed-out');
      expect(element.credentials).to.equal(null);
    });

    it('where the page brings tokens, forgetting asks for another one', async () => {
      await page.world.watermark.addJob({ contentId: 'tour-1' });
      const element = await open();
      let asked = 0;
      const provider = element.tokenProvider!;
      element.tokenProvider = options => (asked++, provider(options));
      await until(() => asked === 1 && element.state === 'ready', 'the first one');
      element.forgetCredentials();
      await until(() => asked === 2 && element.state === 'ready', 'the second one');
    });

    it('wrong credentials: told, and asked again', async () => {
      const element = page.jobs();
      element.tokenProvider = null;
      await inState(element, 'signed-out');
      page.forgive(/./);
      const [account, key] = all(element, 'form input') as HTMLInputElement[];
      account!.value = 'nobody';
      key!.value = 'wrong-key-123';
      button(element, 'Get a token').click();
      await until(() => find(element, '[part=error]'), 'the refusal');
      expect(words(find(element, '.base'))).to.match(/Sign in again.*Account id/);
      expect(words(find(element, '.base'))).not.to.contain('wrong-key-123');
    });

    it('a site that is none is named before anything is sent', async () => {
      const element = page.jobs({ 'site-id': 'toolong' });
      await inState(element, 'error');
      expect(element.error!.message).to.match(/<watermark-jobs site-id>.*four letters/);
      expect(await page.world.journal({ path: '/api/' })).to.deep.equal([]);
    });
  });

  describe('the list', () => {
    it('filters by content, statuses and days, and pages (DWM-R11, DWM-R12, DWM-R14, DWM-R15)', async () => {
      for (let index = 0; index < 27; index++)
        await page.world.watermark.addJob({ contentId: `c-${index}`, recipients: 1 });
      const element = await open();
      expect(words(find(element, '.pager'))).to.match(/Page 1 of 2.*27 in all/);
      button(element, 'Next').click();
      await until(() => opened(element).length === 2, 'the second page');
      type(element, '#contentId', 'c-3');
      await apply(element);
      expect(opened(element)).to.deep.equal(['c-3']);
      type(element, '#contentId', '');
      type(element, '#statuses', 'DM500, DM600');
      type(element, '#timeZone', '+09:00');
      await apply(element);
      await inState(element, 'empty');
      const [last] = (await page.world.journal({ path: '/api/job/' })).slice(-1);
      expect(JSON.stringify(last)).to.match(/job_status=DM500&job_status=DM600|DM500.*DM600/);
    });

    it('a list that has become shorter jumps to its last page once (DWM-R15)', async () => {
      for (let index = 0; index < 60; index++)
        await page.world.watermark.addJob({ contentId: `c-${index}`, recipients: 1 });
      const element = await open();
      button(element, 'Next').click();
      await until(() => /Page 2 of 3/.test(words(find(element, '.pager'))) && !element.controller.loading, 'page 2');
      await page.world.watermark.keep({ jobs: 30 });
      button(element, 'Next').click();
      await until(() => /Page 2 of 2/.test(words(find(element, '.pager'))), 'the last page');
      await until(() => opened(element).length === 5, 'its rows');
      expect(element.controller.filter.page).to.equal(2);
    });

    it('a zone that is none is refused in words, before anything is sent', async () => {
      await page.world.watermark.addJob({ contentId: 'c-1' });
      const element = await open();
      const before = (await page.world.journal({ path: '/api/job/' })).length;
      type(element, '#timeZone', 'Rome');
      await apply(element);
      await until(() => find(element, '[part=error]'), 'the problem');
      expect(words(find(element, '[part=error]'))).to.match(/^Nothing was sent.*zone such as \+09:00/);
      expect(await page.world.journal({ path: '/api/job/' })).to.have.length(before);
    });

    it('unknown codes stand as they are; labels are the page’s (DWM-R20)', async () => {
      const job = await page.world.watermark.addJob({ contentId: 'c-1' });
      await page.world.watermark.setStatus(job, 'XY-99');
      const element = await open();
      expect(words(find(element, 'td:nth-of-type(2)'))).to.equal('under way XY-99');
      element.codeLabels = { 'XY-99': { label: 'Paused', phase: 'failed' } };
      await element.updateComplete;
      expect(words(find(element, 'td:nth-of-type(2)'))).to.equal('Paused XY-99');
      expect(element.controller.unfinished).to.equal(0);
    });

    it('a change of phase is told once, in a region and as an event (DWM-R23, DWM-R24)', async () => {
      const job = await page.world.watermark.addJob({ contentId: 'c-1' });
      const element = await open();
      const phases: string[] = [];
      element.addEventListener('watermark-phase', ({ phase, status }) => phases.push(`${phase} ${status}`));
      find(element, '.open')!.focus();
      await page.world.watermark.setStatus(job, 'DM500');
      await element.controller.read();
      await element.controller.read();
      await element.updateComplete;
      expect(phases).to.deep.equal(['done DM500']);
      expect(said(element)).to.equal('c-1: done');
      expect(element.shadowRoot!.activeElement?.classList.contains('open')).to.equal(true);
    });

    describe('watching', () => {
      const { setTimeout: original } = globalThis;
      beforeEach(() => {
        // The first two pauses between looks; limits of requests stay as they are.
        globalThis.setTimeout = ((work: () => void, ms = 0) =>
          original(work, ms >= 10_000 && ms <= 22_500 ? 50 : ms)) as typeof setTimeout;
      });
      afterEach(() => {
        globalThis.setTimeout = original;
      });

      it('goes on after a failure that passes by itself (DWM-R23)', async () => {
        const job = await page.world.watermark.addJob({ contentId: 'c-1' });
        const element = await open();
        const end = await page.world.fault({ path: '/api/job/', drop: true });
        await inState(element, 'error');
        await end();
        await page.world.watermark.setStatus(job, 'DM500');
        await inState(element, 'ready');
        await until(() => words(find(element, '.phase')) === 'done', 'the phase');
        const looked = (await page.world.journal({ path: '/api/job/' })).length;
        await new Promise(resolve => original(resolve, 200));
        expect(await page.world.journal({ path: '/api/job/' })).to.have.length(looked);
      });

      it('stops after the page’s limit, says so, and begins anew by hand (DWM-R23)', async () => {
        const job = await page.world.watermark.addJob({ contentId: 'c-1' });
        const element = page.jobs();
        element.pollLimit = 60;
        await until(() => /stopped looking/.test(words(find(element, '.note.warn'))), 'the notice');
        const looked = (await page.world.journal({ path: '/api/job/' })).length;
        await page.world.watermark.setStatus(job, 'DM500');
        await new Promise(resolve => original(resolve, 300));
        expect(await page.world.journal({ path: '/api/job/' })).to.have.length(looked);
        button(element, 'Refresh').click();
        await until(() => words(find(element, '.phase')) === 'done', 'the phase');
        await until(() => !find(element, '.note.warn'), 'the notice to go');
      });

      it('keeps focus and scroll of the list and of the job that is open (DWM-R24)', async () => {
        const jobs: number[] = [];
        for (let index = 0; index < 40; index++) {
          jobs.push(await page.world.watermark.addJob({ contentId: `c-${index}`, recipients: 60, length: 1e9 }));
        }
        const element = await open();
        all(element, '.open')[0]!.click();
        await until(() => find(element, '#tasks tr[data-row]'), 'the recipients');
        find(element, '#task-search')!.focus();
        const scrollers = ['#jobs', '#tasks'].map(selector => find(element, selector)!);
        for (const scroller of scrollers) scroller.scrollTop = 120;
        await new Promise(resolve => original(resolve, 100));
        await page.world.watermark.setStatus(jobs[39]!, 'DM250');
        await until(() => /DM250/.test(words(find(element, '.panel dl'))), 'the change in the panel');
        expect(scrollers.map(({ scrollTop }) => scrollTop)).to.deep.equal([120, 120]);
        expect(element.shadowRoot!.activeElement?.id).to.equal('task-search');
      });

      it('follows one that was opened by its id and is on no page in view (DWM-R23)', async () => {
        const job = await page.world.watermark.addJob({ contentId: 'first' });
        for (let index = 0; index < 25; index++) {
          await page.world.watermark.setStatus(await page.world.watermark.addJob({ contentId: `c-${index}` }), 'DM500');
        }
        const element = page.jobs();
        await element.openJob(String(job));
        await until(() => words(find(element, '.panel .phase')) === 'waiting', 'the job');
        await page.world.watermark.setStatus(job, 'DM600');
        await until(() => words(find(element, '.panel .phase')) === 'failed', 'its phase');
      });
    });

    it('an older answer never replaces a newer one (DWM-R22)', async () => {
      await page.world.watermark.addJob({ contentId: 'old' });
      const element = await open();
      await page.world.fault({ path: '/api/job/', delay: 400, times: 1 });
      const slow = element.controller.setFilter({ contentId: 'nothing' });
      await new Promise(resolve => setTimeout(resolve, 50));
      await element.controller.setFilter({ contentId: 'old' });
      await slow;
      await new Promise(resolve => setTimeout(resolve, 500));
      expect(opened(element)).to.deep.equal(['old']);
    });

    it('sorts what it has, and says so', async () => {
      for (const contentId of ['b', 'a', 'c']) await page.world.watermark.addJob({ contentId, recipients: 1 });
      const element = await open();
      button(element, 'Content id').click();
      await element.updateComplete;
      expect(opened(element)).to.deep.equal(['a', 'b', 'c']);
      expect(find(element, 'th[aria-sort=ascending]')!.textContent).to.contain('Content id');
      expect(words(find(element, '.list'))).to.contain('Sorted within this page.');
    });
  });

  describe('one job', () => {
    it('shows its recipients, finds failed ones, and exports them (DWM-R17, DWM-R21)', async () => {
      await page.world.watermark.addJob({ contentId: 'c-1', recipients: 9, failEvery: 3, length: 1000 });
      await page.world.clock.advance(5000);
      const element = await open();
      all(element, '.open')[0]!.click();
      await until(() => all(element, '#tasks tr[data-row]').length === 9, 'the recipients');
      expect(words(find(element, '#tasks .phase.failed'))).to.match(/^failed, code SBX-7/);
      tick(element, '.panel input[type=checkbox]');
      await until(() => all(element, '#tasks tr[data-row]').length === 3, 'failed ones only');
      type(element, '#task-search', 'nobody');
      await until(() => /Nothing matches/.test(words(find(element, '.panel'))), 'the empty search');
    });

    it('10,000 recipients: few rows are drawn, and scrolling blocks nothing (DWM-R16)', async function () {
      this.timeout(60_000);
      await page.world.watermark.addJob({ contentId: 'c-1', recipients: 10_000 });
      const element = await open();
      all(element, '.open')[0]!.click();
      await until(() => find(element, '#tasks'), 'the recipients');
      const scroller = find(element, '#tasks')!;
      expect(find(element, '#tasks table')!.getAttribute('aria-rowcount')).to.equal('10001');
      await until(() => scroller.scrollHeight > 100_000, 'room for all of them');
      const times: number[] = [];
      const frame = (): Promise<number> => new Promise(resolve => requestAnimationFrame(resolve));
      for (let step = 1; step <= 10; step++) {
        scroller.scrollTop = (scroller.scrollHeight / 11) * step;
        await frame();
        const start = performance.now();
        element.requestUpdate();
        await element.updateComplete;
        times.push(performance.now() - start);
        expect(all(element, '#tasks tr[data-row]').length).to.be.below(80);
      }
      scroller.scrollTop = scroller.scrollHeight;
      await until(() => find(element, '#tasks tr[data-row="9999"]'), 'the last row');
      const top = scroller.getBoundingClientRect();
      const last = find(element, '#tasks tr[data-row="9999"]')!.getBoundingClientRect();
      expect(last.bottom).to.be.at.most(top.bottom + 2);
      // The middle one: a busy machine makes single ones late.
      expect(times.sort((a, b) => a - b)[5]).to.be.below(100);
    });
  });
});
