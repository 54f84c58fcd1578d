import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { SOFTWARE_STATEMENT } from '../../demo/services/fixtures.ts';
import { openSite, type PagesSite } from './pages-site.ts';
import { launch } from './stage.ts';
import { enterPassword } from './viewer.ts';

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
  await page.waitForLoadState();
  const found = await page.evaluate(() => {
    const { Adobe, AccessEnabler } = window as any;
    const one = new AccessEnabler.AccessEnabler('a');
    return [Adobe.other, Adobe.AccessEnabler === AccessEnabler.AccessEnabler, one instanceof Adobe.AccessEnabler];
  });
  assert.deepEqual(found, [1, true, true]);
});

test('AE-R58: the request of a preauthorization is built as the documentation writes it, in the file that pages load', async () => {
  const page = await site.open(site.add(tag(), '<p>page</p>'));
  await page.waitForLoadState();
  const built = await page.evaluate(() => {
    const { models } = (window as any).AccessEnabler;
    const withNew = new models.PreauthorizeRequest.getBuilder();
    const without = models.PreauthorizeRequest.getBuilder();
    return [withNew, without].map(builder => builder.setResources(['a']).disableFeatures('LOCAL_CACHE').build());
  });
  const request = { resources: ['a'], disabledFeatures: ['LOCAL_CACHE'] };
  assert.deepEqual(built, [request, request]);
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

const SETTINGS = (): string => `data-base-url="${site.world.origin}" data-software-statement="${SOFTWARE_STATEMENT}"`;
const START = `window.entitlementLoaded = function () {
    window.ae = new Adobe.AccessEnabler(); ae.setRequestor('demo', null, { backgroundLogout: true });
    ae.checkAuthentication(); };
  window.tokenRequestFailed = function () { calls.push(['failed'].concat([].slice.call(arguments))); };
  window.onAeError = function (event) { calls.push(['error', event.errorId]); };`;

test('a part that cannot be fetched: who is signed in is told all the same, other calls are answered, the next one tries again', async () => {
  await site.context.route('**/tve-bridge.js', route => route.abort());
  const page = await site.open(site.add(`<script>${LOADED}${START}</script>${tag(SETTINGS())}`, '<p>page</p>'));
  assert.deepEqual(await calls(page, 1), [['status', 0, 'User Not Authenticated Error']]);
  await page.evaluate(() => (window as any).ae.checkAuthorization('news'));
  assert.deepEqual((await calls(page, 2))[1], ['failed', 'news', 'Internal Authorization Error', '']);
  await site.context.unroute('**/tve-bridge.js');
  await page.evaluate(() => (window as any).ae.checkAuthorization('news'));
  assert.deepEqual((await calls(page, 3))[2], ['failed', 'news', 'User Not Authenticated Error', '']);
  await page.close();
});

test('AE-S2: a page view of a signed-in viewer loads the script, the elements and nothing more', async () => {
  await site.signIn('acmeCable', 'pickwell');
  const files: string[] = [];
  site.context.on('request', request => files.push(new URL(request.url()).pathname));
  const page = await site.open(site.add(`<script>${LOADED}${START}</script>${tag(SETTINGS())}`, '<p>page</p>'));
  assert.deepEqual(await calls(page, 1), [['status', 1, '']]);
  await page.waitForTimeout(500);
  const scripts = files.filter(file => file.includes('/dist/cdn/')).map(file => file.replace('/dist/cdn/', ''));
  assert.deepEqual(scripts, ['tve-access-enabler.js', 'tve-elements.js']);
  await page.close();
});

test('AE-R64, AE-R65: of several profiles, every provider is visited, in one window and without leaving the page', async () => {
  const body = '<button onclick="ae.logout()">Out</button>';
  const page = await site.open(site.add(`<script>${LOADED}${START}</script>${tag(SETTINGS())}`, body));
  await calls(page, 1);
  const visited: string[] = [];
  site.context.on('request', request => {
    const { pathname, searchParams } = new URL(request.url());
    if (pathname === '/adobe-services/logout') visited.push(searchParams.get('mso_id')!);
  });
  await page.getByRole('button', { name: 'Out' }).click();
  assert.deepEqual((await calls(page, 2))[1], ['status', 0, 'User Not Authenticated Error']);
  assert.deepEqual(visited.sort(), ['acmeCable', 'pickwell']);
  assert.equal(site.context.pages().includes(page) && page.url().includes('/pages/'), true);
  await page.close();
});

/** A page that signs in and out by its buttons; how often it was started in any window is kept on the device. */
const site$ = (options: string, more = ''): string =>
  site.add(
    `<script>${LOADED}${START.replace('{ backgroundLogout: true }', options)}
      var begin = entitlementLoaded;
      entitlementLoaded = function () {
        localStorage.starts = Number(localStorage.starts || 0) + 1;
        begin();
      };
      window.setToken = function (resource) { calls.push(['token', resource]); };${more}</script>${tag(SETTINGS())}`,
    `<button onclick="ae.getAuthentication()">In</button><button onclick="ae.logout()">Out</button>`,
  );
const starts = (page: Page): Promise<number> => page.evaluate(() => Number(localStorage['starts']));
/** The service counts visits; a day of a viewer in half a minute would meet its limit. */
const later = (): Promise<void> => site.world.clock.advance(11 * 60_000);

test('AE-R31, AE-R33, AE-R42: without a dialog of the page ours is there for the keyboard; its window starts nothing', async () => {
  await later();
  const page = await site.open(site$('{ backgroundLogin: true, backgroundLogout: true }'));
  await calls(page, 1);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.getByRole('dialog', { name: 'Choose your TV provider' }).waitFor();
  await page.locator('dialog pass-provider-picker').getByRole('combobox').waitFor();
  await page.keyboard.press('Escape');
  // The first press closes the list, where one is open.
  if (await page.locator('dialog').count()) await page.keyboard.press('Escape');
  assert.deepEqual((await calls(page, 2))[1], ['status', 0, 'Provider not Selected Error']);
  assert.equal(await page.locator('dialog').count(), 0);
  assert.equal(await page.evaluate(() => document.activeElement?.textContent), 'In', 'the focus is back');

  await page.keyboard.press('Enter');
  await page.locator('dialog pass-provider-picker').getByRole('combobox').waitFor();
  await page.keyboard.type('Acme');
  await page.locator('dialog pass-provider-picker').getByRole('option').first().waitFor();
  const opening = site.context.waitForEvent('page');
  await page.keyboard.press('Enter');
  const window = await opening;
  const closed = window.waitForEvent('close');
  await enterPassword(window);
  await closed;
  assert.deepEqual((await calls(page, 3))[2], ['status', 1, '']);
  assert.equal(await starts(page), 1);
  await page.close();
});

test('AE-R65: a provider that never answers is waited for no longer than 30 seconds', async () => {
  await later();
  const stuck = { body: '<!doctype html><title>Please wait</title>', contentType: 'text/html' };
  await site.context.route('**/adobe-services/logout*', route => route.fulfill(stuck));
  const page = await site.context.newPage();
  await page.clock.install();
  await page.goto(site$('{ backgroundLogout: true }'));
  assert.deepEqual(await calls(page, 1), [['status', 1, '']]);
  const opening = site.context.waitForEvent('page');
  await page.getByRole('button', { name: 'Out' }).click();
  const window = await opening;
  const closed = window.waitForEvent('close');
  await window.waitForFunction(() => document.title === 'Please wait');
  await page.clock.runFor(25_000);
  assert.equal((await calls(page, 1)).length, 1);
  await page.clock.runFor(6_000);
  assert.deepEqual((await calls(page, 2))[1], ['status', 0, 'User Not Authenticated Error']);
  await closed;
  await site.context.unroute('**/adobe-services/logout*');
  await page.close();
});

test('AE-R64, AE-S18: without backgroundLogout the page leaves to the provider, and is signed out when it is back', async () => {
  await later();
  await site.signIn('acmeCable');
  const keep = `['setAuthenticationStatus', 'sendTrackingData'].forEach(function (name) {
      var told = window[name];
      window[name] = function (first) {
        localStorage.told = (localStorage.told || '') + ' ' + first;
        if (told) told.apply(this, arguments);
      };
    });`;
  const page = await site.open(site$('{}', keep));
  assert.deepEqual(await calls(page, 1), [['status', 1, '']]);
  const address = page.url();
  await page.evaluate(() => localStorage.removeItem('told'));
  // As far away as providers are: a page hears what it is told before the next one comes.
  const nearer = await site.world.fault({ path: '/adobe-services/logout', delay: 300 });
  await page.getByRole('button', { name: 'Out' }).click();
  await page.getByRole('heading', { name: 'You are signed out of Acme Cable' }).waitFor();
  await nearer();
  await page.waitForURL(address);
  await page.waitForFunction(() => localStorage['told']?.split(' ').length > 4);
  const told = await page.evaluate(() => String(localStorage['told']));
  assert.equal(told, ' 0 authenticationDetection 0 authenticationDetection', 'before it left, and when it was back');
  assert.deepEqual(await calls(page, 1), [['status', 0, 'User Not Authenticated Error']]);
  await page.close();
});

test('leaves the service without a complaint', async () => {
  assert.deepEqual(await site.world.complaints(), []);
});
