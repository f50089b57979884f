/** Reads an order request: whose it is, which variants it names, where it goes. Asks the catalogue, changes nothing. */
import type { OrderRequest } from '@parley/contract/api/orders.ts';
import type { ProductId, VariantId } from '@parley/contract/values/id.ts';
import { type Money, parseMoney } from '@parley/contract/values/money.ts';
import { parsePhone, waIdOf } from '@parley/contract/values/phone.ts';
import { ok, type Result, refuse } from '@parley/contract/values/result.ts';
import { managing, type Role } from '@parley/contract/values/role.ts';
import type { Tx } from '../../foundation/db/database.ts';
import type { Catalog } from '../catalog/index.ts';
import type { Address } from '../customers/index.ts';
import type { OrderLine } from './place-for.ts';

export interface ReadOrder {
  /** Digits with country code. */
  readonly phone: string;
  readonly name?: string;
  readonly lines: readonly OrderLine[];
  readonly address?: Address;
  /** In price terms. */
  readonly discount?: Money;
}

export interface OrderRequestShop {
  readonly country: string;
  readonly currency: string;
}

/** Refuses `request.invalid`, `product.not_found`, `variant.not_found`, and `auth.forbidden` for a price of one's own without the role. */
export async function readOrderRequest(
  catalog: Pick<Catalog, 'variants' | 'product'>,
  tx: Tx,
  body: OrderRequest,
  from: { readonly role: Role; readonly shop: OrderRequestShop },
): Promise<Result<ReadOrder>> {
  if (body.merchant_id !== undefined && body.merchant_id !== tx.merchantId) return invalid('merchant_id', 'This is not your shop.');
  const phone = parsePhone(body.customer.phone, from.shop.country);
  if (!phone) return invalid('customer.phone', 'This is not a phone number.');
  const lines: OrderLine[] = [];
  for (const [index, item] of body.items.entries()) {
    const line = await readLine(catalog, tx, item, { ...from, field: `items.${index}` });
    if (!line.ok) return line;
    lines.push(line.value);
  }
  const discount = readDiscount(body.discount, from);
  if (!discount.ok) return discount;
  const typed = body.delivery_address;
  if (body.delivery_method === 'delivery' && !typed) return invalid('delivery_address', 'An address is needed.');
  const { name } = body.customer;
  const receiver = typed?.phone === undefined ? phone : parsePhone(typed.phone, from.shop.country);
  if (!receiver) return invalid('delivery_address.phone', 'This is not a phone number.');
  const address = typed && addressFrom(typed, { name: name ?? '', phone: waIdOf(receiver.e164), country: from.shop.country });
  return ok({
    phone: waIdOf(phone.e164),
    lines,
    ...(name === undefined ? {} : { name }),
    ...(address ? { address } : {}),
    ...(discount.value ? { discount: discount.value } : {}),
  });
}

function readDiscount(
  text: string | undefined,
  { role, shop }: { readonly role: Role; readonly shop: OrderRequestShop },
): Result<Money | undefined> {
  if (text === undefined) return ok(undefined);
  const discount = parseMoney(text, shop.currency);
  if (!discount || discount.minor < 0n) return invalid('discount', `Not an amount in ${shop.currency}.`);
  return discount.minor === 0n || mayPrice(role)
    ? ok(discount)
    : refuse('auth.forbidden', { message: 'Your role does not allow a discount.' });
}

function mayPrice(role: Role): boolean {
  return role === 'platform_admin' || managing.includes(role);
}

export async function readLine(
  catalog: Pick<Catalog, 'variants' | 'product'>,
  tx: Tx,
  item: OrderRequest['items'][number],
  from: { readonly role: Role; readonly shop: OrderRequestShop; readonly field: string },
): Promise<Result<OrderLine>> {
  const variantId = await variantOf(catalog, tx, item, from.field);
  if (!variantId.ok) return variantId;
  const line = { variantId: variantId.value, quantity: item.quantity };
  if (item.price === undefined) return ok(line);
  const unitPrice = parseMoney(item.price, from.shop.currency);
  if (!unitPrice || unitPrice.minor < 0n) return invalid(`${from.field}.price`, `Not an amount in ${from.shop.currency}.`);
  const [variant] = await catalog.variants(tx, [line.variantId]);
  const isOwn = variant !== undefined && variant.price.minor !== unitPrice.minor;
  if (isOwn && !mayPrice(from.role))
    return refuse('auth.forbidden', { message: 'Your role does not allow a price that differs from the catalogue.' });
  return ok({ ...line, unitPrice });
}

/** A product's only variant, where the product is named. */
async function variantOf(
  catalog: Pick<Catalog, 'product'>,
  tx: Tx,
  item: OrderRequest['items'][number],
  field: string,
): Promise<Result<VariantId>> {
  if (item.variant_id !== undefined) return ok(item.variant_id as VariantId);
  if (item.product_id === undefined) return invalid(`${field}.product_id`, 'Name a product or a variant.');
  const product = await catalog.product(tx, item.product_id as ProductId);
  if (!product.ok) return product;
  const [only, another] = product.value.variants;
  if (!only) return refuse('variant.not_found', { details: [{ field: `${field}.product_id`, message: 'This is not sold here.' }] });
  return another ? invalid(`${field}.variant_id`, 'This product has options: name the variant.') : ok(only.variantId);
}

export function addressFrom(
  typed: NonNullable<OrderRequest['delivery_address']>,
  known: { readonly name: string; readonly phone: string; readonly country: string },
): Address {
  const { line2, landmark } = typed;
  return {
    name: typed.name ?? known.name,
    phone: known.phone,
    line1: typed.line1,
    ...(line2 === undefined ? {} : { line2 }),
    ...(landmark === undefined ? {} : { landmark }),
    city: typed.city,
    state: typed.state,
    postalCode: typed.postal_code,
    country: typed.country ?? known.country,
  };
}

function invalid(field: string, message: string): Result<never> {
  return refuse('request.invalid', { details: [{ field, message }] });
}
