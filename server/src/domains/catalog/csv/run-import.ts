/**
 * Works an import off, batch by batch, each in a transaction of its own that also says how far it has come: whoever dies leaves whole
 * batches behind, and whoever comes next, be it at the same time, goes on where the record says.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { MerchantId } from '@parley/contract/values/id.ts';
import type { Tx } from '../../../foundation/db/database.ts';
import { learnSizes } from '../../../foundation/db/learn-sizes.ts';
import { readShop } from '../shop.store.ts';
import type { Draft, RowRefusal } from './draft.ts';
import {
  advanceImport,
  findImport,
  finishImport,
  forgetFile,
  type ImportRecord,
  insertRefusals,
  lockImport,
  NO_FAULT,
} from './import.store.ts';
import { type BatchDone, importBatch } from './import-batch.ts';
import type { ImportsDeps } from './imports-deps.ts';
import { readDraft } from './read-draft.ts';
import { productsOf, type SourceProduct, type Survey, surveyFile } from './read-file.ts';

const BATCH_ROWS = 200;
/** Between batches: the embedded database answers without the process ever looking at its sockets, and others want their turn. */
const PAUSE_MS = 10;

export interface RunOptions {
  /** Where the file was looked through already. */
  readonly file?: { readonly bytes: Buffer; readonly survey: Survey };
  /** Stops between batches after so long, but not before the first. */
  readonly atMostMs?: number;
}

/** Answers the record as it then is; undefined when there is no such import. */
export async function runImport(
  deps: ImportsDeps,
  merchantId: MerchantId,
  importId: string,
  options: RunOptions = {},
): Promise<ImportRecord | undefined> {
  let record = await deps.database.inTx(merchantId, (tx) => findImport(tx, importId));
  if (record?.state !== 'running') return record;
  const file = options.file ?? (await fileOf(deps, record));
  if (!file) return fail(deps, merchantId, importId, 'The file is no longer there. Send it again.');
  const until = performance.now() + (options.atMostMs ?? Number.POSITIVE_INFINITY);
  const claims = new Map<string, string>();
  let batches = 0;
  for await (const batch of batchesOf(productsOf(file.bytes, file.survey), deps.batchRows ?? BATCH_ROWS)) {
    const done: number = record.productsDone - batch.from;
    if (done >= batch.products.length) continue;
    if (batches > 0 && performance.now() > until) return record;
    const left: Batch = done > 0 ? { from: record.productsDone, products: batch.products.slice(done) } : batch;
    const next: ImportRecord | undefined = await deps.database.inTx(merchantId, (tx) => takeBatch(deps, tx, importId, left, claims));
    if (!next || next.state !== 'running') return finished(deps, merchantId, next);
    // At 1, 2, 4, 8 … batches: the rows before them decide how the next ones are found.
    batches += 1;
    if ((batches & (batches - 1)) === 0 && next.added > record.added && !next.isDryRun) await learnSizes(deps.database);
    record = next;
    await pause(PAUSE_MS);
  }
  return record;
}

async function fileOf({ blobs }: ImportsDeps, record: ImportRecord): Promise<RunOptions['file']> {
  const kept = record.blobKey === undefined ? undefined : await blobs.get(record.blobKey);
  if (!kept) return undefined;
  const survey = await surveyFile(kept.bytes, record.mapping);
  return survey.ok ? { bytes: kept.bytes, survey: survey.value } : undefined;
}

interface Batch {
  /** Products of the file before it. */
  readonly from: number;
  readonly products: readonly SourceProduct[];
}

async function* batchesOf(products: AsyncIterable<SourceProduct>, mostRows: number): AsyncGenerator<Batch> {
  let from = 0;
  let batch: SourceProduct[] = [];
  let rows = 0;
  for await (const product of products) {
    batch.push(product);
    rows += product.rows.length;
    if (rows < mostRows) continue;
    yield { from, products: batch };
    from += batch.length;
    batch = [];
    rows = 0;
  }
  if (batch.length > 0) yield { from, products: batch };
}

