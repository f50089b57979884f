/** All SQL of print_files: what a customer sent, whether it can be printed, where its pages lie, and when it was wiped. */
import type { CustomerId, MerchantId, ThreadId } from '@parley/contract/values/id.ts';
import { hourMs } from '@parley/contract/values/time.ts';
import { sql } from 'kysely';
import type { PlatformTx, Tx } from '../../../foundation/db/database.ts';
import type { FileRefusal, FileWarning, PrintFile, PrintFileId } from '../printing.ts';

interface FileRow {
  readonly id: string;
  readonly customer_id: string;
  readonly thread_id: string | null;
  readonly name: string;
  readonly state: string;
  readonly page_count: number | null;
  readonly refusal: string | null;
  readonly warning: string | null;
  readonly preview_blob: string | null;
}

const columns = ['id', 'customer_id', 'thread_id', 'name', 'state', 'page_count', 'refusal', 'warning', 'preview_blob'] as const;

function fileOf(row: FileRow): PrintFile {
  return {
    id: row.id as PrintFileId,
    customerId: row.customer_id as CustomerId,
    name: row.name,
    state: row.state as PrintFile['state'],
    ...(row.thread_id === null ? {} : { threadId: row.thread_id as ThreadId }),
    ...(row.page_count === null ? {} : { pages: row.page_count }),
    ...(row.refusal === null ? {} : { refusal: row.refusal as FileRefusal }),
    ...(row.warning === null ? {} : { warning: row.warning as FileWarning }),
    ...(row.preview_blob === null ? {} : { previewBlob: row.preview_blob }),
  };
}

export interface NewFile {
  readonly id: PrintFileId;
  readonly customerId: CustomerId;
  readonly threadId: ThreadId | undefined;
  readonly name: string;
  readonly sourceBlob: string;
  readonly wipeAfter: Date;
}

export async function insertFile(tx: Tx, file: NewFile, at: Date): Promise<void> {
  await tx.db
    .insertInto('print_files')
    .values({
      merchant_id: tx.merchantId,
      id: file.id,
      customer_id: file.customerId,
      thread_id: file.threadId ?? null,
      name: file.name,
      source_blob: file.sourceBlob,
      state: 'arriving',
      wipe_after: file.wipeAfter,
      created_at: at,
    })
    .execute();
}

export async function fileById(tx: Tx, id: PrintFileId): Promise<PrintFile | undefined> {
  return (await filesByIds(tx, [id])).get(id);
}

export async function filesByIds(tx: Tx, ids: readonly PrintFileId[]): Promise<ReadonlyMap<PrintFileId, PrintFile>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.db
    .selectFrom('print_files')
    .select(columns)
    .where('merchant_id', '=', tx.merchantId)
    .where('id', 'in', ids)
    .execute();
  return new Map(rows.map((row) => [row.id as PrintFileId, fileOf(row)]));
}

/** Until the transaction ends none of them is wiped: what is read of them afterwards stays true. */
export async function holdFiles(tx: Tx, ids: readonly PrintFileId[]): Promise<void> {
  if (ids.length === 0) return;
  await sql`select 1 from print_files where merchant_id = ${tx.merchantId} and id = any(${ids}::uuid[]) order by id for share`.execute(
    tx.db,
  );
}

/** Living files whose bytes come from here. */
export async function filesFrom(tx: Tx, sourceBlob: string): Promise<readonly PrintFile[]> {
  const rows = await tx.db
    .selectFrom('print_files')
    .select(columns)
    .where('merchant_id', '=', tx.merchantId)
    .where('source_blob', '=', sourceBlob)
    .where('wiped_at', 'is', null)
    .execute();
  return rows.map(fileOf);
}

export interface FileToCheck {
  readonly id: PrintFileId;
  readonly state: PrintFile['state'];
  readonly sourceBlob: string;
  readonly createdAt: Date;
}

export async function fileToCheck(tx: Tx, id: PrintFileId): Promise<FileToCheck | undefined> {
  const row = await tx.db
    .selectFrom('print_files')
    .select(['id', 'state', 'source_blob', 'created_at'])
    .where('merchant_id', '=', tx.merchantId)
    .where('id', '=', id)
    .where('wiped_at', 'is', null)
    .executeTakeFirst();
  if (!row || row.source_blob === null) return undefined;
  return { id, state: row.state as PrintFile['state'], sourceBlob: row.source_blob, createdAt: row.created_at };
}

