/** How the API says payments, refunds, open links and what lies at the gateways; and the table payments become as CSV. Pure. */
import type { AttentionRow, Clearing, OpenLinkRow, PaymentRow, RefundRow } from '@parley/contract/api/payments.ts';
import { moneyToDecimal } from '@parley/contract/values/money.ts';
import type { AttentionListRow, ClearingRow } from './attention.store.ts';
import type { LinkListRow, PaymentListRow, RefundListRow } from './payment-list.store.ts';

interface OfOrder {
  readonly order_id: string;
  readonly order_number: string;
  readonly customer_id: string;
  readonly customer_name: string | null;
}
const orderOf = (row: OfOrder) => ({
  id: row.order_id,
  order_number: row.order_number,
  customer_id: row.customer_id,
  customer_name: row.customer_name,
});
const text = (minor: bigint, currency: string): string => moneyToDecimal({ minor, currency });
const textOrNull = (minor: bigint | null, currency: string): string | null => (minor === null ? null : text(minor, currency));

export function paymentRowAnswer(row: PaymentListRow): PaymentRow {
  const { currency } = row;
  return {
    id: row.id,
    order: orderOf(row),
    gateway: row.gateway,
    gateway_payment_id: row.provider_payment_id,
    amount: text(row.amount_minor, currency),
    fee: textOrNull(row.fee_minor, currency),
    fee_tax: textOrNull(row.fee_tax_minor, currency),
    refunded_amount: text(row.refunded_minor, currency),
    refunding_amount: text(row.refunding_minor, currency),
    currency,
    verdict: row.verdict as PaymentRow['verdict'],
    method: row.method,
    captured_at: row.captured_at.toISOString(),
  };
}

export function paymentTable(rows: readonly PaymentRow[]): (string | null)[][] {
  const heading = [
    'captured_at',
    'order_number',
    'customer',
    'gateway',
    'gateway_payment_id',
    'method',
    'verdict',
    'amount',
    'fee',
    'fee_tax',
    'refunded',
    'currency',
  ];
  return [
    heading,
    ...rows.map((row) => [
      row.captured_at,
      row.order.order_number,
      row.order.customer_name,
      row.gateway,
      row.gateway_payment_id,
      row.method,
      row.verdict,
      row.amount,
      row.fee,
      row.fee_tax,
      row.refunded_amount,
      row.currency,
    ]),
  ];
}

export function refundRowAnswer(row: RefundListRow): RefundRow {
  return {
    id: row.id,
    payment_id: row.payment_id,
    order: orderOf(row),
    gateway: row.gateway,
    gateway_refund_id: row.provider_refund_id,
    amount: text(row.amount_minor, row.currency),
    currency: row.currency,
    reason: row.reason,
    state: row.state as RefundRow['state'],
    detail: row.detail,
    stuck: row.stuck,
    created_at: row.created_at.toISOString(),
    updated_at: row.updated_at.toISOString(),
  };
}

export function openLinkAnswer(row: LinkListRow): OpenLinkRow {
  return {
    id: row.id,
    order: orderOf(row),
    gateway: row.gateway,
    state: row.state as OpenLinkRow['state'],
    url: row.url,
    amount: text(row.amount_minor, row.currency),
    currency: row.currency,
    detail: row.detail,
    created_at: row.created_at.toISOString(),
    expires_at: row.expires_at.toISOString(),
  };
}

export function attentionAnswer(row: AttentionListRow): AttentionRow {
  return {
    kind: row.kind,
    id: row.id,
    payment_id: row.payment_id,
    order: orderOf(row),
    gateway: row.gateway,
    amount: text(row.amount_minor, row.currency),
    currency: row.currency,
    detail: row.detail,
    since: row.since.toISOString(),
  };
}

export function clearingOf(
  rows: readonly ClearingRow[],
  books: { readonly clearing: bigint; readonly refundsDue: bigint; readonly currency: string; readonly account: string },
): Clearing {
  const decimal = (minor: bigint): string => text(minor, books.currency);
  const openOf = (row: ClearingRow): bigint => row.captured - row.refunded - row.fees - row.settled;
  const byHand = rows.find((row) => row.gateway === 'bank')?.settled ?? 0n;
  return {
    currency: books.currency,
    gateways: rows
      .filter((row) => row.gateway !== 'bank')
      .map((row) => ({
        gateway: row.gateway,
        payments: row.payments,
        captured: decimal(row.captured),
        refunded: decimal(row.refunded),
        fees: decimal(row.fees),
        settled: decimal(row.settled),
        open: decimal(openOf(row)),
      })),
    by_hand: decimal(byHand),
    open: decimal(rows.reduce((sum, row) => sum + openOf(row), 0n)),
    books: decimal(books.clearing),
    refunds_due: decimal(-books.refundsDue),
    drill: `/accounting/journal-entries?account=${books.account}`,
  };
}
