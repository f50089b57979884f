/**
 * Makes one draft of the rows of one product, or says which cells are wrong. A product is taken whole or not at all: half of its variants
 * would be worse than none. Pure.
 */
import type { ProductColumn } from '@parley/contract/api/product-csv.ts';
import { basisPointsOf, percent } from '@parley/contract/values/percent.ts';
import { tidyName } from '../category.ts';
import { mostVariants } from '../variant-plan.ts';
import type { Draft, DraftVariant, RowRefusal } from './draft.ts';
import { type CellValue, readAddresses, readAmount, readGrams, readState, readUnits, readYesNo } from './read-cell.ts';
import type { SourceRow } from './source-row.ts';

const MOST_IMAGES = 10;
const MOST_PROBLEMS_A_PRODUCT = 20;

export type Read = { readonly draft: Draft } | { readonly refusals: readonly RowRefusal[] };

/** @param rows of one key, at least one, in the order of the file. */
export function readDraft(key: string, rows: readonly SourceRow[], currency: string): Read {
  const refusals: RowRefusal[] = rows.flatMap((row) => row.problem ?? []);
  const first = rows[0];
  if (!first) throw new Error('a product of no rows');
  if (refusals.length > 0) return { refusals };
  const cells = createCells(refusals);
  const product = rows.find((row) => row.holds === 'both' || row.holds === 'product');
  const variantRows = rows.filter((row) => row.holds === 'both' || row.holds === 'variant');
  const optionNames = optionNamesOf(rows, refusals);
  const variants = variantRows.map((row) => readVariant(row, optionNames, currency, cells));
  checkVariants(variants, optionNames, first.row, refusals);
  const words = product ? readWords(product, cells) : NO_WORDS;
  const images = [...new Set(rows.flatMap((row) => cells.read(row, 'image_url', readAddresses) ?? []))].slice(0, MOST_IMAGES);
  if (refusals.length > 0) return { refusals: refusals.slice(0, MOST_PROBLEMS_A_PRODUCT) };
  return { draft: { key, row: first.row, ...words, optionNames, variants, images } };
}

type Words = Omit<Draft, 'key' | 'row' | 'optionNames' | 'variants' | 'images'>;
const NO_WORDS: Words = {
  externalId: undefined,
  name: undefined,
  description: undefined,
  category: undefined,
  isPriority: undefined,
  state: undefined,
  barcode: undefined,
  supplierId: undefined,
  hsnCode: undefined,
  taxRateBp: undefined,
};

function readWords(row: SourceRow, cells: CellsOfRow): Words {
  const subcategory = cells.code(row, 'subcategory', 80);
  const category = cells.code(row, 'category', 80);
  if (subcategory && !category) cells.refuse(row, 'subcategory', 'A subcategory needs its category.');
  const description = row.cells.description;
  if (description !== undefined && description.length > 10_000) cells.refuse(row, 'description', 'At most 10,000 characters.');
  return {
    externalId: cells.code(row, 'product_id', 100) ?? undefined,
    name: cells.code(row, 'name', 200) ?? undefined,
    description,
    category: category ? { name: tidyName(category), subcategory: subcategory ? tidyName(subcategory) : subcategory } : undefined,
    isPriority: cells.read(row, 'is_priority', readYesNo),
    state: cells.read(row, 'state', readState),
    barcode: cells.code(row, 'barcode', 100),
    supplierId: cells.code(row, 'supplier_id', 100),
    hsnCode: cells.code(row, 'hsn_code', 20),
    taxRateBp: cells.orNone(row, 'tax_rate', readPercent),
  };
}

function readVariant(row: SourceRow, optionNames: readonly string[], currency: string, cells: CellsOfRow): DraftVariant {
  const amount = (text: string) => readAmount(text, currency);
  return {
    row: row.row,
    optionValues: optionNames.map((_, index) => (row.cells[`option${index + 1}_value` as ProductColumn] ?? '').trim()),
    sku: cells.code(row, 'sku', 100),
    priceMinor: cells.read(row, 'price', amount),
    weightGrams: cells.orNone(row, 'weight_kg', readGrams),
    inStock: cells.read(row, 'in_stock', readYesNo),
    units: cells.read(row, 'stock_quantity', readUnits),
    costMinor: cells.read(row, 'cost_price', amount),
  };
}

