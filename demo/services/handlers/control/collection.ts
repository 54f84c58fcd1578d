import type { Context } from 'hono';
import { expire } from '../collection/lifetime.ts';
import { eventsByTime, measure } from '../collection/metrics.ts';
import type { MediaSession } from '../collection/state.ts';
import type { Env } from '../shared/world-types.ts';
import { ControlError } from './input.ts';

export function listMediaSessions(c: Context<Env>): Response {
  const sessions = [...c.env.world.collection.sessions.values()];
  return c.json(sessions.map(session => summarize(c, session)));
}

/** One session: its events as they came and as the service sorts them, its metrics, and every remark (MC-R129). */
export function readMediaSession(c: Context<Env>): Response {
  const session = c.env.world.collection.sessions.get(c.req.param('id') ?? '');
  if (!session) throw new ControlError('there is no such session', 404);
  return c.json({
    ...summarize(c, session),
    received: session.events,
    events: eventsByTime(session),
    metrics: measure(session),
  });
}

function summarize(c: Context<Env>, session: MediaSession) {
  const { id, kind, state, created, lastEvent, lastPlayhead, lastMovement, closedBy, events } = expire(
    session,
    c.env.world.clock.now(),
  );
  const start = events[0]?.event;
  return {
    ...{ id, kind, state, created, lastEvent, lastPlayhead, lastMovement, closedBy },
    mediaId: start?.params?.['media.id'],
    eventTypes: events.filter(({ verdict }) => verdict === 'accepted').map(({ event }) => event.eventType),
    warnings: events.flatMap(({ warnings }) => warnings),
  };
}
