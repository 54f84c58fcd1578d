import { LitElement, type PropertyDeclarations, type TemplateResult } from 'lit';
import { FetchedView } from '../../controllers/fetched-view.ts';
import { FocusKeeper } from '../../controllers/focus-keeper.ts';
import { LocalizeController } from '../../controllers/localize-controller.ts';
import { PassController } from '../../controllers/pass-controller.ts';
import { define } from '../../core/define.ts';
import { initProperties } from '../../core/init-properties.ts';
import { VERSION } from '../../core/version.ts';
import { PassProviderSelectEvent } from '../../events/pass-provider-select.ts';
import type { RememberedProvider } from '../../pass/memory.ts';
import type { Provider } from '../../pass/types.ts';
import { boxStyles } from '../../styles/box.ts';

export type PickerState = 'idle' | 'loading' | 'ready' | 'empty' | 'selecting' | 'error';

// Here, since the compiler leaves the name of a module alone where it stands in a field of a class.
const load = () => import('./picker-view.ts');

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
 * @attr {string} help-url - the site's help with signing in; shown as a link, as are the next two, where they are given
 * @attr {string} forgot-url - help with a forgotten User ID or password
 * @attr {string} no-user-id-url - how to get a User ID
 * @attr {string} service - id of the `<pass-service>` to use, where it is not an ancestor
 * @attr {'idle'|'loading'|'ready'|'empty'|'selecting'|'error'} state - reflected, read only
 *
 * @slot brand - the site's own brand, above everything
 * @slot help - the site's help links, below everything
 *
 * @fires {PassProviderSelectEvent} pass-provider-select - `{ provider }`, cancelable: else the sign-in starts
 * @fires {PassErrorEvent} pass-error - `{ error }`: an attribute is wrong
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
  static override styles = boxStyles;
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
    helpUrl: { attribute: 'help-url' },
    forgotUrl: { attribute: 'forgot-url' },
    noUserIdUrl: { attribute: 'no-user-id-url' },
    anew: { attribute: false, type: Boolean },
    choosing: { state: true, type: Boolean },
  };

  declare mode: 'popup' | 'redirect' | null;
  declare featured: string | null;
  declare include: string | null;
  declare exclude: string | null;
  declare helpUrl: string | null;
  declare forgotUrl: string | null;
  declare noUserIdUrl: string | null;
  /** Lets even somebody who is signed in choose: for another device, say. */
  declare anew: boolean;
  /** The viewer wants the list although a provider is remembered. */
  declare protected choosing: boolean;

  readonly #localize = new LocalizeController(this);
  readonly #pass = new PassController(this, state => {
    // Whoever got through has chosen; the next choice begins anew.
    if (state?.status === 'signing-in') this.choosing = false;
  });
  /** Few page views come to a choice, so what is drawn is fetched when one does. */
  readonly #fetched = new FetchedView(this, this.#localize, load, {
    host: this as PassProviderPickerElement,
    pass: this.#pass,
    localize: this.#localize,
    wantsList: () => this.#wantsList,
    choose: (provider: RememberedProvider) => this.#choose(provider),
    change: () => this.changeProvider(),
  });
  /** Where a choice can be made, as soon as that is drawn. */
  readonly #focus = new FocusKeeper(this, () => this.renderRoot.querySelector<HTMLElement>('input, button, a[href]'));

  constructor() {
    super();
    initProperties(this, PassProviderPickerElement.properties);
  }

  /** What the viewer sees. */
  get state(): PickerState {
    const { state, missing, unconfigured } = this.#pass;
    if (missing || unconfigured || state?.status === 'error' || this.#fetched.failed) return 'error';
    if (state?.status === 'signing-in') return 'selecting';
    return this.#wantsList ? (this.#fetched.view?.listState ?? 'loading') : 'idle';
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.choosing = false;
  }

  override render(): TemplateResult {
    return this.#fetched.render();
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
    if (!this.#fetched.seen || !state) return false;
    if (this.choosing) return state.status === 'signed-out' || state.status === 'signed-in';
    return (state.status === 'signed-out' || (this.anew && state.status === 'signed-in')) && !state.remembered;
  }

  #choose({ id, displayName, logoUrl }: RememberedProvider): void {
    const provider: Provider = { id, displayName: displayName ?? id, logoUrl, isTempPass: false, isProxy: false };
    if (!this.dispatchEvent(new PassProviderSelectEvent(provider))) return;
    const mode = this.mode === 'redirect' ? 'redirect' : 'popup';
    // How it ends is told by the service's state; here it only must not go unhandled.
    this.#pass.service?.signIn(id, { mode }).catch(() => {});
  }
}
