/** All SQL of payments and refunds. The unique gateway id of a payment is what makes a repeated event harmless. */
import type { MerchantId, OrderId, PaymentId, PaymentLinkId } from '@parley/contract/values/id.ts';
import type { Money } from '@parley/contract/values/money.ts';
import { sql } from 'kysely';
import type { PlatformTx, Tx } from '../../foundation/db/database.ts';
import type { PaymentsTable } from '../../foundation/db/tables.gen.ts';
import type { GatewayName, GatewayPayment } from '../../providers/payments/payments.port.ts';
import type { SettleVerdict } from './payment.ts';

export interface Payment {
  readonly id: PaymentId;
  readonly orderId: OrderId;
  readonly gateway: GatewayName;
  readonly providerPaymentId: string;
  readonly amount: Money;
  readonly verdict: SettleVerdict;
  readonly method?: string;
  readonly capturedAt: Date;
  readonly fee?: Money;
  /** Part of the fee. */
  readonly feeTax?: Money;
}

type Row = Omit<PaymentsTable, 'merchant_id'>;

function fromRow(row: Row): Payment {
  return {
    id: row.id as PaymentId,
    orderId: row.order_id as OrderId,
    gateway: row.gateway as GatewayName,
    providerPaymentId: row.provider_payment_id,
    amount: { minor: row.amount_minor, currency: row.currency },
    verdict: row.verdict as SettleVerdict,
    capturedAt: row.captured_at,
    ...(row.fee_minor === null ? {} : { fee: { minor: row.fee_minor, currency: row.currency } }),
    ...(row.fee_tax_minor === null ? {} : { feeTax: { minor: row.fee_tax_minor, currency: row.currency } }),
    ...(row.method === null ? {} : { method: row.method }),
  };
}

/**
 * `isNew` is false when the gateway's payment is recorded already; two at once wait for each other here. `known` is the one recorded
 * before this statement began.
 */
export async function insertPayment(
  tx: Tx,
  input: {
    readonly id: PaymentId;
    readonly orderId: OrderId;
    readonly linkId: PaymentLinkId;
    readonly gateway: GatewayName;
    readonly verdict: SettleVerdict;
    readonly payment: GatewayPayment;
    readonly recordedAt: Date;
  },
): Promise<{ readonly isNew: boolean; readonly known?: Payment }> {
  const { payment } = input;
  const made = tx.db
    .insertInto('payments')
    .values({
      merchant_id: tx.merchantId,
      id: input.id,
      order_id: input.orderId,
      link_id: input.linkId,
      gateway: input.gateway,
      provider_payment_id: payment.providerPaymentId,
      amount_minor: payment.amount.minor,
      currency: payment.amount.currency,
      fee_minor: payment.fee?.minor ?? null,
      fee_tax_minor: payment.feeTax?.minor ?? null,
      method: payment.method ?? null,
      verdict: input.verdict,
      captured_at: payment.at,
      recorded_at: input.recordedAt,
    })
    .onConflict((conflict) => conflict.columns(['merchant_id', 'gateway', 'provider_payment_id']).doNothing())
    .returning('id');
  const { rows } = await sql<Row & { readonly made: boolean; readonly id: string | null }>`
    with made as (${made}) select exists (select 1 from made) as made, p.* from (select 1) one
    left join payments p on p.merchant_id = ${tx.merchantId} and p.gateway = ${input.gateway}
      and p.provider_payment_id = ${payment.providerPaymentId}`.execute(tx.db);
  const [row] = rows;
  if (!row) throw new Error('a payment was neither there nor made');
  return { isNew: row.made, ...(row.id === null ? {} : { known: fromRow(row) }) };
}

export async function setFee(tx: Tx, id: PaymentId, details: GatewayPayment): Promise<void> {
  await tx.db
    .updateTable('payments')
    .set({
      fee_minor: details.fee?.minor ?? null,
      fee_tax_minor: details.feeTax?.minor ?? null,
      ...(details.method === undefined ? {} : { method: details.method }),
    })
    .where('merchant_id', '=', tx.merchantId)
    .where('id', '=', id)
    .execute();
}

/** Locks the payments of an order, oldest first. */
export async function lockPaymentsOf(tx: Tx, orderId: OrderId): Promise<void> {
  await tx.db
    .selectFrom('payments')
    .select('id')
    .where('merchant_id', '=', tx.merchantId)
    .where('order_id', '=', orderId)
    .orderBy('id')
    .forNoKeyUpdate()
    .execute();
}

/** Locks the payment, so that two refunds of it are counted one after the other. */
export async function lockPayment(tx: Tx, id: PaymentId): Promise<void> {
  await tx.db
    .selectFrom('payments')
    .select('id')
    .where('merchant_id', '=', tx.merchantId)
    .where('id', '=', id)
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow();
}

export async function paymentById(tx: Tx, id: PaymentId): Promise<Payment | undefined> {
  const row = await tx.db
    .selectFrom('payments')
    .selectAll()
    .where('merchant_id', '=', tx.merchantId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row && fromRow(row);
}

export async function paymentByProviderId(tx: Tx, gateway: GatewayName, providerPaymentId: string): Promise<Payment | undefined> {
  const row = await tx.db
    .selectFrom('payments')
    .selectAll()
    .where('merchant_id', '=', tx.merchantId)
    .where('gateway', '=', gateway)
    .where('provider_payment_id', '=', providerPaymentId)
    .executeTakeFirst();
  return row && fromRow(row);
}

/** Oldest first. */
export async function paymentsOfOrder(tx: Tx, orderId: OrderId): Promise<readonly Payment[]> {
  const rows = await tx.db
    .selectFrom('payments')
    .selectAll()
    .where('merchant_id', '=', tx.merchantId)
    .where('order_id', '=', orderId)
    .orderBy('id')
    .execute();
  return rows.map(fromRow);
}

export async function merchantOfPayments(
  tx: PlatformTx,
  gateway: GatewayName,
  providerPaymentIds: readonly string[],
): Promise<MerchantId | undefined> {
  if (providerPaymentIds.length === 0) return undefined;
  const row = await tx.db
    .selectFrom('payments')
    .select('merchant_id')
    .where('gateway', '=', gateway)
    .where('provider_payment_id', 'in', [...providerPaymentIds])
    .limit(1)
    .executeTakeFirst();
  return row && (row.merchant_id as MerchantId);
}

/** Why money went back, in somebody's words; what is still on its way keeps them, since the gateway is told them. */
export async function forgetReasons(tx: Tx, orderIds: readonly OrderId[]): Promise<void> {
  await sql`update refunds set reason = '' where merchant_id = ${tx.merchantId} and order_id = any(${orderIds}::uuid[])
    and state in ('processed','failed')`.execute(tx.db);
}

/** Names that are unique at the gateway: of links, payments and refunds. */
export async function namesAtGateways(tx: Tx, orderIds: readonly OrderId[]): Promise<readonly string[]> {
  const own = (column: string, table: string) => sql`select ${sql.ref(column)} as name from ${sql.table(table)}
    where merchant_id = ${tx.merchantId} and order_id = any(${orderIds}::uuid[]) and ${sql.ref(column)} is not null`;
  const { rows } = await sql<{ name: string }>`
    ${own('reference', 'payment_links')} union ${own('provider_link_id', 'payment_links')}
    union ${own('provider_payment_id', 'payments')} union ${own('provider_refund_id', 'refunds')}`.execute(tx.db);
  return rows.map((row) => row.name);
}
