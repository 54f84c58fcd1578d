import type { Call, World } from '../shared/world-types.ts';
import { businessError } from './envelope.ts';
import { readDay, readZone, within, type Zone } from './times.ts';

/** Query parameters of lists and details, checked; a wrong one is a business error. */

export interface Query {
  zone: Zone;
  /** Page from its first item. */
  offset: number;
  unit: number;
  values(name: string): string[];
  /** Whether a time lies in the range of days asked for. */
  inRange(epoch: number): boolean;
}

const LARGEST_PAGE = 1000;
const DEFAULT_PAGE = 25;

export function readQuery(world: World, call: Call, known: string[]): Query | Response {
  const params = call.url.searchParams;
  const refuse = (message: string, rule: string) => businessError(call, 'SBX-PARAM', message, rule);
  const unknown = [...params.keys()].find(name => !known.includes(name));
  if (unknown !== undefined && world.switches.strict) {
    const paging = unknown === 'page_unit' || unknown === 'page_index';
    return refuse(`${unknown}: not a parameter of this call`, paging ? 'DWM-R16' : 'DWM-R11');
  }
  const single = ['content_id', 'from', 'to', 'page_unit', 'page_index', 'time_zone'];
  const repeated = single.find(name => params.getAll(name).length > 1);
  if (repeated !== undefined) return refuse(`${repeated}: given twice`, 'DWM-R11');

  const zoneText = params.get('time_zone');
  if (zoneText === null) call.complain('DWM-R12', 'time_zone is missing', 'parameter');
  const zone = readZone(zoneText ?? '+00:00');
  if (!zone) return refuse(`time_zone: expected a sign and hh:mm, got ${zoneText}`, 'DWM-R12');
  const unit = readWhole(params.get('page_unit'), DEFAULT_PAGE);
  const index = readWhole(params.get('page_index'), 1);
  if (unit === undefined || unit < 1 || unit > LARGEST_PAGE) {
    return refuse(`page_unit: expected 1 to ${LARGEST_PAGE}`, 'DWM-R14');
  }
  if (index === undefined || index < 1) return refuse('page_index: expected 1 or more', 'DWM-R14');
  if ((params.get('content_id')?.length ?? 0) > 200) return refuse('content_id: over 200 characters', 'DWM-R25');
  const range = readRange(params, zone);
  if (typeof range === 'string') return refuse(range, 'DWM-R25');
  noteArrays(call);
  return { zone, unit, offset: (index - 1) * unit, values: name => params.getAll(name), inRange: range };
}

function readWhole(text: string | null, otherwise: number): number | undefined {
  if (text === null) return otherwise;
  return /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}

function readRange(params: URLSearchParams, zone: Zone): string | ((epoch: number) => boolean) {
  const [first, last] = [params.get('from'), params.get('to')];
  const from = first === null ? -Infinity : readDay(first, zone);
  const to = last === null ? Infinity : readDay(last, zone);
  if (from === undefined || to === undefined) return 'from, to: expected a day as yyyy-MM-dd';
  if (from > to) return 'from: lies after to';
  return epoch => within({ from, to }, epoch);
}

/** Arrays repeat their name; they are not joined, and no value comes twice (R11). */
function noteArrays(call: Call): void {
  for (const name of ['job_status', 'search_keyword']) {
    const values = call.url.searchParams.getAll(name);
    if (new Set(values).size < values.length) call.complain('DWM-R11', `${name}: a value comes twice`, 'parameter');
    if (values.some(value => value.includes(','))) {
      call.complain('DWM-R11', `${name}: values are joined with a comma`, 'parameter');
    }
  }
}

/** Whole or partial match is not documented. */
export function matchesText(world: World, value: string, wanted: string): boolean {
  const [text, part] = [value.toLowerCase(), wanted.toLowerCase()];
  return world.switches.watermarkMatch === 'part' ? text.includes(part) : text === part;
}
