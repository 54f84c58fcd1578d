import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { elementScroll, observeElementOffset, observeElementRect, Virtualizer } from '@tanstack/virtual-core';

/**
 * Which rows of a long table are worth drawing: those in view and a few around them. All rows have one height, which is
 * measured from the first that is drawn, so that it follows the page's type size.
 */
export class GridWindow implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #scroller: () => HTMLElement | null;
  readonly #virtualizer: Virtualizer<HTMLElement, HTMLElement>;
  #stop: (() => void) | undefined;
  #height = 34;
  #count = 0;

  constructor(host: ReactiveControllerHost, scroller: () => HTMLElement | null) {
    this.#host = host;
    this.#scroller = scroller;
    this.#virtualizer = new Virtualizer(this.#options());
    host.addController(this);
  }

  /** The rows to draw, and the room that the others need before and after them, in pixels. */
  rows(count: number): { start: number; end: number; before: number; after: number } {
    if (count !== this.#count) {
      this.#count = count;
      this.#virtualizer.setOptions(this.#options());
    }
    const items = this.#virtualizer.getVirtualItems();
    // Without a layout yet: enough for any first screen.
    const start = items[0]?.index ?? 0;
    const end = Math.min(count, (items[items.length - 1]?.index ?? 29) + 1);
    return { start, end, before: start * this.#height, after: (count - end) * this.#height };
  }

  /** Rows that fit into the view: what a page up or down moves by. */
  get pageSize(): number {
    return Math.max(1, Math.floor((this.#scroller()?.clientHeight ?? 0) / this.#height) - 2);
  }

  reveal(index: number): void {
    this.#virtualizer.scrollToIndex(index, { align: 'auto' });
  }

  hostConnected(): void {
    this.#stop = this.#virtualizer._didMount();
  }

  hostUpdated(): void {
    this.#virtualizer._willUpdate();
    // Only when every table of the host has its room again: measuring lays out, and a table that is too low for a
    // moment would be scrolled back.
    void this.#host.updateComplete.then(() => this.#measure());
  }

  #measure(): void {
    const height = this.#scroller()?.querySelector('tbody tr[data-row]')?.getBoundingClientRect().height ?? 0;
    if (height === 0 || Math.abs(height - this.#height) < 0.5) return;
    this.#height = height;
    this.#virtualizer.setOptions(this.#options());
    this.#virtualizer.measure();
  }

  hostDisconnected(): void {
    this.#stop?.();
  }

  #options(): ConstructorParameters<typeof Virtualizer<HTMLElement, HTMLElement>>[0] {
    return {
      count: this.#count,
      getScrollElement: () => this.#scroller(),
      estimateSize: () => this.#height,
      overscan: 8,
      // The head of the table stays in view above the rows.
      scrollPaddingStart: 40,
      observeElementRect,
      observeElementOffset,
      scrollToFn: elementScroll,
      onChange: () => this.#host.requestUpdate(),
    };
  }
}
