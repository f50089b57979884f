/** An order as a bare row, for tests of rooms below orders whose entries name one. */
import { newId, type OrderId } from '@parley/contract/values/id.ts';
import type { Tx } from '../../src/foundation/db/database.ts';
import { insertCustomer } from './shop-floor.ts';

export async function insertOrderRow(tx: Tx): Promise<OrderId> {
  const id = newId<OrderId>();
  const customerId = await insertCustomer(tx);
  await tx.db
    .insertInto('orders')
    .values({
      merchant_id: tx.merchantId,
      id,
      public_id: newId<string>(),
      order_number: `ORD-${id.slice(-12)}`,
      customer_id: customerId,
      channel: 'api',
      status: 'pending',
      payment_status: 'unpaid',
      currency: 'INR',
      items_minor: 0n,
      delivery_minor: 0n,
      total_minor: 0n,
      delivery_method: 'pickup',
      placed_at: new Date(),
    })
    .execute();
  return id;
}
