import { Hono, type Context } from 'hono';
import type { Env } from '../shared/world-types.ts';
import { create } from './create.ts';
import { endpoint } from './endpoint.ts';
import { gatewayError, json } from './errors.ts';
import { act, read, remove, test } from './item.ts';
import { list, LIST_QUERY, search } from './list.ts';
import { KINDS } from './state.ts';
import { update } from './update.ts';

type Handler = (c: Context<Env>) => Response;

const BASE = '/data/foundation/flowservice';

/** The control half of streaming connections: base, source and target connections, and dataflows. */
export function flowRoutes(): Hono<Env> {
  const app = new Hono<Env>({ strict: true });
  const on = (path: string, methods: Record<string, Handler>) =>
    app.all(BASE + path, c => (methods[c.req.method] ?? wrongMethod)(c));

  const token = ['continuationToken'];
  on('/connections/search', { POST: endpoint({ kind: 'connections', body: true, query: token }, search) });
  on('/connections/:id/test', { GET: endpoint({ kind: 'connections' }, test) });
  on('/flows/:id/action', { POST: endpoint({ kind: 'flows', writes: true, query: ['op'] }, act) });
  for (const kind of KINDS) {
    on(`/${kind}`, {
      GET: endpoint({ kind, query: LIST_QUERY }, list),
      POST: endpoint({ kind, writes: true, body: true }, create),
    });
    const item = {
      GET: endpoint({ kind }, read),
      PATCH: endpoint({ kind, writes: true, body: true }, update),
      DELETE: endpoint({ kind, writes: true }, remove),
    };
    on(`/${kind}/:id`, item);
    // One document writes PATCH and DELETE with a slash at the end (section 12).
    on(`/${kind}/:id/`, { PATCH: item.PATCH, DELETE: item.DELETE });
  }
  app.all(`${BASE}/*`, c => gatewayError(c.env.call, '404000', 'there is no such path', { rule: 'STREAM-R1' }));
  return app;
}

function wrongMethod(c: Context<Env>): Response {
  const { call } = c.env;
  call.entry.verdict = 'refused: 405';
  call.complain('STREAM-R1', `${call.entry.method} ${call.entry.path} was refused: 405`, 'refused');
  return json({ error_code: '405000', message: 'the method is not allowed here' }, 405);
}
