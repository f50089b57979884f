/** SQL that follows one receipt through the ledger: what lay there before it and what moved since. Reads only. */
import type { LocationId, VariantId } from '@parley/contract/values/id.ts';
import { sql } from 'kysely';
import type { Tx } from '../../foundation/db/database.ts';
import type { LedgerStep, ReceiptTrace } from './units-left.ts';

/** Call it with the variant's levels locked. @throws when there is no such receipt. */
export async function traceOf(
  tx: Tx,
  receipt: { readonly variantId: VariantId; readonly causeKind: string; readonly causeId: string },
): Promise<Omit<ReceiptTrace, 'isOwnReturn'>> {
  const { variantId } = receipt;
  const first = await sql<{ number: bigint }>`
    select number from stock_movements where merchant_id = ${tx.merchantId} and cause_kind = ${receipt.causeKind}
      and cause_id = ${receipt.causeId} and variant_id = ${variantId}`.execute(tx.db);
  const number = first.rows[0]?.number;
  if (number === undefined) throw new Error(`no receipt of ${variantId} by ${receipt.causeKind} ${receipt.causeId}`);
  const before = await sql<{ locationId: LocationId; units: number }>`
    select location_id as "locationId", sum(quantity)::int as units from stock_movements
    where merchant_id = ${tx.merchantId} and variant_id = ${variantId} and (number is null or number < ${number}) group by location_id`.execute(
    tx.db,
  );
  const steps = await sql<Omit<LedgerStep, 'orderId'> & { readonly orderId: string | null }>`
    select location_id as "locationId", quantity, reason, cause_kind as "causeKind", cause_id as "causeId", order_id as "orderId"
    from stock_movements where merchant_id = ${tx.merchantId} and variant_id = ${variantId} and number >= ${number} and quantity <> 0
    order by number`.execute(tx.db);
  return {
    before: new Map(before.rows.map((row) => [row.locationId, row.units])),
    steps: steps.rows.map((row) => ({ ...row, orderId: row.orderId ?? undefined })),
  };
}
