/** Functions of the page, which are looked up by name whenever they are due: pages replace them between two calls. */
import type { AeErrorEvent } from './types.ts';

export type Handler = string | ((event: AeErrorEvent) => void);

/** A dot leads into an object of the page. */
const NAME = /^[a-z\d][\w.-]{0,1023}$/i;

/** Calls a function of the page, if there is one; what it throws is the page's own affair. Tells whether there was one. */
export function callPage(name: string, args: readonly unknown[]): boolean {
  let owner: unknown;
  let found: unknown = window;
  for (const part of name.split('.')) {
    owner = found;
    found = (found as Record<string, unknown> | null | undefined)?.[part];
  }
  return guarded(found, owner, args);
}

export function guarded(run: unknown, owner: unknown, args: readonly unknown[]): boolean {
  if (typeof run !== 'function') return false;
  try {
    Reflect.apply(run, owner, args);
  } catch (error) {
    setTimeout(() => {
      throw error;
    });
  }
  return true;
}

/** What `bind` and `unbind` keep. */
export interface ErrorHandlers {
  bind(type: unknown, handler: unknown): void;
  unbind(type: unknown, handler: unknown): void;
  tell(event: AeErrorEvent): void;
}

export function createErrorHandlers(): ErrorHandlers {
  const bound = new Set<Handler>();
  return {
    bind(type, handler) {
      if (type !== 'errorEvent') return;
      if (typeof handler === 'function') bound.add(handler as Handler);
      else if (typeof handler === 'string' && NAME.test(handler)) bound.add(handler);
    },
    unbind(type, handler) {
      if (type !== 'errorEvent') return;
      if (handler === null || handler === undefined) bound.clear();
      else bound.delete(handler as Handler);
    },
    tell(event) {
      for (const handler of [...bound]) {
        if (typeof handler === 'string') callPage(handler, [{ ...event }]);
        else guarded(handler, undefined, [{ ...event }]);
      }
    },
  };
}

const said = new Set<string>();

/** One line in the console, once in the life of the page. */
export function say(text: string): void {
  if (said.has(text)) return;
  said.add(text);
  console.warn(`tve-access-enabler: ${text}`);
}
