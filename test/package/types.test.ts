import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import ts from 'typescript';
import { ROOT } from '../tooling/find-files.ts';
import { className } from '../tooling/manifest.ts';
import { tags } from '../tooling/package-exports.ts';

/** A project of someone else, with the package installed. */
let folder: string;

before(() => {
  folder = mkdtempSync(join(tmpdir(), 'tve-consumer-'));
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(ROOT, join(folder, 'node_modules/tve-elements'));
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
});

after(() => rmSync(folder, { recursive: true, force: true }));

function compile(code: string, options: ts.CompilerOptions): string[] {
  const file = join(folder, 'page.ts');
  writeFileSync(file, code);
  const program = ts.createProgram([file], {
    target: ts.ScriptTarget.ES2022,
    lib: ['lib.es2022.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
    types: [],
    strict: true,
    noEmit: true,
    ...options,
  });
  const diagnostics = ts.getPreEmitDiagnostics(program);
  return diagnostics.map(
    ({ file, messageText }) => `${file?.fileName ?? ''}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`,
  );
}

const page = (): string => `
import { TveError, VERSION } from 'tve-elements';
import 'tve-elements/define';
${tags()
  .map(tag => `import { ${className(tag)} } from 'tve-elements/${tag}';\nimport 'tve-elements/${tag}/define';`)
  .join('\n')}

export const version: string = VERSION;
export const failed = (error: unknown): boolean => error instanceof TveError && error.retryable;
${tags()
  .map(tag => `export const _${className(tag)}: ${className(tag)} | null = document.querySelector('${tag}');`)
  .join('\n')}
// @ts-expect-error An element is not any element.
export const wrong: HTMLVideoElement | null = document.querySelector('${tags()[0] ?? ''}');
`;

describe('the declarations', () => {
  it('serve a page that resolves as Node does', () => {
    const options = { module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext };
    assert.deepEqual(compile(page(), { ...options, skipLibCheck: true }), []);
  });

  it('serve a page that resolves as bundlers do, and hold by themselves', () => {
    const options = { module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler };
    assert.deepEqual(compile(page(), options), []);
  });
});
