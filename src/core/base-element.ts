/** What our elements extend. Without a DOM (server rendering, tests in bare Node) the classes still import safely. */
export const BaseElement: typeof HTMLElement = globalThis.HTMLElement ?? (class {} as unknown as typeof HTMLElement);
