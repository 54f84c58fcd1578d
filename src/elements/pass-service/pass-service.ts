import { html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { SERVICE_CHANGED } from '../../controllers/find-service.ts';
import { LocalizeController } from '../../controllers/localize-controller.ts';
import { createPageClient, onForget } from '../../controllers/page-client.ts';
import { define } from '../../core/define.ts';
import { initProperties } from '../../core/init-properties.ts';
import { VERSION } from '../../core/version.ts';
import { aborted } from '../../core/wait.ts';
import { asPassError, type PassError } from '../../pass/errors.ts';
import type { Permit } from '../../pass/entitlement.ts';
import type { ForProvider, PassClient, SignInOptions } from '../../pass/pass-client-types.ts';
import type { PassStatus } from '../../pass/pass-state.ts';
import type { PreauthorizeOptions } from '../../pass/preauthorization.ts';
import type { Activation, Decision, LogoutStep, Profile, Provider, SecondScreen } from '../../pass/types.ts';
import { readConfig } from './service-config.ts';
import { ServiceNews } from './service-news.ts';
import { styles } from './pass-service.styles.ts';

/** Another value needs no new beginning. */
const ASKED_EACH_TIME = ['debug', 'tempPassIdentity', 'serviceToken'];

/**
 * The connection of a page to one service provider at Adobe Pass. It shows nothing but its children; other elements
 * find it by themselves.
 *
 * @tag pass-service
 *
 * @attr {string} service-provider - required: id of the service provider
 * @attr {string} software-statement - required: statement of an application registered for REST V2
 * @attr {string} base-url - origin of the API; default the production host
 * @attr {string} redirect-url - where a sign-in ends; default this page without its hash
 * @attr {string} domain-name - the site's domain; default the page's host name
 * @attr {string} temp-pass - id of the TempPass provider to offer, if any
 * @attr {string} visitor-id - Experience Cloud ID of the visitor
 * @attr {string} application-id - name of the publisher's application in device information
 * @attr {boolean} debug - tells each step in the console, never with a token or a secret
 * @attr {'unconfigured'|'checking'|'signed-out'|'signing-in'|'signed-in'|'error'} state - reflected, read only
 *
 * @slot - the page's content
 *
 * @fires {PassStateChangeEvent} pass-state-change - `{ state, previous }`
 * @fires {PassSignedInEvent} pass-signed-in - `{ profile }`
 * @fires {PassSignedOutEvent} pass-signed-out - `{ providerId }`
 * @fires {PassErrorEvent} pass-error - `{ error }`
 */
export class PassServiceElement extends LitElement {
  static override styles = styles;
  static readonly version = VERSION;

  /** Registers the element, under its own name or another one. */
  static define(tag = 'pass-service', registry = customElements): void {
    define(tag, this, registry);
  }

  static override properties = {
    serviceProvider: { attribute: 'service-provider' },
    softwareStatement: { attribute: 'software-statement' },
    baseUrl: { attribute: 'base-url' },
    redirectUrl: { attribute: 'redirect-url' },
    domainName: { attribute: 'domain-name' },
    tempPass: { attribute: 'temp-pass' },
    tempPassIdentity: { attribute: false },
    serviceToken: { attribute: 'service-token' },
    visitorId: { attribute: 'visitor-id' },
    applicationId: { attribute: 'application-id' },
    debug: { type: Boolean },
  };

  declare serviceProvider: string | null;
  declare softwareStatement: string | null;
  declare baseUrl: string | null;
  declare redirectUrl: string | null;
  declare domainName: string | null;
  declare tempPass: string | null;
  /** Who the viewer is, by the key of the promotional TempPass, such as `{ email }`. Only a hash of it leaves the page. */
  declare tempPassIdentity: Record<string, string> | null;
  /** Single sign-on token of the publisher's own account system; better set here than as an attribute. */
  declare serviceToken: string | null;
  /** Which providers this site offers, in every picker; set it before one shows its list. Nobody has to. */
  declare providerFilter?: ((provider: Provider) => boolean) | null;
  declare visitorId: string | null;
  declare applicationId: string | null;
  declare debug: boolean;

  /** What stands behind this element, for those who want to follow every step; null while it is not set up. */
  client: PassClient | null = null;

  readonly #localize = new LocalizeController(this);
  readonly #news = new ServiceNews(this);
  #stop = (): void => {};
  #stopForget = (): void => {};

  constructor() {
    super();
    initProperties(this, PassServiceElement.properties);
  }

  /** What is going on. */
  get state(): PassStatus {
    return this.#news.state;
  }

  /** The selected profile, or null. */
  get profile(): Profile | null {
    return this.client?.store.getState().profile ?? null;
  }

  /** All profiles of this viewer. */
  get profiles(): readonly Profile[] {
    return this.client?.store.getState().profiles ?? [];
  }

  /** What last went wrong and was not mended since. */
  get error(): PassError | null {
    return this.#news.error;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('pageshow', this.#onPageShow);
    this.#stopForget = onForget(() => this.#connect());
    this.client?.start();
    this.#announce();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('pageshow', this.#onPageShow);
    this.#stopForget();
    // A move within the document disconnects and connects again at once; only a real removal ends anything.
    queueMicrotask(() => {
      if (this.isConnected) return;
      this.client?.stop();
      this.#announce();
    });
  }

  override willUpdate(changed: PropertyValues): void {
    const configured = [...changed.keys()].some(key => !ASKED_EACH_TIME.includes(String(key)));
    if (configured || !this.hasUpdated) this.#connect();
    // It may stand for somebody who is signed in; whatever plays meanwhile goes on.
    else if (changed.has('serviceToken')) void this.client?.refresh().catch(() => {});
  }

  override render(): TemplateResult {
    if (!this.client?.isReturnWindow) return html`<slot></slot>`;
    return html`<div class="done" role="status" part="done">${this.#localize.term('windowDone')}</div>`;
  }

  /** The providers to choose from. */
  providers(options: { tempPass?: boolean; signal?: AbortSignal } = {}): Promise<Provider[]> {
    return this.#ask(client => client.providers(options));
  }

  /**
   * Sends the viewer to a provider's sign-in page. In `popup` mode (the default) it has to be called while a click is
   * handled; where the browser blocks the window, the page itself goes there. Resolves with the profile.
   */
  signIn(providerId: string, options: SignInOptions = {}): Promise<Profile> {
    return this.#ask(client => client.signIn(providerId, options));
  }

  /**
   * Signs out of the selected profile, or of all of them; only ever because the viewer asked for it. With `stay`, the
   * providers' own sign-out pages are left to the caller.
   */
  signOut(options: { all?: boolean; stay?: boolean; signal?: AbortSignal } = {}): Promise<LogoutStep[]> {
    return this.#ask(client => client.signOut(options));
  }

  /** Asks afresh whether the viewer may watch this resource now; rejects when not. The media token is for one use. */
  authorize(resource: string, options: ForProvider = {}): Promise<Permit> {
    return this.#ask(client => client.authorize(resource, options));
  }

  /**
   * Whether the viewer could watch these, for marks in a list; it never starts a playback. One decision for each, in
   * order; permits are remembered until they run out or the viewer changes.
   */
  preauthorize(resources: readonly string[], options: PreauthorizeOptions = {}): Promise<Decision[]> {
    return this.#ask(client => client.preauthorize(resources, options));
  }

  /** A code that signs this device in from another screen; without a provider, one is chosen there. */
  startSecondScreen(options: { providerId?: string; signal?: AbortSignal } = {}): Promise<SecondScreen> {
    return this.#ask(client => client.startSecondScreen(options));
  }

  /** This page is the other screen: what a typed code stands for. Rejects when it is wrong or has ended. */
  checkCode(code: string, options: { signal?: AbortSignal } = {}): Promise<Activation> {
    return this.#ask(client => client.checkCode(code, options));
  }

  /**
   * The same: the address of the provider's page for that code, to go to; empty when the device is signed in already.
   * `providerId` is needed where the session has no provider yet. What `checkCode` gave, in the place of the code, saves asking
   * once more.
   */
  activate(code: string | Activation, options: { providerId?: string; signal?: AbortSignal } = {}): Promise<string> {
    return this.#ask(client => client.activate(code, options));
  }

  /** Back from there: the device's profile, null when nobody signed in, undefined when this page comes from elsewhere. */
  activationResult(options: { signal?: AbortSignal } = {}): Promise<Profile | null | undefined> {
    return this.#ask(client => client.activationResult(options));
  }

  /** The profile at one provider, a TempPass that has begun included; null when there is none. Changes nothing here. */
  profileAt(providerId: string, options: Omit<ForProvider, 'providerId'> = {}): Promise<Profile | null> {
    return this.#ask(client => client.profileAt(providerId, options));
  }

  /** Makes another of the viewer's profiles the selected one. */
  selectProfile(providerId: string, options: { signal?: AbortSignal } = {}): Promise<Profile | null> {
    return this.#ask(client => {
      if (options.signal?.aborted) throw aborted();
      client.selectProfile(providerId);
      return this.profile;
    });
  }

  /** Looks again who is signed in. */
  async refresh(options: { signal?: AbortSignal } = {}): Promise<Profile | null> {
    await this.#ask(client => client.refresh(options));
    return this.profile;
  }

  async #ask<T>(run: (client: PassClient) => T | Promise<T>): Promise<T> {
    try {
      // Attributes that were set a moment ago count, although the update they asked for is still to come.
      if (!this.client || this.isUpdatePending) this.performUpdate();
      if (!this.client) throw this.error ?? notConnected();
      return await run(this.client);
    } catch (error) {
      throw asPassError(error);
    }
  }

  /** Starts anew with the present attributes. */
  #connect(): void {
    this.#stop();
    this.client?.stop();
    this.client = null;
    this.#news.startOver();
    try {
      const config = {
        ...readConfig(this),
        tempPassIdentity: () => this.tempPassIdentity ?? undefined,
        serviceToken: () => this.serviceToken,
      };
      this.client = createPageClient(config, () => this.debug);
      if (this.isConnected) this.client.start();
      this.#stop = this.client.store.subscribe(state => {
        this.#news.follow(state);
        this.requestUpdate();
      });
    } catch (thrown) {
      const error = asPassError(thrown);
      const missing = !this.serviceProvider || !this.softwareStatement;
      this.#news.refuse(missing ? 'unconfigured' : 'error', error);
      // A page without any attribute yet is being built; a page with some of them is wrong.
      if (this.serviceProvider || this.softwareStatement) console.warn(`tve-elements: ${error.message}`);
    }
    this.#announce();
  }

  #announce(): void {
    document.dispatchEvent(new Event(SERVICE_CHANGED));
  }

  readonly #onPageShow = ({ persisted }: PageTransitionEvent): void => {
    if (persisted) this.client?.wakeUp();
  };
}

const notConnected = (): Error => new Error('<pass-service> is not ready.');
