/**
 * A streaming inlet of Experience Platform: it stores events and knows nothing of sessions, so their ids are made here.
 * Several events go in one request, and each has a fate of its own (streaming connections, sections 5 to 10).
 */
import { isRecord, parseJson, textOf } from '../core/http.ts';
import { ADVISED_BYTES, batchAddress, batchBody, encode, inletMessage } from '../xdm/inlet-message.ts';
import { misfitOf, portions, type InletTarget } from '../xdm/inlet-message.ts';
import { DAY, xdmPlayhead } from '../xdm/media-event.ts';
import type { Answer, Destination, OtherDestination, Outcome } from './destination.ts';
import { misused } from './errors.ts';
import { send } from './sender.ts';
import type { Queued, SessionRecord } from './session-record.ts';
import type { MediaEvent } from './types.ts';
import { uuidOf } from './uuid.ts';
import { toXdm, wholeSession, type XdmSettings } from './xdm.ts';

const TYPE = 'application/vnd.adobe.xed-full+json;version=1';
/** Events in one request. What fails together may do better in parts: each failure halves them. */
const MOST = 100;
const PLACES = { address: 'inlet-url', schema: 'inlet-schema', type: 'inlet-schema', dataset: 'inlet-dataset' };
/** Where a page might put what must not be on it. */
const SECRETS = ['access-token', 'inlet-token', 'inlet-access-token', 'token', 'authorization', 'api-key'];
const NO_TOKEN =
  'no token: whoever sees this page could use it. Take an inlet without authentication, or send to a server of your ' +
  'own that adds the token';

