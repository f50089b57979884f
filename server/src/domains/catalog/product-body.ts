/** From the API's words to the catalogue's: money in the shop's currency, kilograms to grams, options by name to values in order. */
import type { ProductBody, ProductChangeBody, ProductListQuery } from '@parley/contract/api/catalog.ts';
import type { CategoryId } from '@parley/contract/values/id.ts';
import { type Money, parseMoney } from '@parley/contract/values/money.ts';
import { basisPointsOf } from '@parley/contract/values/percent.ts';
import { type FieldProblem, ok, type Result, refuse } from '@parley/contract/values/result.ts';
import type { Tx } from '../../foundation/db/database.ts';
import type { Catalog, OpeningStock, ProductChange, ProductInput, ProductQuery } from './index.ts';

type Amount = string | number;

export function readMoney(field: string, amount: Amount, currency: string): Result<Money> {
  const money = parseMoney(`${amount}`, currency);
  return money && money.minor >= 0n ? ok(money) : invalid({ field, message: `A decimal amount in ${currency}, not negative.` });
}

export function gramsOf(kilograms: number): number {
  return Math.round(kilograms * 1_000);
}

/** Refuses `request.invalid`, `category.not_found`; a category named for the first time is made. */
export async function readProduct(
  catalog: Pick<Catalog, 'currency' | 'categoryByName'>,
  tx: Tx,
  body: ProductBody,
  actor: string,
): Promise<Result<ProductInput>> {
  const currency = await catalog.currency(tx);
  const price = readMoney('price', body.price, currency);
  if (!price.ok) return price;
  const names = optionNames(body);
  const variants = readVariants(body, names, price.value, currency);
  if (!variants.ok) return variants;
  const stock = readStock('', body, currency);
  if (!stock.ok) return stock;
  const categoryId = await readCategory(catalog, tx, body);
  if (!categoryId.ok) return categoryId;
  return ok({
    ...plainFields(body),
    name: body.name,
    categoryId: categoryId.value,
    price: price.value,
    optionNames: names,
    actor,
    ...(variants.value.length > 0 && { variants: variants.value }),
    ...(stock.value && { stock: stock.value }),
  });
}

/** Refuses as `readProduct`. */
export async function readProductChange(
  catalog: Pick<Catalog, 'currency' | 'categoryByName'>,
  tx: Tx,
  body: ProductChangeBody,
): Promise<Result<ProductChange>> {
  const price = body.price === undefined ? ok(undefined) : readMoney('price', body.price, await catalog.currency(tx));
  if (!price.ok) return price;
  if (body.subcategory !== undefined && body.category === undefined)
    return invalid({ field: 'subcategory', message: 'A subcategory needs its category.' });
  const categoryId = body.category_id === undefined && body.category === undefined ? ok(undefined) : await readCategory(catalog, tx, body);
  if (!categoryId.ok) return categoryId;
  return ok({
    ...plainFields(body),
    ...(body.name !== undefined && { name: body.name }),
    ...(price.value && { price: price.value }),
    ...(categoryId.value && { categoryId: categoryId.value }),
  });
}

/** What reads the same in a new product and in a change; null empties. */
function plainFields<N extends null | undefined>(body: {
  readonly description?: string | undefined;
  readonly product_id?: string | N;
  readonly is_priority?: boolean | undefined;
  readonly in_stock?: boolean | undefined;
  readonly state?: 'draft' | 'published' | undefined;
  readonly weight_kg?: number | N;
  readonly barcode?: string | N;
  readonly hsn_code?: string | N;
  readonly tax_rate?: string | N;
  readonly supplier_id?: string | N;
  readonly sku?: string | N;
}) {
  type Kept<T> = Exclude<T, undefined>;
  return {
    ...(body.description !== undefined && { description: body.description }),
    ...(body.product_id !== undefined && { externalId: body.product_id as Kept<string | N> }),
    ...(body.is_priority !== undefined && { isPriority: body.is_priority }),
    ...(body.in_stock !== undefined && { inStock: body.in_stock }),
    ...(body.state !== undefined && { state: body.state }),
    ...(body.weight_kg !== undefined && {
      weightGrams: (typeof body.weight_kg === 'number' ? gramsOf(body.weight_kg) : body.weight_kg) as Kept<number | N>,
    }),
    ...(body.barcode !== undefined && { barcode: body.barcode as Kept<string | N> }),
    ...(body.hsn_code !== undefined && { hsnCode: body.hsn_code as Kept<string | N> }),
    ...(body.tax_rate !== undefined && {
      taxRateBp: (typeof body.tax_rate === 'string' ? basisPointsOf(body.tax_rate) : body.tax_rate) as Kept<number | N>,
    }),
    ...(body.supplier_id !== undefined && { supplierId: body.supplier_id as Kept<string | N> }),
    ...(body.sku !== undefined && { sku: body.sku as Kept<string | N> }),
  };
}

