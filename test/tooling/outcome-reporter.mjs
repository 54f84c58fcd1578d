/** Reporter for node:test that writes what became of each file, as JSON. Node loads it before any loader. */
import { relative } from 'node:path';

/** @typedef {import('./outcome.ts').Failure} Failure */

/** @param {AsyncIterable<import('node:test/reporters').TestEvent>} source */
export default async function* outcomes(source) {
  /** @type {Map<string, { file: string, passed: number, failures: Failure[] }>} */
  const files = new Map();
  for await (const event of source) {
    if (event.type !== 'test:pass' && event.type !== 'test:fail') continue;
    const { name, details, skip, todo, file: path = '' } = event.data;
    // A suite fails through its cases, unless it failed by itself: a hook, say.
    const error =
      'error' in details
        ? /** @type {Error & { failureType?: string }} */ (/** @type {unknown} */ (details.error))
        : undefined;
    if (details.type === 'suite' && (!error || error.failureType === 'subtestsFailed')) continue;
    if (skip !== undefined || todo !== undefined) continue;
    const file = relative(process.cwd(), path);
    const outcome = files.get(file) ?? { file, passed: 0, failures: [] };
    files.set(file, outcome);
    if (event.type === 'test:pass') outcome.passed++;
    else outcome.failures.push({ name, message: String(error?.message ?? 'failed') });
  }
  yield JSON.stringify([...files.values()]);
}
