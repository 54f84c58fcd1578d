import { Hono } from 'hono';
import type { Env } from '../shared/world-types.ts';
import { json } from '../flow/errors.ts';
import { refuse } from './problems.ts';
import { receiveEdge } from './sessions.ts';

/** The Media Edge API: the Edge variant of Media Collection (section 10). */
export function edgeRoutes(): Hono<Env> {
  const app = new Hono<Env>({ strict: true });
  for (const path of ['/ee/va/v1/:event', '/ee/:hint/va/v1/:event']) {
    app.post(path, receiveEdge);
    app.all(path, c => {
      const { call } = c.env;
      call.entry.verdict = 'refused: 405';
      call.complain('MC-R121', `${call.entry.method} ${call.entry.path} was refused: 405`, 'refused');
      return json({ status: 405, title: 'Method not allowed' }, 405);
    });
  }
  app.all('/ee/*', c => refuse(c.env.call, { code: 'va-edge-0404-404', detail: 'there is no such path' }));
  return app;
}
