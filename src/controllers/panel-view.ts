import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** On a narrow page the panel that a row opens stands below the list: brings it into view, once per panel. */
export class PanelView implements ReactiveController {
  readonly #host: ReactiveControllerHost & Element;
  #shown: string | null | undefined;

  constructor(host: ReactiveControllerHost & Element) {
    this.#host = host;
    host.addController(this);
  }

  hostUpdated(): void {
    const panel = this.#host.shadowRoot?.querySelector('.split > .panel');
    const shown = panel?.getAttribute('aria-label');
    if (shown === this.#shown) return;
    this.#shown = shown;
    if (panel && panel.getBoundingClientRect().top > innerHeight * 0.8) panel.scrollIntoView();
  }
}
