/** Another amount to pay is another payment link. A payment that races it pays no order that is there now, and is sent back whole. */
import { ok, type Result } from '@parley/contract/values/result.ts';
import type { Tx } from '../../foundation/db/database.ts';
import { askForPayment } from './ask-for-payment.ts';
import type { OrderHead } from './order.store.ts';
import type { OrdersDeps } from './orders-deps.ts';

/** Call with the order as it is to be paid. A shop that takes no money online edits orders as well. */
export async function replaceLink(deps: OrdersDeps, tx: Tx, order: OrderHead): Promise<Result<undefined>> {
  await deps.payments.closeLinks(tx, order.id, 'cancelled');
  if (order.paymentMethod === 'cod' || order.total.minor === 0n) return ok(undefined);
  const link = await askForPayment(deps, tx, order, (await deps.shop(tx)).name);
  return link.ok || link.refusal.code === 'connection.missing' ? ok(undefined) : link;
}
