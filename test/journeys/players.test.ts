import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { PLAYERS } from '../../demo/players/pages.ts';
import { launch, openStage, until } from './stage.ts';

/** Without a library there is no bitrate. */
const WITHOUT_FIGURES = ['native', 'cues'];
/** What dash.js says of any relative address. */
const NOISE = /CmcdController/;

describe('the pages of players', () => {
  let browser: Browser;
  before(async () => {
    browser = await launch();
  });
  after(() => browser?.close());

  for (const name of Object.keys(PLAYERS)) {
    it(`${name} plays, is tracked and says nothing against the policy (MC-R46, MC-R49, MC-R103)`, async () => {
      const stage = await openStage(browser, `/players/${name}`);
      try {
        const { page, world, problems } = stage;
        await page.evaluate(() => {
          const broken: string[] = [];
          Object.assign(globalThis, { broken });
          document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
            broken.push(`${violatedDirective} ${blockedURI}`),
          );
        });
        const media = page.locator('video, hls-video, dash-video, shaka-video').first();
        await media.waitFor({ state: 'attached' });
        await until('it can be played', () =>
          media.evaluate(async element => {
            const video = element as HTMLVideoElement;
            video.muted = true;
            return video.play().then(
              () => true,
              () => false,
            );
          }),
        );
        await page.locator('media-tracker[state=tracking]').waitFor({ state: 'attached' });
        const told = async (): Promise<readonly { eventType: string; qoeData?: Record<string, unknown> }[]> =>
          (await world.sessions())[0]?.events ?? [];
        await until('play is told', async () => (await told()).some(({ eventType }) => eventType === 'play'));
        if (!WITHOUT_FIGURES.includes(name)) {
          await until('a bitrate is told', async () =>
            (await told()).some(({ qoeData }) => Number(qoeData?.['media.qoe.bitrate']) > 100_000),
          );
        }
        await page.locator('media-inspector[state=live]').waitFor();
        assert.deepEqual(await page.evaluate(() => (globalThis as { broken?: string[] }).broken), []);
        assert.deepEqual(
          problems.filter(text => !NOISE.test(text)),
          [],
        );
        assert.deepEqual(await world.complaints(), []);
        if (process.env['SHOTS']) {
          await page.waitForTimeout(1500);
          await page.screenshot({ path: `${process.env['SHOTS']}/${name}.png` });
        }
      } finally {
        await stage.close();
      }
    });
  }
});
