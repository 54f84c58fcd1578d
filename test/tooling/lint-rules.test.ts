import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { ESLint } from 'eslint';
import { ROOT } from './find-files.ts';

/** Lints a snippet as if it stood at that path; returns the ids of the rules that spoke. */
let lint: (path: string, code: string) => Promise<string[]>;

before(() => {
  // Rules that need types read files from disk; a snippet has none, so they are left out here.
  const eslint = new ESLint({
    cwd: ROOT,
    overrideConfig: [
      {
        files: ['**/*.ts'],
        languageOptions: { parserOptions: { projectService: false, project: null } },
        rules: typedRulesOff(),
      },
    ],
  });
  lint = async (path, code) => {
    const [result] = await eslint.lintText(code, { filePath: path });
    return (result?.messages ?? []).map(({ ruleId, message }) => ruleId ?? message);
  };
});

function typedRulesOff(): Record<string, 'off'> {
  const names = [
    ...['await-thenable', 'no-floating-promises', 'no-misused-promises', 'switch-exhaustiveness-check'],
    ...['no-array-delete', 'no-duplicate-type-constituents', 'no-for-in-array', 'no-implied-eval'],
    ...['no-redundant-type-constituents', 'no-unsafe-argument', 'no-unsafe-assignment', 'no-unsafe-call'],
    ...['no-unsafe-enum-comparison', 'no-unsafe-member-access', 'no-unsafe-return', 'no-unsafe-unary-minus'],
    ...['only-throw-error', 'prefer-promise-reject-errors', 'restrict-plus-operands', 'no-base-to-string'],
    ...['restrict-template-expressions', 'no-unnecessary-type-assertion', 'unbound-method', 'require-await'],
  ];
  return Object.fromEntries(names.map(name => [`@typescript-eslint/${name}`, 'off']));
}

type Case = readonly [path: string, code: string];

function reports(rule: string, bad: readonly Case[], good: readonly Case[]): void {
  for (const [path, code] of bad) {
    it(`reports ${code}  in ${path}`, async () => {
      const found = await lint(path, `${code}\n`);
      assert.ok(found.includes(rule), `${rule} said nothing; heard: ${found.join(', ') || 'nothing'}`);
    });
  }
  for (const [path, code] of good) {
    it(`allows ${code}  in ${path}`, async () => {
      const found = await lint(path, `${code}\n`);
      assert.ok(!found.includes(rule), `${rule} spoke`);
    });
  }
}

describe('tve/import-directions', () => {
  reports(
    'tve/import-directions',
    [
      ['src/core/x.ts', "import { a } from '../pass/a.ts';"],
      ['src/core/x.ts', "import type { A } from '../storage/a.ts';"],
      ['src/pass/x.ts', "import { a } from '../collection/a.ts';"],
      ['src/pass/x.ts', "import { a } from '../storage/a.ts';"],
      ['src/pass/x.ts', "import { html } from 'lit';"],
      ['src/playback/x.ts', "import { a } from '../core/a.ts';"],
      ['src/collection/x.ts', "export * from '../playback/a.ts';"],
      ['src/core/x.ts', "import { get } from 'idb-keyval';"],
      ['src/elements/pass-gate/x.ts', "import { a } from '../../pass/a.ts';"],
      ['src/elements/pass-gate/x.ts', "const a = await import('../../pass/a.ts');"],
      ['src/events/x.ts', "import { a } from '../core/a.ts';"],
      ['src/elsewhere/x.ts', "import { a } from '../core/a.ts';"],
      ['src/core/x.ts', "import { a } from './a';"],
      ['src/core/x.ts', "import { a } from '../../test/a.ts';"],
      ['demo/services/handlers/x.ts', "import { a } from '../../../src/core/a.ts';"],
      ['demo/pages/x.ts', "import { a } from '../../src/index.ts';"],
      ['test/unit/x.test.ts', "import { a } from '../../src/core/a';"],
    ],
    [
      ['src/core/x.ts', "import { a } from './a.ts';"],
      ['src/pass/x.ts', "import { a } from '../core/a.ts';"],
      ['src/pass/x.ts', "import type { A } from '../storage/a.ts';"],
      ['src/playback/x.ts', "import { type A } from '../core/a.ts';"],
      ['src/storage/x.ts', "import { get } from 'idb-keyval';"],
      ['src/controllers/x.ts', "import { a } from '../pass/a.ts';"],
      ['src/elements/pass-gate/x.ts', "import { a } from '../../controllers/a.ts';"],
      ['src/elements/pass-gate/x.ts', "import type { A } from '../../pass/a.ts';"],
      ['src/events/x.ts', "import type { A } from '../core/a.ts';"],
      ['src/index.ts', "export * from './pass/a.ts';"],
      ['src/cdn/x.ts', "import '../define.ts';"],
      ['demo/services/handlers/x.ts', "import { a } from '../b.ts';"],
    ],
  );
});

