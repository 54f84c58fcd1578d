/** The service's envelope and what stands in it, read with patience for what is missing or new. */
import { excerpt, isRecord, parseJson, textOf } from '../core/http.ts';
import { fail, type WatermarkError } from './errors.ts';
import { isTimeZone } from './rules.ts';
import type { Job, ListPage, Recipient, Task } from './types.ts';

export interface Envelope {
  readonly data: unknown;
  readonly total: number | undefined;
  readonly timeZone: string;
}

/** DWM-R10: a success is HTTP 200 and the text `0000`, nothing less. */
export function readEnvelope(status: number, text: string): Envelope {
  const body = parseJson(text);
  const code = isRecord(body) ? body['error_code'] : undefined;
  const message = isRecord(body) ? textOf(body['error_message']) : undefined;
  if (status !== 200) throw refusal(status, textOf(code), message, excerpt(text));
  if (!isRecord(body) || typeof code !== 'string' || !code) {
    const words = 'The service answered something that is not an answer of this service.';
    throw fail({ code: 'invalid-response', status, message: words, raw: excerpt(text) });
  }
  if (code !== '0000') {
    throw fail({ code, status, message: excerpt(message ?? code), action: 'declined' });
  }
  const total = typeof body['total_count'] === 'string' ? Number(body['total_count']) : body['total_count'];
  const zone = textOf(body['time_zone']);
  return {
    data: body['data'],
    total: typeof total === 'number' && total >= 0 ? Math.floor(total) : undefined,
    timeZone: zone && isTimeZone(zone) ? zone : '+00:00',
  };
}

const WORDS: Readonly<Record<number, string>> = {
  401: 'The service does not accept the token or the account.',
  403: 'This account may not use the interface of the service.',
  404: 'That is not available on this server.',
  405: 'That is not available on this server.',
  429: 'The service asks for fewer requests.',
};

function refusal(status: number, code: string | undefined, message: string | undefined, raw: string): WatermarkError {
  return fail({
    code: code ?? `http-${status}`,
    status,
    message: message ?? WORDS[status] ?? `The service answered ${status}.`,
    raw,
    retryable: status === 429 || status >= 500,
    action: status === 401 ? 'sign-in' : undefined,
  });
}

export function readToken({ data }: Envelope): string {
  const token = isRecord(data) ? textOf(data['token'])?.trim() : undefined;
  if (!token) throw unreadable('a token');
  return token;
}

export const readJobs = (envelope: Envelope): ListPage<Job> => list(envelope, readJob);
export const readTasks = (envelope: Envelope): ListPage<Task> => list(envelope, readTask);
export const readRecipients = (envelope: Envelope): ListPage<Recipient> => list(envelope, readRecipient);
export const readOneJob = ({ data, timeZone }: Envelope): Job => readJob(record(data), timeZone);
export const readOneRecipient = ({ data, timeZone }: Envelope): Recipient => readRecipient(record(data), timeZone);

function list<Item>(
  { data, total, timeZone }: Envelope,
  read: (wire: Record<string, unknown>, timeZone: string) => Item,
): ListPage<Item> {
  if (!Array.isArray(data)) throw unreadable('a list');
  const items = (data as unknown[]).map(item => read(record(item), timeZone));
  return { items, total: total ?? items.length, timeZone };
}

const readJob = (wire: Record<string, unknown>, zone: string): Job => ({
  id: idOf(wire['job_id'], 'job_id'),
  contentId: textOf(wire['content_id']),
  status: textOf(wire['job_status']) ?? '',
  created: readTime(wire['reg_time'], zone),
  updated: readTime(wire['update_time'], zone),
});

/** DWM-R17: the same name stands in one field here and in another one elsewhere. */
const readTask = (wire: Record<string, unknown>, zone: string): Task => ({
  dwmId: idOf(wire['dwm_id'], 'dwm_id'),
  name: textOf(wire['recipient']) ?? textOf(wire['name']),
  description: textOf(wire['description']),
  status: textOf(wire['task_status']),
  cliErrorCode: wire['cli_error_code'] === 0 ? '0' : (digits(wire['cli_error_code']) ?? textOf(wire['cli_error_code'])),
  created: readTime(wire['reg_time'], zone),
  updated: readTime(wire['update_time'], zone),
});

const readRecipient = (wire: Record<string, unknown>, zone: string): Recipient => ({
  dwmId: idOf(wire['dwm_id'], 'dwm_id'),
  name: textOf(wire['name']) ?? textOf(wire['recipient']) ?? '',
  description: textOf(wire['description']),
  created: readTime(wire['reg_time'], zone),
  updated: readTime(wire['update_time'], zone),
});

/** DWM-R18: numbers and texts of digits are the same id. */
function idOf(value: unknown, field: string): string {
  const id = digits(value);
  if (id === undefined) throw unreadable(`a number in ${field}`);
  return id;
}

const digits = (value: unknown): string | undefined =>
  /^\d+$/.test(String(value)) && (typeof value === 'number' || typeof value === 'string') ? String(value) : undefined;

/** DWM-R13: the service's times are those of the answer's zone, whatever the viewer's is. */
export function readTime(value: unknown, zone: string): number | undefined {
  const text = textOf(value)?.trim();
  if (!text) return undefined;
  const time = Date.parse(/(?:Z|[+-]\d{2}:?\d{2})$/i.test(text) ? text : text + zone);
  return Number.isNaN(time) ? undefined : time;
}

function record(value: unknown): Record<string, unknown> {
  if (!isRecord(value)) throw unreadable('an object');
  return value;
}

const unreadable = (expected: string): WatermarkError =>
  fail({ code: 'invalid-response', status: 200, message: `The answer should hold ${expected}, and does not.` });
