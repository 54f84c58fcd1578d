/** The list of connections: what narrows it, its columns, and what it is as a file. */
import { html, type TemplateResult } from 'lit';
import type { ConsoleLocalize } from '../../controllers/console-localize.ts';
import type { StreamingController } from '../../controllers/streaming-controller.ts';
import { writeCsv } from '../../core/csv.ts';
import type { Connection } from '../../experience/types.ts';
import type { ConsoleTerm } from '../../i18n/console/messages.ts';
import type { Column } from '../console/data-grid.ts';
import { choice, field, saveFile } from '../console/parts.ts';

export function connectionFilters(controller: StreamingController, term: ConsoleTerm): TemplateResult {
  const { state, authentication, name } = controller.filter;
  return html`${field(
    'filter-name',
    term('filterName'),
    () =>
      html`<input
        id="filter-name"
        type="search"
        .value=${name}
        @change=${(event: Event) => controller.setFilter({ name: (event.target as HTMLInputElement).value })}
      />`,
  )}
  ${choice(
    'filter-state',
    term('state'),
    state,
    [['', term('all')], ...['enabled', 'disabled', 'initializing'].map(each => [each, each] as const)],
    value => controller.setFilter({ state: value }),
  )}
  ${choice(
    'filter-authentication',
    term('authentication'),
    authentication,
    [
      ['', term('all')],
      ['yes', term('required')],
      ['no', term('notRequired')],
    ],
    value => controller.setFilter({ authentication: value as 'yes' }),
  )}`;
}

export function connectionColumns({ term, moment }: ConsoleLocalize): Column<Connection>[] {
  const time = (value: number | undefined): string => (value === undefined ? '–' : moment(value));
  return [
    { key: 'name', label: term('name'), sortable: true, kind: 'wide', cell: ({ name }) => name },
    { key: 'state', label: term('state'), sortable: true, cell: ({ state }) => state ?? '–' },
    { key: 'dataType', label: term('dataType'), cell: ({ dataType }) => dataType ?? '–' },
    {
      key: 'authentication',
      label: term('authentication'),
      cell: ({ authenticationRequired }) => term(authenticationRequired ? 'required' : 'notRequired'),
    },
    { key: 'sourceId', label: term('sourceId'), cell: ({ sourceId }) => sourceId ?? '–' },
    { key: 'inletId', label: term('inletId'), kind: 'code', cell: ({ inletId }) => short(inletId) },
    { key: 'createdAt', label: term('createdAt'), sortable: true, cell: ({ createdAt }) => time(createdAt) },
    { key: 'updatedAt', label: term('updatedAt'), sortable: true, cell: ({ updatedAt }) => time(updatedAt) },
  ];
}

export const exportButtons = (items: readonly Connection[], term: ConsoleTerm): TemplateResult[] =>
  (['csv', 'json'] as const).map(
    form =>
      html`<button ?disabled=${items.length === 0} @click=${() => exportConnections(items, form)}>
        ${term(form === 'csv' ? 'exportCsv' : 'exportJson')}
      </button>`,
  );

/** The list as a file, without any token: for a spreadsheet, or for a program. */
function exportConnections(items: readonly Connection[], form: 'csv' | 'json'): void {
  const iso = (time: number | undefined): string => (time === undefined ? '' : new Date(time).toISOString());
  const rows = items.map(item => ({
    ...{ name: item.name, id: item.id, state: item.state ?? '', dataType: item.dataType ?? '' },
    ...{ authenticationRequired: item.authenticationRequired, sourceId: item.sourceId ?? '' },
    ...{ inletUrl: item.inletUrl ?? '', createdAt: iso(item.createdAt), updatedAt: iso(item.updatedAt) },
  }));
  if (form === 'json')
    return saveFile('streaming-connections.json', JSON.stringify(rows, undefined, 2), 'application/json');
  const table = rows.map(row => Object.values(row).map(String));
  saveFile('streaming-connections.csv', writeCsv([Object.keys(rows[0] ?? {}), ...table]));
}

const short = (id: string | undefined): string =>
  id === undefined ? '–' : id.length > 12 ? `${id.slice(0, 10)}…` : id;
