/** WooCommerce's product export: a row a product, and one for each variation, which names its parent and may stand before or after it. */
import type { ProductColumn } from '@parley/contract/api/product-csv.ts';
import { plainTextOf } from './plain-text.ts';
import type { CellOf, Cells, FileFormat, SourceRow } from './source-row.ts';

const MOST_ATTRIBUTES = 20;
const MOST_OPTIONS = 3;
const KILOGRAMS: Readonly<Record<string, number>> = {
  'weight (kg)': 1,
  'weight (g)': 0.001,
  'weight (lbs)': 0.45359237,
  'weight (oz)': 0.028349523125,
};

export const wooCommerceFormat: FileFormat = {
  format: 'woocommerce',
  headers: {
    product_id: ['id', 'sku'],
    name: ['name'],
    description: ['description', 'short description'],
    price: ['regular price'],
    category: ['categories'],
    image_url: ['images'],
    in_stock: ['in stock?'],
    is_priority: ['is featured?'],
    weight_kg: Object.keys(KILOGRAMS),
    barcode: ['gtin, upc, ean, or isbn'],
    sku: ['sku'],
    stock_quantity: ['stock'],
    cost_price: ['cost of goods'],
    option1_name: ['attribute 1 name'],
    option1_value: ['attribute 1 value(s)'],
    state: ['published'],
  },
  shape({ row, given, cell, isMapped }) {
    const cells: { -readonly [K in keyof Cells]: Cells[K] } = { ...given };
    const set = (column: ProductColumn, text: () => string) => {
      if (!isMapped(column) && given[column] !== undefined) cells[column] = text();
    };
    const id = cell('id').trim();
    const sku = cell('sku').trim();
    const type = cell('type').toLowerCase();
    const parent = cell('parent').trim();
    const isVariation = type.includes('variation') && parent !== '';
    set('product_id', () => (isVariation ? '' : id || sku));
    set('description', () => descriptionOf(cell));
    set('price', () => priceOf(cell));
    set('weight_kg', () => kilogramsOf(cell));
    set('in_stock', () => (cell('in stock?').trim().toLowerCase() === 'backorder' ? '1' : cell('in stock?')));
    set('state', () => (cell('published').trim() === '1' ? 'published' : 'draft'));
    set('image_url', () => imagesOf(cell('images')));
    if (!isMapped('category')) Object.assign(cells, categoryOf(cell('categories')));
    const attributes = isVariation ? attributesOf(cell) : [];
    for (const at of [0, 1, 2]) {
      cells[`option${at + 1}_name` as ProductColumn] = attributes[at]?.name ?? '';
      cells[`option${at + 1}_value` as ProductColumn] = attributes[at]?.value ?? '';
    }
    const key = isVariation ? parentKey(parent) : id ? `id:${id}` : sku ? `sku:${sku}` : `row:${row}`;
    return {
      row,
      key,
      alsoKnownAs: !isVariation && id && sku ? [`sku:${sku}`] : [],
      holds: isVariation ? 'variant' : type.includes('variable') ? 'product' : 'both',
      cells,
      ...(attributes.length > MOST_OPTIONS && {
        problem: { row, column: 'option3_name', message: `At most ${MOST_OPTIONS} attributes can be chosen from.` },
      }),
    } satisfies SourceRow;
  },
};

/** They say `id:123` or the parent's sku. */
function parentKey(parent: string): string {
  const [, id] = /^id:\s*(\d+)$/i.exec(parent) ?? [];
  return id === undefined ? `sku:${parent}` : `id:${id}`;
}

function attributesOf(cell: CellOf): { readonly name: string; readonly value: string }[] {
  return Array.from({ length: MOST_ATTRIBUTES }, (_, index) => ({
    name: cell(`attribute ${index + 1} name`).trim(),
    value: cell(`attribute ${index + 1} value(s)`).trim(),
  })).filter((each) => each.name !== '' && each.value !== '');
}

function descriptionOf(cell: CellOf): string {
  // Line ends inside a cell are written as letters.
  const html = (cell('description').trim() || cell('short description')).replaceAll('\\n', '\n');
  return plainTextOf(html);
}

/** The sale's price where it holds without dates. */
function priceOf(cell: CellOf): string {
  const sale = cell('sale price').trim();
  const isDated = cell('date sale price starts').trim() !== '' || cell('date sale price ends').trim() !== '';
  return sale !== '' && !isDated ? sale : cell('regular price');
}

function kilogramsOf(cell: CellOf): string {
  for (const [header, factor] of Object.entries(KILOGRAMS)) {
    const text = cell(header).trim();
    if (text === '') continue;
    return factor === 1 || !Number.isFinite(Number(text)) ? text : (Number(text) * factor).toFixed(3);
  }
  return '';
}

/** `Clothing > Shirts, Sale`: the first of them, in two levels. */
function categoryOf(text: string): Cells {
  const [first = ''] = text.split(/(?<!\\),/);
  const [top = '', below = ''] = first.split('>').map((each) => each.replaceAll('\\,', ',').trim());
  return { category: top === '' ? 'Other' : top, subcategory: below };
}

function imagesOf(text: string): string {
  return text
    .split(/,\s*(?=https?:)/)
    .map((each) => each.trim())
    .join(' ');
}
