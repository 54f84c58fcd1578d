/** What several views share: one module, so that it is one file to fetch beside them. */
import { html, nothing, type TemplateResult } from 'lit';
import { TveError } from '../../core/errors.ts';
import { enViews } from '../../i18n/en-views.ts';
import type { MessageKey } from '../../i18n/en.ts';
import { addMessages } from '../../i18n/messages.ts';
import type { Notice } from '../../pass/pass-state.ts';

addMessages('en', enViews);

/** What just ended, in a sentence. */
export const NOTICES: Record<Notice, MessageKey> = {
  cancelled: 'cancelled',
  'code-expired': 'codeExpired',
  'session-ended': 'sessionEnded',
  'provider-unknown': 'providerUnknown',
};

/** The language for dates and sorting: a `lang` that is none, such as `en_US`, must not take an element down. */
export function formatLanguage(language: string): string {
  try {
    return Intl.getCanonicalLocales(language)[0] ?? 'en';
  } catch {
    return 'en';
  }
}

const broken = new Set<string>();

/** A provider's logo, or its initial where there is none or it cannot be loaded. The name stands beside it as text. */
export function providerLogo(
  { displayName, logoUrl }: { displayName?: string | undefined; logoUrl?: string | undefined },
  redraw: () => void,
): TemplateResult {
  if (!logoUrl || broken.has(logoUrl)) {
    return html`<span class="logo initial" aria-hidden="true"
      >${(displayName ?? 'TV').trim().charAt(0).toUpperCase()}</span
    >`;
  }
  const onError = (): void => {
    broken.add(logoUrl);
    redraw();
  };
  return html`<span class="logo"
    ><img part="logo" alt="" src=${logoUrl} loading="lazy" referrerpolicy="no-referrer" @error=${onError}
  /></span>`;
}

type Term = (key: MessageKey, values?: Record<string, string | number>) => string;

/** Codes and references are for whoever helps the viewer, so they stand apart from what the viewer reads. */
export function support(term: Term, error: unknown): TemplateResult | typeof nothing {
  if (!(error instanceof TveError)) return nothing;
  const { code, message, trace } = error;
  return html`<details>
    <summary>${term('forSupport')}</summary>
    <p>${message}</p>
    <p>${term('support', { trace: trace ? `${trace} · ${code}` : code })}</p>
  </details>`;
}

const STOPS = 'button:not(:disabled), a[href], input, select, summary';
const STEPS: Record<string, number> = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };

/**
 * Moves the focus from control to control with the arrow keys, for remote controls that have no other keys. Controls
 * that need an arrow keep it; at the first and the last one the key is the page's again.
 */
export class ArrowFocus {
  readonly #host: HTMLElement;

  constructor(host: HTMLElement) {
    this.#host = host;
    host.addEventListener('keydown', this.#onKeydown);
  }

  readonly #onKeydown = (event: KeyboardEvent): void => {
    const step = STEPS[event.key];
    if (!step || event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const active = this.#active;
    if (!active || needs(active, event.key)) return;
    const stops = this.#stops();
    // What has the focus may be an element with controls of its own, which are no stops here.
    const at = stops.indexOf(active as HTMLElement);
    const after = stops.findIndex(stop => active.compareDocumentPosition(stop) & Node.DOCUMENT_POSITION_FOLLOWING);
    const next = at >= 0 ? stops[at + step] : step > 0 ? stops[after] : stops[after < 0 ? stops.length - 1 : after - 1];
    if (!next) return;
    next.focus();
    event.preventDefault();
    event.stopPropagation();
  };

  get #active(): Element | null {
    const outer = (this.#host.getRootNode() as Document | ShadowRoot).activeElement;
    return (
      this.#host.shadowRoot?.activeElement ??
      (outer && outer !== this.#host && this.#host.contains(outer) ? outer : null)
    );
  }

  /** Ours in their order, then what the page put into the slots. */
  #stops(): HTMLElement[] {
    const own = [...(this.#host.shadowRoot?.querySelectorAll<HTMLElement>(STOPS) ?? [])];
    return [...own, ...this.#host.querySelectorAll<HTMLElement>(STOPS)].filter(
      stop => stop.getClientRects().length > 0,
    );
  }
}

/** Whether the control does something with this key itself. */
function needs(control: Element, key: string): boolean {
  if (control instanceof HTMLSelectElement) return true;
  if (!(control instanceof HTMLInputElement)) return false;
  if (key === 'ArrowLeft') return control.selectionEnd !== 0;
  return key === 'ArrowRight' && control.selectionStart !== control.value.length;
}
