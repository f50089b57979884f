/** SQL of catalogue_batches: what left for their side and how it ended. A batch is written down before it leaves. */
import { newId } from '@parley/contract/values/id.ts';
import { sql } from 'kysely';
import type { Tx } from '../../../foundation/db/database.ts';

export interface OpenBatch {
  readonly id: string;
  /** Absent: nobody knows whether it left. */
  readonly handle?: string;
  readonly checks: number;
  readonly createdAt: Date;
}

export async function beginBatch(tx: Tx, size: number, at: Date): Promise<string> {
  const id = newId<string>();
  await tx.db.insertInto('catalogue_batches').values({ merchant_id: tx.merchantId, id, state: 'leaving', size, created_at: at }).execute();
  return id;
}

/** Oldest first. */
export async function openBatches(tx: Tx): Promise<readonly OpenBatch[]> {
  const rows = await tx.db
    .selectFrom('catalogue_batches')
    .select(['id', 'handle', 'checks', 'created_at'])
    .where('merchant_id', '=', tx.merchantId)
    .where('state', 'in', ['leaving', 'sent'])
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    ...(row.handle !== null && { handle: row.handle }),
    checks: row.checks,
    createdAt: row.created_at,
  }));
}

export async function noteHandle(tx: Tx, id: string, handle: string): Promise<void> {
  await changeBatch(tx, id, { handle, state: 'sent' });
}

export async function noteCheck(tx: Tx, id: string): Promise<void> {
  await sql`update catalogue_batches set checks = checks + 1 where merchant_id = ${tx.merchantId} and id = ${id}`.execute(tx.db);
}

/** done: they answered for every item of it · lost: nobody did; the items wait again, or were found by their list. */
export async function endBatch(tx: Tx, id: string, state: 'done' | 'lost', refused: number, at: Date): Promise<void> {
  await changeBatch(tx, id, { state, refused, ended_at: at });
  // Only the last ones are of use to anybody.
  await sql`delete from catalogue_batches b where merchant_id = ${tx.merchantId} and state in ('done', 'lost')
    and not exists (select 1 from catalogue_items i where i.merchant_id = b.merchant_id and i.batch_id = b.id)
    and id not in (select id from catalogue_batches where merchant_id = ${tx.merchantId} order by id desc limit 50)`.execute(tx.db);
}

async function changeBatch(
  tx: Tx,
  id: string,
  change: { readonly handle?: string; readonly state: string; readonly refused?: number; readonly ended_at?: Date },
): Promise<void> {
  await tx.db.updateTable('catalogue_batches').set(change).where('merchant_id', '=', tx.merchantId).where('id', '=', id).execute();
}
