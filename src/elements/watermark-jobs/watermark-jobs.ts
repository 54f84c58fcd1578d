import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { FocusKeeper } from '../../controllers/focus-keeper.ts';
import { PanelView } from '../../controllers/panel-view.ts';
import { reflectState } from '../../controllers/reflect-state.ts';
import { isFinal, WatermarkJobsController, type JobsHost } from '../../controllers/watermark-jobs-controller.ts';
import { writeCsv } from '../../core/csv.ts';
import { define } from '../../core/define.ts';
import { VERSION } from '../../core/version.ts';
import { WatermarkPhaseEvent } from '../../events/watermark-phase.ts';
import type { WatermarkError } from '../../watermark/errors.ts';
import type { CodeLabels, Job, Phase } from '../../watermark/types.ts';
import { DataGrid, type Sort } from '../console/data-grid.ts';
import { pager } from '../console/filters.ts';
import { problemNote, saveFile } from '../console/parts.ts';
import { WatermarkElement, type WatermarkState } from '../console/watermark-element.ts';
import { jobColumns } from './job-columns.ts';
import { jobById, jobFilters } from './job-filters.ts';
import { JobNotice } from './job-notice.ts';
import { JobTasks } from './job-tasks.ts';
import { phaseWord } from './phase-cell.ts';

/**
 * The jobs of a site at the watermarking service: which content was marked for which recipient, and how far that is.
 * For staff pages only. Status codes are shown as they are; what they mean, the page says by `codeLabels`.
 *
 * @tag watermark-jobs
 *
 * @attr {string} site-id - the site, four letters or digits
 * @attr {string} base-url - address of the service; a relay on the page's own origin will do
 * @attr {string} time-zone - zone of dates and times, such as `+09:00`
 * @attr {'unconfigured'|'signed-out'|'loading'|'ready'|'empty'|'error'} state - reflected, read only
 *
 * @fires {WatermarkPhaseEvent} watermark-phase - `{ jobId, contentId, status, phase }`: a job in the list has reached another phase
 *
 * @csspart base - all of it
 * @csspart table - a list
 * @csspart panel - one job
 * @csspart credentials - the form for account and key
 * @csspart error - what went wrong
 *
 * @cssprop --tve-accent - colour of main buttons and of the focus
 * @cssprop --tve-table-height - height of the lists
 */
export class WatermarkJobsElement extends WatermarkElement implements JobsHost {
  static readonly version = VERSION;

  /** Registers the element, under its own name or another one. */
  static define(tag = 'watermark-jobs', registry = customElements): void {
    define(tag, this, registry);
  }

  static override properties: PropertyDeclarations = {
    timeZone: { attribute: 'time-zone' },
    codeLabels: { attribute: false },
    pollLimit: { attribute: false },
    sort: { state: true, attribute: false },
  };

  declare timeZone: string | null;
  /** What status codes mean: code → label, or `{ label, phase }`. */
  declare codeLabels: CodeLabels;
  /** Milliseconds after which it stops looking for changes; 12 hours. */
  declare pollLimit: number;
  declare protected sort: Sort | undefined;

  readonly controller = new WatermarkJobsController(this);
  readonly #grid = new DataGrid<Job>(this);
  readonly #tasks = new JobTasks(this);
  readonly #notice = new JobNotice(this);
  #newPhases: string[] = [];
  readonly #focus = new FocusKeeper(this, () => this.renderRoot.querySelector<HTMLElement>('.open[tabindex="0"]'));

  constructor() {
    super();
    new PanelView(this);
    this.timeZone = null;
    this.codeLabels = {};
    this.pollLimit = 12 * 3600_000;
    this.sort = undefined;
  }

  get state(): WatermarkState {
    const { page, error } = this.controller;
    if (this.access.error) return this.access.unconfigured ? 'unconfigured' : 'error';
    if (this.signedOut) return 'signed-out';
    if (error) return 'error';
    if (!page) return 'loading';
    return page.items.length > 0 ? 'ready' : 'empty';
  }

