import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { before, describe, it } from 'node:test';
import { ROOT } from '../tooling/find-files.ts';

let files: string[];

before(() => {
  const output = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
    cwd: ROOT,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [packed] = JSON.parse(output) as { files: { path: string }[] }[];
  files = (packed?.files ?? []).map(({ path }) => path);
});

describe('the packed files', () => {
  it('hold the entries, the bundles and the descriptions', () => {
    const needed = [
      'package.json',
      'LICENSE',
      'CHANGELOG.md',
      'dist/index.js',
      'dist/index.d.ts',
      'dist/define.js',
      'dist/custom-elements.json',
      'dist/html-custom-data.json',
      'dist/cdn/tve-elements.js',
      'dist/cdn/tve-elements.iife.js',
      'dist/cdn/tve-media.js',
      'dist/cdn/tve-console.js',
      'dist/cdn/sri.json',
      'dist/cdn/licenses.txt',
    ];
    assert.deepEqual(
      needed.filter(file => !files.includes(file)),
      [],
    );
  });

  it('hold nothing else', () => {
    const known = /^(?:package\.json|LICENSE|README\.md|CHANGELOG\.md|dist\/[\w./-]+\.(?:js|d\.ts|js\.map|json|txt))$/;
    assert.deepEqual(
      files.filter(file => !known.test(file)),
      [],
    );
  });

  it('for pages are never named after tracking', () => {
    const named = files.filter(file => file.startsWith('dist/cdn/') && /track/i.test(file));
    assert.deepEqual(named, []);
  });

  it('are not named after tracking, which block lists match, but for the name of the tag itself', () => {
    const named = files
      .map(file => [file, file.replace(/\bmedia-tracker\b/g, '')] as const)
      .filter(([, rest]) => /track/i.test(rest))
      .map(([file]) => file);
    assert.deepEqual(named, []);
  });
});
