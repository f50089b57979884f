/** Categories, products, variants and pictures as the API says them. Fields are named as in the answers and the CSV columns. */
import { z } from 'zod';
import { percent } from '../values/percent.ts';
import { decimal, pageQuery } from './envelope.ts';

const line = (max: number) => z.string().trim().min(1).max(max);
const nullable = <T extends z.ZodType>(schema: T) => schema.nullable().optional();
/** A decimal string or a number, in the shop's own currency. */
export const amount = z.union([z.string().trim().min(1).max(30), z.number()]).meta({ examples: ['24.99'] });
const code = line(100);
const weightKg = z
  .union([
    z.number(),
    z
      .string()
      .trim()
      .regex(/^\d{1,6}(\.\d{1,3})?$/, 'A number of kilograms.')
      .transform(Number),
  ])
  .pipe(z.number().min(0).max(100_000));
const yesNo = z.enum(['true', 'false']).transform((text) => text === 'true');
/** `{"Size":"500 g","Grind":"Coarse"}` */
const optionValues = z.record(line(40), line(80));

const productFields = {
  name: line(200),
  description: z.string().max(10_000),
  category_id: z.uuid(),
  category: line(80).meta({ description: 'By name, made when it is new; instead of category_id.' }),
  subcategory: line(80),
  product_id: code.meta({ description: 'The merchant’s own id, as in the CSV.' }),
  is_priority: z.boolean(),
  in_stock: z.boolean().meta({ description: 'For products that are not counted.' }),
  state: z.enum(['draft', 'published']),
  weight_kg: weightKg,
  barcode: code,
  hsn_code: line(20),
  tax_rate: percent,
  supplier_id: code,
  sku: code,
};

export const variantInput = z.strictObject({
  options: optionValues,
  price: amount,
  sku: code.optional(),
  weight_kg: weightKg.optional(),
  in_stock: z.boolean().optional(),
  position: z.number().int().min(0).max(10_000).optional(),
});

const openedVariant = variantInput.extend({
  price: amount.optional().meta({ description: 'Default: the product’s.' }),
  stock_quantity: z.number().int().min(0).max(10_000_000).optional(),
  cost_price: amount.optional(),
});

export const productInput = z
  .strictObject({
    ...z.strictObject(productFields).partial().shape,
    name: productFields.name,
    price: amount,
    stock_quantity: z.number().int().min(0).max(10_000_000).optional().meta({ description: 'Opens the stock: from now on it is counted.' }),
    cost_price: amount.optional().meta({ description: 'What one unit cost; with stock_quantity.' }),
    options: z
      .array(z.strictObject({ name: line(40) }))
      .max(3)
      .optional(),
    variants: z.array(openedVariant).max(100).optional(),
    image_url: z
      .url({ protocol: /^https?$/ })
      .max(2_000)
      .optional()
      .meta({ description: 'A picture on the public internet; it is fetched and re-encoded in the background.' }),
  })
  .refine((product) => product.category_id !== undefined || product.category !== undefined, {
    path: ['category_id'],
    message: 'Give category_id or category.',
  })
  .refine((product) => product.category_id === undefined || (product.category === undefined && product.subcategory === undefined), {
    path: ['category'],
    message: 'Give category_id or category, not both.',
  })
  .refine((product) => product.subcategory === undefined || product.category !== undefined, {
    path: ['subcategory'],
    message: 'A subcategory needs its category.',
  });
export type ProductBody = z.infer<typeof productInput>;

export const productChange = z.strictObject({
  ...z.strictObject(productFields).partial().shape,
  price: amount.optional(),
  product_id: nullable(productFields.product_id),
  weight_kg: nullable(weightKg),
  barcode: nullable(productFields.barcode),
  hsn_code: nullable(productFields.hsn_code),
  tax_rate: nullable(productFields.tax_rate),
  supplier_id: nullable(productFields.supplier_id),
  sku: nullable(productFields.sku),
});
export type ProductChangeBody = z.infer<typeof productChange>;

export const variantChange = z.strictObject({
  options: optionValues.optional(),
  price: amount.optional(),
  sku: nullable(code),
  weight_kg: nullable(weightKg),
  in_stock: z.boolean().optional(),
  position: z.number().int().min(0).max(10_000).optional(),
});

