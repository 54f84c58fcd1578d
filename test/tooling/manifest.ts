/** The Custom Elements Manifest, generated from source, and what editors read of it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { create, ts } from '@custom-elements-manifest/analyzer';
import { litPlugin } from '@custom-elements-manifest/analyzer/src/features/framework-plugins/lit/lit.js';
import type * as Schema from 'custom-elements-manifest';
import { listFiles, ROOT } from './find-files.ts';

export type Manifest = Schema.Package;
export type ElementDeclaration = Schema.CustomElementDeclaration;

const ELEMENT = /^src\/elements\/([a-z-]+)\/\1\.ts$/;

/** Analyzes the element classes. Paths in it are those of the published package. */
export function createManifest(): Manifest {
  const files = [...listFiles('src/elements'), ...listFiles('src/events')].filter(file => file.endsWith('.ts'));
  const parse = (file: string): ReturnType<typeof ts.createSourceFile> =>
    ts.createSourceFile(file, readFileSync(join(ROOT, file), 'utf8'), ts.ScriptTarget.ES2015, true);
  const manifest = create({ modules: files.map(parse), plugins: litPlugin() }) as Manifest;
  return {
    ...manifest,
    modules: manifest.modules
      .map(module => ({ ...module, ...named(module) }))
      .map(module => published(module))
      .sort((a, b) => (a.path < b.path ? -1 : 1)),
  };
}

/** The class modules register nothing; the name of the tag stands in the name of the folder. */
function named(module: Schema.Module): Partial<Schema.Module> {
  const tagName = ELEMENT.exec(module.path)?.[1];
  if (!tagName || !module.declarations) return {};
  const isElement = (declaration: Schema.Declaration): declaration is ElementDeclaration =>
    declaration.kind === 'class' && declaration.name === className(tagName);
  const declarations = module.declarations.map(declaration =>
    isElement(declaration) ? { ...visible(declaration), tagName, customElement: true as const } : declaration,
  );
  return { declarations };
}

/** Without what a page cannot use: private and protected members, Lit's own statics. */
function visible(declaration: ElementDeclaration): ElementDeclaration {
  const members = declaration.members?.filter(
    member =>
      (member.privacy ?? 'public') === 'public' &&
      !member.name.startsWith('_') &&
      !['styles', 'properties', 'shadowRootOptions'].includes(member.name),
  );
  // It reads `new SomeEvent(state)` as an event named `state`; ours stand in the doc block.
  const events = declaration.events?.filter(event => event.description !== undefined);
  return { ...declaration, ...(members ? { members } : {}), ...(events ? { events } : {}) };
}

function published(module: Schema.Module): Schema.Module {
  const text = JSON.stringify(module).replace(/"\/?src\/([^"]*)\.ts"/g, '"dist/$1.js"');
  return JSON.parse(text) as Schema.Module;
}

export const className = (tag: string): string =>
  `${tag.replace(/(^|-)([a-z])/g, (_, __, letter: string) => letter.toUpperCase())}Element`;

export function elementsOf(manifest: Manifest): (ElementDeclaration & { tagName: string })[] {
  return manifest.modules
    .flatMap(module => module.declarations ?? [])
    .filter((declaration): declaration is ElementDeclaration & { tagName: string } => 'tagName' in declaration)
    .sort((a, b) => (a.tagName < b.tagName ? -1 : 1));
}

/** Custom data for HTML in editors, https://github.com/microsoft/vscode-custom-data. */
export function createHtmlData(manifest: Manifest): object {
  return {
    version: 1.1,
    tags: elementsOf(manifest).map(element => ({
      name: element.tagName,
      description: element.description ?? element.summary ?? '',
      attributes: (element.attributes ?? []).map(attribute => ({
        name: attribute.name,
        ...(attribute.description ? { description: attribute.description } : {}),
        ...values(attribute.type?.text),
      })),
    })),
  };
}

/** Literal types become the values an editor offers; a boolean attribute takes none. */
function values(type = ''): object {
  if (/^boolean\b/.test(type)) return { valueSet: 'v' };
  const literals = type.split('|').map(part => /^\s*'([^']*)'\s*$/.exec(part)?.[1]);
  const found = literals.filter((literal): literal is string => literal !== undefined);
  return found.length > 0 ? { values: found.map(name => ({ name })) } : {};
}
