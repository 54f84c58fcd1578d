import { initialState, Task, TaskStatus } from '@lit/task';
import { html, nothing, type ReactiveController, type TemplateResult } from 'lit';
import { explain } from '../../controllers/explain-error.ts';
import type { LocalizeController } from '../../controllers/localize-controller.ts';
import type { PassController } from '../../controllers/pass-controller.ts';
import { misuse } from '../../core/errors.ts';
import { PassErrorEvent } from '../../events/pass-error.ts';
import { enPicker as texts } from '../../i18n/en-picker.ts';
import type { MessageKey } from '../../i18n/en.ts';
import { PassError } from '../../pass/errors.ts';
import type { RememberedProvider } from '../../pass/memory.ts';
import type { PassState, SignIn } from '../../pass/pass-state.ts';
import type { Provider } from '../../pass/types.ts';
import { buttonStyles, hostStyles, spinnerStyles } from '../../styles/host.ts';
import { ArrowFocus, formatLanguage, NOTICES, providerLogo } from '../shared/view-parts.ts';
import type { PassProviderPickerElement, PickerState } from './pass-provider-picker.ts';
import { styles as pickerStyles } from './pass-provider-picker.styles.ts';
import { helpLinks } from './picker-help.ts';
import { ProviderListbox } from './provider-listbox.ts';

export { texts };
export const styles = [hostStyles, buttonStyles, spinnerStyles, pickerStyles];

/** What the view asks of its element. */
interface Picker {
  readonly host: PassProviderPickerElement;
  readonly pass: PassController;
  readonly localize: LocalizeController;
  /** Whether it is time for the list, rather than for the provider of last time. */
  wantsList(): boolean;
  choose(provider: RememberedProvider): void;
  change(): void;
}

const LIST_STATES: Partial<Record<TaskStatus, PickerState>> = {
  [TaskStatus.INITIAL]: 'loading',
  [TaskStatus.PENDING]: 'loading',
  [TaskStatus.ERROR]: 'error',
};

export const create = (picker: Picker): PickerView => new PickerView(picker);

/** What the site's own rule leaves. One that breaks down leaves nothing: which providers it would keep, nobody knows. */
function offered(providers: Provider[], isOffered?: ((provider: Provider) => boolean) | null): Provider[] {
  try {
    return isOffered ? providers.filter(isOffered) : providers;
  } catch (cause) {
    console.error('tve-elements: <pass-service> providerFilter: expected a function that gives true or false', cause);
    throw new PassError({ ...misuse('<pass-service> providerFilter', 'a function that gives true or false'), cause });
  }
}

/** What a viewer sees of a picker: one view for each state, and the list behind the search. */
export class PickerView implements ReactiveController {
  readonly #host: PassProviderPickerElement;
  readonly #picker: Picker;
  readonly #pass: PassController;
  readonly #localize: LocalizeController;
  readonly #listbox: ProviderListbox;
  readonly #providers: Task<readonly unknown[], Provider[]>;
  #mode: string | null = null;