/** Nothing is done when somebody else did it meanwhile. */
async function takeBatch(
  deps: ImportsDeps,
  tx: Tx,
  importId: string,
  batch: Batch,
  claims: Map<string, string>,
): Promise<ImportRecord | undefined> {
  const record = await lockImport(tx, importId);
  if (record?.state !== 'running' || record.productsDone !== batch.from) return record;
  const { currency } = await readShop(tx);
  const drafts: Draft[] = [];
  const refused = new Map<string, readonly RowRefusal[]>();
  for (const { key, rows } of batch.products) {
    const read = readDraft(key, rows, currency);
    if ('draft' in read) drafts.push(read.draft);
    else refused.set(key, read.refusals);
  }
  const cause = { importId, batch: batch.from, actor: `${record.actor.kind}:${record.actor.id ?? ''}` };
  const take = () => importBatch(deps, tx, { drafts, cause, isDryRun: record.isDryRun, claims, ownPicture: ownPictures(deps.publicUrl) });
  const done = record.isDryRun ? await undone(tx, take) : await take();
  for (const each of done.refused) refused.set(each.draft.key, each.refusals);
  await insertRefusals(
    tx,
    importId,
    batch.products.flatMap((product) => refusalsOfProduct(product, refused.get(product.key))),
  );
  const at = deps.clock.now();
  const rows = batch.products.reduce((sum, product) => sum + product.rows.length, 0);
  const { added, updated } = done;
  await advanceImport(tx, importId, { products: batch.products.length, rows, added, updated, refused: refused.size }, at);
  const after = await findImport(tx, importId);
  if (!after || after.productsDone < after.productsTotal) return after;
  await finishImport(tx, importId, {}, at);
  if (!after.isDryRun) await recordImport(deps, tx, after);
  return findImport(tx, importId);
}

/** The other rows of a refused product go back to the merchant with it. */
function refusalsOfProduct(product: SourceProduct, refusals: readonly RowRefusal[] | undefined): RowRefusal[] {
  if (!refusals) return [];
  const faulty = new Set(refusals.map((each) => each.row));
  const [first] = faulty;
  const innocent = product.rows.filter((each) => !faulty.has(each.row));
  return [...refusals, ...innocent.map(({ row }) => ({ row, column: NO_FAULT, message: `Row ${first} of the same product was refused.` }))];
}

async function recordImport({ audit }: ImportsDeps, tx: Tx, record: ImportRecord): Promise<void> {
  const { id, fileName, format, rowsTotal, added, updated, refused, actor, requestId } = record;
  await audit.record(tx, {
    action: 'products.imported',
    subject: { kind: 'product_import', id },
    actor: { kind: actor.kind, ...(actor.id !== undefined && { id: actor.id }) },
    after: { file: fileName, format, rows: rowsTotal, added, updated, refused },
    ...(requestId !== undefined && { requestId }),
  });
}

/** The file of an import that refused nothing is not needed again. */
async function finished(deps: ImportsDeps, merchantId: MerchantId, record: ImportRecord | undefined): Promise<ImportRecord | undefined> {
  if (record?.state !== 'done' || record.refused > 0 || record.blobKey === undefined) return record;
  await deps.blobs.delete(record.blobKey);
  await deps.database.inTx(merchantId, (tx) => forgetFile(tx, record.id));
  return record;
}

export async function fail(
  deps: ImportsDeps,
  merchantId: MerchantId,
  importId: string,
  failure: string,
): Promise<ImportRecord | undefined> {
  return deps.database.inTx(merchantId, async (tx) => {
    await finishImport(tx, importId, { failure }, deps.clock.now());
    return findImport(tx, importId);
  });
}

/** What would be, with nothing kept. */
async function undone(tx: Tx, work: () => Promise<BatchDone>): Promise<BatchDone> {
  let done: BatchDone | undefined;
  await tx.attempt(async () => {
    done = await work();
    return { ok: false };
  });
  if (!done) throw new Error('work under a savepoint did not run');
  return done;
}

function ownPictures(publicUrl: string): (url: string) => string | undefined {
  const prefix = `${publicUrl}/files/images/`;
  return (url) => (url.startsWith(prefix) ? url.slice(prefix.length).split('?')[0] : undefined);
}