export interface Pages {
  readonly printBlob: string;
  readonly previewBlob: string;
  readonly printHash: string;
  readonly printBytes: number;
  readonly pages: number;
  /** Points. */
  readonly width: number;
  readonly height: number;
  readonly kind: string;
  readonly warning: FileWarning | undefined;
}

/** Until the transaction ends, nobody else keeps pages of these bytes for this merchant. */
export async function lockContent(tx: Tx, contentHash: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`print file ${tx.merchantId} ${contentHash}`}, 0))`.execute(tx.db);
}

/** Of all of them, in one order; before any of their rows is locked, as everybody does it. */
export async function lockContentsOf(tx: Tx, ids: readonly PrintFileId[]): Promise<void> {
  const rows = await tx.db
    .selectFrom('print_files')
    .select('content_hash')
    .distinct()
    .where('merchant_id', '=', tx.merchantId)
    .where('id', 'in', ids)
    .where('content_hash', 'is not', null)
    .orderBy('content_hash')
    .execute();
  for (const { content_hash: hash } of rows) if (hash !== null) await lockContent(tx, hash);
}

/** The pages of an equal file of this merchant; its row stays locked, so that nobody wipes them meanwhile. */
export async function pagesOfEqual(tx: Tx, contentHash: string): Promise<Pages | undefined> {
  const row = await tx.db
    .selectFrom('print_files')
    .select([
      'print_blob',
      'preview_blob',
      'print_hash',
      'print_bytes',
      'page_count',
      'page_width',
      'page_height',
      'source_kind',
      'warning',
    ])
    .where('merchant_id', '=', tx.merchantId)
    .where('content_hash', '=', contentHash)
    .where('state', '=', 'ready')
    .orderBy('id')
    .limit(1)
    .forUpdate()
    .executeTakeFirst();
  if (!row?.print_blob || !row.preview_blob || !row.print_hash || !row.page_count || !row.source_kind) return undefined;
  return {
    printBlob: row.print_blob,
    previewBlob: row.preview_blob,
    printHash: row.print_hash,
    printBytes: Number(row.print_bytes ?? 0n),
    pages: row.page_count,
    width: Number(row.page_width),
    height: Number(row.page_height),
    kind: row.source_kind,
    warning: (row.warning ?? undefined) as FileWarning | undefined,
  };
}

/** False when the file is no longer waiting for it. */
export async function markReady(
  tx: Tx,
  id: PrintFileId,
  found: Pages & { readonly contentHash: string; readonly sizeBytes: number },
  at: Date,
): Promise<boolean> {
  const { numUpdatedRows } = await tx.db
    .updateTable('print_files')
    .set({
      state: 'ready',
      source_kind: found.kind,
      size_bytes: BigInt(found.sizeBytes),
      content_hash: found.contentHash,
      print_blob: found.printBlob,
      preview_blob: found.previewBlob,
      print_hash: found.printHash,
      print_bytes: BigInt(found.printBytes),
      page_count: found.pages,
      page_width: found.width.toFixed(2),
      page_height: found.height.toFixed(2),
      warning: found.warning ?? null,
      checked_at: at,
    })
    .where('merchant_id', '=', tx.merchantId)
    .where('id', '=', id)
    .where('state', 'in', ['arriving', 'checking'])
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Nothing of a refused file is kept. False when it was answered before. */
export async function markRefused(tx: Tx, id: PrintFileId, refusal: FileRefusal, at: Date): Promise<boolean> {
  const { numUpdatedRows } = await tx.db
    .updateTable('print_files')
    .set({ state: 'refused', refusal, checked_at: at, wiped_at: at, source_blob: null })
    .where('merchant_id', '=', tx.merchantId)
    .where('id', '=', id)
    .where('state', 'in', ['arriving', 'checking'])
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/**
 * Past their time, with no print still to come and none that came out within `keepHours`. Their contents are locked, so that of equal
 * files that are wiped at once the last knows that it is; so are their rows, and one that somebody else holds is left for later.
 */
export async function filesToWipe(tx: Tx, now: Date, keepHours: number, limit: number): Promise<readonly PrintFileId[]> {
  const printedSince = new Date(now.getTime() - keepHours * hourMs);
  const due = sql`
    select f.id from print_files f
    where f.merchant_id = ${tx.merchantId} and f.wiped_at is null and f.wipe_after <= ${now}
      and not exists (select 1 from print_jobs j where j.merchant_id = f.merchant_id and j.file_id = f.id
        and (j.state in ('waiting','held','queued','printing','unknown') or coalesce(j.ended_at, j.created_at) > ${printedSince}))`;
  const found = await sql<{ id: PrintFileId }>`${due} order by f.wipe_after limit ${limit}`.execute(tx.db);
  const ids = found.rows.map((row) => row.id);
  if (ids.length === 0) return ids;
  await lockContentsOf(tx, ids);
  const { rows } = await sql<{ id: PrintFileId }>`${due} and f.id = any(${ids}::uuid[]) for update of f skip locked`.execute(tx.db);
  return rows.map((row) => row.id);
}

/** The record stays, the blobs it named are answered: those that no living file uses any more. */
export async function markWiped(tx: Tx, ids: readonly PrintFileId[], at: Date): Promise<readonly string[]> {
  const { rows } = await sql<{ blob: string }>`
    with gone as (
      select id, source_blob, print_blob, preview_blob from print_files where merchant_id = ${tx.merchantId} and id = any(${ids}::uuid[])
    ), wiped as (
      update print_files set state = case when state = 'refused' then state else 'wiped' end, wiped_at = ${at}, source_blob = null,
        print_blob = null, preview_blob = null where merchant_id = ${tx.merchantId} and id = any(${ids}::uuid[])
    ), laid as (
      select sheet_blob from print_jobs where merchant_id = ${tx.merchantId} and file_id = any(${ids}::uuid[]) and sheet_blob is not null
    ), unlaid as (
      update print_jobs set sheet_blob = null, sheet_hash = null, sheet_bytes = null
      where merchant_id = ${tx.merchantId} and file_id = any(${ids}::uuid[]) and sheet_blob is not null
    )
    select sheet_blob as blob from laid union all
    select distinct blob from gone, unnest(array[source_blob, print_blob, preview_blob]) as blob
    where blob is not null and not exists (
      select 1 from print_files other where other.merchant_id = ${tx.merchantId} and other.id <> all(${ids}::uuid[])
        and blob in (other.source_blob, other.print_blob, other.preview_blob))`.execute(tx.db);
  return rows.map((row) => row.blob);
}

/** Merchants with files past their time. */
export async function shopsToWipe(tx: PlatformTx, now: Date): Promise<readonly MerchantId[]> {
  const { rows } = await sql<{ merchant_id: MerchantId }>`
    select distinct merchant_id from print_files where wiped_at is null and wipe_after <= ${now} order by merchant_id`.execute(tx.db);
  return rows.map((row) => row.merchant_id);
}

export async function moveFiles(tx: Tx, from: CustomerId, to: CustomerId): Promise<void> {
  await tx.db
    .updateTable('print_files')
    .set({ customer_id: to })
    .where('merchant_id', '=', tx.merchantId)
    .where('customer_id', '=', from)
    .execute();
}

/** Those of which something is kept. */
export async function filesOfCustomer(tx: Tx, customerId: CustomerId, limit: number): Promise<readonly PrintFileId[]> {
  const rows = await tx.db
    .selectFrom('print_files')
    .select('id')
    .where('merchant_id', '=', tx.merchantId)
    .where('customer_id', '=', customerId)
    .where('wiped_at', 'is', null)
    .limit(limit)
    .execute();
  return rows.map((row) => row.id as PrintFileId);
}

/** Oldest first, wiped ones too. */
export async function allFilesOf(
  tx: Tx,
  customerId: CustomerId,
): Promise<readonly { readonly name: string; readonly pages: number | null; readonly state: string; readonly createdAt: Date }[]> {
  return tx.db
    .selectFrom('print_files')
    .select(['name', 'page_count as pages', 'state', 'created_at as createdAt'])
    .where('merchant_id', '=', tx.merchantId)
    .where('customer_id', '=', customerId)
    .orderBy('id')
    .execute();
}

/** What they called their files is theirs too, and what was noted with a job. */
export async function namelessFrom(tx: Tx, customerId: CustomerId): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    update print_files set name = 'file' where merchant_id = ${tx.merchantId} and customer_id = ${customerId} returning id`.execute(tx.db);
  await sql`update print_jobs set ticket = ticket - 'note', reprint_reason = null
    where merchant_id = ${tx.merchantId} and file_id = any(${rows.map((row) => row.id)}::uuid[])`.execute(tx.db);
}
