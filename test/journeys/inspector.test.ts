import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { readRecording } from '../../src/elements/media-inspector/recording.ts';
import { MODULE, CLASSIC, openSite, violations, type PagesSite } from './pages-site.ts';
import { launch, openStage, until } from './stage.ts';

let browser: Browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

const player = ({ world }: PagesSite): string => `<media-tracker id="t" collection-api="${world.origin}"
    tracking-server="m.example" report-suite="r" org-id="1@AdobeOrg" media-id="film" channel="c" player-name="p">
    <video muted src="/media/northlight.webm"></video></media-tracker>
  <media-inspector for="t"></media-inspector>`;

const play = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const video = document.querySelector('video')!;
    video.muted = true;
    return video.play();
  });

for (const [name, script, policy] of [
  ['under a strict policy with Trusted Types', MODULE, true],
  // The module that comes with it makes Lit's policy once more, which a strict one forbids.
  ['beside a classic script', CLASSIC, false],
] as const) {
  test(`an inspector draws, shows JSON and exports ${name}`, async () => {
    const site = await openSite(browser);
    try {
      const page = await site.open(site.add(script, player(site), policy));
      await page.locator('media-inspector[state=live]').waitFor();
      await play(page);
      const inspector = page.locator('media-inspector');
      await inspector.getByRole('option', { name: /^play, accepted/ }).waitFor();
      await inspector.getByRole('option', { name: /^sessionStart/ }).click();
      await inspector.locator('pre', { hasText: '"media.id": "film"' }).waitFor();
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        inspector.getByRole('button', { name: 'Export JSON' }).click(),
      ]);
      const recording = readRecording(await readFile(await download.path(), 'utf8'))!;
      assert.equal(recording.left, 0);
      assert.ok(recording.log.some(entry => entry.kind === 'event' && entry.eventType === 'play'));
      assert.deepEqual(await violations(page), []);
      // The pages of this test have no icon.
      assert.deepEqual(
        site.problems.filter(text => !text.includes('404')),
        [],
      );
    } finally {
      await site.close();
    }
  });
}

test('what draws an inspector is fetched for pages that have one, and its loss is told in a sentence', async () => {
  const site = await openSite(browser);
  try {
    const requested: string[] = [];
    site.context.on('request', request => requested.push(new URL(request.url()).pathname));
    const without = await site.open(site.add(MODULE, '<media-tracker></media-tracker>'));
    await without.locator('media-tracker[state]').waitFor({ state: 'attached' });
    assert.deepEqual(
      requested.filter(path => path.includes('inspector')),
      [],
    );
    await site.context.route(/\/tve-inspector\.js/, route => route.abort());
    const page = await site.open(site.add(MODULE, player(site)));
    await page.getByText('The time line could not be loaded.').waitFor();
    await play(page);
    await page.locator('media-tracker[state=tracking]').waitFor();
  } finally {
    await site.close();
  }
});

test('the demo page shows a session with ads, a stall, an outage and a restart, on a phone as well', async () => {
  const stage = await openStage(browser, '/inspector.html');
  const { page, world } = stage;
  try {
    const act = (name: string): Promise<void> => page.locator(`[data-do="${name}"]`).click();
    const inspector = page.locator('media-inspector');
    const marked = (name: RegExp): Promise<void> => inspector.getByRole('option', { name }).first().waitFor();
    const waiting = async (): Promise<number> => Number(await inspector.locator('.sums .queued b').textContent());
    await act('play');
    await marked(/^play/);
    await act('ads');
    await marked(/^adStart/);
    await act('skip');
    await marked(/^adSkip/);
    await act('skip');
    await marked(/^adBreakComplete/);
    await until('content plays', () => page.evaluate(() => document.querySelector('video')!.currentTime > 1));
    await act('stall');
    await marked(/^bufferStart/);
    await act('outage');
    await act('error');
    await until('events wait', async () => (await waiting()) > 0);
    await act('outage');
    await until('nothing waits', async () => (await waiting()) === 0);
    await act('restart');
    await marked(/^sessionStart.*session 2/);
    await page.setViewportSize({ width: 360, height: 740 });
    await inspector.locator('.base.narrow').waitFor();
    const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
    assert.equal(wide, false, 'the page itself does not scroll sideways');
    assert.deepEqual(await world.complaints(), []);
    const [first] = await world.sessions();
    for (const type of ['adStart', 'adSkip', 'chapterStart', 'bufferStart', 'error', 'sessionEnd']) {
      assert.ok(first!.eventTypes.includes(type), type);
    }
    assert.deepEqual(
      stage.problems.filter(text => !text.includes('ERR_EMPTY_RESPONSE')),
      [],
    );
  } finally {
    await stage.close();
  }
});
