/** Cash on delivery: the customer's yes, the cash at the door, the courier passing it on, and paying back what no gateway carried. */
import { newId, type OrderId } from '@parley/contract/values/id.ts';
import { add, type Money, moneyToDecimal } from '@parley/contract/values/money.ts';
import { type Result, refuse } from '@parley/contract/values/result.ts';
import type { Tx } from '../../foundation/db/database.ts';
import { creditMoneyBack } from './book-sale.ts';
import { confirmOrder } from './confirm-order.ts';
import { addToTimeline, changeOrder, lockOrder, type OrderHead, viewAgain } from './order.store.ts';
import { type OrderView, paymentStatusAfter } from './order.ts';
import { codCollectedPosting, codRemittedPosting, handRefundPosting } from './order-postings.ts';
import type { OrdersDeps } from './orders-deps.ts';

/** The customer's own yes; saying it twice is saying it once. Refuses `order.not_found`, `order.wrong_state`, `order.out_of_stock`. */
export async function confirmCod(deps: OrdersDeps, tx: Tx, id: OrderId, actor: string): Promise<Result<OrderView>> {
  const order = await lockOrder(tx, id);
  if (!order) return refuse('order.not_found');
  if (order.paymentMethod !== 'cod') return refuse('order.wrong_state');
  if (order.status === 'processing') return viewAgain(tx, order);
  return confirmOrder(deps, tx, id, actor);
}

/** At the door or the counter. A courier owes it from now on; without one it lies in the shop's till. The caller holds the order. */
export async function collectCash(deps: OrdersDeps, tx: Tx, order: OrderHead, actor: string): Promise<void> {
  const at = deps.clock.now();
  const shipment = await deps.fulfilment.shipmentOf(tx, order.id);
  const by = shipment?.awb === undefined ? 'shop' : 'courier';
  await changeOrder(tx, order.id, {
    paymentStatus: 'paid',
    paidAt: at,
    codCollectedAt: at,
    ...(by === 'shop' ? { codRemittedAt: at } : {}),
  });
  await addToTimeline(tx, order.id, { kind: 'cod.collected', at, actor, detail: { by } });
  await deps.books.post(tx, codCollectedPosting(order, by, actor));
}

export interface CodRemitted {
  readonly amount: Money;
  /** What the courier kept of it. */
  readonly fee: Money;
  readonly reference: string;
  readonly actor: string;
}

/** Refuses `order.not_found`, `order.wrong_state`, `request.invalid` for sums that are not the order's. A repeat answers it as it is. */
export async function remitCod(deps: OrdersDeps, tx: Tx, id: OrderId, input: CodRemitted): Promise<Result<OrderView>> {
  const order = await lockOrder(tx, id);
  if (!order) return refuse('order.not_found');
  if (order.codCollectedAt === undefined) return refuse('order.wrong_state', { message: 'No courier has collected cash for this order.' });
  if (order.codRemittedAt) return viewAgain(tx, order);
  if (add(input.amount, input.fee).minor !== order.total.minor)
    return refuse('request.invalid', {
      details: [{ field: 'amount', message: `Amount and fee together are ${moneyToDecimal(order.total)} ${order.total.currency}.` }],
    });
  const at = deps.clock.now();
  const { reference, actor, amount, fee } = input;
  await changeOrder(tx, id, { codRemittedAt: at });
  const detail = { reference, amount_minor: `${amount.minor}`, fee_minor: `${fee.minor}` };
  await addToTimeline(tx, id, { kind: 'cod.remitted', at, actor, detail });
  await deps.books.post(tx, codRemittedPosting(order, input));
  return viewAgain(tx, order);
}

/** Staff pay it out themselves; never more than was collected. The caller holds the order. Refuses `payment.refund_too_large`. */
export async function refundCash(
  deps: OrdersDeps,
  tx: Tx,
  order: OrderHead,
  input: { readonly amount?: Money; readonly reason: string; readonly actor: string },
): Promise<Result<OrderView>> {
  const left = order.total.minor - order.refunded.minor;
  const minor = input.amount?.minor ?? left;
  if (minor <= 0n || minor > left) return refuse('payment.refund_too_large');
  const { reason, actor } = input;
  const id = newId();
  const refunded = { minor: order.refunded.minor + minor, currency: order.total.currency };
  await changeOrder(tx, order.id, { refundedMinor: refunded.minor, paymentStatus: paymentStatusAfter(order.total, refunded) });
  const detail = { reason, amount_minor: `${minor}` };
  await addToTimeline(tx, order.id, { kind: 'refund.paid_out', at: deps.clock.now(), actor, detail });
  await creditMoneyBack(deps, tx, order, { kept: order.total.minor, going: refunded.minor, cause: `refund:${id}`, reason, actor });
  await deps.books.post(tx, handRefundPosting(order, { id, amount: minor, actor }));
  return viewAgain(tx, order);
}
