/** Reporter for node:test that writes how many cases passed and failed, as JSON. Node loads it before any loader. */

/** @param {AsyncIterable<import('node:test/reporters').TestEvent>} source */
export default async function* count(source) {
  let passed = 0;
  let failed = 0;
  for await (const event of source) {
    if (event.type !== 'test:pass' && event.type !== 'test:fail') continue;
    const { details, skip, todo } = event.data;
    // A suite fails through its cases, unless it failed by itself: a hook, say.
    const error = 'error' in details ? /** @type {{ failureType?: string }} */ (details.error) : undefined;
    if (details.type === 'suite' && (!error || error.failureType === 'subtestsFailed')) continue;
    if (skip !== undefined || todo !== undefined) continue;
    if (event.type === 'test:pass') passed++;
    else failed++;
  }
  yield JSON.stringify({ passed, failed });
}
