/** SQL of one customer for staff: consents, what else is known of them, their words for an export, and forgetting them. Decides nothing. */
import { type CustomerId, newId } from '@parley/contract/values/id.ts';
import { sql } from 'kysely';
import type { Tx } from '../../../foundation/db/database.ts';

export interface ConsentRow {
  readonly wants_marketing: boolean;
  readonly source: string;
  readonly note: string;
  readonly actor: string;
  readonly at: Date;
}

export async function addConsent(tx: Tx, customerId: CustomerId, row: ConsentRow): Promise<void> {
  await tx.db
    .insertInto('customer_consents')
    .values({ merchant_id: tx.merchantId, id: newId(), customer_id: customerId, ...row })
    .execute();
}

/** Newest first. */
export async function consentsOf(tx: Tx, customerId: CustomerId): Promise<readonly ConsentRow[]> {
  return tx.db
    .selectFrom('customer_consents')
    .select(['wants_marketing', 'source', 'note', 'actor', 'at'])
    .where('merchant_id', '=', tx.merchantId)
    .where('customer_id', '=', customerId)
    .orderBy('id', 'desc')
    .limit(50)
    .execute();
}

export interface ContactChangeRow {
  readonly name?: string;
  readonly note?: string | null;
  readonly labels?: string[];
  readonly language?: string;
}

export async function changeContact(tx: Tx, id: CustomerId, change: ContactChangeRow): Promise<void> {
  if (Object.keys(change).length === 0) return;
  await tx.db.updateTable('customers').set(change).where('merchant_id', '=', tx.merchantId).where('id', '=', id).execute();
}

/** Locked, so that two merges or an order and an erasure wait for each other. */
export async function lockContact(tx: Tx, id: CustomerId): Promise<{ readonly erasedAt: Date | undefined } | undefined> {
  const { rows } = await sql<{ erased_at: Date | null }>`
    select erased_at from customers where merchant_id = ${tx.merchantId} and id = ${id} for update`.execute(tx.db);
  const [row] = rows;
  return row && { erasedAt: row.erased_at ?? undefined };
}

/** Name, keys, addresses, notes and consents go; the record stays for what points at it. */
export async function forgetContact(tx: Tx, id: CustomerId, at: Date): Promise<void> {
  for (const table of ['customer_identities', 'customer_addresses', 'customer_consents'] as const)
    await tx.db.deleteFrom(table).where('merchant_id', '=', tx.merchantId).where('customer_id', '=', id).execute();
  const nothing = { name: null, username: null, email: null, language: null, note: null, labels: [], wants_marketing: null };
  await tx.db
    .updateTable('customers')
    .set({ ...nothing, wants_marketing_at: null, erased_at: at })
    .where('merchant_id', '=', tx.merchantId)
    .where('id', '=', id)
    .execute();
}
