/** Work on a sold order has begun, such as its first page. Whoever begins holds the order, so that it cannot be cancelled meanwhile. */
import type { OrderId } from '@parley/contract/values/id.ts';
import { type Result, refuse } from '@parley/contract/values/result.ts';
import type { Tx } from '../../foundation/db/database.ts';
import { move } from './move-order.ts';
import { lockOrder, viewAgain } from './order.store.ts';
import type { OrderView } from './order.ts';
import type { OrdersDeps } from './orders-deps.ts';

/** Refuses `order.not_found`, `order.wrong_state`. */
export async function beginOrder(deps: OrdersDeps, tx: Tx, id: OrderId, actor: string): Promise<Result<OrderView>> {
  const order = await lockOrder(tx, id);
  if (!order) return refuse('order.not_found');
  if (order.status === 'pending' || order.status === 'cancelled') return refuse('order.wrong_state');
  return order.status === 'confirmed' ? move(deps, tx, id, 'processing', actor) : viewAgain(tx, order);
}
