/** Deleting an order: nothing is removed. One that nobody paid is cancelled and no longer listed; its number and its books stay. */
import type { OrderId } from '@parley/contract/values/id.ts';
import { ok, type Result, refuse } from '@parley/contract/values/result.ts';
import type { Tx } from '../../foundation/db/database.ts';
import { cancelOrder } from './close-order.ts';
import { addToTimeline, changeOrder, lockOrder, orderById, wasConfirmed, withItems } from './order.store.ts';
import { DELETED, type OrderView } from './order.ts';
import type { OrdersDeps } from './orders-deps.ts';

/** A deleted order answers as it is. Refuses `order.not_found`, `request.conflict`, `order.wrong_state` for one that was sold. */
export async function deleteOrder(
  deps: OrdersDeps,
  tx: Tx,
  id: OrderId,
  input: { readonly version?: number; readonly actor: string },
): Promise<Result<OrderView>> {
  const order = await lockOrder(tx, id);
  if (!order) return refuse('order.not_found');
  if (input.version !== undefined && input.version !== order.version)
    return refuse('request.conflict', { details: [{ field: 'version', message: `It is ${order.version} now.` }] });
  if (order.closedReason === DELETED) return viewOf(tx, id);
  const isUnsold = order.paymentStatus === 'unpaid' && (order.status === 'pending' || order.status === 'cancelled');
  if (!isUnsold || (await wasConfirmed(tx, id)))
    return refuse('order.wrong_state', { message: 'The order was sold. Cancel it: it stays with its entries.' });
  if (order.status === 'pending') return cancelOrder(deps, tx, id, { reason: DELETED, actor: input.actor });
  await changeOrder(tx, id, { closedReason: DELETED });
  const detail = { was: order.closedReason ?? '' };
  await addToTimeline(tx, id, { kind: 'order.deleted', at: deps.clock.now(), actor: input.actor, detail });
  return viewOf(tx, id);
}

async function viewOf(tx: Tx, id: OrderId): Promise<Result<OrderView>> {
  const head = await orderById(tx, id);
  const [view] = head ? await withItems(tx, [head]) : [];
  return view ? ok(view) : refuse('order.not_found');
}
