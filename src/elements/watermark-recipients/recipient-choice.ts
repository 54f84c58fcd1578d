import { html, nothing, type TemplateResult } from 'lit';
import type { Recipient } from '../../watermark/types.ts';
import type { Column } from '../console/data-grid.ts';
import { copyText, saveFile } from '../console/parts.ts';
import type { RecipientsParts } from './recipients-host.ts';

/** Recipients that were chosen, on any page: their names in the registered spelling are what the embedding tool wants. */
export class RecipientChoice {
  readonly #host: RecipientsParts;
  readonly #chosen = new Map<string, string>();

  constructor(host: RecipientsParts) {
    this.#host = host;
  }

  reset(): void {
    this.#chosen.clear();
  }

  /** A box for each row. */
  column(): Column<Recipient> {
    const { term } = this.#host.localize;
    const set = (recipient: Recipient, { target }: Event): void =>
      this.#change(() => this.#set(recipient, (target as HTMLInputElement).checked));
    return {
      key: 'chosen',
      label: term('chosen'),
      cell: recipient =>
        html`<input
          type="checkbox"
          aria-label=${term('chooseWhat', { name: recipient.name })}
          .checked=${this.#chosen.has(recipient.dwmId)}
          @change=${(event: Event) => set(recipient, event)}
        />`,
    };
  }

  render(page: readonly Recipient[]): TemplateResult | typeof nothing {
    if (page.length === 0 && this.#chosen.size === 0) return nothing;
    const { term, number } = this.#host.localize;
    const none = this.#chosen.size === 0;
    return html`<div class="pager choice" role="group" aria-label=${term('forEmbedder')}>
      <span>${term('forEmbedder')}: ${term('chosenCount', { count: number(this.#chosen.size) })}</span>
      <button class="small" @click=${() => this.#change(() => page.forEach(each => this.#set(each, true)))}>
        ${term('choosePage')}
      </button>
      <button class="small" ?disabled=${none} @click=${() => this.#change(() => this.#chosen.clear())}>
        ${term('chooseNone')}
      </button>
      <button class="small" ?disabled=${none} @click=${() => void this.#copy()}>${term('copyNames')}</button>
      <button class="small" ?disabled=${none} @click=${() => saveFile('recipients.txt', this.#names(), 'text/plain')}>
        ${term('saveNames')}
      </button>
    </div>`;
  }

  #set({ dwmId, name }: Recipient, chosen: boolean): void {
    if (chosen) this.#chosen.set(dwmId, name);
    else this.#chosen.delete(dwmId);
  }

  #change(change: () => void): void {
    change();
    this.#host.requestUpdate();
  }

  #names(): string {
    return [...this.#chosen.values()].map(name => `${name}\n`).join('');
  }

  async #copy(): Promise<void> {
    const { term, number } = this.#host.localize;
    const what = term('chosenCount', { count: number(this.#chosen.size) });
    this.#host.announce((await copyText(this.#names())) ? term('copied', { what }) : term('copyFailed'));
  }
}
