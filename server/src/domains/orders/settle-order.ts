/**
 * The one completion path: verified money meets its order. It decides what the money is for and moves state and stock in the same
 * transaction; it never asks a gateway and never refunds (payments does, by the verdict).
 */
import { ok } from '@parley/contract/values/result.ts';
import type { Tx } from '../../foundation/db/database.ts';
import type { SettleOrder } from '../payments/index.ts';
import { bookParcelOf } from './book-parcel-of.ts';
import { saleOf } from './book-sale.ts';
import { addToTimeline, changeOrder, itemsOf, lockOrder, type OrderHead, wasConfirmed } from './order.store.ts';
import type { OrderView } from './order.ts';
import type { OrdersDeps } from './orders-deps.ts';

type Payment = Parameters<SettleOrder>[1];

export async function settleOrder(deps: OrdersDeps, tx: Tx, payment: Payment): ReturnType<SettleOrder> {
  const order = await lockOrder(tx, payment.orderId);
  if (!order) throw new Error(`payment ${payment.paymentId} is for an order that does not exist`);
  if (order.paymentStatus !== 'unpaid') return 'excess';
  // A link over an older total: its money pays no order that is here now.
  if (payment.amount.minor !== order.total.minor || payment.amount.currency !== order.total.currency) return 'unfillable';
  // What was sold, put back and closed by a person stays closed; only an order that nobody ever confirmed comes back to life.
  if (order.status === 'cancelled' && (await wasConfirmed(tx, order.id))) return 'unfillable';
  const items = await itemsOf(tx, order);
  const issued =
    order.status === 'pending' || order.status === 'cancelled'
      ? await deps.stock.issueForOrder(tx, { orderId: order.id, lines: items, postings: payment.postings })
      : ok(undefined);
  if (!issued.ok) return unfillable(deps, tx, order);
  return paid(deps, tx, { ...order, items }, payment);
}

async function paid(deps: OrdersDeps, tx: Tx, order: OrderView, payment: Payment): Promise<'settled' | 'late'> {
  const at = deps.clock.now();
  const revived = order.status === 'cancelled';
  const status = revived || order.status === 'pending' ? ('confirmed' as const) : order.status;
  if (revived) await addToTimeline(tx, order.id, { kind: 'order.revived', at, actor: 'system', detail: { was: order.closedReason ?? '' } });
  const entry = { kind: 'order.paid', at, actor: 'system', detail: { payment_id: payment.paymentId } };
  await changeOrder(tx, order.id, { status, paymentStatus: 'paid', paidAt: at, expiresAt: null, closedReason: null }, entry);
  const late = revived || payment.linkClosed;
  await deps.emit(tx, { name: 'order.paid', orderId: order.id, late });
  if (order.deliveryMethod === 'delivery') await bookParcelOf(deps, tx, order);
  // An order that staff confirmed before was sold then.
  if (revived || order.status === 'pending') payment.postings.push(await saleOf(tx, order, { actor: 'system' }));
  return late ? 'late' : 'settled';
}

async function unfillable(deps: OrdersDeps, tx: Tx, order: OrderHead): Promise<'unfillable'> {
  if (order.status !== 'pending') return 'unfillable';
  const at = deps.clock.now();
  await deps.stock.release(tx, order.id);
  await changeOrder(tx, order.id, { status: 'cancelled', expiresAt: null, closedReason: 'out_of_stock' });
  await addToTimeline(tx, order.id, { kind: 'order.cancelled', at, actor: 'system', detail: { reason: 'out_of_stock' } });
  await deps.emit(tx, { name: 'order.cancelled', orderId: order.id });
  return 'unfillable';
}
