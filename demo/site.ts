/** The demo's own site: pages, their media, and the built files under `/dist`, with the policy a careful publisher has. */
import { serveStatic } from '@hono/node-server/serve-static';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import { Hono } from 'hono';
import { PLAYERS, playerPage, widened } from './players/pages.ts';
import { vendorFile } from './players/vendor.ts';

const DEMO = import.meta.dirname;
const DIST = join(DEMO, '..', 'dist');
/** What the pages are written with; another port is put in its place when they are served. */
const WRITTEN_SERVICES = 'http://localhost:8787';

/** The page with elements for staff and for viewers has Lit twice, once in each file. */
const TWO_FILES = '/console/chain.html';

/**
 * Nothing inline, nothing from elsewhere, no raw HTML from scripts. The one Trusted Types policy is Lit's own.
 * The service's origin is where requests go and where providers' logos come from.
 */
export const contentPolicy = (services: string, twice = false): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    `img-src 'self' ${services}`,
    "media-src 'self'",
    `connect-src 'self' ${services}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    `trusted-types lit-html${twice ? " 'allow-duplicates'" : ''}`,
  ].join('; ');

export function createSite(services: string, dist = DIST): Hono {
  const site = new Hono();
  site.use('*', async (c, next) => {
    await next();
    c.header('Cache-Control', 'no-cache');
    c.header('X-Content-Type-Options', 'nosniff');
    c.header('Referrer-Policy', 'strict-origin-when-cross-origin');
  });
  site.use('/dist/*', serveStatic({ root: dist, rewriteRequestPath: path => path.replace(/^\/dist/, '') }));
  site.get('/players/:name{[\\w-]+}', async (c, next) => {
    const name = c.req.param('name');
    const page = await playerPage(name);
    if (page === undefined) return next();
    c.header('Content-Security-Policy', widened(contentPolicy(services), PLAYERS[name]!.needs));
    return c.html(page.replaceAll(WRITTEN_SERVICES, services));
  });
  site.get('/vendor/:file', async (c, next) => {
    const file = c.req.param('file');
    const text = await vendorFile(file);
    if (text === undefined) return next();
    return c.body(text, 200, { 'Content-Type': file.endsWith('.css') ? 'text/css' : 'text/javascript' });
  });
  site.get('*', async (c, next) => {
    const path = normalize(new URL(c.req.url).pathname);
    const file = path.endsWith('/') ? `${path}index.html` : extname(path) ? path : `${path}.html`;
    if (extname(file) !== '.html') return next();
    try {
      const page = await readFile(join(DEMO, file), 'utf8');
      c.header('Content-Security-Policy', contentPolicy(services, file === TWO_FILES));
      return c.html(page.replaceAll(WRITTEN_SERVICES, services));
    } catch {
      return c.text('There is no such page here.', 404);
    }
  });
  site.use('*', serveStatic({ root: DEMO }));
  return site;
}
