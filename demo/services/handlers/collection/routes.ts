import { Hono } from 'hono';
import type { Env } from '../shared/world-types.ts';
import { receiveDownloaded } from './downloaded.ts';
import { reportEvent } from './report-event.ts';
import { refuse, wrongMethod, type Handler } from './request.ts';
import { SCHEMAS } from './schemas.ts';
import { startSession } from './start-session.ts';

/** E1 to E5 of section 1.2; preflights (E6) are answered before any route. */
export function collectionRoutes(): Hono<Env> {
  const app = new Hono<Env>({ strict: true });
  const on = (path: string, method: string, handle: Handler) =>
    app.all(path, c => (c.req.method === method ? handle(c) : wrongMethod(c)));

  on('/api/v1/sessions', 'POST', startSession);
  on('/api/v1/sessions/:sid/events', 'POST', reportEvent);
  on('/api/v1/downloaded', 'POST', receiveDownloaded);
  on('/api/v1/schemas/:eventType', 'GET', serveSchema);
  app.all('/api/v1/*', c => refuse(c.env.call, 404, 'there is no such path'));
  return app;
}

/** `GET schemas/{eventType}` (E3): the very schemas used for validation (MC-R123). */
const serveSchema: Handler = c => {
  const schema = new Map(Object.entries(SCHEMAS)).get(c.req.param('eventType') ?? '');
  if (!schema) return refuse(c.env.call, 404, `there is no schema for ${c.req.param('eventType')}`);
  return new Response(JSON.stringify(schema), { headers: { 'content-type': 'application/json' } });
};
