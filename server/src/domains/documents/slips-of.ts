/** Reads what packing slips need of orders and puts each together. Changes nothing. */
import type { OrderId } from '@parley/contract/values/id.ts';
import type { Tx } from '../../foundation/db/database.ts';
import { composeSlip } from './compose-slip.ts';
import type { DocumentsDeps } from './documents-deps.ts';
import type { PackingSlip } from './packing-slip-content.ts';

export async function slipsOf(
  deps: Pick<DocumentsDeps, 'orders' | 'customers' | 'seller'>,
  tx: Tx,
  orderIds: readonly OrderId[],
): Promise<readonly PackingSlip[]> {
  const seller = await deps.seller(tx);
  const slips: PackingSlip[] = [];
  for (const id of orderIds) {
    const order = await deps.orders.get(tx, id);
    if (!order.ok) continue;
    const customer = await deps.customers.get(tx, order.value.customerId);
    slips.push(composeSlip(order.value, seller, customer ?? {}));
  }
  return slips;
}
