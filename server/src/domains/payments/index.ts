/** Front door of payments: links, verified payments, refunds, the reconciler. Knows orders only as ids; says what happened by events. */
import type { MerchantId, OrderId, PaymentId, PaymentLinkId, RefundId } from '@parley/contract/values/id.ts';
import type { Money } from '@parley/contract/values/money.ts';
import type { Result } from '@parley/contract/values/result.ts';
import type { PlatformTx, Tx } from '../../foundation/db/database.ts';
import type { GatewayEvent, GatewayName } from '../../providers/payments/payments.port.ts';

export interface PaymentLinkView {
  readonly id: PaymentLinkId;
  readonly orderId: OrderId;
  /** asked: the gateway has not answered yet (a job asks). */
  readonly state: 'asked' | 'open' | 'paid' | 'expired' | 'cancelled' | 'failed';
  readonly url?: string;
  readonly amount: Money;
  readonly expiresAt: Date;
}

/** Decided by orders, asked by payments within the same transaction when verified money arrives. */
export type SettleVerdict = 'settled' | 'late' | 'excess' | 'mismatch' | 'unfillable';

export type PaymentEvent =
  | { readonly name: 'payment.settled'; readonly orderId: OrderId; readonly paymentId: PaymentId; readonly late: boolean }
  | {
      readonly name: 'payment.refused';
      readonly orderId: OrderId;
      readonly paymentId: PaymentId;
      readonly verdict: 'excess' | 'mismatch' | 'unfillable';
    }
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
    };

/**
 * The one completion path. Payments has checked signature, amount and currency and that the gateway's payment id is new; orders
 * answers what to do with the money and does its own part (state, stock) in the same transaction.
 */
export type SettleOrder = (
  tx: Tx,
  input: { readonly orderId: OrderId; readonly paymentId: PaymentId; readonly amount: Money; readonly linkClosed: boolean },
) => Promise<'settled' | 'late' | 'excess' | 'unfillable'>;

export interface Payments {
  /** A link for this order by a job; the newest one is answered again while it is asked or open with the same amount. */
  requestLink(
    tx: Tx,
    input: {
      readonly orderId: OrderId;
      readonly amount: Money;
      readonly description: string;
      readonly customer: { readonly name?: string; readonly phone?: string; readonly email?: string };
      readonly expiresAt: Date;
      readonly returnUrl: string;
    },
  ): Promise<Result<PaymentLinkView>>;
  linkOf(tx: Tx, orderId: OrderId): Promise<PaymentLinkView | undefined>;
  /** Cancels what is open, by a job. A payment that races wins and takes the late path. */
  closeLinks(tx: Tx, orderId: OrderId, state: 'expired' | 'cancelled'): Promise<void>;
  /** What a verified webhook (or the reconciler's look) says. False: its link is not known here yet (keep the event, try again). */
  fileEvent(tx: Tx, gateway: GatewayName, event: GatewayEvent): Promise<boolean>;
  /** Never above what was paid and not refunded; unique on (payment, cause). By a job. */
  refund(
    tx: Tx,
    input: { readonly orderId: OrderId; readonly amount?: Money; readonly reason: string; readonly cause: string },
  ): Promise<Result<{ readonly refundIds: readonly RefundId[]; readonly amount: Money }>>;
  paymentsOf(
    tx: Tx,
    orderId: OrderId,
  ): Promise<
    readonly {
      readonly id: PaymentId;
      readonly gateway: GatewayName;
      readonly providerPaymentId: string;
      readonly amount: Money;
      readonly verdict: SettleVerdict;
      readonly method?: string;
      readonly capturedAt: Date;
      readonly refunded: Money;
    }[]
  >;
  /** Merchant of a link or payment, for webhooks without a slug. */
  merchantOf(
    tx: PlatformTx,
    gateway: GatewayName,
    ids: {
      readonly providerLinkIds: readonly string[];
      readonly references: readonly string[];
      readonly providerPaymentIds: readonly string[];
    },
  ): Promise<MerchantId | undefined>;
  /** The order a callback's link belongs to. */
  orderOfLink(tx: Tx, gateway: GatewayName, providerLinkId: string): Promise<OrderId | undefined>;
}
