/** Front door of payments: links, verified payments, refunds, the reconciler. Knows orders only as ids; says what happened by events. */
import type { MerchantId, OrderId, RefundId } from '@parley/contract/values/id.ts';
import type { Money } from '@parley/contract/values/money.ts';
import type { Result } from '@parley/contract/values/result.ts';
import type { PlatformTx, Tx } from '../../foundation/db/database.ts';
import type { GatewayEvent, GatewayName } from '../../providers/payments/payments.port.ts';
import type { ShownMatch, ShownPayment } from '../books/index.ts';
import { fileEvent } from './file-event.ts';
import { matchStatement } from './match-statement.ts';
import { type OpenPayments, openPayments } from './open-payments.store.ts';
import { forgetReasons, lockPaymentsOf, merchantOfPayments, namesAtGateways, paymentsOfOrder } from './payment.store.ts';
import { type FileEventDeps, type PaymentLinkView, type PaymentView, refundable } from './payment.ts';
import { findLink, linksOf, merchantOfLinks } from './payment-link.store.ts';
import { type Refund, refundsOfOrder } from './refund.store.ts';
import { type RefundInput, refundOrder } from './refund-payment.ts';
import { closeLinks, type Payer, type RequestLinkDeps, type RequestLinkInput, requestLink, viewOf } from './request-link.ts';
import { retryRefund } from './retry-refund.ts';

export type { PaymentEvent, PaymentLinkView, PaymentView, SettleOrder, SettleVerdict } from './payment.ts';
export { isKept } from './payment.ts';
export type { Payer } from './request-link.ts';
export type { GatewayName };

export interface Payments {
  /** A link for this order by a job; the newest one is answered again while it is asked or open with the same amount. Refuses `connection.missing`. */
  requestLink(tx: Tx, input: RequestLinkInput): Promise<Result<PaymentLinkView>>;
  /** The gateways that this customer may choose from, the merchant's favourite first. */
  choices(tx: Tx, payer: Payer): Promise<readonly GatewayName[]>;
  linkOf(tx: Tx, orderId: OrderId): Promise<PaymentLinkView | undefined>;
  /** Cancels what is open, by a job. A payment that races wins and takes the late path. */
  closeLinks(tx: Tx, orderId: OrderId, state: 'expired' | 'cancelled'): Promise<void>;
  /** What a verified webhook (or the reconciler's look) says. False: its link is not known here yet (keep the event, try again). */
  fileEvent(tx: Tx, gateway: GatewayName, event: GatewayEvent): Promise<boolean>;
  /** Of the payment that paid the order; never above what is left, once for each cause. By a job. Refuses `payment.not_found`, `payment.refund_too_large`. */
  refund(tx: Tx, input: RefundInput): Promise<Result<{ readonly refundIds: readonly RefundId[]; readonly amount: Money }>>;
  /** A person asks again for a refund that got stuck. Refuses `payment.not_found`, `payment.refund_not_stuck`, `payment.refund_too_large`. */
  retryRefund(tx: Tx, id: RefundId): Promise<Result<Refund>>;
  paymentsOf(tx: Tx, orderId: OrderId): Promise<readonly PaymentView[]>;
  /** Takes the order's payments before anything that ends in the books, so that a refund's news and a cancel wait in one order. */
  lock(tx: Tx, orderId: OrderId): Promise<void>;
  /** What the rows say is at the gateways and what goes back, for the books to check themselves against. */
  openPayments(tx: Tx): Promise<OpenPayments>;
  /** Which lines of a gateway's statement are known here, one answer a line; takes fees that were not known. */
  matchStatement(tx: Tx, shown: readonly ShownPayment[]): Promise<readonly ShownMatch[]>;
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
  /** What the gateways call the links, payments and refunds of these orders. */
  namesAtGateways(tx: Tx, orderIds: readonly OrderId[]): Promise<readonly string[]>;
  /** Why money went back, in somebody's words: for a person who is erased. */
  forgetReasons(tx: Tx, orderIds: readonly OrderId[]): Promise<void>;
  orderOfLink(tx: Tx, gateway: GatewayName, providerLinkId: string): Promise<OrderId | undefined>;
}

export interface PaymentsDeps extends FileEventDeps, RequestLinkDeps {}

export function createPayments(deps: PaymentsDeps): Payments {
  return {
    requestLink: (tx, input) => requestLink(deps, tx, input),
    choices: (tx, payer) => deps.gatewaysFor(tx, payer),
    async linkOf(tx, orderId) {
      const [newest] = await linksOf(tx, orderId);
      return newest && viewOf(newest);
    },
    closeLinks: (tx, orderId, state) => closeLinks(deps.clock, tx, orderId, state),
    fileEvent: (tx, gateway, event) => fileEvent(deps, tx, gateway, event),
    refund: (tx, input) => refundOrder(deps, tx, input),
    retryRefund: (tx, id) => retryRefund(deps, tx, id),
    paymentsOf,
    lock: lockPaymentsOf,
    openPayments,
    matchStatement: (tx, shown) => matchStatement(deps, tx, shown),
    async merchantOf(tx, gateway, ids) {
      return (await merchantOfLinks(tx, gateway, ids)) ?? merchantOfPayments(tx, gateway, ids.providerPaymentIds);
    },
    namesAtGateways,
    forgetReasons,
    async orderOfLink(tx, gateway, providerLinkId) {
      return (await findLink(tx, gateway, { providerLinkId }))?.orderId;
    },
  };
}

async function paymentsOf(tx: Tx, orderId: OrderId): Promise<readonly PaymentView[]> {
  const payments = await paymentsOfOrder(tx, orderId);
  const refunds = payments.length === 0 ? [] : await refundsOfOrder(tx, orderId);
  return payments.map((payment) => {
    const own = refunds.filter((each) => each.paymentId === payment.id);
    const back = own.filter((each) => each.state === 'processed');
    const minor = back.reduce((sum, each) => sum + each.amount.minor, 0n);
    const { currency } = payment.amount;
    return {
      ...payment,
      refunded: { minor, currency },
      refunding: { minor: payment.amount.minor - refundable(payment.amount, own).minor, currency },
    };
  });
}
