/** SQL of the export: pages of products with their variants, in the order they were made. */
import type { ProductId, VariantId } from '@parley/contract/values/id.ts';
import { sql } from 'kysely';
import type { Tx } from '../../../foundation/db/database.ts';

export interface ExportedProduct {
  readonly id: ProductId;
  readonly external_id: string | null;
  readonly name: string;
  readonly description: string;
  readonly category: string;
  readonly parent_category: string | null;
  readonly currency: string;
  readonly option_names: string[];
  readonly is_priority: boolean;
  readonly state: string;
  readonly weight_grams: number | null;
  readonly barcode: string | null;
  readonly hsn_code: string | null;
  readonly tax_rate_bp: number | null;
  readonly supplier_id: string | null;
  readonly image_blob: string | null;
  readonly variants: readonly {
    readonly id: VariantId;
    readonly options: readonly string[];
    readonly sku: string | null;
    /** As text: JSON has no integers of this size. */
    readonly price: string;
    readonly weight: number | null;
    readonly tracked: boolean;
    readonly in_stock: boolean;
  }[];
}

/** Living products behind `after`, drafts included. */
export async function productsToExport(tx: Tx, after: ProductId | undefined, limit: number): Promise<ExportedProduct[]> {
  const { rows } = await sql<ExportedProduct>`
    with page as (
      select * from products where merchant_id = ${tx.merchantId} and state in ('draft','published') ${after === undefined ? sql`` : sql`and id > ${after}`}
      order by id limit ${limit}
    )
    select p.id, p.external_id, p.name, p.description, c.name as category, parent.name as parent_category, p.currency, p.option_names, p.is_priority,
      p.state, p.weight_grams, p.barcode, p.hsn_code, p.tax_rate_bp, p.supplier_id,
      (select i.blob_key from product_images i where i.merchant_id = p.merchant_id and i.product_id = p.id order by i.position, i.id limit 1) as image_blob,
      coalesce((select json_agg(json_build_object('id', v.id, 'options', v.option_values, 'sku', v.sku, 'price', v.price_minor::text,
          'weight', v.weight_grams, 'tracked', v.is_tracked, 'in_stock', v.in_stock) order by v.position, v.id)
        from variants v where v.merchant_id = p.merchant_id and v.product_id = p.id and v.archived_at is null), '[]') as variants
    from page p join categories c on c.merchant_id = p.merchant_id and c.id = p.category_id
    left join categories parent on parent.merchant_id = p.merchant_id and parent.id = c.parent_id
    order by p.id`.execute(tx.db);
  return rows;
}
