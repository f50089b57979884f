/**
 * Reads a file product by product without holding it: a first look counts the rows of each product, so that the second can give a product
 * as soon as its last row has come, wherever in the file its rows stand. The order is the same every time.
 */
import type { CsvMapping } from '@parley/contract/api/product-csv.ts';
import { ok, type Result, refuse } from '@parley/contract/values/result.ts';
import type { Separator } from '../../../foundation/csv/csv.ts';
import { csvRows, separatorOfBytes, TooBroken } from '../../../foundation/csv/csv-rows.ts';
import { readHeaders } from './row-reader.ts';
import type { RowReader, SourceRow } from './source-row.ts';

export const MOST_ROWS = 50_000;

export interface Survey {
  readonly reader: RowReader;
  readonly separator: Separator;
  /** Without the headers. */
  readonly rows: number;
  readonly products: number;
  /** Rows of each product, by the key that all of them lead to. */
  readonly counts: ReadonlyMap<string, number>;
  readonly keyOf: (key: string) => string;
}

export interface SourceProduct {
  readonly key: string;
  readonly rows: readonly SourceRow[];
}

/** @param bytes UTF-8. Refuses `request.invalid` naming `file` or `mapping`. */
export async function surveyFile(bytes: Buffer, mapping: CsvMapping): Promise<Result<Survey>> {
  const separator = separatorOfBytes(bytes);
  let reader: RowReader | undefined;
  const raw = new Map<string, number>();
  const aliases = new Map<string, string>();
  let rows = 0;
  try {
    for await (const row of csvRows(bytes, separator)) {
      if (!reader) {
        const read = readHeaders(row.cells, mapping);
        if (!read.ok) return read;
        reader = read.value;
        continue;
      }
      rows += 1;
      if (rows > MOST_ROWS) return invalid(`At most ${MOST_ROWS.toLocaleString('en')} rows a file.`);
      const { key, alsoKnownAs } = reader.read(row);
      raw.set(key, (raw.get(key) ?? 0) + 1);
      for (const alias of alsoKnownAs) aliases.set(alias, key);
    }
  } catch (error) {
    if (error instanceof TooBroken) return invalid(`Too many rows whose quotes are broken, up to row ${error.row}.`);
    throw error;
  }
  if (!reader) return invalid('The file is empty.');
  if (rows === 0) return invalid('The file has headers and no rows.');
  const keyOf = (key: string) => aliases.get(key) ?? key;
  const counts = new Map<string, number>();
  for (const [key, count] of raw) counts.set(keyOf(key), (counts.get(keyOf(key)) ?? 0) + count);
  return ok({ reader, separator, rows, products: counts.size, counts, keyOf });
}

export async function* productsOf(bytes: Buffer, survey: Survey): AsyncGenerator<SourceProduct> {
  const { reader, separator, counts, keyOf } = survey;
  const gathering = new Map<string, SourceRow[]>();
  for await (const row of rowsOf(bytes, separator, reader)) {
    const key = keyOf(row.key);
    const rows = gathering.get(key) ?? [];
    rows.push(row);
    if (rows.length < (counts.get(key) ?? 1)) gathering.set(key, rows);
    else {
      gathering.delete(key);
      yield { key, rows };
    }
  }
}

/** Every row but the headers. */
export async function* rowsOf(bytes: Buffer, separator: Separator, reader: RowReader): AsyncGenerator<SourceRow> {
  let isFirst = true;
  for await (const row of csvRows(bytes, separator)) {
    if (!isFirst) yield reader.read(row);
    isFirst = false;
  }
}

function invalid(message: string) {
  return refuse('request.invalid', { details: [{ field: 'file', message }] });
}
