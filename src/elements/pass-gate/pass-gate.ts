import { html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { FetchedView } from '../../controllers/fetched-view.ts';
import { FocusKeeper } from '../../controllers/focus-keeper.ts';
import { LocalizeController } from '../../controllers/localize-controller.ts';
import { PassController } from '../../controllers/pass-controller.ts';
import { onDemand } from '../../controllers/on-demand.ts';
import { reflectState } from '../../controllers/reflect-state.ts';
import { define } from '../../core/define.ts';
import { initProperties } from '../../core/init-properties.ts';
import { VERSION } from '../../core/version.ts';
import { PassErrorEvent } from '../../events/pass-error.ts';
import type { Permit } from '../../pass/entitlement.ts';
import type { PassError } from '../../pass/errors.ts';
import type { PassStatus } from '../../pass/pass-state.ts';
import type { MediaToken } from '../../pass/types.ts';
import { boxStyles } from '../../styles/box.ts';
import type { GateScene } from './gate-view.ts';
import { GateContent } from './gate-content.ts';
import { GateDecision, misused, type Outcome } from './gate-decision.ts';
import { gateError, gateState, type GateStanding, type GateState, slotOf } from './gate-state.ts';
import { GateMoment } from './gate-moment.ts';
import { offerToken } from './offer-token.ts';
import { styles } from './pass-gate.styles.ts';
import { tellOutcome } from './tell-outcome.ts';

export type { GateState } from './gate-state.ts';

// Here, since the compiler leaves the name of a module alone where it stands in a field of a class.
const load = () => import('./gate-view.ts');

/** Few pages check tokens in a gate; without the check it stays closed. */
const verifier = onDemand(() => import('./verify-token.ts'));

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
 * @attr {string} featured - handed to the picker of the sign-in dialog, as are `include`, `exclude`, `mode`, `help-url`, `forgot-url` and `no-user-id-url`
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
 * @csspart preview - the button to watch for free, where the service offers TempPass
 * @csspart dialog - the sign-in dialog
 *
 * @cssprop --pass-gate-min-height - height of the box while the gate is closed
 * @cssprop --pass-gate-background - its background
 * @cssprop --pass-gate-muted - its secondary text
 * @cssprop --pass-gate-key - the key that stands for what a subscription opens
 */
export class PassGateElement extends LitElement {
  static override styles = [boxStyles, styles];
  static readonly version = VERSION;

  /** Registers the element, under its own name or another one. */
  static define(tag = 'pass-gate', registry = customElements): void {
    define(tag, this, registry);
  }

  static override properties = {
    resource: {},
    when: {},
    verifyUrl: { attribute: 'verify-url' },
  };

  declare resource: string | null;
  declare when: 'load' | 'visible' | 'click' | null;
  declare verifyUrl: string | null;

  readonly #localize = new LocalizeController(this);
  /** What stands in the place of the content: fetched when there is something to say. */
  readonly #fetched = new FetchedView(
    this,
    this.#localize,
    load,
    { host: this as PassGateElement, localize: this.#localize, scene: () => this.#scene() },
    () => this.state !== 'authorized',
  );
  readonly #moment = new GateMoment(this);
  readonly #content = new GateContent(this);
  readonly #pass = new PassController(this, () => this.#judge());
  readonly #focus = new FocusKeeper(this, () =>
    this.state === 'authorized'
      ? this.#content.focusable()
      : this.renderRoot.querySelector<HTMLElement>('.panel button'),
  );
  readonly #decision = new GateDecision(
    () => this.#settle(),
    (permit, signal) => this.#verify(permit, signal),
  );
  /** Whose decision it is, and on what; another one asks anew. */
  #basis: unknown[] = [];
  #before: PassStatus | undefined;
  /** The TempPass that the viewer watches by instead of by a provider; or did, and this is why it ended. */
  #free: string | undefined;
  #ended: PassError | null = null;
  #told: Outcome = this.#decision.outcome;

  constructor() {
    super();
    initProperties(this, PassGateElement.properties);
  }

  /** What the viewer sees. */
  get state(): GateState {
    return gateState(this.#standing);
  }

  /** Proof of the latest permit, for one playback; in memory only. */
  get mediaToken(): MediaToken | null {
    const { outcome } = this.#decision;
    return outcome.kind === 'permit' ? outcome.permit.mediaToken : null;
  }

  /** Asks for a fresh decision, for the next playback. What is open stays open until the answer is there. */
  async authorize(): Promise<Permit> {
    this.#moment.reach();
    const { service, state } = this.#pass;
    if (!this.resource || !service?.client) throw (this.resource && service?.error) || misused(this.resource);
    if (state?.status === 'error') await service.client.refresh();
    const outcome = await this.#decision.request(service, this.resource, this.#free && service.client.tempPass);
    if (outcome.kind === 'permit') return outcome.permit;
    throw outcome.error;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // The first time, what the page set before the upgrade is not here yet.
    if (this.hasUpdated) this.#moment.look(this.when);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#moment.rest();
    queueMicrotask(() => {
      if (this.isConnected) return;
      this.#decision.withdraw();
      this.#content.release();
      this.#moment.reset();
    });
  }

  override willUpdate(changed: PropertyValues): void {
    if (changed.has('when') || !this.hasUpdated) this.#moment.look(this.when);
    this.#judge();
  }

  override updated(changed: PropertyValues): void {
    this.#settle();
    if (changed.has('resource') && !this.resource) this.dispatchEvent(new PassErrorEvent(misused(this.resource)));
  }

  override render(): TemplateResult {
    const fetched = this.#fetched;
    return html`${this.state === 'authorized' ? html`<slot></slot>` : this.#closed()} ${fetched.region()}
    ${fetched.view?.dialog.render()}`;
  }

  #closed(): TemplateResult {
    return html`<slot name=${slotOf(this.state)}>
      <div class="panel" part="panel">${this.#fetched.content(this.#localize.term('checking'))}</div>
    </slot>`;
  }

  #scene(): GateScene {
    const { client } = this.#pass.service ?? {};
    return {
      state: this.state,
      pass: this.#pass.state,
      error: gateError(this.#standing),
      ended: this.#ended,
      byClick: this.when === 'click',
      play: this.#moment.reach,
      cancel: () => client?.cancelSignIn(),
      retry: () => void this.#retry(),
      preview: client?.tempPass ? () => this.#watchFree() : undefined,
    };
  }

  get #standing(): GateStanding {
    return {
      resource: this.resource,
      armed: this.#moment.reached,
      outcome: this.#decision.outcome,
      free: !!this.#free,
      pass: this.#pass,
    };
  }

  async #retry(): Promise<void> {
    const { service, state } = this.#pass;
    if (state?.status === 'error') await service?.client?.refresh();
    else await this.authorize().catch(() => {});
    this.requestUpdate();
  }

  /** Waits for the publisher's own check of the token, where there is one. */
  async #verify(permit: Permit, signal: AbortSignal): Promise<unknown> {
    const checks = offerToken(this, permit);
    if (checks.length === 0 && !this.verifyUrl) return undefined;
    return (await verifier()).verifyToken(checks, this.verifyUrl, permit, signal);
  }

  #watchFree(): void {
    this.#free = this.#pass.service?.client?.tempPass;
    this.#moment.reach();
    this.#judge();
  }

  /** Does what the present state of the viewer asks for: withdraws what no longer holds, asks for what is missing. */
  #judge(): void {
    const { state, service } = this.#pass;
    const { tempPass } = service?.client ?? {};
    // It was offered by a service that is another one now, or is over: then only what it has opened stays open.
    if (service?.client !== this.#basis[0] || (!tempPass && this.#decision.outcome.kind !== 'permit')) {
      this.#free = undefined;
    }
    const provider = this.#free ?? state?.profile?.mvpd;
    const basis = [service?.client, this.resource, provider, this.#free ?? state?.revision];
    const signedInAgain = this.#before === 'signing-in' && state?.status === 'signed-in';
    this.#before = state?.status;
    const refused = this.#decision.outcome.kind === 'denied' || this.#decision.outcome.kind === 'error';
    if (!provider || basis.some((part, index) => part !== this.#basis[index]) || (signedInAgain && refused)) {
      this.#basis = basis;
      this.#decision.withdraw();
    }
    if (signedInAgain) {
      const { dialog } = this.#fetched.view ?? {};
      if (dialog?.isOpen) this.#focus.keep();
      dialog?.close();
      this.#ended = null;
    }
    if (!this.#moment.reached || !this.isConnected || !service || !provider || !this.resource) return;
    if ((this.#free ? tempPass : state?.status === 'signed-in') && this.#decision.outcome.kind === 'none') {
      void this.#decision.request(service, this.resource, this.#free);
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
    tellOutcome(this, this.resource ?? '', outcome);
    if (!this.#free || !('error' in outcome)) return;
    // Back to what the viewer's own provider says, or to signing in with one.
    this.#free = undefined;
    this.#ended = outcome.error;
    this.#judge();
  }
}
