/** From imports to the API's words. */
import type { CsvImportAnswer } from '@parley/contract/api/product-csv.ts';
import type { Preview } from './preview-file.ts';
import type { ImportDetail, ImportView } from './product-imports.ts';

/** The answer of SPEC: counts and what was left out. */
export function importedAnswer({ record, isPushed, refusals }: ImportDetail) {
  return {
    products_added: record.added,
    products_updated: record.updated,
    products_refused: record.refused,
    whatsapp_catalog_updated: isPushed,
    refusals: [...refusals],
    import_id: record.id,
    dry_run: record.isDryRun,
  };
}

export function importAnswer({ record, isPushed }: ImportView): CsvImportAnswer {
  return {
    id: record.id,
    state: record.state,
    file_name: record.fileName,
    format: record.format,
    dry_run: record.isDryRun,
    rows_total: record.rowsTotal,
    rows_done: record.rowsDone,
    products_added: record.added,
    products_updated: record.updated,
    products_refused: record.refused,
    whatsapp_catalog_updated: isPushed,
    failure: record.failure ?? null,
    created_at: record.createdAt.toISOString(),
    finished_at: record.finishedAt?.toISOString() ?? null,
  };
}

export function importDetailAnswer(detail: ImportDetail) {
  return {
    ...importAnswer(detail),
    refusals: [...detail.refusals],
    pictures: detail.pictures,
    picture_failures: detail.pictureFailures.map(({ productId, name, url, message }) => ({ product_id: productId, name, url, message })),
  };
}

export function previewAnswer(preview: Preview) {
  return {
    format: preview.format,
    encoding: preview.encoding,
    separator: preview.separator,
    headers: [...preview.headers],
    mapping: preview.mapping,
    unused_headers: [...preview.unusedHeaders],
    row_count: preview.rowCount,
    product_count: preview.productCount,
    rows: preview.rows.map(({ row, cells }) => ({ row, cells })),
  };
}
