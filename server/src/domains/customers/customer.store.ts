/** All SQL of customers and the keys they are known by. Decides nothing. */
import type { CustomerId } from '@parley/contract/values/id.ts';
import { sql } from 'kysely';
import type { Tx } from '../../foundation/db/database.ts';

export type KeyKind = 'phone' | 'scoped_id';

export interface Key {
  readonly kind: KeyKind;
  readonly value: string;
}

export interface KnownKey extends Key {
  readonly customerId: CustomerId;
  readonly isPrimary: boolean;
}

export interface CustomerRow {
  readonly id: CustomerId;
  readonly name: string | null;
  readonly username: string | null;
  readonly email: string | null;
  readonly language: string | null;
  readonly wants_marketing: boolean | null;
  readonly wants_marketing_at: Date | null;
  readonly created_at: Date;
  readonly phone: string | null;
  readonly scoped_id: string | null;
}

/** Who the keys lead to, as far as they are known. */
export async function findKeys(tx: Tx, keys: readonly Key[]): Promise<readonly KnownKey[]> {
  const { rows } = await sql<KnownKey>`
    select kind, value, customer_id as "customerId", is_primary as "isPrimary" from customer_identities
    where merchant_id = ${tx.merchantId} and (kind, value) in (
      select * from unnest(${keys.map((key) => key.kind)}::text[], ${keys.map((key) => key.value)}::text[]))`.execute(tx.db);
  return rows;
}

/** Two webhooks that bring the same new person at once wait for each other here. */
export async function lockKeys(tx: Tx, keys: readonly Key[]): Promise<void> {
  const names = keys.map((key) => `customer\n${tx.merchantId}\n${key.kind}\n${key.value}`).toSorted();
  for (const name of names) await sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`.execute(tx.db);
}

export async function insertCustomer(
  tx: Tx,
  customer: { readonly id: CustomerId; readonly name: string | undefined; readonly username: string | undefined; readonly at: Date },
): Promise<void> {
  await sql`
    insert into customers (merchant_id, id, name, username, created_at)
    values (${tx.merchantId}, ${customer.id}, ${customer.name ?? null}, ${customer.username ?? null}, ${customer.at})`.execute(tx.db);
}

/** Puts the keys on this customer, taking them from whoever had them. */
export async function putKeys(
  tx: Tx,
  customerId: CustomerId,
  keys: readonly (Key & { readonly isPrimary: boolean })[],
  at: Date,
): Promise<void> {
  for (const key of keys)
    await sql`
      insert into customer_identities (merchant_id, kind, value, customer_id, is_primary, created_at)
      values (${tx.merchantId}, ${key.kind}, ${key.value}, ${customerId}, ${key.isPrimary}, ${at})
      on conflict (merchant_id, kind, value) do update set customer_id = excluded.customer_id, is_primary = excluded.is_primary`.execute(
      tx.db,
    );
}

/** All other keys of this kind remain for recognition only. */
export async function demoteOthers(tx: Tx, customerId: CustomerId, keep: Key): Promise<void> {
  await sql`
    update customer_identities set is_primary = false
    where merchant_id = ${tx.merchantId} and customer_id = ${customerId} and kind = ${keep.kind} and value <> ${keep.value} and is_primary`.execute(
    tx.db,
  );
}

export async function loadCustomer(tx: Tx, id: CustomerId): Promise<CustomerRow | undefined> {
  const { rows } = await sql<CustomerRow>`
    select c.id, c.name, c.username, c.email, c.language, c.wants_marketing, c.wants_marketing_at, c.created_at,
      (select value from customer_identities i where i.merchant_id = c.merchant_id and i.customer_id = c.id and i.kind = 'phone' and i.is_primary
        order by i.created_at desc limit 1) as phone,
      (select value from customer_identities i where i.merchant_id = c.merchant_id and i.customer_id = c.id and i.kind = 'scoped_id' and i.is_primary
        order by i.created_at desc limit 1) as scoped_id
    from customers c where c.merchant_id = ${tx.merchantId} and c.id = ${id}`.execute(tx.db);
  return rows[0];
}

export interface CustomerChange {
  readonly name?: string | null;
  readonly username?: string | null;
  readonly email?: string | null;
  readonly language?: string | null;
  readonly wants_marketing?: boolean | null;
  readonly wants_marketing_at?: Date | null;
}

export async function updateCustomer(tx: Tx, id: CustomerId, change: CustomerChange): Promise<void> {
  if (Object.keys(change).length === 0) return;
  await tx.db.updateTable('customers').set(change).where('merchant_id', '=', tx.merchantId).where('id', '=', id).execute();
}

export async function moveBelongings(tx: Tx, from: CustomerId, to: CustomerId): Promise<void> {
  await sql`update customer_identities set customer_id = ${to} where merchant_id = ${tx.merchantId} and customer_id = ${from}`.execute(
    tx.db,
  );
  await sql`update customer_addresses set customer_id = ${to} where merchant_id = ${tx.merchantId} and customer_id = ${from}`.execute(
    tx.db,
  );
  await sql`update customer_consents set customer_id = ${to} where merchant_id = ${tx.merchantId} and customer_id = ${from}`.execute(tx.db);
}

export async function deleteCustomer(tx: Tx, id: CustomerId): Promise<void> {
  await sql`delete from customers where merchant_id = ${tx.merchantId} and id = ${id}`.execute(tx.db);
}
