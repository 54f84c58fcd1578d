/**
 * The bundles as our oldest browsers read them: ES2021 syntax, and no newer feature except those our own modules use
 * behind a check (the linter sees to that). What is left comes from a dependency.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parse, type Node } from 'acorn';
import { newerFeature } from './eslint/newer-features.mjs';
import { listFiles, ROOT } from './find-files.ts';

/** Features a dependency uses behind a check of its own. */
const GUARDED_ELSEWHERE: ReadonlySet<string> = new Set([]);

/** Newer features in a script; throws where the syntax itself is newer. */
export function newerFeatures(code: string, sourceType: 'module' | 'script' = 'module'): Set<string> {
  const found = new Set<string>();
  const visit = (node: Node, parent?: Node): void => {
    const feature = newerFeature(node, parent);
    if (feature) found.add(feature);
    for (const value of Object.values(node)) {
      for (const child of Array.isArray(value) ? (value as unknown[]) : [value as unknown]) {
        if (isNode(child)) visit(child, node);
      }
    }
  };
  visit(parse(code, { ecmaVersion: 2021, sourceType }));
  return found;
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as Partial<Node>).type === 'string';

/** What is wrong with the bundles of a build, in words. */
export function checkBundles(dist = join(ROOT, 'dist')): string[] {
  const modules = listFiles('dist').filter(file => file.endsWith('.js') && !file.startsWith('dist/cdn/'));
  const ours = new Set(modules.flatMap(file => [...newerFeatures(readFileSync(join(ROOT, file), 'utf8'))]));
  const bundles = readdirSync(join(dist, 'cdn')).filter(file => file.endsWith('.js'));
  return bundles.flatMap(file => {
    try {
      const type = file.endsWith('.iife.js') ? 'script' : 'module';
      const found = newerFeatures(readFileSync(join(dist, 'cdn', file), 'utf8'), type);
      return [...found]
        .filter(feature => !ours.has(feature) && !GUARDED_ELSEWHERE.has(feature))
        .map(feature => `${file} uses ${feature}, which our oldest browsers lack`);
    } catch (error) {
      return [`${file} is not ES2021: ${(error as Error).message}`];
    }
  });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const problems = checkBundles();
  for (const problem of problems) console.error(problem);
  process.exitCode = problems.length > 0 ? 1 : 0;
}
