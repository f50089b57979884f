/** What money at a gateway means in debits and credits: captured, its fee, refunds asked, paid, failed. Pure. */
import type { Posting, PostingLine } from '../books/index.ts';
import type { Payment } from './payment.store.ts';
import { isKept } from './payment.ts';
import type { Refund } from './refund.store.ts';

const ACTOR = 'system';

export interface Fee {
  /** Minor units, with its tax. */
  readonly fee: bigint;
  /** The part that can be claimed. */
  readonly tax: bigint;
}

/**
 * Money that pays its order settles what is owed; all other money is not the shop's and goes back. @param fee where it is known already;
 * one that is told later posts by itself.
 */
export function capturedPosting(
  payment: Pick<Payment, 'id' | 'orderId' | 'amount' | 'verdict' | 'providerPaymentId'>,
  fee: Fee | undefined,
): Posting {
  const { minor, currency } = payment.amount;
  const subject = `payment:${payment.id}`;
  return {
    cause: { kind: 'payment', id: payment.id },
    description: `Payment ${payment.providerPaymentId} (${payment.verdict})`,
    currency,
    orderId: payment.orderId,
    actor: ACTOR,
    lines: [
      { account: 'clearing', debit: minor, subject },
      { account: isKept(payment.verdict) ? 'receivable' : 'refunds_due', credit: minor, subject },
      ...(fee ? feeLines(fee, subject) : []),
    ],
  };
}

/** A fee that became known after its payment was posted. */
export function feePosting(payment: Pick<Payment, 'id' | 'orderId' | 'amount' | 'providerPaymentId'>, fee: Fee): Posting {
  return {
    cause: { kind: 'payment_fee', id: payment.id },
    description: `Gateway fee of payment ${payment.providerPaymentId}`,
    currency: payment.amount.currency,
    orderId: payment.orderId,
    actor: ACTOR,
    lines: feeLines(fee, `payment:${payment.id}`),
  };
}

function feeLines({ fee, tax }: Fee, subject: string): readonly PostingLine[] {
  return [
    { account: 'gateway_fees', debit: fee - tax, subject },
    { account: 'input_tax', debit: tax, subject },
    { account: 'clearing', credit: fee, subject },
  ];
}

/** Of money that was kept: from now on it is owed. Money that was never kept is owed since it came. */
export function refundAskedPosting(refund: Pick<Refund, 'id' | 'orderId' | 'amount' | 'reason'>): Posting {
  return refundPosting(refund, 'refund_asked', `Refund asked: ${refund.reason}`, ['receivable', 'refunds_due']);
}

export function refundPaidPosting(refund: Pick<Refund, 'id' | 'orderId' | 'amount'>): Posting {
  return refundPosting(refund, 'refund_paid', 'Refund paid by the gateway', ['refunds_due', 'clearing']);
}

function refundPosting(
  refund: Pick<Refund, 'id' | 'orderId' | 'amount'>,
  kind: 'refund_asked' | 'refund_paid',
  description: string,
  [from, to]: readonly ['receivable', 'refunds_due'] | readonly ['refunds_due', 'clearing'],
): Posting {
  const subject = `refund:${refund.id}`;
  return {
    cause: { kind, id: refund.id },
    description,
    currency: refund.amount.currency,
    orderId: refund.orderId,
    actor: ACTOR,
    lines: [
      { account: from, debit: refund.amount.minor, subject },
      { account: to, credit: refund.amount.minor, subject },
    ],
  };
}
