import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { FocusKeeper } from '../../controllers/focus-keeper.ts';
import { PanelView } from '../../controllers/panel-view.ts';
import { reflectState } from '../../controllers/reflect-state.ts';
import { WatermarkRecipientsController } from '../../controllers/watermark-recipients-controller.ts';
import { writeCsv } from '../../core/csv.ts';
import { define } from '../../core/define.ts';
import { VERSION } from '../../core/version.ts';
import { WatermarkChangeEvent, type WatermarkAction } from '../../events/watermark-change.ts';
import type { WatermarkError } from '../../watermark/errors.ts';
import type { Recipient } from '../../watermark/types.ts';
import { DataGrid, type Column } from '../console/data-grid.ts';
import { dateFields, pager, words } from '../console/filters.ts';
import { problemNote, saveFile, textField, valuesOf } from '../console/parts.ts';
import { WatermarkElement, type WatermarkState } from '../console/watermark-element.ts';
import { LeakTrace } from './leak-trace.ts';
import { RecipientChoice } from './recipient-choice.ts';
import { RecipientForm } from './recipient-form.ts';
import { RecipientImport } from './recipient-import.ts';
import type { RecipientsParts } from './recipients-host.ts';

/**
 * Who receives marked copies from a site of the watermarking service: list, search, register one or many, change. For
 * staff pages only. The rules of names hold before anything is sent; nothing is registered twice, whatever fails.
 *
 * @tag watermark-recipients
 *
 * @attr {string} site-id - the site, four letters or digits
 * @attr {string} base-url - address of the service; a relay on the page's own origin will do
 * @attr {'unconfigured'|'signed-out'|'loading'|'ready'|'empty'|'error'} state - reflected, read only
 *
 * @fires {WatermarkChangeEvent} watermark-change - `{ action, names, time }`: what an operator did, for the page's record
 *
 * @csspart base - all of it
 * @csspart table - a list
 * @csspart panel - one recipient, or the form for a new one
 * @csspart import - the import of a file
 * @csspart credentials - the form for account and key
 * @csspart error - what went wrong
 *
 * @cssprop --tve-accent - colour of main buttons and of the focus
 * @cssprop --tve-table-height - height of the lists
 */
export class WatermarkRecipientsElement extends WatermarkElement implements RecipientsParts {
  static readonly version = VERSION;

  /** Registers the element, under its own name or another one. */
  static define(tag = 'watermark-recipients', registry = customElements): void {
    define(tag, this, registry);
  }

  static override properties: PropertyDeclarations = {
    panel: { state: true, attribute: false },
  };

  declare protected panel: Recipient | 'new' | 'import' | 'trace' | null;

