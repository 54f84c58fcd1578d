import { expect } from '@open-wc/testing';
import { DATASET_ID, SCHEMA_ID, STAFF_TOKEN } from '../../demo/services/fixtures.ts';
import type { WatermarkJobsElement } from '../../src/elements/watermark-jobs/watermark-jobs.ts';
import type { WatermarkRecipientsElement } from '../../src/elements/watermark-recipients/watermark-recipients.ts';
import { en } from '../../src/i18n/console/en.ts';
import { registerConsoleMessages } from '../../src/i18n/console/messages.ts';
import {
  all,
  button,
  consolePage,
  find,
  inState,
  listed,
  opened,
  said,
  savedBy,
  tick,
  type,
  until,
  words,
} from '../support/console-page.ts';

describe('the tools of the operators’ elements', () => {
  const page = consolePage({ connections: 3, jobs: 0, recipients: 6 });

  const recipients = (): Promise<WatermarkRecipientsElement> => listed(page.recipients());
  const jobs = (): Promise<WatermarkJobsElement> => listed(page.jobs());

  describe('connections', () => {
    const openTest = async (): Promise<HTMLElement> => {
      const element = page.streaming();
      await until(() => opened(element).length > 0, 'rows');
      all(element, '.open')[0]!.click();
      await until(() => find(element, '#schemaId'), 'the panel');
      (find(element, '#schemaId')!.closest('details') as HTMLDetailsElement).open = true;
      type(element, '#schemaId', SCHEMA_ID);
      type(element, '#datasetId', DATASET_ID);
      return element;
    };
    const send = (element: HTMLElement): void =>
      all(element, 'form .primary')
        .find(each => words(each) === 'Send a test event')!
        .click();
    const inlet = async (element: HTMLElement): Promise<string> => {
      const name = words(find(element, '.panel h2'));
      const connection = (await page.world.streaming.connections()).find(each => each.name === name)!;
      return new URL(connection.inletUrl).pathname;
    };

    it('leave as CSV and as JSON, without a token (STREAM-R2)', async () => {
      const element = page.streaming();
      await until(() => opened(element).length > 0, 'rows');
      const csv = await savedBy(() => button(element, 'Export CSV').click());
      expect(csv.text.trim().split('\r\n')).to.have.length(4);
      expect([...csv.bytes.slice(0, 3)]).to.deep.equal([0xef, 0xbb, 0xbf]);
      const json = await savedBy(() => button(element, 'Export JSON').click());
      const list = JSON.parse(json.text) as { name: string; inletUrl: string }[];
      expect(list.map(({ name }) => name)).to.deep.equal(opened(element));
      expect(list[0]!.inletUrl).to.match(/\/collection\/[0-9a-f]{64}$/);
      for (const { text } of [csv, json]) expect(text).not.to.contain(STAFF_TOKEN);
    });

    it('tell how their inlet answered: refusals, outages, silence, and how long they wait (STREAM-R31)', async () => {
      const element = await openTest();
      const path = await inlet(element);
      page.forgive(/./);
      const health = (): string => words(find(element, '.health'));
      expect(health()).to.match(/2xx: 0 · 4xx: 0 · 5xx: 0 · no answer: 0.*Waiting none/);
      await page.world.fault({ path, method: 'POST', status: 503, headers: { 'retry-after': '1' }, times: 1 });
      send(element);
      await until(() => /busy; next attempt at/.test(health()), 'the waiting');
      await until(() => /2xx: 1 · 4xx: 0 · 5xx: 1/.test(health()), 'the second attempt');
      expect(health()).to.match(/HTTP 200.*Waiting none/);
      await page.world.fault({ path, method: 'POST', status: 413, times: 1 });
      send(element);
      await until(() => /4xx: 1/.test(health()), 'the refusal');
      await page.world.fault({ path, method: 'POST', omitCors: true, times: 1 });
      send(element);
      await until(() => /no answer: 1/.test(health()), 'the silence');
      await expect(element).to.be.accessible();
    });

    it('a test that would wait for long can be stopped, and another one sent', async () => {
      const element = await openTest();
      const path = await inlet(element);
      page.forgive(/./);
      await page.world.fault({ path, method: 'POST', status: 429, headers: { 'retry-after': '600' }, times: 1 });
      send(element);
      await until(() => /busy; next attempt/.test(words(find(element, '.health'))), 'the waiting');
      button(element, 'Stop').click();
      await until(() => /Waiting none/.test(words(find(element, '.health'))), 'the end of it');
      send(element);
      await until(() => /2xx: 1/.test(words(find(element, '.health'))), 'the next one');
    });
  });

  describe('recipients', () => {
    it('chosen ones leave one per line, as they are registered, from any page', async () => {
      await page.world.watermark.addRecipients({ names: ['Grand-Hotel'] });
      const element = await recipients();
      tick(element, 'input[aria-label="Choose Grand-Hotel"]');
      await element.updateComplete;
      const { text, name, bytes } = await savedBy(() => button(element, 'Save the names').click());
      expect([name, text, bytes[0]]).to.deep.equal(['recipients.txt', 'Grand-Hotel\n', 'G'.charCodeAt(0)]);
      type(element, '#names', 'nobody-at-all');
      button(element, 'Apply').click();
      await inState(element, 'empty');
      expect(words(find(element, '.choice'))).to.contain('1 chosen');
      type(element, '#names', '');
      button(element, 'Apply').click();
      await inState(element, 'ready');
      button(element, 'Choose this page').click();
      await element.updateComplete;
      const all_ = await savedBy(() => button(element, 'Save the names').click());
      expect(all_.text.trim().split('\n').sort()).to.deep.equal([...opened(element)].sort());
      await expect(element).to.be.accessible();
    });

    it('a leak: from the number or the name to the recipient and its jobs, loaded ones without asking', async () => {
      await page.world.watermark.addJob({ contentId: 'c-1', recipients: 6 });
      await page.world.watermark.addJob({ contentId: 'c-2', recipients: 6 });
      const element = await recipients();
      const [first] = element.controller.page!.items;
      button(element, 'Trace a leak').click();
      await until(() => find(element, '#trace'), 'the form');
      const before = (await page.world.journal({ path: '/api/recipient/' })).length;
      type(element, '#trace', first!.name.toUpperCase());
      button(element, 'Trace').click();
      await until(() => /2 of 2 jobs looked through/.test(words(find(element, '.panel'))), 'the jobs');
      expect(words(find(element, '.panel dl')))
        .to.contain(first!.name)
        .and.to.contain(first!.dwmId);
      expect(all(element, '.panel dd:last-of-type bdi')).to.have.length(2);
      expect(said(element)).to.equal(`${first!.name}: found in 2 jobs.`);
      expect(await page.world.journal({ path: '/api/recipient/' })).to.have.length(before);
      await expect(element).to.be.accessible();

      // One that is not in view is asked for: by its number, then by its name.
      await element.controller.setFilter({ names: ['nobody-at-all'] });
      for (const text of [first!.dwmId, first!.name.toLowerCase()]) {
        type(element, '#trace', text);
        button(element, 'Trace').click();
        await element.updateComplete;
        await until(() => /2 of 2 jobs/.test(words(find(element, '.panel'))), text);
        expect(words(find(element, '.panel dl'))).to.contain(first!.name);
      }
      page.forgive(/./);
      for (const text of ['999999', 'who is that?']) {
        type(element, '#trace', text);
        button(element, 'Trace').click();
        await until(() => /No recipient has this/.test(words(find(element, '.panel'))), text);
      }
    });
  });

  it('a panel below the fold comes into view when a row opens it, and polling moves nothing (DWM-R24)', async () => {
    const element = await recipients();
    element.parentElement!.style.paddingTop = `${innerHeight - 200}px`;
    element.style.setProperty('--tve-table-height', '900px');
    element.style.width = '300px';
    try {
      all(element, '.open')[0]!.click();
      await until(() => find(element, '.panel'), 'the panel');
      const top = (): number => find(element, '.panel')!.getBoundingClientRect().top;
      await until(() => top() < innerHeight * 0.8, 'it in view');
      scrollTo(0, 0);
      await element.controller.read();
      await element.updateComplete;
      expect(scrollY).to.equal(0);
    } finally {
      scrollTo(0, 0);
    }
  });

  describe('jobs', () => {
    it('the connection: site, address, token, last error; forgetting asks anew, and nothing tells a secret (DWM-R3)', async () => {
      await page.world.watermark.addJob({ contentId: 'c-1' });
      const element = await jobs();
      const access = (): string => words(find(element, '.access'));
      expect(access()).to.match(/Site id DEMO Service http.*Token valid until .*Last error none/);
      const end = await page.world.fault({ path: '/api/job/', status: 403, body: {} });
      button(element, 'Refresh').click();
      await inState(element, 'error');
      await end();
      button(element, 'Refresh').click();
      await inState(element, 'ready');
      expect(access()).to.match(/Last error http-403/);
      (find(element, '.access') as HTMLDetailsElement).open = true;
      let asked = 0;
      const provider = element.tokenProvider!;
      const tokens: string[] = [];
      element.tokenProvider = async options => {
        asked++;
        const token = await provider(options);
        tokens.push(token);
        return token;
      };
      await until(() => asked === 1 && element.state === 'ready', 'the first token');
      button(element, 'Forget the credentials').click();
      await until(() => asked === 2 && element.state === 'ready', 'another token');
      for (const token of tokens) expect(element.shadowRoot!.innerHTML).not.to.contain(token.replace('Bearer ', ''));
      await expect(element).to.be.accessible();
    });

    it('one that is not in view is opened by its id; what is no id is said', async () => {
      const id = await page.world.watermark.addJob({ contentId: 'first' });
      const element = await jobs();
      type(element, '#job-id', 'first');
      button(element, 'Open').click();
      await until(() => said(element) === 'A job id is a number.', 'the hint');
      await element.controller.setFilter({ contentId: 'none' });
      type(element, '#job-id', ` ${id} `);
      button(element, 'Open').click();
      await until(() => words(find(element, '.panel h2')) === 'first', 'the job');
    });

    it('recipients of one are narrowed by status', async () => {
      await page.world.watermark.addJob({ contentId: 'c-1', recipients: 6, length: 1000 });
      await page.world.clock.advance(5000);
      const element = await jobs();
      all(element, '.open')[0]!.click();
      await until(() => all(element, '#tasks tr[data-row]').length === 6, 'the recipients');
      element.controller.tasks = {
        ...element.controller.tasks!,
        items: element.controller.tasks!.items.map((task, index) => (index < 2 ? { ...task, status: 'TK777' } : task)),
      };
      element.requestUpdate();
      await element.updateComplete;
      const status = find<HTMLSelectElement>(element, '#task-status')!;
      expect([...status.options].map(({ value }) => value)).to.deep.equal(['', 'TK001', 'TK777']);
      type(element, '#task-status', 'TK777');
      await until(() => all(element, '#tasks tr[data-row]').length === 2, 'two of them');
    });

    it('phases of several are told together, and to other windows where that was wanted (DWM-R24)', async () => {
      const notes: string[] = [];
      const original = globalThis.Notification;
      class Fake {
        static requestPermission = async (): Promise<string> => 'granted';
        constructor(text: string) {
          notes.push(text);
        }
      }
      (globalThis as { Notification: unknown }).Notification = Fake;
      try {
        const ids = [];
        for (const contentId of ['c-1', 'c-2', 'c-3']) ids.push(await page.world.watermark.addJob({ contentId }));
        const element = await jobs();
        await page.world.watermark.setStatus(ids[0]!, 'DM500');
        await element.controller.read();
        await element.updateComplete;
        expect([said(element), notes]).to.deep.equal(['c-1: done', []]);
        tick(element, '[name=notify]');
        await new Promise(resolve => setTimeout(resolve));
        await page.world.watermark.setStatus(ids[1]!, 'DM600');
        await page.world.watermark.setStatus(ids[2]!, 'DM250');
        await element.controller.read();
        await element.updateComplete;
        expect(said(element).split(' · ').sort()).to.deep.equal(['c-2: failed', 'c-3: under way']);
        expect(notes).to.deep.equal(['c-2: failed']);
      } finally {
        globalThis.Notification = original;
      }
    });

    it('texts, dates and numbers are the element’s own language’s, texts the page’s (DWM-R42)', async () => {
      await page.world.watermark.addJob({ contentId: 'c-1' });
      const element = await jobs();
      const { created } = element.controller.page!.items[0]!;
      const cells = (): string => words(find(element, 'tr[data-row]'));
      element.lang = 'de';
      registerConsoleMessages('de', { refresh: 'Neu lesen' });
      await element.updateComplete;
      await until(() => button(element, 'Neu lesen'), 'the page’s text');
      const german = new Intl.DateTimeFormat('de', {
        ...({ timeZone: 'UTC', year: 'numeric', month: 'short', day: '2-digit' } as const),
      }).format(created);
      expect(cells()).to.contain(german);
      expect(words(button(element, 'Apply')), 'what was not given').to.equal(en.apply);
    });
  });
});
