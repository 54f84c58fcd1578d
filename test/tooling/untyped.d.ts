/** Packages without declarations of their own. */
declare module '@custom-elements-manifest/analyzer' {
  /** Its own TypeScript; source files must be of that one. */
  export const ts: typeof import('typescript');
  export function create(options: { modules: import('typescript').SourceFile[]; plugins: object[] }): unknown;
}

declare module '@custom-elements-manifest/analyzer/src/features/framework-plugins/lit/lit.js' {
  export function litPlugin(): object[];
}
