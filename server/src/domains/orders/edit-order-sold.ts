/**
 * Changing an order that was sold: until it is sent it may go to another place, and it may shrink. What is no longer wanted goes back to
 * stock at the cost it left with, is credited with its own taxes, and what was paid for it is refunded.
 */
import { newId } from '@parley/contract/values/id.ts';
import { money, subtract } from '@parley/contract/values/money.ts';
import { ok, type Result, refuse } from '@parley/contract/values/result.ts';
import { shareOfRest } from '@parley/contract/values/tax.ts';
import { taxKindOf } from '@parley/contract/values/tax-region.ts';
import type { Tx } from '../../foundation/db/database.ts';
import type { Address } from '../customers/index.ts';
import { bookParcelOf } from './book-parcel-of.ts';
import { replaceItems, rewriteOrder } from './edit-order.store.ts';
import { replaceLink } from './edit-order-link.ts';
import { type EditedOrder, type EditInput, planEdit } from './edit-order-plan.ts';
import { lessPosting } from './edit-order-postings.ts';
import { doubledLines, growingLines, lineChanges } from './edit-order-rules.ts';
import { shipOrder } from './move-order.ts';
import { orderById } from './order.store.ts';
import type { OrderItem } from './order.ts';
import { replaceTaxes, taxesOf } from './order-tax.store.ts';
import type { OrdersDeps, Shop } from './orders-deps.ts';
import type { OrderLine } from './place-for.ts';
import { type OrderPrice, priceOrder } from './price-order.ts';

/**
 * Answers the id of what was credited, if anything. Refuses `order.wrong_state`, `request.invalid`, `delivery.not_served`,
 * `delivery.quote_missing`, `payment.refund_too_large`.
 */
export async function editSold(deps: OrdersDeps, tx: Tx, order: EditedOrder, input: EditInput): Promise<Result<string | undefined>> {
  const hasLeft = order.items.some((item) => item.fulfilledQuantity > 0);
  const { address, note } = input;
  const moved = address ? await moveTo(deps, tx, order, address, hasLeft) : ok(undefined);
  if (!moved.ok) return moved;
  if (note !== undefined) await rewriteOrder(tx, order.id, { note });
  const lines = input.lines && lineChanges(order.items, unitsOf(order.items, input.lines)).length > 0 ? input.lines : undefined;
  // Told even where nothing changes: what cannot be had is refused, never passed over.
  const problems = input.lines ? [...doubledLines(input.lines), ...growingLines(order.items, input.lines)] : [];
  if (problems.length > 0) return refuse('order.wrong_state', { message: 'An order that was sold can only shrink.', details: problems });
  const shrunk = lines ? await shrink(deps, tx, order, { lines, actor: input.actor }) : ok(undefined);
  if (!shrunk.ok) return shrunk;
  if ((lines || address) && !hasLeft) await bookAnew(deps, tx, order);
  return shrunk.value ? shrunk.value() : ok(undefined);
}

function unitsOf(items: readonly OrderItem[], lines: readonly OrderLine[]): readonly OrderItem[] {
  return items.flatMap((item) => {
    const line = lines.find((each) => each.variantId === item.variantId);
    return line ? [{ ...item, quantity: line.quantity }] : [];
  });
}

/** What was agreed for delivery stays; a place that is not served, or falls under another tax, is refused. */
async function moveTo(deps: OrdersDeps, tx: Tx, order: EditedOrder, address: Address, hasLeft: boolean): Promise<Result<void>> {
  if (hasLeft) return refuse('order.wrong_state', { message: 'A part of the order has left already.' });
  const { country, taxRegion: region } = await deps.shop(tx);
  const kinds = [order.address?.state, address.state].map((state) => taxKindOf({ country, region }, state));
  if (kinds[0] !== kinds[1] && order.tax.minor > 0n)
    return refuse('order.wrong_state', { message: 'Other taxes apply there. Cancel the order and place it anew.' });
  const plan = await planEdit(deps, tx, order, { address });
  if (!plan.ok) return plan;
  const { quoteId } = plan.value;
  await rewriteOrder(tx, order.id, { address, ...(quoteId === undefined ? {} : { quoteId }) });
  return ok(undefined);
}

