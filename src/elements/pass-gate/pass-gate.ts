import { html, LitElement, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit';
import { FocusKeeper } from '../../controllers/focus-keeper.ts';
import { LocalizeController } from '../../controllers/localize-controller.ts';
import { PassController } from '../../controllers/pass-controller.ts';
import { reflectState } from '../../controllers/reflect-state.ts';
import { whenSeen } from '../../controllers/when-seen.ts';
import { define } from '../../core/define.ts';
import { VERSION } from '../../core/version.ts';
import { PassAuthorizedEvent } from '../../events/pass-authorized.ts';
import { PassDeniedEvent } from '../../events/pass-denied.ts';
import { PassErrorEvent } from '../../events/pass-error.ts';
import type { Permit } from '../../pass/entitlement.ts';
import type { PassError } from '../../pass/errors.ts';
import type { PassStatus } from '../../pass/pass-state.ts';
import type { MediaToken } from '../../pass/types.ts';
import { buttonStyles, hostStyles, spinnerStyles } from '../../styles/host.ts';
import { dialogStyles, SignInDialog } from '../pass-provider-picker/sign-in-dialog.ts';
import { GateContent } from './gate-content.ts';
import { GateDecision, misused, type Outcome } from './gate-decision.ts';
import { announcement, closedView, type GateState, type GateView } from './gate-views.ts';
import { styles } from './pass-gate.styles.ts';
import { verifyToken } from './verify-token.ts';

export type { GateState } from './gate-views.ts';

/**
 * Shows its content to viewers whose TV provider permits it, and to nobody else. What stands in a child `<template>` is
 * put into the page only then: before, nothing in it loads or runs. It fails closed, but it is no vault: the stream's
 * own protection stays the publisher's business.
 *
 * @tag pass-gate
 *
 * @attr {string} resource - required: the resource id, or an MRSS document
 * @attr {'load'|'visible'|'click'} when - when to ask: at once (default), when it comes into view, when it is clicked
 * @attr {string} verify-url - the publisher's endpoint that checks the media token
 * @attr {string} featured - handed to the picker of the sign-in dialog, as are `include`, `exclude` and `mode`
 * @attr {string} service - id of the `<pass-service>` to use, where it is not an ancestor
 * @attr {'idle'|'checking'|'signed-out'|'signing-in'|'authorizing'|'authorized'|'denied'|'error'} state - reflected, read only
 *
 * @slot - shown only when authorized
 * @slot idle - before anything was asked
 * @slot sign-in - nobody is signed in
 * @slot pending - something is on its way
 * @slot denied - the viewer may not watch this
 * @slot error - it could not be found out
 * @slot brand - the site's brand in the sign-in dialog
 * @slot help - the site's help links in the sign-in dialog
 *
 * @fires {PassVerifyEvent} pass-verify - `{ resource, mediaToken, waitUntil }`, before it opens
 * @fires {PassAuthorizedEvent} pass-authorized - `{ resource, mediaToken, source, verification }`
 * @fires {PassDeniedEvent} pass-denied - `{ resource, error }`
 * @fires {PassErrorEvent} pass-error - `{ error }`
 *
 * @csspart panel - the box around the defaults of the slots
 * @csspart primary - the main button in it
 * @csspart dialog - the sign-in dialog
 *
 * @cssprop --pass-gate-min-height - height of the box while the gate is closed
 * @cssprop --pass-gate-background - its background
 * @cssprop --pass-gate-muted - its secondary text
 */
export class PassGateElement extends LitElement {
  static override styles = [hostStyles, buttonStyles, spinnerStyles, dialogStyles, styles];
  static readonly version = VERSION;

  /** Registers the element, under its own name or another one. */
  static define(tag = 'pass-gate', registry = customElements): void {
    define(tag, this, registry);
  }

  static override properties: PropertyDeclarations = {
    resource: {},
    when: {},
    verifyUrl: { attribute: 'verify-url' },
    armed: { state: true },
  };

  declare resource: string | null;
  declare when: 'load' | 'visible' | 'click' | null;
  declare verifyUrl: string | null;
  /** The moment that `when` names has come. */
  declare protected armed: boolean;

  readonly #localize = new LocalizeController(this);
  readonly #dialog = new SignInDialog(this, this.#localize);
  readonly #content = new GateContent(this);
  readonly #pass = new PassController(this, () => this.#judge());
  readonly #focus = new FocusKeeper(this, () =>
    this.state === 'authorized'
      ? this.#content.focusable()
      : this.renderRoot.querySelector<HTMLElement>('.panel button'),
  );
  readonly #decision = new GateDecision(
    () => this.#settle(),
    (permit, signal) => verifyToken(this, this.verifyUrl, permit, signal),
  );
  /** Whose decision it is, and on what; another one asks anew. */
  #standing: unknown[] = [];
  #before: PassStatus | undefined;
  #told: Outcome = this.#decision.outcome;
  #stopLooking = (): void => {};

  constructor() {
    super();
    this.armed = false;
  }

  /** What the viewer sees. */
  get state(): GateState {
    const { state, missing, unconfigured } = this.#pass;
    const { kind } = this.#decision.outcome;
    if (!this.resource) return 'error';
    if (kind === 'permit') return 'authorized';
    if (!this.armed) return 'idle';
    if (missing || unconfigured) return 'error';
    if (!state || state.status === 'unconfigured') return 'checking';
    if (state.status !== 'signed-in') return state.status;
    return kind === 'none' || kind === 'pending' ? 'authorizing' : kind;
  }

  /** Proof of the latest permit, for one playback; in memory only. */
  get mediaToken(): MediaToken | null {
    const { outcome } = this.#decision;
    return outcome.kind === 'permit' ? outcome.permit.mediaToken : null;
  }

  /** Asks for a fresh decision, for the next playback. What is open stays open until the answer is there. */
  async authorize(): Promise<Permit> {
    this.armed = true;
    const { service, state } = this.#pass;
    if (!this.resource || !service?.client) throw (this.resource && service?.error) || misused(this.resource);
    if (state?.status === 'error') await service.client.refresh();
    const outcome = await this.#decision.request(service, this.resource);
    if (outcome.kind === 'permit') return outcome.permit;
    throw outcome.error;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // The first time, what the page set before the upgrade is not here yet.
    if (this.hasUpdated) this.#look();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stopLooking();
    queueMicrotask(() => {
      if (this.isConnected) return;
      this.#decision.withdraw();
      this.#content.release();
      this.armed = false;
    });
  }

  override willUpdate(changed: PropertyValues): void {
    if (changed.has('when') || !this.hasUpdated) this.#look();
    this.#judge();
  }

  override updated(changed: PropertyValues): void {
    this.#settle();
    if (changed.has('resource') && !this.resource) this.dispatchEvent(new PassErrorEvent(misused(this.resource)));
  }

  override render(): TemplateResult {
    const { state } = this;
    const provider = this.#pass.state?.profile?.displayName;
    return html`${state === 'authorized' ? html`<slot></slot>` : this.#closed(state)}
      <div class="status" role="status">${announcement(state, this.#error, provider, this.#localize.term)}</div>
      ${this.#dialog.render()}`;
  }

  #closed(state: Exclude<GateState, 'authorized'>): TemplateResult {
    const { state: pass } = this.#pass;
    const { term } = this.#localize;
    const view: GateView = {
      term,
      pass,
      provider: pass?.profile?.displayName ?? pass?.remembered?.displayName,
      error: this.#error,
      play: () => (this.armed = true),
      signIn: () => void this.#dialog.open(),
      change: () => void this.#dialog.open(true),
      cancel: () => this.#pass.service?.client?.cancelSignIn(),
      retry: () => void this.#retry(),
    };
    return closedView(state, view, this.when === 'click');
  }

  get #error(): PassError | null {
    const { outcome } = this.#decision;
    if ('error' in outcome) return outcome.error;
    if (!this.resource || this.#pass.missing) return misused(this.resource);
    return this.#pass.state?.error ?? this.#pass.service?.error ?? null;
  }

  async #retry(): Promise<void> {
    const { service, state } = this.#pass;
    if (state?.status === 'error') await service?.client?.refresh();
    else await this.authorize().catch(() => {});
    this.requestUpdate();
  }

  /** Does what the present state of the viewer asks for: withdraws what no longer holds, asks for what is missing. */
  #judge(): void {
    const { state, service } = this.#pass;
    const profile = state?.profile ?? null;
    const standing = [service?.client, this.resource, profile?.mvpd, state?.revision];
    const signedInAgain = this.#before === 'signing-in' && state?.status === 'signed-in';
    this.#before = state?.status;
    const refused = this.#decision.outcome.kind === 'denied' || this.#decision.outcome.kind === 'error';
    if (!profile || standing.some((part, index) => part !== this.#standing[index]) || (signedInAgain && refused)) {
      this.#standing = standing;
      this.#decision.withdraw();
    }
    if (signedInAgain) {
      if (this.#dialog.isOpen) this.#focus.keep();
      this.#dialog.close();
    }
    if (!this.armed || !this.isConnected || !service || !profile || !this.resource) return;
    if (state?.status === 'signed-in' && this.#decision.outcome.kind === 'none') {
      void this.#decision.request(service, this.resource);
    }
  }

  /** Brings the page in line with the decision, closing before anything else. */
  #settle(): void {
    const { outcome } = this.#decision;
    if (outcome.kind === 'permit') this.#content.open();
    else this.#content.close();
    reflectState(this, this.state);
    if (outcome === this.#told) return;
    this.#told = outcome;
    this.requestUpdate();
    const resource = this.resource ?? '';
    if (outcome.kind === 'denied') this.dispatchEvent(new PassDeniedEvent(resource, outcome.error));
    if (outcome.kind === 'error') this.dispatchEvent(new PassErrorEvent(outcome.error));
    if (outcome.kind !== 'permit') return;
    const { mediaToken, source } = outcome.permit;
    this.dispatchEvent(new PassAuthorizedEvent({ resource, mediaToken, source, verification: outcome.verification }));
  }

  /** Waits for the moment that `when` names. */
  #look(): void {
    this.#stopLooking();
    if (this.when === 'click' || !this.isConnected) return;
    if (this.when === 'visible') this.#stopLooking = whenSeen(this, () => (this.armed = true), '200px');
    else this.armed = true;
  }
}
