/** What a viewer does, named as they would name it. */
import type { Page } from 'playwright-core';
import { inState } from './stage.ts';

/** Opens the picker of the gate and picks a provider by typing. Gives back the provider's window. */
export async function pickProvider(page: Page, name: string): Promise<Page> {
  await inState(page, 'pass-gate', 'signed-out');
  await page.locator('pass-gate').getByRole('button', { name: 'Sign In' }).first().click();
  const picker = page.locator('pass-gate pass-provider-picker');
  await picker.waitFor();
  const change = picker.getByRole('button', { name: 'Change TV provider' });
  const search = picker.getByRole('combobox');
  await change.or(search).first().waitFor();
  if (await change.isVisible()) await change.click();
  await search.fill(name);
  const opened = page.context().waitForEvent('page');
  await search.press('Enter');
  const window = await opened;
  await window.getByLabel('Password').or(window.getByRole('heading')).first().waitFor();
  return window;
}

export async function enterPassword(window: Page, password = 'demo'): Promise<void> {
  await window.getByLabel('User ID').fill('demo');
  await window.getByLabel('Password').fill(password);
  await window.getByRole('button', { name: 'Sign In' }).click();
}

export async function signIn(page: Page, provider = 'Acme Cable'): Promise<void> {
  const window = await pickProvider(page, provider);
  const closed = window.waitForEvent('close');
  await enterPassword(window);
  await closed;
  await inState(page, 'pass-service', 'signed-in');
}

/** Plays the video until it stands at a position, in seconds. */
export async function playUntil(page: Page, seconds: number): Promise<void> {
  await page.waitForFunction(at => (document.querySelector('video')?.currentTime ?? 0) >= at, seconds, {
    timeout: 60_000,
  });
}
