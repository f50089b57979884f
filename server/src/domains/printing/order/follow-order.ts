/** What jobs do when their order moves: paid ones go into the queue or wait for the pickup code, cancelled ones never come out. */
import type { OrderId } from '@parley/contract/values/id.ts';
import type { Tx } from '../../../foundation/db/database.ts';
import type { PrintingDeps } from '../printing-deps.ts';
import { noteHandedOver } from '../queue/hand-over.ts';
import { layLater } from '../queue/sheets/lay-later.ts';
import { stopOrder } from '../queue/stop-order.ts';
import { settingsOf } from '../settings.store.ts';
import { addJobEvent, hasJobs, letGo, revive } from './job.store.ts';

/** The order as it is now decides, not the event: one that was cancelled again meanwhile prints nothing. Repeats change nothing. */
export async function followConfirmed(deps: Pick<PrintingDeps, 'clock' | 'orders' | 'emit'>, tx: Tx, orderId: OrderId): Promise<void> {
  if (!(await hasJobs(tx, orderId))) return;
  const order = await deps.orders.head(tx, orderId);
  if (!order.ok || order.value.status === 'pending' || order.value.status === 'cancelled') return;
  if (order.value.paymentStatus === 'refunded') return;
  const at = deps.clock.now();
  await revive(tx, orderId);
  const to = (await settingsOf(tx)).hold_for_pickup ? 'held' : 'queued';
  const moved = await letGo(tx, orderId, to, at);
  for (const jobId of moved) {
    await addJobEvent(tx, jobId, { kind: to, actor: 'system', at });
    await layLater(deps, tx, jobId);
    if (to === 'queued') await deps.emit(tx, { name: 'print.queued', jobId, orderId });
  }
  if (moved.length > 0) await deps.emit(tx, { name: to === 'held' ? 'print.order_held' : 'print.order_queued', orderId });
}

/** What comes out just now is asked to stop. */
export async function followCancelled(deps: Pick<PrintingDeps, 'clock' | 'emit'>, tx: Tx, orderId: OrderId): Promise<void> {
  await stopOrder(deps, tx, { name: 'system' }, orderId);
}

/** All of the money went back without a cancel: what has not come out never will. A part of it changes nothing here. */
export async function followMoneyBack(deps: Pick<PrintingDeps, 'clock' | 'orders' | 'emit'>, tx: Tx, orderId: OrderId): Promise<void> {
  if (!(await hasJobs(tx, orderId))) return;
  const order = await deps.orders.head(tx, orderId);
  if (order.ok && order.value.paymentStatus === 'refunded') await stopOrder(deps, tx, { name: 'system' }, orderId);
}

/** Handed over on the order's own page, or by a program: its pages leave the board too. */
export async function followDelivered(deps: Pick<PrintingDeps, 'clock' | 'orders'>, tx: Tx, orderId: OrderId): Promise<void> {
  if (!(await hasJobs(tx, orderId))) return;
  const order = await deps.orders.get(tx, orderId);
  if (!order.ok || order.value.status !== 'delivered') return;
  const last = order.value.timeline.findLast(({ kind }) => kind === 'order.delivered');
  await noteHandedOver(deps, tx, orderId, { at: last?.at ?? deps.clock.now(), by: last?.actor ?? 'system' });
}
