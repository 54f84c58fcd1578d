/** Tables for spreadsheets, as RFC 4180 writes them. Cells that a spreadsheet would take for a formula are defused. */

/** A spreadsheet runs what begins with one of these; an apostrophe in front makes it text. */
const FORMULA = /^[=+\-@\t\r]/;

export function writeCsv(rows: readonly (readonly string[])[]): string {
  return rows.map(row => `${row.map(cell).join(',')}\r\n`).join('');
}

function cell(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}

/** The text of a cell as it was before `writeCsv` defused it. */
export const rearm = (text: string): string =>
  text.startsWith("'") && FORMULA.test(text.slice(1)) ? text.slice(1) : text;
