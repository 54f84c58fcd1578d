import { html, nothing, type TemplateResult } from 'lit';
import { explain } from '../../controllers/explain-error.ts';
import { FocusKeeper } from '../../controllers/focus-keeper.ts';
import type { LocalizeController } from '../../controllers/localize-controller.ts';
import type { PassController } from '../../controllers/pass-controller.ts';
import { enAccount as texts } from '../../i18n/en-account.ts';
import type { PassError } from '../../pass/errors.ts';
import type { PassState } from '../../pass/pass-state.ts';
import type { Profile } from '../../pass/types.ts';
import { buttonStyles, hostStyles } from '../../styles/host.ts';
import { dialogStyles, SignInDialog } from '../pass-provider-picker/sign-in-dialog.ts';
import { formatLanguage, providerLogo } from '../shared/view-parts.ts';
import type { PassAccountElement } from './pass-account.ts';
import { placeStyles, styles as accountStyles } from './pass-account.styles.ts';

export { texts };
export const styles = [hostStyles, buttonStyles, dialogStyles, placeStyles, accountStyles];

interface Parts {
  host: PassAccountElement;
  localize: LocalizeController;
  pass: PassController;
}

export const create = (parts: Parts): AccountView => new AccountView(parts);

/** Who is signed in, a choice between several profiles, and the way out; or the way in. */
export class AccountView {
  readonly #host: PassAccountElement;
  readonly #localize: LocalizeController;
  readonly #pass: PassController;
  readonly #dialog: SignInDialog;
  readonly #focus: FocusKeeper;
  #wasSigningIn = false;
  /** Why the last sign-out did not work. */
  #problem: PassError | null = null;

  /** The viewer has to sign out in the settings of the device, too. */
  #inSettings = false;
  /** Who was signed in when that was told; nobody, or another profile of the viewer's. */
  #left: string | undefined;

  /** A sign-out is under way. */
  leaving = false;

  constructor({ host, localize, pass }: Parts) {
    this.#host = host;
    this.#localize = localize;
    this.#pass = pass;
    this.#dialog = new SignInDialog(host, localize);
    this.#focus = new FocusKeeper(host, () => host.renderRoot.querySelector<HTMLElement>('.row button:not(:disabled)'));
    this.follow(pass.state);
  }

  /** Whoever got through needs the dialog no more. */
  follow(state: PassState | null): void {
    if (state?.status === 'signed-in' && this.#wasSigningIn) {
      if (this.#dialog.isOpen) this.#focus.keep();
      this.#dialog.close();
    }
    this.#wasSigningIn = state?.status === 'signing-in';
    // What was to be done after a former sign-out is no news for whoever signs in later.
    if (state?.profile && state.profile.mvpd !== this.#left) this.#inSettings = false;
  }

  render(): TemplateResult {
    const profile = this.#pass.state?.profile;
    return html`<div class="row" part="base">${profile ? this.#who(profile) : this.#entrance()}</div>
      ${this.#dialog.render()}`;
  }

  #entrance(): TemplateResult {
    const { term } = this.#localize;
    const { state } = this.#pass;
    const busy = !state || state.status === 'checking';
    return html`<button class="primary" part="sign-in" ?disabled=${busy} @click=${() => void this.#dialog.open()}>
        ${term('signIn')}
      </button>
      ${this.#inSettings ? html`<span class="who">${term('signOutInSettings')}</span>` : nothing}`;
  }

  #who(profile: Profile): TemplateResult {
    const { term } = this.#localize;
    const profiles = this.#pass.state?.profiles ?? [];
    const provider = { displayName: profile.displayName, logoUrl: profile.logoUrl };
    const known = profile.notAfter > 0 && profile.notAfter < 8.64e15;
    return html`${providerLogo(provider, () => this.#host.requestUpdate())}
      <span class="who" title=${known ? term('rememberedUntil', { date: this.#date(profile.notAfter) }) : nothing}>
        ${profiles.length > 1 ? this.#choice(profiles, profile) : term('signedInWith', { provider: provider.displayName })}
        ${
          this.#problem
            ? html`<span class="problem">${explain(this.#problem, provider.displayName, term)}</span>`
            : nothing
        }
        ${this.#inSettings ? html`<span class="problem">${term('signOutInSettings')}</span>` : nothing}
      </span>
      <button part="sign-out" ?disabled=${this.leaving} @click=${this.#signOut}>
        ${term(this.leaving ? 'signingOut' : 'signOut')}
      </button>`;
  }

  /** A day, as the host's language writes it. */
  #date(epochMilliseconds: number): string {
    const language = formatLanguage(this.#localize.language);
    return new Intl.DateTimeFormat(language, { dateStyle: 'long' }).format(epochMilliseconds);
  }

  announcement(): string {
    const { term } = this.#localize;
    const { state } = this.#pass;
    if (this.leaving) return term('signingOut');
    if (this.#inSettings) return term('signOutInSettings');
    if (!state?.profile) return '';
    const provider = state.profile.displayName;
    if (this.#problem) return explain(this.#problem, provider, term);
    return state.status === 'signed-in' ? term('signedInWith', { provider }) : '';
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
    this.#become(true, null);
    try {
      const steps = await this.#pass.service?.signOut();
      // What the device's own system signed in can only be signed out there.
      this.#inSettings = steps?.some(({ actionName }) => actionName === 'partner_logout') ?? false;
      this.#left = this.#pass.state?.profile?.mvpd;
      this.#become(false, null);
    } catch (error) {
      this.#become(false, error as PassError);
    }
  };

  #become(leaving: boolean, problem: PassError | null): void {
    this.leaving = leaving;
    this.#problem = problem;
    this.#host.requestUpdate();
  }
}

const name = ({ displayName, mvpd }: Profile): string => displayName ?? mvpd;
