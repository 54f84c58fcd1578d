/**
 * First step of the build: `src` becomes modules and declarations in `dist`. It is `tsc -p src/tsconfig.json`, but for
 * one thing: `#private` members become plain ones with a long name. ES2021, which our oldest browsers need, would turn
 * each into a WeakMap with helpers in every file; source and declarations keep the real ones.
 */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import ts from 'typescript';
import { ROOT } from './find-files.ts';

type Scope = ReadonlyMap<string, string>;

/** Renames `#name` of class `Thing` to `_Thing_name`, so that classes may inherit from each other. */
export const plainPrivates: ts.TransformerFactory<ts.SourceFile> = context => {
  const { factory } = context;
  const visit =
    (scope: Scope): ts.Visitor =>
    node => {
      if (ts.isClassLike(node)) return ts.visitEachChild(node, visit(scopeOf(node, scope)), context);
      if (!ts.isPrivateIdentifier(node)) return ts.visitEachChild(node, visit(scope), context);
      const name = scope.get(node.text);
      if (name === undefined) throw new Error(`${node.text} is declared nowhere`);
      // `#name in thing`
      if (ts.isBinaryExpression(node.parent)) return factory.createStringLiteral(name);
      return ts.setSourceMapRange(factory.createIdentifier(name), node);
    };
  return file => ts.visitEachChild(file, visit(new Map()), context);
};

function scopeOf(node: ts.ClassLikeDeclaration, outer: Scope): Scope {
  const names = node.members.map(member => member.name).filter(name => name && ts.isPrivateIdentifier(name));
  const own = node.name?.text ?? `class${node.pos}`;
  return new Map([
    ...outer,
    ...names.map((name): [string, string] => {
      const { text } = name as ts.PrivateIdentifier;
      return [text, `_${own}_${text.slice(1)}`];
    }),
  ]);
}

function compile(): number {
  const host: ts.ParseConfigFileHost = {
    ...ts.sys,
    onUnRecoverableConfigFileDiagnostic: diagnostic => {
      throw new Error(ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n'));
    },
  };
  const config = ts.getParsedCommandLineOfConfigFile(join(ROOT, 'src/tsconfig.json'), {}, host);
  if (!config) throw new Error('src/tsconfig.json cannot be read');
  const program = ts.createProgram(config.fileNames, config.options);
  const diagnostics = ts.sortAndDeduplicateDiagnostics(ts.getPreEmitDiagnostics(program));
  if (diagnostics.length === 0) {
    program.emit(undefined, undefined, undefined, false, { before: [plainPrivates] });
    return 0;
  }
  const format = { getCanonicalFileName: String, getCurrentDirectory: () => ROOT, getNewLine: () => '\n' };
  console.error(ts.formatDiagnostics(diagnostics, format));
  return 1;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) process.exitCode = compile();
