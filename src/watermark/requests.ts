/** One function per endpoint: arguments to a request without its credentials. */
import type { HttpRequest } from '../core/http.ts';
import { DEFAULT_PAGE } from './rules.ts';
import type { Credentials, JobFilter, ListOptions, RecipientFilter, RecipientInput } from './types.ts';

export interface WatermarkRequest {
  method: HttpRequest['method'];
  /** Below the site: `/api/<kind>/<site>` comes before it. */
  kind: 'token' | 'job' | 'recipient';
  rest: string;
  json?: unknown;
}

const get = (kind: WatermarkRequest['kind'], rest: string): WatermarkRequest => ({ method: 'GET', kind, rest });

export const token = (): WatermarkRequest => get('token', '');

export const listJobs = ({ contentId, statuses = [], ...list }: JobFilter): WatermarkRequest =>
  get('job', query([['content_id', contentId], ...repeated('job_status', statuses), ...paging(list)]));

export const getJob = (id: string, timeZone?: string): WatermarkRequest => get('job', segment(id) + zone(timeZone));

/** DWM-R16: it has no paging; the whole list comes at once. */
export const getTasks = (id: string, timeZone?: string): WatermarkRequest =>
  get('job', `${segment(id)}/recipient${zone(timeZone)}`);

export const listRecipients = ({ names = [], ...list }: RecipientFilter): WatermarkRequest =>
  get('recipient', query([...repeated('search_keyword', names), ...paging(list)]));

export const getRecipient = (id: string, timeZone?: string): WatermarkRequest =>
  get('recipient', segment(id) + zone(timeZone));

export const createRecipients = (inputs: readonly RecipientInput[]): WatermarkRequest => ({
  method: 'POST',
  kind: 'recipient',
  rest: '',
  json: { recipients: inputs.map(({ name, description }) => ({ name, ...(description ? { description } : {}) })) },
});

/** DWM-R31. */
export const updateRecipient = (id: string, changes: Partial<RecipientInput>): WatermarkRequest => ({
  method: 'PUT',
  kind: 'recipient',
  rest: segment(id),
  json: changes,
});

/** `Basic` of the pair as UTF-8 (DWM-R5); `btoa` alone knows no letters outside Latin-1. */
export function basic({ accountId, accessKey }: Credentials): string {
  const bytes = new TextEncoder().encode(`${accountId}:${accessKey}`);
  return `Basic ${btoa(String.fromCharCode(...bytes))}`;
}

const segment = (id: string): string => `/${encodeURIComponent(id)}`;
const zone = (timeZone = '+00:00'): string => query([['time_zone', timeZone]]);

type Parameter = readonly [string, string | number | undefined];

/** DWM-R11. */
const repeated = (name: string, values: readonly string[]): Parameter[] =>
  [...new Set(values)].map(value => [name, value]);

/** DWM-R12, DWM-R14. */
const paging = ({ from, to, pageSize = DEFAULT_PAGE, page = 1, timeZone = '+00:00' }: ListOptions): Parameter[] => [
  ['from', from],
  ['to', to],
  ['page_unit', pageSize],
  ['page_index', page],
  ['time_zone', timeZone],
];

function query(parameters: readonly Parameter[]): string {
  const given = parameters.filter(([, value]) => value !== undefined && value !== '');
  return `?${given.map(([name, value]) => `${name}=${encodeURIComponent(value!)}`).join('&')}`;
}
