/** Takes a person out of their orders: names, phones, streets and words go; amounts, and the place that decided the tax, stay. */
import type { CustomerId } from '@parley/contract/values/id.ts';
import { ok, type Result, refuse } from '@parley/contract/values/result.ts';
import { sql } from 'kysely';
import type { Tx } from '../../foundation/db/database.ts';

/** Refuses `customer.has_open_orders` while one is neither delivered nor cancelled. */
export async function forgetCustomer(tx: Tx, id: CustomerId): Promise<Result<void>> {
  const { rows } = await sql<{ status: string }>`
    select status from orders where merchant_id = ${tx.merchantId} and customer_id = ${id} order by id for update`.execute(tx.db);
  if (rows.some(({ status }) => status !== 'delivered' && status !== 'cancelled')) return refuse('customer.has_open_orders');
  await sql`
    update orders set note = null, version = version + 1, delivery_address = case when delivery_address ? 'line1' then
      jsonb_build_object('name', '', 'phone', '', 'line1', '', 'city', delivery_address -> 'city', 'state', delivery_address -> 'state',
        'postalCode', delivery_address -> 'postalCode', 'country', delivery_address -> 'country') end
    where merchant_id = ${tx.merchantId} and customer_id = ${id}`.execute(tx.db);
  // What the program itself gives as a reason is a word with underscores at most; everything else somebody wrote.
  const own = sql`~ '^[a-z]+(_[a-z]+)*$'`;
  await sql`
    update orders set closed_reason = case when closed_reason ${own} then closed_reason else 'erased' end
    where merchant_id = ${tx.merchantId} and customer_id = ${id} and closed_reason is not null`.execute(tx.db);
  await sql`
    update order_events set detail = detail - 'note' - 'was' - 'reason' where merchant_id = ${tx.merchantId}
      and order_id in (select id from orders where merchant_id = ${tx.merchantId} and customer_id = ${id})
      and detail ?| array['note','was','reason']`.execute(tx.db);
  await sql`update checkouts set address = null where merchant_id = ${tx.merchantId} and customer_id = ${id}`.execute(tx.db);
  return ok(undefined);
}
