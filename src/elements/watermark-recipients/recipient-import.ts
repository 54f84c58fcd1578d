import { html, nothing, type TemplateResult } from 'lit';
import type { WatermarkAccess } from '../../controllers/watermark-access.ts';
import { countStates, WatermarkImportController } from '../../controllers/watermark-import-controller.ts';
import { writeCsv } from '../../core/csv.ts';
import type { PlannedRow } from '../../watermark/import-plan.ts';
import type { ImportItem } from '../../watermark/import-run.ts';
import { DataGrid, type Column } from '../console/data-grid.ts';
import { problemNote, saveFile } from '../console/parts.ts';
import type { RecipientsParts } from './recipients-host.ts';
import { verdictText } from './verdict-text.ts';

/** Many recipients at once: choose, look at what would happen, send, and keep the result. */
export class RecipientImport {
  readonly #host: RecipientsParts & { readonly access: WatermarkAccess };
  readonly #import: WatermarkImportController;
  readonly #rows: DataGrid<PlannedRow>;
  #all = false;

  constructor(host: RecipientsParts & { readonly access: WatermarkAccess }) {
    this.#host = host;
    this.#import = new WatermarkImportController(host, names => host.told('created', names));
    this.#rows = new DataGrid<PlannedRow>(host);
  }

  reset(): void {
    this.#import.reset();
    this.#all = false;
  }

