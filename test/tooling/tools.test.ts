import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import ts from 'typescript';
import { plainPrivates } from './compile.ts';
import { globToRegExp } from './find-files.ts';
import { readOptions } from './options.ts';
import { runTwice, tell, type FileOutcome } from './outcome.ts';
import { newerFeatures } from './old-browsers.ts';
import { idsIn, ranges, requirementsTable, testNames } from './requirements.ts';
import { overBudget } from './sizes.ts';

describe('globs', () => {
  it('matches as a shell does', () => {
    assert.ok(globToRegExp('test/elements/pass-gate*.test.ts').test('test/elements/pass-gate-slots.test.ts'));
    assert.ok(globToRegExp('test/**/*.test.ts').test('test/unit/a/b.test.ts'));
    assert.ok(globToRegExp('test/{unit,elements}/*.ts').test('test/unit/a.ts'));
    assert.ok(!globToRegExp('test/*.ts').test('test/unit/a.ts'));
  });
});

describe('options of npm test', () => {
  it('runs everything when nothing is asked', () => {
    const { engines, parts, build } = readOptions([]);
    assert.equal(engines.length, 3);
    assert.ok(parts.includes('journeys') && parts.includes('unit'));
    assert.ok(build);
  });

  it('runs only the part a file belongs to', () => {
    const { engines, parts } = readOptions(['--engine', 'webkit', '--files', 'test/elements/pass-gate*.test.ts']);
    assert.deepEqual(engines, ['webkit']);
    assert.deepEqual(parts, ['elements']);
  });

  it('builds only for parts that read the build', () => {
    assert.equal(readOptions(['--only', 'unit,services']).build, false);
    assert.equal(readOptions(['--only', 'package']).build, true);
    assert.equal(readOptions(['--only', 'package', '--no-build']).build, false);
  });

  it('names what it does not know', () => {
    assert.throws(() => readOptions(['--engine', 'netscape']), /netscape/);
    assert.throws(() => readOptions(['--files', 'src/core/a.ts']), /src\/core\/a\.ts/);
  });
});

describe('a run of test files', () => {
  const files = ['test/a.test.ts', 'test/b.test.ts'];
  const good = (file: string): FileOutcome => ({ file, passed: 2, failures: [] });
  const bad = (file: string): FileOutcome => ({ file, passed: 1, failures: [{ name: 'it', message: 'late\nat x' }] });

  it('runs what failed once more, by itself, and still tells of it', async () => {
    const runs: (readonly string[])[] = [];
    const { files: outcomes, unsteady } = await runTwice(files, async some => {
      runs.push(some);
      return some.map(file => (runs.length === 1 && file === files[1] ? bad(file) : good(file)));
    });
    assert.deepEqual(runs, [files, [files[1]]]);
    assert.deepEqual(outcomes, files.map(good));
    assert.deepEqual(tell(unsteady), ['  test/b.test.ts: it\n    late']);
  });

  it('has failed where a file fails again, or does not come back', async () => {
    const again = await runTwice(files, async some => some.map(file => (file === files[1] ? bad(file) : good(file))));
    assert.deepEqual([again.files, again.unsteady], [[good(files[0]!), bad(files[1]!)], []]);
    const silent = await runTwice(files, async () => [good(files[0]!)]);
    assert.deepEqual(tell(silent.files), ['  test/b.test.ts: the file\n    ended without any case']);
  });

  it('takes many failures for no accident', async () => {
    let runs = 0;
    const many = Array.from({ length: 5 }, (_, index) => `test/${index}.test.ts`);
    const { files: outcomes } = await runTwice(many, async some => {
      runs++;
      return some.map(bad);
    });
    assert.deepEqual([runs, outcomes.length], [1, 5]);
  });
});

describe('requirement ids', () => {
  it('reads single ids and ranges', () => {
    assert.deepEqual(idsIn('sends the header (PASS-R12, SBX-3)'), ['PASS-R12', 'SBX-3']);
    assert.deepEqual(idsIn('MC-R7 to MC-R9'), ['MC-R7', 'MC-R8', 'MC-R9']);
    assert.deepEqual(idsIn('AE-S1..2'), ['AE-S1', 'AE-S2']);
    assert.deepEqual(idsIn('rows (M8, M10 to M12, MC-R71)'), ['M8', 'M10', 'M11', 'M12', 'MC-R71']);
    assert.deepEqual(idsIn('nothing here, in no M3U8, no M4A and no KM5'), []);
  });

  it('reads the names of tests with their groups, and nothing else', () => {
    const code = "// MC-R1\ndescribe('a MC-R2', () => { it(`b ${x} MC-R3`, () => { use('MC-R4'); }); });";
    assert.deepEqual(testNames(code).flatMap(idsIn), ['MC-R2', 'MC-R3']);
  });

  it('refuses ids no list knows', () => {
    assert.throws(() => requirementsTable(new Map([['SBX-21', new Set(['a'])]])), /SBX-21/);
  });

  it('writes runs as ranges', () => {
    assert.equal(ranges(['SBX-1', 'SBX-2', 'SBX-5'], 'SBX-'), 'SBX-1 to SBX-2, SBX-5');
  });
});

describe('bundles for old browsers', () => {
  it('refuses syntax after ES2021', () => {
    assert.throws(() => newerFeatures('class A { static { run(); } }'), SyntaxError);
    assert.throws(() => newerFeatures('class A { a = 1; }'), SyntaxError);
  });

  it('finds newer features', () => {
    assert.deepEqual([...newerFeatures('const a = [1].at(0); structuredClone(a);')], ['.at()', 'structuredClone']);
    assert.deepEqual([...newerFeatures('const a = { scheduler: 1 }; a.scheduler; a.toString.call(a);')], []);
  });
});

describe('private members in the build', () => {
  const emit = (code: string): string => {
    const compilerOptions = { target: ts.ScriptTarget.ES2021, useDefineForClassFields: false };
    return ts.transpileModule(code, { compilerOptions, transformers: { before: [plainPrivates] } }).outputText;
  };

  it('become plain ones that say whose they are', () => {
    const code = emit('class A { #a = 1; #b() { return this.#a; } static is(x: object) { return #a in x; } }');
    assert.match(code, /this\._A_a = 1/);
    assert.match(code, /_A_b\(\) \{ return this\._A_a; \}/);
    assert.match(code, /"_A_a" in x/);
    assert.doesNotMatch(code, /WeakMap|#/);
  });

  it('stay apart in classes that inherit from each other', () => {
    const code = emit('class A { #a = 1; } class B extends A { #a = 2; get() { return this?.#a; } }');
    assert.match(code, /_A_a = 1/);
    assert.match(code, /_B_a = 2/);
    assert.match(code, /this\?\._B_a|\._B_a/);
  });
});

describe('sizes', () => {
  it('tells what is over its budget', () => {
    const size = { file: 'a.js', raw: 30, gzip: 20, brotli: 10 };
    assert.deepEqual(overBudget([size], { 'a.js': 20 }), []);
    assert.match(overBudget([size], { 'a.js': 19 })[0] ?? '', /a\.js has 20 bytes/);
  });
});
