import { adoptStyles, html, LitElement, type PropertyDeclarations, type TemplateResult } from 'lit';
import { define } from '../../core/define.ts';
import { VERSION } from '../../core/version.ts';
import { boxStyles } from '../../styles/box.ts';
import type { InspectorState, InspectorView } from './inspector-view.ts';
import type { Early } from './event-link.ts';

/**
 * Draws what a `<media-tracker>` tells on a time line, live: playback, ads, chapters, player states, quality and pings,
 * with the delivery of each event. For developers' pages; what draws it is fetched when it stands on one.
 *
 * @tag media-inspector
 *
 * @attr {string} for - id of the tracker, in the same root or in the document; by default the first one there is
 * @attr {'waiting'|'live'|'recorded'|'error'} state - reflected, read only
 *
 * @csspart base - all of it
 * @csspart line - the time line
 * @csspart detail - the event that is looked at
 *
 * @cssprop --tve-accent - colour of the focus and of the present
 * @cssprop --tve-surface - background
 * @cssprop --tve-text - text
 * @cssprop --tve-line - lines and borders
 * @cssprop --tve-radius - rounding of corners
 */
export class MediaInspectorElement extends LitElement {
  static override styles = boxStyles;
  static readonly version = VERSION;

  /** Registers the element, under its own name or another one. */
  static define(tag = 'media-inspector', registry = customElements): void {
    define(tag, this, registry);
  }

  static override properties: PropertyDeclarations = { for: {}, events: { attribute: false } };

  declare for: string | null;
  /** A recorded session: a list of events, or what was exported, or its text. `null` for what happens now. */
  declare events: unknown;

  #view: InspectorView | undefined;
  #failed = false;
  /** What is told while the view is on its way. */
  #early: Early[] = [];
  readonly #keep = (event: Event): number => this.#early.push([event.composedPath()[0], event]);

  constructor() {
    super();
    this.for = null;
    this.events = null;
  }

  get state(): InspectorState {
    return (this.getAttribute('state') ?? 'waiting') as InspectorState;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.#view) return;
    document.addEventListener('media-tracker-event', this.#keep);
    void this.#load();
  }

  override render(): TemplateResult {
    return this.#view?.render() ?? html`<p>${this.#failed ? 'The time line could not be loaded.' : ''}</p>`;
  }

  async #load(): Promise<void> {
    try {
      const { InspectorView, styles } = await import('./inspector-view.ts');
      adoptStyles(this.renderRoot as ShadowRoot, styles);
      this.#view ??= new InspectorView(this, this.#early);
    } catch {
      this.#failed = true;
    }
    document.removeEventListener('media-tracker-event', this.#keep);
    this.requestUpdate();
  }
}
