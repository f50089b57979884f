/** SQL of catalogue_drift: how their catalogue differed from ours when it was last read. */
import type { ProductId } from '@parley/contract/values/id.ts';
import { sql } from 'kysely';
import type { Tx } from '../../../foundation/db/database.ts';

export interface Drift {
  readonly retailerId: string;
  readonly kind: 'missing' | 'surplus' | 'differs';
  readonly name: string;
  readonly productId?: ProductId;
  /** Of what differs. */
  readonly field?: string;
  readonly ours?: string;
  readonly theirs?: string;
}

export async function replaceDrift(tx: Tx, drift: readonly Drift[]): Promise<void> {
  await sql`delete from catalogue_drift where merchant_id = ${tx.merchantId}`.execute(tx.db);
  if (drift.length === 0) return;
  await sql`
    insert into catalogue_drift (merchant_id, retailer_id, field, kind, name, product_id, ours, theirs)
    select ${tx.merchantId}::uuid, * from unnest(${drift.map((each) => each.retailerId)}::text[], ${drift.map((each) => each.field ?? '')}::text[],
      ${drift.map((each) => each.kind)}::text[], ${drift.map((each) => each.name)}::text[], ${drift.map((each) => each.productId ?? null)}::uuid[],
      ${drift.map((each) => each.ours ?? null)}::text[], ${drift.map((each) => each.theirs ?? null)}::text[])
    on conflict do nothing`.execute(tx.db);
}

export async function driftPage(
  tx: Tx,
  query: { readonly kind?: Drift['kind'] | undefined; readonly page: number; readonly limit: number },
): Promise<{ readonly items: readonly Drift[]; readonly total: number }> {
  const match = query.kind === undefined ? sql`true` : sql`kind = ${query.kind}`;
  const { rows } = await sql<{
    retailer_id: string;
    field: string;
    kind: Drift['kind'];
    name: string;
    product_id: ProductId | null;
    ours: string | null;
    theirs: string | null;
  }>`select retailer_id, field, kind, name, product_id, ours, theirs from catalogue_drift where merchant_id = ${tx.merchantId} and ${match}
    order by kind, name, retailer_id, field limit ${query.limit} offset ${(query.page - 1) * query.limit}`.execute(tx.db);
  const counted = await sql<{
    total: number;
  }>`select count(*)::int as total from catalogue_drift where merchant_id = ${tx.merchantId} and ${match}`.execute(tx.db);
  return {
    total: counted.rows[0]?.total ?? 0,
    items: rows.map((row) => ({
      retailerId: row.retailer_id,
      kind: row.kind,
      name: row.name,
      ...(row.product_id !== null && { productId: row.product_id }),
      ...(row.field !== '' && { field: row.field }),
      ...(row.ours !== null && { ours: row.ours }),
      ...(row.theirs !== null && { theirs: row.theirs }),
    })),
  };
}
