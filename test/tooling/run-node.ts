/** Test files that run in Node. */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from './find-files.ts';

export interface Outcome {
  readonly passed: number;
  readonly failed: number;
}

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
export async function runNodeTests(files: string[], { timeout = 120_000, concurrency = 1 } = {}): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), 'tve-tests-'));
  const result = join(folder, 'count.json');
  try {
    const code = await runProgram(process.execPath, [
      '--import=tsx',
      '--test',
      `--test-concurrency=${concurrency}`,
      `--test-timeout=${timeout}`,
      '--test-reporter=spec',
      '--test-reporter-destination=stdout',
      `--test-reporter=${new URL('count-reporter.mjs', import.meta.url).href}`,
      `--test-reporter-destination=${result}`,
      ...files,
    ]);
    const outcome = JSON.parse(readFileSync(result, 'utf8')) as Outcome;
    // Something failed that is no test case: a file that does not load, a process that died.
    return code !== 0 && outcome.failed === 0 ? { ...outcome, failed: 1 } : outcome;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
