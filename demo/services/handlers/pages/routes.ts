import { Hono } from 'hono';
import type { Env } from '../shared/world-types.ts';
import { aboutPage } from './about.ts';
import { logoOf } from './logo.ts';
import { brandStyle, PAGE_STYLE } from './style.ts';
import { openLogin, returnHome, submitLogin, visitLogout } from './visits.ts';

/** Pages and pictures that are no part of an API. */
export function pageRoutes(): Hono<Env> {
  const app = new Hono<Env>({ strict: true });
  const css = (text: string) => new Response(text, { headers: { 'content-type': 'text/css;charset=utf-8' } });

  app.get('/', () => aboutPage());
  app.get('/favicon.ico', () => new Response(null, { status: 204 }));
  app.get('/style/pages.css', () => css(PAGE_STYLE));
  app.get('/logos/:file{.+\\.svg}', c => {
    const provider = c.env.world.pass.providers.get(c.req.param('file').slice(0, -'.svg'.length));
    return provider ? logoOf(provider) : new Response('no such logo', { status: 404 });
  });

  app.get('/mvpd/:mvpd/style.css', c =>
    css(brandStyle(c.env.world.pass.providers.get(c.req.param('mvpd'))?.color ?? '#334155')),
  );
  app.get('/mvpd/:mvpd/login', openLogin);
  app.post('/mvpd/:mvpd/login', submitLogin);
  app.get('/mvpd/:mvpd/return', returnHome);
  app.get('/adobe-services/logout', visitLogout);
  return app;
}
