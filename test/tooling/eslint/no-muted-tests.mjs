/** No test is focused, skipped or left for later: either it runs or it is not there. */

const RUNNERS = new Set(['it', 'test', 'describe', 'suite', 'context', 'specify', 'before', 'after']);
const MUTED = new Set(['only', 'skip', 'todo']);
const SHORT = new Set(['xit', 'xdescribe', 'xcontext', 'xspecify', 'fit', 'fdescribe', 'fcontext']);

/** @type {import('eslint').Rule.RuleModule} */
export const noMutedTests = {
  meta: { type: 'problem', schema: [], docs: { description: 'No focused or skipped tests' } },
  create(context) {
    /** @type {(node: any, what: string) => void} */
    const report = (node, what) => context.report({ node, message: `Every test runs: no ${what}` });
    return {
      /** @param {any} node */
      MemberExpression(node) {
        const name = node.computed ? node.property.value : node.property.name;
        if (!MUTED.has(name)) return;
        const object = node.object;
        const called = node.parent.type === 'CallExpression' && node.parent.callee === node;
        if (object.type === 'Identifier' && RUNNERS.has(object.name)) report(node, `${object.name}.${name}`);
        // this.skip() of mocha, t.skip() of node:test
        else if (called && (object.type === 'ThisExpression' || /^(?:t|ctx|context)$/.test(object.name ?? ''))) {
          report(node, `${name}()`);
        }
      },
      /** @param {any} node */
      CallExpression(node) {
        const callee = node.callee.type === 'Identifier' ? node.callee.name : '';
        if (SHORT.has(callee)) report(node, callee);
        if (!RUNNERS.has(callee)) return;
        for (const argument of node.arguments) {
          if (argument.type !== 'ObjectExpression') continue;
          for (const property of argument.properties) {
            const key = property.key?.name ?? property.key?.value;
            if (MUTED.has(key) && property.value?.value !== false) report(property, `{ ${key} }`);
          }
        }
      },
    };
  },
};
