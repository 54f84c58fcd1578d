import { adoptStyles, type CSSResultOrNative, html, type ReactiveController, type ReactiveElement } from 'lit';
import type { TemplateResult } from 'lit';
import type { Messages } from '../i18n/en.ts';
import { addMessages } from '../i18n/messages.ts';
import type { LocalizeController } from './localize-controller.ts';
import { reflectState } from './reflect-state.ts';
import { whenSeen } from './when-seen.ts';

/** What a viewer sees of an element, or what it does out of sight. */
export interface View {
  readonly state?: string;
  render?(): unknown;
  /** What changed, for those who cannot see it. */
  announcement?(): string;
}

/** A module with a view: how to make it, its style sheets, and the English texts that only it needs. */
export interface ViewModule<Parts, V extends View> {
  create: (parts: Parts) => V;
  styles?: CSSResultOrNative[];
  texts?: Partial<Messages>;
}

/**
 * The part of an element that few page views come to: it lies beside the file of the element and is fetched when it is
 * needed, which is when the element comes into view unless it knows better. Without it the viewer is told so and can
 * try again.
 */
export class FetchedView<Parts, V extends View> implements ReactiveController {
  readonly #host: ReactiveElement & { readonly state: string };
  readonly #localize: LocalizeController;
  readonly #fetch: () => Promise<ViewModule<Parts, V>>;
  readonly #parts: Parts;
  readonly #needed: (seen: boolean) => boolean;
  #fetching: Promise<void> | undefined;
  #stopLooking = (): void => {};

  /** The view, once it is there. */
  view: V | undefined;
  failed = false;
  /** The element has come into view since it is in the document. */
  seen = false;

  constructor(
    host: ReactiveElement & { readonly state: string },
    localize: LocalizeController,
    fetch: () => Promise<ViewModule<Parts, V>>,
    parts: Parts,
    needed: (seen: boolean) => boolean = seen => seen,
  ) {
    this.#host = host;
    this.#localize = localize;
    this.#fetch = fetch;
    this.#parts = parts;
    this.#needed = needed;
    host.addController(this);
  }

  hostConnected(): void {
    this.#stopLooking = whenSeen(this.#host, () => {
      this.seen = true;
      this.#host.requestUpdate();
    });
  }

  hostDisconnected(): void {
    this.#stopLooking();
    this.seen = false;
  }

  hostUpdate(): void {
    if (!this.failed && this.#needed(this.seen)) void this.fetch();
  }

  hostUpdated(): void {
    reflectState(this.#host, this.#host.state);
  }

  /** Fetches the view, unless it is there or on its way. */
  readonly fetch = (): Promise<void> => (this.#fetching ??= this.#load());

  /** Where the element stands; `first` until there is a view to say so. */
  state<State extends string>(first: State): State {
    return this.failed ? ('error' as State) : ((this.view?.state as State | undefined) ?? first);
  }

  /** All of it. */
  render(): TemplateResult {
    return html`${this.content()} ${this.region()}`;
  }

  /** What is seen; before there is a view, what the element says instead. */
  content(instead?: string): unknown {
    const { term } = this.#localize;
    if (!this.failed) return this.view ? this.view.render?.() : instead;
    return html`<p>${term('offline')}</p>
      <button part="primary" @click=${this.fetch}>${term('tryAgain')}</button>`;
  }

  /** A region for what changes, which is there before its texts. */
  region(): TemplateResult {
    const text = this.failed ? this.#localize.term('offline') : this.view?.announcement?.();
    return html`<div class="status" role="status">${text}</div>`;
  }

  async #load(): Promise<void> {
    try {
      const { create, styles, texts } = await this.#fetch();
      if (texts) addMessages('en', texts);
      if (styles) adoptStyles(this.#host.renderRoot as ShadowRoot, styles);
      this.view = create(this.#parts);
      this.failed = false;
    } catch {
      this.failed = true;
      this.#fetching = undefined;
    }
    this.#host.requestUpdate();
  }
}
