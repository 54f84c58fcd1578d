import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { writeCsv } from '../core/csv.ts';
import { TveError } from '../core/errors.ts';
import { decodeFile, readRows, type Row } from '../watermark/csv-file.ts';
import { asWatermarkError, type WatermarkError } from '../watermark/errors.ts';
import { planImport, type PlannedRow, type Verdict } from '../watermark/import-plan.ts';
import { countStates, createImportRun, type ImportItem, type ImportRun } from '../watermark/import-run.ts';
import { lookUpAll, type Registered } from '../watermark/look-up.ts';
import type { WatermarkAccess } from './watermark-access.ts';

export type ImportStep = 'choose' | 'reading' | 'preview' | 'running' | 'stopped' | 'done';

export { countStates };

/** From a file to registered recipients: read, judged, shown, and only then sent. */
export class WatermarkImportController implements ReactiveController {
  readonly #host: ReactiveControllerHost & { readonly access: WatermarkAccess };
  readonly #told: (names: readonly string[]) => void;
  #rows: readonly Row[] = [];
  #registered: Registered = new Map();
  #run: ImportRun | undefined;
  #leaving: AbortController | undefined;
  #reported = new Set<number>();
  #due = false;

  step: ImportStep = 'choose';
  planned: readonly PlannedRow[] = [];
  swap = false;
  error: WatermarkError | undefined;
  /** Registered recipients that have been read to compare with. */
  compared = 0;

  constructor(
    host: ReactiveControllerHost & { readonly access: WatermarkAccess },
    told: (names: readonly string[]) => void,
  ) {
    this.#host = host;
    this.#told = told;
    host.addController(this);
  }

  get items(): readonly ImportItem[] {
    return this.#run?.items ?? [];
  }

  counts(): Partial<Record<Verdict, number>> {
    const counts: Partial<Record<Verdict, number>> = {};
    for (const { verdict } of this.planned) counts[verdict] = (counts[verdict] ?? 0) + 1;
    return counts;
  }

  async readFile(file: Blob): Promise<void> {
    await this.#prepare(async () => decodeFile(new Uint8Array(await file.arrayBuffer())));
  }

  async readText(text: string): Promise<void> {
    await this.#prepare(async () => text);
  }

  async setSwap(swap: boolean): Promise<void> {
    this.swap = swap;
    this.planned = await planImport(this.#rows, { registered: this.#registered, swap });
    this.#host.requestUpdate();
  }

  reset(): void {
    this.#leaving?.abort();
    this.#run = undefined;
    this.#rows = [];
    this.planned = [];
    this.error = undefined;
    this.swap = false;
    this.compared = 0;
    this.#to('choose');
  }

  /** Sends what is ready, or goes on with what is left. */
  async start(): Promise<void> {
    const { client } = this.#host.access;
    if (!client || this.step === 'running') return;
    if (!this.#run) {
      const ready = this.planned.filter(({ verdict }) => verdict === 'ready');
      this.#run = createImportRun(ready, client, { changed: () => this.#changed() });
      this.#reported = new Set();
    }
    const own = (this.#leaving = new AbortController());
    this.error = undefined;
    this.#to('running');
    const run = this.#run;
    const end = await run.start(own.signal).then(
      () => 'done' as const,
      (error: unknown) => asWatermarkError(error),
    );
    // Put aside for another file meanwhile.
    if (this.#run !== run) return;
    if (end !== 'done' && !own.signal.aborted) this.error = end;
    this.#to(end === 'done' ? end : 'stopped');
    this.#report();
  }

  /** Between two calls, or by giving up the one under way: what became of that is looked up before going on. */
  stop(): void {
    this.#leaving?.abort();
  }

  /** Every row of the file with what became of it. */
  report(words: (row: { verdict: Verdict; detail: string }) => string, state: (item: ImportItem) => string): string {
    const byLine = new Map(this.items.map(item => [item.line, item]));
    const rows = this.planned.map(row => {
      const item = byLine.get(row.line);
      const result = item ? [item.state, item.dwmId ?? '', item.reason ?? state(item)] : ['skipped', '', words(row)];
      return [row.name, row.description, String(row.line), ...result];
    });
    return writeCsv([['name', 'description', 'line', 'result', 'dwm_id', 'reason'], ...rows]);
  }

  hostDisconnected(): void {
    this.#leaving?.abort();
    // What was being read is chosen again; what was being sent goes on by hand.
    if (this.step === 'reading') this.#to('choose');
  }

  async #prepare(read: () => Promise<string>): Promise<void> {
    const { client } = this.#host.access;
    if (!client) return;
    this.#leaving?.abort();
    const own = (this.#leaving = new AbortController());
    this.#run = undefined;
    this.error = undefined;
    this.compared = 0;
    this.#to('reading');
    try {
      this.#rows = await readRows(await read());
      this.#registered = await lookUpAll(client, own.signal, count => {
        this.compared = count;
        this.#host.requestUpdate();
      });
      this.planned = await planImport(this.#rows, { registered: this.#registered, swap: this.swap });
      if (own.signal.aborted) return;
      this.#to('preview');
    } catch (error) {
      if (own.signal.aborted || (error instanceof TveError && error.code === 'aborted')) return;
      this.error = asWatermarkError(error);
      this.#to('choose');
    }
  }

  #to(step: ImportStep): void {
    this.step = step;
    this.#host.requestUpdate();
  }

  /** Progress is shown once per frame, however often it changes. */
  #changed(): void {
    if (this.#due) return;
    this.#due = true;
    setTimeout(() => {
      this.#due = false;
      this.#report();
      this.#host.requestUpdate();
    }, 50);
  }

  #report(): void {
    const names: string[] = [];
    for (const [index, { state, name }] of this.items.entries()) {
      if (state !== 'created' || this.#reported.has(index)) continue;
      this.#reported.add(index);
      names.push(name);
    }
    if (names.length > 0) this.#told(names);
  }
}
