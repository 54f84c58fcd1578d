import { html, type ReactiveController, type TemplateResult } from 'lit';
import { lanesView, type LaneContext } from './lanes-view.ts';
import { step } from './line-keys.ts';
import type { MediaInspectorElement } from './media-inspector.ts';
import type { Mark, Timeline } from './timeline-types.ts';

/** Pixels of the style sheet: the column of labels, and the room at both ends of the line. */
const LABELS = 104;
const PADDING = 14;
/** Narrower than this, labels stand above their lanes. */
const NARROW = 620;

/** Pixels for a second. */
const SCALES = { least: 0.005, most: 240 };
/** A live line fills the width until it would become too dense; from then on it moves. */
const AUTO = { least: 8, most: 48 };

/** Pixels from the end that still count as the end. */
const NEAR = 24;

type Context = Pick<LaneContext, 'term' | 'language'> & { readonly live: boolean; readonly active: boolean };

/** The line itself: what of it is in view, how large, and which event the keys and clicks have come to. */
export class LineView implements ReactiveController {
  readonly #host: MediaInspectorElement;
  readonly #resized = new ResizeObserver(() => this.#measure());
  #model: Timeline | undefined;
  #context: Context | undefined;
  #scroller: Element | null = null;
  #width = 0;
  #left = 0;
  #zoom: number | 'auto' | 'fit' = 'auto';
  #following = true;
  /** Where following has scrolled to. */
  #followed = 0;
  /** Second that is to stand in the middle once the new scale is drawn. */
  #center: number | undefined;
  #active: number | undefined;
  #open = false;

  constructor(host: MediaInspectorElement) {
    this.#host = host;
    host.addController(this);
  }

  get narrow(): boolean {
    return this.#width > 0 && this.#width < NARROW;
  }

  get following(): boolean {
    return this.#following;
  }

  /** The event whose JSON is shown. */
  get shown(): Mark | undefined {
    return this.#open ? this.#mark : undefined;
  }

  use(model: Timeline, context: Context): void {
    this.#model = model;
    this.#context = context;
  }

  /** Another log: everything of a recording, the present of what is live. */
  reset(recorded = false): void {
    this.#zoom = recorded ? 'fit' : 'auto';
    this.#following = !recorded;
    this.#active = undefined;
    this.#open = false;
  }