/** Answers what is left to do when the parcel is settled: the books' end is locked last. */
async function shrink(
  deps: OrdersDeps,
  tx: Tx,
  order: EditedOrder,
  to: { readonly lines: readonly OrderLine[]; readonly actor: string },
): Promise<Result<() => Promise<Result<string>>>> {
  const changeId = newId();
  const { id } = order;
  const price = priceOfRest(await deps.shop(tx), order, unitsOf(order.items, to.lines));
  const owed = subtract(order.total, price.total);
  if (owed.minor < 0n)
    return refuse('order.wrong_state', {
      message: 'By the taxes of its delivery, less would cost more. Cancel the order and place it anew.',
    });
  const taxesBefore = await taxesOf(tx, id);
  const gone = lineChanges(order.items, price.items).map((change) => ({ variantId: change.variantId, quantity: change.from - change.to }));
  await deps.payments.lock(tx, id);
  const back = await deps.stock.putBackSome(tx, { orderId: id, changeId, lines: gone, actor: to.actor });
  if (!back.ok) throw new Error(`the units of a sold order were not out: ${back.refusal.code}`);
  await replaceItems(tx, id, price.items);
  await replaceTaxes(tx, id, price.taxes);
  await rewriteOrder(tx, id, { price });
  if (order.paymentStatus === 'unpaid') await askForLess(deps, tx, { ...order, ...price });
  else if (owed.minor > 0n) {
    const refund = { orderId: id, amount: owed, reason: 'Some of the order was taken off.', cause: `order_change:${changeId}` };
    const asked = await deps.payments.refund(tx, refund);
    if (!asked.ok) return asked;
  }
  return ok(async () => {
    const sold = lessPosting({ ...order, taxes: taxesBefore }, { ...order, ...price }, { changeId, actor: to.actor });
    const isAllSent = price.items.every((item) => item.fulfilledQuantity === item.quantity);
    const sent = isAllSent ? await shipOrder(deps, tx, id, to.actor) : ok(undefined);
    if (sent.ok) await deps.books.post(tx, sold);
    return sent.ok ? ok(changeId) : sent;
  });
}

/** Each line keeps its price and its share of the discount for the units that stay; delivery costs what was agreed. */
function priceOfRest(shop: Shop, order: EditedOrder, rest: readonly OrderItem[]): OrderPrice {
  const discount = rest.reduce((sum, item) => {
    const was = order.items.find((each) => each.variantId === item.variantId);
    return was ? sum + shareOfRest(was.discount.minor, BigInt(item.quantity), BigInt(was.quantity)) : sum;
  }, 0n);
  const { currency } = order.total;
  const price = priceOrder(
    { ...shop, currency, pricesIncludeTax: order.pricesIncludeTax },
    {
      items: rest,
      delivery: order.deliveryPrice,
      discount: money(discount, currency),
      placeOfSupply: order.deliveryMethod === 'delivery' ? order.address?.state : undefined,
    },
  );
  const left = new Map(order.items.map((item) => [item.variantId, item.fulfilledQuantity]));
  return { ...price, items: price.items.map((item) => ({ ...item, fulfilledQuantity: left.get(item.variantId) ?? 0 })) };
}

/** Staff answered for it and the customer may still pay by a link: by one over what is owed now. */
async function askForLess(deps: OrdersDeps, tx: Tx, order: EditedOrder): Promise<void> {
  const link = await deps.payments.linkOf(tx, order.id);
  if (link?.state !== 'asked' && link?.state !== 'open') return;
  const replaced = await replaceLink(deps, tx, order);
  if (!replaced.ok) throw new Error(`a link could not be replaced: ${replaced.refusal.code}`);
}

/** The courier was told another place, other contents or another amount to collect. */
async function bookAnew(deps: OrdersDeps, tx: Tx, order: EditedOrder): Promise<void> {
  const booked = await deps.fulfilment.shipmentOf(tx, order.id);
  const now = await orderById(tx, order.id);
  if (!booked || !now) return;
  await deps.fulfilment.cancelParcel(tx, order.id);
  await bookParcelOf(deps, tx, now);
}
