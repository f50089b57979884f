/** SQL of print_settings: prices and rules of a merchant's print shop, and the product its orders are sold under. */
import { type PrintSettings, printSettings } from '@parley/contract/api/printing.ts';
import type { ProductId } from '@parley/contract/values/id.ts';
import { sql } from 'kysely';
import type { Tx } from '../../foundation/db/database.ts';

/** Who never set anything prints nothing. */
export async function settingsOf(tx: Tx): Promise<PrintSettings> {
  return (await readSettings(tx))?.settings ?? printSettings.parse({ enabled: false });
}

export async function readSettings(tx: Tx): Promise<{ readonly settings: PrintSettings; readonly productId?: ProductId } | undefined> {
  const row = await tx.db
    .selectFrom('print_settings')
    .select(['settings', 'product_id'])
    .where('merchant_id', '=', tx.merchantId)
    .executeTakeFirst();
  if (!row) return undefined;
  return { settings: printSettings.parse(row.settings), ...(row.product_id === null ? {} : { productId: row.product_id as ProductId }) };
}

export async function saveSettings(tx: Tx, settings: PrintSettings): Promise<void> {
  await sql`
    insert into print_settings (merchant_id, settings) values (${tx.merchantId}, ${JSON.stringify(settings)}::jsonb)
    on conflict (merchant_id) do update set settings = excluded.settings, version = print_settings.version + 1`.execute(tx.db);
}

export async function saveProduct(tx: Tx, productId: ProductId): Promise<void> {
  await tx.db.updateTable('print_settings').set({ product_id: productId }).where('merchant_id', '=', tx.merchantId).execute();
}
