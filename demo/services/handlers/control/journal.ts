import type { Context } from 'hono';
import type { Env } from '../shared/world-types.ts';

/** `?since=seq` gives later entries only, `?path=prefix` those of one service, `?method=` and `?status=` as they say. */
export function readJournal(c: Context<Env>): Response {
  const { since = '0', path = '/', method, status } = c.req.query();
  const entries = c.env.world.journal
    .entries()
    .filter(entry => entry.seq > Number(since) && entry.path.startsWith(path))
    .filter(entry => (method === undefined || entry.method === method) && (!status || entry.status === Number(status)));
  return c.json(entries);
}

export function clearJournal(c: Context<Env>): Response {
  c.env.world.journal.clear();
  return c.body(null, 204);
}

/** `?kind=` gives complaints of one kind. */
export function readComplaints(c: Context<Env>): Response {
  const { kind } = c.req.query();
  return c.json(c.env.world.journal.complaints().filter(complaint => kind === undefined || complaint.kind === kind));
}
