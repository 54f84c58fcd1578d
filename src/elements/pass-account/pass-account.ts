import { html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { explain } from '../../controllers/explain-error.ts';
import { FocusKeeper } from '../../controllers/focus-keeper.ts';
import { LocalizeController } from '../../controllers/localize-controller.ts';
import { PassController } from '../../controllers/pass-controller.ts';
import { reflectState } from '../../controllers/reflect-state.ts';
import { define } from '../../core/define.ts';
import { VERSION } from '../../core/version.ts';
import type { PassError } from '../../pass/errors.ts';
import type { Profile } from '../../pass/types.ts';
import { buttonStyles, hostStyles } from '../../styles/host.ts';
import { providerLogo } from '../pass-provider-picker/provider-logo.ts';
import { dialogStyles, SignInDialog } from '../pass-provider-picker/sign-in-dialog.ts';
import { styles } from './pass-account.styles.ts';

/**
 * Who is signed in: the TV provider's logo and name, a choice between several profiles, and the way out; or the way in.
 * It belongs at the upper right of the page.
 *
 * @tag pass-account
 *
 * @attr {string} featured - handed to the picker of the sign-in dialog, as are `include`, `exclude` and `mode`
 * @attr {string} service - id of the `<pass-service>` to use, where it is not an ancestor
 * @attr {'signed-out'|'signed-in'|'signing-out'} state - reflected, read only
 *
 * @slot brand - the site's brand in the sign-in dialog
 * @slot help - the site's help links in the sign-in dialog
 *
 * @csspart base - all of it
 * @csspart logo - the provider's logo
 * @csspart sign-in - the button to sign in
 * @csspart sign-out - the button to sign out
 * @csspart dialog - the sign-in dialog
 */
export class PassAccountElement extends LitElement {
  static override styles = [hostStyles, buttonStyles, dialogStyles, styles];
  static readonly version = VERSION;

  /** Registers the element, under its own name or another one. */
  static define(tag = 'pass-account', registry = customElements): void {
    define(tag, this, registry);
  }

  static override properties: PropertyDeclarations = {
    leaving: { state: true },
    problem: { state: true },
  };

  /** A sign-out is under way. */
  declare protected leaving: boolean;
  /** Why the last one did not work. */
  declare protected problem: PassError | null;

  readonly #localize = new LocalizeController(this);
  readonly #dialog = new SignInDialog(this, this.#localize);
  readonly #pass = new PassController(this, state => {
    if (state?.status === 'signed-in' && this.#wasSigningIn) {
      if (this.#dialog.isOpen) this.#focus.keep();
      this.#dialog.close();
    }
    this.#wasSigningIn = state?.status === 'signing-in';
  });
  #wasSigningIn = false;
  readonly #focus = new FocusKeeper(this, () =>
    this.renderRoot.querySelector<HTMLElement>('.row button:not(:disabled)'),
  );

  constructor() {
    super();
    this.leaving = false;
    this.problem = null;
  }

  /** What the viewer sees. */
  get state(): 'signed-out' | 'signed-in' | 'signing-out' {
    if (this.leaving) return 'signing-out';
    return this.#pass.state?.profile ? 'signed-in' : 'signed-out';
  }

  override updated(): void {
    reflectState(this, this.state);
  }

  override render(): TemplateResult {
    const profile = this.#pass.state?.profile;
    return html`<div class="row" part="base">${profile ? this.#account(profile) : this.#entrance()}</div>
      <div class="status" role="status">${this.#announcement()}</div>
      ${this.#dialog.render()}`;
  }

  /** What changed, for those who cannot see it: in a region that is there before its text. */
  #announcement(): string {
    const { term } = this.#localize;
    const { state } = this.#pass;
    if (!state?.profile) return '';
    const provider = state.profile.displayName;
    if (this.leaving) return term('signingOut');
    if (this.problem) return explain(this.problem, provider, term);
    return state.status === 'signed-in' ? term('signedInWith', { provider }) : '';
  }

  #entrance(): TemplateResult {
    const { state } = this.#pass;
    const busy = !state || state.status === 'checking';
    return html`<button class="primary" part="sign-in" ?disabled=${busy} @click=${() => void this.#dialog.open()}>
      ${this.#localize.term('signIn')}
    </button>`;
  }

  #account(profile: Profile): TemplateResult {
    const { term } = this.#localize;
    const profiles = this.#pass.state?.profiles ?? [];
    const provider = { displayName: profile.displayName, logoUrl: profile.logoUrl };
    const known = profile.notAfter > 0 && profile.notAfter < 8.64e15;
    return html`${providerLogo(provider, () => this.requestUpdate())}
      <span
        class="who"
        title=${known ? term('rememberedUntil', { date: this.#localize.date(profile.notAfter) }) : nothing}
      >
        ${profiles.length > 1 ? this.#choice(profiles, profile) : term('signedInWith', { provider: provider.displayName })}
        ${this.problem ? html`<span class="problem">${explain(this.problem, provider.displayName, term)}</span>` : nothing}
      </span>
      <button part="sign-out" ?disabled=${this.leaving} @click=${this.#signOut}>
        ${term(this.leaving ? 'signingOut' : 'signOut')}
      </button>`;
  }

  #choice(profiles: readonly Profile[], selected: Profile): TemplateResult {
    return html`<select aria-label=${this.#localize.term('chooseProvider')} @change=${this.#onChoice}>
      ${profiles.map(
        profile =>
          html`<option value=${profile.mvpd} ?selected=${profile.mvpd === selected.mvpd}>${name(profile)}</option>`,
      )}
    </select>`;
  }

  readonly #onChoice = ({ target }: Event): void => {
    this.#pass.service?.client?.selectProfile((target as HTMLSelectElement).value);
  };

  readonly #signOut = async (): Promise<void> => {
    this.leaving = true;
    this.problem = null;
    try {
      await this.#pass.service?.signOut();
    } catch (error) {
      this.problem = error as PassError;
    } finally {
      this.leaving = false;
    }
  };
}

const name = ({ displayName, mvpd }: Profile): string => displayName ?? mvpd;
