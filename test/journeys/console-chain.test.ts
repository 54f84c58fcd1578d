import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import type { Entity } from '../support/destination-tracker.ts';
import { launch, openStage, until, type Stage } from './stage.ts';
import { playUntil, signIn } from './viewer.ts';

describe('a member of staff follows an event from its inlet to where it lands', () => {
  let browser: Browser;
  let stage: Stage;
  let address = '';
  before(async () => {
    browser = await launch();
    stage = await openStage(browser, '/console/chain.html');
    await stage.context.grantPermissions(['clipboard-read', 'clipboard-write']);
  });
  after(async () => {
    await stage?.close();
    await browser?.close();
  });
  const entities = async (): Promise<Entity[]> =>
    (await stage.world.streaming.events()).map(({ message }) => (message as any).body.xdmEntity as Entity);

  it('creates a connection and copies its inlet (STREAM-R4, STREAM-R6)', async () => {
    const { page, world } = stage;
    const element = page.locator('streaming-connections');
    await element.getByRole('button', { name: 'New connection' }).click();
    await element.locator('#name').fill('Winter sky players');
    await element.getByRole('button', { name: 'Create', exact: true }).click();
    await element.getByRole('heading', { name: 'Winter sky players' }).waitFor();
    await page.getByText('“Winter sky players” is there').waitFor();
    await element.getByRole('button', { name: 'Copy: Inlet address' }).click();
    address = await page.evaluate(() => navigator.clipboard.readText());
    const [connection] = await world.streaming.connections();
    assert.deepEqual([connection!.name, connection!.inletUrl], ['Winter sky players', address]);
  });

  it('takes an inlet’s address only, and keeps the player back until there is one', async () => {
    const { page } = stage;
    const field = page.getByLabel('Inlet address', { exact: true });
    await field.fill('https://dcs.adobedc.net/');
    await field.press('Enter');
    await page.getByText('That is no inlet address').waitFor();
    assert.equal(await page.locator('pass-gate').isVisible(), false);
    await field.fill('');
    await field.focus();
    await page.keyboard.press('Control+V');
    await page.getByRole('button', { name: 'Use this inlet' }).click();
    await page.locator('pass-gate').waitFor();
  });

  it('plays behind the gate, and sees each event arrive as valid XDM (STREAM-R41 to STREAM-R46)', async () => {
    const { page, world } = stage;
    await signIn(page);
    const video = page.locator('video');
    await video.evaluate((media: HTMLVideoElement) => media.play());
    await playUntil(page, 12);
    await video.evaluate((media: HTMLVideoElement) => media.pause());
    await until('the pause arrived', async () =>
      (await entities()).some(({ eventType }) => /pauseStart/.test(eventType)),
    );
    await page.getByText('each of them valid').waitFor();
    for (const name of ['media.sessionStart', 'media.play', 'media.ping', 'media.pauseStart']) {
      await page.getByRole('cell', { name, exact: true }).first().waitFor();
    }
    const received = await entities();
    assert.equal(received[0]!.eventType, 'media.sessionStart');
    const ping = received.find(({ eventType }) => eventType === 'media.ping')!;
    const since = Date.parse(ping.timestamp) - Date.parse(received[0]!.timestamp);
    assert.ok(since > 9500 && since < 11_500, `the first ping comes after ${since} ms`);
    assert.equal(received[0]!.mediaCollection['sessionDetails'].mvpd, 'acmeCable');
    assert.equal(new Set(received.map(({ _id }) => _id)).size, received.length);
    assert.deepEqual(
      (await world.streaming.events()).flatMap(({ violations }) => violations),
      [],
    );
    assert.deepEqual(await world.sessions(), [], 'nothing goes to Media Collection');
  });

  it('finishes the session when the page is left, within what a browser lets outlive it (STREAM-R39)', async () => {
    const { page, world } = stage;
    await page.goto(`${stage.site}/console/jobs.html`);
    await until('the end arrived', async () =>
      (await entities()).some(({ eventType }) => /sessionEnd/.test(eventType)),
    );
    const ends = (await entities()).filter(({ eventType }) => /sessionEnd/.test(eventType));
    assert.equal(ends.length, 1);
    assert.deepEqual(await world.complaints(), []);
    assert.deepEqual(stage.problems, []);
  });
});
