import { html, nothing, type ReactiveController, type TemplateResult } from 'lit';
import { explain } from '../../controllers/explain-error.ts';
import type { LocalizeController } from '../../controllers/localize-controller.ts';
import type { MessageKey } from '../../i18n/en.ts';
import { misuse } from '../../core/errors.ts';
import { PassErrorEvent } from '../../events/pass-error.ts';
import { enGate as texts } from '../../i18n/en-gate.ts';
import { PassError } from '../../pass/errors.ts';
import type { PassState } from '../../pass/pass-state.ts';
import type { GateState, PassGateElement } from './pass-gate.ts';
import { buttonStyles, hostStyles, spinnerStyles } from '../../styles/host.ts';
import { dialogStyles, SignInDialog } from '../pass-provider-picker/sign-in-dialog.ts';
import { NOTICES, support } from '../shared/view-parts.ts';
import { gateStyles } from './gate.styles.ts';
import { decideNextStarts } from './next-start.ts';
import { styles as boxStyles } from './pass-gate.styles.ts';

export { texts };
export const styles = [hostStyles, buttonStyles, spinnerStyles, dialogStyles, boxStyles, gateStyles];

/** What a gate has to say at the moment, and what its buttons do. */
export interface GateScene {
  state: GateState;
  pass: PassState | null;
  error: PassError | null;
  /** Why free access ended, if the viewer had it. */
  ended: PassError | null;
  byClick: boolean;
  play: () => void;
  cancel: () => void;
  retry: () => void;
  /** Starts free access; undefined where there is none (any more). */
  preview: (() => void) | undefined;
}

type Term = LocalizeController['term'];

interface Parts {
  host: PassGateElement;
  localize: LocalizeController;
  scene: () => GateScene;
}

export const create = (parts: Parts): GateView => new GateView(parts);

/** What viewers know of other services as the sign of what a subscription opens; the words say the same. */
const KEY = html`<svg class="icon key" viewBox="0 0 24 24" aria-hidden="true">
  <circle cx="8" cy="12" r="4.5" />
  <path d="M12.5 12H22m-4 0v4" />
</svg>`;
const PLAY = html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="M8 5.5v13l10.5-6.5z" /></svg>`;

/** What a viewer sees of a closed gate, and the way in. */
export class GateView implements ReactiveController {
  readonly #host: PassGateElement;
  readonly #term: Term;
  readonly #scene: () => GateScene;
  #checked: string | null = null;
  /** The picker that its button opens. */
  readonly dialog: SignInDialog;

  constructor({ host, localize, scene }: Parts) {
    this.#host = host;
    this.#term = localize.term;
    this.#scene = scene;
    this.dialog = new SignInDialog(host, localize);
    host.addEventListener('click', this.#onClick);
    decideNextStarts(host);
    host.addController(this);
  }

  /** A word that is none of the three counts as the default, and is told. */
  hostUpdate(): void {
    const { when } = this.#host;
    if (when === this.#checked) return;
    this.#checked = when;
    if (!when || /^(load|visible|click)$/.test(when)) return;
    const wrong = misuse('<pass-gate when>', 'load, visible or click', when);
    this.#host.dispatchEvent(new PassErrorEvent(new PassError({ ...wrong, action: 'configuration' })));
  }

  /** What stands in the box, in place of the content. */
  render(): unknown {
    const scene = this.#scene();
    const { state, byClick } = scene;
    if (state === 'idle') {
      return byClick ? html`${PLAY}<button class="primary" part="primary">${this.#term('watch')}</button>` : KEY;
    }
    if (state === 'signed-out') return this.#signIn(scene);
    if (state === 'denied') return this.#denied(scene);
    return state === 'error' ? this.#error(scene) : this.#pending(scene);
  }

  /** Anywhere in the gate, since the page may have put something of its own in the place of the button. */
  readonly #onClick = ({ defaultPrevented }: Event): void => {
    const { state, byClick, play } = this.#scene();
    if (state === 'idle' && byClick && !defaultPrevented) play();
  };

  /** The same for those who cannot see the box change. */
  announcement(): string {
    const { state, error, ended, pass } = this.#scene();
    if (state === 'denied' || state === 'error') return explain(error, pass?.profile?.displayName, this.#term);
    if (state !== 'signed-out') return '';
    return ended ? explain(ended, null, this.#term) : this.#term('locked');
  }

  #signIn({ pass, preview, ended }: GateScene): TemplateResult {
    const term = this.#term;
    return html`${KEY}
      <h2>${term('locked')}</h2>
      ${pass?.notice ? html`<p>${term(NOTICES[pass.notice])}</p>` : nothing}
      ${[pass?.error, ended].map(error => (error ? html`<p>${explain(error, null, term)}</p>` : nothing))}
      <p class="muted">${term('verifyIntro')} ${term('benefit')}</p>
      <div class="row">
        <button class="primary" part="primary" @click=${() => void this.dialog.open()}>${term('signIn')}</button>
        ${this.#preview(preview)}
      </div>`;
  }

  #preview(preview: GateScene['preview']): TemplateResult | typeof nothing {
    return preview ? html`<button part="preview" @click=${preview}>${this.#term('watchFree')}</button>` : nothing;
  }

  #pending({ pass, cancel }: GateScene): TemplateResult {
    const term = this.#term;
    const signIn = pass?.status === 'signing-in' ? pass.signIn : null;
    const provider = (signIn?.provider ?? pass?.profile ?? pass?.remembered)?.displayName;
    const key = signIn ? signInText(signIn) : pass?.profile ? 'checkingAccess' : 'checking';
    return html`<div class="wait"><span class="spinner"></span><span>${term(key, { provider })}</span></div>
      ${
        signIn
          ? html`<div class="row">
              <button @click=${cancel}>${term('cancel')}</button>
              ${
                signIn.mode === 'popup'
                  ? html`<button class="plain" @click=${() => void this.dialog.open()}>${term('windowLost')}</button>`
                  : nothing
              }
            </div>`
          : nothing
      }`;
  }

  /** Being refused is no reason to sign in again, but maybe one to do so with another provider. */
  #denied({ error, pass, retry, preview }: GateScene): TemplateResult {
    const term = this.#term;
    const provider = pass?.profile?.displayName;
    // What the publisher has closed is closed with every provider.
    const elsewhere = error?.code !== 'authorization_denied_by_degradation_rule';
    return html`${KEY}
      <h2>${term('deniedTitle', { provider })}</h2>
      <p>${explain(error, provider, term)}</p>
      <div class="row">
        <button part="primary" @click=${retry}>${term('tryAgain')}</button>
        ${
          elsewhere
            ? html`<button @click=${() => void this.dialog.open(true)}>${term('changeProvider')}</button>
                ${this.#preview(preview)}`
            : nothing
        }
      </div>
      ${support(this.#term, error)}`;
  }

  #error({ error, pass, retry }: GateScene): TemplateResult {
    const term = this.#term;
    return html`<h2>${term('errorTitle')}</h2>
      <p>${explain(error, (pass?.profile ?? pass?.remembered)?.displayName, term)}</p>
      <div class="row"><button class="primary" part="primary" @click=${retry}>${term('tryAgain')}</button></div>
      ${support(this.#term, error)}`;
  }
}

const signInText = ({ phase, mode }: { phase: string; mode: string }): MessageKey =>
  phase === 'confirming' ? 'confirming' : mode === 'popup' ? 'openWindow' : 'goingTo';
