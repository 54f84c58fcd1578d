import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { MODULE, openSite, service, type PagesSite } from './pages-site.ts';
import { launch, until } from './stage.ts';

const GATE = '<pass-gate resource="news"><p class="inside">inside</p></pass-gate>';

describe('how a page starts', () => {
  let browser: Browser;
  let site: PagesSite;
  before(async () => {
    browser = await launch();
  });
  beforeEach(async () => {
    site = await openSite(browser);
  });
  afterEach(() => site.close());
  after(() => browser?.close());

  const requests = async (since: number): Promise<string[]> =>
    (await site.world.journal({ since }))
      .filter(({ method, path }) => method !== 'OPTIONS' && /^\/(o|api\/v2)\//.test(path))
      .map(({ method, path }) => `${method} ${path.replace('/api/v2/demo', '')}`);
  const last = async (): Promise<number> => (await site.world.journal({ preflights: true })).at(-1)?.seq ?? 0;
  /** An earlier visit, which leaves what it knows on the device. */
  const visitBefore = async (): Promise<void> => {
    await site.signIn('acmeCable');
    const page = await site.open(site.add(MODULE, service(site.world, GATE)));
    await page.locator('pass-gate[state=authorized]').waitFor({ state: 'attached' });
    await page.close();
    await site.world.clearJournal();
  };
  const gates = (page: Page, state: string): Promise<number> => page.locator(`pass-gate[state=${state}]`).count();

  it('PASS-R1, PASS-R31: a first visit takes three round trips, one after the other', async () => {
    const page = await site.open(site.add(MODULE, service(site.world, GATE)));
    await page.locator('pass-gate[state=signed-out]').waitFor({ state: 'attached' });
    assert.deepEqual(await requests(0), ['POST /o/client/register', 'POST /o/client/token', 'GET /profiles']);
  });

  it('PASS-R2, PASS-R4, PASS-R32: with what is stored, the gate opens after one, and waits for no check', async () => {
    await visitBefore();
    const since = await last();
    const address = site.add(MODULE, service(site.world, GATE));
    await site.world.fault({ path: '/api/v2/demo/profiles/acmeCable', delay: 4_000 });
    const started = Date.now();
    const page = await site.open(address);
    await page.locator('pass-gate[state=authorized]').waitFor({ state: 'attached' });
    assert.ok(Date.now() - started < 4_000, 'the check is still under way');
    assert.deepEqual((await requests(since)).sort(), [
      'GET /profiles/acmeCable',
      'POST /decisions/authorize/acmeCable',
    ]);
    assert.deepEqual(await site.world.complaints(), []);
  });

  it('PASS-R37, PASS-R44: back from the provider the profile is asked for by its code, then the gate opens', async () => {
    const page = await site.open(site.add(MODULE, service(site.world, GATE)));
    await page.locator('pass-gate[state=signed-out]').waitFor({ state: 'attached' });
    await page.evaluate(() => {
      const element = document.querySelector('pass-service') as unknown as {
        signIn(id: string, options: object): Promise<unknown>;
      };
      element.signIn('acmeCable', { mode: 'redirect' }).catch(() => {});
    });
    await page.getByLabel('User ID').fill('demo');
    await page.getByLabel('Password').fill('demo');
    const since = await last();
    await page.getByRole('button', { name: 'Sign In' }).click();
    await page.locator('pass-gate[state=authorized]').waitFor({ state: 'attached' });
    const [code] = await site.world.control<{ code: string }[]>('GET', '/pass/sessions');
    assert.deepEqual(await requests(since), [
      `GET /profiles/code/${code!.code}`,
      'POST /decisions/authorize/acmeCable',
    ]);
    assert.deepEqual(await site.world.complaints(), []);
  });

  it('PASS-R69, PASS-R118: eight gates, sixty items of a list and a picker start without one 429', async () => {
    await visitBefore();
    const many = Array.from({ length: 8 }, (_, n) => GATE.replace('news', `show-${n}`)).join('');
    const titles = Array.from({ length: 60 }, (_, n) => `<li data-resource="item-${n}">${n}</li>`).join('');
    const rest = `<pass-catalog><ul>${titles}</ul></pass-catalog><pass-provider-picker></pass-provider-picker>`;
    const page = await site.open(site.add(MODULE, service(site.world, many + rest)));
    await until('all gates are open', async () => (await gates(page, 'authorized')) === 8, 60_000);
    await until('all is marked', async () => (await page.locator('[data-entitled=true]').count()) === 60, 60_000);
    const statuses = (await site.world.journal({ path: '/api/v2/' })).map(({ status }) => status);
    assert.ok(statuses.length >= 8 + 12);
    assert.equal(statuses.filter(status => status === 429).length, 0);
    assert.deepEqual(await site.world.complaints(), []);
  });

  for (const [how, fault] of [
    ['as a page of HTML', { status: 429 }],
    ['hidden behind CORS', { status: 429, omitCors: true }],
  ] as const) {
    it(`PASS-R116, PASS-R117, PASS-R122: a 429 ${how} silences the page for a second, and ends after a few`, async () => {
      await visitBefore();
      const heal = await site.world.fault({ path: '/api/v2/', ...fault });
      const since = await last();
      const page = await site.open(site.add(MODULE, service(site.world, GATE)));
      await page.locator('pass-gate[state=error]').waitFor({ state: 'attached', timeout: 60_000 });
      const entries = (await site.world.journal({ since, path: '/api/v2/' })).filter(
        ({ method }) => method !== 'OPTIONS',
      );
      const decisions = entries.filter(({ path }) => path.includes('/decisions/'));
      assert.ok(decisions.length > 1 && decisions.length <= 4, `${decisions.length} attempts`);
      // The first refusal may meet what was already on its way.
      const gaps = entries.slice(2).map(({ at }, index) => at - entries[index + 1]!.at);
      assert.ok(
        gaps.every(gap => gap >= 990),
        gaps.join(', '),
      );
      await heal();
      await page.locator('pass-gate').getByRole('button', { name: 'Try Again' }).click();
      await page.locator('pass-gate[state=authorized]').waitFor({ state: 'attached', timeout: 30_000 });
      assert.deepEqual(
        (await site.world.complaints()).filter(({ seq }) => (seq ?? 0) > entries[1]!.seq),
        [],
      );
    });
  }
});
