import type { Call } from '../shared/world-types.ts';
import { json } from './errors.ts';

/** Registration answers in the OAuth shape: 400 and one `error` code (2.1, 2.2). */
export function refuseRegistration(call: Call, error: string, why: string, { blameless = false } = {}): Response {
  call.entry.verdict = `refused: ${error}`;
  call.entry.warnings.push(why);
  if (!blameless) call.complain('PASS-R12', `${call.entry.path} was refused: ${error}: ${why}`, 'refused');
  return json({ error }, 400);
}
