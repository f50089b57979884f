/** All SQL of product_imports and their refusals: how far an import has come, and what it left out. */
import type { CsvFormat, CsvMapping } from '@parley/contract/api/product-csv.ts';
import { type Selectable, sql } from 'kysely';
import type { Tx } from '../../../foundation/db/database.ts';
import type { ProductImportsTable } from '../../../foundation/db/tables.gen.ts';
import type { KeyedRequest } from '../../../foundation/http/idempotency.store.ts';
import type { RowRefusal } from './draft.ts';

export interface ImportActor {
  readonly kind: 'staff' | 'program' | 'customer' | 'system';
  readonly id: string | undefined;
}

export interface NewImport {
  readonly id: string;
  readonly blobKey: string;
  readonly fileName: string;
  readonly format: CsvFormat;
  readonly mapping: CsvMapping;
  readonly isDryRun: boolean;
  readonly rowsTotal: number;
  readonly productsTotal: number;
  readonly actor: ImportActor;
  readonly requestId: string | undefined;
  readonly asked: KeyedRequest | undefined;
}

export interface ImportRecord {
  readonly id: string;
  readonly state: 'running' | 'done' | 'failed';
  readonly blobKey: string | undefined;
  readonly fileName: string;
  readonly format: CsvFormat;
  readonly mapping: CsvMapping;
  readonly isDryRun: boolean;
  readonly rowsTotal: number;
  readonly rowsDone: number;
  readonly productsTotal: number;
  readonly productsDone: number;
  readonly added: number;
  readonly updated: number;
  readonly refused: number;
  readonly failure: string | undefined;
  readonly actor: ImportActor;
  readonly requestId: string | undefined;
  readonly asked: { readonly route: string; readonly bodyHash: string } | undefined;
  readonly createdAt: Date;
  readonly workedAt: Date;
  readonly finishedAt: Date | undefined;
}

export async function insertImport(tx: Tx, input: NewImport, at: Date): Promise<void> {
  await tx.db
    .insertInto('product_imports')
    .values({
      merchant_id: tx.merchantId,
      id: input.id,
      state: 'running',
      blob_key: input.blobKey,
      file_name: input.fileName,
      format: input.format,
      settings: JSON.stringify({ mapping: input.mapping }),
      is_dry_run: input.isDryRun,
      rows_total: input.rowsTotal,
      products_total: input.productsTotal,
      actor_kind: input.actor.kind,
      actor_id: input.actor.id ?? null,
      request_id: input.requestId ?? null,
      asked_by: input.asked?.actor ?? null,
      asked_key: input.asked?.key ?? null,
      asked_route: input.asked?.route ?? null,
      asked_hash: input.asked?.bodyHash ?? null,
      created_at: at,
      worked_at: at,
    })
    .execute();
}

