import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { hasConsoleLanguage, onConsoleMessages, translateConsole, type ConsoleTerm } from '../i18n/console/messages.ts';

/** Texts, dates and numbers of the operators' elements, in the language of the nearest `lang`, through shadow roots. */
export class ConsoleLocalize implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  #stop = (): void => {};

  constructor(host: ReactiveControllerHost & HTMLElement) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    const update = (): void => this.#host.requestUpdate();
    const observer = new MutationObserver(update);
    observer.observe(document.documentElement, { attributeFilter: ['lang'] });
    observer.observe(this.#host, { attributeFilter: ['lang'] });
    const stopMessages = onConsoleMessages(update);
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
    return navigator.languages.find(hasConsoleLanguage) ?? 'en';
  }

  readonly term: ConsoleTerm = (key, values) => translateConsole(this.language, key, values);

  readonly number = (value: number): string => this.#format(language => new Intl.NumberFormat(language).format(value));

  /** Day and time to the second, in a zone such as `+09:00` or in the viewer's own. */
  readonly moment = (time: number, zone?: string): string => {
    const shift = zone === undefined ? 0 : offsetOf(zone);
    const options: Intl.DateTimeFormatOptions = {
      ...{ year: 'numeric', month: 'short', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit' },
      // Zones by offset are younger than our oldest browsers: the time is moved instead.
      ...(zone === undefined ? {} : { timeZone: 'UTC' }),
    };
    return this.#format(language => new Intl.DateTimeFormat(language, options).format(time + shift));
  };

  /** A `lang` that is no language must not take the page down. */
  #format(format: (language: string) => string): string {
    try {
      return format(this.language);
    } catch {
      return format('en');
    }
  }
}

const offsetOf = (zone: string): number => {
  const [hours = 0, minutes = 0] = zone.slice(1).split(':').map(Number);
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000;
};
