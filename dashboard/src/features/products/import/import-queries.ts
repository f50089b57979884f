/** What the import screen asks and sends: preview, check, run, and how a run stands. A running one is asked about once a second. */
import type { CsvImportAnswer, CsvMapping, csvImportDetail, csvPreview, ProductColumn } from '@parley/contract/api/product-csv.ts';
import { queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import { get, getPage } from '../../../api.ts';
import { upload } from '../../../upload.ts';

export type Preview = z.infer<typeof csvPreview>;
export type ImportDetail = z.infer<typeof csvImportDetail>;

const POLL_MS = 1_000;

/** In the order people fill them in; the first three are needed. */
export const columnOrder: readonly ProductColumn[] = [
  'name',
  'price',
  'category',
  'subcategory',
  'description',
  'product_id',
  'sku',
  'barcode',
  'image_url',
  'stock_quantity',
  'cost_price',
  'in_stock',
  'is_priority',
  'weight_kg',
  'state',
  'tax_rate',
  'hsn_code',
  'supplier_id',
  'option1_name',
  'option1_value',
  'option2_name',
  'option2_value',
  'option3_name',
  'option3_value',
];
export const neededColumns: readonly ProductColumn[] = ['name', 'price', 'category'];

function formOf(file: File, mapping: CsvMapping): FormData {
  const form = new FormData();
  // Fields first: the file is read as it comes.
  if (Object.keys(mapping).length > 0) form.append('mapping', JSON.stringify(mapping));
  form.append('file', file);
  return form;
}

export const previewFile = (file: File, mapping: CsvMapping): Promise<Preview> => upload('/products/csv/preview', formOf(file, mapping));

/** Answers at once; the rest is told by the run itself. */
export const startImport = (file: File, mapping: CsvMapping, isDryRun: boolean): Promise<CsvImportAnswer> =>
  upload('/products/csv', formOf(file, mapping), { query: { background: true, ...(isDryRun ? { dry_run: true } : {}) } });

export const importQuery = (id: string) =>
  queryOptions({
    queryKey: ['products', 'imports', id],
    queryFn: ({ signal }) => get<ImportDetail>(`/products/imports/${id}`, undefined, signal),
    refetchInterval: ({ state }) => (state.data && state.data.state !== 'running' && state.data.pictures.waiting === 0 ? false : POLL_MS),
  });

export const importsQuery = (page: number) =>
  queryOptions({
    queryKey: ['products', 'imports', 'list', page],
    queryFn: ({ signal }) => getPage<CsvImportAnswer>('/products/imports', { page, limit: 20 }, signal),
    refetchInterval: ({ state }) => (state.data?.data.some((each) => each.state === 'running') ? POLL_MS : false),
  });
