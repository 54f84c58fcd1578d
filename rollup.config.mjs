/**
 * Bundles for pages without a build of their own: every module of `src/cdn`, compiled before, becomes one
 * minified file of the same name in `dist/cdn`. A name ending in `.iife` makes a classic script.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import terserPlugin from '@rollup/plugin-terser';
import { minifyTemplateLiterals } from 'rollup-plugin-minify-template-literals';
import { adapt } from './test/tooling/foreign-modules.mjs';

// Its declarations miss that it is a module.
const terser = /** @type {typeof terserPlugin.default} */ (/** @type {unknown} */ (terserPlugin));
const { version, license } = JSON.parse(readFileSync('package.json', 'utf8'));
const entries = readdirSync('src/cdn')
  .filter(file => file.endsWith('.ts'))
  .map(file => file.slice(0, -'.ts'.length))
  .sort();

/**
 * Files that are fetched on demand, by the module they begin with; in place of `*` stands the entry, where each has a
 * file of its own. No name has to do with tracking or ads: block lists match names, and a blocked script must not break
 * a player.
 * @type {Record<string, string>}
 */
const CHUNKS = {
  'measurement-controller': '*-session',
  'measurement-extras': '*-extras',
  recovery: '*-recovery',
  others: '*-destinations',
  edge: '*-edge',
  inlet: '*-inlet',
  'memory-store': '*-memory',
  'media-tracker-log': '*-log',
  'follow-players': 'players',
  ima: 'breaks',
  'ima-dai': 'stream-breaks',
  'picker-view': 'picker',
  'inspector-view': 'inspector',
  credentials: 'registration',
  signing: 'sign-in',
  preauthorization: 'preauthorize',
  'account-view': 'account',
  'code-view': 'auth-code',
  'activate-view': 'activate',
  'catalog-marks': 'catalog',
  'gate-view': 'gate',
  'view-parts': 'look',
  'sign-in-dialog': 'dialog',
};

/**
 * Classic scripts. Pages of the old SDK load it by such a tag, of which they change the address alone.
 * @param {string} entry
 */
const isClassic = entry => entry.endsWith('.iife') || entry === 'tve-access-enabler';

/**
 * Every page view of `tve-media` delivers what earlier ones left: storing and sending are in that file, the rules of a
 * session beside it.
 * @type {Record<string, RegExp>}
 */
const HELD = { 'tve-media': /\/(tve-media|collection-client|device-store|outbox)\.js$/ };

/** @typedef {import('rollup').Plugin} Plugin */

/**
 * Hands on the source maps of `tsc`, so that a stack trace in a page leads to TypeScript.
 * @type {Plugin}
 */
const sourceMaps = {
  name: 'source-maps',
  load(id) {
    const map = `${id}.map`;
    if (id.includes('node_modules') || !existsSync(map)) return null;
    return { code: readFileSync(id, 'utf8'), map: JSON.parse(readFileSync(map, 'utf8')) };
  },
};

/** @type {Plugin} */
const foreign = {
  name: 'foreign',
  transform(code, id) {
    const adapted = adapt(id, code);
    return adapted === undefined ? null : { code: adapted, map: null };
  },
};

/**
 * The compiler wraps an import of an address that is only known in the browser in a helper, which would turn a `.ts`
 * into a `.js`. There is none. What is left out leaves empty lines, for the sake of the source map.
 * @type {Plugin}
 */
const plainImports = {
  name: 'plain-imports',
  transform(code) {
    const helper = /^var __rewriteRelativeImportExtension[^]*?^};$/m.exec(code)?.[0];
    if (!helper) return null;
    const plain = code.replace(helper, helper.replace(/.+/g, ''));
    return { code: plain.replace(/__rewriteRelativeImportExtension\(([^()]*)\)/g, '$1'), map: null };
  },
};

/**
 * A policy of Trusted Types may exist once on a page. A second copy of the library is refused it, and must not throw
 * because of that: the first copy's elements are those that draw.
 * @type {Plugin}
 */
const onePolicy = {
  name: 'one-policy',
  transform(code, id) {
    if (!/lit-html\/lit-html\.js$/.test(id)) return null;
    const guarded = code.replace(/\w+\.createPolicy\([^()]*\}\)/, '(()=>{try{return $&}catch{}})()');
    if (guarded === code) this.error('The policy was not found.');
    return { code: guarded, map: null };
  },
};

/** @type {Map<string, string>} */
const bundled = new Map();

