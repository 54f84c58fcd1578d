import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import type { MediaEvent } from '../../src/collection/types.ts';
import type { MediaTrackerElement } from '../../src/elements/media-tracker/media-tracker.ts';
import { openSite, type PagesSite } from './pages-site.ts';
import { launch, until } from './stage.ts';

/** Pages that measure what they play, and what becomes of their events when the world around them goes wrong. */
describe('pages that are measured', () => {
  let browser: Browser;
  let site: PagesSite;
  before(async () => {
    browser = await launch();
  });
  after(() => browser?.close());
  beforeEach(async () => {
    site = await openSite(browser);
  });
  afterEach(async () => {
    const complaints = await site.world.complaints();
    await site.close();
    assert.deepEqual(complaints, []);
  });

  /** A page of the site with one tracked video, by the file for tracking alone, under a strict policy. */
  async function open(id: string): Promise<Page> {
    const tracker = `<media-tracker collection-api="${site.world.origin}" tracking-server="t" report-suite="r"
      org-id="o@AdobeOrg" media-id="${id}"><video muted loop src="/media/northlight.webm"></video></media-tracker>`;
    const script = '<script type="module" src="/dist/cdn/tve-media.js"></script>';
    const page = await site.open(site.add(script, tracker, true));
    await page.waitForFunction(() => customElements.get('media-tracker') !== undefined);
    await page.locator('video').waitFor();
    return page;
  }

  const filesOf = (page: Page): Promise<string[]> =>
    page.evaluate(() =>
      performance
        .getEntriesByType('resource')
        .filter(({ name }) => name.includes('/dist/'))
        .map(({ name }) => name.replace(/^.*\//, '')),
    );

  const play = (page: Page): Promise<void> => page.locator('video').evaluate((video: HTMLVideoElement) => video.play());

  /** Plays and pauses, so that each is an event of its own. */
  async function playAndPause(page: Page, ms = 500): Promise<void> {
    await play(page);
    await page.waitForTimeout(ms);
    await page.locator('video').evaluate((video: HTMLVideoElement) => video.pause());
    await page.waitForTimeout(ms);
  }

  const typesOf = async (id: string): Promise<string[]> => {
    const found = (await site.world.sessions()).filter(({ mediaId }) => mediaId === id);
    assert.ok(found.length <= 1, `${id} is one session`);
    return (found[0]?.eventTypes ?? []).filter(type => !/^(state|ping|buffer)/.test(type));
  };

  /** Bodies of the accepted events, by time. */
  async function accepted(): Promise<MediaEvent[]> {
    const entries = await site.world.journal({ path: '/api/v1/', method: 'POST' });
    return entries.filter(({ status }) => status! < 300).map(({ body }) => body as MediaEvent);
  }

  async function eachOnceAndInOrder(): Promise<void> {
    const texts = (await accepted()).map(event => JSON.stringify(event));
    assert.deepEqual(texts, [...new Set(texts)], 'every event once');
    for (const { received } of await site.world.sessions()) {
      const times = received.map(({ event }) => event.playerTime.ts);
      assert.deepEqual(
        times,
        [...times].sort((a, b) => a - b),
        'in order',
      );
    }
  }

  it('MC-R43, MC-R44: two tabs of one site play, and each event arrives once', async () => {
    const [one, two] = [await open('one'), await open('two')];
    await Promise.all([playAndPause(one), playAndPause(two)]);
    await Promise.all([playAndPause(two), playAndPause(one)]);
    const story = ['sessionStart', 'play', 'pauseStart', 'play', 'pauseStart'];
    for (const id of ['one', 'two']) {
      await until(`${id} is told`, async () => (await typesOf(id)).length >= story.length);
      assert.deepEqual(await typesOf(id), story);
    }
    await eachOnceAndInOrder();
    // Nothing was fetched that such pages do not need.
    assert.deepEqual(await filesOf(one), ['tve-media.js', 'tve-media-session.js']);
  });

  it('MC-R50, MC-R68, MC-R75: ads are understood by a file of their own, fetched with the first call, in time', async () => {
    const page = await open('ads');
    await page.locator('media-tracker').evaluate(element => {
      const tracker = element as MediaTrackerElement;
      const video = tracker.querySelector('video')!;
      video.addEventListener(
        'play',
        () => {
          tracker.adBreakStart({ name: 'pre-roll' });
          tracker.adStart({ id: 'ad-1', length: 1 });
          video.pause();
        },
        { once: true },
      );
      void video.play().catch(() => {});
    });
    await page.waitForTimeout(1000);
    await page.locator('media-tracker').evaluate(element => {
      const tracker = element as MediaTrackerElement;
      tracker.adComplete();
      tracker.adBreakComplete();
      return tracker.querySelector('video')!.play();
    });
    await until('the content is told', async () => (await typesOf('ads')).includes('play'));
    const story = 'sessionStart adBreakStart adStart adComplete adBreakComplete play';
    assert.equal((await typesOf('ads')).join(' '), story);
    assert.deepEqual(await filesOf(page), ['tve-media.js', 'tve-media-session.js', 'tve-media-extras.js']);
    await eachOnceAndInOrder();
  });

  it('M49, MC-R41, MC-R43: three pauses made offline arrive once and in order when the tab is online again', async () => {
    const page = await open('offline');
    await playAndPause(page);
    await until('the first pause is told', async () => (await typesOf('offline')).includes('pauseStart'));
    await site.context.setOffline(true);
    for (let turn = 0; turn < 3; turn++) await playAndPause(page);
    assert.equal((await typesOf('offline')).length, 3);
    await site.context.setOffline(false);
    await until('all of it is told', async () => (await typesOf('offline')).length >= 9);
    assert.deepEqual(await typesOf('offline'), [
      'sessionStart',
      ...Array<string[]>(4).fill(['play', 'pauseStart']).flat(),
    ]);
    await eachOnceAndInOrder();
  });

  it('MC-R41, MC-R43, MC-R85: what a closed tab could not send, another page of the site delivers', async () => {
    const page = await open('closed');
    await playAndPause(page);
    await until('the first pause is told', async () => (await typesOf('closed')).includes('pauseStart'));
    await site.context.setOffline(true);
    for (let turn = 0; turn < 3; turn++) await playAndPause(page);
    await page.close({ runBeforeUnload: false });
    await site.context.setOffline(false);
    await open('another');
    await until('all of it is told', async () => (await typesOf('closed')).includes('sessionEnd'));
    assert.deepEqual(await typesOf('closed'), [
      'sessionStart',
      ...Array<string[]>(4).fill(['play', 'pauseStart']).flat(),
      'sessionEnd',
    ]);
    await eachOnceAndInOrder();
  });

  it('MC-R85: a page that is killed while it plays is finished by the next one', async () => {
    const page = await open('killed');
    await play(page);
    await until('play is told', async () => (await typesOf('killed')).includes('play'));
    await page.waitForTimeout(1000);
    const crashed = page.waitForEvent('crash');
    page.goto('chrome://crash').catch(() => {});
    await crashed;
    const next = await open('next');
    await until('the session is finished', async () => (await typesOf('killed')).includes('sessionEnd'));
    assert.deepEqual(await typesOf('killed'), ['sessionStart', 'play', 'sessionEnd']);
    const state = await next.locator('media-tracker').evaluate(tracker => (tracker as MediaTrackerElement).state);
    assert.equal(state, 'idle');
    await eachOnceAndInOrder();
  });
});