  hostUpdated(): void {
    const scroller = this.#host.renderRoot.querySelector('.scroller');
    if (scroller !== this.#scroller) {
      this.#resized.disconnect();
      if (scroller) this.#resized.observe(scroller);
      this.#scroller = scroller;
      this.#measure();
    }
    if (!scroller) return;
    const { scrollLeft, scrollWidth, clientWidth } = scroller;
    // Somebody has scrolled back, and the event that tells it is still on its way.
    if (scrollLeft < this.#followed - 2 && scrollWidth - clientWidth - scrollLeft > NEAR) this.#following = false;
    this.#followed = 0;
    if (this.#following && this.#context?.live) {
      scroller.scrollLeft = scrollWidth;
      this.#followed = scroller.scrollLeft;
    } else if (this.#center !== undefined) scroller.scrollLeft = this.#center * this.#scale - this.#room / 2;
    this.#center = undefined;
  }

  hostConnected(): void {
    this.#redraw();
  }

  hostDisconnected(): void {
    this.#resized.disconnect();
    this.#scroller = null;
  }

  render(): TemplateResult {
    const scale = this.#scale;
    const room = this.#room;
    const model = this.#model!;
    const { term, language, active } = this.#context!;
    const context: LaneContext = {
      term,
      language,
      scale,
      active: this.#active,
      open: this.#open,
      present: active,
      // What is scrolled into view is there already.
      from: (this.#left - room) / scale,
      to: (this.#left + 2 * room) / scale,
      onClick: this.#onClick,
      onKeydown: this.#onKeydown,
      onFocus: this.#onFocus,
    };
    return html`<div class="scroller" part="line" @scroll=${this.#onScroll} @wheel=${this.#onWheel}>
      ${lanesView(model, context)}
    </div>`;
  }

  follow(following: boolean): void {
    this.#following = following;
    this.#followed = 0;
    this.#redraw();
  }

  fit(): void {
    this.#zoom = 'fit';
    this.#redraw();
  }

  /** Makes everything larger or smaller by a factor, around the middle of what is in view. */
  zoom(factor: number): void {
    this.#center = (this.#left + this.#room / 2) / this.#scale;
    this.#zoom = clamp(this.#scale * factor, SCALES.least, SCALES.most);
    this.#redraw();
  }

  hide(): void {
    this.#open = false;
    this.#host.renderRoot.querySelector<HTMLElement>('[role=listbox]')?.focus({ preventScroll: true });
    this.#redraw();
  }

  get #mark(): Mark | undefined {
    return this.#model?.marks.find(({ entry }) => entry.id === this.#active);
  }

  /** Pixels for the line. */
  get #room(): number {
    return Math.max(100, (this.#width || 1000) - (this.narrow ? 0 : LABELS) - 2 * PADDING);
  }

  get #scale(): number {
    if (typeof this.#zoom === 'number') return this.#zoom;
    const { least, most } = this.#zoom === 'auto' ? AUTO : { least: SCALES.least, most: AUTO.most };
    return clamp(this.#room / Math.max(this.#model!.axis.length, 1), least, most);
  }

  #redraw(): void {
    this.#host.requestUpdate();
  }

  #measure(): void {
    const { clientWidth = this.#width } = this.#scroller ?? {};
    if (clientWidth === this.#width) return;
    this.#width = clientWidth;
    this.#redraw();
  }

  #choose(mark: Mark, open = this.#open): void {
    this.#active = mark.entry.id;
    this.#open = open;
    this.#reveal(mark);
    this.#redraw();
  }

  /** Scrolls no more than needed to see where the mark stands. */
  #reveal({ ts }: Mark): void {
    const x = this.#model!.axis.secondOf(ts) * this.#scale;
    const edge = Math.min(48, this.#room / 4);
    const hidden = x < this.#left + (this.#left > 0 ? edge : 0) || x > this.#left + this.#room - edge / 2;
    if (hidden) this.#scroller?.scrollTo({ left: x - this.#room / 2 });
  }

  readonly #onScroll = ({ currentTarget }: Event): void => {
    const { scrollLeft, scrollWidth, clientWidth } = currentTarget as Element;
    this.#left = scrollLeft;
    this.#following = scrollWidth - clientWidth - scrollLeft < NEAR;
    this.#redraw();
  };

  readonly #onWheel = (event: WheelEvent): void => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    this.zoom(event.deltaY < 0 ? 1.2 : 1 / 1.2);
  };

  readonly #onFocus = (): void => {
    const { marks } = this.#model!;
    const last = marks[marks.length - 1];
    if (!this.#mark && last) this.#choose(last, false);
  };

  readonly #onClick = ({ target }: Event): void => {
    const id = (target as Element).closest<HTMLElement>('[data-id]')?.dataset['id'];
    const mark = this.#model!.marks.find(({ entry }) => String(entry.id) === id);
    if (mark) this.#choose(mark, true);
  };

  readonly #onKeydown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const mark = step(this.#model!.marks, this.#active, event.key);
    if (mark) this.#choose(mark);
    else if ((event.key === 'Enter' || event.key === ' ') && this.#mark) this.#choose(this.#mark, !this.#open);
    else if (event.key === 'Escape' && this.#open) this.hide();
    else if (event.key === '+' || event.key === '=') this.zoom(1.5);
    else if (event.key === '-') this.zoom(1 / 1.5);
    else return;
    event.preventDefault();
  };
}

const clamp = (value: number, least: number, most: number): number => Math.min(most, Math.max(least, value));
