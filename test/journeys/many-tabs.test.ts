import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { MODULE, openSite, service, type PagesSite } from './pages-site.ts';
import { launch, until } from './stage.ts';

interface Service extends HTMLElement {
  refresh?: () => Promise<void>;
  client: { refresh(): Promise<void> };
  startSecondScreen(): Promise<{ code: string; profile: Promise<unknown> }>;
}

/** Several tabs of one viewer: they share what the device has, and know at once what one of them did. */
describe('many tabs of one site', () => {
  let browser: Browser;
  let site: PagesSite;
  let tabs: Page[] = [];
  before(async () => {
    browser = await launch();
    site = await openSite(browser);
  });
  after(async () => {
    await site?.close();
    await browser?.close();
  });

  const state = (tab: Page): Promise<string | null> => tab.locator('pass-service').getAttribute('state');
  const all = (wanted: string): Promise<void> =>
    until(`all tabs are ${wanted}`, async () => (await Promise.all(tabs.map(state))).every(now => now === wanted));
  const count = async (path: string, since = 0): Promise<number> =>
    (await site.world.journal({ since, path })).filter(({ method }) => method !== 'OPTIONS').length;
  const last = async (): Promise<number> => (await site.world.journal()).at(-1)?.seq ?? 0;

  it('PASS-R16, PASS-R17: five tabs that open at once register once and buy one token', async () => {
    const address = site.add(MODULE, service(site.world, '<pass-account></pass-account>'));
    tabs = await Promise.all(Array.from({ length: 5 }, () => site.open(address)));
    await all('signed-out');
    assert.deepEqual([await count('/o/client/register'), await count('/o/client/token')], [1, 1]);
    assert.deepEqual(await site.world.complaints(), []);
  });

  it('PASS-R5, PASS-R6, PASS-R17: when the token runs out, all tabs renew it once', async () => {
    await site.world.expireTokens();
    const since = await last();
    await Promise.all(
      tabs.map(tab => tab.evaluate(() => document.querySelector<Service>('pass-service')!.client.refresh())),
    );
    await all('signed-out');
    assert.deepEqual([await count('/o/client/register', since), await count('/o/client/token', since)], [0, 1]);
  });

  it('PASS-R38, PASS-R39, PASS-R42: one code for all, one poller, and another one when its tab is closed', async () => {
    const codes = await Promise.all(
      tabs
        .slice(0, 3)
        .map(tab =>
          tab.evaluate(async () => (await document.querySelector<Service>('pass-service')!.startSecondScreen()).code),
        ),
    );
    assert.equal(new Set(codes).size, 1);
    const [code] = codes;
    const polls = (): Promise<number> => count(`/api/v2/demo/profiles/code/${code}`);
    await until('it is polled twice', async () => (await polls()) >= 2, 30_000);
    // Whoever polls is closed, and with it another one that waits for its turn.
    await tabs[0]!.close();
    await tabs[1]!.close();
    tabs = tabs.slice(2);
    const before = await polls();
    await until('somebody else polls on', async () => (await polls()) >= before + 2, 30_000);
    assert.equal(await count('/api/v2/demo/sessions'), 1);
    assert.deepEqual(await site.world.complaints(), []);
    await site.world.approve(code!, 'acmeCable');
  });

  it('PASS-R40: all tabs know at once that somebody signed in', async () => {
    await all('signed-in');
    assert.deepEqual(await site.world.complaints(), []);
  });

  it('PASS-R98: all tabs know at once that somebody signed out, and nobody registers again', async () => {
    const since = await last();
    await tabs[0]!.getByRole('button', { name: 'Sign Out' }).first().click();
    await all('signed-out');
    assert.equal(await count('/o/client/', since), 0);
    assert.equal(await count('/api/v2/demo/logout/', since), 1);
    assert.deepEqual(await site.world.complaints(), []);
  });
});
