/** The two ways an order ends early: nobody paid in time, or somebody cancels. Stock is free at once; money goes back by payments. */
import type { OrderId } from '@parley/contract/values/id.ts';
import { ok, type Result, refuse } from '@parley/contract/values/result.ts';
import type { Tx } from '../../foundation/db/database.ts';
import { reverseSale } from './book-sale.ts';
import { addToTimeline, changeOrder, itemsOf, lockOrder, type OrderHead, orderById, wasConfirmed, withItems } from './order.store.ts';
import { mayMove, type OrderView } from './order.ts';
import type { OrdersDeps } from './orders-deps.ts';

/** Nothing happens to an order that is paid, cancelled, or has got more time. */
export async function expireOrder(deps: OrdersDeps, tx: Tx, id: OrderId, why: 'time' | 'link' = 'time'): Promise<boolean> {
  const order = await lockOrder(tx, id);
  const at = deps.clock.now();
  if (order?.status !== 'pending' || order.paymentStatus !== 'unpaid') return false;
  if (why === 'time' && (order.expiresAt === undefined || order.expiresAt > at)) return false;
  await deps.stock.release(tx, id);
  await deps.payments.closeLinks(tx, id, 'expired');
  await changeOrder(tx, id, { status: 'cancelled', expiresAt: null, closedReason: 'payment_expired' });
  await addToTimeline(tx, id, { kind: 'order.expired', at, actor: 'system' });
  await deps.emit(tx, { name: 'order.expired', orderId: id });
  return true;
}

export interface CancelInput {
  readonly reason: string;
  readonly actor: string;
}

/** A cancelled order answers as it is. Refuses `order.not_found`, `order.wrong_state` from shipped on. */
export async function cancelOrder(deps: OrdersDeps, tx: Tx, id: OrderId, input: CancelInput): Promise<Result<OrderView>> {
  const order = await lockOrder(tx, id);
  if (!order) return refuse('order.not_found');
  if (order.status !== 'cancelled') {
    const mayEnd = mayMove(order.status, 'cancelled') && !(await hasPartlyLeft(tx, order));
    if (!mayEnd && !(await cameBack(deps, tx, order)))
      return refuse('order.wrong_state', { message: 'The order has been sent; it can be returned.' });
    await undo(deps, tx, order, input);
  }
  const [view] = await withItems(tx, [(await orderById(tx, id)) ?? order]);
  return view ? ok(view) : refuse('order.not_found');
}

async function undo(deps: OrdersDeps, tx: Tx, order: OrderHead, input: CancelInput): Promise<void> {
  const { id } = order;
  const at = deps.clock.now();
  const wasSold = await wasConfirmed(tx, id);
  // Rows in the order everybody takes them: payments, levels, and the books' end last.
  await deps.payments.lock(tx, id);
  if (wasSold) await deps.stock.putBack(tx, id);
  else await deps.stock.release(tx, id);
  await deps.payments.closeLinks(tx, id, 'cancelled');
  if (order.paymentStatus !== 'unpaid' && order.total.minor > 0n && order.codCollectedAt === undefined) {
    const refund = await deps.payments.refund(tx, { orderId: id, reason: 'The order was cancelled.', cause: 'order_cancelled' });
    if (!refund.ok) throw new Error(`a paid order has no payment to refund: ${refund.refusal.code}`);
  }
  await deps.fulfilment.cancelParcel(tx, id);
  await changeOrder(tx, id, { status: 'cancelled', expiresAt: null, closedReason: input.reason });
  await addToTimeline(tx, id, { kind: 'order.cancelled', at, actor: input.actor, detail: { reason: input.reason } });
  await deps.emit(tx, { name: 'order.cancelled', orderId: id });
  if (wasSold) await reverseSale(deps, tx, order, { why: input.reason, actor: input.actor });
}

async function hasPartlyLeft(tx: Tx, order: OrderHead): Promise<boolean> {
  return (await itemsOf(tx, order)).some((item) => item.fulfilledQuantity > 0);
}

/** Sent, and brought back to the shop by the courier. */
async function cameBack(deps: OrdersDeps, tx: Tx, order: OrderHead): Promise<boolean> {
  return order.status === 'shipped' && (await deps.fulfilment.shipmentOf(tx, order.id))?.state === 'returned';
}

/**
 * Cash on delivery that nobody took: the goods are back at the cost they left with, and nothing was sold. Money that was paid before waits
 * for staff, who cancel (and refund) or send again.
 */
export async function returnToOrigin(deps: OrdersDeps, tx: Tx, id: OrderId): Promise<void> {
  const order = await lockOrder(tx, id);
  if (order?.status !== 'shipped' || order.paymentMethod !== 'cod' || order.paymentStatus !== 'unpaid') return;
  await undo(deps, tx, order, { reason: 'returned_to_origin', actor: 'courier' });
}
