import type { Context } from 'hono';
import type { Env, World } from '../shared/world-types.ts';
import { acceptBatch } from './downloaded.ts';
import { note, readJson, refuse } from './request.ts';
import { createSequenceWatch } from './sequence.ts';
import type { MediaEvent, MediaSession } from './state.ts';
import { validateEvent } from './validate.ts';

/** `POST sessions` (E1): 201, an empty body, and the session id in `Location` (MC-R118). An array is E5. */
export function startSession(c: Context<Env>): Response {
  const { world, call } = c.env;
  const read = readJson(world, call);
  if (read instanceof Response) return read;
  if (Array.isArray(read.body)) return acceptBatch(world, call, read.body, { mustSayDownloaded: true });
  const validation = validateEvent(read.body, 'sessions', world.switches.strict);
  if ('problem' in validation) return refuse(call, 400, validation.problem);
  const { event, warnings } = validation;
  if (event.params?.['media.downloaded'] === true) {
    return refuse(call, 400, "params['media.downloaded']: true is not allowed on an online session");
  }
  const session = openMediaSession(world, event, 'online');
  const sequence = session.watch.observe(event);
  note(call, warnings, sequence);
  session.events.push({ arrived: call.entry.time, verdict: 'accepted', warnings: [...warnings, ...sequence], event });
  return new Response(null, { status: 201, headers: locate(world, call.url.origin, session.id) });
}

export function openMediaSession(world: World, event: MediaEvent, kind: MediaSession['kind']): MediaSession {
  const now = world.clock.now();
  const session: MediaSession = {
    id: world.random.hex(64),
    kind,
    state: 'open',
    created: now,
    lastEvent: now,
    lastPlayhead: event.playerTime.playhead,
    lastMovement: now,
    events: [],
    watch: createSequenceWatch({ adPingInterval: world.settings.adPingInterval }),
  };
  world.collection.sessions.set(session.id, session);
  return session;
}

function locate(world: World, origin: string, id: string): Record<string, string> {
  const path = `/api/v1/sessions/${id}`;
  const { location } = world.switches;
  return {
    'content-type': 'application/octet-stream',
    'content-length': '0',
    ...(location === 'missing' ? {} : { location: location === 'absolute' ? `${origin}${path}` : path }),
  };
}
