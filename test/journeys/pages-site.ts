/** Pages of a test's own on the demo's site: with its files, its policy and a world of the local services. */
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { SERVICE_PROVIDER, SOFTWARE_STATEMENT } from '../../demo/services/fixtures.ts';
import { startServices } from '../../demo/services/server.ts';
import { contentPolicy, createSite } from '../../demo/site.ts';
import { openWorld, type TestWorld } from '../support/world.ts';

export interface PagesSite {
  origin: string;
  world: TestWorld;
  context: BrowserContext;
  /** Adds a page and gives its address; an array is sent piece by piece, each once its promise is kept. */
  add(head: string, body: string | (string | Promise<string>)[], policy?: boolean): string;
  /** Opens an address; what it reports is in `problems`. */
  open(address: string): Promise<Page>;
  problems: string[];
  /** From the next page on this device is signed in, as after an earlier visit. */
  signIn(...mvpds: string[]): Promise<void>;
  close(): Promise<void>;
}

/** Runs before anything else on a page: keeps what the policy forbids, even before our scripts are there. */
const WATCH = `window.violations = [];
document.addEventListener('securitypolicyviolation', event =>
  window.violations.push(event.violatedDirective + ' ' + event.blockedURI + ' ' + event.sample));`;

export async function openSite(browser: Browser): Promise<PagesSite> {
  const services = await startServices({ port: 0 });
  (globalThis as { TVE_SERVICES_ORIGIN?: string }).TVE_SERVICES_ORIGIN = services.origin;
  const world = await openWorld();
  const app = new Hono();
  app.get('/watch.js', c => c.body(WATCH, 200, { 'content-type': 'text/javascript' }));
  const pages: { head: string; body: (string | Promise<string>)[]; policy: boolean }[] = [];
  app.get('/pages/:number', c => {
    const page = pages[Number(c.req.param('number'))];
    if (!page) return c.notFound();
    const { head, body, policy } = page;
    const encoder = new TextEncoder();
    const stream = new ReadableStream<Uint8Array>({
      async start(controller) {
        const start = `<!doctype html><html lang="en"><head><title>page</title><script src="/watch.js"></script>${head}</head><body>`;
        for (const piece of [start, ...body]) controller.enqueue(encoder.encode(await piece));
        controller.close();
      },
    });
    const headers = { 'content-type': 'text/html; charset=utf-8' };
    return new Response(stream, {
      headers: policy ? { ...headers, 'content-security-policy': contentPolicy(world.origin) } : headers,
    });
  });
  app.route('/', createSite(world.origin));
  const server = serve({ fetch: app.fetch, port: 0, hostname: 'localhost' }) as Server;
  await new Promise(resolve => server.once('listening', resolve));
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  const context = await browser.newContext({ locale: 'en-US' });
  const problems: string[] = [];
  context.on('console', message => {
    if (['error', 'warning'].includes(message.type())) problems.push(`${message.type()}: ${message.text()}`);
  });
  context.on('weberror', ({ error }) => problems.push(`uncaught: ${error().message}`));

  /** What the service knows this device by. */
  let seat: { client: string; device: string } | undefined;
  const takeSeat = async (): Promise<NonNullable<typeof seat>> => {
    const page = await site.open(site.add(MODULE, service(world)));
    await page.locator('pass-service[state=signed-out]').waitFor({ state: 'attached' });
    const journal = await world.journal();
    const { client_id: client } = journal.find(({ path }) => path.endsWith('/register'))!.response as {
      client_id: string;
    };
    const header = journal.find(({ path }) => path.endsWith('/profiles'))!.headers['ap-device-identifier']!;
    await page.close();
    return { client, device: atob(header.split(' ')[1]!) };
  };

  const site: PagesSite = {
    origin,
    world,
    context,
    problems,
    add(head, body, policy = false) {
      pages.push({ head, body: [body].flat(), policy });
      return `${origin}/pages/${pages.length - 1}`;
    },
    async open(address) {
      const page = await context.newPage();
      // A page that is still being sent is open as soon as its first piece is there.
      await page.goto(address, { waitUntil: 'commit' });
      return page;
    },
    async signIn(...mvpds) {
      seat ??= await takeSeat();
      for (const mvpd of mvpds) await world.signIn({ ...seat, mvpd });
      await world.clearJournal();
    },
    async close() {
      await context.close();
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
      await world.close();
      await services.close();
    },
  };
  return site;
}

export const MODULE = '<script type="module" src="/dist/cdn/tve-elements.js"></script>';
export const CLASSIC = '<script src="/dist/cdn/tve-elements.iife.js"></script>';

export const service = ({ origin }: TestWorld, inner = ''): string =>
  `<pass-service service-provider="${SERVICE_PROVIDER}" software-statement="${SOFTWARE_STATEMENT}" base-url="${origin}">${inner}</pass-service>`;

/** What the policy forbade on a page so far. */
export const violations = (page: Page): Promise<string[]> =>
  page.evaluate(() => (window as unknown as { violations: string[] }).violations);
