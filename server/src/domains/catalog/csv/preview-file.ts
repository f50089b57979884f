/** Shows what a file holds and how it would be read, for the screen where columns are matched. Keeps nothing. */
import { type CsvFormat, type CsvMapping, productColumns } from '@parley/contract/api/product-csv.ts';
import { ok, type Result } from '@parley/contract/values/result.ts';
import { type Encoding, toUtf8 } from '../../../foundation/csv/to-utf8.ts';
import { rowsOf, surveyFile } from './read-file.ts';

const ROWS_SHOWN = 5;

export interface Preview {
  readonly format: CsvFormat;
  readonly encoding: Encoding;
  readonly separator: string;
  readonly headers: readonly string[];
  readonly mapping: Readonly<Record<string, string | null>>;
  readonly unusedHeaders: readonly string[];
  readonly rowCount: number;
  readonly productCount: number;
  readonly rows: readonly { readonly row: number; readonly cells: Readonly<Record<string, string>> }[];
}

/** Refuses `request.invalid` naming `file` or `mapping`. */
export async function previewFile(raw: Buffer, mapping: CsvMapping): Promise<Result<Preview>> {
  const { bytes, encoding } = toUtf8(raw);
  const survey = await surveyFile(bytes, mapping);
  if (!survey.ok) return survey;
  const { reader, separator, rows: rowCount, products: productCount } = survey.value;
  const rows: Preview['rows'][number][] = [];
  for await (const { row, cells } of rowsOf(bytes, separator, reader)) {
    rows.push({ row, cells: Object.fromEntries(productColumns.flatMap((column) => (cells[column] ? [[column, cells[column]]] : []))) });
    if (rows.length === ROWS_SHOWN) break;
  }
  const { format, headers, mapping: found, unusedHeaders } = reader;
  return ok({ format, encoding, separator, headers, mapping: found, unusedHeaders, rowCount, productCount, rows });
}
