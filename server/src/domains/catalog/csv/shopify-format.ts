/** Shopify's product export, of old (Handle, Variant Price …) and of new (URL handle, Price …): a row a variant, the product's words in its first. */
import { plainTextOf } from './plain-text.ts';
import type { CellOf, Cells, FileFormat, SourceRow } from './source-row.ts';

export const shopifyFormat: FileFormat = {
  format: 'shopify',
  headers: {
    product_id: ['handle', 'url handle'],
    name: ['title'],
    description: ['body (html)', 'body html', 'description'],
    price: ['variant price', 'price'],
    category: ['type'],
    image_url: ['image src', 'product image url'],
    weight_kg: ['variant grams', 'weight value (grams)'],
    barcode: ['variant barcode', 'barcode'],
    sku: ['variant sku', 'sku'],
    stock_quantity: ['variant inventory qty', 'inventory quantity'],
    cost_price: ['cost per item'],
    option1_name: ['option1 name'],
    option1_value: ['option1 value'],
    option2_name: ['option2 name'],
    option2_value: ['option2 value'],
    option3_name: ['option3 name'],
    option3_value: ['option3 value'],
    state: ['status', 'published', 'published on online store'],
  },
  shape({ row, given, cell, isMapped }) {
    const cells: { -readonly [K in keyof Cells]: Cells[K] } = { ...given };
    if (given.description !== undefined) cells.description = plainTextOf(given.description);
    if (given.weight_kg !== undefined && !isMapped('weight_kg')) cells.weight_kg = kilogramsOf(given.weight_kg);
    if (given.sku !== undefined) cells.sku = given.sku.replace(/^'/, '');
    if (given.barcode !== undefined) cells.barcode = given.barcode.replace(/^'/, '');
    if (given.stock_quantity !== undefined && !isMapped('stock_quantity')) cells.stock_quantity = unitsOf(given.stock_quantity, cell);
    if (!isMapped('state')) cells.state = stateOf(cell);
    if (!isMapped('category')) Object.assign(cells, categoryOf(cell));
    // Their word for a product without options.
    if (given.option1_value?.trim() === 'Default Title') {
      cells.option1_name = '';
      cells.option1_value = '';
    }
    const handle = given.product_id?.trim() ?? '';
    return { row, key: handle === '' ? `row:${row}` : `handle:${handle}`, alsoKnownAs: [], holds: holdsOf(given), cells };
  },
};

function holdsOf(given: Cells): SourceRow['holds'] {
  const has = (text: string | undefined) => (text ?? '').trim() !== '';
  const isVariant = has(given.price) || has(given.sku) || has(given.option1_value);
  if (has(given.name)) return isVariant ? 'both' : 'product';
  return isVariant ? 'variant' : 'picture';
}

function kilogramsOf(grams: string): string {
  const text = grams.trim();
  const number = Number(text);
  // 0 is what the export says of everything that was never weighed.
  if (text === '' || number === 0) return '';
  return Number.isFinite(number) ? `${number / 1_000}` : text;
}

/** Counted only where they say who counts; below zero means sold beyond what there was. */
function unitsOf(quantity: string, cell: CellOf): string {
  const tracker = cell('variant inventory tracker') || cell('inventory tracker');
  if (tracker.trim() === '') return '';
  return quantity.trim().startsWith('-') ? '0' : quantity;
}

function stateOf(cell: CellOf): string {
  const status = cell('status').trim().toLowerCase();
  const published = (cell('published') || cell('published on online store')).trim().toLowerCase();
  if (status !== '' && status !== 'active') return 'draft';
  return published === 'false' ? 'draft' : 'published';
}

/** Their free word, else the first two levels of their taxonomy. */
function categoryOf(cell: CellOf): Cells {
  const type = cell('type').trim();
  if (type !== '') return { category: type, subcategory: '' };
  const [top = '', below = ''] = cell('product category')
    .split('>')
    .map((each) => each.trim());
  return { category: top === '' ? 'Other' : top, subcategory: below };
}
