import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { parse } from 'acorn';
import { ROOT } from '../tooling/find-files.ts';
import { checkBundles } from '../tooling/old-browsers.ts';
import { bundles } from '../tooling/package-exports.ts';
import { measure, overBudget } from '../tooling/sizes.ts';

const CDN = join(ROOT, 'dist/cdn');
const read = (file: string): string => readFileSync(join(CDN, file), 'utf8');

const isClassic = (file: string): boolean => file.endsWith('.iife.js') || file === 'tve-access-enabler.js';

/** Every module that a bundle names, at once or on demand. */
function importsOf(file: string): string[] {
  const sourceType = isClassic(file) ? 'script' : 'module';
  const found: string[] = [];
  const program = parse(read(file), { ecmaVersion: 2021, sourceType });
  JSON.stringify(program, (_key, node: { type?: string; source?: { value?: string }; value?: unknown } | null) => {
    // The name of what is fetched on demand, and once more where it failed.
    if (node?.type === 'Literal' && /^\.\/tve-.*\.js$/.test(String(node.value))) found.push(String(node.value));
    // An address that is made in the browser is looked at in a test of its own.
    const made = node?.type === 'ImportExpression' && node.source?.value === undefined;
    const importing = !made && (node?.type === 'ImportDeclaration' || node?.type === 'ImportExpression');
    if (importing || (node?.type?.startsWith('Export') && node.source)) found.push(String(node?.source?.value));
    return node;
  });
  return found;
}

describe('the bundles', () => {
  for (const file of bundles()) {
    it(`${file} imports nothing but what lies beside it`, () => {
      const listed = Object.keys(JSON.parse(read('sri.json')) as object);
      for (const source of importsOf(file)) {
        assert.match(source, /^\.\/tve-[a-z-]+\.js$/);
        assert.ok(listed.includes(source.slice(2)), `${source} is there, with its hash`);
      }
    });

    it(`${file} is the production build, with its licence`, () => {
      assert.doesNotMatch(read(file), /Lit is in dev mode|process\.env/);
      assert.match(read(file), /^\/\*! tve-elements \d/);
    });
  }

  it('the script in the place of AccessEnabler is a classic one that works as a module, and fetches what lies beside it', () => {
    const code = read('tve-access-enabler.js');
    for (const sourceType of ['script', 'module'] as const) parse(code, { ecmaVersion: 2021, sourceType });
    assert.equal(code.match(/\bimport\b/g)?.length, 1, 'one place imports');
    const listed = Object.keys(JSON.parse(read('sri.json')) as object);
    const named = listed.filter(file => code.includes(`"${file}"`) && file !== 'tve-access-enabler.js');
    assert.deepEqual(named, ['tve-bridge.js', 'tve-elements.js']);
    assert.deepEqual(importsOf('tve-bridge.js'), []);
  });

  it('for a classic script have everything a viewer needs in one file, but for what follows a library that plays', () => {
    assert.deepEqual([...new Set(importsOf('tve-elements.iife.js'))].sort(), [
      './tve-inspector.js',
      './tve-players.js',
    ]);
  });

  it('for libraries that play stand alone: every entry fetches the same', () => {
    const names = ['hls', 'dash', 'shaka', 'videojs', 'vidstack', 'breaks', 'stream-breaks', 'cue-breaks'];
    const files = names.map(name => `./tve-${name}.js`);
    assert.deepEqual([...new Set(importsOf('tve-players.js'))].sort(), files.sort());
    for (const file of files) {
      const others = [...new Set(importsOf(file.slice(2)))];
      assert.deepEqual(others, file === './tve-stream-breaks.js' ? ['./tve-breaks.js'] : [], file);
    }
    for (const entry of ['media', 'elements']) {
      assert.ok(importsOf(`tve-${entry}-extras.js`).includes('./tve-players.js'), entry);
    }
  });

  it('for tracking alone hold what stores and sends, fetch the rules of a session, and then what few pages need', () => {
    const files = (...names: string[]): string[] => names.map(name => `./tve-media${name}.js`);
    assert.deepEqual([...new Set(importsOf('tve-media.js'))].sort(), files('-log', '-memory', '-session'));
    assert.deepEqual(
      [...new Set(importsOf('tve-media-session.js'))].sort(),
      files('', '-destinations', '-extras', '-recovery').sort(),
    );
    assert.deepEqual([...new Set(importsOf('tve-media-destinations.js'))].sort(), files('-edge', '-inlet'));
    for (const inside of ['/api/v1/', 'indexedDB', 'keepalive'])
      assert.ok(read('tve-media.js').includes(inside), inside);
    assert.ok(read('tve-media-session.js').includes('sessionStart'));
    for (const outside of [
      'podFriendlyName',
      'creativeURL',
      'The service answered',
      'stored on this device',
      'mediaCollection',
    ]) {
      assert.ok(!(read('tve-media.js') + read('tve-media-session.js')).includes(outside), outside);
    }
  });

  it('fetch on demand what no other entry’s files overwrite, under names that no block list knows', () => {
    const own = (entry: string): string[] => [...new Set([entry, ...importsOf(entry)].flatMap(reached))].sort();
    const reached = (file: string): string[] => importsOf(file.replace('./', ''));
    const shared = own('tve-elements.js').filter(file => own('tve-media.js').includes(file));
    assert.deepEqual(shared, []);
    for (const file of readdirSync(CDN)) assert.doesNotMatch(file, /track|measure|analytic|collect|beacon|\bads?\b/i);
  });

  it('run in our oldest browsers', () => {
    assert.deepEqual(checkBundles(), []);
  });

  it('stay within their budgets', () => {
    assert.deepEqual(overBudget(measure()), []);
  });

  it('have the hashes of sri.json', () => {
    const listed = JSON.parse(read('sri.json')) as Record<string, string>;
    const files = readdirSync(CDN).filter(file => file.endsWith('.js'));
    assert.deepEqual(Object.keys(listed), files.sort());
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
