import type { Context } from 'hono';
import type { Call, Env, World } from '../shared/world-types.ts';
import { note, readJson, refuse } from './request.ts';
import { openMediaSession } from './start-session.ts';
import type { MediaEvent } from './state.ts';
import { validateEvent } from './validate.ts';

/** `POST downloaded` (E4): a whole offline session, all or nothing (MC-R128). */
export function receiveDownloaded(c: Context<Env>): Response {
  const { world, call } = c.env;
  const read = readJson(world, call);
  if (read instanceof Response) return read;
  if (!Array.isArray(read.body)) return refuse(call, 400, 'body: expected array, got object');
  return acceptBatch(world, call, read.body, { mustSayDownloaded: false });
}

export function acceptBatch(world: World, call: Call, items: unknown[], { mustSayDownloaded = false }): Response {
  if (items.length === 0) return refuse(call, 400, 'body: expected at least one event');
  const events: MediaEvent[] = [];
  for (const [index, item] of items.entries()) {
    const validation = validateEvent(item, index === 0 ? 'batch-first' : 'batch-rest', world.switches.strict);
    if ('problem' in validation) return refuse(call, 400, `[${index}].${validation.problem}`);
    events.push(validation.event);
  }
  const first = events[0] as MediaEvent;
  const flag = first.params?.['media.downloaded'];
  // C16: absent or true here, true in the deprecated form.
  if (flag === false || (mustSayDownloaded && flag !== true)) {
    return refuse(call, 400, "[0].params['media.downloaded']: expected true");
  }
  const session = openMediaSession(world, first, 'downloaded');
  const sequence = events.flatMap(event => {
    const warnings = session.watch.observe(event);
    session.events.push({ arrived: call.entry.time, verdict: 'accepted', warnings, event });
    return warnings;
  });
  const last = events[events.length - 1]?.eventType;
  session.state = last === 'sessionEnd' ? 'ended' : 'completed';
  if (last !== 'sessionEnd' && last !== 'sessionComplete')
    sequence.push('a batch ends without sessionComplete or sessionEnd');
  note(call, [], sequence);
  return new Response(null, { status: 201, headers: { 'content-length': '0' } });
}
