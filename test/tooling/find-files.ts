/** Files of the repository by glob; Node 20 has none of its own. */
import { readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Every file below a folder, relative to the root, in a stable order. */
export function listFiles(folder: string): string[] {
  let entries;
  try {
    entries = readdirSync(join(ROOT, folder), { withFileTypes: true, recursive: true });
  } catch {
    return [];
  }
  return entries
    .filter(entry => entry.isFile())
    .map(entry =>
      relative(ROOT, join(entry.parentPath ?? entry.path, entry.name))
        .split(sep)
        .join('/'),
    )
    .sort();
}

/** The glob as a regular expression: `*`, `**`, `?` and `{a,b}`. */
export function globToRegExp(glob: string): RegExp {
  const source = glob.replace(/\*\*\/|\*\*|\*|\?|\{[^{}]*\}|[.+^$()|[\]\\]/g, token => {
    if (token === '**/') return '(?:.*/)?';
    if (token === '**') return '.*';
    if (token === '*') return '[^/]*';
    if (token === '?') return '[^/]';
    if (token.startsWith('{')) {
      const choices = token.slice(1, -1).split(',');
      return `(?:${choices.map(choice => globToRegExp(choice).source.slice(1, -1)).join('|')})`;
    }
    return `\\${token}`;
  });
  return new RegExp(`^${source}$`);
}

export function testFiles(part: string, globs: readonly string[]): string[] {
  const patterns = globs.map(globToRegExp);
  return listFiles(`test/${part}`)
    .filter(file => file.endsWith('.test.ts'))
    .filter(file => patterns.length === 0 || patterns.some(pattern => pattern.test(file)));
}
