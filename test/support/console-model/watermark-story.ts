import * as fixtures from '../../../demo/services/fixtures.ts';
import { addRecipient, type Recipient } from '../../../demo/services/handlers/watermark/state.ts';
import { makeWatermarkToken } from '../../../demo/services/handlers/watermark/token.ts';
import type { WorldOptions } from '../../../demo/services/world.ts';
import { createWatermarkClient, type WatermarkClient } from '../../../src/watermark/client.ts';
import { readRows } from '../../../src/watermark/csv-file.ts';
import { planImport, type PlannedRow } from '../../../src/watermark/import-plan.ts';
import { createImportRun, type ImportRun } from '../../../src/watermark/import-run.ts';
import { lookUp, lookUpAll } from '../../../src/watermark/look-up.ts';
import { nameKey } from '../../../src/watermark/rules.ts';
import { Bench, FAULTS, ORIGIN } from './bench.ts';

const pick = <T>(list: readonly T[], number: number): T | undefined => list[number % Math.max(1, list.length)];
const pause = async (): Promise<void> => {};

/** The service declines: without having done anything, or although it has. */
const DECLINED = { error_code: 'SBX-9', error_message: 'not today' };
const KINDS = { ...FAULTS, declined: { status: 200, body: DECLINED }, declinedAfter: { body: DECLINED } };

interface Import {
  readonly text: string;
  /** Names that can be registered, and lines that cannot. */
  readonly good: ReadonlyMap<number, string>;
  readonly bad: readonly number[];
  planned?: readonly PlannedRow[] | undefined;
  run?: ImportRun | undefined;
  leaving?: AbortController | undefined;
}

/** One operator at one console, somebody else at another, and the watermarking service between them. */
export class WatermarkStory {
  readonly bench: Bench;
  readonly #client: WatermarkClient;
  readonly #imports: Import[] = [];
  /** Names of which nobody knows yet whether they are registered. */
  readonly #open: string[] = [];
  readonly #theirs = new Set<string>();
  #mood: 'fine' | 'broken' | 'odd' = 'fine';
  #writing = false;
  #declined = false;
  #names = 0;

  constructor({ provided, ...options }: WorldOptions & { provided?: boolean }) {
    this.bench = new Bench({ jobs: 4, recipients: 12, watermarkTokenLife: 600, ...options });
    const { bench } = this;
    const pair = { accountId: fixtures.WATERMARK_ACCOUNT_ID, accessKey: bench.secret(fixtures.WATERMARK_ACCESS_KEY) };
    bench.secret(btoa(`${pair.accountId}:${pair.accessKey}`));
    bench.issued = () => bench.world.watermark.tokens.keys();
    const source = provided ? { tokenProvider: this.#token } : { credentials: () => pair };
    this.#client = createWatermarkClient(
      { baseUrl: ORIGIN, siteId: fixtures.WATERMARK_SITE_ID, ...source },
      bench.platform,
    );
  }

