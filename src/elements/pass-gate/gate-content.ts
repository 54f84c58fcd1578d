/**
 * What a gate protects: in the page while it is open, in its templates or silent while it is closed. The template's own
 * nodes are moved, not copied: listeners the page has put on them stay, and Trusted Types has nothing to object to.
 */
export class GateContent {
  readonly #host: HTMLElement;
  #moved: { template: HTMLTemplateElement; nodes: ChildNode[] }[] = [];
  #listening: AbortController | undefined;
  /** The parser, or a framework, may bring a template when the gate is open already. */
  readonly #late = new MutationObserver(() => this.#stamp());

  constructor(host: HTMLElement) {
    this.#host = host;
  }

  /** Puts the templates' content into the page, once. */
  open(): void {
    this.#listening?.abort();
    this.#listening = undefined;
    this.#late.observe(this.#host, { childList: true });
    this.#stamp();
  }

  #stamp(): void {
    for (const child of [...this.#host.children]) {
      if (!(child instanceof HTMLTemplateElement) || child.slot) continue;
      if (this.#moved.some(({ template }) => template === child)) continue;
      const nodes = [...child.content.childNodes];
      this.#moved.push({ template: child, nodes });
      child.after(...nodes);
      for (const media of mediaIn(nodes)) reviveMedia(media);
    }
  }

  /** Takes it out again, and lets nothing that stays behind play unseen. */
  close(): void {
    const moved = this.#moved;
    this.#moved = [];
    this.#late.disconnect();
    for (const media of mediaIn(this.#protected())) media.pause();
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
}

function mediaIn(nodes: readonly ChildNode[]): HTMLMediaElement[] {
  return nodes.flatMap(node => {
    if (node instanceof HTMLMediaElement) return [node];
    return node instanceof Element ? [...node.querySelectorAll<HTMLMediaElement>('video, audio')] : [];
  });
}

/** In a template's lifeless document a media element has already looked for its source, in vain; now it may try. */
function reviveMedia(media: HTMLMediaElement): void {
  if (media.networkState === HTMLMediaElement.NETWORK_NO_SOURCE) media.load();
}
