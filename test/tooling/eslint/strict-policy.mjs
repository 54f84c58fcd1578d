/**
 * Nothing a strict content security policy with Trusted Types would block: no raw HTML, no code from text, no inline
 * styles, neither in script nor in templates.
 */

const HTML_PROPERTIES = new Set(['innerHTML', 'outerHTML', 'srcdoc']);
const HTML_METHODS = new Set([
  'insertAdjacentHTML',
  'setHTMLUnsafe',
  'parseHTMLUnsafe',
  'createContextualFragment',
  'parseFromString',
]);
const UNSAFE_IMPORTS = /\/(?:unsafe-html|unsafe-svg|unsafe-mathml|style-map)(?:\.js)?$|\/static-html\.js$/;
const TIMERS = new Set(['setTimeout', 'setInterval']);

/** What must not stand in an html`` template, and why. */
const IN_TEMPLATE = [
  { pattern: /\sstyle\s*=/i, why: 'a style attribute is blocked; use a class, a part or an attribute' },
  { pattern: /\s\.(?:innerHTML|outerHTML|srcdoc)\s*=/, why: 'raw HTML is blocked' },
  { pattern: /\ssrcdoc\s*=/i, why: 'raw HTML is blocked' },
  { pattern: /\son[a-z]+\s*=/i, why: 'an inline handler is blocked; use @event' },
  { pattern: /<(?:style|script)[\s>]/i, why: 'inline style and script elements are blocked' },
  { pattern: /javascript:/i, why: 'script in an address is blocked' },
];

/** @type {import('eslint').Rule.RuleModule} */
export const strictPolicy = {
  meta: { type: 'problem', schema: [], docs: { description: 'Holds under a strict policy with Trusted Types' } },
  create(context) {
    /** @type {(node: any, what: string) => void} */
    const report = (node, what) => context.report({ node, message: `Blocked by a strict policy: ${what}` });
    return {
      /** @param {any} node */
      ImportDeclaration(node) {
        if (UNSAFE_IMPORTS.test(String(node.source.value))) report(node, String(node.source.value));
      },
      /** @param {any} node */
      AssignmentExpression(node) {
        const name = nameOf(node.left);
        if (name && HTML_PROPERTIES.has(name)) report(node, name);
      },
      /** @param {any} node */
      CallExpression(node) {
        const name = nameOf(node.callee);
        if (!name) return;
        const [first] = node.arguments;
        const object = node.callee.type === 'MemberExpression' ? nameOf(node.callee.object) : undefined;
        if (HTML_METHODS.has(name)) report(node, `${name}()`);
        else if (object === 'document' && /^write(?:ln)?$/.test(name)) report(node, `document.${name}()`);
        else if (name === 'eval') report(node, 'eval()');
        else if (TIMERS.has(name) && isText(first)) report(node, `${name}() with text`);
        else if (name === 'setAttribute' && /^(?:style|on\w+|srcdoc)$/i.test(textOf(first))) {
          report(node, `setAttribute('${textOf(first)}')`);
        } else if (name === 'createElement' && /^(?:style|script)$/i.test(textOf(first))) {
          report(node, `createElement('${textOf(first)}')`);
        }
      },
      /** @param {any} node */
      NewExpression(node) {
        if (nameOf(node.callee) === 'Function') report(node, 'new Function()');
      },
      /** @param {any} node */
      TaggedTemplateExpression(node) {
        const tag = nameOf(node.tag);
        if (tag !== 'html' && tag !== 'svg') return;
        // An expression becomes a space-free word, so that attributes around it still read as such.
        const text = node.quasi.quasis.map((/** @type {any} */ each) => each.value.cooked).join('${}');
        for (const { pattern, why } of IN_TEMPLATE) if (pattern.test(text)) report(node, why);
      },
    };
  },
};

/** @param {any} node */
function nameOf(node) {
  if (node.type === 'Identifier') return node.name;
  if (node.type !== 'MemberExpression') return undefined;
  return node.computed ? textOf(node.property) || undefined : node.property.name;
}

/** @param {any} node */
const textOf = node => (node?.type === 'Literal' && typeof node.value === 'string' ? node.value : '');

/** @param {any} node */
const isText = node => textOf(node) !== '' || node?.type === 'TemplateLiteral';
