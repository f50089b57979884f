/** The SQL that finds what a customer was last offered. Reads only. */
import { sql } from 'kysely';
import type { Tx } from '../../foundation/db/database.ts';
import type { Offer } from './chosen.ts';
import type { ThreadKey } from './thread.store.ts';

/**
 * The last message with buttons, rows or numbers that may have been seen. Its numbers count until the customer wrote something else
 * while a dialog waits for their answer: then a number may be a quantity or a postcode.
 */
export async function lastOffer(tx: Tx, key: ThreadKey): Promise<Offer | undefined> {
  const { rows } = await sql<Offer>`
    select o.content, (t.dialog is null or not exists (select 1 from inbound_messages i
        where i.merchant_id = o.merchant_id and i.thread_id = o.thread_id and i.id > o.id and i.kind not in ('event','reaction','edit','revoke'))) as counts
    from outbound_messages o join threads t on t.merchant_id = o.merchant_id and t.id = o.thread_id
    where t.merchant_id = ${tx.merchantId} and t.customer_id = ${key.customerId} and t.provider = ${key.provider}
      and t.channel_address = ${key.channelAddress} and o.state not in ('failed','held')
      and (o.kind in ('buttons','list') or (o.kind = 'text' and jsonb_exists(o.content, 'choices')))
    order by o.id desc limit 1`.execute(tx.db);
  return rows[0];
}
