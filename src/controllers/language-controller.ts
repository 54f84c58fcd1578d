import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Where texts come from: which languages there are, and word when their texts change. */
export interface Texts {
  has(language: string): boolean;
  watch(changed: () => void): () => void;
}

/**
 * The language of an element: that of the nearest ancestor with `lang`, through shadow roots; else the browser's; else
 * English. The host is drawn again when it changes.
 */
export class LanguageController implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #texts: Texts;
  #stop = (): void => {};

  constructor(host: ReactiveControllerHost & HTMLElement, texts: Texts) {
    this.#host = host;
    this.#texts = texts;
    host.addController(this);
  }

  hostConnected(): void {
    const update = (): void => this.#host.requestUpdate();
    const observer = new MutationObserver(update);
    // The language is that of any element around the host, through shadow roots.
    for (let node: Element | null = this.#host; node;) {
      const root: Node = node.getRootNode();
      observer.observe(root, { attributeFilter: ['lang'], subtree: true });
      node = root instanceof ShadowRoot ? root.host : null;
    }
    const stopTexts = this.#texts.watch(update);
    this.#stop = () => {
      observer.disconnect();
      stopTexts();
    };
  }

  hostDisconnected(): void {
    this.#stop();
  }

  get language(): string {
    for (let node: Element | null = this.#host; node;) {
      const found: Element | null = node.closest('[lang]');
      if (found) return found.getAttribute('lang') || 'en';
      const root: Node = node.getRootNode();
      node = root instanceof ShadowRoot ? root.host : null;
    }
    return navigator.languages.find(language => this.#texts.has(language)) ?? 'en';
  }
}