/**
 * Writes the licence texts of what was bundled beside the bundles, as those licences ask.
 * @type {Plugin}
 */
const licences = {
  name: 'licences',
  generateBundle(_, bundle) {
    for (const chunk of Object.values(bundle)) {
      for (const id of 'modules' in chunk ? Object.keys(chunk.modules) : []) {
        const home = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(id)?.[0];
        if (home && !bundled.has(home)) bundled.set(home, licenceOf(home));
      }
    }
    const source = [...bundled.values()].sort().join('\n\n');
    this.emitFile({ type: 'asset', fileName: 'licenses.txt', source: `${source}\n` });
  },
};

/** @param {string} home */
function licenceOf(home) {
  const { name, version, license } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8'));
  // Packages of one repository may carry the text only once.
  const file = [home, join(dirname(home), 'lit'), join(dirname(home), '..', 'lit')]
    .flatMap(folder => (existsSync(folder) ? readdirSync(folder).map(entry => join(folder, entry)) : []))
    .find(path => /\/licen[cs]e(\.\w+)?$/i.test(path));
  return `${name} ${version} (${license})\n\n${file ? readFileSync(file, 'utf8').trim() : ''}`;
}

/** @type {Record<string, string>} */
const APART = { 'inspector-view.js': './tve-inspector.js', 'follow-players.js': './tve-players.js' };

/**
 * A classic script has everything in it but what no viewer's page needs, and what stands alone: that is fetched from
 * beside it as well.
 * @type {Plugin}
 */
const apart = {
  name: 'apart',
  resolveDynamicImport(specifier) {
    const file = APART[String(specifier).replace(/^.*\//, '')];
    return file ? { id: file, external: true } : null;
  },
};

/**
 * Firefox and Safari remember for the life of a page that a module could not be fetched. Under another address it is
 * another module, so that what failed while the connection was lost can be fetched when it is back.
 * @type {Plugin}
 */
const fetchedAgain = {
  name: 'fetched-again',
  renderDynamicImport: ({ targetModuleId, format }) =>
    targetModuleId && format === 'es'
      ? { left: '(part=>import(part).catch(()=>import(part+"?"+Date.now())))(', right: ')' }
      : null,
};

/** @type {import('rollup').RollupOptions[]} */
const options = entries.map(entry => ({
  input: `dist/cdn/${entry}.js`,
  // Chunks take what they share with their entry from it, instead of a third file.
  preserveEntrySignatures: 'allow-extension',
  output: {
    dir: 'dist/cdn',
    entryFileNames: '[name].js',
    // What is imported on demand lies beside its entry, under the name of its module.
    chunkFileNames: ({ name }) => `tve-${(CHUNKS[name] ?? name).replace('*', entry.slice('tve-'.length))}.js`,
    format: isClassic(entry) ? 'iife' : 'es',
    banner: `/*! tve-elements ${version} | ${license} | with parts of others, see licenses.txt */`,
    sourcemap: true,
    // Nobody looks at the namespace of a module but our own `import()`.
    generatedCode: { preset: 'es2015', symbols: false },
    freeze: false,
    // A classic script has nothing beside it that it could import, and `tve-bridge` is what one such script fetches.
    inlineDynamicImports: isClassic(entry) || entry === 'tve-bridge',
    ...(HELD[entry] && { manualChunks: id => (HELD[entry]?.test(id) ? entry : undefined) }),
  },
  plugins: [
    sourceMaps,
    plainImports,
    ...(entry.endsWith('.iife') ? [apart] : []),
    fetchedAgain,
    nodeResolve({ browser: true, exportConditions: ['production'] }),
    foreign,
    onePolicy,
    minifyTemplateLiterals({ failOnError: true, filter: id => !id.includes('node_modules') }),
    terser({
      ecma: 2021,
      module: !isClassic(entry),
      toplevel: true,
      // What `#private` members became: see test/tooling/compile.ts.
      mangle: { properties: { regex: /^_[A-Z]\w*?_/ } },
      // Pages of the old SDK construct what is a plain function, and nobody can construct an arrow.
      compress: { passes: 3, unsafe_arrows: entry !== 'tve-access-enabler' },
      format: { comments: /^!/ },
    }),
    licences,
  ],
  onwarn(warning) {
    if (warning.code === 'CIRCULAR_DEPENDENCY') return console.warn(warning.message);
    throw new Error(warning.message);
  },
}));

export default options;