  phaseChanged(job: Job, phase: Phase): void {
    const { id: jobId, contentId, status } = job;
    this.dispatchEvent(new WatermarkPhaseEvent({ jobId, contentId, status, phase }));
    const what = phaseWord(status, this.controller, this.localize.term);
    const text = this.localize.term('phaseNews', { job: contentId ?? jobId, phase: what });
    // Several jobs may have changed at one look.
    this.#newPhases = [...this.#newPhases, text];
    this.announce(this.#newPhases.join(' · '));
    void Promise.resolve().then(() => (this.#newPhases = []));
    if (isFinal(phase)) this.#notice.tell(text);
  }

  /** Shows one job, wherever it is in the list. */
  async openJob(id: string): Promise<void> {
    // What was set in the same breath counts first.
    await this.updateComplete;
    await this.controller.openById(id);
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
  }

  protected override load(): Promise<void> {
    const { filter } = this.controller;
    return this.controller.setFilter({ timeZone: this.timeZone ?? filter.timeZone });
  }

  override updated(): void {
    reflectState(this, this.state);
  }

  override render(): TemplateResult {
    const { term } = this.localize;
    return html`<div class="base" part="base">
      ${this.gate() ?? this.#list()}
      <div class="status" role="status">${this.news || (this.state === 'loading' ? term('loading') : '')}</div>
    </div>`;
  }

  #list(): TemplateResult {
    const { term } = this.localize;
    const { controller } = this;
    const { error, job, pollingOver } = controller;
    return html`${jobFilters(controller, term, { save: this.#export })}
      ${error ? problemNote(error, term, () => void controller.read()) : nothing}
      ${
        pollingOver
          ? html`<p class="note warn">
              ${term('pollingOver')}
              <button class="small" @click=${() => void controller.read()}>${term('refresh')}</button>
            </p>`
          : nothing
      }
      <div class="split">
        <div class="list">${this.#table()} ${this.#pager()}</div>
        ${job ? this.#tasks.render(job, this.#close) : nothing}
      </div>
      ${jobById(term, { open: id => void this.openJob(id), announce: text => this.announce(text) })}
      ${this.#notice.render()} ${this.accessPanel()}`;
  }

  readonly #close = (): void => {
    this.#focus.keep();
    this.controller.close();
  };

  #table(): TemplateResult {
    const { term, number } = this.localize;
    const { controller } = this;
    const { page, filter, job, loading, unfinished } = controller;
    if (page?.items.length === 0) {
      const filtered = filter.contentId || filter.statuses.length > 0 || filter.from || filter.to;
      return html`<p class="note">${term(filtered ? 'noMatch' : 'noJobs')}</p>`;
    }
    return html`${this.#grid.render({
        ...{ id: 'jobs', label: term('jobs'), rows: this.#sorted(), columns: jobColumns(controller, this.localize) },
        ...{ keyOf: ({ id }: Job) => id, busy: loading, sort: this.sort, selected: job?.id },
        open: opened => void controller.open(opened),
        sortBy: sort => (this.sort = sort),
        offset: (filter.page - 1) * filter.pageSize,
        total: page?.total ?? 0,
      })}
      <p class="hint">
        ${term('sortedHere')} ${unfinished > 0 ? term('watching', { count: number(unfinished) }) : nothing}
      </p>`;
  }

  /** The service's order is its own; what is here can be put into another one. */
  #sorted(): readonly Job[] {
    const items = this.controller.page?.items ?? [];
    const { sort } = this;
    if (!sort) return items;
    const key = sort.key as keyof Job;
    const value = (job: Job): number | string => (key === 'id' ? Number(job.id) : (job[key] ?? ''));
    const order = (a: Job, b: Job): number => (value(a) < value(b) ? -1 : value(a) > value(b) ? 1 : 0);
    return [...items].sort((a, b) => (sort.descending ? order(b, a) : order(a, b)));
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
    const iso = (time: number | undefined): string => (time === undefined ? '' : new Date(time).toISOString());
    const rows = this.#sorted().map(job => [
      ...[job.contentId ?? '', job.id, job.status, this.controller.phaseOf(job.status)],
      ...[iso(job.created), iso(job.updated)],
    ]);
    saveFile('jobs.csv', writeCsv([['content_id', 'job_id', 'job_status', 'phase', 'created', 'updated'], ...rows]));
  };
}
