import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { inState, launch, openStage, type Stage, until } from './stage.ts';
import { enterPassword, pickProvider, signIn } from './viewer.ts';

describe('a viewer who takes a wrong turn', () => {
  let browser: Browser;
  let stage: Stage;
  before(async () => {
    browser = await launch();
  });
  after(() => browser?.close());
  beforeEach(async () => {
    stage = await openStage(browser);
  });
  afterEach(() => stage.close());

  const gateText = (): Promise<string> =>
    stage.page.locator('pass-gate').evaluate(gate => gate.shadowRoot!.textContent ?? '');

  it('reads what is wrong with the password and gets in at the second try', async () => {
    const { page, world } = stage;
    const window = await pickProvider(page, 'Acme Cable');
    await enterPassword(window, 'wrong');
    await window.getByRole('alert').waitFor();
    const closed = window.waitForEvent('close');
    await enterPassword(window);
    await closed;
    await inState(page, 'pass-gate', 'authorized');
    assert.deepEqual(await world.complaints(), []);
  });

  it('PASS-R61: closes the window, is told so after one check, and can start again', async () => {
    const { page, world } = stage;
    const window = await pickProvider(page, 'Acme Cable');
    await window.close();
    await inState(page, 'pass-service', 'signed-out');
    await page.getByText('Sign-in was not finished.').first().waitFor();
    const polls = (await world.journal({ path: '/api/v2/demo/profiles/code/' })).filter(
      ({ method }) => method === 'GET',
    );
    assert.equal(polls.length, 1);
    await page.getByRole('button', { name: 'Close' }).click();
    await signIn(page);
    await inState(page, 'pass-gate', 'authorized');
    assert.deepEqual(await world.complaints(), []);
  });

  it('cancels at the provider and is back where a choice can be made', async () => {
    const { page, world } = stage;
    const window = await pickProvider(page, 'Acme Cable');
    const closed = window.waitForEvent('close');
    await window
      .getByRole('button', { name: 'Cancel' })
      .or(window.getByRole('link', { name: 'Cancel' }))
      .click();
    await closed;
    await page.getByText('Sign-in was not finished.').first().waitFor({ timeout: 20_000 });
    await inState(page, 'pass-service', 'signed-out');
    assert.deepEqual(await world.complaints(), []);
  });

  it('PASS-R60: with windows blocked goes to the provider in this page and comes back signed in', async () => {
    const { page, world, site } = stage;
    await page.addInitScript(() => (window.open = () => null));
    await page.reload();
    await inState(page, 'pass-gate', 'signed-out');
    await page.locator('pass-gate').getByRole('button', { name: 'Sign In' }).click();
    const search = page.getByRole('combobox');
    await search.fill('acme');
    await search.press('Enter');
    await enterPassword(page);
    await page.waitForURL(`${site}/`);
    await inState(page, 'pass-gate', 'authorized');
    const asked = (await world.journal({ path: '/api/v2/demo/' }))
      .filter(({ method }) => method !== 'OPTIONS')
      .slice(-2);
    assert.match(asked[0]!.path, /profiles\/code\//, 'back from the provider the code is asked for first');
    assert.match(asked[1]!.path, /decisions\/authorize\//, 'and then only the decision');
    assert.deepEqual(await world.complaints(), []);
  });

  it('PASS-R130: is signed in by the home network without a form', async () => {
    const { page, world } = stage;
    const window = await pickProvider(page, 'Hearthnet');
    await window.waitForEvent('close', { timeout: 20_000 });
    await inState(page, 'pass-gate', 'authorized');
    assert.deepEqual(await world.complaints(), []);
  });

  it('gets through although the provider’s page cuts the line between the windows', async () => {
    const { page, world } = stage;
    const window = await pickProvider(page, 'Irongate');
    // The window now looks closed to the page that opened it.
    await until('the page doubts', () => page.getByText('Sign-in was not finished.').first().isVisible());
    const closed = window.waitForEvent('close');
    await enterPassword(window);
    await closed;
    await inState(page, 'pass-gate', 'authorized');
    assert.deepEqual(await world.complaints(), []);
  });

  it('PASS-R87, UX-R36, UX-R38: is refused with the provider’s reason and may change the provider', async () => {
    const { page } = stage;
    await page.locator('pass-gate').evaluate(gate => gate.setAttribute('resource', 'premium'));
    await signIn(page);
    await inState(page, 'pass-gate', 'denied');
    assert.equal(await page.locator('video').count(), 0);
    const gate = page.locator('pass-gate');
    await gate.getByRole('button', { name: 'Change TV provider' }).waitFor();
    assert.equal(await gate.getByRole('button', { name: 'Sign In', exact: true }).count(), 0);
    await gate.getByRole('button', { name: 'Change TV provider' }).click();
    const search = page.getByRole('combobox');
    await search.fill('Brightwater');
    const opened = page.context().waitForEvent('page');
    await search.press('Enter');
    const window = await opened;
    const closed = window.waitForEvent('close');
    await enterPassword(window);
    await closed;
    await inState(page, 'pass-gate', 'authorized');
  });

  it('PASS-R80: sees nothing when the page’s own check of the media token breaks down', async () => {
    const { page, problems } = stage;
    await page.locator('pass-gate').evaluate(gate =>
      gate.addEventListener('pass-verify', () => {
        throw new Error('the check broke down');
      }),
    );
    await signIn(page);
    await inState(page, 'pass-gate', 'denied');
    assert.equal(await page.locator('video').count(), 0);
    assert.ok(
      problems.some(problem => problem.includes('the check broke down')),
      'the page is told of its error',
    );
  });

  it('PASS-R122: reads that the service cannot be reached, and goes on once it can', async () => {
    const { page, world } = stage;
    const restore = await world.fault({ path: '/api/v2', drop: true });
    await page.evaluate(() => indexedDB.deleteDatabase('tve-elements'));
    await page.reload();
    await inState(page, 'pass-gate', 'error', 30_000);
    assert.match(await gateText(), /Check your connection/);
    await restore();
    await page.locator('pass-gate').getByRole('button', { name: 'Try again' }).click();
    await inState(page, 'pass-gate', 'signed-out');
  });
});
