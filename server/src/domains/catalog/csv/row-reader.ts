/** Understands the first line of a file: whose it is, and which header fills which of our columns. Pure. */
import { type CsvMapping, type ProductColumn, productColumns } from '@parley/contract/api/product-csv.ts';
import { ok, type Result, refuse } from '@parley/contract/values/result.ts';
import { cellAsWritten } from '../../../foundation/csv/csv.ts';
import { ownFormat } from './own-format.ts';
import { shopifyFormat } from './shopify-format.ts';
import type { Cells, FileFormat, RowReader } from './source-row.ts';
import { wooCommerceFormat } from './woocommerce-format.ts';

/** A product is found, or made, by one of these. */
const NAMING: readonly ProductColumn[] = ['product_id', 'sku', 'name'];

/** @param mapping what the merchant said; the rest is recognised. Refuses `request.invalid` for headers that name nothing. */
export function readHeaders(headers: readonly string[], mapping: CsvMapping): Result<RowReader> {
  const tidy = headers.map((header) => tidyHeader(header));
  const format = formatOf(tidy);
  const at = new Map<ProductColumn, number>();
  for (const column of productColumns) {
    const given = mapping[column];
    if (given === null) continue;
    const wanted = given === undefined ? (format.headers[column] ?? []) : [tidyHeader(given)];
    const index = wanted.map((name) => tidy.indexOf(name)).find((each) => each !== -1);
    if (index !== undefined) at.set(column, index);
    else if (given !== undefined) return invalid('mapping', `The file has no header “${given}” (for ${column}).`);
  }
  if (!NAMING.some((column) => at.has(column)))
    return invalid('file', 'The first line names none of product_id, sku and name. Say in `mapping` which headers they are.');
  return ok(readerFor(format, headers, tidy, at, mapping));
}

function readerFor(
  format: FileFormat,
  headers: readonly string[],
  tidy: readonly string[],
  at: ReadonlyMap<ProductColumn, number>,
  mapping: CsvMapping,
): RowReader {
  const used = new Set(at.values());
  const places = new Map(tidy.map((name, index) => [name, index]).toReversed() as [string, number][]);
  const columns = [...at];
  return {
    format: format.format,
    headers,
    mapping: Object.fromEntries(productColumns.map((column) => [column, headers[at.get(column) ?? -1] ?? null])) as RowReader['mapping'],
    unusedHeaders: headers.filter((_, index) => !used.has(index)),
    read({ row, cells, isBroken }) {
      if (isBroken)
        return {
          row,
          key: `row:${row}`,
          alsoKnownAs: [],
          holds: 'both',
          cells: {},
          problem: { row, column: 'row', message: 'The quotes of this row do not close where they should.' },
        };
      const text = (index: number) => cellAsWritten(cells[index] ?? '').replaceAll('\0', '');
      const given: Cells = Object.fromEntries(columns.map(([column, index]) => [column, text(index)]));
      return format.shape({
        row,
        given,
        cell: (header) => text(places.get(header) ?? -1),
        isMapped: (column) => mapping[column] !== undefined,
      });
    },
  };
}

function formatOf(tidy: readonly string[]): FileFormat {
  const has = (name: string) => tidy.includes(name);
  if (has('type') && has('sku') && has('regular price')) return wooCommerceFormat;
  if (has('title') && (has('handle') || has('url handle'))) return shopifyFormat;
  return ownFormat;
}

/** Case, underscores and spaces make no difference. */
export function tidyHeader(header: string): string {
  return cellAsWritten(header)
    .trim()
    .toLowerCase()
    .replace(/[\s_]+/g, ' ');
}

function invalid(field: string, message: string) {
  return refuse('request.invalid', { details: [{ field, message }] });
}
