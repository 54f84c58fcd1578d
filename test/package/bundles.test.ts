import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { parse } from 'acorn';
import { ROOT } from '../tooling/find-files.ts';
import { checkBundles } from '../tooling/old-browsers.ts';
import { bundles } from '../tooling/package-exports.ts';
import { measure, overBudget } from '../tooling/sizes.ts';

const CDN = join(ROOT, 'dist/cdn');
const read = (file: string): string => readFileSync(join(CDN, file), 'utf8');

interface Statement {
  type: string;
  source?: { value?: unknown } | null;
}

describe('the bundles', () => {
  for (const file of bundles()) {
    it(`${file} imports nothing`, () => {
      const sourceType = file.endsWith('.iife.js') ? 'script' : 'module';
      const { body } = parse(read(file), { ecmaVersion: 2021, sourceType }) as unknown as { body: Statement[] };
      const imports = body.filter(({ type, source }) => type === 'ImportDeclaration' || source);
      assert.deepEqual(imports, []);
      assert.doesNotMatch(read(file), /\bimport\s*\(/);
    });

    it(`${file} is the production build, with its licence`, () => {
      assert.doesNotMatch(read(file), /Lit is in dev mode|process\.env/);
      assert.match(read(file), /^\/\*! tve-elements \d/);
    });
  }

  it('run in our oldest browsers', () => {
    assert.deepEqual(checkBundles(), []);
  });

  it('stay within their budgets', () => {
    assert.deepEqual(overBudget(measure()), []);
  });

  it('have the hashes of sri.json', () => {
    const listed = JSON.parse(read('sri.json')) as Record<string, string>;
    assert.deepEqual(Object.keys(listed), bundles());
    for (const [file, hash] of Object.entries(listed)) {
      const digest = createHash('sha384')
        .update(readFileSync(join(CDN, file)))
        .digest('base64');
      assert.equal(hash, `sha384-${digest}`, file);
    }
  });

  it('come with the licences of what they hold', () => {
    for (const name of ['lit-html', '@lit/reactive-element']) assert.ok(read('licenses.txt').includes(name), name);
  });
});
