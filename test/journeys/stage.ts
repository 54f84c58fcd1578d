/** A demo, its local services and a browser, all of them for one journey. */
import { serve } from '@hono/node-server';
import type { AddressInfo } from 'node:net';
import type { Server } from 'node:http';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { startServices } from '../../demo/services/server.ts';
import { createSite } from '../../demo/site.ts';
import { openWorld, type TestWorld } from '../support/world.ts';

/** A demo and its local services. */
export interface Demo {
  site: string;
  world: TestWorld;
  close(): Promise<void>;
}

export interface Stage extends Demo {
  context: BrowserContext;
  page: Page;
  /** What the console said that a page free of errors does not say. */
  problems: string[];
}

export const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--autoplay-policy=no-user-gesture-required',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export const launch = (): Promise<Browser> =>
  chromium.launch({ executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium', args: ARGS });

export async function openDemo(): Promise<Demo> {
  const services = await startServices({ port: 0 });
  (globalThis as { TVE_SERVICES_ORIGIN?: string }).TVE_SERVICES_ORIGIN = services.origin;
  const world = await openWorld();
  const server = serve({ fetch: createSite(world.origin).fetch, port: 0, hostname: 'localhost' }) as Server;
  await new Promise(resolve => server.once('listening', resolve));
  return {
    site: `http://localhost:${(server.address() as AddressInfo).port}`,
    world,
    async close() {
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
      await world.close();
      await services.close();
    },
  };
}

/** Opens the demo's front page (or another one) in a browser that has never seen it. */
export async function openStage(browser: Browser, path = '/', locale = 'en-US'): Promise<Stage> {
  const place = await openDemo();
  const context = await browser.newContext({ locale, viewport: { width: 1280, height: 900 } });
  const problems: string[] = [];
  context.on('console', message => {
    if (['error', 'warning'].includes(message.type())) problems.push(`${message.type()}: ${message.text()}`);
  });
  context.on('weberror', event => problems.push(`uncaught: ${event.error().message}`));
  const page = await context.newPage();
  await page.goto(place.site + path);
  return {
    ...place,
    context,
    page,
    problems,
    async close() {
      await context.close();
      await place.close();
    },
  };
}

/** Waits until an element of that tag is in a state. */
export async function inState(page: Page, tag: string, state: string, timeout = 15_000): Promise<void> {
  await page.locator(`${tag}[state="${state}"]`).first().waitFor({ state: 'attached', timeout });
}

/** Waits until a question about the outside is answered with yes. */
export async function until(what: string, ask: () => Promise<boolean>, timeout = 15_000): Promise<void> {
  const end = Date.now() + timeout;
  while (!(await ask())) {
    if (Date.now() > end) throw new Error(`waited in vain until ${what}`);
    await new Promise(resolve => setTimeout(resolve, 100));
  }
}
