/**
 * The nouns of payments: a link, a payment, a refund, what each may become, and what is announced about them. Pure; it knows an order
 * only as an id and never decides what the money is for.
 */
import type { OrderId, PaymentId, PaymentLinkId, RefundId } from '@parley/contract/values/id.ts';
import type { Money } from '@parley/contract/values/money.ts';
import type { Clock } from '@parley/contract/values/time.ts';
import type { Tx } from '../../foundation/db/database.ts';
import type { GatewayName } from '../../providers/payments/payments.port.ts';
import type { Books, Posting } from '../books/index.ts';

export type LinkState = 'asked' | 'open' | 'paid' | 'expired' | 'cancelled' | 'failed';
export type RefundState = 'asked' | 'pending' | 'processed' | 'failed';

export interface PaymentLinkView {
  readonly id: PaymentLinkId;
  readonly orderId: OrderId;
  readonly gateway: GatewayName;
  /** asked: the gateway has not answered yet (a job asks). */
  readonly state: LinkState;
  readonly url?: string;
  readonly amount: Money;
  readonly expiresAt: Date;
}

/** Decided by orders, asked by payments within the same transaction when verified money arrives. */
export type SettleVerdict = 'settled' | 'late' | 'excess' | 'mismatch' | 'unfillable';

export interface PaymentView {
  readonly id: PaymentId;
  readonly gateway: GatewayName;
  readonly providerPaymentId: string;
  readonly amount: Money;
  readonly verdict: SettleVerdict;
  readonly method?: string;
  readonly capturedAt: Date;
  /** What has certainly gone back (processed refunds). */
  readonly refunded: Money;
  /** That, and what is on its way back. */
  readonly refunding: Money;
}

export type PaymentEvent =
  | { readonly name: 'payment.settled'; readonly orderId: OrderId; readonly paymentId: PaymentId; readonly late: boolean }
  | {
      readonly name: 'payment.refused';
      readonly orderId: OrderId;
      readonly paymentId: PaymentId;
      readonly verdict: 'excess' | 'mismatch' | 'unfillable';
    }
  /** One try of the customer failed; the link stays open. */
  | { readonly name: 'payment.failed'; readonly orderId: OrderId; readonly reason: string }
  | { readonly name: 'payment_link.opened'; readonly orderId: OrderId; readonly linkId: PaymentLinkId }
  | {
      readonly name: 'payment_link.closed';
      readonly orderId: OrderId;
      readonly linkId: PaymentLinkId;
      readonly state: 'expired' | 'cancelled' | 'failed';
    }
  | {
      readonly name: 'refund.processed';
      readonly orderId: OrderId;
      readonly refundId: RefundId;
      readonly amount: Money;
      readonly cause: string;
    }
  /** The gateway will not do it by itself any more: staff must look. */
  | {
      readonly name: 'refund.failed';
      readonly orderId: OrderId;
      readonly refundId: RefundId;
      readonly amount: Money;
      readonly cause: string;
      readonly detail: string;
    };

/**
 * The one completion path. Payments has checked signature, amount and currency and that the gateway's payment id is new; orders
 * answers what to do with the money and does its own part (state, stock) in the same transaction.
 */
export type SettleOrder = (
  tx: Tx,
  input: {
    readonly orderId: OrderId;
    readonly paymentId: PaymentId;
    readonly amount: Money;
    readonly linkClosed: boolean;
    /** Takes what the settling means in the books; payments posts it with its own. */
    readonly postings: Posting[];
  },
) => Promise<'settled' | 'late' | 'excess' | 'unfillable'>;

/** What filing needs: time, the order's word, and a way to tell. */
export interface FileEventDeps {
  readonly clock: Clock;
  readonly books: Pick<Books, 'post' | 'postAll' | 'reverse'>;
  readonly settle: SettleOrder;
  readonly emit: (tx: Tx, event: PaymentEvent) => Promise<void>;
}

/** Can still be paid as far as we know. */
export function isLiving(state: LinkState): boolean {
  return state === 'asked' || state === 'open';
}

export function sameMoney(a: Money, b: Money): boolean {
  return a.minor === b.minor && a.currency === b.currency;
}

/** Money of these verdicts pays its order; all other money goes back. */
export function isKept(verdict: SettleVerdict): verdict is 'settled' | 'late' {
  return verdict === 'settled' || verdict === 'late';
}

const REFUND_RANK: Record<RefundState, number> = { asked: 0, pending: 1, failed: 2, processed: 2 };

/** A refund only moves forward; processed and failed are final. */
export function refundMoves(from: RefundState, to: RefundState): boolean {
  return REFUND_RANK[to] > REFUND_RANK[from];
}

/** What can still be refunded: what came in minus everything asked for that has not failed. */
export function refundable(paid: Money, refunds: readonly { readonly amount: Money; readonly state: RefundState }[]): Money {
  const gone = refunds.reduce((sum, each) => (each.state === 'failed' ? sum : sum + each.amount.minor), 0n);
  return { minor: paid.minor - gone, currency: paid.currency };
}

const TRIES = 3;

/** A refund that the gateway failed is asked again under a new cause (their idempotency would answer the failure again); undefined after three. */
export function nextRefundCause(cause: string): string | undefined {
  const [first = '', try_ = '1'] = cause.split('#');
  const next = Number(try_) + 1;
  return next > TRIES ? undefined : `${first}#${next}`;
}

/** What a refund is for, however often it was asked. */
export function originOf(cause: string): string {
  return cause.split('#')[0] ?? cause;
}

/** A cause that none of those had; beyond the tries that are made by themselves, so that a person's try is one try. */
export function causeAskedAgain(origin: string, causes: readonly string[]): string {
  const tries = causes.map((cause) => Number(cause.split('#')[1] ?? '1'));
  return `${origin}#${Math.max(TRIES, ...tries) + 1}`;
}

/** Pause before a refund of that cause: none at first, then an hour, then a day (a gateway balance needs time to fill). */
export function refundPauseMs(cause: string): number {
  const [, try_ = '1'] = cause.split('#');
  return { '1': 0, '2': 3_600_000 }[try_] ?? 86_400_000;
}

/** Pauses between calls that the gateway did not answer: 1 s doubling to a minute, or what it asked for. */
export function pauseMs(attempt: number, asked?: number): number {
  return asked ?? Math.min(1_000 * 2 ** (attempt - 1), 60_000);
}
