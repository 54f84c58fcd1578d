import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { CLASSIC, MODULE, openSite, type PagesSite, service } from './pages-site.ts';
import { launch } from './stage.ts';

let browser: Browser;
let site: PagesSite;
before(async () => {
  browser = await launch();
  site = await openSite(browser);
  await site.signIn('acmeCable');
});
after(async () => {
  await site.close();
  await browser.close();
});

const GATE =
  '<pass-gate resource="news"><template><p class="film"><img alt="Film" src="/media/poster.jpg?gated"></p></template></pass-gate>';

const requested = (page: Page): string[] => {
  const urls: string[] = [];
  page.on('request', request => urls.push(request.url()));
  return urls;
};
const opened = (page: Page): Promise<void> => page.locator('pass-gate[state=authorized] > .film img').waitFor();

test('eager: a classic script in the head, elements upgrade while the page is parsed', async () => {
  const page = await site.open(site.add(CLASSIC, service(site.world, GATE)));
  await opened(page);
});

test('eager: a module in the head', async () => {
  await opened(await site.open(site.add(MODULE, service(site.world, GATE))));
});

test('elements before their service in the markup', async () => {
  await opened(await site.open(site.add(CLASSIC, GATE + service(site.world))));
});

test('lazy: the script comes long after the markup; nothing loads before, properties set before count', async () => {
  const gate = GATE.replace(' resource="news"', '');
  const page = await site.open(
    site.add('<link rel="stylesheet" href="/assets/cloak.css">', service(site.world, `${gate}<p class="after"></p>`)),
  );
  const urls = requested(page);
  await page.locator('.after').waitFor({ state: 'attached' });
  await page.evaluate(() => {
    Object.assign(document.querySelector('pass-gate')!, { resource: 'news', when: 'click' });
  });
  assert.equal(await page.locator('.film').count(), 0);
  await page.addScriptTag({ url: '/dist/cdn/tve-elements.js', type: 'module' });
  await page.locator('pass-gate[state=idle]').waitFor();
  assert.deepEqual(
    urls.filter(url => url.includes('gated')),
    [],
  );
  await page.getByRole('button', { name: 'Watch' }).click();
  await opened(page);
  assert.equal(
    await page.evaluate(() => Object.keys(document.querySelector('pass-gate')!).includes('resource')),
    false,
  );
});

test('cloak.css: content that is not in a template is not drawn before the elements are defined, without time limit', async () => {
  const body = service(
    site.world,
    '<pass-gate resource="news"><p class="film">Film</p><b slot="idle">Soon</b></pass-gate>',
  );
  const page = await site.open(site.add('<link rel="stylesheet" href="/assets/cloak.css">', body));
  await page.getByText('Soon').waitFor();
  assert.equal(await page.locator('.film').isVisible(), false);
  await page.addScriptTag({ url: '/dist/cdn/tve-elements.js', type: 'module' });
  await page.locator('pass-gate[state=authorized]').waitFor();
  await page.locator('.film').waitFor();
});

test('a template that is still on its way when the gate opens is put in when it comes', async () => {
  let send = (_piece: string): void => {};
  const rest = new Promise<string>(resolve => (send = resolve));
  const [start, end] = service(site.world, '|').split('|') as [string, string];
  // Browsers hold back very short beginnings of a page.
  const padding = `<!--${' '.repeat(4096)}-->`;
  const page = await site.open(site.add(CLASSIC, [`${start}<pass-gate resource="news">${padding}`, rest]));
  await page.locator('pass-gate[state=authorized]').waitFor({ state: 'attached' });
  send(`<template><p class="film"><img alt="Film" src="/media/poster.jpg?gated"></p></template></pass-gate>${end}`);
  await opened(page);
});

test('two copies of the library on one page: the first definition wins, nothing throws, each thing happens once', async () => {
  const before = site.problems.length;
  const page = await site.open(
    site.add(
      `${CLASSIC}<script>var told = []; for (const type of ['pass-authorized', 'pass-signed-in'])
        document.addEventListener(type, event => told.push(event.type));</script>${MODULE}
      <script type="module" src="/dist/cdn/tve-elements.js?another-copy"></script>`,
      service(site.world, GATE),
    ),
  );
  await opened(page);
  await page.waitForLoadState();
  assert.equal(await page.locator('.film').count(), 1);
  assert.deepEqual(await page.evaluate('told.sort()'), ['pass-authorized', 'pass-signed-in']);
  assert.equal(
    await page.evaluate(
      () =>
        (window as unknown as { TveElements: { PassGateElement: unknown } }).TveElements.PassGateElement ===
        customElements.get('pass-gate'),
    ),
    true,
  );
  assert.deepEqual(site.problems.slice(before), []);
});

test('two copies under a policy that lets Trusted Types have one policy: the second one does not throw', async () => {
  const before = site.problems.length;
  const copy = '<script type="module" src="/dist/cdn/tve-elements.js?another-copy"></script>';
  const page = await site.open(site.add(CLASSIC + MODULE + copy, service(site.world, GATE), true));
  await opened(page);
  await page.waitForLoadState();
  assert.deepEqual(
    site.problems.slice(before).filter(text => text.startsWith('uncaught')),
    [],
  );
});

test('where storage is blocked, locks and all, everything works in memory and the console is told once', async () => {
  // This device is another one to the service, which counts what each asks.
  const own = await openSite(browser);
  try {
    const frame = own.add(CLASSIC, service(own.world, `${GATE}<pass-account></pass-account>`));
    const page = await own.open(own.add('', `<iframe sandbox="allow-scripts" src="${frame}"></iframe>`));
    const inside = page.frameLocator('iframe');
    await inside.locator('pass-gate[state=signed-out]').waitFor();
    await inside.getByRole('button', { name: 'Sign In' }).first().waitFor();
    const told = own.problems.filter(text => !text.includes('404'));
    assert.deepEqual(told, ['warning: tve-elements: no storage here; nothing is kept beyond this page.']);
  } finally {
    await own.close();
  }
});
