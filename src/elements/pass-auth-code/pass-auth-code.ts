import { LitElement, type PropertyDeclarations, type TemplateResult } from 'lit';
import { FetchedView } from '../../controllers/fetched-view.ts';
import { LocalizeController } from '../../controllers/localize-controller.ts';
import { PassController } from '../../controllers/pass-controller.ts';
import { define } from '../../core/define.ts';
import { initProperties } from '../../core/init-properties.ts';
import { VERSION } from '../../core/version.ts';
import { boxStyles } from '../../styles/box.ts';
import type { CodeState } from './code-machine.ts';

export type { CodeState } from './code-machine.ts';

// Here, since the compiler leaves the name of a module alone where it stands in a field of a class.
const load = () => import('./code-view.ts');

/**
 * Signs a viewer in without typing a password here: it shows a code, and a picture to scan, for a phone or a computer
 * where the viewer signs in. Made for screens with a remote control.
 *
 * @tag pass-auth-code
 *
 * @attr {string} activation-url - required: the address that the viewer is told to open, a page with a `<pass-activate>`
 * @attr {boolean} autostart - shows a code at once, as soon as it is known that nobody is signed in
 * @attr {boolean} autorenew - a code that ran out is followed by a new one, three times
 * @attr {string} provider - id of the TV provider, where it was chosen on this screen already
 * @attr {string} service - id of the `<pass-service>` to use, where it is not an ancestor
 * @attr {string} code - the code while one is shown; reflected, read only
 * @attr {'idle'|'requesting'|'waiting'|'expired'|'done'|'error'} state - reflected, read only
 *
 * @slot brand - the site's own brand, above everything
 * @slot help - the site's help links, below everything
 *
 * @fires {PassErrorEvent} pass-error - `{ error }`
 *
 * @csspart base - all of it
 * @csspart code - the code in its groups
 * @csspart qr - the picture to scan
 * @csspart address - the address to open
 * @csspart primary - the button to go on with
 *
 * @cssprop --pass-auth-code-size - size of the code's letters
 * @cssprop --pass-auth-code-qr-size - width of the picture
 */
export class PassAuthCodeElement extends LitElement {
  static override styles = boxStyles;
  static readonly version = VERSION;

  /** Registers the element, under its own name or another one. */
  static define(tag = 'pass-auth-code', registry = customElements): void {
    define(tag, this, registry);
  }

  static override properties: PropertyDeclarations = {
    activationUrl: { attribute: 'activation-url' },
    autostart: { type: Boolean },
    autorenew: { type: Boolean },
    provider: {},
  };

  declare activationUrl: string | null;
  declare autostart: boolean;
  declare autorenew: boolean;
  declare provider: string | null;

  readonly #localize = new LocalizeController(this);
  readonly #fetched = new FetchedView(
    this,
    this.#localize,
    load,
    { host: this as PassAuthCodeElement, localize: this.#localize, pass: new PassController(this) },
    seen => seen || this.autostart,
  );

  constructor() {
    super();
    initProperties(this, PassAuthCodeElement.properties);
  }

  /** What the viewer sees. */
  get state(): CodeState {
    return this.#fetched.state('idle');
  }

  /** The code, while one is shown. */
  get code(): string {
    return this.getAttribute('code') ?? '';
  }

  override render(): TemplateResult {
    return this.#fetched.render();
  }

  /** Asks for a code and shows it; a code that is shown already is replaced. */
  async start(): Promise<void> {
    await this.#fetched.fetch();
    this.#fetched.view?.start();
  }
}
