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
  readonly owner: CustomerRow;
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

const columns = sql`c.id, c.name, c.username, c.email, c.language, c.wants_marketing, c.wants_marketing_at, c.created_at,
  (select value from customer_identities i where i.merchant_id = c.merchant_id and i.customer_id = c.id and i.kind = 'phone' and i.is_primary
    order by i.created_at desc limit 1) as phone,
  (select value from customer_identities i where i.merchant_id = c.merchant_id and i.customer_id = c.id and i.kind = 'scoped_id' and i.is_primary
    order by i.created_at desc limit 1) as scoped_id`;

/**
 * Who the keys lead to, as far as they are known, and the record each leads to: looked up one by one, since a plan kept from when the
 * tables were empty would read all customers for every message.
 */
export async function findKeys(tx: Tx, keys: readonly Key[]): Promise<readonly KnownKey[]> {
  interface Row extends CustomerRow {
    readonly kind: KeyKind;
    readonly value: string;
    readonly is_primary: boolean;
  }
  const { rows } = await sql<Row>`
    select given.kind, given.value, k.is_primary, o.*
    from unnest(${keys.map((key) => key.kind)}::text[], ${keys.map((key) => key.value)}::text[]) as given (kind, value)
    cross join lateral (select customer_id, is_primary from customer_identities
      where merchant_id = ${tx.merchantId} and kind = given.kind and value = given.value limit 1) k
    cross join lateral (select ${columns} from customers c where c.merchant_id = ${tx.merchantId} and c.id = k.customer_id limit 1) o`.execute(
    tx.db,
  );
  return rows.map(({ kind, value, is_primary: isPrimary, ...owner }) => ({ kind, value, isPrimary, customerId: owner.id, owner }));
}

/** Two webhooks that bring the same new person at once wait for each other here. */
export async function lockKeys(tx: Tx, keys: readonly Key[]): Promise<void> {
  const names = keys.map((key) => `customer\n${tx.merchantId}\n${key.kind}\n${key.value}`).toSorted();
  await sql`select pg_advisory_xact_lock(hashtextextended(name, 0)) from unnest(${names}::text[]) as given (name)`.execute(tx.db);
}

export async function insertCustomer(tx: Tx, customer: Pick<CustomerRow, 'id' | 'name' | 'username' | 'created_at'>): Promise<void> {
  await sql`
    insert into customers (merchant_id, id, name, username, created_at)
    values (${tx.merchantId}, ${customer.id}, ${customer.name}, ${customer.username}, ${customer.created_at})`.execute(tx.db);
}

/** Puts the keys on this customer, taking them from whoever had them. */
export async function putKeys(
  tx: Tx,
  customerId: CustomerId,
  keys: readonly (Key & { readonly isPrimary: boolean })[],
  at: Date,
): Promise<void> {
  await sql`
    insert into customer_identities (merchant_id, kind, value, customer_id, is_primary, created_at)
    select ${tx.merchantId}, kind, value, ${customerId}, is_primary, ${at}::timestamptz from unnest(
      ${keys.map((key) => key.kind)}::text[], ${keys.map((key) => key.value)}::text[], ${keys.map((key) => key.isPrimary)}::boolean[])
      as given (kind, value, is_primary)
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
    select ${columns} from customers c where c.merchant_id = ${tx.merchantId} and c.id = ${id}`.execute(tx.db);
  return rows[0];
}

/** Everything by which somebody may be found in what others tell: numbers and ids, also former ones, and the mail address. */
export async function keysOf(tx: Tx, id: CustomerId): Promise<readonly string[]> {
  const { rows } = await sql<{ value: string }>`
    select value from customer_identities where merchant_id = ${tx.merchantId} and customer_id = ${id}
    union select email::text from customers where merchant_id = ${tx.merchantId} and id = ${id} and email is not null`.execute(tx.db);
  return rows.map((row) => row.value);
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
