import { html, nothing, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { GridWindow } from '../../controllers/grid-window.ts';

export interface Column<Row> {
  readonly key: string;
  readonly label: string;
  /** The service or the page can sort by it. */
  readonly sortable?: boolean;
  /** `number`, `code` or `wide`. */
  readonly kind?: string;
  readonly cell: (row: Row, index: number) => unknown;
}

export interface Sort {
  readonly key: string;
  readonly descending: boolean;
}

export interface GridOptions<Row> {
  /** Where the table begins in the host's shadow root. */
  readonly id: string;
  readonly label: string;
  readonly rows: readonly Row[];
  readonly columns: readonly Column<Row>[];
  readonly keyOf: (row: Row) => string;
  /** The first column opens the row. */
  readonly open?: ((row: Row) => void) | undefined;
  readonly selected?: string | undefined;
  readonly sort?: Sort | undefined;
  readonly sortBy?: (sort: Sort) => void;
  readonly busy?: boolean;
  /** Rows before the first one, on earlier pages. */
  readonly offset?: number;
  readonly total?: number;
}

/**
 * A dense table that draws only what is in view. It is a real table; where rows can be opened, one of their buttons is
 * in the tab order and the arrow keys move among them.
 */
export class DataGrid<Row> implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #window: GridWindow;
  #options: GridOptions<Row> | undefined;
  #active = 0;
  /** A row that gets the focus as soon as it is drawn. */
  #wanted: number | undefined;
  /** Room for the rows that are not drawn, before and after the others. */
  #spacers: [number, number] = [0, 0];

  constructor(host: ReactiveControllerHost & HTMLElement) {
    this.#host = host;
    host.addController(this);
    this.#window = new GridWindow(host, () => this.#scroller);
  }

  render(options: GridOptions<Row>): TemplateResult {
    this.#options = options;
    const { rows, columns, label, id, busy = false, offset = 0, total = rows.length } = options;
    this.#active = Math.min(this.#active, Math.max(0, rows.length - 1));
    const { start, end, before, after } = this.#window.rows(rows.length);
    this.#spacers = [before, after];
    const visible = rows.slice(start, end);
    return html`<div
      class="scroller"
      id=${id}
      role="region"
      aria-label=${label}
      tabindex=${options.open && rows.length > 0 ? -1 : 0}
      part="table"
      @keydown=${this.#onKeydown}
      @focusin=${this.#onFocus}
    >
      <table aria-rowcount=${total + 1} aria-busy=${busy}>
        <thead>
          <tr>
            ${columns.map(column => this.#head(column))}
          </tr>
        </thead>
        <tbody>
          <tr class="spacer" aria-hidden="true"></tr>
          ${repeat(
            visible,
            row => options.keyOf(row),
            (row, index) => this.#row(row, start + index, offset),
          )}
          <tr class="spacer" aria-hidden="true"></tr>
        </tbody>
      </table>
    </div>`;
  }

  hostUpdated(): void {
    const spacers = this.#scroller?.querySelectorAll<HTMLElement>('.spacer') ?? [];
    for (const [index, spacer] of [...spacers].entries()) {
      // By script, since a policy forbids it in markup.
      const height = `${this.#spacers[index] ?? 0}px`;
      if (spacer.style.height !== height) spacer.style.height = height;
    }
    if (this.#wanted === undefined) return;
    const button = this.#buttonOf(this.#wanted);
    if (!button) return;
    this.#wanted = undefined;
    button.focus({ preventScroll: true });
  }

  #head({ key, label, sortable, kind = '' }: Column<Row>): TemplateResult {
    const { sort, sortBy } = this.#options!;
    const order = sort?.key === key ? (sort.descending ? 'descending' : 'ascending') : 'none';
    if (!sortable || !sortBy) return html`<th scope="col" class=${kind}>${label}</th>`;
    const next = { key, descending: order === 'ascending' };
    return html`<th scope="col" class=${kind} aria-sort=${order}>
      <button class="sort" @click=${() => sortBy(next)}>
        ${label}<span class="arrow" aria-hidden="true">${{ none: '', ascending: ' ▲', descending: ' ▼' }[order]}</span>
      </button>
    </th>`;
  }

  #row(row: Row, index: number, offset: number): TemplateResult {
    const { columns, keyOf, open, selected } = this.#options!;
    const chosen = selected !== undefined && keyOf(row) === selected;
    return html`<tr
      data-row=${index}
      aria-rowindex=${offset + index + 2}
      class=${chosen ? 'selected' : ''}
      @click=${open ? (event: Event) => this.#onRowClick(event, row) : nothing}
    >
      ${columns.map(({ kind = '', cell }, place) => {
        const content = cell(row, index);
        if (place > 0 || !open) return html`<td class=${kind}>${content}</td>`;
        return html`<th scope="row" class=${kind}>
          <button
            class="open"
            tabindex=${index === this.#active ? 0 : -1}
            aria-current=${chosen ? 'true' : nothing}
            @click=${() => open(row)}
          >
            ${content}
          </button>
        </th>`;
      })}
    </tr>`;
  }

  #onRowClick({ target }: Event, row: Row): void {
    // What can be pressed itself does what it says.
    if (!(target as Element).closest('button, a, input')) this.#options?.open?.(row);
  }

  readonly #onFocus = ({ target }: Event): void => {
    const index = (target as Element).closest<HTMLElement>('tr[data-row]')?.dataset['row'];
    if (index === undefined || Number(index) === this.#active) return;
    this.#active = Number(index);
    this.#host.requestUpdate();
  };

  readonly #onKeydown = (event: KeyboardEvent): void => {
    const { key, target } = event;
    if (!this.#options?.open || !(target as Element).closest('.open')) return;
    const last = this.#options.rows.length - 1;
    const page = this.#window.pageSize;
    const moves: Record<string, number> = {
      ...{ ArrowDown: this.#active + 1, ArrowUp: this.#active - 1, Home: 0, End: last },
      ...{ PageDown: this.#active + page, PageUp: this.#active - page },
    };
    const next = moves[key];
    if (next === undefined) return;
    event.preventDefault();
    this.#active = Math.min(last, Math.max(0, next));
    this.#wanted = this.#active;
    this.#window.reveal(this.#active);
    this.#host.requestUpdate();
  };

  get #scroller(): HTMLElement | null {
    const id = this.#options?.id;
    return id ? (this.#host.shadowRoot?.querySelector<HTMLElement>(`#${id}`) ?? null) : null;
  }

  #buttonOf(index: number): HTMLElement | null {
    return this.#scroller?.querySelector<HTMLElement>(`tr[data-row="${index}"] .open`) ?? null;
  }
}
