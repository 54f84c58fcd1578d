import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { MessageKey } from '../i18n/en.ts';
import { hasLanguage, onMessages, translate, type Values } from '../i18n/messages.ts';

/**
 * The one place where elements get their texts. The language is that of the nearest ancestor with `lang`, through
 * shadow roots; else the browser's; else English.
 */
export class LocalizeController implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  #stop = (): void => {};

  constructor(host: ReactiveControllerHost & HTMLElement) {
    this.#host = host;
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
    const stopMessages = onMessages(update);
    this.#stop = () => {
      observer.disconnect();
      stopMessages();
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
    return navigator.languages.find(hasLanguage) ?? 'en';
  }

  /** The text of a key in the host's language. */
  readonly term = (key: MessageKey, values?: Values): string => translate(this.language, key, values);

  /** A day, as the host's language writes it. */
  date(epochMilliseconds: number): string {
    return new Intl.DateTimeFormat(this.language, { dateStyle: 'long' }).format(epochMilliseconds);
  }
}
