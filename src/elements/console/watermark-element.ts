import { html, LitElement, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit';
import { ConsoleLocalize } from '../../controllers/console-localize.ts';
import { WatermarkAccess } from '../../controllers/watermark-access.ts';
import type { WatermarkError } from '../../watermark/errors.ts';
import type { Credentials, TokenProvider } from '../../watermark/types.ts';
import { buttonStyles, hostStyles } from '../../styles/host.ts';
import { accessPanel } from './access-panel.ts';
import { consoleStyles } from './console.styles.ts';
import { credentialsForm } from './credentials-form.ts';
import { problemNote, say } from './parts.ts';

export type WatermarkState = 'unconfigured' | 'signed-out' | 'loading' | 'ready' | 'empty' | 'error';

/** What both elements of the watermarking service have in common: how they get at it, and what stands in the way. */
export abstract class WatermarkElement extends LitElement {
  static override styles = [hostStyles, buttonStyles, consoleStyles];

  static override properties: PropertyDeclarations = {
    siteId: { attribute: 'site-id' },
    baseUrl: { attribute: 'base-url' },
    tokenProvider: { attribute: false },
    credentials: { attribute: false },
    news: { state: true, attribute: false },
  };

  declare siteId: string | null;
  declare baseUrl: string | null;
  /** Gives a token that the organization's own server has got; in memory only. */
  declare tokenProvider: TokenProvider | null;
  /** The account and its key, where there is no such server; in memory only. */
  declare credentials: Credentials | null;
  declare news: string;

  readonly localize = new ConsoleLocalize(this);
  readonly access = new WatermarkAccess();
  #last: WatermarkError | undefined;

  constructor() {
    super();
    this.siteId = null;
    this.baseUrl = null;
    this.tokenProvider = null;
    this.credentials = null;
    this.news = '';
  }

  protected abstract reset(): void;
  protected abstract load(): Promise<void>;
  /** What the service said last. */
  protected abstract get problem(): WatermarkError | undefined;
  /** A call is under way. */
  protected abstract get loading(): boolean;
  /** Somebody has signed in again: goes on where they were. */
  protected abstract resume(): void;

  /** Nobody can go on before somebody types the account; while it buys a token, that is under way. */
  protected get signedOut(): boolean {
    return this.access.lacksCredentials && !this.loading;
  }

  /** What went wrong last, with the attributes or at the service. */
  get error(): WatermarkError | null {
    return this.access.error ?? this.problem ?? null;
  }

  /** Says something to those who cannot see it. */
  announce(text: string): void {
    say(this, text);
  }

  /** Forgets the token, and what may have been typed. */
  forgetCredentials(): void {
    this.credentials = null;
    this.access.forget();
    this.reset();
    this.requestUpdate();
    // A page that brings tokens is asked for another one.
    if (this.tokenProvider && this.access.client && this.isConnected) void this.load();
  }

  override willUpdate(changed: PropertyValues): void {
    this.#last = this.error ?? this.#last;
    if (!['siteId', 'baseUrl', 'tokenProvider', 'credentials'].some(key => changed.has(key))) return;
    this.access.configure(this);
    this.reset();
    if (this.access.client && !this.access.lacksCredentials && this.isConnected) void this.load();
  }

  protected accessPanel(): TemplateResult {
    return accessPanel(this, this.access, this.#last, this.localize, () => this.forgetCredentials());
  }

  /** What has to be done before there is anything to show. */
  protected gate(): TemplateResult | undefined {
    const { term } = this.localize;
    const { error } = this.access;
    if (error) {
      return html`<div class="note">
        <p>${term('errConfiguration')}</p>
        <p>${error.message}</p>
      </div>`;
    }
    const refused = this.problem;
    const locked = !this.tokenProvider && !this.credentials && refused?.action === 'sign-in' && !this.loading;
    if (!this.signedOut && !locked) return undefined;
    return html`${refused ? problemNote(refused, term) : ''} ${credentialsForm(term, this.#enter)}`;
  }

  readonly #enter = (credentials: Credentials): void => {
    this.access.enter(credentials);
    this.resume();
  };
}
