import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { asWatermarkError, fail, type WatermarkError } from '../watermark/errors.ts';
import { lookUp } from '../watermark/look-up.ts';
import { DEFAULT_PAGE, isLongDescription, nameKey, nameProblem } from '../watermark/rules.ts';
import type { ListPage, Recipient, RecipientInput } from '../watermark/types.ts';
import { ConsoleLoad } from './console-load.ts';
import type { WatermarkAccess } from './watermark-access.ts';
import { jobsOf, onUse } from './watermark-usage.ts';

export { isLongDescription, nameProblem };

export interface RecipientsHost extends ReactiveControllerHost {
  readonly access: WatermarkAccess;
  readonly siteId: string | null;
  readonly baseUrl: string | null;
}

export interface Filter {
  names: readonly string[];
  from: string;
  to: string;
  pageSize: number;
  page: number;
  timeZone: string;
}

const unconfirmed = (): WatermarkError =>
  fail({ code: 'outcome-unknown', message: 'The service did not say that it was registered.' });

/** What `<watermark-recipients>` knows and does; the import of many has a controller of its own. */
export class WatermarkRecipientsController implements ReactiveController {
  readonly #host: RecipientsHost;
  readonly #list: ConsoleLoad;

  page: ListPage<Recipient> | undefined;
  error: WatermarkError | undefined;
  readAt: number | undefined;
  filter: Filter = { names: [], from: '', to: '', pageSize: DEFAULT_PAGE, page: 1, timeZone: '+00:00' };

  constructor(host: RecipientsHost) {
    this.#host = host;
    this.#list = new ConsoleLoad(host);
    host.addController(this);
  }

  get loading(): boolean {
    return this.#list.pending;
  }

  get pages(): number {
    return Math.max(1, Math.ceil((this.page?.total ?? 0) / this.filter.pageSize));
  }

  reset(): void {
    this.page = undefined;
    this.error = undefined;
    this.#list.abort();
  }

  #stop = (): void => {};

  hostDisconnected(): void {
    this.#stop();
  }

  hostConnected(): void {
    this.#stop = onUse(() => this.#host.requestUpdate());
    if (this.#host.access?.client && !this.page && !this.#host.access.lacksCredentials) void this.read();
  }

  setFilter(change: Partial<Filter>): Promise<void> {
    this.filter = { ...this.filter, page: 1, ...change };
    return this.read();
  }

  async read(again = true): Promise<void> {
    const { client } = this.#host.access;
    if (!client) return;
    const { from, to, ...rest } = this.filter;
    const filter = { ...rest, from: from || undefined, to: to || undefined };
    try {
      const page = await this.#list.run(signal => client.recipients(filter, { signal }));
      if (!page) return;
      this.page = page;
      this.error = undefined;
      this.readAt = Date.now();
      // The list has become shorter than where we were (DWM-R15).
      if (again && page.items.length === 0 && page.total > 0 && this.filter.page > this.pages) {
        this.filter = { ...this.filter, page: this.pages };
        return await this.read(false);
      }
      if (page.total === 0) this.filter = { ...this.filter, page: 1 };
    } catch (error) {
      this.error = asWatermarkError(error);
    }
    this.#host.requestUpdate();
  }

  /** A registered recipient with this name in any case (DWM-R30). */
  async find(name: string): Promise<Recipient | undefined> {
    return (await lookUp(this.#host.access.client!, [name])).get(nameKey(name));
  }

  /** Registers one; where nobody knows what became of it, it is looked up before anything else (DWM-R28). */
  async create(input: RecipientInput): Promise<Recipient> {
    const { client } = this.#host.access;
    const isIt = (each: Recipient | undefined): boolean => each?.name === input.name;
    let problem: WatermarkError | undefined;
    try {
      const made = (await client!.create([input])).find(isIt);
      if (made) return made;
    } catch (error) {
      problem = asWatermarkError(error);
    }
    const found = await this.find(input.name).catch(() => undefined);
    if (found && isIt(found)) return found;
    throw problem ?? unconfirmed();
  }

  async update({ dwmId }: Recipient, changes: Partial<RecipientInput>): Promise<Recipient> {
    const changed = await this.#host.access.client!.update(dwmId, changes);
    if (this.page) {
      this.page = { ...this.page, items: this.page.items.map(item => (item.dwmId === dwmId ? changed : item)) };
    }
    this.#host.requestUpdate();
    return changed;
  }

  /** Loaded jobs in which a recipient occurs. */
  jobsOf = (dwmId: string): string[] => jobsOf(this.#host, dwmId);
}
