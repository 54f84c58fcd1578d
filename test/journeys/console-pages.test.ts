import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { STAFF_TOKEN, WATERMARK_ACCESS_KEY, WATERMARK_ACCOUNT_ID } from '../../demo/services/fixtures.ts';
import { hearEvents, readPlaces } from '../support/page-secrets.ts';
import { launch, openStage, until, type Stage } from './stage.ts';

/** The staff pages of the demo, as they are served: under its policy, by mouse and keyboard. */
describe('the staff pages', () => {
  let browser: Browser;
  let stage: Stage;
  const spoken: string[] = [];
  before(async () => {
    browser = await launch();
  });
  after(() => browser?.close());
  beforeEach(async () => {
    spoken.length = 0;
    stage = await openStage(browser, '/second-screen.html');
    stage.context.on('console', message => spoken.push(message.text()));
    await stage.context.addInitScript(hearEvents);
  });
  /** Every secret that was used: none of them may be anywhere in the page. */
  afterEach(async () => {
    const { page, world, problems } = stage;
    const sent = (await world.journal()).map(({ headers }) => headers['authorization'] ?? '').filter(Boolean);
    const secrets = new Set([STAFF_TOKEN, WATERMARK_ACCESS_KEY, ...sent.map(header => header.replace(/^\w+ /, ''))]);
    const places: Record<string, string> = { ...(await page.evaluate(readPlaces)), console: spoken.join('\n') };
    const complaints = await world.complaints();
    await stage.close();
    assert.ok(sent.length > 0, 'secrets were used');
    for (const [place, text] of Object.entries(places)) {
      for (const secret of secrets) assert.ok(!text.includes(secret), `${secret.slice(0, 6)}… in ${place}`);
    }
    assert.ok(places['markup']!.length > 1000, 'the page was read');
    assert.deepEqual(complaints, []);
    assert.deepEqual(problems, []);
  });

  async function open(path: string): Promise<Page> {
    await stage.page.goto(stage.site + path);
    return stage.page;
  }

  it('make, change, switch off, test and delete a connection (STREAM-R2, STREAM-R6, STREAM-R17)', async () => {
    const page = await open('/console/');
    const element = page.locator('streaming-connections');
    await element.getByRole('button', { name: 'New connection' }).click();
    await element.locator('#name').fill('Lobby players');
    await element.locator('#name').press('Enter');
    const panel = element.locator('section.panel');
    await panel.getByRole('heading', { name: 'Lobby players' }).waitFor();
    await panel.getByText('Edit', { exact: true }).click();
    await panel.locator('#edit-name').fill('Hall players');
    await panel.locator('#edit-description').fill('In the north hall');
    await panel.getByRole('button', { name: 'Save' }).click();
    await panel.getByRole('heading', { name: 'Hall players' }).waitFor();
    await panel.getByRole('button', { name: 'Disable' }).click();
    await panel.getByRole('button', { name: 'Enable' }).click();
    await panel.getByRole('button', { name: 'Disable' }).waitFor();
    const [connection] = await stage.world.streaming.connections();
    assert.deepEqual([connection!.name, connection!.state], ['Hall players', 'enabled']);

    await panel.getByText('Send a test event', { exact: true }).first().click();
    await panel.locator('#schemaId').fill('https://ns.adobe.com/tvedemo/schemas/7b1f4c2d9e0a4b6c8d5e3f2a1b0c9d8e');
    await panel.locator('#datasetId').fill('64b7f0d1c2a3b4c5d6e7f809');
    await panel.getByRole('button', { name: 'Send a test event' }).click();
    await panel.locator('.note.good').waitFor();
    await page.locator('#received').getByRole('cell', { name: 'Hall players' }).waitFor();

    await panel.getByRole('button', { name: 'Delete' }).click();
    const dialog = element.locator('dialog');
    await dialog.getByRole('textbox').fill('Hall players');
    await dialog.getByRole('button', { name: 'Delete' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await until('it is gone', async () => (await stage.world.streaming.connections()).length === 0);
  });

  it('show jobs, and the recipients of one (DWM-R17)', async () => {
    await stage.world.watermark.addJob({ contentId: 'winter-sky', recipients: 3 });
    const page = await open('/console/jobs.html');
    const element = page.locator('watermark-jobs');
    await element.getByRole('button', { name: 'winter-sky' }).click();
    const panel = element.locator('section.panel');
    await panel.getByRole('heading', { name: 'winter-sky' }).waitFor();
    await until('its recipients are listed', async () => (await panel.locator('[data-row]').count()) === 3);
  });

  it('ask for an account where there is no token, and forget it with the page (DWM-R3, DWM-R5)', async () => {
    const page = await open('/console/jobs.html');
    await page.locator('watermark-jobs[state=ready]').waitFor();
    await page.evaluate(() => {
      (document.querySelector('watermark-jobs') as HTMLElement & { tokenProvider: unknown }).tokenProvider = null;
    });
    await page.locator('watermark-jobs[state=signed-out]').waitFor();
    const fields = page.locator('watermark-jobs form input');
    await fields.nth(0).fill(WATERMARK_ACCOUNT_ID);
    await fields.nth(1).fill(WATERMARK_ACCESS_KEY);
    await page.getByRole('button', { name: 'Get a token' }).click();
    await page.locator('watermark-jobs[state=ready]').waitFor();
  });

  it('register a spreadsheet of recipients, its bad lines told before anything is sent (DWM-R37)', async () => {
    const { recipients: before } = await stage.world.watermark.count();
    const page = await open('/console/recipients.html');
    const element = page.locator('watermark-recipients');
    await element.getByRole('button', { name: 'Import CSV' }).click();
    const csv = 'name,description\nnorth-1,North\nbad name,x\nnorth-2,"Also, north"\n';
    await element
      .locator('input[type=file]')
      .setInputFiles({ name: 'list.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
    await element.getByText('“space” is not allowed in a name.').waitFor();
    await element.locator('.send').click();
    await until('they are there', async () => (await stage.world.watermark.count()).recipients === before + 2);
    await element.getByText('north-2').first().waitFor();
  });
});