  readonly controller = new WatermarkRecipientsController(this);
  readonly #grid = new DataGrid<Recipient>(this);
  readonly #form = new RecipientForm(this);
  readonly #import = new RecipientImport(this);
  readonly #choice = new RecipientChoice(this);
  readonly #trace = new LeakTrace(this);
  readonly #focus = new FocusKeeper(
    this,
    () =>
      this.renderRoot.querySelector<HTMLElement>('.open[tabindex="0"]') ??
      this.renderRoot.querySelector<HTMLElement>('.new'),
  );

  constructor() {
    super();
    new PanelView(this);
    this.panel = null;
  }

  get state(): WatermarkState {
    const { page, error } = this.controller;
    if (this.access.error) return this.access.unconfigured ? 'unconfigured' : 'error';
    if (this.signedOut) return 'signed-out';
    if (error) return 'error';
    if (!page) return 'loading';
    return page.items.length > 0 ? 'ready' : 'empty';
  }

  show(recipient: Recipient | undefined): void {
    this.panel = recipient ?? null;
  }

  told(action: WatermarkAction, names: readonly string[]): void {
    this.dispatchEvent(new WatermarkChangeEvent({ action, names, time: Date.now() }));
  }

  protected override get problem(): WatermarkError | undefined {
    return this.controller.error;
  }

  protected override get loading(): boolean {
    return this.controller.loading;
  }

  protected override resume(): void {
    this.controller.error = undefined;
    void this.controller.read();
  }

  protected override reset(): void {
    this.controller.reset();
    this.#import.reset();
    this.#choice.reset();
    this.#trace.reset();
    this.panel = null;
  }

  protected override load(): Promise<void> {
    return this.controller.setFilter({});
  }

  override updated(): void {
    reflectState(this, this.state);
  }

  override render(): TemplateResult {
    const { term } = this.localize;
    return html`<div class="base" part="base">
      ${this.gate() ?? (this.panel === 'import' ? this.#import.render(this.#close) : this.#list())}
      <div class="status" role="status">${this.news || (this.state === 'loading' ? term('loading') : '')}</div>
    </div>`;
  }

  readonly #close = (): void => {
    this.#focus.keep();
    this.panel = null;
  };

  #list(): TemplateResult {
    const { term } = this.localize;
    const { error } = this.controller;
    return html`${this.#filters()} ${error ? problemNote(error, term, () => void this.controller.read()) : nothing}
      <div class="split">
        <div class="list">
          ${this.#table()} ${this.#pager()} ${this.#choice.render(this.controller.page?.items ?? [])}
        </div>
        ${this.#panel()}
      </div>
      ${this.accessPanel()}`;
  }

  #panel(): TemplateResult | typeof nothing {
    const { panel } = this;
    if (!panel || panel === 'import') return nothing;
    if (panel === 'trace') return this.#trace.render(this.#close);
    return this.#form.render(panel === 'new' ? undefined : panel, this.#close);
  }

  #filters(): TemplateResult {
    const { term } = this.localize;
    const { filter, page, loading } = this.controller;
    return html`<form class="toolbar" novalidate aria-label=${term('filters')} @submit=${this.#onFilter}>
      ${textField('names', term('names'), filter.names.join(' '), { type: 'search' })} ${dateFields(filter, term)}
      <button class="primary" ?disabled=${loading}>${term('apply')}</button>
      <div class="row end">
        <button type="button" ?disabled=${loading} @click=${() => void this.controller.read()}>
          ${term('refresh')}
        </button>
        <button type="button" ?disabled=${!page?.items.length} @click=${this.#export}>${term('exportCsv')}</button>
        <button type="button" @click=${() => (this.panel = 'import')}>${term('importCsv')}</button>
        <button type="button" @click=${() => (this.panel = 'trace')}>${term('traceTitle')}</button>
        <button type="button" class="primary new" @click=${() => (this.panel = 'new')}>${term('newRecipient')}</button>
      </div>
    </form>`;
  }

  readonly #onFilter = (event: Event): void => {
    event.preventDefault();
    const values = valuesOf(event.currentTarget as HTMLFormElement);
    void this.controller.setFilter({
      names: words(values['names'] ?? ''),
      ...{
        from: values['from'] ?? '',
        to: values['to'] ?? '',
        timeZone: (values['timeZone'] ?? '').trim() || '+00:00',
      },
      pageSize: Number(values['pageSize']),
    });
  };

  #table(): TemplateResult {
    const { term } = this.localize;
    const { page, filter, loading } = this.controller;
    const { panel } = this;
    if (page?.items.length === 0) {
      const filtered = filter.names.length > 0 || filter.from || filter.to;
      return html`<p class="note">${term(filtered ? 'noMatch' : 'noRecipients')}</p>`;
    }
    return this.#grid.render({
      ...{ id: 'recipients', label: term('recipients'), rows: page?.items ?? [], columns: this.#columns() },
      ...{ keyOf: ({ dwmId }: Recipient) => dwmId, busy: loading },
      open: recipient => (this.panel = recipient),
      selected: panel && typeof panel === 'object' ? panel.dwmId : undefined,
      offset: (filter.page - 1) * filter.pageSize,
      total: page?.total ?? 0,
    });
  }

  #columns(): Column<Recipient>[] {
    const { term, moment } = this.localize;
    const zone = this.controller.page?.timeZone;
    return [
      { key: 'name', label: term('name'), kind: 'wide', cell: ({ name }) => name },
      this.#choice.column(),
      { key: 'dwmId', label: 'dwm_id', kind: 'number', cell: ({ dwmId }) => dwmId },
      { key: 'description', label: term('description'), cell: ({ description }) => description ?? '–' },
      {
        key: 'created',
        label: term('createdAt'),
        cell: ({ created }) => (created === undefined ? '–' : moment(created, zone)),
      },
    ];
  }

  #pager(): TemplateResult {
    const { term, number, moment } = this.localize;
    const { filter, pages, page, loading, readAt } = this.controller;
    const texts = {
      total: page ? term('total', { count: number(page.total) }) : '',
      readAt: readAt === undefined ? '' : term('readAt', { time: moment(readAt) }),
    };
    const go = (to: number): void => void this.controller.setFilter({ page: to });
    return pager(filter.page, pages, texts, go, loading, term);
  }

  readonly #export = (): void => {
    const rows = (this.controller.page?.items ?? []).map(({ name, description = '', dwmId, created }) => [
      ...[name, description, dwmId, created === undefined ? '' : new Date(created).toISOString()],
    ]);
    saveFile('recipients.csv', writeCsv([['name', 'description', 'dwm_id', 'created'], ...rows]));
  };
}
