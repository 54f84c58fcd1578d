/**
 * Features younger than the browsers we promise (Chrome and Edge 90, Firefox 100, Safari 16). Each may be used behind
 * a check with a fallback; the place then says so with
 * `// eslint-disable-next-line tve/old-browsers -- <what happens without it>`.
 */

/** Members that exist on one object only: object → names. */
const STATICS = new Map(
  Object.entries({
    AbortSignal: ['any', 'timeout', 'abort'],
    Array: ['fromAsync'],
    Object: ['hasOwn', 'groupBy'],
    Map: ['groupBy'],
    Promise: ['withResolvers', 'try'],
    URL: ['canParse', 'parse'],
    Response: ['json'],
    ReadableStream: ['from'],
    RegExp: ['escape'],
    Error: ['isError'],
    Iterator: ['from'],
    Intl: ['Segmenter', 'DurationFormat', 'supportedValuesOf'],
    crypto: ['randomUUID'],
    navigator: ['userAgentData', 'connection', 'userActivation', 'wakeLock', 'deviceMemory'],
  }),
);

/** Methods by name alone, whatever they are called on. */
const METHODS = new Set([
  ...['at', 'findLast', 'findLastIndex', 'toSorted', 'toReversed', 'toSpliced', 'isWellFormed', 'toWellFormed'],
  ...['attachInternals', 'checkVisibility', 'showPopover', 'hidePopover', 'togglePopover', 'moveBefore'],
  ...['requestVideoFrameCallback', 'startViewTransition', 'setHTML', 'getHTML', 'requestClose', 'throwIfAborted'],
  ...['requestIdleCallback', 'getCoalescedEvents', 'transferToFixedLength', 'randomUUID'],
]);

const GLOBALS = new Set([
  ...['structuredClone', 'scheduler', 'requestIdleCallback', 'cancelIdleCallback', 'navigation', 'cookieStore'],
  ...['CloseWatcher', 'CompressionStream', 'DecompressionStream', 'Sanitizer', 'EyeDropper', 'SuppressedError'],
  ...['ElementInternals', 'CustomStateSet', 'TaskController', 'URLPattern'],
]);

const CSS = [
  { name: ':state()', pattern: /:state\(/ },
  { name: ':has()', pattern: /:has\(/ },
  { name: 'nesting', pattern: /(?:^|[{};\s])&[\s.:#>[{+~]/ },
  { name: '@layer', pattern: /@layer\b/ },
  { name: '@container', pattern: /@container\b/ },
  { name: '@scope', pattern: /@scope\b/ },
  { name: '@starting-style', pattern: /@starting-style\b/ },
  { name: '@property', pattern: /@property\b/ },
  { name: 'color-mix()', pattern: /\bcolor-mix\(/ },
  { name: 'light-dark()', pattern: /\blight-dark\(/ },
  { name: 'relative colors', pattern: /\b(?:oklch|oklab|lch|lab|color)\(/ },
  { name: 'small, large and dynamic viewport units', pattern: /\d(?:[sld]v(?:h|w|min|max|i|b))\b/ },
  { name: 'container units', pattern: /\dcq(?:w|h|i|b|min|max)\b/ },
  { name: 'media ranges', pattern: /@media[^{]*[<>]/ },
  { name: 'subgrid', pattern: /\bsubgrid\b/ },
  { name: ':popover-open', pattern: /:popover-open\b/ },
  { name: ':user-valid and :user-invalid', pattern: /:user-(?:in)?valid\b/ },
  { name: 'single transforms', pattern: /(?:^|[{;\s])(?:translate|rotate|scale)\s*:/ },
  { name: 'anchor positioning', pattern: /\banchor(?:-name|-size)?\s*[:(]/ },
];

/**
 * The newer feature a syntax node uses, if any. Takes nodes of any ESTree parser.
 * @param {any} node
 * @param {any} [parent]
 * @returns {string | undefined}
 */
export function newerFeature(node, parent) {
  if (node.type === 'MemberExpression') {
    const name = node.computed ? node.property.value : node.property.name;
    if (typeof name !== 'string') return undefined;
    const object = node.object.name ?? node.object.property?.name;
    if (STATICS.get(object)?.includes(name)) return `${object}.${name}`;
    if (GLOBALS.has(name) && /^(?:globalThis|window|self)$/.test(object ?? '')) return name;
    const called = parent?.type === 'CallExpression' && parent.callee === node;
    if (called && METHODS.has(name)) return `.${name}()`;
    // Firefox reflects ARIA properties only since 119: the assignment does nothing before.
    const assigned = parent?.type === 'AssignmentExpression' && parent.left === node;
    if (assigned && /^(?:aria[A-Z]|inert$)/.test(name)) return `.${name} (set the attribute)`;
    return undefined;
  }
  if (node.type === 'Identifier' && GLOBALS.has(node.name)) {
    const named = parent?.type === 'MemberExpression' && parent.property === node && !parent.computed;
    const key = /Property|Method/.test(parent?.type ?? '') && parent.key === node && !parent.computed;
    const type = /^TS/.test(parent?.type ?? '');
    return named || key || type ? undefined : node.name;
  }
  return undefined;
}

/**
 * Newer features in a style sheet, with the offset of each. A line that says, or follows one that says, why it is safe
 * (a comment beginning with `guarded`) is passed over; so is what stands in an `@supports` block.
 * @param {string} css
 */
export function newerStyles(css) {
  const blank = (/** @type {string} */ text) => text.replace(/[^\n]/g, ' ');
  const lines = css.split('\n');
  const code = css.replace(/\/\*[^]*?\*\//g, blank).split('\n');
  const found = [];
  let depth = 0;
  let supports = Infinity;
  for (const [index, line] of code.entries()) {
    if (/@supports\b/.test(line)) supports = Math.min(supports, depth);
    const inside = depth > supports || /@supports\b/.test(line);
    depth += line.split('{').length - line.split('}').length;
    if (depth <= supports && line.includes('}')) supports = Infinity;
    if (inside) continue;
    const near = `${lines[index - 1] ?? ''}\n${lines[index]}`;
    if (/\/\*\s*guarded\b/.test(near)) continue;
    for (const { name, pattern } of CSS) if (pattern.test(line)) found.push({ name, line: index });
  }
  return found;
}

/** @type {import('eslint').Rule.RuleModule} */
export const oldBrowsers = {
  meta: { type: 'problem', schema: [], docs: { description: 'Newer platform features only behind a check' } },
  create(context) {
    /** @param {any} node */
    const check = node => {
      const feature = newerFeature(node, node.parent);
      const message = `${feature} is newer than our oldest browsers: check for it and fall back`;
      if (feature) context.report({ node, message });
    };
    return {
      MemberExpression: check,
      Identifier: check,
      /** @param {any} node */
      TaggedTemplateExpression(node) {
        if (node.tag.name !== 'css') return;
        const css = node.quasi.quasis.map((/** @type {any} */ each) => each.value.raw).join('0');
        for (const { name, line } of newerStyles(css)) {
          const at = { line: node.quasi.loc.start.line + line, column: 0 };
          context.report({ node, loc: at, message: `CSS ${name} is newer than our oldest browsers` });
        }
      },
    };
  },
};
