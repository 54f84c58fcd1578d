import type { Code } from './envelope.ts';

/** Rules of names and descriptions (6.5, section 7). */

export interface Fault {
  code: Code;
  message: string;
}

export function checkName(name: unknown): Fault | undefined {
  if (typeof name !== 'string' || name === '') return { code: 'SBX-NAME', message: 'name: expected a text' };
  if (name.length > 128) return { code: 'SBX-NAME', message: `name: ${name.length} characters, 128 are allowed` };
  const bad = /[^A-Za-z0-9._-]/u.exec(name)?.[0];
  return bad === undefined ? undefined : { code: 'SBX-NAME', message: `name: ${JSON.stringify(bad)} is not allowed` };
}

/** Whether code units or code points count is not stated: clients refuse if either is over, and so may this. */
export function checkDescription(description: unknown): Fault | undefined {
  if (typeof description !== 'string') return { code: 'SBX-PARAM', message: 'description: expected a text' };
  if (description.length <= 50) return undefined;
  return { code: 'SBX-PARAM', message: `description: ${description.length} characters, 50 are allowed` };
}
