import { html, nothing, type ReactiveController, type TemplateResult } from 'lit';
import { explain } from '../../controllers/explain-error.ts';
import { FocusKeeper } from '../../controllers/focus-keeper.ts';
import type { LocalizeController } from '../../controllers/localize-controller.ts';
import type { PassController } from '../../controllers/pass-controller.ts';
import { enCode as texts } from '../../i18n/en-code.ts';
import type { MessageKey } from '../../i18n/en.ts';
import { buttonStyles, hostStyles, spinnerStyles } from '../../styles/host.ts';
import { ArrowFocus, providerLogo, support } from '../shared/view-parts.ts';
import { CodeFlow } from './code-flow.ts';
import type { CodeState } from './code-machine.ts';
import { addressWithCode, clockTime, groups, qrPath, shortAddress } from './code-parts.ts';
import type { PassAuthCodeElement } from './pass-auth-code.ts';
import { styles as codeStyles } from './pass-auth-code.styles.ts';

export { texts };
export const styles = [hostStyles, buttonStyles, spinnerStyles, codeStyles];

interface Parts {
  host: PassAuthCodeElement;
  localize: LocalizeController;
  pass: PassController;
}

export const create = (parts: Parts): CodeView => new CodeView(parts);

/** What a viewer sees of a sign-in on another screen: one view for each state. */
export class CodeView implements ReactiveController {
  readonly #host: PassAuthCodeElement;
  readonly #pass: PassController;
  readonly #localize: LocalizeController;
  readonly #flow: CodeFlow;
  #picture: { text: string; drawing: TemplateResult } | undefined;
  /** The code that was copied. */
  #copied = '';

  constructor({ host, localize, pass }: Parts) {
    this.#host = host;
    this.#pass = pass;
    this.#localize = localize;
    this.#flow = new CodeFlow(host, pass);
    new FocusKeeper(host, () => host.renderRoot.querySelector<HTMLElement>('button'));
    new ArrowFocus(host);
    host.addController(this);
  }

