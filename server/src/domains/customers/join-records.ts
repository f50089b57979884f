/** Joins records that turned out to be one person: everything moves to the oldest. It must never lose a key, an address or a "no" to marketing. */
import type { CustomerId } from '@parley/contract/values/id.ts';
import { codeOf, type Tx } from '../../foundation/db/database.ts';
import { type CustomerRow, deleteCustomer, loadCustomer, moveBelongings, updateCustomer } from './customer.store.ts';

/** Called in the same transaction for every record that goes, so that threads, carts and orders follow the person. */
export type OnMerged = (tx: Tx, from: CustomerId, to: CustomerId) => Promise<void>;

const FOREIGN_KEY_VIOLATION = '23503';

/** @returns the record that stays: the oldest. */
export async function joinRecords(tx: Tx, ids: readonly CustomerId[], onMerged: OnMerged | undefined): Promise<CustomerId> {
  const [first] = ids;
  if (first === undefined) throw new Error('joinRecords needs a record');
  if (ids.length === 1) return first;
  const rows: CustomerRow[] = [];
  for (const id of ids) {
    const row = await loadCustomer(tx, id);
    if (row !== undefined) rows.push(row);
  }
  const [oldest, ...younger] = rows.toSorted((a, b) => a.created_at.getTime() - b.created_at.getTime() || (a.id < b.id ? -1 : 1));
  if (oldest === undefined) throw new Error('keys lead to no customer');
  let kept = oldest;
  for (const each of younger) {
    await moveBelongings(tx, each.id, kept.id);
    await onMerged?.(tx, each.id, kept.id);
    kept = await fillGaps(tx, kept, each);
    await removeEmpty(tx, each.id);
  }
  return kept.id;
}

/** What the older record does not know the younger may; the last word on marketing counts. */
async function fillGaps(tx: Tx, kept: CustomerRow, gone: CustomerRow): Promise<CustomerRow> {
  const laterWord = (gone.wants_marketing_at?.getTime() ?? 0) > (kept.wants_marketing_at?.getTime() ?? 0) ? gone : kept;
  const change = {
    name: kept.name ?? gone.name,
    username: gone.username ?? kept.username,
    email: kept.email ?? gone.email,
    language: kept.language ?? gone.language,
    wants_marketing: laterWord.wants_marketing,
    wants_marketing_at: laterWord.wants_marketing_at,
  };
  await updateCustomer(tx, kept.id, change);
  return { ...kept, ...change };
}

/** A record something still points at stays behind without keys: nobody is led to it, and nothing that points at it breaks. */
async function removeEmpty(tx: Tx, id: CustomerId): Promise<void> {
  try {
    await tx.attempt(() => deleteCustomer(tx, id));
  } catch (error) {
    if (codeOf(error) !== FOREIGN_KEY_VIOLATION) throw error;
  }
}
