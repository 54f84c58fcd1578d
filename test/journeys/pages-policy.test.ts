import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { MODULE, CLASSIC, openSite, service, violations } from './pages-site.ts';
import { launch, until } from './stage.ts';

let browser: Browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

const GATES = `<pass-account></pass-account>
  <pass-gate id="news" resource="news"><template><video muted src="/media/northlight.webm"></video></template></pass-gate>
  <pass-gate id="sport" resource="sport"><template><p>Sport</p></template></pass-gate>
  <pass-gate id="click" resource="weather" when="click"></pass-gate>
  <pass-gate id="wrong" resource=""></pass-gate>`;

for (const [name, script] of [
  ['module', MODULE],
  ['classic script', CLASSIC],
] as const) {
  test(`a strict policy with Trusted Types holds through sign-in, gates and sign-out, as a ${name} (PASS-R134)`, async () => {
    const site = await openSite(browser);
    try {
      const page = await site.open(site.add(script, service(site.world, GATES), true));
      await page.locator('#news[state=signed-out]').waitFor();
      await page.locator('#news').getByRole('button', { name: 'Sign In' }).click();
      await page.getByRole('combobox').fill('pick');
      const [popup] = await Promise.all([
        page.waitForEvent('popup'),
        page.getByRole('option', { name: 'Pickwell Choice' }).click(),
      ]);
      await until('the session is there', async () => (await site.world.codes()).length === 1);
      await popup.waitForURL(/authenticate|mvpd/);
      await site.world.approve((await site.world.codes())[0]!.code);
      await popup.close();
      await page.bringToFront();
      await page.locator('#news[state=authorized] video').waitFor();
      await page.locator('#sport[state=denied]').waitFor();
      await page.locator('#wrong[state=error]').waitFor();
      await page.locator('#click').getByRole('button', { name: 'Watch' }).click();
      await page.locator('#click[state=authorized]').waitFor({ state: 'attached' });
      await page.evaluate(() => document.documentElement.setAttribute('lang', 'es'));
      await page.locator('pass-account').getByRole('button', { name: 'Cerrar sesión' }).waitFor();
      assert.deepEqual(await violations(page), []);
      assert.deepEqual(
        site.problems.filter(text => /policy|trusted/i.test(text)),
        [],
      );
      assert.equal(await page.evaluate(() => document.querySelectorAll('[style]').length), 0);
    } finally {
      await site.close();
    }
  });
}

test('the policy is in force: what the elements avoid would be seen', async () => {
  const site = await openSite(browser);
  try {
    const page = await site.open(site.add(MODULE, service(site.world), true));
    await page.locator('pass-service[state=signed-out]').waitFor({ state: 'attached' });
    await page.evaluate(() => {
      const box = document.createElement('div');
      box.setAttribute('style', 'color: red');
      try {
        box.innerHTML = '<b>raw</b>';
      } catch {
        // That is the point.
      }
    });
    await until('the violations are told', async () => (await violations(page)).length === 2);
  } finally {
    await site.close();
  }
});
