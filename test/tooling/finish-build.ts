/** Last step of the build: what describes the files in `dist`, then their sizes. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { listFiles, ROOT } from './find-files.ts';
import { createHtmlData, createManifest } from './manifest.ts';
import { measure, sizeTable } from './sizes.ts';

const DIST = join(ROOT, 'dist');

function write(file: string, value: object): void {
  writeFileSync(join(DIST, file), `${JSON.stringify(value, null, 2)}\n`);
}

/** Hashes for the `integrity` attribute. */
function integrity(): Record<string, string> {
  const files = readdirSync(join(DIST, 'cdn')).filter(file => file.endsWith('.js'));
  const hash = (file: string): string =>
    `sha384-${createHash('sha384')
      .update(readFileSync(join(DIST, 'cdn', file)))
      .digest('base64')}`;
  return Object.fromEntries(files.sort().map(file => [file, hash(file)]));
}

/** Declarations name each other by the files that are published; not every tool looks behind a `.ts`. */
function rewriteDeclarations(): void {
  for (const file of listFiles('dist').filter(file => file.endsWith('.d.ts'))) {
    const text = readFileSync(join(ROOT, file), 'utf8');
    const rewritten = text.replace(/((?:from|import)\s*\(?\s*['"]\.{1,2}\/[^'"]*)\.ts(['"])/g, '$1.js$2');
    if (rewritten !== text) writeFileSync(join(ROOT, file), rewritten);
  }
}

rewriteDeclarations();
const manifest = createManifest();
write('custom-elements.json', manifest);
write('html-custom-data.json', createHtmlData(manifest));
write('cdn/sri.json', integrity());
console.log(sizeTable(measure()));
