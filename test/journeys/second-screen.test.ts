import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { inState, launch, openStage, type Stage, until } from './stage.ts';
import { enterPassword } from './viewer.ts';

describe('a viewer signs a television in with a phone', () => {
  let browser: Browser;
  before(async () => void (browser = await launch()));
  after(() => browser?.close());

  const onPhone = async (stage: Stage, path: string, run: (phone: Page) => Promise<void>): Promise<void> => {
    const context: BrowserContext = await browser.newContext({
      viewport: { width: 390, height: 800 },
      locale: 'en-US',
    });
    try {
      const phone = await context.newPage();
      await phone.goto(stage.site + path);
      await run(phone);
    } finally {
      await context.close();
    }
  };
  /** A television and a phone share the address of their household, which the service takes for one device. */
  const openTelevision = async (throttle = false): Promise<Stage> => {
    const stage = await openStage(browser, '/tv');
    await stage.world.switches({ throttle });
    return stage;
  };
  const shownCode = async (stage: Stage): Promise<string> => {
    await inState(stage.page, 'pass-auth-code', 'waiting');
    return (await stage.page.locator('pass-auth-code').getAttribute('code'))!;
  };

  it('PASS-R38 to PASS-R45, PASS-R47, PASS-R49, PASS-R139, PASS-R141: types the code and chooses the provider there', async () => {
    const stage = await openTelevision();
    try {
      const code = await shownCode(stage);
      const picture = stage.page.getByRole('img', { name: /^QR code/ }).locator('svg > path');
      assert.equal(await picture.count(), 2, 'the light ground and the dark modules, side by side');
      await onPhone(stage, '/activate', async phone => {
        await phone.getByRole('textbox').fill(`${code.slice(0, 3)} ${code.slice(3).toLowerCase()}`);
        await phone.keyboard.press('Enter');
        await inState(phone, 'pass-activate', 'choose-provider');
        await phone.getByRole('option', { name: 'Acme Cable' }).first().click();
        await enterPassword(phone);
        await inState(phone, 'pass-activate', 'done');
        await phone.getByText('Your TV is signed in').first().waitFor();
      });
      await inState(stage.page, 'pass-auth-code', 'done');
      await inState(stage.page, 'pass-gate', 'authorized');
      assert.equal(await stage.page.locator('pass-auth-code').getAttribute('code'), null);
      assert.deepEqual(await stage.world.complaints(), []);
      assert.deepEqual(stage.problems, []);
    } finally {
      await stage.close();
    }
  });

  it('PASS-R118: gets through although both devices share what a household may ask', async () => {
    const stage = await openTelevision(true);
    const look = (): Promise<void> => new Promise(resolve => setTimeout(resolve, 2000));
    try {
      await shownCode(stage);
      await look();
      // Another code, which costs as much as another tab of the television.
      await stage.page.locator('pass-auth-code').evaluate(element => {
        element.setAttribute('provider', 'acmeCable');
        void (element as HTMLElement & { start(): Promise<void> }).start();
      });
      await look();
      const code = await shownCode(stage);
      await onPhone(stage, '/activate', async phone => {
        await phone.getByRole('textbox').fill(code);
        await look();
        await phone.keyboard.press('Enter');
        // The provider's page is not refused: nobody could ask for it again.
        await enterPassword(phone);
        await inState(phone, 'pass-activate', 'done', 30_000);
      });
      await inState(stage.page, 'pass-gate', 'authorized', 30_000);
      const asked = await stage.world.journal({ path: '/api/v2/authenticate/' });
      assert.deepEqual(
        asked.map(({ status }) => status),
        [302],
      );
      // What one device did not know of the other, the service may have refused; it was asked again.
      const complaints = await stage.world.complaints();
      assert.deepEqual(
        complaints.filter(({ kind }) => kind !== 'throttle'),
        [],
      );
    } finally {
      await stage.close();
    }
  });

  it('PASS-R47, PASS-R106: scans the picture of a television that has a provider, and compares the code', async () => {
    const stage = await openTelevision();
    try {
      const first = await shownCode(stage);
      await stage.page.locator('pass-auth-code').evaluate(element => {
        element.setAttribute('provider', 'acmeCable');
        void (element as HTMLElement & { start(): Promise<void> }).start();
      });
      await until('there is another code', async () => {
        const code = await stage.page.locator('pass-auth-code').getAttribute('code');
        return code !== null && code !== first;
      });
      const code = await shownCode(stage);
      await onPhone(stage, `/activate?code=${code}`, async phone => {
        await inState(phone, 'pass-activate', 'choose-provider');
        assert.equal(new URL(phone.url()).search, '');
        await phone.locator('pass-activate').getByRole('button', { name: 'Continue' }).click();
        await enterPassword(phone);
        await inState(phone, 'pass-activate', 'done');
      });
      await inState(stage.page, 'pass-auth-code', 'done');
      assert.deepEqual(await stage.world.complaints(), []);
      assert.deepEqual(stage.problems, []);
    } finally {
      await stage.close();
    }
  });
});

describe('a viewer looks what there is to watch', () => {
  let browser: Browser;
  before(async () => void (browser = await launch()));
  after(() => browser?.close());

  it('PASS-R65, PASS-R69, UX-R13, UX-R16 to UX-R18: marks for everybody, true ones for whoever signs in', async () => {
    const stage = await openStage(browser, '/catalog');
    try {
      const { page, world } = stage;
      const titles = page.locator('[data-resource]');
      await page.getByText('Sign In to watch').first().waitFor();
      assert.equal(await titles.count(), 20);
      assert.equal(await page.locator('[data-entitled=unknown]').count(), 20);
      const icon = (state: string): Promise<string> =>
        page
          .locator(`[data-entitled=${state}] .mark`)
          .first()
          .evaluate(mark => getComputedStyle(mark, '::before').backgroundImage);
      assert.match(await icon('unknown'), /key\.svg/, 'a red key asks to sign in');
      const button = page.locator('pass-account').getByRole('button', { name: 'Sign In' });
      const box = (await button.boundingBox())!;
      assert.ok(box.x > 1280 / 2 && box.y < 100, 'upper right of the page');
      await page.setViewportSize({ width: 390, height: 800 });
      assert.ok((await button.boundingBox())!.y < 200, 'at the top of a phone');
      await page.setViewportSize({ width: 1280, height: 900 });
      assert.equal(await page.getByText(/log ?in/i).count(), 0, 'no account of the site’s own beside it');
      await button.click();
      const search = page.getByRole('combobox');
      await search.fill('acme');
      const opened = page.context().waitForEvent('page');
      await search.press('Enter');
      await enterPassword(await opened);
      await inState(page, 'pass-catalog', 'ready', 30_000);
      assert.equal(await page.locator('[data-resource=news][data-entitled=true]').count(), 1);
      assert.equal(await page.locator('[data-resource=premium][data-entitled=false]').count(), 2);
      assert.match(await icon('true'), /check\.svg/, 'a check in a green circle for what is included');
      const words = await page.locator('[data-resource=news] [data-entitled-text]').first().textContent();
      assert.equal(words, 'Included', 'and the same in words');
      assert.deepEqual(await world.complaints(), []);
      assert.deepEqual(stage.problems, []);
    } finally {
      await stage.close();
    }
  });
});
