/** What staff do to an order by hand: confirm, send, hand over, refund, book its parcel again. Each is one step of the state table. */
import type { OrderId } from '@parley/contract/values/id.ts';
import { newId } from '@parley/contract/values/id.ts';
import type { Money } from '@parley/contract/values/money.ts';
import { ok, type Result, refuse } from '@parley/contract/values/result.ts';
import type { Tx } from '../../foundation/db/database.ts';
import type { ShipmentView } from '../fulfilment/index.ts';
import { bookParcelOf } from './book-parcel-of.ts';
import { outOfStock } from './create-order.ts';
import { addToTimeline, changeOrder, itemsOf, lockOrder, type OrderHead, orderById, withItems } from './order.store.ts';
import { mayMove, type OrderEvent, type OrderStatus, type OrderView } from './order.ts';
import type { OrdersDeps } from './orders-deps.ts';

/** Staff answer for an unpaid order (cash, invoice): it stays unpaid, its stock is issued, it no longer expires. */
export async function confirmOrder(deps: OrdersDeps, tx: Tx, id: OrderId, actor: string): Promise<Result<OrderView>> {
  return move(deps, tx, id, 'confirmed', actor, (order) =>
    tx.attempt(async () => {
      const issued = await deps.stock.issueForOrder(tx, { orderId: id, lines: await itemsOf(tx, order) });
      if (!issued.ok) return outOfStock(issued.refusal.details);
      await changeOrder(tx, id, { expiresAt: null });
      await bookParcelOf(deps, tx, order);
      return ok(undefined);
    }),
  );
}

export function shipOrder(deps: OrdersDeps, tx: Tx, id: OrderId, actor: string): Promise<Result<OrderView>> {
  return move(deps, tx, id, 'shipped', actor);
}

export function deliverOrder(deps: OrdersDeps, tx: Tx, id: OrderId, actor: string): Promise<Result<OrderView>> {
  return move(deps, tx, id, 'delivered', actor);
}

/** Part or, without an amount, all that is left. Refuses `order.not_found`, `payment.not_found`, `payment.refund_too_large`. */
export async function refundOrder(
  deps: OrdersDeps,
  tx: Tx,
  id: OrderId,
  input: { readonly amount?: Money; readonly reason: string; readonly actor: string },
): Promise<Result<OrderView>> {
  const order = await lockOrder(tx, id);
  if (!order) return refuse('order.not_found');
  const { actor, ...wanted } = input;
  const asked = await deps.payments.refund(tx, { orderId: id, ...wanted, cause: `by_hand:${newId()}` });
  if (!asked.ok) return asked;
  if (asked.value.amount.minor === 0n) return refuse('payment.refund_too_large', { message: 'Everything has been refunded already.' });
  const detail = { reason: input.reason, amount_minor: `${asked.value.amount.minor}` };
  await addToTimeline(tx, id, { kind: 'refund.asked', at: deps.clock.now(), actor, detail });
  return viewAgain(tx, order);
}

/** Refuses `order.not_found`, `order.wrong_state`, `shipment.not_found` for a pickup. */
export async function bookParcelAgain(deps: OrdersDeps, tx: Tx, id: OrderId): Promise<Result<ShipmentView>> {
  const order = await lockOrder(tx, id);
  if (!order) return refuse('order.not_found');
  if (order.status !== 'confirmed' && order.status !== 'processing') return refuse('order.wrong_state');
  const shipment = await bookParcelOf(deps, tx, order);
  return shipment ? ok(shipment) : refuse('shipment.not_found');
}

/** An order that is there already answers as it is; the courier's news and staff may say the same thing. */
export async function move(
  deps: OrdersDeps,
  tx: Tx,
  id: OrderId,
  to: Exclude<OrderStatus, 'pending' | 'cancelled'>,
  actor: string,
  also?: (order: OrderHead) => Promise<Result<undefined>>,
): Promise<Result<OrderView>> {
  const order = await lockOrder(tx, id);
  if (!order) return refuse('order.not_found');
  if (order.status === to) return viewAgain(tx, order);
  if (!mayMove(order.status, to)) return refuse('order.wrong_state');
  const done = await also?.(order);
  if (done && !done.ok) return done;
  await changeOrder(tx, id, { status: to });
  await addToTimeline(tx, id, { kind: `order.${to}`, at: deps.clock.now(), actor });
  if (to !== 'processing') await deps.emit(tx, { name: eventOf[to], orderId: id });
  return viewAgain(tx, order);
}

const eventOf = { confirmed: 'order.confirmed', shipped: 'order.shipped', delivered: 'order.delivered' } as const satisfies Record<
  string,
  OrderEvent['name']
>;

async function viewAgain(tx: Tx, order: OrderHead): Promise<Result<OrderView>> {
  const [view] = await withItems(tx, [(await orderById(tx, order.id)) ?? order]);
  return view ? ok(view) : refuse('order.not_found');
}
