/** Files and pasted cells as rows of text, each with the line it began on. Knows nothing of recipients. */
import Papa from 'papaparse';
import { misused } from './errors.ts';

export interface Row {
  /** Of the file, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
  /** Quotation marks that do not add up: the cells cannot be trusted. */
  readonly malformed: boolean;
}

export const MOST_ROWS = 10_000;
const DELIMITERS = [',', ';', '\t'];

/** DWM-R35: UTF-8 with or without byte-order mark, UTF-16 with one. */
export function decodeFile(bytes: Uint8Array): string {
  const [first, second] = bytes;
  const encoding = first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : '';
  try {
    return new TextDecoder(encoding || 'utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw misused('file', 'a text in UTF-8, or in UTF-16 with a byte-order mark', 'another encoding');
  }
}

/**
 * The rows of a table, blank ones included. A row whose quotation marks do not add up costs its own line only, however
 * far the open quotation would reach.
 * @throws WatermarkError with the count, where there are more than 10,000 (DWM-R38)
 */
export async function readRows(text: string, pause: () => Promise<void> = breathe): Promise<Row[]> {
  // One kind of line break, so that a file with two of them has the lines an editor shows.
  const all = text
    .replace(/^\uFEFF/, '')
    .replace(/\r\n?/g, '\n')
    .replace(/\n$/, '');
  const delimiter = delimiterOf(all);
  const rows: Row[] = [];
  for (let rest: string | undefined = all, line = 1; rest !== undefined;) {
    const { next, broken } = readSome(rest, delimiter, line, rows);
    if (next === undefined) break;
    // As many lines on as the rows took.
    const from = skipLines(rest, next - line);
    if (!broken) {
      rest = rest.slice(from);
      line = next;
      await pause();
      continue;
    }
    const end = rest.indexOf('\n', from);
    const own = end < 0 ? rest.slice(from) : rest.slice(from, end);
    rows.push({ line: next, cells: own.split(delimiter), malformed: true });
    rest = end < 0 ? undefined : rest.slice(end + 1);
    line = next + 1;
  }
  const filled = rows.filter(({ cells }) => !isBlank(cells)).length;
  if (filled > MOST_ROWS + 1) throw misused('file', `at most ${MOST_ROWS} rows`, filled);
  return rows;
}

/** Rows that are read in one go, so that the page stays awake. */
const SLICE = 500;

/**
 * Adds rows up to the first malformed one, or as many as are read in one go, and gives the line to go on with; none
 * when the text is at its end.
 */
function readSome(
  text: string,
  delimiter: string,
  first: number,
  rows: Row[],
): { next: number | undefined; broken: boolean } {
  let line = first;
  let count = 0;
  let end: 'broken' | 'slice' | undefined;
  Papa.parse<string[]>(text, {
    delimiter,
    newline: '\n',
    fastMode: false,
    step({ data, errors }, parser) {
      if (errors.some(({ type }) => type === 'Quotes')) end = 'broken';
      else if (count === SLICE) end = 'slice';
      if (end) return parser.abort();
      count++;
      rows.push({ line, cells: data, malformed: false });
      line += 1 + data.reduce((sum, cell) => sum + cell.split('\n').length - 1, 0);
    },
  });
  return { next: end ? line : undefined, broken: end === 'broken' };
}

function skipLines(text: string, count: number): number {
  let from = 0;
  for (let line = 0; line < count; line++) from = text.indexOf('\n', from) + 1;
  return from;
}

export const isBlank = (cells: readonly string[]): boolean => cells.every(cell => !cell.trim());

/** The separator that stands most often outside quotes in the first lines. */
function delimiterOf(text: string): string {
  const head = text
    .slice(0, 20_000)
    .replace(/"(?:[^"]|"")*"/g, '')
    .split('\n')
    .slice(0, 50)
    .join('\n');
  const counts = DELIMITERS.map(delimiter => head.split(delimiter).length);
  return DELIMITERS[counts.indexOf(Math.max(...counts))]!;
}

const breathe = (): Promise<void> => new Promise(resolve => setTimeout(resolve));