/** Said once for the product or on each of its rows; then all say the same. */
function optionNamesOf(rows: readonly SourceRow[], refusals: RowRefusal[]): string[] {
  const names: string[] = [];
  for (const row of rows)
    for (const at of [0, 1, 2]) {
      const column = `option${at + 1}_name` as ProductColumn;
      const name = (row.cells[column] ?? '').trim();
      if (name === '') continue;
      const before = names[at];
      if (before !== undefined && before.toLowerCase() !== name.toLowerCase())
        refusals.push({ row: row.row, column, message: `Other rows of this product say “${before}” here.` });
      else if (before === undefined && at > names.length) refusals.push({ row: row.row, column, message: `option${at}_name is empty.` });
      else if (name.length > 40) refusals.push({ row: row.row, column, message: 'At most 40 characters.' });
      else if (before === undefined && names.some((each) => each.toLowerCase() === name.toLowerCase()))
        refusals.push({ row: row.row, column, message: 'Two options have the same name.' });
      else if (before === undefined) names[at] = name;
    }
  return names;
}

function checkVariants(variants: readonly DraftVariant[], names: readonly string[], firstRow: number, refusals: RowRefusal[]): void {
  if (variants.length === 0) refusals.push({ row: firstRow, column: 'price', message: 'This product has no row with a price.' });
  if (variants.length > mostVariants)
    refusals.push({ row: firstRow, column: 'option1_value', message: `At most ${mostVariants} variants.` });
  const seen = new Map<string, number>();
  const skus = new Map<string, number>();
  for (const variant of variants) {
    const { row, optionValues, sku } = variant;
    for (const [index, value] of optionValues.entries()) {
      const column = `option${index + 1}_value`;
      if (value.length > 80) refusals.push({ row, column, message: 'At most 80 characters.' });
      // All empty: the file speaks of the product alone, which only works for one it knows.
      if (value === '' && (variants.length > 1 || optionValues.some((each) => each !== '')))
        refusals.push({ row, column, message: `Needs a value for each of: ${names.join(', ')}.` });
    }
    const key = JSON.stringify(optionValues);
    const twin = seen.get(key);
    if (twin !== undefined)
      refusals.push(
        names.length === 0
          ? { row, column: 'product_id', message: `The same product as row ${twin}. Give each its own product_id, or options.` }
          : { row, column: 'option1_value', message: `The same options as row ${twin}.` },
      );
    seen.set(key, row);
    const other = sku ? skus.get(sku) : undefined;
    if (other !== undefined) refusals.push({ row, column: 'sku', message: `The same sku as row ${other}.` });
    if (sku) skus.set(sku, row);
  }
}

function readPercent(text: string): CellValue<number> {
  const bare = text.trim().replace(/\s*%$/, '');
  return percent.safeParse(bare).success ? { value: basisPointsOf(bare) } : { wrong: 'Per cent with at most two decimals, such as 18.' };
}

interface CellsOfRow {
  refuse(row: SourceRow, column: ProductColumn, message: string): void;
  /** Undefined for an absent column and for an empty cell. */
  read<T>(row: SourceRow, column: ProductColumn, reader: (text: string) => CellValue<T>): T | undefined;
  /** Undefined for an absent column, null for an empty cell. */
  orNone<T>(row: SourceRow, column: ProductColumn, reader: (text: string) => CellValue<T>): T | null | undefined;
  code(row: SourceRow, column: ProductColumn, longest: number): string | null | undefined;
}

function createCells(refusals: RowRefusal[]): CellsOfRow {
  const refuse: CellsOfRow['refuse'] = ({ row }, column, message) => void refusals.push({ row, column, message });
  const orNone: CellsOfRow['orNone'] = (row, column, reader) => {
    const text = row.cells[column];
    if (text === undefined) return undefined;
    if (text.trim() === '') return null;
    const found = reader(text);
    if ('value' in found) return found.value;
    refuse(row, column, found.wrong);
    return undefined;
  };
  return {
    refuse,
    orNone,
    read: (row, column, reader) => orNone(row, column, reader) ?? undefined,
    code: (row, column, longest) =>
      orNone(row, column, (text) => (text.trim().length <= longest ? { value: text.trim() } : { wrong: `At most ${longest} characters.` })),
  };
}
