import { html, nothing, type TemplateResult } from 'lit';
import { explain } from '../../controllers/explain-error.ts';
import { FocusKeeper } from '../../controllers/focus-keeper.ts';
import type { LocalizeController } from '../../controllers/localize-controller.ts';
import type { PassController } from '../../controllers/pass-controller.ts';
import type { PassProviderSelectEvent } from '../../events/pass-provider-select.ts';
import { enActivate as texts } from '../../i18n/en-activate.ts';
import type { MessageKey } from '../../i18n/en.ts';
import { buttonStyles, hostStyles, spinnerStyles } from '../../styles/host.ts';
import { ArrowFocus, support } from '../shared/view-parts.ts';
import { ActivateFlow } from './activate-flow.ts';
import type { ActivatePhase, ActivateState } from './activate-machine.ts';
import { deviceName } from './device-name.ts';
import type { PassActivateElement } from './pass-activate.ts';
import { styles as activateStyles } from './pass-activate.styles.ts';

export { texts };
export const styles = [hostStyles, buttonStyles, spinnerStyles, activateStyles];

interface Parts {
  host: PassActivateElement;
  localize: LocalizeController;
  pass: PassController;
}

export const create = (parts: Parts): ActivateView => new ActivateView(parts);

/** What a viewer sees where a code is entered: one view for each state. */
export class ActivateView {
  readonly #host: PassActivateElement;
  readonly #pass: PassController;
  readonly #localize: LocalizeController;
  readonly #flow: ActivateFlow;
  readonly #focus: FocusKeeper;

