import { LitElement, type TemplateResult } from 'lit';
import { FetchedView } from '../../controllers/fetched-view.ts';
import { LocalizeController } from '../../controllers/localize-controller.ts';
import { PassController } from '../../controllers/pass-controller.ts';
import { define } from '../../core/define.ts';
import { VERSION } from '../../core/version.ts';
import { boxStyles } from '../../styles/box.ts';
import type { ActivateState } from './activate-machine.ts';

export type { ActivateState } from './activate-machine.ts';

// Here, since the compiler leaves the name of a module alone where it stands in a field of a class.
const load = () => import('./activate-view.ts');

/**
 * The page that a viewer opens on a phone or a computer to sign a TV in: takes the code that the TV shows, lets the
 * viewer choose a TV provider where the TV has not, and leads to the provider and back. A `code` in the page's address
 * is taken over, and out of the address.
 *
 * @tag pass-activate
 *
 * @attr {string} featured - handed to the picker, as are `include` and `exclude`
 * @attr {string} service - id of the `<pass-service>` to use, where it is not an ancestor
 * @attr {'enter-code'|'checking'|'choose-provider'|'redirecting'|'invalid-code'|'done'|'error'} state - reflected, read only
 *
 * @slot brand - the site's own brand, above everything
 * @slot help - the site's help links, below everything
 *
 * @fires {PassProviderSelectEvent} pass-provider-select - `{ provider }`, when one was chosen for the other device
 * @fires {PassErrorEvent} pass-error - `{ error }`
 *
 * @csspart base - all of it
 * @csspart code - the field for the code
 * @csspart device - what is known of the other device
 * @csspart primary - the button to go on with
 */
export class PassActivateElement extends LitElement {
  static override styles = boxStyles;
  static readonly version = VERSION;

  /** Registers the element, under its own name or another one. */
  static define(tag = 'pass-activate', registry = customElements): void {
    define(tag, this, registry);
  }

  readonly #localize = new LocalizeController(this);
  readonly #fetched = new FetchedView(this, this.#localize, load, {
    host: this as PassActivateElement,
    localize: this.#localize,
    pass: new PassController(this),
  });

  /** What the viewer sees. */
  get state(): ActivateState {
    return this.#fetched.state('enter-code');
  }

  override render(): TemplateResult {
    return this.#fetched.render();
  }
}
