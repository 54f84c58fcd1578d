/** What the Flow Service answers, read with patience for what it leaves out and for what is new. */
import { parseAddress } from '../core/address.ts';
import { excerpt, isRecord, parseJson, textOf } from '../core/http.ts';
import { fail, type StreamingError } from './errors.ts';
import type { Connection, Flow, Made } from './types.ts';

export interface Page {
  readonly items: readonly Connection[];
  /** Where the next page begins; undefined on the last one. */
  readonly next: string | undefined;
}

export function readPage(text: string): Page {
  const body = parseJson(text);
  return { items: itemsOf(body, text).map(item => readConnection(item, text)), next: nextPage(body) };
}

/** STREAM-R7: one connection comes as a list of one. */
export function readOne(text: string, id: string): Connection {
  const [first] = itemsOf(parseJson(text), text);
  if (first === undefined) {
    throw fail({ code: '1101-404', status: 404, message: `There is no connection ${id}.` });
  }
  return readConnection(first, text);
}

export function readMade(text: string): Made {
  const body = parseJson(text);
  const id = isRecord(body) ? textOf(body['id']) : undefined;
  if (!isRecord(body) || !id) throw unreadable('the id of what was made', text);
  return { id, etag: textOf(body['etag']) };
}

export function readCount(text: string): number {
  const body = parseJson(text);
  const count = isRecord(body) ? Number(body['count']) : NaN;
  if (!(count >= 0)) throw unreadable('a count', text);
  return count;
}

/** `{"result": true}` by the schema; anything else says nothing. */
export function readTest(text: string): boolean | undefined {
  const body = parseJson(text);
  const result = isRecord(body) ? body['result'] : body;
  return typeof result === 'boolean' ? result : undefined;
}

/** Ids of a list; entries without one are passed over. */
export const readIds = (text: string): string[] =>
  itemsOf(parseJson(text), text)
    .map(item => (isRecord(item) ? textOf(item['id']) : undefined))
    .filter((id): id is string => id !== undefined);

export const readFlows = (text: string): Flow[] =>
  itemsOf(parseJson(text), text)
    .filter(isRecord)
    .filter(({ id }) => textOf(id))
    .map(item => ({
      id: String(item['id']),
      name: textOf(item['name']) ?? String(item['id']),
      state: textOf(item['state']),
    }));

/** The first of a list that is what was meant. */
export function readMatching(text: string, fits: (item: Record<string, unknown>) => boolean): Made | undefined {
  const found = itemsOf(parseJson(text), text)
    .filter(isRecord)
    .find(item => textOf(item['id']) && fits(item));
  return found && { id: String(found['id']), etag: textOf(found['etag']) };
}

function itemsOf(body: unknown, text: string): unknown[] {
  const items = isRecord(body) ? body['items'] : undefined;
  if (!Array.isArray(items)) throw unreadable('a list of items', text);
  return items as unknown[];
}

function readConnection(value: unknown, text: string): Connection {
  const id = isRecord(value) ? textOf(value['id']) : undefined;
  if (!isRecord(value) || !id) throw unreadable('a connection with an id', text);
  const auth = isRecord(value['auth']) ? value['auth'] : {};
  const params = isRecord(auth['params']) ? auth['params'] : {};
  const spec = isRecord(value['connectionSpec']) ? value['connectionSpec'] : {};
  const options = isRecord(value['options']) ? value['options'] : {};
  // Other streaming sources keep theirs in `options`.
  const inletUrl = textOf(params['inletUrl']) ?? textOf(options['inletUrl']);
  return {
    id,
    name: textOf(value['name']) ?? textOf(params['name']) ?? id,
    description: textOf(value['description']),
    state: textOf(value['state']),
    etag: textOf(value['etag']) ?? textOf(value['version']),
    specId: textOf(spec['id']),
    dataType: textOf(params['dataType']),
    authenticationRequired: params['authenticationRequired'] === true,
    sourceId: textOf(params['sourceId']),
    inletUrl: parseAddress(inletUrl) ? inletUrl : undefined,
    inletId: textOf(params['inletId']),
    createdAt: timeOf(value['createdAt']),
    updatedAt: timeOf(value['updatedAt']),
    createdBy: textOf(value['createdBy']),
    updatedBy: textOf(value['updatedBy']),
    sandboxName: textOf(value['sandboxName']),
  };
}

function timeOf(value: unknown): number | undefined {
  const time = typeof value === 'string' && value ? Number(value) : value;
  return typeof time === 'number' && time > 0 && time < 8.64e15 ? time : undefined;
}

/** STREAM-R14: of a link only the token counts; whatever address it names gets no credentials of ours. */
function nextPage(body: unknown): string | undefined {
  if (!isRecord(body)) return undefined;
  const links = isRecord(body['_links']) ? body['_links'] : {};
  const href = isRecord(links['next']) ? textOf(links['next']['href']) : undefined;
  const token = href ? /[?&]continuationToken=([^&#]*)/.exec(href)?.[1] : undefined;
  return (token && decode(token)) || textOf(body['continuationToken']);
}

function decode(token: string): string | undefined {
  try {
    return decodeURIComponent(token.replace(/\+/g, '%20'));
  } catch {
    return undefined;
  }
}

const unreadable = (expected: string, text: string): StreamingError =>
  fail({
    code: 'invalid-response',
    message: `The answer should hold ${expected}, and does not.`,
    raw: excerpt(text),
  });
