/** A customer takes a print order back: possible until the first page is under way. */
import type { OrderId } from '@parley/contract/values/id.ts';
import { ok, type Result, refuse } from '@parley/contract/values/result.ts';
import type { Tx } from '../../../foundation/db/database.ts';
import type { PrintingDeps } from '../printing-deps.ts';
import { followCancelled } from './follow-order.ts';
import { lockStates } from './job.store.ts';

/** Refuses `print.too_late`, `order.not_found`, `order.wrong_state`. */
export async function cancelPrintOrder(deps: PrintingDeps, tx: Tx, orderId: OrderId, actor: string): Promise<Result<void>> {
  return tx.attempt(async () => {
    // The order's row is locked before its jobs, as everywhere.
    const cancelled = await deps.orders.cancel(tx, orderId, { reason: 'customer_request', actor });
    if (!cancelled.ok) return cancelled;
    const states = await lockStates(tx, orderId);
    if (states.some((state) => state === 'printing' || state === 'printed' || state === 'unknown')) return refuse('print.too_late');
    await followCancelled(deps, tx, orderId);
    return ok(undefined);
  });
}
