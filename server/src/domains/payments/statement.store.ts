/** SQL that finds payments and refunds by the gateway's own ids, many at once, for its statements. */
import type { PaymentId, RefundId } from '@parley/contract/values/id.ts';
import type { Tx } from '../../foundation/db/database.ts';
import type { GatewayName } from '../../providers/payments/payments.port.ts';

/** The payments among these, locked in the order of their ids, so that whoever posts about them next waits for none. */
export async function lockByProviderIds(tx: Tx, gateway: GatewayName, ids: readonly string[]): Promise<ReadonlyMap<string, PaymentId>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.db
    .selectFrom('payments')
    .select(['id', 'provider_payment_id'])
    .where('merchant_id', '=', tx.merchantId)
    .where('gateway', '=', gateway)
    .where('provider_payment_id', 'in', [...ids])
    .orderBy('id')
    .forNoKeyUpdate()
    .execute();
  return new Map(rows.map((row) => [row.provider_payment_id, row.id as PaymentId]));
}

export interface ShownRefund {
  readonly id: RefundId;
  readonly amountMinor: bigint;
  readonly currency: string;
}

export async function refundsByProviderIds(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, ShownRefund>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.db
    .selectFrom('refunds')
    .select(['id', 'provider_refund_id', 'amount_minor', 'currency'])
    .where('merchant_id', '=', tx.merchantId)
    .where('provider_refund_id', 'in', [...ids])
    .execute();
  return new Map(
    rows.map((row) => [row.provider_refund_id ?? '', { id: row.id as RefundId, amountMinor: row.amount_minor, currency: row.currency }]),
  );
}
