import { json } from '../flow/errors.ts';
import type { Call, World } from '../shared/world-types.ts';
import type { Zone } from './times.ts';

/** Every answer is one object; business errors come with HTTP 200 (3.2). */

export interface Told {
  data: unknown;
  zone?: Zone;
  total?: number;
}

export function success(world: World, { data, zone, total }: Told): Response {
  const told = zone && world.switches.watermarkZone === 'told' ? { time_zone: zone.text } : {};
  return json({
    error_code: '0000',
    error_message: 'Success.',
    ...told,
    ...(total === undefined ? {} : { total_count: total }),
    data,
  });
}

/** Codes of this double that nobody can take for the vendor's: theirs are not public (section 4). */
export type Code =
  'SBX-PARAM' | 'SBX-LIMIT' | 'SBX-QUOTA' | 'SBX-NAME' | 'SBX-TAKEN' | 'SBX-MISSING' | 'SBX-USED' | 'SBX-EMPTY';

/** With a rule, the client is to blame. */
export function businessError(call: Call, code: Code, message: string, rule?: string): Response {
  call.entry.verdict = `refused: ${code}`;
  const { method, path } = call.entry;
  if (rule) call.complain(rule, `${method} ${path} was refused: ${code}: ${message}`, 'refused');
  return json({ error_code: code, error_message: message });
}

export function denied(call: Call, status: 401 | 403 | 404 | 405, message: string, rule?: string): Response {
  call.entry.verdict = `refused: ${status}`;
  const { method, path } = call.entry;
  if (rule) call.complain(rule, `${method} ${path} was refused: ${status}: ${message}`, 'refused');
  return json({ error_code: `SBX-${status}`, error_message: message }, status);
}

/** Identifiers are numbers in the samples, and may come as strings. */
export function writeId(world: World, id: number): number | string {
  return world.switches.watermarkIds === 'string' ? String(id) : id;
}
