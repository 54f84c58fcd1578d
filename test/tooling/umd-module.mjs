/** One dependency, the CSV reader, is written for any loader but that of modules. This makes a module of it. */

export const UMD = /\/node_modules\/papaparse\/[^/]+\.js$/;

/** @param {string} code */
export const asModule = code =>
  `const module = { exports: {} }; const exports = module.exports; ${code}\nexport default module.exports;`;