export const readRoute: OtherDestination['readRoute'] = ({ tag, attribute }) => {
  const where = (name: string): string => `<${tag}> attribute ${name}`;
  const secret = SECRETS.find(name => attribute(name) !== null);
  // Its value is not repeated.
  if (secret) throw misused(where(secret), NO_TOKEN);
  const text = (name: string): string => attribute(name)?.trim() ?? '';
  const inletUrl = text('inlet-url');
  if (/^[^?]*@|[?&#][^=]*(token|authorization|secret|api-?key)[^=]*=/i.test(inletUrl)) {
    throw misused(where('inlet-url'), NO_TOKEN);
  }
  const target = { schema: text('inlet-schema'), dataset: text('inlet-dataset'), flow: text('inlet-flow') };
  const misfit = misfitOf(inletTarget({ base: inletUrl, target }));
  if (misfit) throw misused(where(PLACES[misfit[0]]), misfit[1], misfit[2]);
  if (!/\/collection\/[^/?#]/.test(inletUrl)) throw misused(where('inlet-url'), 'the address of an inlet', inletUrl);
  const day = text('inlet-day') || 'local';
  if (day !== 'local' && day !== 'utc') throw misused(where('inlet-day'), 'local or utc', day);
  return { base: inletUrl, to: 'inlet', target: { ...target, org: text('org-id'), day } };
};

const inletTarget = ({ base, target = {} }: Pick<SessionRecord, 'base' | 'target'>): InletTarget => ({
  inletUrl: base,
  schema: { id: target['schema'] ?? '', contentType: TYPE },
  datasetId: target['dataset'] ?? '',
  imsOrgId: target['org'],
  flowId: target['flow'],
});

export const destination: Destination = (options, record, queue, key, attempts) => {
  const { base, downloaded } = record;
  const target = inletTarget(record);
  const entities = downloaded
    ? [{ _id: uuidOf(`${key} 0`), ...wholeSession(queue, (...events) => settings(record, ...events)) }]
    : queue.slice(0, Math.max(1, MOST >> attempts)).map(queued => entity(record, queue, queued, key));
  const messages = entities.map(each => encode(inletMessage(target, each)));
  const { batches, tooLarge } = portions(messages);
  // What is too large alone goes nowhere (STREAM-R27).
  const batch = tooLarge[0] === 0 ? [0] : batches[0]!.filter((index, place) => index === place);
  const asked = downloaded ? queue : queue.slice(0, batch.length);
  const one = messages[0]!;
  if (tooLarge[0] === 0) {
    const reason = `An event of ${one.bytes} bytes is more than an inlet takes.`;
    return [asked.length, Promise.resolve({ answer: { ...NO_ANSWER, status: 413, code: 'too-large', reason } })];
  }
  warnOfSize(batch.map(index => messages[index]!.bytes));
  const several = batch.length > 1;
  const body = several ? batchBody(batch.map(index => messages[index]!)) : one.json;
  const sending = send(options, several ? batchAddress(base) : base, body, (...reply) =>
    read(record, asked, key, ...reply),
  );
  return [asked.length, sending];
};

const NO_ANSWER = { text: '', retryAfter: null };

let warned = false;

/** STREAM-R28: once for a page, since events resemble each other. */
function warnOfSize(sizes: readonly number[]): void {
  const largest = Math.max(...sizes);
  if (warned || largest <= ADVISED_BYTES) return;
  warned = true;
  console.warn(`tve-elements: an event has ${largest} bytes; an inlet is advised to get ${ADVISED_BYTES} at most.`);
}

/** Both are made of what stays the same, so that an event that comes again is the same event (STREAM-R25). */
function entity(record: SessionRecord, queue: readonly Queued[], [place, event]: Queued, key: string): object {
  const { start = queue[0]![1] } = record;
  return toXdm(event, {
    ...settings(record, event, start),
    session: uuidOf(key),
    id: uuidOf(`${key} ${place}`),
    start,
  });
}

const settings = (
  { target }: SessionRecord,
  event: MediaEvent,
  start: MediaEvent,
): Pick<XdmSettings, 'timeToStart' | 'playhead'> => ({
  timeToStart: 1000,
  playhead: wholePlayhead(event, start, target?.['day']),
});

/** STREAM-R43: an endless stream tells the second of the day, and of which day is for the page to say. */
function wholePlayhead({ playerTime }: MediaEvent, { params = {} }: MediaEvent, day: string | undefined): number {
  const length = Math.round(Number(params['media.length'])) || 0;
  const live = length === DAY || /^(live|linear)$/i.test(String(params['media.contentType']));
  const behind = day === 'utc' ? 0 : new Date(playerTime.ts).getTimezoneOffset();
  return xdmPlayhead(playerTime.playhead, length, live ? behind : undefined);
}

/** Statuses of one message that may do better another time (STREAM-R34). */
const AGAIN = [429, 500, 503];

function read(
  { downloaded }: SessionRecord,
  queue: readonly Queued[],
  key: string,
  ...[status, text, headers]: Parameters<Parameters<typeof send>[3]>
): Outcome {
  const opens = queue[0]![1].eventType === 'sessionStart';
  // What an inlet has taken is never too old to be gone on with.
  const opened = opens && !downloaded ? { session: uuidOf(key), start: queue[0]![1] } : {};
  const accepted = { ...opened, accepted: Infinity };
  const body = parseJson(text);
  const answer: Answer = { status, text, retryAfter: headers.get('Retry-After'), busy: status === 503 };
  if (status < 300 && status !== 207) return { accepted };
  if (status === 207) {
    const entries = isRecord(body) && Array.isArray(body['responses']) ? (body['responses'] as unknown[]) : [];
    if (entries.length !== queue.length) {
      // STREAM-R33.
      const reason =
        `The inlet answered for ${entries.length} of ${queue.length} events, so nobody can tell which answer belongs ` +
        'to which. They are not sent again, since that could store them twice.';
      const items = queue.map(() => 'dropped' as const);
      return { answer: { ...answer, code: 'outcome-unknown', reason, items } };
    }
    const told = entries.map(readEntry);
    if (told.every(({ fate }) => fate === 'sent')) return { accepted };
    const bad = told.find(({ fate }) => fate !== 'sent')!;
    const refused = { ...answer, status: bad.status, reason: bad.reason, busy: bad.status === 429 };
    return {
      accepted: told[0]!.fate === 'sent' ? accepted : { accepted: Infinity },
      answer: { ...refused, items: told.map(({ fate }) => fate) },
    };
  }
  const words = wordsOf(body);
  if (status === 401 || status === 403) {
    const reason = `${words ?? `The inlet answered ${status}.`} A page has ${NO_TOKEN}.`;
    return { answer: { ...answer, reason, hopeless: true } };
  }
  return { answer: { ...answer, reason: words, hopeless: status === 404 || status === 410 } };
}

interface Entry {
  readonly fate: 'sent' | 'dropped' | undefined;
  readonly status: number;
  readonly reason: string | undefined;
}

/** Without a status, an entry is a receipt. */
function readEntry(entry: unknown): Entry {
  const item = isRecord(entry) ? entry : {};
  const status = Number(item['statusCode'] ?? 200);
  const fate = status >= 200 && status < 300 ? 'sent' : AGAIN.includes(status) ? undefined : 'dropped';
  return { fate, status, reason: wordsOf(item) };
}

function wordsOf(body: unknown): string | undefined {
  const problem = isRecord(body) ? body : {};
  const report = isRecord(problem['report']) ? problem['report'] : {};
  const words = textOf(problem['message']) ?? textOf(report['message']) ?? textOf(problem['title']);
  return words?.slice(0, 500);
}
