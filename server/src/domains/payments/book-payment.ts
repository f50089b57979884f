/** Says to the books what happened to money at a gateway. Money in another currency than the shop's is no money of its books. */
import type { Tx } from '../../foundation/db/database.ts';
import type { Books, Posting } from '../books/index.ts';
import { shopCurrency } from './open-payments.store.ts';
import { type Payment, paymentById } from './payment.store.ts';
import { isKept } from './payment.ts';
import { capturedPosting, type Fee, feePosting, refundAskedPosting, refundPaidPosting } from './payment-postings.ts';
import type { Refund } from './refund.store.ts';

export interface BookDeps {
  readonly books: Pick<Books, 'post' | 'postAll' | 'reverse'>;
}

/** @param before what the same event means elsewhere; goes into the books first. */
export async function bookCapture(deps: BookDeps, tx: Tx, payment: Payment, before: readonly Posting[]): Promise<void> {
  const captured = (await isOurs(tx, payment)) ? [capturedPosting(payment, feeOf(payment))] : [];
  await deps.books.postAll(tx, [...before, ...captured]);
}

/** That became known later. */
export async function bookFee(deps: BookDeps, tx: Tx, payment: Payment): Promise<void> {
  const fee = feeOf(payment);
  if (fee && (await isOurs(tx, payment))) await deps.books.post(tx, feePosting(payment, fee));
}

/** As it lies in the row, which knows one currency. */
function feeOf(payment: Payment): Fee | undefined {
  return payment.fee && { fee: payment.fee.minor, tax: payment.feeTax?.minor ?? 0n };
}

export async function bookRefundAsked(deps: BookDeps, tx: Tx, payment: Payment, refund: Refund): Promise<void> {
  if (isKept(payment.verdict)) await deps.books.post(tx, refundAskedPosting(refund));
}

export async function bookRefundPaid(deps: BookDeps, tx: Tx, refund: Refund): Promise<void> {
  if (await isOurs(tx, refund)) await deps.books.post(tx, refundPaidPosting(refund));
}

/** What was asked is not on its way any more: the customer has it to their credit until it is asked again. */
export async function bookRefundFailed(deps: BookDeps, tx: Tx, refund: Refund, detail: string): Promise<void> {
  const payment = await paymentById(tx, refund.paymentId);
  if (!payment || !isKept(payment.verdict)) return;
  await deps.books.reverse(
    tx,
    { kind: 'refund_asked', id: refund.id },
    { cause: { kind: 'refund_failed', id: refund.id }, description: `Refund failed: ${detail}`, actor: 'system' },
  );
}

/** What was kept was in the order's currency. */
async function isOurs(tx: Tx, of: Pick<Payment, 'amount'> & Partial<Pick<Payment, 'verdict'>>): Promise<boolean> {
  if (of.verdict !== undefined && isKept(of.verdict)) return true;
  return of.amount.currency === (await shopCurrency(tx));
}
