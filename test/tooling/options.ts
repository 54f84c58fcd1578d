/** What `npm test -- …` understands. */
import { parseArgs } from 'node:util';
import { ENGINES, type Engine } from '../support/browsers.ts';

/** Folders below `test` that hold test cases, in the order in which they run. */
export const PARTS = ['tooling', 'services', 'package', 'unit', 'elements', 'journeys'] as const;
export type Part = (typeof PARTS)[number];

/** Parts that run inside the browsers; the others run in Node. */
export const BROWSER_PARTS: readonly Part[] = ['unit', 'elements'];
/** Parts that read `dist`. */
const BUILT_PARTS: readonly Part[] = ['package', 'elements', 'journeys'];

export interface Options {
  readonly engines: readonly Engine[];
  readonly parts: readonly Part[];
  readonly files: readonly string[];
  readonly build: boolean;
}

export const USAGE = `npm test -- [--engine ${ENGINES.join('|')}] [--only ${PARTS.join('|')}] [--files "<glob>"] [--no-build]

Each may be given several times, or once with commas. Without any, everything runs.`;

export function readOptions(argv: string[]): Options {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: {
      engine: { type: 'string', multiple: true, default: [] },
      only: { type: 'string', multiple: true, default: [] },
      files: { type: 'string', multiple: true, default: [] },
      'no-build': { type: 'boolean', default: false },
    },
  });
  // An unquoted glob arrives as several words.
  const files = [...values.files, ...positionals].map(file => file.replace(/^\.\//, ''));
  const engines = choose('--engine', values.engine, ENGINES);
  const named = choose('--only', values.only, PARTS);
  const parts = files.length === 0 ? named : named.filter(part => files.some(file => mayMatch(file, part)));
  if (parts.length === 0) throw new Error(`None of the test folders holds ${files.join(', ')}\n\n${USAGE}`);
  return { engines, parts, files, build: !values['no-build'] && parts.some(part => BUILT_PARTS.includes(part)) };
}

/** Whether a glob could name files of this part. */
function mayMatch(glob: string, part: Part): boolean {
  const fixed = glob.split(/[*?{[]/)[0] ?? '';
  const folder = `test/${part}/`;
  return fixed.startsWith(folder) || folder.startsWith(fixed);
}

function choose<Name extends string>(option: string, given: string[], known: readonly Name[]): Name[] {
  const asked = given.flatMap(value => value.split(',')).map(value => value.trim());
  for (const name of asked) {
    if (!(known as readonly string[]).includes(name)) throw new Error(`${option} ${name} is unknown\n\n${USAGE}`);
  }
  return known.filter(name => asked.length === 0 || asked.includes(name));
}
