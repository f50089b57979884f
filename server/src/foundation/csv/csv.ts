/** Comma-separated tables, RFC 4180: small ones read whole, any written so that no cell is taken for a formula and every cell is read back whole. */
import { parse } from 'csv-parse/sync';

/** Cells that a spreadsheet would run, and those that look as if they had been made harmless already. A plain number may begin with a minus. */
const FORMULA = /^'*[=+\-@\t\r]/;
const HARMLESS = /^'+[=+\-@\t\r]/;
const NUMBER = /^-?\d+(\.\d+)?$/;

type Cell = string | number | bigint | null | undefined;

/** Rows with CRLF between them and a byte-order mark in front, so that spreadsheets read every script. */
export function writeCsv(rows: readonly (readonly Cell[])[]): string {
  return `\uFEFF${rows.map(csvLine).join('')}`;
}

/** One row with its line end. */
export function csvLine(row: readonly Cell[]): string {
  return `${row.map((cell) => cellOf(`${cell ?? ''}`)).join(',')}\r\n`;
}

function cellOf(text: string): string {
  const safe = FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** What the cell was before `writeCsv` made it harmless; other cells as they are. */
export function cellAsWritten(text: string): string {
  return HARMLESS.test(text) ? text.slice(1) : text;
}

/**
 * Rows of cells; empty lines are left out. The separator is the one of comma, semicolon and tab that the first line has most of.
 * Undefined when a quote is never closed.
 */
export function readCsv(text: string): string[][] | undefined {
  const body = text.replace(/^\uFEFF/, '');
  try {
    const rows = parse(body, {
      delimiter: separatorOf(body),
      record_delimiter: ['\r\n', '\n'],
      relax_column_count: true,
      relax_quotes: true,
    });
    return rows.filter((row) => row.some((cell) => cell.trim() !== ''));
  } catch {
    return undefined;
  }
}

export type Separator = ',' | ';' | '\t';

/** Of the first line, quoted parts left out. */
export function separatorOf(text: string): Separator {
  const first = text.slice(0, text.search(/\r?\n|$/)).replace(/"[^"]*"/g, '');
  const count = (mark: string) => first.split(mark).length;
  return ([';', '\t'] as const).reduce<Separator>((best, mark) => (count(mark) > count(best) ? mark : best), ',');
}
