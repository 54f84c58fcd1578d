/** Test files that run in the browsers. */
import { relative } from 'node:path';
import { startTestRunner, type TestSession, type TestSuiteResult } from '@web/test-runner';
import { type Engine } from '../support/browsers.ts';
import { freePort } from '../support/browsers-webkit.ts';
import { ROOT, runnerConfig } from '../web-test-runner.config.ts';
import type { FileOutcome } from './outcome.ts';

/** Runs the files in one engine. */
export async function runInBrowser(
  engine: Engine,
  files: readonly string[],
  services: string,
): Promise<readonly FileOutcome[]> {
  const config = runnerConfig({ engine, files: [...files], port: await freePort(), services });
  const runner = await startTestRunner({ config, readCliArgs: false, readFileConfig: false, autoExitProcess: false });
  if (!runner) throw new Error('Web Test Runner did not start');
  await new Promise<void>(resolve => runner.on('stopped', () => resolve()));
  const sessions = [...runner.sessions.all()];
  console.log(`slowest: ${slowest(sessions).join(', ')}`);
  return sessions.map(outcomeOf);
}

/** Where the time of a run goes, without the browser's own. */
function slowest(sessions: readonly TestSession[]): string[] {
  const spent = sessions.map(({ testFile, testResults }) => ({
    file: relative(ROOT, testFile),
    seconds: (testResults ? flatten(testResults) : []).reduce((sum, { duration = 0 }) => sum + duration / 1000, 0),
  }));
  spent.sort((a, b) => b.seconds - a.seconds);
  return spent.slice(0, 6).map(({ file, seconds }) => `${file} ${Math.round(seconds)} s`);
}

/** A file may also fail without a case that does: it did not load, or ran out of time. */
function outcomeOf({ testFile, testResults, passed, errors }: TestSession): FileOutcome {
  const cases = testResults ? flatten(testResults) : [];
  const bad = cases.filter(test => !test.passed && !test.skipped);
  const failures = bad.map(({ name, error }) => ({ name, message: error?.message ?? 'failed' }));
  if (!passed && bad.length === 0) failures.push({ name: 'the file', message: errors[0]?.message ?? 'did not end' });
  return { file: relative(ROOT, testFile), passed: cases.filter(test => test.passed).length, failures };
}

function flatten(suite: TestSuiteResult): TestSuiteResult['tests'] {
  return [...suite.tests, ...suite.suites.flatMap(flatten)];
}
