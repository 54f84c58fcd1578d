/** Packages without declarations of their own. */
declare module '@custom-elements-manifest/analyzer' {
  import type TypeScript from 'typescript';

  /** Its own TypeScript; source files must be of that one. */
  export const ts: typeof TypeScript;
  export function create(options: { modules: TypeScript.SourceFile[]; plugins: object[] }): unknown;
}

declare module '@custom-elements-manifest/analyzer/src/features/framework-plugins/lit/lit.js' {
  export function litPlugin(): object[];
}
