/**
 * The players of other projects, as this repository has installed them for its demo and its tests: files that a page
 * loads as they are, and modules that are put into one file when they are asked for first.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import { rollup, type Plugin } from 'rollup';

const MODULES = join(import.meta.dirname, '..', '..', 'node_modules');

const FILES: Readonly<Record<string, string>> = {
  'hls.js': 'hls.js/dist/hls.min.js',
  'dash.js': 'dashjs/dist/modern/umd/dash.all.min.js',
  'shaka.js': 'shaka-player/dist/shaka-player.compiled-es2021.js',
  'video.js': 'video.js/dist/video.min.js',
  'video-js.css': 'video.js/dist/video-js.min.css',
};

const BUNDLES: Readonly<Record<string, string>> = {
  'hls-video.js': 'hls-video-element',
  'dash-video.js': 'dash-video-element',
  'shaka-video.js': 'shaka-video-element',
  'media-chrome.js': 'media-chrome',
  'vidstack.js': 'vidstack/player',
};

const bundled = new Map<string, Promise<string>>();

/** The text of a file, or undefined where there is none of that name. */
export async function vendorFile(name: string): Promise<string | undefined> {
  const file = FILES[name];
  if (file) return readFile(join(MODULES, file), 'utf8');
  const specifier = BUNDLES[name];
  if (!specifier) return undefined;
  const known = bundled.get(name) ?? bundle(specifier);
  bundled.set(name, known);
  return known;
}

async function bundle(specifier: string): Promise<string> {
  const entry: Plugin = {
    name: 'entry',
    resolveId: id => (id === 'entry' ? id : null),
    load: id => (id === 'entry' ? `import '${specifier}';` : null),
  };
  const build = await rollup({
    input: 'entry',
    plugins: [entry, nodeResolve({ browser: true, rootDir: MODULES, exportConditions: ['production'] })],
    onwarn() {},
  });
  const { output } = await build.generate({ format: 'es', inlineDynamicImports: true });
  await build.close();
  return output[0].code;
}
