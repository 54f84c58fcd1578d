/**
 * `npm test`: browsers, build, then every test there is. Ends with a line `N passed, N failed` over all parts.
 * `npm test -- --help` tells how to run less.
 */
import { existsSync } from 'node:fs';
import { ENGINES, ensureBrowsers, type Engine } from './support/browsers.ts';
import { killHelpers } from './support/browsers-webkit.ts';
import { ROOT, testFiles } from './tooling/find-files.ts';
import { BROWSER_PARTS, readOptions, USAGE, type Options, type Part } from './tooling/options.ts';
import { runTwice, tell, type Run } from './tooling/outcome.ts';
import { runInBrowser } from './tooling/run-browsers.ts';
import { killChildren, runNodeTests, runProgram } from './tooling/run-node.ts';

interface Services {
  readonly origin: string;
  close(): Promise<void> | void;
}

const plainConsole = { ...console };
const total = { passed: 0, failed: 0, failures: [] as string[], unsteady: [] as string[] };

async function main(): Promise<void> {
  const argv = process.argv.slice(2);
  if (argv.includes('--help')) {
    console.log(USAGE);
    return;
  }
  const options = readOptions(argv);
  ensureBrowsers(enginesFor(options));
  if (options.build && (await runProgram('npm', ['run', 'build', '--silent'])) !== 0) {
    throw new Error('The build failed');
  }
  const nodeParts = options.parts.filter(part => !BROWSER_PARTS.includes(part));
  for (const part of nodeParts.filter(part => part !== 'journeys')) await runPart(part, options);
  await runBrowserParts(options);
  if (nodeParts.includes('journeys')) await runPart('journeys', options, { timeout: 600_000, concurrency: 2 });
}

/** Journeys have engines of their own choice. */
function enginesFor({ parts, engines }: Options): Options['engines'] {
  if (parts.includes('journeys')) return ENGINES;
  return parts.some(part => BROWSER_PARTS.includes(part)) ? engines : [];
}

async function runPart(part: Part, options: Options, how: Parameters<typeof runNodeTests>[1] = {}): Promise<void> {
  const files = testFiles(part, options.files);
  if (files.length === 0) return;
  await report(part, files, some => runNodeTests(some, how));
}

async function runBrowserParts(options: Options): Promise<void> {
  const parts = options.parts.filter(part => BROWSER_PARTS.includes(part));
  const files = parts.flatMap(part => testFiles(part, options.files));
  if (files.length === 0) return;
  const services = await startServices();
  try {
    const run = (engine: Engine): Promise<void> =>
      report(`${parts.join(' and ')} in ${engine}`, files, some => runInBrowser(engine, some, services?.origin ?? ''));
    // Chromium runs two files at a time; the others one each, and together.
    if (options.engines.includes('chromium')) await run('chromium');
    await Promise.all(options.engines.filter(engine => engine !== 'chromium').map(run));
  } finally {
    await services?.close();
    await restoreConsole();
  }
}

/**
 * Each run in a browser puts itself before the console and takes what was there back when it ends. Of two that end in
 * another order than they began, one stays, and holds back what is written until after the process has gone.
 */
async function restoreConsole(): Promise<void> {
  await new Promise(resolve => setTimeout(resolve, 50));
  Object.assign(console, plainConsole);
}

/** The local double of the services, on a port of its own. */
async function startServices(): Promise<Services | undefined> {
  const module = new URL('../demo/services/server.ts', import.meta.url);
  if (!existsSync(module)) return undefined;
  const { startServices } = (await import(module.href)) as {
    startServices(options: { port: number }): Services | Promise<Services>;
  };
  return startServices({ port: 0 });
}

/** Runs one part and adds it up. */
async function report(name: string, files: readonly string[], run: Run): Promise<void> {
  const start = Date.now();
  console.log(`\n── ${name}`);
  const outcome = await runTwice(files, run);
  const passed = outcome.files.reduce((sum, file) => sum + file.passed, 0);
  const failures = tell(outcome.files);
  total.passed += passed;
  total.failed += failures.length;
  if (failures.length > 0) total.failures.push(`In ${name}:`, ...failures);
  if (outcome.unsteady.length > 0) total.unsteady.push(`In ${name}:`, ...tell(outcome.unsteady));
  const seconds = Math.round((Date.now() - start) / 1000);
  console.log(`── ${name}: ${passed} passed, ${failures.length} failed in ${seconds} s`);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => {
    killChildren();
    process.exit(130);
  });
}
process.on('exit', killHelpers);
// A tool that stumbles must not take the results of others with it; a file without a result has failed anyway.
process.on('unhandledRejection', error => console.error(error));
process.chdir(ROOT);

try {
  await main();
} catch (error) {
  total.failed++;
  console.error(error instanceof Error ? error.message : error);
  if (error instanceof Error && error.cause) console.error(error.cause);
}
if (total.unsteady.length > 0) console.log(`\nFailed at first, passed when run again\n${total.unsteady.join('\n')}`);
if (total.failures.length > 0) console.log(`\nFailed\n${total.failures.join('\n')}`);
const asksForHelp = process.argv.includes('--help');
if (!asksForHelp) console.log(`\n${total.passed} passed, ${total.failed} failed`);
// Tools may leave handles open; everything has been awaited by now. A run in which nothing ran proves nothing.
process.exit(asksForHelp || (total.failed === 0 && total.passed > 0) ? 0 : 1);