function optionNames(body: ProductBody): readonly string[] {
  return body.options?.map((option) => option.name) ?? Object.keys(body.variants?.[0]?.options ?? {});
}

/** The values in the order of the names; an option that the product has not is refused by name. */
export function readOptions(field: string, names: readonly string[], options: Readonly<Record<string, string>>): Result<readonly string[]> {
  const unknown = Object.keys(options).filter((name) => !names.includes(name));
  if (unknown.length > 0)
    return invalid(...unknown.map((name) => ({ field: `${field}.${name}`, message: 'This product has no such option.' })));
  return ok(names.map((name) => options[name] ?? ''));
}

function readVariants(
  body: ProductBody,
  names: readonly string[],
  price: Money,
  currency: string,
): Result<NonNullable<ProductInput['variants']>> {
  const read: NonNullable<ProductInput['variants']>[number][] = [];
  for (const [index, variant] of (body.variants ?? []).entries()) {
    const field = `variants.${index}`;
    const values = readOptions(`${field}.options`, names, variant.options);
    if (!values.ok) return values;
    const own = variant.price === undefined ? ok(price) : readMoney(`${field}.price`, variant.price, currency);
    if (!own.ok) return own;
    const stock = readStock(`${field}.`, variant, currency);
    if (!stock.ok) return stock;
    read.push({
      optionValues: values.value,
      price: own.value,
      ...(variant.sku !== undefined && { sku: variant.sku }),
      ...(variant.weight_kg !== undefined && { weightGrams: gramsOf(variant.weight_kg) }),
      ...(variant.in_stock !== undefined && { inStock: variant.in_stock }),
      ...(stock.value && { stock: stock.value }),
    });
  }
  return ok(read);
}

function readStock(
  prefix: string,
  body: { readonly stock_quantity?: number | undefined; readonly cost_price?: Amount | undefined },
  currency: string,
): Result<OpeningStock | undefined> {
  // A cost alone says nothing about how many there are; the CSV has it on every row.
  if (body.stock_quantity === undefined) return ok(undefined);
  if (body.cost_price === undefined) return ok({ quantity: body.stock_quantity });
  const unitCost = readMoney(`${prefix}cost_price`, body.cost_price, currency);
  return unitCost.ok ? ok({ quantity: body.stock_quantity, unitCost: unitCost.value }) : unitCost;
}

async function readCategory(
  catalog: Pick<Catalog, 'categoryByName'>,
  tx: Tx,
  body: { readonly category_id?: string | undefined; readonly category?: string | undefined; readonly subcategory?: string | undefined },
): Promise<Result<CategoryId>> {
  if (body.category_id !== undefined) return ok(body.category_id as CategoryId);
  if (body.category === undefined) return invalid({ field: 'category_id', message: 'Give category_id or category.' });
  return catalog.categoryByName(tx, { name: body.category, ...(body.subcategory !== undefined && { subcategory: body.subcategory }) });
}

export function readQuery(query: ProductListQuery): ProductQuery {
  return {
    page: query.page,
    limit: query.limit,
    ...(query.category_id !== undefined && { categoryId: query.category_id as CategoryId }),
    ...(query.search !== undefined && { search: query.search }),
    ...(query.is_priority !== undefined && { isPriority: query.is_priority }),
    ...(query.state !== undefined && { state: query.state }),
    ...(query.in_stock === true && { onlyInStock: true }),
    ...(query.in_stock === false && { onlySoldOut: true }),
    ...(query.available_to !== undefined && { freeUnitsTo: query.available_to }),
    ...(query.sort !== undefined && { sort: query.sort }),
  };
}

function invalid(...details: FieldProblem[]) {
  return refuse('request.invalid', { details });
}
