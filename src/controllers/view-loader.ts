import { adoptStyles, type CSSResultOrNative, type LitElement } from 'lit';

/** A module that draws an element: fetched when there is something to draw, since many page views never come to it. */
export interface ViewModule {
  readonly styles: CSSResultOrNative[];
}

/** Modules that are here already, by what fetches them: an element that comes later draws at once. */
const loaded = new Map<() => Promise<ViewModule>, ViewModule>();

/** Fetches such a module for all elements of the page; for those that want it before they need it. */
export const preload = async <M extends ViewModule>(load: () => Promise<M>): Promise<M> => {
  const module = (loaded.get(load) as M | undefined) ?? (await load());
  loaded.set(load, module);
  return module;
};

/** Gets an element its view. Without it the element is drawn in a few words, and the viewer can try again. */
export class ViewLoader<M extends ViewModule, View> {
  readonly #host: LitElement;
  readonly #load: () => Promise<M>;
  readonly #create: (module: M) => View;
  #loading = false;
  view: View | undefined;
  failed = false;

  constructor(host: LitElement, load: () => Promise<M>, create: (module: M) => View) {
    this.#host = host;
    this.#load = load;
    this.#create = create;
  }

  /** Makes the view if its module is here, else has it fetched; the host is drawn again when it came, or did not. */
  async fetch(): Promise<void> {
    if (this.view || this.#loading) return;
    const present = loaded.get(this.#load) as M | undefined;
    if (present) return this.#use(present);
    this.#loading = true;
    this.failed = false;
    try {
      this.#use(await preload(this.#load));
    } catch {
      this.failed = true;
    }
    this.#loading = false;
    this.#host.requestUpdate();
  }

  #use(module: M): void {
    // The element's own come last: they are about the element, the module's about what is in it.
    const { elementStyles } = this.#host.constructor as typeof LitElement;
    adoptStyles(this.#host.renderRoot as ShadowRoot, [...module.styles, ...elementStyles]);
    this.view = this.#create(module);
  }
}