  readonly #token = (): string => {
    const mood = this.#mood;
    this.#mood = 'fine';
    const token = makeWatermarkToken(this.bench.world, 600);
    if (mood === 'broken') throw new Error(`no token after ${token}`);
    return mood === 'odd' ? `${token}\u2028.` : token;
  };

  fault(one: number, two: number): void {
    const [name, fault] = pick(Object.entries(KINDS), one)!;
    if (name.startsWith('declined')) this.#declined = true;
    for (let times = 0; times <= two % 4; times += 1) this.bench.faults.push(fault);
  }

  mood(one: number): void {
    this.#mood = one % 2 ? 'broken' : 'odd';
  }

  expire(): void {
    const { watermark, clock } = this.bench.world;
    for (const token of watermark.tokens.values()) token.expiresAt = clock.now();
  }

  forget(): void {
    this.#client.forget();
    if (this.#client.token.present) this.bench.blame('DWM-R2', 'a forgotten token is there');
  }

  async jobs(one: number, two: number): Promise<void> {
    const { bench } = this;
    const jobs = await bench.watch('jobs', this.#client.jobs({ page: 1 + (one % 2), pageSize: 3 }, bench.signal(two)));
    const id = 'value' in jobs ? pick(jobs.value.items, two)?.id : undefined;
    const all = [
      bench.watch('job', this.#client.job(id ?? '1', bench.signal(one))),
      bench.watch('tasks', this.#client.tasks(id ?? '4001', bench.signal(two))),
    ];
    await Promise.all(all);
  }

  async recipients(one: number, two: number): Promise<void> {
    await this.bench.watch('recipients', this.#client.recipients({ pageSize: 1 + (one % 9) }, this.bench.signal(two)));
  }

  /** An operator does one thing after the other. */
  async #alone(work: () => Promise<unknown>): Promise<void> {
    if (this.#writing) return;
    this.#writing = true;
    await work();
    this.#writing = false;
  }

  create(one: number): Promise<void> {
    this.#open.push(`One.${++this.#names}`);
    return this.createAgain(one);
  }

  /** Looked up before it is sent, as the form does it. */
  createAgain(one: number): Promise<void> {
    return this.#alone(async () => {
      const name = this.#open[0];
      if (name === undefined) return;
      const found = await this.bench.watch('look-up', lookUp(this.#client, [name]));
      if ('error' in found) return;
      if (!found.value.has(nameKey(name))) {
        const made = await this.bench.watch('create', this.#client.create([{ name }], this.bench.signal(one)));
        if ('error' in made) return;
        if (made.value.length !== 1) this.bench.blame('DWM-R29', `${made.value.length} for one`);
      }
      this.#open.shift();
      if (!this.#registered(name)) this.bench.blame('DWM-R28', `${name} is told to be registered, and is not`);
    });
  }

  update(one: number, two: number): Promise<void> {
    return this.#alone(async () => {
      const { byId } = this.bench.world.watermark;
      // Those of files keep their names, by which they are found again.
      const others = [...byId.values()].filter(({ name }) => !/^file/i.test(name));
      const { dwmId = 0 } = pick(others, one) ?? {};
      const read = await this.bench.watch('read', this.#client.recipient(String(dwmId)));
      if ('error' in read) return;
      const name = `Other.${++this.#names}`;
      const all = [{ name }, { description: name }, { name, description: name }];
      const changes = pick<{ name?: string; description?: string }>(all, two)!;
      const changed = await this.bench.watch(
        'update',
        this.#client.update(String(dwmId), changes, this.bench.signal(two)),
      );
      if ('error' in changed) return;
      const now = byId.get(dwmId)!;
      for (const [field, value] of Object.entries(changes) as [keyof typeof changes, string][]) {
        if (now[field] !== value || changed.value[field] !== value) this.bench.blame('DWM-R33', `${field} of ${dwmId}`);
      }
    });
  }

  #registered(name: string): Recipient | undefined {
    return this.bench.world.watermark.recipients.get(nameKey(name));
  }

  /** A file in which some lines are wrong in each way there is. */
  import(one: number, two: number): Promise<void> {
    const count = pick([3, 9, 30, 9, 170, 3, 30, 340], one)!;
    const file = ++this.#names;
    const good = new Map<number, string>();
    const bad: number[] = [];
    const lines = Array.from({ length: count }, (_, index) => {
      const line = index + 2;
      const name = `File${file}-${index}`;
      const wrong = [`${name} x,`, ',nobody', `${name},${'d'.repeat(51)}`, `${'n'.repeat(129)},`, `"${name}"x,`];
      const kind = (index * 7 + two) % 31;
      const first = [...good.values()][0];
      if (kind < wrong.length || (kind === wrong.length && first)) {
        bad.push(line);
        return wrong[kind] ?? `${first!.toUpperCase()},again`;
      }
      good.set(line, name);
      return `${name},${index % 3 ? `Cinema ${index}` : ''}`;
    });
    this.#imports.push({ text: ['name,description', ...lines].join('\n'), good, bad });
    return this.importOn(this.#imports.length - 1);
  }

  /** Reads and judges the file; sends it, or goes on with what is left. */
  importOn(one: number): Promise<void> {
    return this.#alone(async () => {
      const file = pick(this.#imports, one);
      if (!file) return;
      const { signal } = (file.leaving = new AbortController());
      if (!file.run) {
        const registered = await this.bench.watch('look-up', lookUpAll(this.#client, signal));
        if ('error' in registered) return;
        file.planned = await planImport(await readRows(file.text, pause), { registered: registered.value, pause });
        const ready = file.planned.filter(({ verdict }) => verdict === 'ready');
        file.run = createImportRun(ready, this.#client, { clock: this.bench.clock });
      }
      const { run } = file;
      const ended = await this.bench.watch('import', run.start(signal));
      const left = run.items.filter(({ state }) => state === 'waiting' || state === 'unknown');
      if ('value' in ended && left.length > 0) this.bench.blame('DWM-R39', `${left.length} are left`);
      this.bench.inspect('import', run.items);
      for (const { name, state, dwmId } of run.items) {
        const there = this.#registered(name);
        const found = state === 'created' || state === 'registered' ? String(there?.dwmId) === dwmId : true;
        if (!found) this.bench.blame('DWM-R29', `${name} is told as ${state}, and is not`);
        // What the service has said to be registered is never sent again.
        if (state === 'created' && there?.name !== name) this.bench.blame('DWM-R30', `${name} is another one`);
      }
    });
  }

  stop(one: number): void {
    pick(this.#imports, one)?.leaving?.abort();
  }

  /** The page is loaded anew in the middle of it: all that is known is the file. */
  reload(one: number): void {
    const file = pick(this.#imports, one);
    file?.leaving?.abort();
    if (file) file.run = file.planned = undefined;
  }

  /** Somebody else registers one of the names, perhaps in capitals. */
  other(one: number, two: number): void {
    const { watermark, clock } = this.bench.world;
    const name = pick([...(pick(this.#imports, one)?.good.values() ?? [])], two) ?? `Theirs.${++this.#names}`;
    if (watermark.recipients.has(nameKey(name))) return;
    this.#theirs.add(nameKey(name));
    addRecipient(watermark, two % 2 ? name.toUpperCase() : name, '', clock.now());
  }

  /** Nothing more goes wrong: imports go on to their end, and each name is there once. */
  async finish(): Promise<string[]> {
    const { bench } = this;
    this.#mood = 'fine';
    await bench.end();
    for (const [index, file] of this.#imports.entries()) {
      for (let round = 0; round < 3 || (this.#isOpen(file) && round < 40); round += 1) {
        void this.importOn(index);
        await bench.clock.advance(120_000);
      }
      this.#checkImport(file);
    }
    while (this.#open.length > 0) {
      const before = this.#open.length;
      void this.createAgain(1);
      await bench.clock.advance(120_000);
      if (this.#open.length === before) return [...bench.broken, 'DWM-R28: one is never registered'];
    }
    const names = new Map<string, number>();
    for (const { name } of bench.world.watermark.byId.values()) {
      const times = (names.get(nameKey(name)) ?? 0) + 1;
      names.set(nameKey(name), times);
      if (times > 1) bench.blame('DWM-R28', `${name} is there ${times} times`);
    }
    await bench.end();
    return [...new Set(bench.broken)];
  }

  #isOpen({ run }: Import): boolean {
    return !run || run.items.some(({ state }) => state === 'waiting' || state === 'unknown');
  }

  #checkImport({ good, bad, planned = [], run }: Import): void {
    const { bench } = this;
    const items = run?.items ?? [];
    const lines = planned.map(({ line }) => line);
    if (new Set(lines).size !== good.size + bad.length || lines.length !== good.size + bad.length) {
      bench.blame('DWM-R37', `${lines.length} verdicts for ${good.size + bad.length} lines`);
    }
    for (const { line, verdict } of planned) {
      const fits = good.has(line) ? verdict === 'ready' || verdict === 'registered' : verdict !== 'ready';
      if (!fits) bench.blame('DWM-R37', `line ${line}: ${verdict}`);
    }
    for (const line of bad) {
      if (items.some(item => item.line === line)) bench.blame('DWM-R25', `line ${line} was sent`);
    }
    for (const [line, name] of good) {
      const item = items.find(each => each.line === line);
      const failed = item?.state === 'failed';
      if (failed && !(this.#declined && item.reason)) bench.blame('DWM-R27', `${name} failed: ${item.reason}`);
      const there = this.#registered(name) !== undefined;
      const wanted = !failed || this.#theirs.has(nameKey(name));
      if (there !== wanted) bench.blame('DWM-R28', `${name} is ${item?.state}: ${there ? 'there' : 'missing'}`);
    }
  }
}
