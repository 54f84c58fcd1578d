import { html, nothing, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from 'lit';
import type { ConsoleLocalize } from '../../controllers/console-localize.ts';
import { isFailed, type WatermarkJobsController } from '../../controllers/watermark-jobs-controller.ts';
import { writeCsv } from '../../core/csv.ts';
import type { Job, Task } from '../../watermark/types.ts';
import { DataGrid, type Column } from '../console/data-grid.ts';
import { choice, copyText, field, problemNote, saveFile } from '../console/parts.ts';
import { phaseCell } from './phase-cell.ts';

interface TasksHost extends ReactiveControllerHost, HTMLElement {
  readonly controller: WatermarkJobsController;
  readonly localize: ConsoleLocalize;
  announce(text: string): void;
}

/** One job and its recipients; the service hands them over all at once, so that they are searched here (DWM-R16). */
export class JobTasks implements ReactiveController {
  readonly #host: TasksHost;
  readonly #grid: DataGrid<Task>;
  #search = '';
  #failedOnly = false;
  #status = '';

  constructor(host: TasksHost) {
    this.#host = host;
    this.#grid = new DataGrid<Task>(host);
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#search = '';
    this.#failedOnly = false;
    this.#status = '';
  }

  render(job: Job, close: () => void): TemplateResult {
    const { controller, localize } = this.#host;
    const { term, moment } = localize;
    const timeZone = (controller.tasks ?? controller.page)?.timeZone;
    const time = (value: number | undefined): string => (value === undefined ? '–' : moment(value, timeZone));
    return html`<section class="panel" part="panel" aria-label=${term('jobTitle', { id: job.id })}>
      <div class="panel-head">
        <h2>${job.contentId ?? term('jobTitle', { id: job.id })}</h2>
        <button class="small" @click=${close}>${term('close')}</button>
      </div>
      ${controller.detailError ? problemNote(controller.detailError, term, () => void controller.open(job)) : nothing}
      <dl>
        <dt>${term('jobId')}</dt>
        <dd><bdi>${job.id}</bdi></dd>
        <dt>${term('status')}</dt>
        <dd>${job.status ? phaseCell(job.status, controller, term) : '–'}</dd>
        <dt>${term('createdAt')}</dt>
        <dd>${time(job.created)}</dd>
        <dt>${term('updatedAt')}</dt>
        <dd>${time(job.updated)}</dd>
      </dl>
      ${controller.tasks ? this.#tasks(job, controller.tasks.items) : this.#waiting()}
    </section>`;
  }

  #waiting(): TemplateResult | typeof nothing {
    return this.#host.controller.loadingDetail ? html`<p>${this.#host.localize.term('loading')}</p>` : nothing;
  }

  #tasks(job: Job, tasks: readonly Task[]): TemplateResult {
    const { term, number } = this.#host.localize;
    const shown = this.#matching(tasks);
    const failed = tasks.filter(isFailed).length;
    const statuses = [
      ...new Set([...tasks.map(({ status }) => status ?? '–'), ...(this.#status ? [this.#status] : [])]),
    ];
    return html`<div class="toolbar">
        ${field(
          'task-search',
          term('searchRecipients'),
          () =>
            html`<input
              id="task-search"
              type="search"
              .value=${this.#search}
              @input=${(event: Event) => this.#set(() => (this.#search = (event.target as HTMLInputElement).value))}
            />`,
        )}
        ${choice(
          'task-status',
          term('status'),
          this.#status,
          [['', term('all')], ...statuses.sort().map(status => [status, status] as const)],
          value => this.#set(() => (this.#status = value)),
        )}
        <label class="check">
          <input
            type="checkbox"
            .checked=${this.#failedOnly}
            @change=${(event: Event) => this.#set(() => (this.#failedOnly = (event.target as HTMLInputElement).checked))}
          />
          ${term('failedOnly', { count: number(failed) })}
        </label>
        <span class="space"></span>
        <button ?disabled=${tasks.length === 0} @click=${() => this.#export(job, shown)}>${term('exportCsv')}</button>
      </div>
      <p class="muted">${this.#counts(tasks)}</p>
      ${
        shown.length === 0
          ? html`<p class="note">${term(tasks.length === 0 ? 'noRecipients' : 'noMatch')}</p>`
          : this.#grid.render({
              ...{ id: 'tasks', label: term('recipientsOfJob'), rows: shown, columns: this.#columns() },
              keyOf: ({ dwmId }: Task) => dwmId,
            })
      }`;
  }

  #set(change: () => void): void {
    change();
    this.#host.requestUpdate();
  }

  #matching(tasks: readonly Task[]): readonly Task[] {
    const search = this.#search.trim().toLowerCase();
    const status = this.#status;
    if (!search && !this.#failedOnly && !status) return tasks;
    return tasks.filter(
      task =>
        (!this.#failedOnly || isFailed(task)) &&
        (!status || (task.status ?? '–') === status) &&
        (!search || [task.name, task.description, task.dwmId].some(text => text?.toLowerCase().includes(search))),
    );
  }

  /** How many there are of each raw status. */
  #counts(tasks: readonly Task[]): string {
    const { number, term } = this.#host.localize;
    const counts = new Map<string, number>();
    for (const { status } of tasks) counts.set(status ?? '–', (counts.get(status ?? '–') ?? 0) + 1);
    const parts = [...counts].map(([status, count]) => `${status}: ${number(count)}`);
    return [term('total', { count: number(tasks.length) }), ...parts].join(' · ');
  }

  #columns(): Column<Task>[] {
    const { localize, controller } = this.#host;
    const { term, moment } = localize;
    const timeZone = (controller.tasks ?? controller.page)?.timeZone;
    return [
      { key: 'name', label: term('recipient'), kind: 'wide', cell: ({ name }) => name ?? '–' },
      { key: 'dwmId', label: 'dwm_id', kind: 'number', cell: ({ dwmId }) => dwmId },
      { key: 'status', label: term('status'), cell: task => this.#statusCell(task) },
      { key: 'description', label: term('description'), cell: ({ description }) => description ?? '–' },
      {
        key: 'updated',
        label: term('updatedAt'),
        cell: ({ updated }) => (updated === undefined ? '–' : moment(updated, timeZone)),
      },
    ];
  }

  /** DWM-R21: a failure with its code, or the service's own status as it is. */
  #statusCell(task: Task): unknown {
    const { term } = this.#host.localize;
    if (!isFailed(task)) return html`<bdi>${task.status ?? '–'}</bdi>`;
    const code = task.cliErrorCode!;
    const copy = async (): Promise<void> =>
      this.#host.announce((await copyText(code)) ? term('copied', { what: code }) : term('copyFailed'));
    return html`<span class="phase failed">${term('failedWith')} <bdi>${code}</bdi></span>
      <button class="small" aria-label=${term('copyWhat', { what: code })} @click=${() => void copy()}>
        ${term('copy')}
      </button>`;
  }

  #export(job: Job, tasks: readonly Task[]): void {
    const iso = (time: number | undefined): string => (time === undefined ? '' : new Date(time).toISOString());
    const head = ['recipient', 'dwm_id', 'task_status', 'cli_error_code', 'description', 'created', 'updated'];
    const rows = tasks.map(task => [
      ...[task.name ?? '', task.dwmId, task.status ?? '', task.cliErrorCode ?? '', task.description ?? ''],
      ...[iso(task.created), iso(task.updated)],
    ]);
    saveFile(`job-${job.id}.csv`, writeCsv([head, ...rows]));
  }
}
