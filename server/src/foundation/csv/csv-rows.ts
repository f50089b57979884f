/**
 * Reads a large table row by row without holding its rows. A row whose quotes are broken is given as such, and reading goes on with the
 * line after it: one bad line never swallows the rest of the file.
 */
import { Readable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { parse } from 'csv-parse';
import { type Separator, separatorOf } from './csv.ts';

export interface CsvRow {
  /** As a spreadsheet counts: the first line is 1, empty lines count. */
  readonly row: number;
  readonly cells: readonly string[];
  /** Its quotes cannot be made sense of: `cells` holds the line as it stands. */
  readonly isBroken: boolean;
}

const CHUNK = 64 * 1024;
const HEAD = 64 * 1024;
/** Characters. Longer than any row of a catalogue; what goes on beyond is an open quote. */
const LONGEST_ROW = 200_000;
/** So that a file of nothing but quotes is not read over and over. */
const MOST_BROKEN = 200;

export function separatorOfBytes(bytes: Buffer): Separator {
  return separatorOf(bytes.subarray(0, HEAD).toString('utf8'));
}

/** @param bytes UTF-8 without a byte-order mark. Empty lines are left out. @throws TooBroken */
export async function* csvRows(bytes: Buffer, separator: Separator): AsyncGenerator<CsvRow> {
  let at = 0;
  let row = 0;
  let broken = 0;
  while (at < bytes.length) {
    const from = at;
    const reader = readerOf(bytes.subarray(from), separator);
    let failedAt: number | undefined;
    try {
      for await (const { record, info } of reader.records) {
        row += 1;
        at = from + info.bytes;
        if (!isEmpty(record)) yield { row, cells: record, isBroken: false };
      }
      return;
    } catch (error) {
      if (!isCsvError(error)) throw error;
      failedAt = from + reader.goodBytes();
    }
    // A stream that fails drops what it had not given yet: those rows are read once more, up to the broken one.
    for await (const { record } of readerOf(bytes.subarray(at, failedAt), separator).records) {
      row += 1;
      if (!isEmpty(record)) yield { row, cells: record, isBroken: false };
    }
    broken += 1;
    if (broken > MOST_BROKEN) throw new TooBroken(row);
    const end = bytes.indexOf(0x0a, failedAt);
    const line = bytes
      .subarray(failedAt, end === -1 ? bytes.length : end)
      .toString('utf8')
      .replace(/\r$/, '');
    row += 1;
    yield readLoosely(row, line, separator);
    at = end === -1 ? bytes.length : end + 1;
  }
}

/** More lines with broken quotes than anybody would mend by hand. */
export class TooBroken extends Error {
  readonly row: number;
  constructor(row: number) {
    super(`too many broken quotes, up to row ${row}`);
    this.row = row;
  }
}

interface Given {
  readonly record: string[];
  readonly info: { readonly bytes: number };
}

function readerOf(bytes: Buffer, separator: Separator) {
  let good = 0;
  const parser = parse({
    on_record(record: string[], { bytes: end }) {
      good = end;
      return record;
    },
    delimiter: separator,
    record_delimiter: ['\r\n', '\n'],
    relax_column_count: true,
    max_record_size: LONGEST_ROW,
    info: true,
  });
  const source = Readable.from(slices(bytes));
  source.pipe(parser).once('close', () => source.destroy());
  return { records: parser as AsyncIterable<Given>, goodBytes: () => good };
}

/** Everybody else has a turn between two of them: streams within the process never let the loop look at its sockets. */
async function* slices(bytes: Buffer): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += CHUNK) {
    yield bytes.subarray(at, at + CHUNK);
    await nextTurn();
  }
}

/** `15" screen` is no quoting: where no cell begins with a quote, quotes are letters like any other. */
function readLoosely(row: number, line: string, separator: Separator): CsvRow {
  const cells = line.split(separator);
  const opens = cells.some((cell) => cell.trimStart().startsWith('"'));
  return opens ? { row, cells: [line], isBroken: true } : { row, cells, isBroken: false };
}

function isEmpty(cells: readonly string[]): boolean {
  return cells.every((cell) => cell.trim() === '');
}

function isCsvError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && /^CSV_|_QUOTE$/.test(error.code);
}