describe('tve/strict-policy', () => {
  reports(
    'tve/strict-policy',
    [
      ['src/core/x.ts', "element.innerHTML = '';"],
      ['src/core/x.ts', "element['outerHTML'] = '';"],
      ['src/core/x.ts', "element.insertAdjacentHTML('beforeend', text);"],
      ['src/core/x.ts', 'document.write(text);'],
      ['src/core/x.ts', "eval('1');"],
      ['src/core/x.ts', "new Function('1');"],
      ['src/core/x.ts', "setTimeout('run()', 1);"],
      ['src/core/x.ts', "element.setAttribute('style', text);"],
      ['src/core/x.ts', "document.createElement('style');"],
      ['src/core/x.ts', "import { unsafeHTML } from 'lit/directives/unsafe-html.js';"],
      ['src/core/x.ts', "import { styleMap } from 'lit/directives/style-map.js';"],
      ['src/core/x.ts', 'html`<p style="color: red"></p>`;'],
      ['src/core/x.ts', 'html`<p style=${a}></p>`;'],
      ['src/core/x.ts', 'html`<p .innerHTML=${a}></p>`;'],
      ['src/core/x.ts', 'html`<p onclick="a()"></p>`;'],
      ['src/core/x.ts', 'html`<style>p {}</style>`;'],
      ['demo/x.ts', "element.innerHTML = '';"],
    ],
    [
      ['src/core/x.ts', "element.textContent = '';"],
      ['src/core/x.ts', 'html`<p class="style" @click=${a}></p>`;'],
      ['src/core/x.ts', 'html`<p data-style=${a}>style = nothing</p>`;'],
      ['src/core/x.ts', 'setTimeout(() => run(), 1);'],
    ],
  );
});

describe('tve/old-browsers', () => {
  reports(
    'tve/old-browsers',
    [
      ['src/core/x.ts', 'AbortSignal.any([]);'],
      ['src/core/x.ts', 'AbortSignal.timeout(1);'],
      ['src/core/x.ts', '[].at(-1);'],
      ['src/core/x.ts', '[].findLast(a);'],
      ['src/core/x.ts', 'structuredClone(a);'],
      ['src/core/x.ts', 'Object.hasOwn(a, b);'],
      ['src/core/x.ts', 'crypto.randomUUID();'],
      ['src/core/x.ts', 'Promise.withResolvers();'],
      ['src/core/x.ts', 'this.attachInternals();'],
      ['src/core/x.ts', "this.ariaLabel = '';"],
      ['src/core/x.ts', 'globalThis.scheduler.yield();'],
      ['src/core/x.ts', 'css`:host(:state(open)) {}`;'],
      ['src/core/x.ts', 'css`:host(:has(a)) {}`;'],
      ['src/core/x.ts', 'css`a { &:hover {} }`;'],
      ['src/core/x.ts', 'css`\n@supports (color: red) {\na {}\n}\na:has(b) {}`;'],
      ['src/core/x.ts', 'css`a { color: color-mix(in srgb, red, blue); }`;'],
    ],
    [
      ['src/core/x.ts', 'cached.at = 1;'],
      ['src/core/x.ts', "'a'.replaceAll('b', 'c');"],
      ['src/core/x.ts', 'css`:host([hidden]) { transform: rotate(1deg); }`;'],
      [
        'src/core/x.ts',
        'css`\n@supports (color: color-mix(in srgb, red, blue)) {\na {\ncolor: color-mix(in srgb, red, blue);\n}\n}`;',
      ],
      [
        'src/core/x.ts',
        'css`\n/* guarded: the line above is what others take */\na { color: color-mix(in srgb, red, blue); }`;',
      ],
      [
        'src/core/x.ts',
        '// eslint-disable-next-line tve/old-browsers -- falls back to random bytes\nconst a = crypto.randomUUID?.();',
      ],
    ],
  );
});

describe('tve/no-muted-tests', () => {
  const path = 'test/unit/x.test.ts';
  reports(
    'tve/no-muted-tests',
    [
      [path, "it.only('a', () => {});"],
      [path, "describe.skip('a', () => {});"],
      [path, "test.todo('a');"],
      [path, "it['only']('a', () => {});"],
      [path, "xit('a', () => {});"],
      [path, "it('a', { skip: true }, () => {});"],
      [path, "it('a', t => t.skip());"],
      [path, "it('a', function () { this.skip(); });"],
    ],
    [
      [path, "it('a', () => {});"],
      [path, 'list.only();'],
    ],
  );
});

describe('the other rules', () => {
  reports('no-console', [['src/core/x.ts', "console.log('a');"]], [['src/core/debug.ts', "console.log('a');"]]);
  reports('no-restricted-syntax', [['src/core/x.ts', 'enum A { B }']], [['src/core/x.ts', 'type A = 1;']]);
});
