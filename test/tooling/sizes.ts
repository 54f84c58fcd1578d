/** How large the files for pages are, and how large they may become. Bytes after gzip; changed only on purpose. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { ROOT } from './find-files.ts';

export const BUDGETS: Readonly<Record<string, number>> = {
  'tve-access-enabler.js': 6000,
  // What it fetches from beside itself with the first call of a page.
  'tve-bridge.js': 10_500,
  // The mark to get under is 25,000.
  'tve-elements.js': 27_500,
  // All of it in one file: a classic script cannot fetch the rest from beside itself.
  'tve-elements.iife.js': 64_000,
  // The mark to get under is 10,000: what few pages need of it has still to move out and be fetched on demand.
  'tve-media.js': 15_500,
  // Staff pages: a CSV reader and a virtual list are part of it.
  'tve-console.js': 70_000,
};

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
    .filter(({ file, gzip }) => gzip > (budgets[file] ?? Infinity))
    .map(({ file, gzip }) => `${file} has ${gzip} bytes gzip; its budget is ${budgets[file]}`);
}

export function sizeTable(sizes: readonly Size[]): string {
  const cells = sizes.map(({ file, raw, gzip, brotli }) => [file, raw, gzip, brotli, BUDGETS[file] ?? '-'].map(String));
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
