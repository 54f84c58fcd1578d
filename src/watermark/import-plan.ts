/** What would become of each row of a file, told before anything is sent (DWM-R36, DWM-R37). Pure. */
import { rearm } from '../core/csv.ts';
import { isBlank, MOST_ROWS, type Row } from './csv-file.ts';
import { misused } from './errors.ts';
import { isLongDescription, nameKey, nameProblem } from './rules.ts';
import type { Recipient } from './types.ts';

export type Verdict =
  | 'ready'
  | 'empty'
  | 'bad-character'
  | 'name-too-long'
  | 'description-too-long'
  | 'repeated'
  | 'registered'
  | 'malformed';

export interface PlannedRow {
  readonly line: number;
  readonly name: string;
  readonly description: string;
  readonly verdict: Verdict;
  /** The character that is not allowed, the line of the first of two, or the registered spelling. */
  readonly detail: string;
}

export interface Columns {
  readonly header: boolean;
  readonly name: number;
  readonly description: number;
}

/** DWM-R36: by the header, where there is one; else the first two columns. */
export function findColumns(rows: readonly Row[], swap = false): Columns {
  const first = rows.find(({ cells }) => !isBlank(cells))?.cells.map(cell => cell.trim().toLowerCase()) ?? [];
  const header = first.includes('name');
  const found = header
    ? { name: first.indexOf('name'), description: first.indexOf('description') }
    : { name: 0, description: 1 };
  return swap ? { header, name: found.description, description: found.name } : { header, ...found };
}

/** How many rows are judged in one go, so that the page stays awake. */
const SLICE = 1000;

export interface PlanOptions {
  /** Registered recipients by `nameKey`. */
  registered?: ReadonlyMap<string, Pick<Recipient, 'name'>>;
  swap?: boolean;
  /** Lets the page breathe. */
  pause?: () => Promise<void>;
}

export async function planImport(rows: readonly Row[], options: PlanOptions = {}): Promise<PlannedRow[]> {
  const { registered = new Map<string, Recipient>(), swap = false, pause = breathe } = options;
  const columns = findColumns(rows, swap);
  const content = withoutHeader(rows, columns.header);
  const filled = content.filter(({ cells }) => !isBlank(cells)).length;
  if (filled > MOST_ROWS) throw misused('file', `at most ${MOST_ROWS} rows`, filled);
  const seen = new Map<string, number>();
  const planned: PlannedRow[] = [];
  for (const [index, row] of content.entries()) {
    if (index % SLICE === SLICE - 1) await pause();
    planned.push(judge(row, columns, seen, registered));
  }
  return planned;
}

function judge(
  { line, cells, malformed }: Row,
  columns: Columns,
  seen: Map<string, number>,
  registered: ReadonlyMap<string, Pick<Recipient, 'name'>>,
): PlannedRow {
  const cell = (column: number): string => rearm((cells[column] ?? '').trim());
  const name = cell(columns.name);
  const description = cell(columns.description);
  const row = (verdict: Verdict, detail = ''): PlannedRow => ({ line, name, description, verdict, detail });
  if (malformed) return row('malformed');
  const wrong = nameProblem(name);
  if (wrong?.problem === 'empty') return row('empty');
  if (wrong?.problem === 'bad-character') return row('bad-character', wrong.character);
  if (wrong) return row('name-too-long', String(name.length));
  if (isLongDescription(description)) return row('description-too-long', String(description.length));
  const key = nameKey(name);
  const first = seen.get(key);
  if (first !== undefined) return row('repeated', String(first));
  seen.set(key, line);
  const known = registered.get(key);
  return known ? row('registered', known.name) : row('ready');
}

function withoutHeader(rows: readonly Row[], header: boolean): readonly Row[] {
  if (!header) return rows;
  return rows.slice(rows.findIndex(({ cells }) => !isBlank(cells)) + 1);
}

const breathe = (): Promise<void> => new Promise(resolve => setTimeout(resolve));
