import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { inState, launch, openStage, type Stage, until } from './stage.ts';
import { enterPassword, playUntil } from './viewer.ts';

describe('a viewer signs in, unlocks, watches and is measured', () => {
  let browser: Browser;
  let stage: Stage;
  before(async () => {
    browser = await launch();
    stage = await openStage(browser);
  });
  after(async () => {
    await stage?.close();
    await browser?.close();
  });

  const paths = async (since = 0): Promise<string[]> =>
    (await stage.world.journal({ since }))
      .filter(({ method, path }) => method !== 'OPTIONS' && !path.startsWith('/api/v1/'))
      .map(({ method, path }) => `${method} ${path}`);
  const lastSeq = async (): Promise<number> => (await stage.world.journal()).at(-1)?.seq ?? 0;

  it('PASS-R1, PASS-R18: a first visit registers once and asks for no list of providers', async () => {
    await inState(stage.page, 'pass-gate', 'signed-out');
    assert.deepEqual(await paths(), ['POST /o/client/register', 'POST /o/client/token', 'GET /api/v2/demo/profiles']);
    assert.equal(await stage.page.locator('video').count(), 0, 'what is gated is not in the page');
  });

  it('PASS-R33, PASS-R36, PASS-R37, PASS-R40: signs in by keyboard alone, in the provider’s window', async () => {
    const { page, context } = stage;
    const button = page.locator('pass-gate').getByRole('button', { name: 'Sign In' });
    while (!(await button.evaluate(node => (node.getRootNode() as ShadowRoot).activeElement === node))) {
      await page.keyboard.press('Tab');
    }
    await page.keyboard.press('Enter');
    const search = page.getByRole('combobox', { name: 'Search TV providers' });
    await search.waitFor();
    await page.keyboard.type('acm');
    const opened = context.waitForEvent('page');
    await page.keyboard.press('Enter');
    const window = await opened;
    await window.getByLabel('User ID').waitFor();
    const closed = window.waitForEvent('close');
    await window.keyboard.press('Tab');
    await enterPassword(window);
    await closed;
    await inState(page, 'pass-gate', 'authorized');
    await inState(page, 'pass-account', 'signed-in');
    assert.equal(await page.locator('video').count(), 1);
    await page.locator('pass-account').getByText('Signed in with Acme Cable').first().waitFor();
  });

  it('MC-R46, MC-R48, MC-R52, MC-R57, MC-R61: plays 25 s with a pause and a seek, all of it measured in order', async () => {
    const { page, world } = stage;
    const video = page.locator('video');
    await video.focus();
    await video.press('Space');
    await playUntil(page, 12);
    await video.press('Space');
    await until('it pauses', () => video.evaluate((media: HTMLVideoElement) => media.paused));
    await new Promise(resolve => setTimeout(resolve, 1500));
    await video.press('Space');
    await playUntil(page, 15);
    await video.evaluate((media: HTMLVideoElement) => (media.currentTime = 40));
    await playUntil(page, 51);
    await until('the events arrived', async () => {
      const [session] = await world.sessions();
      return (session?.events.filter(({ eventType }) => eventType === 'ping').length ?? 0) >= 2;
    });
    const [session] = await world.sessions();
    const events = session!.events.map(({ eventType }) => eventType);
    const reported = events.filter(type => type !== 'ping' && type !== 'bitrateChange' && !type.startsWith('state'));
    assert.deepEqual(reported, ['sessionStart', 'play', 'pauseStart', 'play', 'pauseStart', 'play']);
    const times = session!.events.map(({ playerTime }) => playerTime.ts);
    assert.deepEqual(
      times,
      [...times].sort((a, b) => a - b),
    );
    const params = session!.events[0]!.params as Record<string, unknown>;
    assert.equal(params['media.pass.mvpd'], 'acmeCable');
    assert.equal(params['media.show'], 'Winter sky');
    assert.deepEqual(await world.complaints(), []);
  });

  it('PASS-R2, PASS-R4, PASS-R19, MC-R87: a reload ends the session and asks for nothing that is known', async () => {
    const { page, world } = stage;
    const before = await lastSeq();
    await page.reload();
    await inState(page, 'pass-gate', 'authorized');
    await until('the profile was checked', async () => (await paths(before)).length >= 2);
    assert.deepEqual((await paths(before)).sort(), [
      'GET /api/v2/demo/profiles/acmeCable',
      'POST /api/v2/demo/decisions/authorize/acmeCable',
    ]);
    await until(
      'the old session ended',
      async () => (await world.sessions())[0]?.events.at(-1)?.eventType === 'sessionEnd',
    );
  });

  it('PASS-R92, PASS-R93, PASS-R98: signs out, at the provider too, and locks the video', async () => {
    const { page, world, site } = stage;
    const before = await lastSeq();
    await page.getByRole('button', { name: 'Sign Out' }).click();
    await until('the provider’s page was visited', async () =>
      (await paths(before)).some(path => path.includes('/adobe-services/logout')),
    );
    await page.waitForURL(`${site}/`);
    await inState(page, 'pass-gate', 'signed-out');
    assert.equal(await page.locator('video').count(), 0);
    assert.equal(
      (await paths(before)).some(path => path.includes('/o/client/')),
      false,
    );
    assert.deepEqual(await world.complaints(), []);
  });

  it('leaves the console free of errors', () => {
    assert.deepEqual(stage.problems, []);
  });
});
