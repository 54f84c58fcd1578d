import { Hono, type Context } from 'hono';
import type { Env } from '../shared/world-types.ts';
import { createRecipients } from './create.ts';
import { endpoint } from './endpoint.ts';
import { denied } from './envelope.ts';
import { listJobs, listTasks, readJob } from './jobs.ts';
import { listRecipients, readRecipient, updateRecipient } from './recipients.ts';
import { issueToken } from './token.ts';

type Handler = (c: Context<Env>) => Response;

/** The token call, the three of jobs and the four of recipients; 405 for other verbs on them (section 12). */
export function watermarkRoutes(): Hono<Env> {
  const app = new Hono<Env>({ strict: true });
  const on = (path: string, methods: Record<string, Handler>) =>
    app.all(path, c => (methods[c.req.method] ?? wrongMethod)(c));

  on('/api/token/:site', { GET: issueToken });
  on('/api/job/:site', { GET: endpoint(listJobs) });
  on('/api/job/:site/:id', { GET: endpoint(readJob) });
  on('/api/job/:site/:id/recipient', { GET: endpoint(listTasks) });
  on('/api/recipient/:site', { GET: endpoint(listRecipients), POST: endpoint(createRecipients) });
  on('/api/recipient/:site/:id', { GET: endpoint(readRecipient), PUT: endpoint(updateRecipient) });
  for (const part of ['token', 'job', 'recipient']) {
    app.all(`/api/${part}/*`, c => denied(c.env.call, 404, 'there is no such path', 'DWM-R9'));
  }
  return app;
}

/** Deleting is not documented, and no client offers it (6.4). */
function wrongMethod(c: Context<Env>): Response {
  const rule = c.req.method === 'DELETE' ? 'DWM-R34' : 'DWM-R5';
  return denied(c.env.call, 405, `${c.req.method} is not allowed here`, rule);
}
