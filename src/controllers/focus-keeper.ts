import type { ReactiveController, ReactiveControllerHost } from 'lit';

/**
 * Keeps the keyboard's place: when a view goes with the control that had the focus, the next view's control gets it, as
 * soon as there is one. Never away from where the viewer went meanwhile.
 */
export class FocusKeeper implements ReactiveController {
  readonly #host: ReactiveControllerHost & Element;
  readonly #next: () => HTMLElement | null | undefined;
  #wish: { options?: FocusOptions; asked: boolean } | undefined;

  constructor(host: ReactiveControllerHost & Element, next: () => HTMLElement | null | undefined) {
    this.#host = host;
    this.#next = next;
    host.addController(this);
  }

  /** The page wants the focus to be here, wherever it is now. */
  ask(options: FocusOptions = {}): void {
    this.#wish = { options, asked: true };
    this.#host.requestUpdate();
  }

  /** What has the focus is about to lose it. */
  keep(): void {
    this.#wish ??= { asked: false };
  }

  hostUpdate(): void {
    if (this.#host.shadowRoot?.activeElement) this.keep();
  }

  hostUpdated(): void {
    if (!this.#wish) return;
    const { options, asked } = this.#wish;
    const active = this.#host.shadowRoot?.activeElement;
    const here = active && !active.matches(':disabled') && !active.closest('dialog:not([open])');
    const elsewhere = !active && !asked && document.activeElement !== document.body;
    const next = here || elsewhere ? undefined : this.#next();
    if (here || elsewhere || next) this.#wish = undefined;
    next?.focus(options);
  }

  hostDisconnected(): void {
    this.#wish = undefined;
  }
}