  hostUpdated(): void {
    const { code } = this;
    if (!code) this.#host.removeAttribute('code');
    else if (code !== this.#host.code) this.#host.setAttribute('code', code);
  }

  get state(): CodeState {
    return this.#error === undefined ? this.#flow.phase.state : 'error';
  }

  readonly start = (): void => this.#flow.start();

  render(): TemplateResult {
    return html`<div class="base" part="base">
      <slot name="brand"></slot>
      ${this.#content(this.state)}
      <slot name="help"></slot>
    </div>`;
  }

  /** Said once for each of the moments that matter; the seconds are for those who look at them. */
  announcement(): string {
    const { term } = this.#localize;
    const { phase, secondsLeft, address } = this.#flow;
    switch (this.state) {
      case 'idle':
        return '';
      case 'requesting':
        return term('codeComing');
      case 'waiting':
        if (this.#copied === this.code) return term('codeCopied');
        if (secondsLeft <= 60) return term('codeMinuteLeft');
        return term('codeIs', { code: [...this.code].join(' '), address: shortAddress(address!) });
      case 'expired':
        return term('codeOver');
      case 'done':
        return term('signedInWith', { provider: phase.profile!.displayName });
      case 'error':
        return this.#explanation();
    }
  }

  /** The code, while one is shown. */
  get code(): string {
    return this.state === 'waiting' ? this.#flow.phase.screen!.code : '';
  }

  /** What keeps a code from being shown; null where there is no error to tell, undefined where nothing does. */
  get #error(): unknown {
    const { missing, unconfigured, state, service } = this.#pass;
    if (this.#flow.misuse) return this.#flow.misuse;
    if (missing || unconfigured) return service?.error ?? null;
    if (this.#flow.phase.state === 'error') return this.#flow.phase.error;
    return state?.status === 'error' ? state.error : undefined;
  }

  #explanation(): string {
    const { term } = this.#localize;
    return this.#error ? explain(this.#error, null, term) : term('notSetUp');
  }

  #content(state: CodeState): TemplateResult {
    const { term } = this.#localize;
    switch (state) {
      case 'idle':
        return html`<p>${term('codeIntro')}</p>
          <div class="row">${this.#button('getCode')}</div>`;
      case 'requesting':
        return html`<div class="wait"><span class="spinner"></span><span>${term('codeComing')}</span></div>`;
      case 'waiting':
        return this.#waiting();
      case 'expired':
        return html`<p>${term('codeOver')}</p>
          <div class="row">${this.#button('codeNew')}</div>`;
      case 'done':
        return this.#done();
      case 'error':
        return html`<p>${this.#explanation()}</p>
          ${this.#flow.misuse ? nothing : html`<div class="row">${this.#button('tryAgain', this.#retry)}</div>`}
          ${support(term, this.#error)}`;
    }
  }

  #button(text: MessageKey, action: () => void = this.start): TemplateResult {
    return html`<button class="primary" part="primary" @click=${action}>${this.#localize.term(text)}</button>`;
  }

  #waiting(): TemplateResult {
    const { term } = this.#localize;
    const { code } = this;
    const address = this.#flow.address!;
    const time = html`<span class="time" role="timer">${clockTime(this.#flow.secondsLeft)}</span>`;
    const [before, after] = term('codeTimeLeft', { time: '\0' }).split('\0');
    return html`<h2>${term('codeTitle')}</h2>
      <div class="columns">
        ${this.#qr(address, code)}
        <div class="steps">
          <p>${term('codeOpen')} <strong class="address" part="address">${shortAddress(address)}</strong></p>
          <p>${term('codeEnter')}</p>
          <p class="code" part="code">${groups(code).map(group => html`<span>${group}</span>`)}</p>
          <p class="muted">${before}${time}${after}</p>
        </div>
      </div>
      <p class="muted">${term('codeWaiting')}</p>
      <div class="row">
        <button @click=${this.#flow.check}>${term('codeCheck')}</button>
        ${
          // Where a page may not write to the clipboard, there is nothing to offer.
          (navigator.clipboard as Clipboard | undefined)
            ? html`<button @click=${this.#copy}>${term('codeCopy')}</button>`
            : nothing
        }
        <button @click=${this.start}>${term('codeNew')}</button>
      </div>`;
  }

  #done(): TemplateResult {
    const { displayName, logoUrl } = this.#flow.phase.profile!;
    return html`<div class="done">
      ${providerLogo({ displayName, logoUrl }, () => this.#host.requestUpdate())}
      <p>${this.#localize.term('signedInWith', { provider: displayName })}</p>
    </div>`;
  }

  /** Dark on light with a quiet margin whatever the page's colours are: else cameras do not read it. */
  #qr(address: URL, code: string): TemplateResult {
    const text = addressWithCode(address, code);
    if (this.#picture?.text !== text) {
      const { size, path } = qrPath(text);
      const side = size + 8;
      const drawing = html`<svg viewBox="-4 -4 ${side} ${side}" aria-hidden="true">
        <path class="light" d="M-4-4h${side}v${side}h-${side}z" />
        <path d="${path}" />
      </svg>`;
      this.#picture = { text, drawing };
    }
    const label = this.#localize.term('codePicture', { address: shortAddress(address) });
    return html`<div class="qr" part="qr" role="img" aria-label=${label}>${this.#picture.drawing}</div>`;
  }

  readonly #copy = async (): Promise<void> => {
    const { code } = this;
    try {
      await navigator.clipboard.writeText(code);
      this.#copied = code;
    } catch {
      // The viewer said no, and can still read it.
    }
    this.#host.requestUpdate();
  };

  readonly #retry = (): void => {
    const { state, service } = this.#pass;
    if (state?.status === 'error') void service?.client?.refresh().catch(() => {});
    this.start();
  };
}
