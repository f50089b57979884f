/** Staff give money back, whole or in part, and credit it. Never more than was paid. */
import type { OrderId } from '@parley/contract/values/id.ts';
import { newId } from '@parley/contract/values/id.ts';
import type { Money } from '@parley/contract/values/money.ts';
import { type Result, refuse } from '@parley/contract/values/result.ts';
import type { Tx } from '../../foundation/db/database.ts';
import { isKept } from '../payments/index.ts';
import { creditMoneyBack } from './book-sale.ts';
import { refundCash } from './cash-on-delivery.ts';
import { addToTimeline, lockOrder, viewAgain } from './order.store.ts';
import type { OrderView } from './order.ts';
import type { OrdersDeps } from './orders-deps.ts';

/** Part or, without an amount, all that is left. Refuses `order.not_found`, `payment.not_found`, `payment.refund_too_large`. */
export async function refundOrder(
  deps: OrdersDeps,
  tx: Tx,
  id: OrderId,
  input: { readonly amount?: Money; readonly reason: string; readonly actor: string },
): Promise<Result<OrderView>> {
  const order = await lockOrder(tx, id);
  if (!order) return refuse('order.not_found');
  if (order.codCollectedAt) return refundCash(deps, tx, order, input);
  const { actor, reason, ...wanted } = input;
  const asked = await deps.payments.refund(tx, { orderId: id, ...wanted, reason, cause: `by_hand:${newId()}` });
  if (!asked.ok) return asked;
  const { refundIds, amount } = asked.value;
  if (amount.minor === 0n) return refuse('payment.refund_too_large', { message: 'Everything has been refunded already.' });
  await addToTimeline(tx, id, { kind: 'refund.asked', at: deps.clock.now(), actor, detail: { reason, amount_minor: `${amount.minor}` } });
  const kept = (await deps.payments.paymentsOf(tx, id)).find((payment) => isKept(payment.verdict));
  if (!kept) throw new Error('a refund of a payment that is not there');
  const back = { kept: kept.amount.minor, going: kept.refunding.minor };
  await creditMoneyBack(deps, tx, order, { ...back, cause: `refund:${refundIds.join()}`, reason, actor });
  return viewAgain(tx, order);
}
