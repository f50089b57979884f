/** One step of the state table, and sending: what has left is counted by line. Who may take which step is asked before. */
import type { OrderId } from '@parley/contract/values/id.ts';
import { ok, type Result, refuse } from '@parley/contract/values/result.ts';
import type { Tx } from '../../foundation/db/database.ts';
import { addToTimeline, changeOrder, itemsOf, lockOrder, type OrderHead, setFulfilled, viewAgain } from './order.store.ts';
import { mayMove, type OrderEvent, type OrderStatus, type OrderView } from './order.ts';
import type { OrdersDeps } from './orders-deps.ts';

/** An order that is there already answers as it is; the courier's news and staff may say the same thing. */
export async function move(
  deps: Pick<OrdersDeps, 'clock' | 'emit'>,
  tx: Tx,
  id: OrderId,
  to: Exclude<OrderStatus, 'pending' | 'cancelled'>,
  actor: string,
  also?: (order: OrderHead) => Promise<Result<undefined>>,
): Promise<Result<OrderView>> {
  const order = await lockOrder(tx, id);
  if (!order) return refuse('order.not_found');
  if (order.status === to) return viewAgain(tx, order);
  if (!mayMove(order.status, to)) return refuse('order.wrong_state');
  const done = await also?.(order);
  if (done && !done.ok) return done;
  await changeOrder(tx, id, { status: to });
  await addToTimeline(tx, id, { kind: `order.${to}`, at: deps.clock.now(), actor });
  if (to !== 'processing') await deps.emit(tx, { name: eventOf[to], orderId: id });
  return viewAgain(tx, order);
}

const eventOf = { confirmed: 'order.confirmed', shipped: 'order.shipped', delivered: 'order.delivered' } as const satisfies Record<
  string,
  OrderEvent['name']
>;

/** All that has not left yet leaves now. */
export async function shipOrder(deps: OrdersDeps, tx: Tx, id: OrderId, actor: string): Promise<Result<OrderView>> {
  return move(deps, tx, id, 'shipped', actor, (order) => sendAll(tx, order));
}

export async function sendAll(tx: Tx, order: OrderHead): Promise<Result<undefined>> {
  const left = (await itemsOf(tx, order)).filter((item) => item.fulfilledQuantity < item.quantity);
  await setFulfilled(
    tx,
    order.id,
    left.map((item) => ({ variantId: item.variantId, units: item.quantity })),
  );
  return ok(undefined);
}
