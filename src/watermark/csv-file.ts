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
 * The rows of a table, blank ones included.
 * @throws WatermarkError with the count, where there are more than 10,000 (DWM-R38)
 */
export function readRows(text: string): Row[] {
  // One kind of line break, so that a file with two of them has the lines an editor shows.
  const lines = text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  const { data, errors } = Papa.parse<string[]>(lines.replace(/\n$/, ''), {
    delimiter: delimiterOf(lines),
    newline: '\n',
  });
  const filled = data.filter(cells => !isBlank(cells)).length;
  if (filled > MOST_ROWS + 1) throw misused('file', `at most ${MOST_ROWS} rows`, filled);
  const broken = new Set(errors.filter(({ type }) => type === 'Quotes').map(({ row }) => row));
  let line = 1;
  return data.map((cells, index) => {
    const row: Row = { line, cells, malformed: broken.has(index) };
    line += 1 + cells.reduce((sum, cell) => sum + cell.split('\n').length - 1, 0);
    return row;
  });
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
