/**
 * Two dependencies of the operators' side expect more of a loader than a browser gives: the CSV reader is written for
 * any loader but that of modules, and the virtual list asks the environment whether this is production.
 */

const UMD = /\/node_modules\/papaparse\/[^/]+\.js$/;
const NODE = /\/node_modules\/@tanstack\/virtual-core\/.*\.js$/;

/**
 * The code as a browser's module, or undefined where it is one already.
 * @param {string} path
 * @param {string} code
 */
export function adapt(path, code) {
  if (UMD.test(path)) {
    return `const module = { exports: {} }; (function (exports) { ${code}\n}).call({}, module.exports);\nexport default module.exports;`;
  }
  return NODE.test(path) ? code.replace(/process\.env\.NODE_ENV/g, '"production"') : undefined;
}
