import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import type { MediaEvent } from '../../src/collection/types.ts';
import type { MediaTrackerEvent } from '../../src/events/media-tracker-event.ts';
import type { MediaSessionView } from '../support/world.ts';
import { createProfile, startBrowser } from './own-browser.ts';
import { openSite, type PagesSite } from './pages-site.ts';
import { launch, until } from './stage.ts';

const KILLS = 20;
/** So many devices are killed side by side. */
const DEVICES = 4;

/** A device that dies while its viewer watches, again and again. */
describe('a browser that is killed during playback', () => {
  let browser: Browser;
  let site: PagesSite;
  let address: string;
  before(async () => {
    browser = await launch();
    site = await openSite(browser);
  });
  after(async () => {
    await site?.close();
    await browser?.close();
  });

  const textOf = ({
    eventType,
    playerTime,
  }: Pick<MediaSessionView['events'][number], 'eventType' | 'playerTime'>): string =>
    `${eventType} at ${playerTime.ts} (${playerTime.playhead})`;

  /** Opens the page, and hears of each event as soon as it is stored. */
  async function open(page: Page, id: string, stored: string[]): Promise<void> {
    page.on('console', message => {
      const text = /^stored (.*)$/.exec(message.text())?.[1];
      if (text) stored.push(textOf(JSON.parse(text) as MediaEvent));
    });
    await page.goto(`${address}?${id}`);
    await page.evaluate(name => {
      document.addEventListener('media-tracker-event', event => {
        const { eventType, playerTime, delivery } = event as MediaTrackerEvent;
        if (delivery === 'queued') console.log(`stored ${JSON.stringify({ eventType, playerTime })}`);
      });
      document.querySelector('media-tracker')!.setAttribute('media-id', name);
    }, id);
  }

  /** Plays with many pauses, so that there is always something under way. */
  const play = (page: Page): Promise<void> =>
    page.evaluate(async () => {
      const video = document.querySelector('video')!;
      await video.play();
      setInterval(() => void (video.paused ? video.play().catch(() => {}) : video.pause()), 90);
    });

  async function accepted(id?: string): Promise<string[]> {
    const sessions = (await site.world.sessions()).filter(({ mediaId }) => id === undefined || mediaId === id);
    return sessions.flatMap(({ received }) =>
      received.filter(({ verdict }) => verdict === 'accepted').map(({ event }) => textOf(event)),
    );
  }

  /** One device, killed a number of times; what each life has stored, the next one delivers. */
  async function live(device: number, kills: number): Promise<void> {
    const profile = createProfile();
    try {
      let before: { id: string; stored: string[] } | undefined;
      for (let life = 0; life <= kills; life++) {
        const { context, kill } = await startBrowser(profile.path);
        try {
          const page = context.pages()[0] ?? (await context.newPage());
          const id = `device-${device}-life-${life}`;
          const stored: string[] = [];
          await open(page, id, stored);
          if (before) await checkDelivered(before);
          if (life === kills) break;
          await play(page);
          await until('something is stored', async () => stored.length > 2);
          await page.waitForTimeout(50 + (((device * 5 + life) * 137) % 900));
          before = { id, stored: [...stored] };
        } finally {
          await kill();
        }
      }
    } finally {
      profile.remove();
    }
  }

  async function checkDelivered({ id, stored }: { id: string; stored: string[] }): Promise<void> {
    assert.ok(stored.length > 2, `${id} has stored something`);
    await until(`what ${id} has stored is delivered, and its session closed`, async () => {
      const got = await accepted(id);
      return stored.every(text => got.includes(text)) && got.some(text => text.startsWith('sessionEnd'));
    });
    const got = await accepted(id);
    const twice = [...new Set(got.filter((text, index) => got.indexOf(text) !== index))];
    assert.ok(twice.length <= 1, `at most the one that was under way arrives twice: ${twice.join(', ')}`);
  }

  it('MC-R41, MC-R42, MC-R85: twenty times, the next page delivers every stored event and closes the session', async () => {
    const tracker = `<media-tracker collection-api="${site.world.origin}" tracking-server="t" report-suite="r"
      org-id="o@AdobeOrg" media-id="none"><video muted loop src="/media/northlight.webm"></video></media-tracker>`;
    address = site.add('<script type="module" src="/dist/cdn/tve-media.js"></script>', tracker);
    const devices = Array.from({ length: DEVICES }, (_, device) => live(device, KILLS / DEVICES));
    await Promise.all(devices);
    const lives = new Set((await site.world.sessions()).map(({ mediaId }) => mediaId));
    assert.equal(lives.size, KILLS);
    // The one that was under way may be told twice; nothing else is out of order.
    const twice = (await accepted()).length - new Set(await accepted()).size;
    const complaints = await site.world.complaints();
    assert.ok(complaints.length <= 2 * twice, JSON.stringify(complaints.slice(0, 3)));
  });
});
