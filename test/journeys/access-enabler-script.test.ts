import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { SOFTWARE_STATEMENT } from '../../demo/services/fixtures.ts';
import { openSite, type PagesSite } from './pages-site.ts';
import { launch } from './stage.ts';

let browser: Browser;
let site: PagesSite;
before(async () => {
  browser = await launch();
  site = await openSite(browser);
});
after(async () => {
  await site.close();
  await browser.close();
});

const FILE = '/dist/cdn/tve-access-enabler.js';
const tag = (more = ''): string => `<script src="${FILE}" ${more}></script>`;
const LOADED = `window.calls = [];
  window.loaded = function () { calls.push(['entitlementLoaded', arguments.length, !!document.body]); };
  window.setAuthenticationStatus = function (status, code) { calls.push(['status', status, code]); };`;
const calls = (page: Page, count: number): Promise<unknown[]> =>
  page
    .waitForFunction(least => (window as any).calls?.length >= least, count)
    .then(() => page.evaluate(() => (window as any).calls as unknown[]));

test('AE-R1, AE-R2: a page that defines entitlementLoaded in the load handler of the script is called once', async () => {
  const head = `<script>${LOADED}
    var script = document.createElement('script');
    script.src = '${FILE}';
    script.onload = function () { window.entitlementLoaded = window.loaded; };
    document.head.appendChild(script);</script>`;
  const page = await site.open(site.add(head, '<p>page</p>'));
  assert.deepEqual(await calls(page, 1), [['entitlementLoaded', 0, true]]);
  await page.waitForTimeout(300);
  assert.equal((await calls(page, 1)).length, 1);
});

test('AE-R1, AE-R2: and one that defines it further down', async () => {
  const page = await site.open(
    site.add(`<script>${LOADED}</script>${tag()}`, `<script>entitlementLoaded = loaded;</script>`),
  );
  assert.deepEqual(await calls(page, 1), [['entitlementLoaded', 0, true]]);
});

test('AE-R3, AE-R76: both names are one class, what else the page has under them stays, and a second copy is harmless', async () => {
  const head = `<script>window.Adobe = { other: 1 };</script>${tag()}${tag()}`;
  const page = await site.open(site.add(head, '<p>page</p>'));
  const found = await page.evaluate(() => {
    const { Adobe, AccessEnabler } = window as any;
    const one = new AccessEnabler.AccessEnabler('a');
    return [Adobe.other, Adobe.AccessEnabler === AccessEnabler.AccessEnabler, one instanceof Adobe.AccessEnabler];
  });
  assert.deepEqual(found, [1, true, true]);
});

test('AE-R9: attributes of the script name the service and the statement', async () => {
  const attributes = `data-base-url="${site.world.origin}" data-software-statement="${SOFTWARE_STATEMENT}"`;
  const start = `<script>${LOADED} window.entitlementLoaded = function () {
    var ae = new Adobe.AccessEnabler(); ae.setRequestor('demo'); ae.checkAuthentication(); };</script>`;
  const page = await site.open(site.add(start + tag(attributes), '<p>page</p>'));
  assert.deepEqual(await calls(page, 1), [['status', 0, 'User Not Authenticated Error']]);
  const journal = await site.world.journal();
  assert.ok(journal.some(({ path }) => path === '/o/client/register'));
});

test('a part that cannot be fetched is told, each call is answered, and the next one tries again', async () => {
  const start = `<script>${LOADED} window.entitlementLoaded = function () {
    window.ae = new Adobe.AccessEnabler(); ae.setRequestor('demo'); ae.checkAuthentication(); };</script>`;
  const attributes = `data-base-url="${site.world.origin}" data-software-statement="${SOFTWARE_STATEMENT}"`;
  await site.context.route('**/tve-bridge.js', route => route.abort());
  const page = await site.open(site.add(start + tag(attributes), '<p>page</p>'));
  assert.deepEqual(await calls(page, 1), [['status', 0, 'Internal Error']]);
  await site.context.unroute('**/tve-bridge.js');
});
