/** What became of test files, and of those that failed the first time. */

export interface Failure {
  readonly name: string;
  readonly message: string;
}

export interface FileOutcome {
  /** Its path in the repository. */
  readonly file: string;
  readonly passed: number;
  readonly failures: readonly Failure[];
}

export interface Outcome {
  readonly files: readonly FileOutcome[];
  /** What failed at first and passed when its file ran again. */
  readonly unsteady: readonly FileOutcome[];
}

/** Runs test files; what ran nothing may be missing from the outcome. */
export type Run = (files: readonly string[]) => Promise<readonly FileOutcome[]>;

/** More files than these do not fail by accident. */
const ACCIDENTS = 4;

/**
 * One of thousands of cases may run out of its time on a machine that does something else meanwhile: a few files that
 * failed run once more, and what fails again has failed. The first failure is told as well.
 */
export async function runTwice(files: readonly string[], run: Run): Promise<Outcome> {
  const first = await runAll(files, run);
  const bad = first.filter(hasFailed);
  if (bad.length === 0 || bad.length > ACCIDENTS) return { files: first, unsteady: [] };
  const again = bad.map(({ file }) => file);
  console.log(`── once more: ${again.join(', ')}`);
  const second = await runAll(again, run);
  return {
    files: [...first.filter(outcome => !hasFailed(outcome)), ...second],
    unsteady: bad.filter(({ file }) => second.some(other => other.file === file && !hasFailed(other))),
  };
}

/** A file that ended without any case has failed: it did not load, or holds none. */
async function runAll(files: readonly string[], run: Run): Promise<readonly FileOutcome[]> {
  const outcomes = await run(files);
  const silent = files.filter(file => !outcomes.some(other => other.file === file));
  const failures = [{ name: 'the file', message: 'ended without any case' }];
  return [...outcomes, ...silent.map(file => ({ file, passed: 0, failures }))];
}

const hasFailed = ({ failures }: FileOutcome): boolean => failures.length > 0;

/** A line for each failure and one for what it said. */
export const tell = (files: readonly FileOutcome[]): string[] =>
  files.flatMap(({ file, failures }) =>
    failures.map(({ name, message }) => `  ${file}: ${name}\n    ${message.split('\n', 1)[0]}`),
  );
