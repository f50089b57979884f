/** Comma-separated tables, RFC 4180: read whole with quotes, written so that no cell is taken for a formula. Pure. */

/** Cells that a spreadsheet would run. A plain number may begin with a minus. */
const FORMULA = /^[=+\-@\t\r]/;
const NUMBER = /^-?\d+(\.\d+)?$/;

/** Rows with CRLF between them and a byte-order mark in front, so that spreadsheets read every script. */
export function writeCsv(rows: readonly (readonly (string | number | bigint | null | undefined)[])[]): string {
  return `\uFEFF${rows.map((row) => `${row.map((cell) => cellOf(`${cell ?? ''}`)).join(',')}\r\n`).join('')}`;
}

function cellOf(text: string): string {
  const safe = FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/**
 * Rows of cells; empty lines are left out. The separator is the one of comma, semicolon and tab that the first line has most of.
 * Undefined when a quote is never closed.
 */
export function readCsv(text: string): string[][] | undefined {
  const body = text.replace(/^\uFEFF/, '');
  const separator = separatorOf(body);
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let isQuoted = false;
  const endRow = () => {
    row.push(cell);
    if (row.some((each) => each.trim() !== '')) rows.push(row);
    row = [];
    cell = '';
  };
  for (let at = 0; at < body.length; at += 1) {
    const char = body.charAt(at);
    if (isQuoted) {
      if (char !== '"') cell += char;
      else if (body.charAt(at + 1) === '"') {
        cell += '"';
        at += 1;
      } else isQuoted = false;
    } else if (char === '"' && cell === '') isQuoted = true;
    else if (char === separator) {
      row.push(cell);
      cell = '';
    } else if (char === '\n') endRow();
    else if (char !== '\r') cell += char;
  }
  if (isQuoted) return undefined;
  if (cell !== '' || row.length > 0) endRow();
  return rows;
}

function separatorOf(text: string): string {
  const first = text.slice(0, text.search(/\r?\n|$/));
  const count = (mark: string) => first.split(mark).length;
  return [';', '\t'].reduce((best, mark) => (count(mark) > count(best) ? mark : best), ',');
}
