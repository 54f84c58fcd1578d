import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { VERSION } from '../../src/core/version.ts';
import { ROOT } from '../tooling/find-files.ts';
import { elementsOf, type Manifest } from '../tooling/manifest.ts';
import { tags } from '../tooling/package-exports.ts';

const readJson = (file: string): unknown => JSON.parse(readFileSync(join(ROOT, file), 'utf8'));

const manifest = readJson('dist/custom-elements.json') as Manifest;
const elements = elementsOf(manifest);

describe('the custom elements manifest', () => {
  it('lists every element, by the paths of the package', () => {
    assert.deepEqual(
      elements.map(({ tagName }) => tagName),
      tags(),
    );
    for (const { path } of manifest.modules) assert.match(path, /^dist\/.*\.js$/);
  });

  for (const element of elements) {
    it(`describes <${element.tagName}>, its attributes and its events`, () => {
      assert.ok(element.description ?? element.summary, 'the element');
      const attributes = element.attributes ?? [];
      assert.ok(attributes.length > 0, 'no attributes');
      const bare = attributes.filter(({ description }) => !description).map(({ name }) => name);
      assert.deepEqual(bare, [], 'attributes without a description');
      const events = (element.events ?? []).filter(({ name, description }) => !name || !description);
      assert.deepEqual(events, [], 'events without a name or a description');
    });
  }

  it('gives editors the same elements', () => {
    const { tags: known } = readJson('dist/html-custom-data.json') as { tags: { name: string }[] };
    assert.deepEqual(
      known.map(({ name }) => name),
      tags(),
    );
  });
});

describe('the version', () => {
  it('is the same in the package and in the code', () => {
    assert.equal((readJson('package.json') as { version: string }).version, VERSION);
  });
});
