import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { createProfile, startBrowser, type OwnBrowser } from './own-browser.ts';
import { openSite, type PagesSite } from './pages-site.ts';
import { launch, until } from './stage.ts';

/** What browsers do with pages that nobody looks at, in a browser without a test tool's own settings. */
describe('a measured page that is left', () => {
  const profile = createProfile();
  let browser: Browser;
  let own: OwnBrowser;
  let site: PagesSite;
  before(async () => {
    browser = await launch();
    site = await openSite(browser);
    own = await startBrowser(profile.path);
  });
  after(async () => {
    await own?.kill();
    const complaints = await site?.world.complaints();
    await site?.close();
    await browser?.close();
    profile.remove();
    assert.deepEqual(complaints, []);
  });

  const script = '<script type="module" src="/dist/cdn/tve-media.js"></script>';
  const tracked = (id: string): string =>
    `<media-tracker collection-api="${site.world.origin}" tracking-server="t" report-suite="r" org-id="o@AdobeOrg"
      media-id="${id}"><video muted loop src="/media/northlight.webm"></video></media-tracker>`;

  const story = async (id: string): Promise<string> => {
    const sessions = (await site.world.sessions()).filter(({ mediaId }) => mediaId === id);
    assert.ok(sessions.length <= 1, `${id} is one session`);
    return (sessions[0]?.eventTypes ?? []).filter(type => !/^(state|ping|buffer)/.test(type)).join(' ');
  };
  const told = (id: string, expected: string): Promise<void> =>
    until(`${id} is told as ${expected}`, async () => (await story(id)) === expected);

  const playAll = (page: Page): Promise<void> =>
    page.evaluate(async () => {
      await customElements.whenDefined('media-tracker');
      await Promise.all([...document.querySelectorAll('video')].map(video => video.play()));
    });

  it('M44, M45, MC-R97: rests in the back/forward cache and goes on with its session', async () => {
    const page = own.context.pages()[0]!;
    await page.goto(site.add(script, tracked('cached')));
    await playAll(page);
    await told('cached', 'sessionStart play');
    await page.evaluate(() => {
      const mark = window as { restored?: boolean };
      addEventListener('pageshow', ({ persisted }) => (mark.restored = persisted));
    });
    await page.goto(site.add('', '<p>elsewhere</p>'));
    await page.waitForTimeout(1000);
    // What happened when it was left is stored, and told when it is back.
    assert.equal(await story('cached'), 'sessionStart play');
    await page.goBack({ waitUntil: 'commit' });
    assert.equal(await page.evaluate(() => (window as { restored?: boolean }).restored), true, 'out of the cache');
    await page.evaluate(() => document.querySelector('video')!.play());
    await told('cached', 'sessionStart play pauseStart play');
  });

  it('M43, MC-R20, MC-R44, MC-R87: ends all sessions of its players when it is closed, each by itself', async () => {
    const page = await own.context.newPage();
    const ids = ['exit-1', 'exit-2', 'exit-3', 'exit-4', 'exit-5'];
    await page.goto(site.add(script, ids.map(tracked).join('')));
    await playAll(page);
    for (const id of ids) await told(id, 'sessionStart play');
    await page.close({ runBeforeUnload: false });
    for (const id of ids) await told(id, 'sessionStart play sessionEnd');
  });
});
