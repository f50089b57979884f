/** All SQL of an order's taxes, one row for each name and rate. They take the place of what was there when the order is priced anew. */
import type { OrderId } from '@parley/contract/values/id.ts';
import type { OrderTax, TaxName } from '@parley/contract/values/tax.ts';
import type { Tx } from '../../foundation/db/database.ts';

/** A statement that is not sent yet; `taxes` must not be empty. */
export function taxesToInsert(tx: Tx, orderId: OrderId, taxes: readonly OrderTax[]) {
  return tx.db.insertInto('order_taxes').values(
    taxes.map((each) => ({
      merchant_id: tx.merchantId,
      order_id: orderId,
      name: each.name,
      rate_bp: each.rateBp,
      taxable_minor: each.taxable,
      tax_minor: each.tax,
    })),
  );
}

/** Of an order that is priced anew. */
export async function replaceTaxes(tx: Tx, orderId: OrderId, taxes: readonly OrderTax[]): Promise<void> {
  await tx.db.deleteFrom('order_taxes').where('merchant_id', '=', tx.merchantId).where('order_id', '=', orderId).execute();
  if (taxes.length > 0) await taxesToInsert(tx, orderId, taxes).execute();
}

/** By rate and name. */
export async function taxesOf(tx: Tx, orderId: OrderId): Promise<readonly OrderTax[]> {
  const rows = await tx.db
    .selectFrom('order_taxes')
    .selectAll()
    .where('merchant_id', '=', tx.merchantId)
    .where('order_id', '=', orderId)
    .orderBy('rate_bp')
    .orderBy('name')
    .execute();
  return rows.map((row) => ({ name: row.name as TaxName, rateBp: row.rate_bp, taxable: row.taxable_minor, tax: row.tax_minor }));
}
