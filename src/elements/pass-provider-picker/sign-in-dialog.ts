import { css, html, nothing, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from 'lit';
import type { LocalizeController } from '../../controllers/localize-controller.ts';
import type { PassProviderPickerElement } from './pass-provider-picker.ts';

/** A picker in a modal dialog, for elements with a Sign In button of their own. It closes once somebody is signed in. */
export class SignInDialog implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #localize: LocalizeController;
  #open = false;

  constructor(host: ReactiveControllerHost & HTMLElement, localize: LocalizeController) {
    this.#host = host;
    this.#localize = localize;
    host.addController(this);
  }

  /** Shows the picker; with `change` the list, even when a provider is remembered. */
  async open(change = false): Promise<void> {
    this.#open = true;
    this.#host.requestUpdate();
    await this.#host.updateComplete;
    const dialog = this.#dialog;
    if (!dialog) return;
    if (!dialog.open) dialog.showModal();
    const picker = dialog.querySelector('pass-provider-picker') as PassProviderPickerElement | null;
    if (change) picker?.changeProvider();
    picker?.focus();
  }

  get isOpen(): boolean {
    return this.#dialog?.open === true;
  }

  readonly close = (): void => this.#dialog?.close();

  hostDisconnected(): void {
    this.#open = false;
  }

  render(): TemplateResult | typeof nothing {
    if (!this.#open) return nothing;
    const { term } = this.#localize;
    // What a page wants of the picker it says to the element that opens it.
    const wish = (attribute: string): string | typeof nothing => this.#host.getAttribute(attribute) ?? nothing;
    return html`<dialog part="dialog" aria-label=${term('chooseProvider')} @close=${this.#onClose}>
      <button class="plain close" @click=${this.close}>${term('close')}</button>
      <pass-provider-picker
        exportparts="option, primary"
        service=${wish('service')}
        mode=${wish('mode')}
        featured=${wish('featured')}
        include=${wish('include')}
        exclude=${wish('exclude')}
        help-url=${wish('help-url')}
        forgot-url=${wish('forgot-url')}
        no-user-id-url=${wish('no-user-id-url')}
      >
        <slot name="brand" slot="brand"></slot>
        <slot name="help" slot="help"></slot>
      </pass-provider-picker>
    </dialog>`;
  }

  get #dialog(): HTMLDialogElement | null | undefined {
    return this.#host.shadowRoot?.querySelector('dialog');
  }

  readonly #onClose = (): void => {
    this.#open = false;
    this.#host.requestUpdate();
  };
}

export const dialogStyles = css`
  dialog {
    width: min(34em, calc(100vw - 2em));
    max-height: min(46em, calc(100vh - 2em));
    padding: 1.5em;
    border: 1px solid var(--_line);
    border-radius: calc(var(--_radius) * 1.6);
    background: var(--_surface);
    color: var(--_text);
    text-align: start;
    overflow-y: auto;
  }
  dialog::backdrop {
    background: rgba(0, 0, 0, 0.6);
  }
  dialog pass-provider-picker {
    max-width: none;
  }
  dialog .close {
    position: absolute;
    inset-block-start: 0.6em;
    inset-inline-end: 0.75em;
  }
`;
