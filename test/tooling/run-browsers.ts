/** Test files that run in the browsers. */
import { relative } from 'node:path';
import { startTestRunner, type TestSession, type TestSuiteResult } from '@web/test-runner';
import { type Engine } from '../support/browsers.ts';
import { freePort, startWebKit } from '../support/browsers-webkit.ts';
import { ROOT, runnerConfig } from '../web-test-runner.config.ts';
import type { Outcome } from './run-node.ts';

/** Runs the files in one engine. */
export async function runInBrowser(engine: Engine, files: string[], services: string): Promise<Outcome> {
  const webkit = engine === 'webkit' ? await startWebKit() : undefined;
  try {
    const port = await freePort();
    return await runOnce(runnerConfig({ engine, files, port, services, driverPort: webkit?.port }));
  } finally {
    await webkit?.stop();
  }
}

async function runOnce(config: ReturnType<typeof runnerConfig>): Promise<Outcome> {
  const runner = await startTestRunner({ config, readCliArgs: false, readFileConfig: false, autoExitProcess: false });
  if (!runner) throw new Error('Web Test Runner did not start');
  await new Promise<void>(resolve => runner.on('stopped', () => resolve()));
  const sessions = [...runner.sessions.all()];
  console.log(`slowest: ${slowest(sessions).join(', ')}`);
  return count(sessions);
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

/** Cases of all files; a file that ended without any result (did not load, timed out) counts as one failure. */
function count(sessions: readonly TestSession[]): Outcome {
  let passed = 0;
  let failed = 0;
  for (const session of sessions) {
    const cases = session.testResults ? flatten(session.testResults) : [];
    const bad = cases.filter(test => !test.passed && !test.skipped).length;
    passed += cases.filter(test => test.passed).length;
    failed += bad > 0 || session.passed ? bad : 1;
  }
  return { passed, failed };
}

function flatten(suite: TestSuiteResult): TestSuiteResult['tests'] {
  return [...suite.tests, ...suite.suites.flatMap(flatten)];
}
