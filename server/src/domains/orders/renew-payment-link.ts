/** A new payment link for an order whose old one is gone; its stock is held as long as the new one is open. */
import type { OrderId } from '@parley/contract/values/id.ts';
import { ok, type Result, refuse } from '@parley/contract/values/result.ts';
import { after } from '@parley/contract/values/time.ts';
import type { Tx } from '../../foundation/db/database.ts';
import { enqueue } from '../../foundation/jobs/enqueue.ts';
import type { GatewayName, PaymentLinkView } from '../payments/index.ts';
import { askForPayment } from './ask-for-payment.ts';
import { outOfStock } from './create-order.ts';
import { addToTimeline, changeOrder, itemsOf, lockOrder, type OrderHead } from './order.store.ts';
import { holdMsOf } from './order.ts';
import { expireOrderJob } from './order-job-kinds.ts';
import type { OrdersDeps } from './orders-deps.ts';

/**
 * The living link again, else a new one; the stock is held as long. Another gateway than before ends the link before and holds nothing
 * longer. Refuses `order.not_found`, `order.wrong_state`, `order.out_of_stock`.
 */
export async function renewPaymentLink(deps: OrdersDeps, tx: Tx, id: OrderId, gateway?: GatewayName): Promise<Result<PaymentLinkView>> {
  const order = await lockOrder(tx, id);
  if (!order) return refuse('order.not_found');
  const isOver = order.status === 'pending' && order.expiresAt !== undefined && order.expiresAt <= deps.clock.now();
  if (order.paymentStatus !== 'unpaid' || order.status === 'cancelled' || order.paymentMethod === 'cod' || isOver)
    return refuse('order.wrong_state');
  const living = await deps.payments.linkOf(tx, id);
  const lives = living && (living.state === 'asked' || living.state === 'open') && living.expiresAt > deps.clock.now();
  if (!lives) return tx.attempt(() => renew(deps, tx, order, gateway));
  if (gateway === undefined || gateway === living.gateway) return ok(living);
  return askAgain(deps, tx, order, gateway);
}

async function renew(deps: OrdersDeps, tx: Tx, order: OrderHead, gateway: GatewayName | undefined): Promise<Result<PaymentLinkView>> {
  const now = deps.clock.now();
  const expiresAt = after(now, holdMsOf(order));
  if (order.status === 'pending') {
    const held = await deps.stock.hold(tx, { orderId: order.id, lines: await itemsOf(tx, order), expiresAt });
    if (!held.ok) return outOfStock(held.refusal.details);
    await changeOrder(tx, order.id, { expiresAt });
    await enqueue(tx, now, expireOrderJob, { orderId: order.id }, { runAt: expiresAt });
  }
  return askAgain(deps, tx, { ...order, expiresAt }, gateway);
}

async function askAgain(deps: OrdersDeps, tx: Tx, order: OrderHead, gateway: GatewayName | undefined): Promise<Result<PaymentLinkView>> {
  const shop = await deps.shop(tx);
  const link = await askForPayment(deps, tx, order, shop.name, { gateway });
  if (link.ok) await addToTimeline(tx, order.id, { kind: 'payment_link.asked', at: deps.clock.now(), actor: 'system' });
  return link;
}
