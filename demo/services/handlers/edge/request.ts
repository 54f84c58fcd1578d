import type { Context } from 'hono';
import { DATASTREAM_ID, DATASTREAM_WITHOUT_MEDIA } from '../../fixtures.ts';
import { isObject, parseObject } from '../shared/base64.ts';
import type { Call, Env, World } from '../shared/world-types.ts';
import { refuse } from './problems.ts';

export const EVENTS =
  'sessionStart sessionComplete sessionEnd play pauseStart bufferStart ping bitrateChange error adBreakStart adBreakComplete adStart adComplete adSkip chapterStart chapterComplete chapterSkip statesUpdate downloaded'.split(
    ' ',
  );

const HINTS = ['or2', 'va6', 'irl1', 'ind1', 'jpn3', 'sgp3', 'aus3'];

/** A request to the Media Edge API whose envelope is in order. */
export interface EdgeRequest {
  world: World;
  call: Call;
  event: string;
  hint: string | undefined;
  /** Whether the datastream knows of Media Analytics. */
  media: boolean;
  items: Record<string, unknown>[];
}

export function readRequest(c: Context<Env>): EdgeRequest | Response {
  const { world, call } = c.env;
  const event = c.req.param('event') ?? '';
  const hint = c.req.param('hint');
  const missing = !EVENTS.includes(event) || (hint !== undefined && !HINTS.includes(hint));
  if (missing) return refuse(call, { code: 'va-edge-0404-404', detail: 'there is no such path' });
  const bad = (detail: string) => refuse(call, { code: 'va-edge-0400-400', detail });

  const query = call.url.searchParams;
  const unknown = [...query.keys()].find(name => name !== 'configId' && name !== 'requestId');
  if (unknown !== undefined && world.switches.strict) return bad(`unknown query parameter ${unknown}`);
  const datastream = query.get('configId');
  const opens = event === 'sessionStart' || event === 'downloaded';
  if (datastream === null && !opens) call.complain('MC-R121', 'configId is missing', 'parameter');
  if (datastream === null ? opens : ![DATASTREAM_ID, DATASTREAM_WITHOUT_MEDIA].includes(datastream)) {
    return refuse(call, { code: 'EXEG-0003-400', detail: 'configId: not a datastream' });
  }
  const type = call.request.headers.get('content-type') ?? '';
  if (!/^application\/json\s*(;|$)/i.test(type)) return bad('Content-Type: expected application/json');
  const items = readItems(world, call);
  if (typeof items === 'string') return bad(items);
  if (event === 'sessionStart' && items.length > 1) return bad('events: a session starts with one event');
  return { world, call, event, hint, media: datastream !== DATASTREAM_WITHOUT_MEDIA, items };
}

/** The `xdm` of each item. */
function readItems(world: World, call: Call): Record<string, unknown>[] | string {
  const events = parseObject(call.text)?.['events'];
  if (!Array.isArray(events) || events.length === 0) return 'events: expected a list that is not empty';
  const items: Record<string, unknown>[] = [];
  for (const item of events as unknown[]) {
    const xdm = isObject(item) ? item['xdm'] : undefined;
    if (!isObject(item) || !isObject(xdm)) return 'events: each item needs xdm';
    const other = Object.keys(item).find(name => name !== 'xdm' && name !== '_data');
    if (other !== undefined && world.switches.strict) return `events: ${other} is unknown`;
    items.push(xdm);
  }
  return items;
}
