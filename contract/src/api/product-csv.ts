/** Products as a CSV file: importing with its progress and refusals, a preview for the mapping screen, and actions on many products at once. */
import { z } from 'zod';
import { pageQuery } from './envelope.ts';

/** In the order of an export. */
export const productColumns = [
  'product_id',
  'name',
  'description',
  'price',
  'category',
  'subcategory',
  'image_url',
  'in_stock',
  'is_priority',
  'weight_kg',
  'barcode',
  'supplier_id',
  'sku',
  'stock_quantity',
  'cost_price',
  'option1_name',
  'option1_value',
  'option2_name',
  'option2_value',
  'option3_name',
  'option3_value',
  'state',
  'hsn_code',
  'tax_rate',
] as const;
export type ProductColumn = (typeof productColumns)[number];
export const productColumn = z.enum(productColumns);

export const csvFormats = ['parley', 'shopify', 'woocommerce'] as const;
export type CsvFormat = (typeof csvFormats)[number];

/** `{"price":"MRP"}`: our column → their header; null leaves the column out. What is not named is recognised by itself. */
export const csvMapping = z.partialRecord(productColumn, z.string().trim().min(1).max(200).nullable());
export type CsvMapping = z.infer<typeof csvMapping>;

const yesNo = z.enum(['true', 'false']);
export const csvImportQuery = z.strictObject({
  dry_run: yesNo.optional(),
  background: yesNo.optional().meta({ description: '`true`: answers 202 at once; look at /products/imports/{id} for the rest.' }),
});

export const rowRefusal = z.object({
  row: z.number().int().meta({ description: 'As a spreadsheet counts: the headers are row 1.' }),
  column: z.string(),
  message: z.string(),
});
export type RowRefusalAnswer = z.infer<typeof rowRefusal>;

export const csvImported = z.object({
  products_added: z.number().int(),
  products_updated: z.number().int(),
  products_refused: z.number().int(),
  whatsapp_catalog_updated: z.boolean().meta({ description: 'True once WhatsApp has confirmed what this import changed.' }),
  refusals: z.array(rowRefusal).meta({ description: 'The first 1,000; all of them are in refused.csv.' }),
  import_id: z.uuid(),
  dry_run: z.boolean(),
});

export const pictureFailure = z.object({ product_id: z.uuid(), name: z.string(), url: z.string(), message: z.string() });

export const csvImport = z.object({
  id: z.uuid(),
  state: z.enum(['running', 'done', 'failed']),
  file_name: z.string(),
  format: z.enum(csvFormats),
  dry_run: z.boolean(),
  rows_total: z.number().int(),
  rows_done: z.number().int(),
  products_added: z.number().int(),
  products_updated: z.number().int(),
  products_refused: z.number().int(),
  whatsapp_catalog_updated: z.boolean(),
  failure: z.string().nullable(),
  created_at: z.string(),
  finished_at: z.string().nullable(),
});
export type CsvImportAnswer = z.infer<typeof csvImport>;

export const csvImportDetail = csvImport.extend({
  refusals: z.array(rowRefusal).meta({ description: 'The first 1,000.' }),
  pictures: z.object({ waiting: z.number().int(), done: z.number().int(), failed: z.number().int() }),
  picture_failures: z.array(pictureFailure).meta({ description: 'The first 1,000.' }),
});

export const csvImportsQuery = z.strictObject({ ...pageQuery });

export const csvPreview = z.object({
  format: z.enum(csvFormats),
  encoding: z.string(),
  separator: z.string(),
  headers: z.array(z.string()),
  mapping: z
    .record(z.string(), z.string().nullable())
    .meta({ description: 'Every column of ours and the header that fills it; null: none.' }),
  unused_headers: z.array(z.string()),
  row_count: z.number().int(),
  product_count: z.number().int(),
  rows: z
    .array(z.object({ row: z.number().int(), cells: z.record(z.string(), z.string()) }))
    .meta({ description: 'The first five, in our columns.' }),
});

const ids = z.array(z.uuid()).min(1).max(5_000);
const filter = z.strictObject({
  category_id: z.uuid().optional(),
  search: z.string().trim().min(1).max(200).optional(),
  state: z.enum(['draft', 'published']).optional(),
  is_priority: z.boolean().optional(),
});
export const bulkActions = [
  'publish',
  'unpublish',
  'archive',
  'set_priority',
  'unset_priority',
  'set_category',
  'change_price_by_percent',
] as const;
export const bulkInput = z
  .strictObject({
    ids: ids.optional(),
    filter: filter.optional().meta({ description: 'Instead of ids; {} means all products.' }),
    action: z.enum(bulkActions),
    category_id: z.uuid().optional().meta({ description: 'For set_category.' }),
    percent: z
      .number()
      .min(-99)
      .max(1_000)
      .optional()
      .meta({ description: 'For change_price_by_percent: 10 makes 100.00 into 110.00; rounded half up to the smallest unit.' }),
  })
  .refine((body) => (body.ids === undefined) !== (body.filter === undefined), {
    path: ['ids'],
    message: 'Give ids or filter, one of them.',
  })
  .refine((body) => (body.action === 'set_category') === (body.category_id !== undefined), {
    path: ['category_id'],
    message: 'Goes with set_category, and set_category needs it.',
  })
  .refine((body) => (body.action === 'change_price_by_percent') === (body.percent !== undefined), {
    path: ['percent'],
    message: 'Goes with change_price_by_percent, and change_price_by_percent needs it.',
  });
export type BulkBody = z.infer<typeof bulkInput>;

export const bulkChanged = z.object({
  products_matched: z.number().int(),
  products_changed: z.number().int(),
  undo: z.object({ token: z.uuid() }).nullable().meta({ description: 'Send it to POST /products/bulk/undo; null when nothing changed.' }),
});
export const bulkUndo = z.strictObject({ token: z.uuid() });
export const bulkUndone = z.object({
  products_restored: z.number().int(),
  products_kept: z.number().int().meta({ description: 'Changed by somebody since, and left so.' }),
});
