/** All SQL of refunds. One row is one request to the gateway; the same cause for the same payment exists once. */
import type { OrderId, PaymentId, RefundId } from '@parley/contract/values/id.ts';
import type { Money } from '@parley/contract/values/money.ts';
import type { Tx } from '../../foundation/db/database.ts';
import type { RefundsTable } from '../../foundation/db/tables.gen.ts';
import type { RefundState } from './payment.ts';

export interface Refund {
  readonly id: RefundId;
  readonly paymentId: PaymentId;
  readonly orderId: OrderId;
  readonly amount: Money;
  readonly reason: string;
  readonly cause: string;
  readonly state: RefundState;
  readonly providerRefundId?: string;
  readonly createdAt: Date;
}

function fromRow(row: Omit<RefundsTable, 'merchant_id'>): Refund {
  return {
    id: row.id as RefundId,
    paymentId: row.payment_id as PaymentId,
    orderId: row.order_id as OrderId,
    amount: { minor: row.amount_minor, currency: row.currency },
    reason: row.reason,
    cause: row.cause,
    state: row.state as RefundState,
    createdAt: row.created_at,
    ...(row.provider_refund_id === null ? {} : { providerRefundId: row.provider_refund_id }),
  };
}

export async function insertRefund(tx: Tx, refund: Omit<Refund, 'createdAt'> & { readonly at: Date }): Promise<void> {
  await tx.db
    .insertInto('refunds')
    .values({
      merchant_id: tx.merchantId,
      id: refund.id,
      payment_id: refund.paymentId,
      order_id: refund.orderId,
      amount_minor: refund.amount.minor,
      currency: refund.amount.currency,
      reason: refund.reason,
      cause: refund.cause,
      state: refund.state,
      provider_refund_id: refund.providerRefundId ?? null,
      created_at: refund.at,
      updated_at: refund.at,
    })
    .execute();
}

export async function refundById(tx: Tx, id: RefundId): Promise<Refund | undefined> {
  const row = await tx.db
    .selectFrom('refunds')
    .selectAll()
    .where('merchant_id', '=', tx.merchantId)
    .where('id', '=', id)
    .forNoKeyUpdate()
    .executeTakeFirst();
  return row && fromRow(row);
}

/** Oldest first. */
export async function refundsOfPayment(tx: Tx, paymentId: PaymentId): Promise<readonly Refund[]> {
  const rows = await tx.db
    .selectFrom('refunds')
    .selectAll()
    .where('merchant_id', '=', tx.merchantId)
    .where('payment_id', '=', paymentId)
    .orderBy('id')
    .execute();
  return rows.map(fromRow);
}

export async function refundsOfOrder(tx: Tx, orderId: OrderId): Promise<readonly Refund[]> {
  const rows = await tx.db
    .selectFrom('refunds')
    .selectAll()
    .where('merchant_id', '=', tx.merchantId)
    .where('order_id', '=', orderId)
    .orderBy('id')
    .execute();
  return rows.map(fromRow);
}

export async function setRefund(
  tx: Tx,
  id: RefundId,
  to: { readonly state: RefundState; readonly providerRefundId?: string; readonly detail?: string; readonly at: Date },
): Promise<void> {
  await tx.db
    .updateTable('refunds')
    .set({
      state: to.state,
      updated_at: to.at,
      ...(to.providerRefundId === undefined ? {} : { provider_refund_id: to.providerRefundId }),
      ...(to.detail === undefined ? {} : { detail: to.detail }),
    })
    .where('merchant_id', '=', tx.merchantId)
    .where('id', '=', id)
    .execute();
}
