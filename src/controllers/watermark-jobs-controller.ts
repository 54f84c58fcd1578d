import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { asWatermarkError, type WatermarkError } from '../watermark/errors.ts';
import { isFailed, isFinal, labelOf, phaseOf } from '../watermark/codes.ts';
import { nextPause } from '../watermark/polling.ts';
import { DEFAULT_PAGE } from '../watermark/rules.ts';
import type { CodeLabels, Job, JobFilter, ListPage, Phase, Task } from '../watermark/types.ts';
import { ConsoleLoad } from './console-load.ts';
import { Poll } from './poll.ts';
import type { WatermarkAccess } from './watermark-access.ts';
import { rememberUse } from './watermark-usage.ts';

export { isFailed, isFinal };

export interface JobsHost extends ReactiveControllerHost {
  readonly access: WatermarkAccess;
  readonly siteId: string | null;
  readonly baseUrl: string | null;
  readonly codeLabels: CodeLabels;
  readonly pollLimit: number;
  /** Another phase of a job that is in the list. */
  phaseChanged(job: Job, phase: Phase): void;
}

export interface Filter {
  contentId: string;
  statuses: readonly string[];
  from: string;
  to: string;
  pageSize: number;
  page: number;
  timeZone: string;
}

/** What `<watermark-jobs>` knows and does. */
export class WatermarkJobsController implements ReactiveController {
  readonly #host: JobsHost;
  readonly #list: ConsoleLoad;
  readonly #detail: ConsoleLoad;
  readonly #poll: Poll;

  page: ListPage<Job> | undefined;
  error: WatermarkError | undefined;
  filter: Filter = {
    ...{ contentId: '', statuses: [], from: '', to: '' },
    ...{ pageSize: DEFAULT_PAGE, page: 1, timeZone: '+00:00' },
  };
  /** The job whose recipients are shown. */
  job: Job | undefined;
  tasks: ListPage<Task> | undefined;
  detailError: WatermarkError | undefined;
  readAt: number | undefined;

  constructor(host: JobsHost) {
    this.#host = host;
    this.#list = new ConsoleLoad(host);
    this.#detail = new ConsoleLoad(host);
    this.#poll = new Poll(host, {
      look: () => this.#look(),
      // What passes by itself does not end it.
      wanted: () => (this.error?.retryable ?? true) && this.unfinished > 0,
      pause: nextPause,
      limit: () => host.pollLimit,
    });
    host.addController(this);
  }

  get loading(): boolean {
    return this.#list.pending;
  }

  get loadingDetail(): boolean {
    return this.#detail.pending;
  }

  /** Jobs in view that will still change (DWM-R23). */
  get unfinished(): number {
    const { job, page: { items = [] } = {} } = this;
    // One that was opened by its id alone is in view as well.
    const alone = job?.status && !items.some(({ id }) => id === job.id) ? [job] : [];
    return [...items, ...alone].filter(({ status }) => !isFinal(this.phaseOf(status))).length;
  }

  /** Nobody has looked for so long that it stopped looking by itself. */
  get pollingOver(): boolean {
    return this.#poll.over;
  }

  get pages(): number {
    return Math.max(1, Math.ceil((this.page?.total ?? 0) / this.filter.pageSize));
  }

  readonly phaseOf = (status: string): Phase => phaseOf(status, this.#host.codeLabels);
  readonly labelOf = (status: string): string | undefined => labelOf(status, this.#host.codeLabels);

  reset(): void {
    this.page = undefined;
    this.error = undefined;
    this.close();
    this.#list.abort();
  }

  hostConnected(): void {
    if (this.#host.access?.client && !this.page && !this.#host.access.lacksCredentials) void this.read();
  }

  setFilter(change: Partial<Filter>): Promise<void> {
    this.filter = { ...this.filter, page: 1, ...change };
    return this.read();
  }

  /** Reads the list; gives whether a job changed. */
  async read(): Promise<void> {
    await this.#read();
    this.#poll.restart();
  }

  async #read(again = true): Promise<boolean> {
    const { client } = this.#host.access;
    if (!client) return false;
    const before = this.page;
    try {
      const page = await this.#list.run(signal => client.jobs(this.#wireFilter(), { signal }));
      if (!page) return false;
      this.page = page;
      this.error = undefined;
      this.readAt = Date.now();
      // The list has become shorter than where we were (DWM-R15).
      if (again && page.items.length === 0 && page.total > 0 && this.filter.page > this.pages) {
        this.filter = { ...this.filter, page: this.pages };
        return await this.#read(false);
      }
      if (page.total === 0) this.filter = { ...this.filter, page: 1 };
    } catch (error) {
      this.error = asWatermarkError(error);
    }
    this.#host.requestUpdate();
    return this.#compare(before);
  }

  async #look(): Promise<boolean> {
    const changed = await this.#read();
    const { job } = this;
    if (!job) return changed;
    const fresh = this.page?.items.find(({ id }) => id === job.id);
    if (!fresh && isFinal(this.phaseOf(job.status))) return changed;
    if (fresh && fresh.updated === job.updated && fresh.status === job.status) return changed;
    await this.open(fresh ?? job);
    return changed || this.job?.status !== job.status;
  }

  /** Tells of phases that are others than before; true when anything is. */
  #compare(before: ListPage<Job> | undefined): boolean {
    let changed = false;
    for (const job of this.page?.items ?? []) {
      const old = before?.items.find(({ id }) => id === job.id);
      if (!old || (old.status === job.status && old.updated === job.updated)) continue;
      changed = true;
      const phase = this.phaseOf(job.status);
      if (phase !== this.phaseOf(old.status)) this.#host.phaseChanged(job, phase);
    }
    return changed;
  }

  async open(job: Job): Promise<void> {
    const { client } = this.#host.access;
    if (!client) return;
    if (this.job?.id !== job.id) this.tasks = undefined;
    this.job = job;
    this.detailError = undefined;
    const { timeZone } = this.filter;
    try {
      const found = await this.#detail.run(signal =>
        Promise.all([client.job(job.id, { signal, timeZone }), client.tasks(job.id, { signal, timeZone })]),
      );
      if (!found) return;
      [this.job, this.tasks] = found;
      const ids = this.tasks.items.map(({ dwmId }) => dwmId);
      rememberUse(this.#host, job.id, ids);
    } catch (error) {
      this.detailError = asWatermarkError(error);
    }
    this.#host.requestUpdate();
  }

  /** A job by its id alone, wherever it is in the list. */
  async openById(id: string): Promise<void> {
    await this.open({ id, contentId: undefined, status: '', created: undefined, updated: undefined });
    this.#poll.restart();
  }

  close(): void {
    this.#detail.abort();
    this.job = undefined;
    this.tasks = undefined;
    this.detailError = undefined;
    this.#host.requestUpdate();
  }

  #wireFilter(): JobFilter {
    const { contentId, from, to, ...rest } = this.filter;
    return { ...rest, contentId: contentId.trim() || undefined, from: from || undefined, to: to || undefined };
  }
}
