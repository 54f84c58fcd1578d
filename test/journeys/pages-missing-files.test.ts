import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { MODULE, openSite, type PagesSite, service } from './pages-site.ts';
import { launch, until } from './stage.ts';

/** Files that are fetched on demand may not come: a lost connection, a deployment under a page that is open. */
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

const OFFLINE = 'We cannot reach the sign-in service. Check your connection and try again.';
const GATE = '<pass-gate resource="news"><template><p class="film">Film</p></template></pass-gate>';

/**
 * Lets a file fail until the returned function is called, which tells how often it was asked for: under its name, and
 * once more under a new one, since some browsers remember a failure by the name.
 */
async function without(file: string): Promise<() => Promise<string[]>> {
  const asked: string[] = [];
  const pattern = new RegExp(`/${file.replace('.', '\\.')}(\\?\\d+)?$`);
  await site.context.route(pattern, route => {
    asked.push(new URL(route.request().url()).search.slice(0, 1));
    return route.abort();
  });
  return async () => {
    await site.context.unroute(pattern);
    return asked;
  };
}

const announced = (page: Page, tag: string): Promise<string> =>
  page.locator(tag).evaluate(element => element.shadowRoot!.querySelector('[role=status]')!.textContent!.trim());

test('a gate whose look does not come stays closed, says so once, and is drawn at the next try', async () => {
  const restore = await without('tve-gate.js');
  const page = await site.open(site.add(MODULE, service(site.world, GATE)));
  const gate = page.locator('pass-gate');
  await gate.getByText(OFFLINE).first().waitFor();
  assert.equal(await announced(page, 'pass-gate'), OFFLINE);
  await page.locator('pass-service[state=signed-out]').waitFor({ state: 'attached' });
  await page.waitForTimeout(500);
  assert.equal(await page.locator('.film').count(), 0);
  assert.deepEqual(await restore(), ['', '?'], 'nobody asks again by itself');
  await gate.getByRole('button', { name: 'Try again' }).click();
  await gate.getByRole('button', { name: 'Sign In' }).waitFor();
  await until('the words about the connection are gone', async () => (await announced(page, 'pass-gate')) !== OFFLINE);
  assert.equal(await page.locator('.film').count(), 0);
});

test('a picker whose look does not come says so, and shows the list at the next try', async () => {
  const restore = await without('tve-picker.js');
  const page = await site.open(site.add(MODULE, service(site.world, '<pass-provider-picker></pass-provider-picker>')));
  const picker = page.locator('pass-provider-picker');
  await picker.getByText(OFFLINE).first().waitFor();
  await page.locator('pass-provider-picker[state=error]').waitFor();
  assert.equal(await announced(page, 'pass-provider-picker'), OFFLINE);
  assert.deepEqual(await restore(), ['', '?'], 'nobody asks again by itself');
  await picker.getByRole('button', { name: 'Try again' }).click();
  await page.locator('pass-provider-picker[state=ready]').waitFor();
  await picker.getByRole('option', { name: 'Acme Cable' }).waitFor();
});

test('a sign-in whose steps do not come ends with an error, and works at the next try', async () => {
  const restore = await without('tve-sign-in.js');
  const page = await site.open(site.add(MODULE, service(site.world)));
  await page.locator('pass-service[state=signed-out]').waitFor({ state: 'attached' });
  const providers = (): Promise<string> =>
    page.locator('pass-service').evaluate(element =>
      (element as HTMLElementTagNameMap['pass-service']).providers().then(
        list => (list.length > 0 ? 'a list' : 'nothing'),
        (error: { code: string }) => error.code,
      ),
    );
  assert.equal(await providers(), 'network');
  await restore();
  assert.equal(await providers(), 'a list');
});
