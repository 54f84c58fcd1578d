import { expect } from '@open-wc/testing';
import { WATERMARK_ACCESS_KEY, WATERMARK_ACCOUNT_ID } from '../../demo/services/fixtures.ts';
import type { WatermarkRecipientsElement } from '../../src/elements/watermark-recipients/watermark-recipients.ts';
import {
  all,
  button,
  consolePage,
  find,
  focused,
  inState,
  listed,
  opened,
  said,
  tick,
  type,
  until,
  words,
} from '../support/console-page.ts';

describe('<watermark-recipients>', () => {
  const page = consolePage({ jobs: 0, recipients: 6 });

  const open = (): Promise<WatermarkRecipientsElement> => listed(page.recipients());
  const importing = async (text: string): Promise<WatermarkRecipientsElement> => {
    const element = await open();
    button(element, 'Import CSV').click();
    await until(() => find(element, '#paste'), 'the form');
    find<HTMLTextAreaElement>(element, '#paste')!.value = text;
    button(element, 'Preview').click();
    await until(() => find(element, '.send'), 'the preview');
    return element;
  };
  const form = (element: WatermarkRecipientsElement, name: string, description = ''): void => {
    type(element, '#recipient-name', name);
    type(element, '#recipient-description', description);
    find<HTMLButtonElement>(element, '.panel .primary')!.click();
  };
  const problem = (element: WatermarkRecipientsElement): string => words(find(element, '.summary li'));
  const posts = async (): Promise<number> =>
    (await page.world.journal({ method: 'POST', path: '/api/recipient/' })).length;

  it('list, form and preview are accessible, problems take the focus (DWM-R41)', async () => {
    const element = await open();
    await expect(element).to.be.accessible();
    button(element, 'New recipient').click();
    await until(() => find(element, '.panel'), 'the form');
    form(element, 'a b');
    await until(() => focused(element, '.summary'), 'the focus on the summary');
    await expect(element).to.be.accessible();
    find(element, '.summary button')!.click();
    expect(element.shadowRoot!.activeElement!.id).to.equal('recipient-name');
    button(element, 'Import CSV').click();
    await until(() => find(element, '#paste'), 'the import');
    await expect(element).to.be.accessible();
  });

  it('registers one; rules of names hold before anything is sent (DWM-R25)', async () => {
    const element = await open();
    const told: unknown[] = [];
    element.addEventListener('watermark-change', ({ action, names }) => told.push([action, ...names]));
    button(element, 'New recipient').click();
    await until(() => find(element, '.panel'), 'the form');
    for (const [name, description, expected] of [
      ['', '', 'The name is missing.'],
      ['a b', '', '“space” is not allowed in a name.'],
      ['x'.repeat(129), '', 'The name has more than 128 characters.'],
      ['fine', 'd'.repeat(51), 'The description has more than 50 characters.'],
    ] as const) {
      form(element, name, description);
      await until(() => problem(element) === expected, expected);
    }
    expect(await posts()).to.equal(0);
    form(element, 'fine', 'A fine place');
    await until(() => opened(element).includes('fine'), 'it in the list');
    expect(told).to.deep.equal([['created', 'fine']]);
    expect(said(element)).to.equal('“fine” was created.');
  });

  it('a name in another case is taken, told with its spelling (DWM-R30)', async () => {
    await page.world.watermark.addRecipients({ names: ['Grand-Hotel'] });
    const element = await open();
    button(element, 'New recipient').click();
    await until(() => find(element, '.panel'), 'the form');
    form(element, 'GRAND-hotel');
    await until(() => problem(element) === 'Registered already as “Grand-Hotel”.', 'the spelling');
    expect(await posts()).to.equal(0);
  });

  it('changes what changed and reads it again (DWM-R31, DWM-R33)', async () => {
    const element = await open();
    all(element, '.open')[0]!.click();
    await until(() => find(element, '.panel'), 'the form');
    expect(words(find(element, '.panel .note'))).to.match(/as long as no job has used it/);
    const name = words(find(element, '.panel h2'));
    form(element, name, 'Another text');
    await until(() => said(element) === 'Saved.', 'the answer');
    const [put] = await page.world.journal({ method: 'PUT', path: '/api/recipient/' });
    expect(put!.body).to.deep.equal({ description: 'Another text' });
  });

  it('one that a job has used: the service’s refusal is told; once the job was loaded, the form is closed (DWM-R32)', async () => {
    await page.world.watermark.addJob({ contentId: 'c-1', recipients: 6 });
    const element = await open();
    all(element, '.open')[0]!.click();
    await until(() => find(element, '.panel'), 'the form');
    page.forgive(/./);
    form(element, words(find(element, '.panel h2')), 'Another text');
    await until(() => find(element, '[part=error]'), 'the refusal');
    expect(words(find(element, '[part=error]'))).to.match(/SBX-USED/);
    const jobs = page.jobs();
    await until(() => opened(jobs).length > 0, 'the job');
    all(jobs, '.open')[0]!.click();
    await until(() => jobs.controller.tasks, 'its recipients');
    await until(() => find<HTMLFieldSetElement>(element, '.panel fieldset')!.disabled, 'the form to be closed');
    expect(words(find(element, '.panel .note.warn'))).to.match(/A job has used this recipient/);
  });

  it('a success that names nobody is looked up, and not told as one (DWM-R28, DWM-R29)', async () => {
    const element = await open();
    const told: unknown[] = [];
    element.addEventListener('watermark-change', event => told.push(event));
    button(element, 'New recipient').click();
    await until(() => find(element, '.panel'), 'the form');
    await page.world.fault({
      ...{ path: '/api/recipient/', method: 'POST', status: 200, times: 1 },
      body: { error_code: '0000', error_message: 'Success.', time_zone: '+00:00', data: [] },
    });
    form(element, 'fine');
    await until(() => find(element, '[part=error]'), 'the doubt');
    expect(words(find(element, '[part=error]'))).to.match(/Nobody knows.*did not say that it was registered/);
    expect(told).to.deep.equal([]);
    form(element, 'fine');
    await until(() => opened(element).includes('fine'), 'it in the list');
  });

  it('offers no way to delete (DWM-R34)', async () => {
    const element = await open();
    all(element, '.open')[0]!.click();
    await until(() => find(element, '.panel'), 'the form');
    expect(all(element, 'button').filter(each => /delete|remove/i.test(words(each)))).to.deep.equal([]);
  });

  describe('the import', () => {
    it('tells every problem by line before anything is sent (DWM-R36, DWM-R37)', async () => {
      await page.world.watermark.addRecipients({ names: ['Known'] });
      const element = await importing('name\tdescription\nnew-1\tx\nbad name\tx\nNEW-1\ty\nknown\tz\n"w"x\ty');
      expect(
        all(element, '#rows tr[data-row]').map(row => [...row.children].map(words).filter((_, place) => place !== 2)),
      ).to.deep.equal([
        ['3', 'bad name', '“space” is not allowed in a name.'],
        ['4', 'NEW-1', 'The same name as in line 2.'],
        ['5', 'known', 'Registered already as “Known”.'],
        ['6', '"w"x', 'The quotation marks of this line do not add up.'],
      ]);
      expect(await posts()).to.equal(0);
      await expect(element).to.be.accessible();
      tick(element, '.toolbar input[type=checkbox]');
      await until(() => all(element, '#rows tr[data-row]').length === 5, 'all rows');
    });

    it('columns can be swapped (DWM-R36)', async () => {
      const element = await importing('North place;north-1\nSouth place;south-1');
      expect(words(find(element, '.toolbar'))).to.match(/^0 ready/);
      button(element, 'Swap the columns').click();
      await until(() => /^2 ready/.test(words(find(element, '.toolbar'))), 'two ready ones');
    });

    it('registers, shows the progress, and reports each row (DWM-R26, DWM-R39)', async () => {
      const element = await importing(Array.from({ length: 320 }, (_, index) => `n-${index}`).join('\n'));
      button(element, 'Register 320').click();
      await until(() => /Done\./.test(words(find(element, '[part=import]'))), 'the end');
      expect(words(find(element, '[part=import]'))).to.match(/320 registered, 0 refused, 0 left/);
      expect(await posts()).to.equal(3);
      expect((await page.world.watermark.count()).recipients).to.equal(326);
      expect(words(find(element, '#rows tr[data-row="0"] td:last-child'))).to.match(/^registered \d+$/);
    });

    for (const way of ['all', 'each', 'partial'] as const) {
      it(`an answer lost in the middle, service storing “${way}”: goes on without doing anything twice (DWM-R27, DWM-R28)`, async () => {
        await page.world.switches({ watermarkCreate: way });
        const element = await importing(Array.from({ length: 320 }, (_, index) => `n-${index}`).join('\n'));
        await page.world.fault({ path: '/api/recipient/', method: 'POST', omitCors: true, times: 1 });
        button(element, 'Register 320').click();
        await until(() => /Done\.|Stopped/.test(words(find(element, '[part=import]'))), 'the end', 15_000);
        if (/Stopped/.test(words(find(element, '[part=import]')))) button(element, 'Go on').click();
        await until(() => /320 registered/.test(words(find(element, '[part=import]'))), 'all of them');
        expect((await page.world.watermark.count()).recipients).to.equal(326);
      });
    }

    it('a file that is being read when the element is moved can be chosen again', async () => {
      const element = await open();
      button(element, 'Import CSV').click();
      await until(() => find(element, '#paste'), 'the form');
      find<HTMLTextAreaElement>(element, '#paste')!.value = 'n-1';
      await page.world.fault({ path: '/api/recipient/', delay: 300, times: 1 });
      button(element, 'Preview').click();
      await until(() => find(element, '.wait'), 'the reading');
      document.querySelector('main')!.append(element);
      await until(() => find(element, '#paste'), 'the form again');
      find<HTMLTextAreaElement>(element, '#paste')!.value = 'n-2';
      button(element, 'Preview').click();
      await until(() => find(element, '.send'), 'the preview');
    });

    it('a token that ran out in the middle: signing in again goes on at the same row (DWM-R2, DWM-R28)', async () => {
      const element = page.recipients();
      element.tokenProvider = null;
      await inState(element, 'signed-out');
      const signIn = async (): Promise<void> => {
        const [account, key] = all(element, '[part=credentials] input') as HTMLInputElement[];
        account!.value = WATERMARK_ACCOUNT_ID;
        key!.value = WATERMARK_ACCESS_KEY;
        button(element, 'Get a token').click();
        await until(() => !find(element, '[part=credentials]') && element.state === 'ready', 'the list');
      };
      await signIn();
      button(element, 'Import CSV').click();
      await until(() => find(element, '#paste'), 'the form');
      find<HTMLTextAreaElement>(element, '#paste')!.value = Array.from({ length: 200 }, (_, i) => `n-${i}`).join('\n');
      button(element, 'Preview').click();
      await until(() => find(element, '.send'), 'the preview');
      page.forgive(/./);
      await page.world.watermark.expireTokens();
      find(element, '.send')!.click();
      await until(() => find(element, '[part=credentials]'), 'the form for the account');
      await signIn();
      expect(words(find(element, '[part=import]'))).to.match(/0 registered, 0 refused, 200 left/);
      button(element, 'Go on').click();
      await until(() => /200 registered/.test(words(find(element, '[part=import]'))), 'all of them');
      expect((await page.world.watermark.count()).recipients).to.equal(206);
    });

    it('10,000 rows, 37 of them bad, an outage in the middle: every good one once (DWM-R25 to DWM-R28, DWM-R37, DWM-R38)', async function () {
      this.timeout(120_000);
      const bad = ['with space', 'ümlaut', 'x'.repeat(129), 'a@b'];
      const lines = Array.from({ length: 10_000 }, (_, index) =>
        index % 270 === 100 ? `${bad[index % bad.length]},bad` : `cinema-${index},Cinema ${index}`,
      );
      const element = await importing(`name,description\n${lines.join('\n')}`);
      expect(words(find(element, '.toolbar'))).to.match(/^9,963 ready to register · 37 with a problem/);
      expect(find(element, '#rows table')!.getAttribute('aria-rowcount')).to.equal('38');
      button(element, 'Register 9,963').click();
      await until(
        () => Number(/([\d,]+) registered/.exec(words(find(element, '[part=import]')))?.[1]?.replace(',', '')) > 3000,
        'a third',
        60_000,
      );
      const end = await page.world.fault({ path: '/api/recipient/', omitCors: true });
      await until(() => /Stopped/.test(words(find(element, '[part=import]'))), 'the stop', 30_000);
      await end();
      button(element, 'Go on').click();
      await until(() => /Done\./.test(words(find(element, '[part=import]'))), 'the end', 60_000);
      expect(words(find(element, '[part=import]'))).to.match(/9,963 registered, 0 refused, 0 left/);
      expect((await page.world.watermark.count()).recipients).to.equal(9963 + 6);
    });
  });
});
