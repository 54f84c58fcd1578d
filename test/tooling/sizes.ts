/** How large the files for pages are, and how large they may become. Bytes after gzip; changed only on purpose. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { ROOT } from './find-files.ts';

/** `*` stands for the entry a file is fetched by: `tve-elements` or `tve-media`. */
export const BUDGETS: Readonly<Record<string, number>> = {
  // All that a page view of a signed-in viewer loads beyond `tve-elements.js`.
  'tve-access-enabler.js': 6000,
  // What it fetches from beside itself for a play, a sign-in, a sign-out.
  'tve-bridge.js': 8_900,
  'tve-elements.js': 25_000,
  // For developers' pages only.
  'tve-inspector.js': 15_000,
  // All of it in one file: a classic script cannot fetch the rest from beside itself.
  // A gate that asks before the next start, and works where storage and locks are blocked.
  'tve-elements.iife.js': 72_000,
  'tve-media.js': 6_200,
  'tve-media-session.js': 8_100,
  // The same in one, since it is fetched only where there is a tracker.
  'tve-elements-session.js': 10_900,
  // Wrong arguments are told one by one, and ads in whatever order and place.
  '*-extras.js': 3_300,
  '*-recovery.js': 2_150,
  // What sends to the Edge or to an inlet, each with what both need.
  '*-destinations.js': 2_050,
  '*-edge.js': 1_700,
  '*-inlet.js': 3_100,
  '*-memory.js': 600,
  '*-log.js': 450,
  // What finds the libraries that play, and one file for each of them. They stand alone: every entry shares them.
  'tve-players.js': 2_500,
  'tve-hls.js': 2_500,
  'tve-dash.js': 2_500,
  'tve-shaka.js': 2_500,
  'tve-videojs.js': 2_500,
  'tve-vidstack.js': 2_500,
  'tve-breaks.js': 2_500,
  'tve-stream-breaks.js': 2_500,
  'tve-cue-breaks.js': 2_500,
  // Staff pages: a CSV reader and a virtual list are part of it.
  'tve-console.js': 70_000,
};

export const budgetOf = (file: string, budgets = BUDGETS): number | undefined =>
  budgets[file] ?? budgets[file.replace(/^tve-(elements|media)(?=-)/, '*')];

export interface Size {
  readonly file: string;
  readonly raw: number;
  readonly gzip: number;
  readonly brotli: number;
}

export function measure(folder = join(ROOT, 'dist/cdn')): Size[] {
  return readdirSync(folder)
    .filter(file => file.endsWith('.js'))
    .sort()
    .map(file => {
      const bytes = readFileSync(join(folder, file));
      const brotli = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });
      return { file, raw: bytes.length, gzip: gzipSync(bytes, { level: 9 }).length, brotli: brotli.length };
    });
}

/** What is over its budget, in words. */
export function overBudget(sizes: readonly Size[], budgets = BUDGETS): string[] {
  return sizes
    .filter(({ file, gzip }) => gzip > (budgetOf(file, budgets) ?? Infinity))
    .map(({ file, gzip }) => `${file} has ${gzip} bytes gzip; its budget is ${budgetOf(file, budgets)}`);
}

export function sizeTable(sizes: readonly Size[]): string {
  const cells = sizes.map(({ file, raw, gzip, brotli }) =>
    [file, raw, gzip, brotli, budgetOf(file) ?? '-'].map(String),
  );
  const rows = [['file', 'raw', 'gzip', 'brotli', 'gzip budget'], ...cells];
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map(row => row[column]!.length)));
  const line = (row: string[]): string =>
    row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!))).join('  ');
  return rows.map(line).join('\n');
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const sizes = measure();
  console.log(sizeTable(sizes));
  const over = overBudget(sizes);
  for (const text of over) console.error(text);
  process.exitCode = over.length > 0 ? 1 : 0;
}
