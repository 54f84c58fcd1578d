/** Reporter for node:test that writes how many cases passed and failed, as JSON. */
import type { TestEvent } from 'node:test/reporters';

export default async function* count(source: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  let passed = 0;
  let failed = 0;
  for await (const event of source) {
    if (event.type !== 'test:pass' && event.type !== 'test:fail') continue;
    const { details, skip, todo } = event.data;
    // A failing suite fails through its cases; one that fails by itself (a hook, say) has none and is counted.
    const cause = event.type === 'test:fail' ? (event.data.details.error as { failureType?: string }) : undefined;
    if (details.type === 'suite' && (!cause || cause.failureType === 'subtestsFailed')) continue;
    if (skip !== undefined || todo !== undefined) continue;
    if (event.type === 'test:pass') passed++;
    else failed++;
  }
  yield JSON.stringify({ passed, failed });
}
