import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { className } from '../tooling/manifest.ts';
import { expectedExports, tags } from '../tooling/package-exports.ts';
import { ROOT } from '../tooling/find-files.ts';

const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
  version: string;
  types: string;
  customElements: string;
  exports: Record<string, string | Record<string, string>>;
};

/** Tags that staff pages load on their own; `src/define.ts` leaves them out. */
const OPERATOR = new Set(['streaming-connections', 'watermark-jobs', 'watermark-recipients']);

describe('the export map', () => {
  it('lists exactly what the folders hold (run `npm run exports`)', () => {
    assert.deepEqual(manifest.exports, expectedExports());
  });

  it('names only files that exist', () => {
    const targets = Object.values(manifest.exports).flatMap(target =>
      typeof target === 'string' ? [target] : Object.values(target),
    );
    const missing = [...targets, manifest.types, manifest.customElements].filter(
      target => !existsSync(join(ROOT, target)),
    );
    assert.deepEqual(missing, []);
  });

  it('resolves by the name of the package', () => {
    for (const path of Object.keys(manifest.exports)) {
      const name = path === '.' ? 'tve-elements' : `tve-elements/${path.slice(2)}`;
      assert.ok(import.meta.resolve(name).startsWith('file:'), name);
    }
  });
});

const registry = (): CustomElementRegistry | undefined =>
  globalThis.customElements as CustomElementRegistry | undefined;

describe('importing without a DOM', () => {
  it('begins without one', () => {
    assert.equal(typeof globalThis.document, 'undefined');
  });

  for (const tag of tags()) {
    it(`gives the class of <${tag}> and defines nothing`, async () => {
      const module = (await import(`tve-elements/${tag}`)) as Record<string, unknown>;
      assert.equal(typeof module[className(tag)], 'function');
      // Lit brings a registry of its own where there is none.
      assert.equal(registry()?.get(tag), undefined);
    });
  }

  it('gives every class, and the version, from the main entry', async () => {
    const name = 'tve-elements';
    const module = (await import(name)) as Record<string, unknown>;
    for (const tag of tags()) assert.equal(typeof module[className(tag)], 'function', tag);
    assert.equal(module['VERSION'], manifest.version);
    assert.equal(typeof module['TveError'], 'function');
    assert.equal(typeof module['forget'], 'function');
    for (const tag of tags()) assert.equal(registry()?.get(tag), undefined, tag);
  });

  for (const tag of tags()) {
    it(`tolerates the registration of <${tag}>`, async () => {
      await import(`tve-elements/${tag}/define`);
    });
  }
});

describe('src/define.ts', () => {
  it('registers every viewer element', () => {
    const text = readFileSync(join(ROOT, 'src/define.ts'), 'utf8');
    const left = tags().filter(tag => !OPERATOR.has(tag) && !text.includes(`./elements/${tag}/${tag}.define.ts`));
    assert.deepEqual(left, []);
  });
});
