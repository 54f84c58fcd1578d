import type { Context } from 'hono';
import type { Env } from '../shared/world-types.ts';
import { expire, touch } from './lifetime.ts';
import { note, readJson, refuse } from './request.ts';
import type { MediaEvent, MediaSession } from './state.ts';
import { validateEvent } from './validate.ts';

/** `POST sessions/{sid}/events` (E2): 204 and never a body (MC-R119). */
export function reportEvent(c: Context<Env>): Response {
  const { world, call } = c.env;
  const read = readJson(world, call);
  if (read instanceof Response) return read;
  const validation = validateEvent(read.body, 'events', world.switches.strict);
  const session = world.collection.sessions.get(c.req.param('sid') ?? '');
  if ('problem' in validation) {
    if (session) keepRefused(session, read.body, call.entry.time, validation.problem);
    return refuse(call, 400, validation.problem);
  }
  const { event, warnings } = validation;
  if (!session || session.kind !== 'online') return refuse(call, 404, 'session: unknown');
  const now = call.entry.time;
  if (expire(session, now).state === 'expired') {
    keepRefused(session, event, now, `session closed after ${session.closedBy}`);
    // No client can know the clock of the service: it learns from this answer and opens a new session.
    return refuse(call, 410, `session: closed after ${session.closedBy}`, { blameless: true });
  }
  if (session.state === 'ended') return afterEnd(c, session, event);

  const sequence = session.watch.observe(event);
  note(call, warnings, sequence);
  session.events.push({ arrived: now, verdict: 'accepted', warnings: [...warnings, ...sequence], event });
  touch(session, event.playerTime.playhead, now);
  if (event.eventType === 'sessionComplete') session.state = 'completed';
  if (event.eventType === 'sessionEnd') session.state = 'ended';
  return new Response(null, { status: 204 });
}

/** C15: 410, or silently dropped. */
function afterEnd(c: Context<Env>, session: MediaSession, event: MediaEvent): Response {
  const { world, call } = c.env;
  const text = `${event.eventType} after sessionEnd`;
  keepRefused(session, event, call.entry.time, text);
  note(call, [], [text]);
  if (world.switches.afterSessionEnd === 204) return new Response(null, { status: 204 });
  return refuse(call, 410, 'session: closed by sessionEnd', { blameless: true });
}

function keepRefused(session: MediaSession, event: unknown, arrived: number, reason: string): void {
  session.events.push({ arrived, verdict: `refused: ${reason}`, warnings: [], event: event as MediaEvent });
}
