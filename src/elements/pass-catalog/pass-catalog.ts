import { type PropertyDeclarations, ReactiveElement } from 'lit';
import { FetchedView } from '../../controllers/fetched-view.ts';
import { LocalizeController } from '../../controllers/localize-controller.ts';
import { PassController } from '../../controllers/pass-controller.ts';
import { define } from '../../core/define.ts';
import { initProperties } from '../../core/init-properties.ts';
import { VERSION } from '../../core/version.ts';
import type { Decision } from '../../pass/types.ts';

export type CatalogState = 'idle' | 'loading' | 'ready' | 'error';

// Here, since the compiler leaves the name of a module alone where it stands in a field of a class.
const load = () => import('./catalog-marks.ts');

/**
 * Marks what the viewer may watch: each descendant with `data-resource` gets `data-entitled="true"`, `"false"` or
 * `"unknown"`, and a descendant of it with `data-entitled-text` the same in words; one with
 * `data-entitled-reason` has the provider's own reason for a denial. It draws nothing itself. These are hints for a
 * list; whether something may be played is the business of `<pass-gate>`.
 *
 * @tag pass-catalog
 *
 * @attr {number} max-resources - how many resources one question may hold, as agreed with Adobe; 5 unless it was changed
 * @attr {string} service - id of the `<pass-service>` to use, where it is not an ancestor
 * @attr {'idle'|'loading'|'ready'|'error'} state - reflected, read only
 *
 * @slot - the page's list; what is added, removed or changed in it is followed
 *
 * @fires {PassCatalogChangeEvent} pass-catalog-change - `{ decisions }`: all that stand now
 * @fires {PassErrorEvent} pass-error - `{ error }`
 */
export class PassCatalogElement extends ReactiveElement {
  static readonly version = VERSION;

  /** Registers the element, under its own name or another one. */
  static define(tag = 'pass-catalog', registry = customElements): void {
    define(tag, this, registry);
  }

  static override properties: PropertyDeclarations = { maxResources: { attribute: 'max-resources' } };

  declare maxResources: string | null;

  readonly #localize = new LocalizeController(this);
  readonly #fetched = new FetchedView(this, this.#localize, load, {
    host: this as PassCatalogElement,
    localize: this.#localize,
    pass: new PassController(this),
  });

  constructor() {
    super();
    initProperties(this, PassCatalogElement.properties);
  }

  /** What it is doing. */
  get state(): CatalogState {
    return this.#fetched.state('idle');
  }

  /** The decisions that stand now, in memory only. */
  get decisions(): readonly Decision[] {
    return this.#fetched.view?.decisions ?? [];
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // A list may have no box of its own that could come into view.
    void this.#fetched.fetch();
  }

  /** Asks again about everything that is not permitted yet. */
  async refresh(): Promise<void> {
    await this.#fetched.fetch();
    this.#fetched.view?.refresh();
  }

  /** The page's list stays where it is. */
  protected override createRenderRoot(): this {
    return this;
  }
}