  constructor(picker: Picker) {
    const { host } = picker;
    this.#host = host;
    this.#picker = picker;
    this.#pass = picker.pass;
    this.#localize = picker.localize;
    this.#listbox = new ProviderListbox(host, picker.choose);
    this.#providers = new Task(host, {
      args: () => {
        const { service, state } = picker.pass;
        return [picker.wantsList() ? service?.client : null, service?.providerFilter, state?.notice] as const;
      },
      // An aborted run must leave no error behind: the next one starts from the beginning.
      task: ([client, isOffered], { signal }) =>
        client
          ? client
              .providers({ signal })
              .then(providers => offered(providers, isOffered))
              .catch(error => (signal.aborted ? initialState : Promise.reject(error as Error)))
          : initialState,
    });
    new ArrowFocus(host);
    host.addController(this);
  }

  /** A mode that is none counts as the default, and is told. */
  hostUpdate(): void {
    const { mode } = this.#host as { mode: string | null };
    if (mode === this.#mode) return;
    this.#mode = mode;
    if (!mode || /^(popup|redirect)$/.test(mode)) return;
    const wrong = misuse('<pass-provider-picker mode>', 'popup or redirect', mode);
    this.#host.dispatchEvent(new PassErrorEvent(new PassError({ ...wrong, action: 'configuration' })));
  }

  hostUpdated(): void {
    this.#host.renderRoot.querySelector('.active')?.scrollIntoView({ block: 'nearest' });
  }

  get listState(): PickerState {
    const { status } = this.#providers;
    if (status === TaskStatus.COMPLETE) this.#fill();
    return LIST_STATES[status] ?? (this.#listbox.offers ? 'ready' : 'empty');
  }

  render(): TemplateResult {
    return html`<div class="base" part="base">
      <slot name="brand"></slot>
      ${this.#content()} ${helpLinks(this.#host, this.#localize.term)}
      <slot name="help"></slot>
    </div>`;
  }

  #content(): TemplateResult {
    const { state, missing, unconfigured } = this.#pass;
    if (missing || unconfigured) return html`<p>${this.#localize.term('notSetUp')}</p>`;
    if (!state || state.status === 'checking') return this.#wait('checking');
    if (state.status === 'error') return this.#problem(state.error, () => void this.#pass.service?.client?.refresh());
    if (state.status === 'signing-in' && state.signIn) return this.#selecting(state.signIn);
    if (!this.#picker.wantsList()) return state.remembered ? this.#confirm(state) : this.#wait('checking');
    return this.#providers.render({
      initial: () => this.#wait('loadingProviders'),
      pending: () => this.#wait('loadingProviders'),
      complete: () => this.#list(state),
      error: error => this.#problem(error, () => void this.#providers.run()),
    })!;
  }

  /** What changed, for those who cannot see it: in a region that is there before its text. */
  announcement(): string {
    const { term } = this.#localize;
    const shown = this.#host.state;
    const { state: pass } = this.#pass;
    const { query, matches } = this.#listbox;
    const count = matches.length;
    if (shown === 'error') {
      if (!pass) return term('notSetUp');
      return explain(pass.status === 'error' ? pass.error : this.#providers.error, pass.remembered?.displayName, term);
    }
    if (shown === 'selecting') {
      return pass?.signIn ? term(selectingText(pass.signIn), { provider: pass.signIn.provider.displayName }) : '';
    }
    if (shown === 'empty') return term('noProviders');
    if (shown === 'ready' && query) {
      return term(count === 1 ? 'oneFound' : count ? 'someFound' : 'noneFound', { count, query });
    }
    return pass ? this.#noticeText(pass) : '';
  }

  #fill(): void {
    this.#listbox.use(this.#providers.value ?? [], this.#host, formatLanguage(this.#localize.language));
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
    return html`<p>${explain(error, this.#pass.state?.remembered?.displayName, term)}</p>
      <div class="row"><button part="primary" @click=${again}>${term('tryAgain')}</button></div>`;
  }

  /** One way on, one way out: the provider of last time, or another one. */
  #confirm(state: PassState): TemplateResult {
    const { term } = this.#localize;
    const signedIn = state.status === 'signed-in' && !this.#host.anew;
    const provider = signedIn ? state.profile! : state.remembered!;
    const { displayName } = provider;
    return html`<h2>${signedIn ? term('signedInWith', { provider: displayName }) : term('signIn')}</h2>
      ${this.#notice(state)}
      <div class="chosen">
        ${providerLogo(provider, () => this.#host.requestUpdate())}
        ${
          signedIn
            ? nothing
            : html`<button class="primary" part="primary" @click=${() => this.#picker.choose(state.remembered!)}>
                ${term('continueWith', { provider: displayName })}
              </button>`
        }
        <button class="plain" @click=${() => this.#picker.change()}>${term('changeProvider')}</button>
      </div>
      ${signedIn ? nothing : html`<p class="muted">${term('verifyIntro')} ${term('privacy')}</p>`}`;
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
        ${providerLogo(provider, () => this.#host.requestUpdate())}
        <div class="wait"><span class="spinner"></span><span>${term(text, values)}</span></div>
        ${phase === 'at-provider' ? html`<p class="muted">${term('automatic', values)}</p>` : nothing}
        ${url && phase === 'at-provider' ? lost : nothing}
      </div>
      <div class="row">
        <button @click=${() => this.#pass.service?.client?.cancelSignIn()}>${term('cancel')}</button>
        <button class="plain" @click=${() => this.#picker.change()}>${term('changeProvider')}</button>
      </div>`;
  }

  #list(state: PassState): TemplateResult {
    const { term } = this.#localize;
    this.#fill();
    const listbox = this.#listbox;
    if (!listbox.offers) {
      return html`${this.#notice(state)}
        <p>${term('noProviders')}</p>
        <div class="row"><button @click=${() => void this.#providers.run()}>${term('tryAgain')}</button></div>`;
    }
    return html`<h2>${term('chooseProvider')}</h2>
      ${this.#notice(state)}
      <p class="muted">${term('verifyIntro')} ${term('benefit')} ${term('tvNotPhone')}</p>
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
      <p class="muted">${term('notListed')} ${term('privacy')} ${term('remember')}</p>`;
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
      @click=${() => this.#picker.choose(provider)}
    >
      ${providerLogo(provider, () => this.#host.requestUpdate())}<span>${provider.displayName}</span>
    </li>`;
  }

  #noticeText({ notice, error, remembered }: PassState): string {
    const { term } = this.#localize;
    return notice ? term(NOTICES[notice]) : error ? explain(error, remembered?.displayName ?? null, term) : '';
  }
}

const selectingText = ({ phase, mode }: SignIn): MessageKey =>
  phase === 'confirming' ? 'confirming' : mode === 'popup' ? 'openWindow' : 'goingTo';
