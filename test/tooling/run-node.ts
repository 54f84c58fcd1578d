/** Test files that run in Node. */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from './find-files.ts';
import type { FileOutcome } from './outcome.ts';

const running = new Set<ChildProcess>();

/** Ends what this run started in Node; for exits that leave no time to wait. */
export function killChildren(): void {
  for (const child of running) child.kill('SIGTERM');
}

/** Runs a program in the repository with its output shown; resolves to its exit code. */
export function runProgram(program: string, args: string[], env: Record<string, string> = {}): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: ROOT, stdio: 'inherit', env: { ...process.env, ...env } });
    running.add(child);
    child.once('error', reject);
    child.once('exit', code => {
      running.delete(child);
      resolve(code ?? 1);
    });
  });
}

/** `concurrency`: how many files at a time; what mostly waits leaves room for another. */
export async function runNodeTests(
  files: readonly string[],
  { timeout = 120_000, concurrency = 1 } = {},
): Promise<readonly FileOutcome[]> {
  const folder = mkdtempSync(join(tmpdir(), 'tve-tests-'));
  const result = join(folder, 'outcomes.json');
  try {
    const code = await runProgram(process.execPath, [
      '--import=tsx',
      '--test',
      `--test-concurrency=${concurrency}`,
      `--test-timeout=${timeout}`,
      '--test-reporter=spec',
      '--test-reporter-destination=stdout',
      `--test-reporter=${new URL('outcome-reporter.mjs', import.meta.url).href}`,
      `--test-reporter-destination=${result}`,
      ...files,
    ]);
    const outcomes = JSON.parse(readFileSync(result, 'utf8')) as FileOutcome[];
    // Something failed that is no test case: a process that died, say.
    const isTold = code === 0 || outcomes.some(({ failures }) => failures.length > 0);
    const failures = [{ name: 'the run', message: `ended with code ${code}` }];
    return isTold ? outcomes : [...outcomes, { file: files.join(', '), passed: 0, failures }];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
