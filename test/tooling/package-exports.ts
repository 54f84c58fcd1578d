/** The export map, derived from the folders. `npm run exports` writes it into package.json; a test compares. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from './find-files.ts';

type Target = string | { types: string; default: string };

/** Package paths that belong to no element and no bundle: path → module below `src`. */
const MODULES: Readonly<Record<string, string>> = { '.': 'index', './define': 'define' };
const ADAPTERS: Readonly<Record<string, string>> = { './access-enabler': 'access-enabler/index' };
const DATA = ['custom-elements.json', 'html-custom-data.json'];

/** Every tag there is a folder for. */
export function tags(): string[] {
  return readdirSync(join(ROOT, 'src/elements'), { withFileTypes: true })
    .filter(entry => entry.isDirectory() && existsSync(join(ROOT, `src/elements/${entry.name}/${entry.name}.ts`)))
    .map(entry => entry.name)
    .sort();
}

export function bundles(): string[] {
  const files = readdirSync(join(ROOT, 'src/cdn')).filter(file => file.endsWith('.ts'));
  return files.map(file => file.replace(/\.ts$/, '.js')).sort();
}

export function expectedExports(): Record<string, Target> {
  const found = Object.entries(ADAPTERS).filter(([, path]) => existsSync(join(ROOT, `src/${path}.ts`)));
  const modules = Object.entries({ ...MODULES, ...Object.fromEntries(found) });
  return {
    ...Object.fromEntries(modules.map(([name, path]) => [name, typed(path)])),
    ...Object.fromEntries(
      tags().flatMap(tag => [
        [`./${tag}`, typed(`elements/${tag}/${tag}`)],
        [`./${tag}/define`, typed(`elements/${tag}/${tag}.define`)],
      ]),
    ),
    ...Object.fromEntries(bundles().map(file => [`./cdn/${file}`, `./dist/cdn/${file}`])),
    './cdn/sri.json': './dist/cdn/sri.json',
    ...Object.fromEntries(DATA.map(file => [`./${file}`, `./dist/${file}`])),
    './package.json': './package.json',
  };
}

const typed = (path: string): Target => ({ types: `./dist/${path}.d.ts`, default: `./dist/${path}.js` });

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const file = join(ROOT, 'package.json');
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
  writeFileSync(file, `${JSON.stringify({ ...manifest, exports: expectedExports() }, null, 2)}\n`);
}
