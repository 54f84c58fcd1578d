import { asWatermarkError, isBusinessError, type WatermarkError } from '../watermark/errors.ts';
import { lookUp } from '../watermark/look-up.ts';
import { LARGEST_PAGE, nameKey, nameProblem } from '../watermark/rules.ts';
import type { WatermarkClient } from '../watermark/client.ts';
import type { Recipient } from '../watermark/types.ts';
import { ConsoleLoad } from './console-load.ts';
import type { RecipientsHost } from './watermark-recipients-controller.ts';
import { jobsOf, rememberUse } from './watermark-usage.ts';

/** From what the vendor's detection returned to the recipient, and to the jobs that made the copy. */
export class WatermarkTraceController {
  readonly #host: RecipientsHost;
  readonly #load: ConsoleLoad;
  readonly #loaded: () => readonly Recipient[];

  /** Undefined before anything was asked; null where there is no such recipient. */
  recipient: Recipient | null | undefined;
  /** Jobs that have been looked through, of how many. */
  read = 0;
  total: number | undefined;
  error: WatermarkError | undefined;

  constructor(host: RecipientsHost, loaded: () => readonly Recipient[]) {
    this.#host = host;
    this.#loaded = loaded;
    this.#load = new ConsoleLoad(host);
  }

  get running(): boolean {
    return this.#load.pending;
  }

  /** Ids of jobs in which the recipient occurs, as far as is known. */
  get jobs(): string[] {
    return this.recipient ? jobsOf(this.#host, this.recipient.dwmId) : [];
  }

  /** Everything has been looked through. */
  get complete(): boolean {
    return this.total !== undefined && this.read >= this.total;
  }

  stop(): void {
    this.#load.abort();
    this.#host.requestUpdate();
  }

  reset(): void {
    this.stop();
    this.recipient = undefined;
    this.#begin();
  }

  /** What is loaded is searched first; then the service is asked, one job at a time. */
  async trace(text: string): Promise<void> {
    const { client } = this.#host.access;
    const wanted = text.trim();
    if (!client || !wanted) return;
    this.reset();
    try {
      await this.#load.run(async signal => {
        this.recipient = await this.#find(client, wanted, signal);
        this.#host.requestUpdate();
        if (this.recipient) await this.#lookThrough(client, signal);
      });
    } catch (error) {
      this.error = asWatermarkError(error);
    }
    this.#host.requestUpdate();
  }

  async #find(client: WatermarkClient, wanted: string, signal: AbortSignal): Promise<Recipient | null> {
    const key = nameKey(wanted);
    const loaded = this.#loaded();
    const known = loaded.find(({ dwmId }) => dwmId === wanted) ?? loaded.find(({ name }) => nameKey(name) === key);
    if (known) return known;
    if (/^\d+$/.test(wanted)) {
      try {
        return await client.recipient(wanted, { signal });
      } catch (thrown) {
        const error = asWatermarkError(thrown);
        // There is none with this id; a name may be digits only.
        if (!isBusinessError(error) && error.status !== 404) throw error;
      }
    }
    if (nameProblem(wanted)) return null;
    return (await lookUp(client, [wanted], signal)).get(key) ?? null;
  }

  async #lookThrough(client: WatermarkClient, signal: AbortSignal): Promise<void> {
    for (let page = 1; ; page++) {
      const { items, total } = await client.jobs({ page, pageSize: LARGEST_PAGE }, { signal });
      this.total = total;
      for (const { id } of items) {
        const tasks = await client.tasks(id, { signal });
        const ids = tasks.items.map(({ dwmId }) => dwmId);
        rememberUse(this.#host, id, ids);
        this.read++;
        this.#host.requestUpdate();
      }
      if (items.length === 0 || this.read >= total) {
        this.total = this.read;
        return;
      }
    }
  }

  #begin(): void {
    this.read = 0;
    this.total = undefined;
    this.error = undefined;
  }
}
