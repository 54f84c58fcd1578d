import type { Context } from 'hono';
import { expire, touch } from '../collection/lifetime.ts';
import { note } from '../collection/request.ts';
import { openMediaSession } from '../collection/start-session.ts';
import type { MediaSession } from '../collection/state.ts';
import { json } from '../flow/errors.ts';
import { loadValidation } from '../inlet/validation.ts';
import { isObject } from '../shared/base64.ts';
import { textOf } from '../shared/text.ts';
import type { Env } from '../shared/world-types.ts';
import { convert } from './convert.ts';
import { partialFailure, refuse, type Detail } from './problems.ts';
import { readRequest, type EdgeRequest } from './request.ts';

/** Where this double keeps its sessions, as a location hint tells it. */
const HOME = 'irl1';
const HINT_LIFE = 1800;

/** `POST /ee/va/v1/{event}`, and the same below `/ee/{hint}` (10.1). */
export async function receiveEdge(c: Context<Env>): Promise<Response> {
  const request = readRequest(c);
  if (request instanceof Response) return request;
  if (request.event === 'sessionStart') return start(request);
  return request.event === 'downloaded' ? downloaded(request) : report(request);
}

async function check(event: string, xdm: Record<string, unknown>): Promise<Detail[]> {
  const { findEdgeViolations } = await loadValidation();
  const details = findEdgeViolations(xdm).map(({ pointer, message }) => ({ name: pointer, reason: message }));
  if (xdm['eventType'] !== `media.${event}`) details.push({ name: '#/eventType', reason: `expected media.${event}` });
  // Samples leave it out on a start.
  if (xdm['timestamp'] === undefined && event !== 'sessionStart') {
    details.push({ name: '#', reason: 'required key [timestamp] not found' });
  }
  return details;
}

async function start({ world, call, media, items }: EdgeRequest): Promise<Response> {
  const requestId = call.url.searchParams.get('requestId') ?? world.random.uuid();
  const xdm = items[0] ?? {};
  const details = await check('sessionStart', xdm);
  if (details.length > 0) return partialFailure(call, requestId, 0, details);
  const hinted = world.switches.edgeHint === 'told';
  const store = { key: 'kndctr_local_identity', value: world.random.base64(24), maxAge: 34_128_000 };
  const hint = { scope: 'EdgeNetwork', hint: HOME, ttlSeconds: HINT_LIFE };
  const handle: unknown[] = [
    ...(hinted ? [{ type: 'locationHint:result', payload: [hint] }] : []),
    { type: 'state:store', payload: [store] },
  ];
  // Media Analytics is not enabled on this datastream: a 200 without a session.
  if (!media) return json({ requestId, handle });
  const timestamp = xdm['timestamp'] ?? new Date(world.clock.now()).toISOString();
  const event = convert({ ...xdm, timestamp });
  const session = openMediaSession(world, event, 'edge');
  session.hinted = hinted;
  const warnings = session.watch.observe(event);
  note(call, [], warnings);
  session.events.push({ arrived: call.entry.time, verdict: 'accepted', warnings, event });
  const payload = [{ sessionId: session.id }];
  return json({ requestId, handle: [{ type: 'media-analytics:new-session', payload, eventIndex: 0 }, ...handle] });
}

async function report(request: EdgeRequest): Promise<Response> {
  const { call, event, items } = request;
  for (const xdm of items) {
    const details = await check(event, xdm);
    if (details.length > 0) return refuse(call, { code: 'va-edge-0400-400', detail: 'the event is invalid', details });
  }
  for (const xdm of items) {
    const refusal = accept(request, xdm);
    if (refusal) return refusal;
  }
  return new Response(null, { status: 204 });
}

function accept({ world, call, hint }: EdgeRequest, xdm: Record<string, unknown>): Response | undefined {
  const media = isObject(xdm['mediaCollection']) ? xdm['mediaCollection'] : {};
  const session = world.collection.sessions.get(textOf(media['sessionID']));
  const elsewhere = hint !== undefined && hint !== HOME;
  if (session?.kind !== 'edge' || elsewhere) {
    return refuse(call, { code: 'va-edge-0404-404', detail: 'the session is unknown' });
  }
  if (hint === undefined && session.hinted) {
    call.complain('MC-R121', `the location hint ${HOME} is not in the address`, 'parameter');
  }
  const now = call.entry.time;
  const event = convert(xdm);
  if (expire(session, now).state === 'expired' || session.state === 'ended') {
    const reason = session.closedBy ?? 'sessionEnd';
    session.events.push({ arrived: now, verdict: `refused: closed by ${reason}`, warnings: [], event });
    if (session.state === 'ended') note(call, [], [`${event.eventType} after sessionEnd`]);
    return refuse(call, { code: 'va-edge-0404-404', detail: `the session was closed by ${reason}`, blameless: true });
  }
  const warnings = session.watch.observe(event);
  note(call, [], warnings);
  session.events.push({ arrived: now, verdict: 'accepted', warnings, event });
  touch(session, event.playerTime.playhead, now);
  if (event.eventType === 'sessionComplete') session.state = 'completed';
  if (event.eventType === 'sessionEnd') session.state = 'ended';
  return undefined;
}

/** One item for each session that was played offline: all or nothing. */
async function downloaded({ world, call, items }: EdgeRequest): Promise<Response> {
  const sessions: Record<string, unknown>[][] = [];
  for (const xdm of items) {
    const details = await check('downloaded', xdm);
    const events = readDownloaded(xdm);
    if (typeof events === 'string') details.push({ name: '#/mediaDownloadedEvents', reason: events });
    if (typeof events === 'string' || details.length > 0) {
      return refuse(call, { code: 'va-edge-0400-400', detail: 'the session is invalid', details });
    }
    sessions.push(events);
  }
  for (const events of sessions) keepDownloaded(world, call, events);
  return new Response(null, { status: 204 });
}

function readDownloaded(xdm: Record<string, unknown>): Record<string, unknown>[] | string {
  const list = xdm['mediaDownloadedEvents'];
  const events = Array.isArray(list) ? list.filter(isObject) : [];
  const types = events.map(event => event['mediaEventType']);
  if (types[0] !== 'media.sessionStart') return 'the first event is no media.sessionStart';
  if (events.some(event => !isObject(event['mediaCollection']) || event['mediaEventTimestamp'] === undefined)) {
    return 'each event needs mediaCollection and mediaEventTimestamp';
  }
  if (events.some(event => isObject(event['mediaCollection']) && 'sessionID' in event['mediaCollection'])) {
    return 'downloaded events have no sessionID';
  }
  return events;
}

function keepDownloaded(
  world: EdgeRequest['world'],
  call: EdgeRequest['call'],
  events: Record<string, unknown>[],
): void {
  const converted = events.map(({ mediaEventType, mediaEventTimestamp, mediaCollection }) =>
    convert({ eventType: mediaEventType, timestamp: mediaEventTimestamp, mediaCollection }),
  );
  const [first] = converted;
  if (!first) return;
  const session: MediaSession = openMediaSession(world, first, 'downloaded');
  for (const event of converted) {
    const warnings = session.watch.observe(event);
    note(call, [], warnings);
    session.events.push({ arrived: call.entry.time, verdict: 'accepted', warnings, event });
  }
  session.state = converted.at(-1)?.eventType === 'sessionEnd' ? 'ended' : 'completed';
}