export const productQuery = z.strictObject({
  ...pageQuery,
  category_id: z.uuid().optional(),
  is_priority: yesNo.optional(),
  in_stock: yesNo.optional().meta({ description: '`true`: only what can be bought now; `false`: only what cannot.' }),
  available_to: z.coerce
    .number()
    .int()
    .min(0)
    .max(1_000_000)
    .optional()
    .meta({ description: 'Only counted products of which a variant has at most so many free units.' }),
  state: z
    .enum(['draft', 'published', 'archived', 'any'])
    .optional()
    .meta({ description: 'Default: published. `any`: drafts and published ones.' }),
  sort: z.enum(['name', 'price', '-price', 'newest', 'featured']).optional(),
  search: z.string().trim().max(200).optional(),
});
export type ProductListQuery = z.infer<typeof productQuery>;

export const product = z.object({
  id: z.uuid(),
  product_id: z.string().nullable(),
  name: z.string(),
  slug: z.string(),
  description: z.string(),
  price: decimal,
  currency: z.string(),
  category_id: z.uuid(),
  category: z.string(),
  subcategory: z.string().nullable(),
  is_priority: z.boolean(),
  in_stock: z.boolean(),
  has_options: z.boolean(),
  state: z.enum(['draft', 'published', 'archived']),
  image_url: z.string().nullable(),
  available: z.number().int().nullable().meta({ description: 'Free units of its counted variants; null where none is counted.' }),
  variant_id: z.uuid().nullable().meta({ description: 'Its one variant; null where it has options.' }),
  variant_count: z.number().int(),
});
export type ProductAnswer = z.infer<typeof product>;

export const variant = z.object({
  id: z.uuid(),
  options: z.record(z.string(), z.string()),
  label: z.string(),
  price: decimal,
  currency: z.string(),
  sku: z.string().nullable(),
  weight_kg: z.number().nullable(),
  in_stock: z.boolean(),
  is_tracked: z.boolean(),
  available: z.number().int().nullable().meta({ description: 'Free units; null where it is not counted.' }),
});
export type VariantAnswer = z.infer<typeof variant>;

export const image = z.object({ id: z.uuid(), url: z.string(), alt: z.string(), width: z.number().int(), height: z.number().int() });
export const imageOrder = z.strictObject({
  ids: z.array(z.uuid()).min(1).max(100).meta({ description: 'All of its pictures, the first one first.' }),
});
export const imageChange = z.strictObject({ alt: z.string().trim().max(200) });
export const addedImage = z.object({ id: z.uuid(), url: z.string() });

export const productDetail = product.extend({
  weight_kg: z.number().nullable(),
  barcode: z.string().nullable(),
  hsn_code: z.string().nullable(),
  tax_rate: z.string().nullable().meta({ description: 'Per cent; null: the shop’s default.' }),
  options: z.array(z.object({ name: z.string(), values: z.array(z.string()) })),
  variants: z.array(variant),
  images: z.array(image),
});
export type ProductDetailAnswer = z.infer<typeof productDetail>;

/** The options as they shall be, in their order. */
export const optionsInput = z.strictObject({
  options: z
    .array(
      z.strictObject({
        name: line(40),
        was: line(40).optional().meta({ description: 'Its name until now, when it is renamed.' }),
        value: line(80).optional().meta({ description: 'What the variants that are there get, when it is new.' }),
      }),
    )
    .max(3),
});

export const variantQuery = z.strictObject({
  ...pageQuery,
  search: z.string().trim().max(200).optional(),
  code: code.optional().meta({ description: 'Exactly this sku, barcode or id of the merchant’s own: what a scanner reads.' }),
  product_id: z.uuid().optional(),
});
export const foundVariant = variant.omit({ options: true }).extend({
  product_id: z.uuid(),
  product_name: z.string(),
  image_url: z.string().nullable(),
});
export type FoundVariantAnswer = z.infer<typeof foundVariant>;

export const categoryOrder = z.strictObject({ ids: z.array(z.uuid()).min(1).max(1_000).meta({ description: 'The first one first.' }) });
export const categoryInput = z.strictObject({
  name: line(80),
  parent_id: z.uuid().nullable().optional(),
  position: z.number().int().min(0).max(10_000).optional(),
});
export const categoryChange = categoryInput.partial();
export const category = z.object({ id: z.uuid(), parent_id: z.uuid().nullable(), name: z.string(), product_count: z.number().int() });
export type CategoryAnswer = z.infer<typeof category>;

export const removed = z.object({ id: z.uuid() });
export const variantParams = z.strictObject({ id: z.uuid(), variant_id: z.uuid() });
export const imageParams = z.strictObject({ id: z.uuid(), image_id: z.uuid() });
export const pictureParams = z.strictObject({ blob: z.uuid() });
export const pictureQuery = z.strictObject({ size: z.enum(['160', '480', '1024']).optional() });
