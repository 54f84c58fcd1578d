import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { launch, openStage, type Stage, until } from './stage.ts';
import { enterPassword } from './viewer.ts';

const PAGE = '/access-enabler/';

describe('a page of the old SDK, with another script address', () => {
  let browser: Browser;
  let stage: Stage;
  before(async () => {
    browser = await launch();
    stage = await openStage(browser, PAGE);
  });
  after(async () => {
    await stage?.close();
    await browser?.close();
  });

  const told = (page = stage.page): Promise<string[]> => page.locator('#log li').allTextContents();
  const tells = (what: string, page = stage.page): Promise<void> =>
    until(`it is told ${what}`, async () => (await told(page)).some(line => line.startsWith(what)));
  const clear = (): Promise<void> =>
    stage.page.evaluate(() => document.querySelectorAll('#log li').forEach(item => item.remove()));
  /**
   * Later that day: the service counts the visits of `authenticate`, which this device's own account of requests does
   * not, and a day of a viewer in half a minute would meet its limit.
   */
  const later = (): Promise<void> => stage.world.clock.advance(11 * 60_000);
  const choose = async (name: string): Promise<Page> => {
    const opened = stage.context.waitForEvent('page');
    await stage.page.locator('#picker').getByRole('button', { name }).click();
    const window = await opened;
    await window.getByLabel('User ID').waitFor();
    return window;
  };

  it('AE-R1, AE-R5, AE-S1: starts under a strict policy, and is told that nobody is signed in', async () => {
    await tells('setAuthenticationStatus(0, "User Not Authenticated Error")');
    assert.equal(await stage.page.getByRole('button', { name: 'Sign In', exact: true }).isVisible(), true);
    assert.equal(await stage.page.locator('pass-service').count(), 1);
    assert.equal(await stage.page.locator('iframe').count(), 0);
  });

  it('AE-R24, AE-R35, AE-S6: shows its own dialog, and is told when that is dismissed', async () => {
    await clear();
    await stage.page.getByRole('button', { name: 'Sign In', exact: true }).click();
    await stage.page.getByRole('button', { name: 'Not now' }).click();
    await tells('setAuthenticationStatus(0, "Provider not Selected Error")');
    assert.deepEqual(
      (await told()).map(line => line.split('(')[0]),
      [
        'displayProviderDialog',
        'errorEvent',
        'setAuthenticationStatus',
        'preauthorizedResources',
        'sendTrackingData',
      ].filter(name => name !== 'preauthorizedResources'),
    );
  });

  it('AE-R36, AE-S5: a window that the viewer closes is told to nobody but to who asks for it; the next try works', async () => {
    const { page } = stage;
    await clear();
    await page.evaluate(() =>
      document.addEventListener('access-enabler-cancelled', () => (document.body.dataset['cancelled'] = 'yes')),
    );
    await page.getByRole('button', { name: 'Sign In', exact: true }).click();
    const window = await choose('Acme Cable');
    await window.close();
    await page.bringToFront();
    await page.locator('body[data-cancelled=yes]').waitFor();
    assert.deepEqual(
      (await told()).map(line => line.split('(')[0]),
      ['displayProviderDialog', 'sendTrackingData'],
    );
  });

  it('AE-R30, AE-R31, AE-R32, AE-R33, AE-R34, AE-S4: signs in in its mvpdwindow, without a reload', async () => {
    const { page, context } = stage;
    await later();
    await clear();
    await page.evaluate(() => void (document.body.dataset['stayed'] = 'yes'));
    await page.getByRole('button', { name: 'Sign In', exact: true }).click();
    const window = await choose('Pickwell Choice');
    assert.equal(await window.evaluate(() => name), 'mvpdwindow');
    const closed = window.waitForEvent('close');
    let startedThere = false;
    window.on('domcontentloaded', () => {
      if (window.isClosed() || !window.url().includes(PAGE)) return;
      window
        .locator('#log li')
        .count()
        .then(
          count => (startedThere ||= count > 0),
          () => {},
        );
    });
    await enterPassword(window);
    await closed;
    await tells('preauthorizedResources');
    assert.equal(startedThere, false);
    assert.equal(context.pages().length, 1);
    assert.equal(await page.locator('body').getAttribute('data-stayed'), 'yes');
    assert.equal(await page.locator('#who').textContent(), 'Signed in with pickwell');
    assert.ok((await told()).includes('setAuthenticationStatus(1, "")'));
    assert.equal(await page.locator('iframe').count(), 0);
  });

  it('AE-R46, AE-R47, AE-R56, AE-R61, AE-S8, AE-S9, AE-S13, AE-S16: plays, is denied, marks its list, reads metadata', async () => {
    const { page } = stage;
    await page.locator('#show-news[data-open=true]').waitFor();
    assert.equal(await page.locator('#show-premium').getAttribute('data-open'), 'false');
    await tells('setMetadataStatus("language", false, "en")');
    await page.locator('#show-news').click();
    await page.locator('#player:not([hidden])').waitFor();
    await tells('setToken("news"');
    await page.locator('#show-premium').click();
    await tells('tokenRequestFailed("premium", "User Not Authorized Error"');
    const text = await page.locator('#message').textContent();
    assert.ok(text && text.length > 10 && !text.startsWith('Not to be'), 'the provider’s own words');
  });

  it('AE-R2, AE-R16, AE-S2: is still signed in after a reload, and on the page with elements, which asks for nothing new', async () => {
    const { page, world } = stage;
    await later();
    await world.clearJournal();
    await page.reload();
    await tells('setAuthenticationStatus(1, "")');
    const requests = async (): Promise<string[]> => (await world.journal()).map(({ path }) => path);
    assert.equal(
      (await requests()).some(path => path.includes('/o/client/')),
      false,
    );
    const other = await stage.context.newPage();
    await other.goto(`${stage.site}${PAGE}elements`);
    await other.locator('pass-account[state=signed-in]').waitFor();
    assert.equal(
      (await requests()).some(path => path.includes('/o/client/')),
      false,
    );
    await other.close();
  });

  it('AE-R64, AE-R65, AE-S17: signs out without leaving the page', async () => {
    const { page } = stage;
    await page.evaluate(() => void (document.body.dataset['stayed'] = 'yes'));
    await clear();
    await page.getByRole('button', { name: 'Sign Out', exact: true }).click();
    await tells('setAuthenticationStatus(0, "User Not Authenticated Error")');
    await page.getByRole('button', { name: 'Sign In', exact: true }).waitFor();
    assert.equal(await page.locator('body').getAttribute('data-stayed'), 'yes');
    await until('its window is gone', async () => stage.context.pages().length === 1);
  });

  it('AE-R29, AE-R39, AE-S3, AE-S11: without backgroundLogin the page leaves to the provider, and comes back signed in', async () => {
    const { page, site, world } = stage;
    await later();
    await page.goto(`${site}${PAGE}?redirect`);
    await tells('setAuthenticationStatus(0');
    await page.locator('#show-news').click();
    await page.locator('#picker').getByRole('button', { name: 'Acme Cable' }).click();
    await page.getByLabel('User ID').waitFor();
    assert.equal((await world.codes()).at(-1)!.redirectUrl, `${site}${PAGE}?redirect`);
    await enterPassword(page);
    await page.waitForURL(`${site}${PAGE}?redirect`);
    await tells('setAuthenticationStatus(1, "")');
    const [data] = (await told()).filter(line => line.startsWith('sendTrackingData("authenticationDetection"'));
    assert.match(data!, /\[true,"acmeCable",/);
  });

  it('leaves the service without a complaint and the console free of errors', async () => {
    assert.deepEqual(await stage.world.complaints(), []);
    assert.deepEqual(stage.problems, []);
  });
});
