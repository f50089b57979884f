/** What orders do when payments or fulfilment tell of something. The money itself was settled before (settle-order); repeats change nothing. */
import type { Tx } from '../../foundation/db/database.ts';
import type { FulfilmentEvent } from '../fulfilment/index.ts';
import { isKept, type PaymentEvent } from '../payments/index.ts';
import { creditMoneyBack } from './book-sale.ts';
import { expireOrder, returnToOrigin } from './close-order.ts';
import { deliverOrder } from './deliver-order.ts';
import { move, shipOrder } from './move-order.ts';
import { addToTimeline, changeOrder, lockOrder } from './order.store.ts';
import { mayMove, type OrderStatus, paymentStatusAfter } from './order.ts';
import type { OrdersDeps } from './orders-deps.ts';

export async function followPayment(deps: OrdersDeps, tx: Tx, event: PaymentEvent): Promise<void> {
  const note = (detail: Readonly<Record<string, unknown>>) =>
    addToTimeline(tx, event.orderId, { kind: event.name, at: deps.clock.now(), actor: 'system', detail });
  switch (event.name) {
    case 'payment.settled':
      return;
    case 'payment_link.opened':
      return note({ link_id: event.linkId });
    case 'payment.refused':
      return note({ payment_id: event.paymentId, verdict: event.verdict });
    case 'payment.failed':
      return note({ reason: event.reason });
    case 'refund.failed':
      return note({ refund_id: event.refundId, detail: event.detail });
    case 'payment_link.closed': {
      await note({ link_id: event.linkId, state: event.state });
      const newest = await deps.payments.linkOf(tx, event.orderId);
      if (event.state === 'expired' && newest?.id === event.linkId) await expireOrder(deps, tx, event.orderId, 'link');
      return;
    }
    case 'refund.processed':
      await note({ refund_id: event.refundId, cause: event.cause, amount_minor: `${event.amount.minor}` });
      return countRefunds(deps, tx, event);
  }
}

/** Adds up what went back of the payment that paid the order; money that was never the order's does not count. */
async function countRefunds(deps: OrdersDeps, tx: Tx, event: Extract<PaymentEvent, { name: 'refund.processed' }>): Promise<void> {
  const { orderId, refundId } = event;
  const order = await lockOrder(tx, orderId);
  if (!order) return;
  const kept = (await deps.payments.paymentsOf(tx, orderId)).find((payment) => isKept(payment.verdict));
  if (!kept || kept.refunded.minor <= order.refunded.minor) return;
  await changeOrder(tx, orderId, { refundedMinor: kept.refunded.minor, paymentStatus: paymentStatusAfter(kept.amount, kept.refunded) });
  // Made at the gateway itself: nobody here credited it yet.
  const back = { kept: kept.amount.minor, going: kept.refunding.minor };
  await creditMoneyBack(deps, tx, order, { ...back, cause: `refund:${refundId}`, reason: 'refunded at the gateway', actor: 'system' });
}

const steps = { shipped: shipOrder, delivered: deliverOrder } as const;

const statusOf: Partial<Record<string, OrderStatus & ('processing' | 'shipped' | 'delivered')>> = {
  created: 'processing',
  in_transit: 'shipped',
  out_for_delivery: 'shipped',
  attempt_failed: 'shipped',
  returning: 'shipped',
  delivered: 'delivered',
};

export async function followFulfilment(deps: OrdersDeps, tx: Tx, event: FulfilmentEvent): Promise<void> {
  if (event.name === 'quote.answered') return;
  const at = deps.clock.now();
  if (event.name === 'shipment.failed')
    return addToTimeline(tx, event.orderId, { kind: event.name, at, actor: 'system', detail: { detail: event.detail } });
  const order = await lockOrder(tx, event.orderId);
  if (!order) return;
  await addToTimeline(tx, order.id, { kind: `parcel.${event.state}`, at, actor: 'courier' });
  const to = statusOf[event.state];
  if (event.state === 'returned') return returnToOrigin(deps, tx, order.id);
  if (to === undefined || !mayMove(order.status, to)) return;
  await (to === 'processing' ? move(deps, tx, order.id, to, 'courier') : steps[to](deps, tx, order.id, 'courier'));
}
