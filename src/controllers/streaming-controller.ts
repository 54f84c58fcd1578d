import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { asStreamingError, type StreamingError } from '../experience/errors.ts';
import { createFlowClient, type FlowClient } from '../experience/flow-client.ts';
import type { FlowConfig } from '../experience/flow-transport.ts';
import type { Connection, Filter } from '../experience/types.ts';
import { ConsoleLoad } from './console-load.ts';
import { Poll } from './poll.ts';

export interface ConnectionFilter {
  /** The whole name. */
  name: string;
  state: string;
  /** Asked of what was loaded, since the service cannot filter by it. */
  authentication: '' | 'yes' | 'no';
}

/** The service's page of connections, and where it stands among the others. */
export interface ConnectionPage {
  items: readonly Connection[];
  next: string | undefined;
}

const PAGE_SIZE = 25;
/** How often the list is read again by itself. */
const SLOWLY = 60_000;

/** What `<streaming-connections>` knows and does; how it looks is the element's affair. */
export class StreamingController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #load: ConsoleLoad;
  readonly #count: ConsoleLoad;
  readonly #poll: Poll;
  #client: FlowClient | undefined;
  /** Continuation tokens of the pages up to this one; the first has none. */
  #trail: (string | undefined)[] = [undefined];
  /** The page that is shown, while another one is asked for or could not be had. */
  #shown = 0;

  page: ConnectionPage | undefined;
  total: number | undefined;
  error: StreamingError | undefined;
  /** When the list was read last. */
  readAt: number | undefined;
  filter: ConnectionFilter = { name: '', state: '', authentication: '' };
  sort = { key: 'createdAt', descending: true };

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    this.#load = new ConsoleLoad(host);
    this.#count = new ConsoleLoad(host);
    this.#poll = new Poll(host, {
      look: () => this.refresh(),
      wanted: () => this.page !== undefined,
      pause: () => SLOWLY,
    });
    host.addController(this);
  }

  get client(): FlowClient | undefined {
    return this.#client;
  }

  get loading(): boolean {
    return this.#load.pending;
  }

  get pageNumber(): number {
    return this.#shown + 1;
  }

  get items(): readonly Connection[] {
    const { authentication } = this.filter;
    const all = this.page?.items ?? [];
    if (authentication === '') return all;
    return all.filter(({ authenticationRequired }) => authenticationRequired === (authentication === 'yes'));
  }

  /** Speaks to another place, or to none. */
  connect(config: FlowConfig | undefined): void {
    this.#client = config && createFlowClient(config);
    this.page = undefined;
    this.total = undefined;
    this.error = undefined;
    this.#trail = [undefined];
    this.#shown = 0;
    if (config) void this.read();
    else this.#load.abort();
  }

  hostConnected(): void {
    if (this.#client && !this.page) void this.read();
  }

  /** Reads the present page again; false when nothing changed. */
  async refresh(): Promise<boolean> {
    const before = JSON.stringify(this.page);
    await this.read();
    return JSON.stringify(this.page) !== before;
  }

  async read(): Promise<void> {
    const client = this.#client;
    if (!client) return;
    const { key, descending } = this.sort;
    const options = {
      filters: this.#filters(),
      orderBy: `${descending ? '-' : ''}${key}`,
      limit: PAGE_SIZE,
      continuation: this.#trail[this.#trail.length - 1],
    };
    try {
      const page = await this.#load.run(signal => client.list({ ...options, signal }));
      if (!page) return;
      this.page = page;
      this.#shown = this.#trail.length - 1;
      this.error = undefined;
      this.readAt = Date.now();
      // What was on the last page is gone.
      if (page.items.length === 0 && this.#shown > 0) return this.previous();
    } catch (error) {
      this.error = asStreamingError(error);
    }
    this.#host.requestUpdate();
    this.#poll.restart();
    void this.#readTotal(client);
  }

  setFilter(filter: Partial<ConnectionFilter>): void {
    const asks = filter.name !== undefined || filter.state !== undefined;
    this.filter = { ...this.filter, ...filter };
    if (asks) this.#fromStart();
    this.#host.requestUpdate();
  }

  setSort(sort: { key: string; descending: boolean }): void {
    this.sort = sort;
    this.#fromStart();
  }

  next(): void {
    if (!this.page?.next) return;
    this.#trail = [...this.#trail.slice(0, this.#shown + 1), this.page.next];
    void this.read();
  }

  previous(): void {
    if (this.#shown === 0) return;
    this.#trail = this.#trail.slice(0, this.#shown);
    void this.read();
  }

  /** Puts a newer version of a connection into the list. */
  put(connection: Connection): void {
    if (!this.page) return;
    const items = this.page.items.map(item => (item.id === connection.id ? connection : item));
    this.page = { ...this.page, items };
    this.#host.requestUpdate();
  }

  #fromStart(): void {
    this.#trail = [undefined];
    void this.read();
  }

  #filters(): Filter[] {
    const { name, state } = this.filter;
    return [
      { path: 'name', value: name.trim() },
      { path: 'state', value: state },
    ].filter(({ value }) => value !== '');
  }

  async #readTotal(client: FlowClient): Promise<void> {
    const filters = this.#filters();
    // A total that cannot be had is a total that is not shown.
    const total = await this.#count.run(signal => client.count(filters, { signal })).catch(() => undefined);
    this.total = total;
    this.#host.requestUpdate();
  }
}
