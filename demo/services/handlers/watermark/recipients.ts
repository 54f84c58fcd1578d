import { isObject } from '../shared/base64.ts';
import type { World } from '../shared/world-types.ts';
import type { Granted } from './endpoint.ts';
import { businessError, success, writeId } from './envelope.ts';
import { checkDescription, checkName } from './names.ts';
import { matchesText, readQuery } from './query.ts';
import type { Recipient } from './state.ts';
import { readJsonBody } from './request.ts';
import { UTC, writeTime, type Zone } from './times.ts';

const LIST = ['search_keyword', 'from', 'to', 'page_unit', 'page_index', 'time_zone'];

/** `GET /api/recipient/{siteId}`, newest first (6.1). */
export function listRecipients({ world, call }: Granted): Response {
  const query = readQuery(world, call, LIST);
  if (query instanceof Response) return query;
  const { watermark } = world;
  const keywords = query.values('search_keyword').filter(keyword => keyword !== '');
  const found = [...watermark.recipients.values()]
    .filter(({ name }) => keywords.length === 0 || keywords.some(keyword => matchesText(world, name, keyword)))
    .filter(({ registered }) => query.inRange(registered))
    .sort((a, b) => b.registered - a.registered || b.dwmId - a.dwmId);
  const page = found.slice(query.offset, query.offset + query.unit);
  const data = page.map(recipient => describe(world, recipient, query.zone));
  return success(world, { data, zone: query.zone, total: found.length });
}

export function readRecipient({ world, call, id }: Granted): Response {
  const query = readQuery(world, call, ['time_zone']);
  if (query instanceof Response) return query;
  const recipient = world.watermark.byId.get(id);
  if (!recipient) return businessError(call, 'SBX-MISSING', 'there is no such recipient');
  const updated = { update_time: writeTime(recipient.updated, query.zone) };
  return success(world, { data: { ...describe(world, recipient, query.zone), ...updated }, zone: query.zone });
}

/** `PUT /api/recipient/{siteId}/{dwmId}`: only what was never part of a job can change (6.4). */
export function updateRecipient({ world, call, id }: Granted): Response {
  const body = readJsonBody(call);
  if (body instanceof Response) return body;
  const { watermark } = world;
  const refuse = (message: string, rule: string) => businessError(call, 'SBX-PARAM', message, rule);
  if (!isObject(body.value)) return refuse('the body must be an object', 'DWM-R31');
  const { name, description, ...others } = body.value;
  const other = Object.keys(others)[0];
  if (other !== undefined && world.switches.strict) return refuse(`${other}: unknown`, 'DWM-R31');
  if (name === undefined && description === undefined) {
    return businessError(call, 'SBX-EMPTY', 'neither name nor description is given', 'DWM-R31');
  }
  const bad =
    (name === undefined ? undefined : checkName(name)) ??
    (description === undefined ? undefined : checkDescription(description));
  if (bad) return businessError(call, bad.code, bad.message, 'DWM-R25');
  const recipient = watermark.byId.get(id);
  if (!recipient) return businessError(call, 'SBX-MISSING', 'there is no such recipient');
  if (watermark.used.has(id)) return businessError(call, 'SBX-USED', 'the recipient was part of a job');
  if (name === recipient.name || description === recipient.description) {
    call.complain('DWM-R31', 'a field that does not change was sent', 'parameter');
  }
  if (typeof name === 'string') {
    const other = watermark.recipients.get(name.toLowerCase());
    if (other && other.dwmId !== id) return businessError(call, 'SBX-TAKEN', `${other.name} exists`);
    watermark.recipients.delete(recipient.name.toLowerCase());
    recipient.name = name;
    watermark.recipients.set(name.toLowerCase(), recipient);
  }
  if (typeof description === 'string') recipient.description = description;
  recipient.updated = world.clock.now();
  const data = { dwm_id: writeId(world, id), update_time: writeTime(recipient.updated, UTC) };
  return success(world, { data, zone: UTC });
}

/** Without `update_time`: lists do not have it. */
export function describe(world: World, { dwmId, name, description, registered }: Recipient, zone: Zone) {
  return { dwm_id: writeId(world, dwmId), name, description, reg_time: writeTime(registered, zone) };
}
