import type * as Violations from './violations.ts';

export type { Leaf } from './violations.ts';

/** Validation stops after so many errors (section 7). */
export const REPORTED = 5;

/** Loaded with the first message: a world that runs inside a page for another service does not carry the validator. */
export function loadValidation(): Promise<typeof Violations> {
  return import('./violations.ts');
}
