import { adoptStyles, html, LitElement, type PropertyDeclarations, type TemplateResult } from 'lit';
import { FocusKeeper } from '../../controllers/focus-keeper.ts';
import { LocalizeController } from '../../controllers/localize-controller.ts';
import { PassController } from '../../controllers/pass-controller.ts';
import { reflectState } from '../../controllers/reflect-state.ts';
import { whenSeen } from '../../controllers/when-seen.ts';
import { define } from '../../core/define.ts';
import { VERSION } from '../../core/version.ts';
import { PassProviderSelectEvent } from '../../events/pass-provider-select.ts';
import type { RememberedProvider } from '../../pass/memory.ts';
import type { Provider } from '../../pass/types.ts';
import { buttonStyles, hostStyles } from '../../styles/host.ts';
import type { PickerView } from './picker-view.ts';

export type PickerState = 'idle' | 'loading' | 'ready' | 'empty' | 'selecting' | 'error';

/**
 * Lets the viewer choose a TV provider and sends them there. After a former sign-in it first offers to go on with the
 * provider of that time; the list is asked for only when somebody is about to choose from it.
 *
 * @tag pass-provider-picker
 *
 * @attr {'popup'|'redirect'} mode - how the provider's page is opened; `popup` (default) falls back to `redirect`
 * @attr {string} featured - ids of providers to show first, as logos, comma-separated
 * @attr {string} include - ids of the only providers to offer
 * @attr {string} exclude - ids of providers not to offer
 * @attr {string} service - id of the `<pass-service>` to use, where it is not an ancestor
 * @attr {'idle'|'loading'|'ready'|'empty'|'selecting'|'error'} state - reflected, read only
 *
 * @slot brand - the site's own brand, above everything
 * @slot help - the site's help links, below everything
 *
 * @fires {PassProviderSelectEvent} pass-provider-select - `{ provider }`, cancelable: else the sign-in starts
 *
 * @csspart base - all of it
 * @csspart search - the search field
 * @csspart list - the list of providers
 * @csspart option - one provider
 * @csspart logo - a provider's logo
 * @csspart primary - the button to go on with
 *
 * @cssprop --tve-accent - colour of the main button and of the focus
 * @cssprop --tve-on-accent - text on it
 * @cssprop --tve-radius - rounding of corners
 */
export class PassProviderPickerElement extends LitElement {
  static override styles = [hostStyles, buttonStyles];
  static readonly version = VERSION;

  /** Registers the element, under its own name or another one. */
  static define(tag = 'pass-provider-picker', registry = customElements): void {
    define(tag, this, registry);
  }

  static override properties: PropertyDeclarations = {
    mode: {},
    featured: {},
    include: {},
    exclude: {},
    seen: { state: true },
    choosing: { state: true },
  };

  declare mode: 'popup' | 'redirect' | null;
  declare featured: string | null;
  declare include: string | null;
  declare exclude: string | null;
  /** The element has come into view, so somebody may be about to choose. */
  declare protected seen: boolean;
  /** The viewer wants the list although a provider is remembered. */
  declare protected choosing: boolean;

  readonly #localize = new LocalizeController(this);
  readonly #pass = new PassController(this, state => {
    // Whoever got through has chosen; the next choice begins anew.
    if (state?.status === 'signing-in') this.choosing = false;
  });
  /** What is drawn: few page views come to a choice, so it is fetched when one does. */
  #view: PickerView | undefined;
  #viewFailed = false;
  #stopLooking = (): void => {};
  /** Where a choice can be made, as soon as that is drawn. */
  readonly #focus = new FocusKeeper(this, () => this.renderRoot.querySelector<HTMLElement>('input, button, a[href]'));

  constructor() {
    super();
    this.seen = false;
    this.choosing = false;
  }

  /** What the viewer sees. */
  get state(): PickerState {
    const { state, missing, unconfigured } = this.#pass;
    if (missing || unconfigured || state?.status === 'error' || this.#viewFailed) return 'error';
    if (state?.status === 'signing-in') return 'selecting';
    return this.#wantsList ? (this.#view?.listState ?? 'loading') : 'idle';
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#stopLooking = whenSeen(this, () => {
      this.seen = true;
      void this.#fetchView();
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stopLooking();
    this.seen = false;
    this.choosing = false;
  }

  override updated(): void {
    reflectState(this, this.state);
    this.renderRoot.querySelector('.active')?.scrollIntoView({ block: 'nearest' });
  }

  override render(): TemplateResult {
    return html`<div class="base" part="base">
      <slot name="brand"></slot>
      ${this.#viewFailed ? this.#unreachable() : this.#view?.render()}
      <div class="status" role="status">
        ${this.#viewFailed ? this.#localize.term('offline') : this.#view?.announcement(this.state)}
      </div>
      <slot name="help"></slot>
    </div>`;
  }

  /** Shows the list to choose from, although a provider is remembered. */
  changeProvider(): void {
    this.#pass.service?.client?.cancelSignIn();
    this.choosing = true;
  }

  /** Puts the focus where a choice can be made. */
  override focus(options: FocusOptions = {}): void {
    this.#focus.ask(options);
  }

  get #wantsList(): boolean {
    const { state } = this.#pass;
    if (!this.seen || !state) return false;
    if (this.choosing) return state.status === 'signed-out' || state.status === 'signed-in';
    return state.status === 'signed-out' && !state.remembered;
  }

  async #fetchView(): Promise<void> {
    if (this.#view) return;
    try {
      const { PickerView, styles } = await import('./picker-view.ts');
      adoptStyles(this.renderRoot as ShadowRoot, styles);
      this.#view ??= new PickerView(this, {
        pass: this.#pass,
        localize: this.#localize,
        wantsList: () => this.#wantsList,
        choose: provider => this.#choose(provider),
        change: () => this.changeProvider(),
      });
      this.#viewFailed = false;
    } catch {
      this.#viewFailed = true;
    }
    this.requestUpdate();
  }

  #unreachable(): TemplateResult {
    const { term } = this.#localize;
    return html`<p>${term('offline')}</p>
      <button part="primary" @click=${() => void this.#fetchView()}>${term('tryAgain')}</button>`;
  }

  #choose({ id, displayName, logoUrl }: RememberedProvider): void {
    const provider: Provider = { id, displayName: displayName ?? id, logoUrl, isTempPass: false, isProxy: false };
    if (!this.dispatchEvent(new PassProviderSelectEvent(provider))) return;
    const mode = this.mode === 'redirect' ? 'redirect' : 'popup';
    // How it ends is told by the service's state; here it only must not go unhandled.
    this.#pass.service?.signIn(id, { mode }).catch(() => {});
  }
}