  render(close: () => void): TemplateResult {
    const { term } = this.#host.localize;
    const { step, error } = this.#import;
    const busy = step === 'running' || step === 'reading';
    return html`<section class="stack" part="import" aria-label=${term('importTitle')}>
      <div class="panel-head">
        <h2>${term('importTitle')}</h2>
        <div class="row">
          ${
            step === 'choose' || busy
              ? nothing
              : html`<button @click=${() => this.reset()}>${term('anotherFile')}</button>`
          }
          <button ?disabled=${step === 'running'} @click=${close}>${term('backToList')}</button>
        </div>
      </div>
      ${error ? problemNote(error, term) : nothing} ${step === 'choose' ? this.#choose() : nothing}
      ${step === 'reading' ? this.#reading() : nothing}
      ${step === 'choose' || step === 'reading' ? nothing : html`${this.#progress()} ${this.#preview()}`}
    </section>`;
  }

  #choose(): TemplateResult {
    const { term } = this.#host.localize;
    return html`<div class="panel drop" @dragover=${this.#onDragOver} @drop=${this.#onDrop}>
      <div class="field">
        <label for="file">${term('chooseFile')}</label>
        <input
          id="file"
          type="file"
          accept=".csv,.tsv,.txt,text/csv,text/tab-separated-values,text/plain"
          aria-describedby="file-hint"
          @change=${this.#onFile}
        />
        <span class="hint" id="file-hint">${term('fileHint')}</span>
      </div>
      <form class="field" novalidate @submit=${this.#onPaste}>
        <label for="paste">${term('pasteCells')}</label>
        <textarea id="paste" rows="6" spellcheck="false"></textarea>
        <div class="row">
          <button class="primary">${term('preview')}</button>
          <button type="button" @click=${this.#template}>${term('template')}</button>
        </div>
      </form>
    </div>`;
  }

  #reading(): TemplateResult {
    const { term, number } = this.#host.localize;
    return html`<p class="wait">${term('comparing', { count: number(this.#import.compared) })}</p>`;
  }

  #preview(): TemplateResult {
    const { term, number } = this.#host.localize;
    const { planned, step, swap } = this.#import;
    const counts = this.#import.counts();
    const { ready = 0 } = counts;
    const problems = planned.length - ready;
    const begun = step !== 'preview';
    const shown = this.#all || begun ? planned : planned.filter(({ verdict }) => verdict !== 'ready');
    return html`<div class="toolbar">
        <p>
          <strong>${term('readyCount', { count: number(ready) })}</strong> ·
          ${term('problemCount', { count: number(problems) })}
        </p>
        <span class="space"></span>
        ${
          begun
            ? nothing
            : html`<label class="check">
                  <input
                    type="checkbox"
                    .checked=${this.#all}
                    @change=${(event: Event) => {
                      this.#all = (event.target as HTMLInputElement).checked;
                      this.#host.requestUpdate();
                    }}
                  />
                  ${term('showAllRows')}
                </label>
                <button @click=${() => void this.#import.setSwap(!swap)}>${term('swapColumns')}</button>
                <button class="primary send" ?disabled=${ready === 0} @click=${() => void this.#start()}>
                  ${term('sendCount', { count: number(ready) })}
                </button>`
        }
        ${begun || problems > 0 ? html`<button @click=${this.#save}>${term('saveReport')}</button>` : nothing}
      </div>
      ${
        shown.length === 0
          ? html`<p class="note good">${term('noProblems')}</p>`
          : this.#rows.render({
              ...{ id: 'rows', label: term('rowsOfFile'), rows: shown, columns: this.#columns() },
              keyOf: ({ line }: PlannedRow) => String(line),
            })
      }`;
  }

  #progress(): TemplateResult | typeof nothing {
    const { step, items } = this.#import;
    if (step === 'preview') return nothing;
    const { term, number } = this.#host.localize;
    const { created, registered, failed, waiting, unknown } = countStates(items);
    const settled = created + registered + failed;
    const values = {
      ...{ created: number(created), failed: number(failed + registered) },
      ...{ left: number(waiting + unknown) },
    };
    return html`<div class="note ${step === 'done' && failed + registered === 0 ? 'good' : 'warn'}">
      <progress max=${items.length} value=${settled} aria-label=${term('progress')}></progress>
      <p>${term('importCounts', values)}</p>
      ${step === 'running' ? html`<button @click=${() => this.#import.stop()}>${term('stop')}</button>` : nothing}
      ${
        step === 'stopped'
          ? html`<p>${term('stopped')}</p>
              <button class="primary" @click=${() => void this.#start()}>${term('goOn')}</button>`
          : nothing
      }
      ${step === 'done' ? html`<p><strong>${term('importDone')}</strong></p>` : nothing}
    </div>`;
  }

  #columns(): Column<PlannedRow>[] {
    const { term } = this.#host.localize;
    const byLine = new Map(this.#import.items.map(item => [item.line, item]));
    return [
      { key: 'line', label: term('lineLabel'), kind: 'number', cell: ({ line }) => line },
      { key: 'name', label: term('name'), cell: ({ name }) => name || '–' },
      { key: 'description', label: term('description'), cell: ({ description }) => description || '–' },
      { key: 'result', label: term('result'), kind: 'wide', cell: row => this.#result(row, byLine.get(row.line)) },
    ];
  }

  #result(row: PlannedRow, item: ImportItem | undefined): unknown {
    const { term } = this.#host.localize;
    if (!item) {
      const text = verdictText(row, term);
      return row.verdict === 'ready' ? text : html`<span class="phase failed">${text}</span>`;
    }
    if (item.state === 'created') {
      return html`<span class="phase done">${term('itemCreated')}</span> <bdi>${item.dwmId ?? ''}</bdi>`;
    }
    if (item.state === 'failed' || item.state === 'registered') {
      return html`<span class="phase failed">${this.#itemText(item)}</span>`;
    }
    return html`<span class="phase waiting">${this.#itemText(item)}</span>`;
  }

  #itemText({ state, reason = '' }: ImportItem): string {
    const { term } = this.#host.localize;
    if (state === 'failed') return reason;
    if (state === 'registered') return term('verdictRegistered', { name: reason });
    return term(state === 'created' ? 'itemCreated' : state === 'unknown' ? 'itemUnknown' : 'itemWaiting');
  }

  async #start(): Promise<void> {
    const { term, number } = this.#host.localize;
    await this.#import.start();
    const { created } = countStates(this.#import.items);
    const done = this.#import.step === 'done';
    this.#host.announce(done ? `${term('importDone')} ${number(created)}` : term('stopped'));
    void this.#host.controller.read();
  }

  readonly #save = (): void => {
    const { term } = this.#host.localize;
    const text = this.#import.report(
      row => verdictText(row, term),
      item => (item.state === 'created' ? '' : this.#itemText(item)),
    );
    saveFile('recipients-result.csv', text);
  };

  readonly #template = (): void =>
    saveFile(
      'recipients.csv',
      writeCsv([
        ['name', 'description'],
        ['north-cinema', 'North Cinema'],
      ]),
    );

  readonly #onFile = ({ target }: Event): void => {
    const [file] = (target as HTMLInputElement).files ?? [];
    if (file) void this.#import.readFile(file);
  };

  readonly #onPaste = (event: Event): void => {
    event.preventDefault();
    const text = (event.currentTarget as HTMLFormElement).querySelector('textarea')!.value;
    if (text.trim()) void this.#import.readText(text);
  };

  readonly #onDragOver = (event: DragEvent): void => event.preventDefault();

  readonly #onDrop = (event: DragEvent): void => {
    event.preventDefault();
    const [file] = event.dataTransfer?.files ?? [];
    if (file) void this.#import.readFile(file);
  };
}