  constructor({ host, localize, pass }: Parts) {
    this.#host = host;
    this.#pass = pass;
    this.#localize = localize;
    this.#flow = new ActivateFlow(host, pass);
    this.#focus = new FocusKeeper(host, () =>
      host.renderRoot.querySelector<HTMLElement>('input, pass-provider-picker, button, a[href]'),
    );
    new ArrowFocus(host);
  }

  get state(): ActivateState {
    return this.#error === undefined ? this.#flow.phase.state : 'error';
  }

  render(): TemplateResult {
    return html`<div class="base" part="base">
      <slot name="brand"></slot>
      ${this.#content(this.#flow.phase)}
      <slot name="help"></slot>
    </div>`;
  }

  announcement(): string {
    const { term } = this.#localize;
    const { notice, profile, provider } = this.#flow.phase;
    switch (this.state) {
      case 'enter-code':
        return notice ? term(notice) : '';
      case 'checking':
        return term('activateChecking');
      case 'choose-provider':
        return notice ? term(notice) : term('activateDevice', { device: this.#device });
      case 'redirecting':
        return term('goingTo', { provider: provider?.displayName ?? term('yourProvider') });
      case 'invalid-code':
        return term('activateInvalid');
      case 'done':
        return this.#doneText(profile?.displayName ?? provider?.displayName);
      case 'error':
        return this.#explanation();
    }
  }

  /** What is in the way; null where there is no error to tell, undefined where nothing is. */
  get #error(): unknown {
    const { missing, unconfigured, service } = this.#pass;
    if (missing || unconfigured) return service?.error ?? null;
    return this.#flow.phase.state === 'error' ? this.#flow.phase.error : undefined;
  }

  get #device(): string {
    return deviceName(this.#flow.phase.activation?.device) || this.#localize.term('anotherDevice');
  }

  #explanation(): string {
    const { term } = this.#localize;
    return this.#error ? explain(this.#error, this.#flow.phase.provider?.displayName, term) : term('notSetUp');
  }

  #doneText(provider: string | undefined): string {
    return this.#localize.term(provider ? 'activateDoneWith' : 'activateDone', { provider: provider ?? '' });
  }

  #content(phase: ActivatePhase): TemplateResult {
    const { term } = this.#localize;
    switch (this.state) {
      case 'checking':
        return this.#wait('activateChecking');
      case 'choose-provider':
        return this.#choice(phase);
      case 'redirecting':
        return this.#redirecting(phase);
      case 'done':
        return html`<h2>${this.#doneText(phase.profile?.displayName ?? phase.provider?.displayName)}</h2>
          <div class="row"><button @click=${this.#flow.again}>${term('activateOther')}</button></div>`;
      case 'error':
        return html`<p>${this.#explanation()}</p>
          <div class="row">
            <button class="primary" part="primary" @click=${this.#flow.retry}>${term('tryAgain')}</button>
            ${phase.state === 'error' ? this.#other() : nothing}
          </div>
          ${support(term, this.#error)}`;
      default:
        return this.#entry(phase);
    }
  }

  #wait(text: MessageKey, provider = ''): TemplateResult {
    return html`<div class="wait">
      <span class="spinner"></span><span>${this.#localize.term(text, { provider })}</span>
    </div>`;
  }

  #entry({ code, notice, state }: ActivatePhase): TemplateResult {
    const { term } = this.#localize;
    const invalid = state === 'invalid-code';
    return html`<h2>${term('activateTitle')}</h2>
      ${notice ? html`<p class="notice">${term(notice)}</p>` : nothing}
      <form @submit=${this.#onSubmit}>
        <label for="code">${term('activateIntro')}</label>
        <input
          id="code"
          part="code"
          name="code"
          autocomplete="off"
          autocapitalize="characters"
          spellcheck="false"
          enterkeyhint="go"
          maxlength="40"
          required
          aria-describedby=${invalid ? 'problem' : nothing}
          aria-invalid=${invalid ? 'true' : nothing}
          .value=${code}
        />
        ${invalid ? html`<p class="problem" id="problem">${term('activateInvalid')}</p>` : nothing}
        <button class="primary" part="primary">${term('activateGo')}</button>
      </form>`;
  }

  /** Whose device it is comes first: a code that somebody else sent would sign in theirs. */
  #choice({ activation, code, notice }: ActivatePhase): TemplateResult {
    const { term } = this.#localize;
    const wish = (attribute: string): string | typeof nothing => this.#host.getAttribute(attribute) ?? nothing;
    return html`<div class="device" part="device">
        <p><strong>${term('activateDevice', { device: this.#device })}</strong></p>
        <p class="muted">${term('activateYours', { code })}</p>
      </div>
      ${notice ? html`<p class="notice">${term(notice)}</p>` : nothing}
      ${
        activation?.mvpd
          ? html`<div class="row">
              <button class="primary" part="primary" @click=${() => this.#flow.choose()}>${term('activateGo')}</button>
              ${this.#other()}
            </div>`
          : html`<pass-provider-picker
                .anew=${true}
                exportparts="option, primary"
                service=${wish('service')}
                featured=${wish('featured')}
                include=${wish('include')}
                exclude=${wish('exclude')}
                @pass-provider-select=${this.#onSelect}
              ></pass-provider-picker>
              <div class="row">${this.#other()}</div>`
      }`;
  }

  #redirecting({ provider, address }: ActivatePhase): TemplateResult {
    const { term } = this.#localize;
    const name = provider?.displayName ?? term('yourProvider');
    return html`${this.#wait('goingTo', name)}
      <div class="row">
        ${address ? html`<a class="button" href=${address}>${term('activateGo')}</a>` : nothing} ${this.#other()}
      </div>`;
  }

  #other(): TemplateResult {
    return html`<button class="plain" @click=${this.#flow.again}>${this.#localize.term('activateOther')}</button>`;
  }

  readonly #onSubmit = (event: Event): void => {
    event.preventDefault();
    // Not every browser focuses a button that is clicked.
    this.#focus.keep();
    this.#flow.submit((event.target as HTMLFormElement).querySelector('input')!.value);
  };

  /** It is the other device that signs in, not this one. */
  readonly #onSelect = (event: PassProviderSelectEvent): void => {
    if (event.defaultPrevented) return;
    event.preventDefault();
    this.#flow.choose(event.provider);
  };
}
