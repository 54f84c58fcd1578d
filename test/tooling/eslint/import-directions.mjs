/**
 * Which folder may import which. A rule reads: modules of `from` may import these folders of `src` (`all`), or types of
 * these (`types`), and these packages. The first rule whose folder matches counts; `src` itself may import everything.
 */

/** @typedef {{ from: string, all: string[], types: string[], packages: string[] }} Direction */

const PROTOCOLS = ['pass', 'collection', 'experience', 'watermark'];

/** @type {Direction[]} */
export const DIRECTIONS = [
  { from: 'core', all: [], types: [], packages: [] },
  // Events as Experience Platform knows them: a player sends them, and so does an operator who tries an inlet out.
  { from: 'xdm', all: ['core'], types: [], packages: [] },
  // What playback tells is plain data; its shapes are all that Media Collection knows of it.
  { from: 'collection', all: ['core', 'xdm'], types: ['storage', 'playback'], packages: [] },
  // Only the import of recipients reads files.
  { from: 'experience', all: ['core', 'xdm'], types: [], packages: [] },
  { from: 'watermark', all: ['core'], types: ['storage'], packages: ['papaparse'] },
  ...PROTOCOLS.map(from => ({ from, all: ['core'], types: ['storage'], packages: [] })),
  { from: 'playback', all: [], types: ['core'], packages: [] },
  { from: 'storage', all: ['core'], types: [], packages: ['idb-keyval'] },
  { from: 'events', all: [], types: ['*'], packages: ['lit'] },
  { from: 'i18n', all: [], types: ['*'], packages: ['lit'] },
  { from: 'styles', all: [], types: ['*'], packages: ['lit'] },
  {
    from: 'controllers',
    all: ['core', 'xdm', ...PROTOCOLS, 'playback', 'storage', 'events', 'i18n'],
    types: ['elements'],
    packages: ['lit', '@lit/task', '@tanstack/virtual-core'],
  },
  {
    from: 'elements',
    all: ['core', 'controllers', 'events', 'i18n', 'styles', 'elements'],
    types: ['xdm', ...PROTOCOLS, 'playback', 'storage'],
    packages: ['lit', '@lit/task', 'lean-qr'],
  },
  {
    from: 'access-enabler',
    all: ['core', 'storage', 'controllers', 'events', 'i18n', 'elements'],
    types: [...PROTOCOLS],
    packages: [],
  },
  { from: 'cdn', all: ['*'], types: [], packages: [] },
];

const EXTENSION = /\.(?:ts|js|mjs|css|json)$/;

/** @type {import('eslint').Rule.RuleModule} */
export const importDirections = {
  meta: { type: 'problem', schema: [], docs: { description: 'Folders import each other in one direction only' } },
  create(context) {
    const file = context.filename.split('\\').join('/');
    const area = /(?:^|\/)(src|demo)\/(.*)$/.exec(file.replace(/^.*\/(?=(?:src|demo|test)\/)/, ''));
    /** @param {any} node */
    const check = node => {
      const source = node.source?.value;
      if (typeof source !== 'string') return;
      const types = isTypeOnly(node);
      const message = file.includes('/test/')
        ? relativeExtension(source)
        : (relativeExtension(source) ?? problem(area?.[1] ?? '', area?.[2] ?? '', source, types));
      if (message) context.report({ node: node.source, message });
    };
    return {
      ImportDeclaration: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
      ImportExpression: check,
    };
  },
};

/** @param {any} node */
function isTypeOnly(node) {
  if (node.importKind === 'type' || node.exportKind === 'type') return true;
  const specifiers = node.type === 'ImportDeclaration' ? node.specifiers : [];
  return specifiers.length > 0 && specifiers.every((/** @type {any} */ each) => each.importKind === 'type');
}

/** @param {string} source */
function relativeExtension(source) {
  return source.startsWith('.') && !EXTENSION.test(source) ? `Name the file's extension: '${source}'` : undefined;
}

/**
 * @param {string} top
 * @param {string} path
 * @param {string} source
 * @param {boolean} types
 */
function problem(top, path, source, types) {
  if (top === 'demo') return demoProblem(path, source);
  if (top !== 'src' || !path.includes('/')) return undefined;
  const from = path.slice(0, path.indexOf('/'));
  const rule = DIRECTIONS.find(each => each.from === from);
  if (!rule) return `src/${from} is no folder of the layout; add it to the directions on purpose`;
  if (!source.startsWith('.')) {
    const name = source
      .split('/')
      .slice(0, source.startsWith('@') ? 2 : 1)
      .join('/');
    return types || rule.packages.includes(name) || from === 'cdn'
      ? undefined
      : `src/${from} does not import the package ${name}`;
  }
  const target = resolve(path, source);
  if (target === undefined) return `src/${from} imports nothing outside src`;
  const to = target.includes('/') ? target.slice(0, target.indexOf('/')) : '';
  // An error is part of what a client says: whoever talks to one may name it.
  if (from === 'elements' && PROTOCOLS.includes(to) && target === `${to}/errors.ts`) return undefined;
  if (to === from || allows(rule.all, to) || (types && allows(rule.types, to))) return undefined;
  const only = allows(rule.types, to) ? ' other than types' : '';
  return `src/${from} imports nothing of src/${to}${only}`;
}

/**
 * @param {string[]} list
 * @param {string} to
 */
const allows = (list, to) => list.includes(to) || list.includes('*');

/**
 * The demo stands for a publisher's page: it uses what is published. Its services are an independent reading of the
 * contracts of the services.
 * @param {string} path
 * @param {string} source
 */
function demoProblem(path, source) {
  const target = source.startsWith('.') ? resolve(path, source) : undefined;
  const outside = source.startsWith('.') && target === undefined;
  const services = path.startsWith('services/');
  if (services && (outside || source.startsWith('tve-elements'))) return 'demo/services imports nothing of the library';
  if (outside && !source.includes('/dist/')) return 'demo imports only what is published';
  return undefined;
}

/**
 * The path relative to the top folder, or undefined where it leads out of it.
 * @param {string} path
 * @param {string} source
 */
function resolve(path, source) {
  const parts = path.split('/').slice(0, -1);
  for (const part of source.split('/')) {
    if (part === '..') {
      if (parts.length === 0) return undefined;
      parts.pop();
    } else if (part !== '.') parts.push(part);
  }
  return parts.join('/');
}
