/** A product as its form holds it, and as the API wants it: text while it is typed, null where it was emptied. Pure. */
import type { ProductDetailAnswer } from '@parley/contract/api/catalog.ts';
import { typedAmount } from '../../speech/typed-amount.ts';

export interface ProductDraft {
  readonly name: string;
  readonly description: string;
  readonly category_id: string;
  readonly price: string;
  readonly tax_rate: string;
  readonly hsn_code: string;
  readonly sku: string;
  readonly barcode: string;
  readonly weight_kg: string;
  readonly product_id: string;
  readonly state: 'draft' | 'published';
  readonly is_priority: boolean;
  readonly in_stock: boolean;
}

export const emptyDraft: ProductDraft = {
  name: '',
  description: '',
  category_id: '',
  price: '',
  tax_rate: '',
  hsn_code: '',
  sku: '',
  barcode: '',
  weight_kg: '',
  product_id: '',
  state: 'published',
  is_priority: false,
  in_stock: true,
};

export function draftOf(product: ProductDetailAnswer): ProductDraft {
  const only = product.has_options ? undefined : product.variants[0];
  return {
    name: product.name,
    description: product.description,
    category_id: product.category_id,
    price: product.price,
    tax_rate: product.tax_rate ?? '',
    hsn_code: product.hsn_code ?? '',
    sku: only?.sku ?? '',
    barcode: product.barcode ?? '',
    weight_kg: product.weight_kg === null ? '' : String(product.weight_kg),
    product_id: product.product_id ?? '',
    state: product.state === 'draft' ? 'draft' : 'published',
    is_priority: product.is_priority,
    in_stock: product.in_stock,
  };
}

const amounts: readonly string[] = ['price', 'tax_rate', 'weight_kg'];
const mayBeNull: readonly string[] = ['tax_rate', 'hsn_code', 'sku', 'barcode', 'weight_kg', 'product_id'];

/** For PATCH: emptied fields are null. */
export function changeOf(edits: Partial<ProductDraft>): object {
  return Object.fromEntries(Object.entries(edits).map(([field, value]) => [field, sent(field, value)]));
}

function sent(field: string, value: string | boolean): string | boolean | null {
  if (typeof value !== 'string') return value;
  const text = field === 'description' ? value : value.trim();
  if (text === '' && mayBeNull.includes(field)) return null;
  return amounts.includes(field) ? typedAmount(text) : text;
}

/** For POST: empty fields are left out. */
export function newProductOf(draft: ProductDraft): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(changeOf(draft)).filter(([field, value]) => value !== null && (value !== '' || field === 'name' || field === 'price')),
  );
}
