/**
 * What a gate protects: in the page while it is open, in its templates or silent while it is closed. The template's own
 * nodes are moved, not copied: listeners the page has put on them stay, and Trusted Types has nothing to object to.
 */
export class GateContent {
  readonly #host: HTMLElement;
  #moved: { template: HTMLTemplateElement; nodes: ChildNode[] }[] = [];
  #listening: AbortController | undefined;

  constructor(host: HTMLElement) {
    this.#host = host;
  }

  /** Puts the templates' content into the page, once. */
  open(): void {
    this.#listening?.abort();
    this.#listening = undefined;
    if (this.#moved.length > 0) return;
    for (const child of [...this.#host.children]) {
      if (!(child instanceof HTMLTemplateElement) || child.slot) continue;
      const nodes = [...child.content.childNodes];
      this.#moved.push({ template: child, nodes });
      child.after(...nodes);
    }
  }

  /** Takes it out again, and lets nothing that stays behind play unseen. */
  close(): void {
    const moved = this.#moved;
    this.#moved = [];
    for (const media of this.#media()) media.pause();
    for (const { template, nodes } of moved) template.content.append(...nodes);
    if (this.#listening) return;
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    // Content outside a template is loaded by the page itself; it must at least not run.
    this.#host.addEventListener('play', this.#onPlay, { capture: true, signal });
  }

  /** The gate is gone from the page, and its content with it. */
  release(): void {
    this.#listening?.abort();
    this.#listening = undefined;
  }

  /** Where the focus goes when the control that had it is replaced by the content. */
  focusable(): HTMLElement | undefined {
    const wanted = 'video, audio, a[href], button, input, [tabindex]';
    for (const child of this.#protected()) {
      const found = child.matches(wanted) ? child : child.querySelector<HTMLElement>(wanted);
      if (found instanceof HTMLElement) return found;
    }
    return undefined;
  }

  readonly #onPlay = ({ target }: Event): void => {
    if (target instanceof HTMLMediaElement && this.#protected().some(child => child.contains(target))) target.pause();
  };

  #protected(): Element[] {
    return [...this.#host.children].filter(child => !child.slot && !(child instanceof HTMLTemplateElement));
  }

  #media(): HTMLMediaElement[] {
    return this.#protected().flatMap(child =>
      child instanceof HTMLMediaElement ? [child] : [...child.querySelectorAll<HTMLMediaElement>('video, audio')],
    );
  }
}
