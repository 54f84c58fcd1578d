import { html, nothing, type TemplateResult } from 'lit';
import { explain } from '../../controllers/explain-error.ts';
import type { MessageKey } from '../../i18n/en.ts';
import type { Values } from '../../i18n/messages.ts';
import type { PassState } from '../../pass/pass-state.ts';
import type { PassError } from '../../pass/errors.ts';
import { NOTICES } from '../pass-provider-picker/notices.ts';

export type GateState =
  'idle' | 'checking' | 'signed-out' | 'signing-in' | 'authorizing' | 'authorized' | 'denied' | 'error';

/** What the defaults of the slots are drawn from. */
export interface GateView {
  term: (key: MessageKey, values?: Values) => string;
  pass: PassState | null;
  provider: string | undefined;
  error: PassError | null;
  play: () => void;
  signIn: () => void;
  cancel: () => void;
  retry: () => void;
  change: () => void;
}

const LOCK = html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
  <rect x="5" y="11" width="14" height="9" rx="2" />
  <path d="M8 11V8a4 4 0 0 1 8 0v3" />
</svg>`;
const PLAY = html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="M8 5.5v13l10.5-6.5z" /></svg>`;

const panel = (content: unknown): TemplateResult => html`<div class="panel" part="panel">${content}</div>`;

const idleView = ({ term, play }: GateView, byClick: boolean): TemplateResult =>
  html`<slot name="idle">
    ${panel(byClick ? html`${PLAY}<button class="primary" part="primary" @click=${play}>${term('watch')}</button>` : LOCK)}
  </slot>`;

const signInView = ({ term, pass, signIn }: GateView): TemplateResult =>
  html`<slot name="sign-in">
    ${panel(
      html`${LOCK}
        <h2>${term('locked')}</h2>
        ${pass?.notice ? html`<p>${term(NOTICES[pass.notice])}</p>` : nothing}
        ${pass?.error ? html`<p>${explain(pass.error, null, term)}</p>` : nothing}
        <p class="muted">${term('verifyIntro')} ${term('benefit')}</p>
        <button class="primary" part="primary" @click=${signIn}>${term('signIn')}</button>`,
    )}
  </slot>`;

const pendingView = ({ term, pass, provider, cancel, signIn }: GateView): TemplateResult => {
  const signIn_ = pass?.status === 'signing-in' ? pass.signIn : null;
  const name = signIn_?.provider.displayName ?? provider;
  const key = signIn_ ? SIGN_IN_TEXT(signIn_) : pass?.profile ? 'checkingAccess' : 'checking';
  return html`<slot name="pending">
    ${panel(
      html`<div class="wait"><span class="spinner"></span><span>${term(key, { provider: name })}</span></div>
        ${
          signIn_
            ? html`<div class="row">
                <button @click=${cancel}>${term('cancel')}</button>
                ${signIn_.mode === 'popup' ? html`<button class="plain" @click=${signIn}>${term('windowLost')}</button>` : nothing}
              </div>`
            : nothing
        }`,
    )}
  </slot>`;
};

const SIGN_IN_TEXT = ({ phase, mode }: { phase: string; mode: string }): MessageKey =>
  phase === 'confirming' ? 'confirming' : mode === 'popup' ? 'openWindow' : 'goingTo';

/** Being refused is no reason to sign in again, but maybe one to do so with another provider. */
const deniedView = ({ term, error, provider, retry, change }: GateView): TemplateResult =>
  html`<slot name="denied">
    ${panel(
      html`${LOCK}
        <h2>${term('deniedTitle', { provider })}</h2>
        <p>${explain(error, provider, term)}</p>
        <div class="row">
          <button part="primary" @click=${retry}>${term('tryAgain')}</button>
          <button @click=${change}>${term('changeProvider')}</button>
        </div>
        ${support(term, error)}`,
    )}
  </slot>`;

const errorView = ({ term, error, provider, retry }: GateView): TemplateResult =>
  html`<slot name="error">
    ${panel(
      html`<h2>${term('errorTitle')}</h2>
        <p>${explain(error, provider, term)}</p>
        <div class="row"><button class="primary" part="primary" @click=${retry}>${term('tryAgain')}</button></div>
        ${support(term, error)}`,
    )}
  </slot>`;

/** Codes and references are for whoever helps the viewer, so they stand apart from what the viewer reads. */
function support(term: GateView['term'], error: PassError | null): TemplateResult | typeof nothing {
  if (!error) return nothing;
  const { code, message, trace } = error;
  return html`<details>
    <summary>${term('forSupport')}</summary>
    <p>${message}</p>
    <p>${term('support', { trace: trace ? `${trace} · ${code}` : code })}</p>
  </details>`;
}

/** What is drawn in place of the content. */
export function closedView(state: Exclude<GateState, 'authorized'>, view: GateView, byClick: boolean): TemplateResult {
  switch (state) {
    case 'idle':
      return idleView(view, byClick);
    case 'signed-out':
      return signInView(view);
    case 'denied':
      return deniedView(view);
    case 'error':
      return errorView(view);
    default:
      return pendingView(view);
  }
}

/** The same for those who cannot see the box change. */
export function announcement(
  state: GateState,
  error: PassError | null,
  provider: string | undefined,
  term: GateView['term'],
): string {
  if (state === 'denied' || state === 'error') return explain(error, provider, term);
  return state === 'signed-out' ? term('locked') : '';
}
