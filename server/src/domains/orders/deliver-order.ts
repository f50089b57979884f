/** An order is handed over, by the courier or at the counter; what is paid at the door is paid. */
import type { OrderId } from '@parley/contract/values/id.ts';
import type { Result } from '@parley/contract/values/result.ts';
import type { Tx } from '../../foundation/db/database.ts';
import { collectCash } from './cash-on-delivery.ts';
import { move, sendAll } from './move-order.ts';
import { type OrderHead, viewAgain } from './order.store.ts';
import type { OrderView } from './order.ts';
import type { OrdersDeps } from './orders-deps.ts';

export async function deliverOrder(deps: OrdersDeps, tx: Tx, id: OrderId, actor: string): Promise<Result<OrderView>> {
  const unpaid: OrderHead[] = [];
  const moved = await move(deps, tx, id, 'delivered', actor, (order) => {
    if (order.paymentMethod === 'cod' && order.paymentStatus === 'unpaid') unpaid.push(order);
    return sendAll(tx, order);
  });
  const [order] = unpaid;
  if (!moved.ok || !order) return moved;
  await collectCash(deps, tx, order, actor);
  return viewAgain(tx, order);
}
