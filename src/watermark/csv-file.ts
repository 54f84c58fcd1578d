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
export function readRows(text: string): Row[] {
  // One kind of line break, so that a file with two of them has the lines an editor shows.
  const all = text
    .replace(/^\uFEFF/, '')
    .replace(/\r\n?/g, '\n')
    .replace(/\n$/, '');
  const delimiter = delimiterOf(all);
  const rows: Row[] = [];
  for (let rest: string | undefined = all, line = 1; rest !== undefined;) {
    const broken = readUntilBroken(rest, delimiter, line, rows);
    if (broken === undefined) break;
    // Where the line ends in the rest of the text: as many lines on as the good rows before it took.
    const from = skipLines(rest, broken - line);
    const end = rest.indexOf('\n', from);
    const own = end < 0 ? rest.slice(from) : rest.slice(from, end);
    rows.push({ line: broken, cells: own.split(delimiter), malformed: true });
    rest = end < 0 ? undefined : rest.slice(end + 1);
    line = broken + 1;
  }
  const filled = rows.filter(({ cells }) => !isBlank(cells)).length;
  if (filled > MOST_ROWS + 1) throw misused('file', `at most ${MOST_ROWS} rows`, filled);
  return rows;
}

/** Adds rows up to the first malformed one, and gives its line. */
function readUntilBroken(text: string, delimiter: string, first: number, rows: Row[]): number | undefined {
  let line = first;
  let broken: number | undefined;
  Papa.parse<string[]>(text, {
    delimiter,
    newline: '\n',
    step({ data, errors }, parser) {
      if (errors.some(({ type }) => type === 'Quotes')) {
        broken = line;
        parser.abort();
        return;
      }
      rows.push({ line, cells: data, malformed: false });
      line += 1 + data.reduce((sum, cell) => sum + cell.split('\n').length - 1, 0);
    },
  });
  return broken;
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
