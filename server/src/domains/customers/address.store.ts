/** All SQL of a customer's addresses. Decides nothing. */
import type { CustomerId } from '@parley/contract/values/id.ts';
import { sql } from 'kysely';
import type { Tx } from '../../foundation/db/database.ts';
import type { Address } from './customer.ts';

export interface StoredAddress {
  readonly id: string;
  /** As stored; the verb checks it. */
  readonly address: unknown;
}

/** Newest first. */
export async function loadAddresses(tx: Tx, customerId: CustomerId): Promise<readonly StoredAddress[]> {
  const { rows } = await sql<StoredAddress>`
    select id, address from customer_addresses where merchant_id = ${tx.merchantId} and customer_id = ${customerId}
    order by last_used_at desc, id desc limit 50`.execute(tx.db);
  return rows;
}

export async function saveAddress(
  tx: Tx,
  row: { readonly id: string; readonly customerId: CustomerId; readonly address: Address; readonly at: Date },
): Promise<void> {
  await sql`
    insert into customer_addresses (merchant_id, id, customer_id, address, last_used_at)
    values (${tx.merchantId}, ${row.id}, ${row.customerId}, ${JSON.stringify(row.address)}, ${row.at})
    on conflict (merchant_id, id) do update set address = excluded.address, last_used_at = excluded.last_used_at`.execute(tx.db);
}

export async function deleteAddresses(tx: Tx, ids: readonly string[]): Promise<void> {
  await sql`delete from customer_addresses where merchant_id = ${tx.merchantId} and id = any(${ids}::uuid[])`.execute(tx.db);
}
