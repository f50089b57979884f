/** SQL of catalogue_states: which catalogue a merchant's shelf is pushed to, how far that came, and why it stands still. */
import type { MerchantId } from '@parley/contract/values/id.ts';
import { sql } from 'kysely';
import type { PlatformTx, Tx } from '../../../foundation/db/database.ts';
import type { PushDeps } from './push-deps.ts';
import { isInStock } from './shelf.store.ts';

export interface CatalogueState {
  readonly catalogId?: string;
  readonly plannedVersion?: bigint;
  readonly rotatedAt?: Date;
  readonly pushedAt?: Date;
  readonly comparedAt?: Date;
  readonly failure?: string;
  readonly failures: number;
  readonly retryAt?: Date;
}

export async function readState(tx: Tx): Promise<CatalogueState> {
  const row = await tx.db.selectFrom('catalogue_states').selectAll().where('merchant_id', '=', tx.merchantId).executeTakeFirst();
  if (!row) return { failures: 0 };
  return {
    ...(row.catalog_id !== null && { catalogId: row.catalog_id }),
    ...(row.planned_version !== null && { plannedVersion: row.planned_version }),
    ...(row.rotated_at !== null && { rotatedAt: row.rotated_at }),
    ...(row.pushed_at !== null && { pushedAt: row.pushed_at }),
    ...(row.compared_at !== null && { comparedAt: row.compared_at }),
    ...(row.failure !== null && { failure: row.failure }),
    failures: row.failures,
    ...(row.retry_at !== null && { retryAt: row.retry_at }),
  };
}

/** Another catalogue, or none: what was known of the one before is of no use. Locks the row until the transaction ends. */
export async function followCatalogue(tx: Tx, catalogId: string | undefined, at: Date): Promise<void> {
  const wanted = catalogId ?? null;
  await sql`insert into catalogue_states (merchant_id, updated_at) values (${tx.merchantId}, ${at}) on conflict do nothing`.execute(tx.db);
  const { numAffectedRows } = await sql`
    update catalogue_states set catalog_id = ${wanted}, planned_version = null, rotated_at = null, pushed_at = null, compared_at = null,
      failure = null, failures = 0, retry_at = null, updated_at = ${at}
    where merchant_id = ${tx.merchantId} and catalog_id is distinct from ${wanted}`.execute(tx.db);
  if (numAffectedRows !== 1n) return;
  await sql`delete from catalogue_items where merchant_id = ${tx.merchantId}`.execute(tx.db);
  await sql`delete from catalogue_batches where merchant_id = ${tx.merchantId}`.execute(tx.db);
  await sql`delete from catalogue_drift where merchant_id = ${tx.merchantId}`.execute(tx.db);
}

export interface StateChange {
  readonly plannedVersion?: bigint | null;
  readonly rotatedAt?: Date;
  readonly pushedAt?: Date;
  readonly comparedAt?: Date;
  /** null: all is well again. */
  readonly failure?: { readonly detail: string; readonly retryAt: Date } | null;
}

export async function changeState(tx: Tx, change: StateChange, at: Date): Promise<void> {
  const { plannedVersion, rotatedAt, pushedAt, comparedAt, failure } = change;
  await tx.db
    .updateTable('catalogue_states')
    .set((eb) => ({
      updated_at: at,
      ...(plannedVersion !== undefined && { planned_version: plannedVersion }),
      ...(rotatedAt && { rotated_at: rotatedAt }),
      ...(pushedAt && { pushed_at: pushedAt }),
      ...(comparedAt && { compared_at: comparedAt }),
      ...(failure === null && { failure: null, failures: 0, retry_at: null }),
      ...(failure && { failure: failure.detail, failures: eb('failures', '+', 1), retry_at: failure.retryAt }),
    }))
    .where('merchant_id', '=', tx.merchantId)
    .execute();
}

/** Somebody asked: no waiting for the time that was set after a failure. */
export async function stopWaiting(tx: Tx): Promise<void> {
  await tx.db.updateTable('catalogue_states').set({ retry_at: null }).where('merchant_id', '=', tx.merchantId).execute();
}

/** Whose shelf may be looked after now. */
export async function watchedMerchants(tx: PlatformTx, now: Date): Promise<readonly MerchantId[]> {
  const { rows } = await sql<{ merchant_id: MerchantId }>`
    select merchant_id from catalogue_states where catalog_id is not null and (retry_at is null or retry_at <= ${now}) order by merchant_id`.execute(
    tx.db,
  );
  return rows.map((row) => row.merchant_id);
}

/** Something is to be sent or asked after: a failure, a changed catalogue, stock that ran out or came, items or batches that wait. */
export async function isBehind(tx: Tx, stock: PushDeps['stock']): Promise<boolean> {
  const { rows } = await sql<{ behind: boolean }>`
    select s.planned_version is distinct from m.catalog_version or s.failure is not null
      or exists (select 1 from catalogue_items i where i.merchant_id = s.merchant_id and i.state in ('pending', 'sending'))
      or exists (select 1 from catalogue_batches b where b.merchant_id = s.merchant_id and b.state in ('leaving', 'sent'))
      or exists (select 1 from catalogue_items i join variants v on v.merchant_id = i.merchant_id and v.id = i.variant_id
        where i.merchant_id = s.merchant_id and i.is_wanted and i.in_stock is distinct from ${isInStock(stock)}) as behind
    from catalogue_states s join merchants m on m.id = s.merchant_id
    where s.merchant_id = ${tx.merchantId} and s.catalog_id is not null`.execute(tx.db);
  return rows[0]?.behind ?? false;
}
