/** The verbs of importing and exporting products as CSV files. They open their own transactions, since a file takes many. */
import type { MerchantId } from '@parley/contract/values/id.ts';
import { ok, type Result, refuse } from '@parley/contract/values/result.ts';
import type { Tx } from '../../../foundation/db/database.ts';
import type { RowRefusal } from './draft.ts';
import { exportProducts } from './export-products.ts';
import { findImport, type ImportRecord, pageOfImports, refusalsOf } from './import.store.ts';
import type { ImportsDeps } from './imports-deps.ts';
import { countPictures, type PictureCounts, type PictureFailure, pictureFailures } from './picture-fetch.store.ts';
import { type Preview, previewFile } from './preview-file.ts';
import { refusedRows } from './refused-rows.ts';
import { runImport } from './run-import.ts';
import { type ImportInput, startImport } from './start-import.ts';

const MOST_SHOWN = 1_000;

export interface ImportView {
  readonly record: ImportRecord;
  /** WhatsApp has confirmed what changed; false where no catalogue is connected. */
  readonly isPushed: boolean;
}

export interface ImportDetail extends ImportView {
  /** The first thousand. */
  readonly refusals: readonly RowRefusal[];
  readonly pictures: PictureCounts;
  readonly pictureFailures: readonly PictureFailure[];
}

export interface ProductImports {
  /** Takes the file in and, unless it is to be done in the background, works it off. Refuses `request.invalid`, `request.idempotency_mismatch`. */
  take(merchantId: MerchantId, input: ImportInput): Promise<Result<ImportDetail & { readonly isRepeat: boolean }>>;
  /** What a file holds and how it would be read; nothing is kept. Refuses `request.invalid`. */
  preview(bytes: Buffer, mapping: ImportInput['mapping']): Promise<Result<Preview>>;
  /** Refuses `request.not_found`. */
  show(tx: Tx, importId: string): Promise<Result<ImportDetail>>;
  page(
    tx: Tx,
    query: { readonly page: number; readonly limit: number },
  ): Promise<{ readonly items: readonly ImportView[]; readonly total: number }>;
  /** The refused rows as they stood in the file, with the reason in front; pieces of CSV text. Refuses `request.not_found`. */
  refusedRows(merchantId: MerchantId, importId: string): Promise<Result<AsyncIterable<string>>>;
  /** The whole catalogue; pieces of CSV text. */
  export(merchantId: MerchantId): AsyncIterable<string>;
}

/** It is over, and was no trial. */
function hasChanged({ isDryRun, state }: ImportRecord): boolean {
  return !isDryRun && state === 'done';
}

export function createProductImports(deps: ImportsDeps): ProductImports {
  const { inTx } = deps.database;

  async function detailOf(tx: Tx, record: ImportRecord): Promise<ImportDetail> {
    return {
      record,
      isPushed: await isPushed(tx, record),
      refusals: await refusalsOf(tx, record.id, { limit: MOST_SHOWN }),
      pictures: await countPictures(tx, record.id),
      pictureFailures: await pictureFailures(tx, record.id, MOST_SHOWN),
    };
  }

  /** The one place where the catalogue's push says whether it has confirmed. */
  async function isPushed(tx: Tx, record: ImportRecord): Promise<boolean> {
    return deps.pushed !== undefined && hasChanged(record) && deps.pushed(tx);
  }

  return {
    async take(merchantId, input) {
      const started = await startImport(deps, merchantId, input);
      if (!started.ok) return started;
      const { isRepeat, file } = started.value;
      const { id } = started.value.record;
      const record = input.inBackground ? started.value.record : await runImport(deps, merchantId, id, file ? { file } : {});
      if (!record) throw new Error(`import ${id} vanished`);
      return ok({ ...(await inTx(merchantId, (tx) => detailOf(tx, record))), isRepeat });
    },
    preview: previewFile,
    async show(tx, importId) {
      const record = await findImport(tx, importId);
      return record ? ok(await detailOf(tx, record)) : refuse('request.not_found');
    },
    async page(tx, query) {
      const { items, total } = await pageOfImports(tx, query);
      const latest = items.find((record) => hasChanged(record));
      const pushed = latest !== undefined && (await isPushed(tx, latest));
      return { items: items.map((record) => ({ record, isPushed: pushed && hasChanged(record) })), total };
    },
    refusedRows: (merchantId, importId) => refusedRows(deps, merchantId, importId),
    export: (merchantId) => exportProducts(deps, merchantId),
  };
}
