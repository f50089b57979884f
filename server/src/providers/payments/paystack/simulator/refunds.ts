/** Rules of refunds at the gateway: queued first, done a moment later, never more than came; no key makes a second request the same. */
import { ok, type Result } from '@parley/contract/values/result.ts';
import { z } from 'zod';
import type { RefundEntity, TransactionEntity } from './entities.ts';
import type { Owned } from './ledger.ts';
import { type ApiRefusal, bad, unknownReference } from './refusals.ts';
import { shownTransaction } from './shown-transaction.ts';
import { byReference, type Desk, invalid } from './transactions.ts';

const refundBody = z.object({
  transaction: z.union([z.string(), z.int()]).transform(String),
  amount: z
    .union([z.int(), z.string().regex(/^\d+$/)])
    .transform(Number)
    .optional(),
  currency: z.string().optional(),
  customer_note: z.string().default('Refund'),
  merchant_note: z.string().default(''),
});

export function refundTransaction(desk: Desk, integration: number, sent: unknown): Result<unknown, ApiRefusal> {
  const parsed = refundBody.safeParse(sent);
  if (!parsed.success) return invalid(parsed.error);
  const record = byReference(desk, integration, parsed.data.transaction);
  if (!record) return unknownReference();
  const { entity: transaction } = record;
  const left = transaction.amount - transaction.amount_refunded;
  const amount = parsed.data.amount ?? left;
  if (transaction.status === 'reversed' || (transaction.status === 'success' && left <= 0))
    return bad('Transaction has been fully reversed', 'transaction_reversed');
  if (transaction.status !== 'success') return bad('Transaction is not successful', 'invalid_transaction');
  if (amount <= 0 || amount > left) return bad('Refund amount cannot be more than the transaction amount', 'invalid_amount');
  if (parsed.data.currency !== undefined && parsed.data.currency !== transaction.currency)
    return bad('Refund currency is not that of the transaction', 'invalid_currency');
  const refund = newRefund(desk, record, { ...parsed.data, amount });
  transaction.amount_refunded += amount;
  if (transaction.amount_refunded >= transaction.amount) transaction.status = 'reversed';
  desk.ledger.changed();
  const answer = { ...shownRefund(refund), transaction: shownTransaction(transaction), deducted_amount: 0, fully_deducted: false };
  desk.events.refunded(integration, refund);
  refund.status = 'processed';
  desk.events.refunded(integration, refund);
  return ok(answer);
}

/** The bank sent the money back: the refund fails and the transaction is whole again. */
export function failRefund(desk: Desk, id: number): Result<RefundEntity, ApiRefusal> {
  const record = desk.ledger.refunds.get(id);
  const transaction = record && byReference(desk, record.integration, record.entity.reference)?.entity;
  if (!record || !transaction) return unknownReference();
  if (record.entity.status === 'failed') return bad('The refund has failed already', 'invalid_refund');
  record.entity.status = 'failed';
  transaction.amount_refunded -= record.entity.amount;
  transaction.status = 'success';
  desk.ledger.changed();
  desk.events.refunded(record.integration, record.entity);
  return ok(record.entity);
}

export function shownRefund(refund: RefundEntity): Readonly<Record<string, unknown>> {
  return { ...refund, domain: 'test', dispute: null, settlement: null, channel: null, refunded_by: 'api', createdAt: refund.created_at };
}

function newRefund(
  desk: Desk,
  { integration, entity }: Owned<TransactionEntity>,
  sent: z.infer<typeof refundBody> & { readonly amount: number },
): RefundEntity {
  const now = desk.clock.now();
  const refund: RefundEntity = {
    id: desk.ledger.nextId(),
    integration,
    transaction: entity.id,
    reference: entity.reference,
    amount: sent.amount,
    currency: entity.currency,
    status: 'pending',
    merchant_note: sent.merchant_note,
    customer_note: sent.customer_note,
    created_at: now.toISOString(),
    expected_at: new Date(now.getTime() + 7 * 86_400_000).toISOString(),
  };
  desk.ledger.refunds.set(refund.id, { integration, entity: refund });
  return refund;
}