export async function findImport(tx: Tx, id: string): Promise<ImportRecord | undefined> {
  const row = await tx.db
    .selectFrom('product_imports')
    .selectAll()
    .where('merchant_id', '=', tx.merchantId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row && recordOf(row);
}

/** Whoever works on an import stands in a row here. */
export async function lockImport(tx: Tx, id: string): Promise<ImportRecord | undefined> {
  const row = await tx.db
    .selectFrom('product_imports')
    .selectAll()
    .where('merchant_id', '=', tx.merchantId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row && recordOf(row);
}

/** The import that was asked for under this key; a key older than `since` is forgotten. */
export async function findAsked(tx: Tx, asked: KeyedRequest, since: Date): Promise<ImportRecord | undefined> {
  await tx.db
    .updateTable('product_imports')
    .set({ asked_key: null })
    .where('merchant_id', '=', tx.merchantId)
    .where('asked_by', '=', asked.actor)
    .where('asked_key', '=', asked.key)
    .where('created_at', '<', since)
    .execute();
  const row = await tx.db
    .selectFrom('product_imports')
    .selectAll()
    .where('merchant_id', '=', tx.merchantId)
    .where('asked_by', '=', asked.actor)
    .where('asked_key', '=', asked.key)
    .executeTakeFirst();
  return row && recordOf(row);
}

/** One batch further. */
export async function advanceImport(
  tx: Tx,
  id: string,
  by: { readonly products: number; readonly rows: number; readonly added: number; readonly updated: number; readonly refused: number },
  at: Date,
): Promise<void> {
  await sql`
    update product_imports set products_done = products_done + ${by.products}, rows_done = rows_done + ${by.rows}, products_added = products_added + ${by.added},
      products_updated = products_updated + ${by.updated}, products_refused = products_refused + ${by.refused}, worked_at = ${at}
    where merchant_id = ${tx.merchantId} and id = ${id}`.execute(tx.db);
}

export async function finishImport(tx: Tx, id: string, end: { readonly failure?: string }, at: Date): Promise<void> {
  await tx.db
    .updateTable('product_imports')
    .set({ state: end.failure === undefined ? 'done' : 'failed', failure: end.failure ?? null, finished_at: at, worked_at: at })
    .where('merchant_id', '=', tx.merchantId)
    .where('id', '=', id)
    .execute();
}

export async function forgetFile(tx: Tx, id: string): Promise<void> {
  await tx.db
    .updateTable('product_imports')
    .set({ blob_key: null })
    .where('merchant_id', '=', tx.merchantId)
    .where('id', '=', id)
    .execute();
}

/** The files of imports that ended before `before`, which from now on nothing points at. */
export async function forgetFilesBefore(tx: Tx, before: Date): Promise<string[]> {
  const { rows } = await sql<{ blob_key: string }>`
    with old as (
      select id, blob_key from product_imports where merchant_id = ${tx.merchantId} and blob_key is not null and finished_at < ${before}
    )
    update product_imports i set blob_key = null from old where i.merchant_id = ${tx.merchantId} and i.id = old.id returning old.blob_key`.execute(
    tx.db,
  );
  return rows.map((row) => row.blob_key);
}

/** Newest first. */
export async function pageOfImports(
  tx: Tx,
  query: { readonly page: number; readonly limit: number },
): Promise<{ readonly items: readonly ImportRecord[]; readonly total: number }> {
  const of = tx.db.selectFrom('product_imports').where('merchant_id', '=', tx.merchantId);
  const rows = await of
    .selectAll()
    .orderBy('id', 'desc')
    .limit(query.limit)
    .offset((query.page - 1) * query.limit)
    .execute();
  const counted = await of.select((eb) => eb.fn.countAll<bigint>().as('total')).executeTakeFirst();
  return { items: rows.map(recordOf), total: Number(counted?.total ?? 0n) };
}

/** Rows that are refused with their product and have no fault of their own carry this column. */
export const NO_FAULT = '';

export async function insertRefusals(tx: Tx, importId: string, refusals: readonly RowRefusal[]): Promise<void> {
  if (refusals.length === 0) return;
  await sql`
    insert into product_import_refusals (merchant_id, import_id, row_number, position, column_name, message)
    select ${tx.merchantId}::uuid, ${importId}::uuid, row_number, position, column_name, message
    from unnest(${refusals.map((each) => each.row)}::int[], ${refusals.map((_, index) => index)}::int[], ${refusals.map((each) => each.column)}::text[],
      ${refusals.map((each) => each.message)}::text[]) as r (row_number, position, column_name, message)`.execute(tx.db);
}

/** Faults in the order of the file; `withInnocent` adds the rows that are refused for another row's fault. */
export async function refusalsOf(
  tx: Tx,
  importId: string,
  options: { readonly limit: number; readonly withInnocent?: true },
): Promise<RowRefusal[]> {
  let select = tx.db
    .selectFrom('product_import_refusals')
    .select(['row_number', 'column_name', 'message'])
    .where('merchant_id', '=', tx.merchantId)
    .where('import_id', '=', importId);
  if (!options.withInnocent) select = select.where('column_name', '<>', NO_FAULT);
  const rows = await select.orderBy('row_number').orderBy('position').limit(options.limit).execute();
  return rows.map((row) => ({ row: row.row_number, column: row.column_name, message: row.message }));
}

function recordOf(row: Selectable<ProductImportsTable>): ImportRecord {
  const { mapping } = row.settings as { mapping: CsvMapping };
  return {
    id: row.id,
    state: row.state as ImportRecord['state'],
    blobKey: row.blob_key ?? undefined,
    fileName: row.file_name,
    format: row.format as CsvFormat,
    mapping,
    isDryRun: row.is_dry_run,
    rowsTotal: row.rows_total,
    rowsDone: row.rows_done,
    productsTotal: row.products_total,
    productsDone: row.products_done,
    added: row.products_added,
    updated: row.products_updated,
    refused: row.products_refused,
    failure: row.failure ?? undefined,
    actor: { kind: row.actor_kind as ImportActor['kind'], id: row.actor_id ?? undefined },
    requestId: row.request_id ?? undefined,
    asked: row.asked_route !== null && row.asked_hash !== null ? { route: row.asked_route, bodyHash: row.asked_hash } : undefined,
    createdAt: row.created_at,
    workedAt: row.worked_at,
    finishedAt: row.finished_at ?? undefined,
  };
}
