import { VERSION } from './version.ts';

/** An element class that can register itself under a name. */
export interface Definable extends CustomElementConstructor {
  readonly version?: string;
}

/**
 * Registers a class once. The first definition of a tag wins, so that two copies of this library on one page (two
 * bundles, two versions) work; a clash of versions is told in the console, never thrown.
 */
export function define(tag: string, element: Definable, registry: CustomElementRegistry = customElements): void {
  const present = registry.get(tag) as Definable | undefined;
  if (!present) {
    // A class belongs to one tag per registry: a second name gets a class of its own.
    registry.define(tag, isRegistered(element) ? class extends element {} : element);
    registered.add(element);
  } else if (present !== element && present.version !== VERSION) {
    console.warn(
      `tve-elements: <${tag}> is already defined by version ${present.version ?? 'unknown'}; ${VERSION} stands back.`,
    );
  }
}

const registered = new WeakSet<CustomElementConstructor>();
const isRegistered = (element: CustomElementConstructor): boolean => registered.has(element);
