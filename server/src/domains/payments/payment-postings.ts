/** What money at a gateway means in debits and credits: captured, its fee, refunds asked, paid, failed. Pure. */
import type { Posting } from '../books/index.ts';
import type { Payment } from './payment.store.ts';
import { isKept } from './payment.ts';
import type { Refund } from './refund.store.ts';

const ACTOR = 'system';

/** Money that pays its order settles what is owed; all other money is not the shop's and goes back. */
export function capturedPosting(payment: Pick<Payment, 'id' | 'orderId' | 'amount' | 'verdict' | 'providerPaymentId'>): Posting {
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
    ],
  };
}

/** @param tax the part of the fee that can be claimed. */
export function feePosting(
  payment: Pick<Payment, 'id' | 'orderId' | 'amount' | 'providerPaymentId'>,
  fee: { readonly fee: bigint; readonly tax: bigint },
): Posting {
  const subject = `payment:${payment.id}`;
  return {
    cause: { kind: 'payment_fee', id: payment.id },
    description: `Gateway fee of payment ${payment.providerPaymentId}`,
    currency: payment.amount.currency,
    orderId: payment.orderId,
    actor: ACTOR,
    lines: [
      { account: 'gateway_fees', debit: fee.fee - fee.tax, subject },
      { account: 'input_tax', debit: fee.tax, subject },
      { account: 'clearing', credit: fee.fee, subject },
    ],
  };
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
