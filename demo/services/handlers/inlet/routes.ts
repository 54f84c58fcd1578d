import { Hono, type Context } from 'hono';
import type { Env } from '../shared/world-types.ts';
import { receiveBatch } from './batch.ts';
import { problem } from './problems.ts';
import { receiveMessage } from './single.ts';

type Handler = (c: Context<Env>) => Response | Promise<Response>;

/** The collection half of streaming connections: one message, or several. */
export function inletRoutes(): Hono<Env> {
  const app = new Hono<Env>({ strict: true });
  const on = (path: string, handle: Handler) =>
    app.all(path, c => (c.req.method === 'POST' ? handle(c) : refuse(c, 405, `${c.req.method} is not allowed here`)));
  on('/collection/batch/:inlet', receiveBatch);
  on('/collection/:inlet', receiveMessage);
  app.all('/collection/*', c => refuse(c, 404, 'there is no such path'));
  return app;
}

function refuse(c: Context<Env>, status: number, message: string): Response {
  return problem(c.env.world, c.env.call, { status, title: 'Bad request', message, rule: 'STREAM-R20' });
}
