/** What jobs do when their order moves: paid ones go into the queue or wait for the pickup code, cancelled ones never come out. */
import type { OrderId } from '@parley/contract/values/id.ts';
import type { Tx } from '../../../foundation/db/database.ts';
import type { PrintingDeps } from '../printing-deps.ts';
import { settingsOf } from '../settings.store.ts';
import { addJobEvent, cancelUnbegun, letGo, revive } from './job.store.ts';

/** The order as it is now decides, not the event: one that was cancelled again meanwhile prints nothing. Repeats change nothing. */
export async function followConfirmed(deps: Pick<PrintingDeps, 'clock' | 'orders' | 'emit'>, tx: Tx, orderId: OrderId): Promise<void> {
  const order = await deps.orders.get(tx, orderId);
  if (!order.ok || order.value.status === 'pending' || order.value.status === 'cancelled') return;
  const at = deps.clock.now();
  await revive(tx, orderId);
  const to = (await settingsOf(tx)).hold_for_pickup ? 'held' : 'queued';
  const moved = await letGo(tx, orderId, to, at);
  for (const jobId of moved) {
    await addJobEvent(tx, jobId, { kind: to, actor: 'system', at });
    if (to === 'queued') await deps.emit(tx, { name: 'print.queued', jobId, orderId });
  }
  if (moved.length > 0) await deps.emit(tx, { name: to === 'held' ? 'print.order_held' : 'print.order_queued', orderId });
}

export async function followCancelled(deps: Pick<PrintingDeps, 'clock' | 'emit'>, tx: Tx, orderId: OrderId): Promise<void> {
  const at = deps.clock.now();
  for (const jobId of await cancelUnbegun(tx, orderId, at)) {
    await addJobEvent(tx, jobId, { kind: 'cancelled', actor: 'system', at });
    await deps.emit(tx, { name: 'print.cancelled', jobId, orderId });
  }
}
