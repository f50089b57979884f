/** What an open order would become: its new lines at their prices, delivery priced anew, taxes on top. Asks the catalogue and the courier's quote; changes nothing. */
import type { QuoteId } from '@parley/contract/values/id.ts';
import { ok, type Refusal, type Result, refuse } from '@parley/contract/values/result.ts';
import type { Tx } from '../../foundation/db/database.ts';
import type { Address } from '../customers/index.ts';
import { doubledLines } from './edit-order-rules.ts';
import type { OrderHead } from './order.store.ts';
import { itemsTotalOf, type OrderItem, type OrderLineItem, type OrderView } from './order.ts';
import type { OrdersDeps } from './orders-deps.ts';
import { itemsFrom, type OrderLine } from './place-for.ts';
import { priceDelivery } from './price-delivery.ts';
import { type OrderPrice, priceOrder } from './price-order.ts';

/** An order that is being edited, with its lines. */
export type EditedOrder = OrderHead & Pick<OrderView, 'items'>;

export interface EditInput {
  /** What the caller saw; absent: whatever it is now. */
  readonly version?: number;
  /** All lines as they shall be; absent: as they are. A line without a price keeps its own. */
  readonly lines?: readonly OrderLine[];
  readonly address?: Address;
  /** null: none any more. */
  readonly note?: string | null;
  readonly actor: string;
}

export interface EditPlan {
  readonly price: OrderPrice;
  readonly quoteId?: QuoteId;
}

type PlanDeps = Pick<OrdersDeps, 'catalog' | 'fulfilment' | 'shop'>;

/** Refuses `request.invalid`, `variant.not_found`, `order.out_of_stock`, `delivery.not_served`, `delivery.quote_missing`. */
export async function planEdit(
  deps: PlanDeps,
  tx: Tx,
  order: EditedOrder,
  to: Pick<EditInput, 'lines' | 'address'>,
): Promise<Result<EditPlan>> {
  const items = to.lines === undefined ? ok(order.items) : await itemsAfter(deps, tx, order.items, to.lines);
  if (!items.ok) return items;
  const shop = await deps.shop(tx);
  const { currency } = order.total;
  const address = to.address ?? order.address;
  const delivery = await priceDelivery(deps, tx, {
    method: order.deliveryMethod,
    address,
    items: items.value,
    currency,
    cashOnDelivery: order.paymentMethod === 'cod',
  });
  if (!delivery.ok) return delivery;
  const goods = itemsTotalOf(items.value, currency);
  const price = priceOrder(
    { ...shop, currency, pricesIncludeTax: order.pricesIncludeTax },
    {
      items: items.value,
      delivery: delivery.value.price,
      // What was taken off stays off, as far as there is something to take it off.
      discount: order.discount.minor > goods.minor ? goods : order.discount,
      placeOfSupply: order.deliveryMethod === 'delivery' ? address?.state : undefined,
    },
  );
  return ok({ price, ...(delivery.value.quoteId === undefined ? {} : { quoteId: delivery.value.quoteId }) });
}

/** More of something, or something new, must be on sale now; what stays or lessens stays at the price it was promised for. */
async function itemsAfter(
  deps: PlanDeps,
  tx: Tx,
  before: readonly OrderItem[],
  lines: readonly OrderLine[],
): Promise<Result<readonly OrderLineItem[]>> {
  const doubled = doubledLines(lines);
  if (doubled.length > 0) return refuse('request.invalid', { details: doubled });
  const items: OrderLineItem[] = [];
  for (const [index, line] of lines.entries()) {
    const was = before.find((item) => item.variantId === line.variantId);
    const fresh = line.quantity > (was?.quantity ?? 0) ? await itemsFrom(deps, tx, [line]) : ok([]);
    if (!fresh.ok) return { ok: false, refusal: atLine(fresh.refusal, index) };
    const item = was ?? fresh.value[0];
    if (item === undefined) throw new Error('a line without an item');
    items.push({ ...item, quantity: line.quantity, unitPrice: line.unitPrice ?? item.unitPrice });
  }
  return ok(items);
}

/** The line was asked about alone; here it is one of many. */
function atLine(refusal: Refusal, index: number): Refusal {
  const details = refusal.details?.map((each) => ({ ...each, field: each.field.replace(/^items\.0/, `items.${index}`) }));
  return { ...refusal, ...(details === undefined ? {} : { details }) };
}
