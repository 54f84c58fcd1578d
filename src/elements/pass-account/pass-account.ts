import { LitElement, type TemplateResult } from 'lit';
import { FetchedView } from '../../controllers/fetched-view.ts';
import { LocalizeController } from '../../controllers/localize-controller.ts';
import { PassController } from '../../controllers/pass-controller.ts';
import { define } from '../../core/define.ts';
import { VERSION } from '../../core/version.ts';
import { boxStyles } from '../../styles/box.ts';
import { placeStyles } from './pass-account.styles.ts';

// Here, since the compiler leaves the name of a module alone where it stands in a field of a class.
const load = () => import('./account-view.ts');

/**
 * Who is signed in: the TV provider's logo and name, a choice between several profiles, and the way out; or the way in.
 * It belongs at the upper right of the page.
 *
 * @tag pass-account
 *
 * @attr {string} featured - handed to the picker of the sign-in dialog, as are `include`, `exclude`, `mode`, `help-url`, `forgot-url` and `no-user-id-url`
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
  static override styles = [boxStyles, placeStyles];
  static readonly version = VERSION;

  /** Registers the element, under its own name or another one. */
  static define(tag = 'pass-account', registry = customElements): void {
    define(tag, this, registry);
  }

  readonly #localize = new LocalizeController(this);
  readonly #pass = new PassController(this, state => this.#fetched.view?.follow(state));
  readonly #fetched = new FetchedView(this, this.#localize, load, {
    host: this as PassAccountElement,
    localize: this.#localize,
    pass: this.#pass,
  });

  /** What the viewer sees. */
  get state(): 'signed-out' | 'signed-in' | 'signing-out' {
    if (this.#fetched.view?.leaving) return 'signing-out';
    return this.#pass.state?.profile ? 'signed-in' : 'signed-out';
  }

  override render(): TemplateResult {
    return this.#fetched.render();
  }
}
