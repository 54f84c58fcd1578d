/** The Media Edge API (section 10): the same sessions in another envelope, and an id that comes in the body. */
import { parseAddress } from '../core/address.ts';
import { isRecord, parseJson, textOf } from '../core/http.ts';
import type { Answer, Destination, OtherDestination, Outcome } from './destination.ts';
import { misused } from './errors.ts';
import { send } from './sender.ts';
import type { Queued, SessionRecord } from './session-record.ts';
import { toXdm, wholeSession } from './xdm.ts';

const DOMAIN = 'edge.adobedc.net';
/** Seconds that a location hint lives where its answer does not say. */
const HINT_LIFE = 1800;

export const readRoute: OtherDestination['readRoute'] = ({ tag, attribute }) => {
  const wrong = (name: string, expected: string): Error =>
    misused(`<${tag}> attribute ${name}`, expected, attribute(name));
  const datastream = attribute('datastream')!.trim();
  if (!/^[\w:.-]+$/.test(datastream)) throw wrong('datastream', 'the id of a datastream');
  const domain = attribute('edge-domain')?.trim() || DOMAIN;
  const local = /^(localhost|127\.0\.0\.1|\[::1\])(:|$)/.test(domain);
  const address = parseAddress(/^\w+:\/\//.test(domain) ? domain : `${local ? 'http' : 'https'}://${domain}`);
  if (!address || address.search || address.username) throw wrong('edge-domain', 'a host name');
  return { base: (address.origin + address.pathname).replace(/\/+$/, ''), to: 'edge', target: { datastream } };
};

export const destination: Destination = (options, record, queue) => {
  const { base, target, hint, accepted = -Infinity, downloaded } = record;
  const [, event] = queue[0]!;
  const opens = !downloaded && event.eventType === 'sessionStart';
  const type = downloaded ? 'downloaded' : /^state/.test(event.eventType) ? 'statesUpdate' : event.eventType;
  // A new session may begin anywhere; an old one is where it was.
  const place = hint && !opens && options.clock.now() - accepted < hint[1] ? `${hint[0]}/` : '';
  const url = `${base}/ee/${place}va/v1/${type}?configId=${encodeURIComponent(target!['datastream']!)}`;
  const xdm = downloaded
    ? wholeSession(queue, ({ playerTime }) => ({ timeToStart: 1, playhead: playerTime.playhead }))
    : one(record, queue[0]!);
  const body = JSON.stringify({ events: [{ xdm }] });
  return [downloaded ? queue.length : 1, send(options, url, body, (...reply) => read(opens, ...reply))];
};

function one({ told, session }: SessionRecord, [, event]: Queued): object {
  const opens = event.eventType === 'sessionStart';
  const { _id, ...xdm } = toXdm(event, {
    timeToStart: 1,
    playhead: event.playerTime.playhead,
    start: opens ? undefined : told?.['session'],
    session: opens ? undefined : session,
  });
  return xdm;
}

function read(opens: boolean, status: number, text: string, headers: Headers): Outcome {
  const body = parseJson(text);
  const answer = refusal(status, text, headers, body);
  // Part of a request of one event is all of it (10.1): no session was made.
  if (status >= 300 || status === 207) return { answer };
  const hint = readHint(body);
  const session = textOf(handle(body, 'media-analytics:new-session')?.['sessionId']);
  // The hint of an earlier session is none for a new one.
  if (!opens || session) return { accepted: opens ? { session, hint } : { ...(hint && { hint }) } };
  const reason = 'The Edge answered without a session: Media Analytics is not enabled on this datastream.';
  return { answer: { ...answer, code: 'invalid-response', reason, hopeless: true } };
}

/** The first payload of a part of the answer; anything may stand there. */
function handle(body: unknown, type: string, scope?: string): Record<string, unknown> | undefined {
  const parts = list(isRecord(body) ? body['handle'] : undefined).filter(part => part['type'] === type);
  const payloads = parts.flatMap(part => list(part['payload']));
  return payloads.find(payload => scope === undefined || payload['scope'] === scope);
}

const list = (value: unknown): Record<string, unknown>[] => (Array.isArray(value) ? value.filter(isRecord) : []);

/** It becomes a part of addresses. */
function readHint(body: unknown): SessionRecord['hint'] {
  const found = handle(body, 'locationHint:result', 'EdgeNetwork');
  const hint = String(found?.['hint']);
  const life = Number(found?.['ttlSeconds'] ?? HINT_LIFE);
  return found && /^[a-z\d]{1,12}$/i.test(hint) && life > 0 ? [hint, life * 1000] : undefined;
}

/** A problem, or the first of several inside a 207, in words. */
function refusal(status: number, text: string, headers: Headers, body: unknown): Answer {
  const problem = (isRecord(body) && (list(body['errors'])[0] ?? body)) || {};
  const told = status === 207 ? Number(problem['status']) : status;
  const report = isRecord(problem['report']) ? problem['report'] : {};
  const details = list(report['details']).map(({ name, reason }) => `${String(name)}: ${String(reason)}`);
  const words = [textOf(problem['title']), textOf(problem['detail']), ...details].filter(Boolean).join('; ');
  return {
    status: told >= 400 && told < 600 ? told : status === 207 ? 400 : status,
    text,
    retryAfter: headers.get('Retry-After'),
    code: /[\w-]+-\d{3}$/.exec(textOf(problem['type']) ?? '')?.[0],
    reason: words ? words.slice(0, 500) : undefined,
  };
}
