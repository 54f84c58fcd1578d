import { initialState, Task, TaskStatus } from '@lit/task';
import { html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { explain } from '../../controllers/explain-error.ts';
import { LocalizeController } from '../../controllers/localize-controller.ts';
import { PassController } from '../../controllers/pass-controller.ts';
import { whenSeen } from '../../controllers/when-seen.ts';
import { define } from '../../core/define.ts';
import { VERSION } from '../../core/version.ts';
import { PassProviderSelectEvent } from '../../events/pass-provider-select.ts';
import type { RememberedProvider } from '../../pass/memory.ts';
import type { PassState, SignIn } from '../../pass/pass-state.ts';
import type { Provider } from '../../pass/types.ts';
import { buttonStyles, hostStyles, spinnerStyles } from '../../styles/host.ts';
import type { MessageKey } from '../../i18n/en.ts';
import { NOTICES } from './notices.ts';
import { ProviderListbox } from './provider-listbox.ts';
import { providerLogo } from './provider-logo.ts';
import { styles } from './pass-provider-picker.styles.ts';

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
  static override styles = [hostStyles, buttonStyles, spinnerStyles, styles];
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
  readonly #listbox = new ProviderListbox(this, provider => this.#choose(provider));
  #stopLooking = (): void => {};
  /** Where a choice can be made, as soon as that is drawn. */
  #wantsFocus: FocusOptions | undefined;

  readonly #providers = new Task(this, {
    args: () => [this.#wantsList ? this.#pass.service?.client : null, this.#pass.state?.notice] as const,
    // An aborted run must leave no error behind: the next one starts from the beginning.
    task: ([client], { signal }) =>
      client
        ? client.providers({ signal }).catch(error => (signal.aborted ? initialState : Promise.reject(error as Error)))
        : initialState,
  });

  constructor() {
    super();
    this.seen = false;
    this.choosing = false;
  }

  /** What the viewer sees. */
  get state(): PickerState {
    const { state, missing, unconfigured } = this.#pass;
    if (missing || unconfigured || state?.status === 'error') return 'error';
    if (state?.status === 'signing-in') return 'selecting';
    if (!this.#wantsList) return 'idle';
    return LIST_STATES[this.#providers.status] ?? (this.#listbox.offers ? 'ready' : 'empty');
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#stopLooking = whenSeen(this, () => (this.seen = true));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stopLooking();
    this.seen = false;
    this.choosing = false;
    this.#wantsFocus = undefined;
  }

  override willUpdate(): void {
    // The control that has the focus may be about to go with its view.
    if (this.shadowRoot?.activeElement) this.#wantsFocus ??= {};
    if (this.#providers.status !== TaskStatus.COMPLETE) return;
    this.#listbox.use(this.#providers.value ?? [], this, this.#localize.language);
  }

  override updated(): void {
    this.setAttribute('state', this.state);
    this.renderRoot.querySelector('.active')?.scrollIntoView({ block: 'nearest' });
    this.#placeFocus();
  }

  override render(): TemplateResult {
    return html`<div class="base" part="base">
      <slot name="brand"></slot>
      ${this.#view()}
      <div class="status" role="status">${this.#announcement()}</div>
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
    this.#wantsFocus = options;
    this.requestUpdate();
  }

  #placeFocus(): void {
    const wanted = this.#wantsFocus;
    if (!wanted) return;
    if (this.shadowRoot?.activeElement) this.#wantsFocus = undefined;
    const control = this.renderRoot.querySelector<HTMLElement>('input, button, a[href]');
    // While the list is on its way there is nothing yet that could have it.
    if (!this.#wantsFocus || !control) return;
    this.#wantsFocus = undefined;
    control.focus(wanted);
  }

  get #wantsList(): boolean {
    const { state } = this.#pass;
    if (!this.seen || !state) return false;
    if (this.choosing) return state.status === 'signed-out' || state.status === 'signed-in';
    return state.status === 'signed-out' && !state.remembered;
  }

  #view(): TemplateResult {
    const { state, missing, unconfigured } = this.#pass;
    if (missing || unconfigured) return html`<p>${this.#localize.term('notSetUp')}</p>`;
    if (!state || state.status === 'checking') return this.#wait('checking');
    if (state.status === 'error') return this.#problem(state.error, () => void this.#pass.service?.client?.refresh());
    if (state.status === 'signing-in' && state.signIn) return this.#selecting(state.signIn);
    if (!this.#wantsList) return state.remembered ? this.#confirm(state) : this.#wait('checking');
    return this.#providers.render({
      initial: () => this.#wait('loadingProviders'),
      pending: () => this.#wait('loadingProviders'),
      complete: () => this.#list(state),
      error: error => this.#problem(error, () => void this.#providers.run()),
    })!;
  }

  #wait(text: MessageKey): TemplateResult {
    return html`<div class="wait"><span class="spinner"></span><span>${this.#localize.term(text)}</span></div>`;
  }

  #notice(state: PassState): TemplateResult {
    const text = this.#noticeText(state);
    return html`<p class="notice">${text}</p>`;
  }

  #problem(error: unknown, again: () => void): TemplateResult {
    const { term } = this.#localize;
    return html`<p>${explain(error, null, term)}</p>
      <div class="row"><button part="primary" @click=${again}>${term('tryAgain')}</button></div>`;
  }

  /** One way on, one way out: the provider of last time, or another one. */
  #confirm(state: PassState): TemplateResult {
    const { term } = this.#localize;
    const provider = state.remembered!;
    const { displayName } = provider;
    const signedIn = state.status === 'signed-in';
    return html`<h2>${signedIn ? term('signedInWith', { provider: displayName }) : term('signIn')}</h2>
      ${this.#notice(state)}
      <div class="chosen">
        ${providerLogo(provider, () => this.requestUpdate())}
        ${
          signedIn
            ? nothing
            : html`<button class="primary" part="primary" @click=${() => this.#choose(provider)}>
                ${term('continueWith', { provider: displayName })}
              </button>`
        }
        <button class="plain" @click=${() => this.changeProvider()}>${term('changeProvider')}</button>
      </div>
      ${signedIn ? nothing : html`<p class="muted">${term('privacy')}</p>`}`;
  }

  #selecting(signIn: SignIn): TemplateResult {
    const { term } = this.#localize;
    const { provider, mode, phase, url } = signIn;
    const values = { provider: provider.displayName };
    const text = selectingText(signIn);
    const lost =
      mode === 'popup'
        ? html`<button class="plain" @click=${() => this.#pass.service?.client?.showSignInWindow()}>
            ${term('windowLost')}
          </button>`
        : html`<a class="button" href=${url ?? nothing}>${term('goThere', values)}</a>`;
    return html`<div class="chosen">
        ${providerLogo(provider, () => this.requestUpdate())}
        <div class="wait"><span class="spinner"></span><span>${term(text, values)}</span></div>
        ${url && phase === 'at-provider' ? lost : nothing}
      </div>
      <div class="row">
        <button @click=${() => this.#pass.service?.client?.cancelSignIn()}>${term('cancel')}</button>
        <button class="plain" @click=${() => this.changeProvider()}>${term('changeProvider')}</button>
      </div>`;
  }

  #list(state: PassState): TemplateResult {
    const { term } = this.#localize;
    const listbox = this.#listbox;
    if (!listbox.offers) {
      return html`${this.#notice(state)}
        <p>${term('noProviders')}</p>
        <div class="row"><button @click=${() => void this.#providers.run()}>${term('tryAgain')}</button></div>`;
    }
    return html`<h2>${term('chooseProvider')}</h2>
      ${this.#notice(state)}
      <p class="muted">${term('benefit')} ${term('tvNotPhone')}</p>
      <input
        part="search"
        type="search"
        role="combobox"
        autocomplete="off"
        spellcheck="false"
        aria-expanded="true"
        aria-autocomplete="list"
        aria-controls="list"
        aria-label=${term('search')}
        aria-activedescendant=${listbox.active < 0 ? nothing : `option-${listbox.active}`}
        placeholder=${term('search')}
        .value=${listbox.query}
        @input=${listbox.onInput}
        @keydown=${listbox.onKeydown}
      />
      <ul id="list" part="list" role="listbox" aria-label=${term('providerList')} @scroll=${listbox.onScroll}>
        ${listbox.drawn.map((provider, index) => this.#option(provider, index))}
      </ul>
      ${listbox.matches.length > 0 ? nothing : html`<p>${term('noneFound', { query: listbox.query })}</p>`}
      <p class="muted">${term('notListed')} ${term('privacy')}</p>`;
  }

  #option(provider: Provider, index: number): TemplateResult {
    const active = index === this.#listbox.active;
    const featured = this.#listbox.isFeatured(index);
    return html`<li
      id=${`option-${index}`}
      part="option"
      role="option"
      class=${`${featured ? 'featured' : ''} ${active ? 'active' : ''}`}
      aria-selected=${active}
      @click=${() => this.#choose(provider)}
    >
      ${providerLogo(provider, () => this.requestUpdate())}<span>${provider.displayName}</span>
    </li>`;
  }

  #noticeText({ notice, error, remembered }: PassState): string {
    const { term } = this.#localize;
    return notice ? term(NOTICES[notice]) : error ? explain(error, remembered?.displayName ?? null, term) : '';
  }

  /** What changed, for those who cannot see it: in a region that is there before its text. */
  #announcement(): string {
    const { term } = this.#localize;
    const { state: pass } = this.#pass;
    const { query, matches } = this.#listbox;
    const count = matches.length;
    switch (this.state) {
      case 'error':
        if (!pass) return term('notSetUp');
        return explain(pass.status === 'error' ? pass.error : this.#providers.error, null, term);
      case 'selecting':
        return pass?.signIn ? term(selectingText(pass.signIn), { provider: pass.signIn.provider.displayName }) : '';
      case 'empty':
        return term('noProviders');
      case 'ready':
        if (query) return term(count === 1 ? 'oneFound' : count ? 'someFound' : 'noneFound', { count, query });
    }
    return pass ? this.#noticeText(pass) : '';
  }

  #choose({ id, displayName, logoUrl }: RememberedProvider): void {
    const provider: Provider = { id, displayName, logoUrl, isTempPass: false, isProxy: false };
    if (!this.dispatchEvent(new PassProviderSelectEvent(provider))) return;
    const mode = this.mode === 'redirect' ? 'redirect' : 'popup';
    // How it ends is told by the service's state; here it only must not go unhandled.
    this.#pass.service?.signIn(id, { mode }).catch(() => {});
  }
}

const selectingText = ({ phase, mode }: SignIn): MessageKey =>
  phase === 'confirming' ? 'confirming' : mode === 'popup' ? 'openWindow' : 'goingTo';

export type PickerState = 'idle' | 'loading' | 'ready' | 'empty' | 'selecting' | 'error';

const LIST_STATES: Partial<Record<TaskStatus, PickerState>> = {
  [TaskStatus.INITIAL]: 'loading',
  [TaskStatus.PENDING]: 'loading',
  [TaskStatus.ERROR]: 'error',
};
