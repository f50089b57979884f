/** Our own columns, and the names that people give them by hand. A product's rows share its product_id, else its sku or its name. */
import { productColumns } from '@parley/contract/api/product-csv.ts';
import type { FileFormat } from './source-row.ts';

const ALSO: FileFormat['headers'] = {
  product_id: ['id'],
  name: ['title', 'product', 'product name', 'item', 'item name'],
  price: ['mrp', 'selling price', 'unit price', 'sale price'],
  description: ['details', 'product description'],
  category: ['product category', 'type'],
  subcategory: ['sub category'],
  image_url: ['image', 'image link', 'picture', 'photo', 'images'],
  in_stock: ['available', 'availability'],
  is_priority: ['priority', 'featured'],
  weight_kg: ['weight (kg)', 'weight'],
  barcode: ['ean', 'upc', 'gtin', 'isbn'],
  supplier_id: ['supplier'],
  sku: ['item code', 'product code', 'code'],
  stock_quantity: ['stock', 'quantity', 'qty', 'inventory'],
  cost_price: ['cost', 'purchase price'],
  hsn_code: ['hsn', 'hsn/sac'],
  tax_rate: ['tax', 'gst', 'vat'],
  state: ['status'],
};

export const ownFormat: FileFormat = {
  format: 'parley',
  headers: Object.fromEntries(productColumns.map((column) => [column, [column.replaceAll('_', ' '), ...(ALSO[column] ?? [])]])),
  shape({ row, given }) {
    const id = given.product_id?.trim();
    const sku = given.sku?.trim();
    const name = given.name?.trim().toLowerCase();
    const hasOptions = (given.option1_value ?? '').trim() !== '';
    const key = id ? `id:${id}` : sku && !(hasOptions && name) ? `sku:${sku}` : name ? `name:${name}` : `row:${row}`;
    return { row, key, alsoKnownAs: [], holds: 'both', cells: given };
  },
};
