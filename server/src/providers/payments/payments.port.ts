/** What Parley needs of a payment gateway, in our words. Types only. Amounts are integers of the minor unit with their currency. */
import type { Money } from '@parley/contract/values/money.ts';
import type { Result } from '@parley/contract/values/result.ts';

export type GatewayName = 'razorpay' | 'stripe' | 'paystack';

export interface GatewayFailure {
  /** unavailable: try again · in_doubt: look before trying again · rejected: their refusal stands · already_paid / already_closed: the link moved on without us. */
  readonly kind:
    | 'unavailable'
    | 'in_doubt'
    | 'rejected'
    | 'bad_credentials'
    | 'rate_limited'
    | 'already_paid'
    | 'already_closed'
    | 'not_found';
  readonly detail: string;
  readonly afterMs?: number;
}

export interface CreateLink {
  /** Our own id of the link; unique at the gateway, so that a second create finds the first (≤ 40 characters). */
  readonly reference: string;
  readonly amount: Money;
  readonly description: string;
  readonly customer: { readonly name?: string; readonly phone?: string; readonly email?: string };
  /** The gateway may refuse or lengthen short times; what it made is in the answer. */
  readonly expiresAt: Date;
  /** Where the customer's browser is sent back to. */
  readonly returnUrl: string;
}

export interface GatewayPayment {
  readonly providerPaymentId: string;
  readonly amount: Money;
  /** Gateway's fee with its tax, where known. */
  readonly fee?: Money;
  readonly feeTax?: Money;
  readonly method?: string;
  readonly state: 'captured' | 'failed' | 'authorized' | 'refunded';
  readonly at: Date;
}

export interface GatewayLink {
  readonly providerLinkId: string;
  readonly reference: string;
  /** Where the customer pays. Absent: the gateway does not tell it again, and `createLink` under the same reference gives one that works. */
  readonly url?: string;
  readonly amount: Money;
  readonly amountPaid: Money;
  readonly state: 'open' | 'partially_paid' | 'paid' | 'expired' | 'cancelled';
  /** Absent: the gateway lets it stand open for ever, and only we call it over. */
  readonly expiresAt?: Date;
  readonly payments: readonly GatewayPayment[];
}

export interface GatewayRefund {
  readonly providerRefundId: string;
  readonly providerPaymentId: string;
  readonly amount: Money;
  readonly state: 'pending' | 'processed' | 'failed';
}

/** One thing a verified webhook says. */
export type GatewayEvent =
  | {
      readonly kind: 'payment_captured';
      readonly link: { readonly providerLinkId?: string; readonly reference?: string };
      readonly payment: GatewayPayment;
    }
  | {
      readonly kind: 'payment_failed';
      readonly link: { readonly providerLinkId?: string; readonly reference?: string };
      readonly providerPaymentId: string;
      readonly reason: string;
      readonly at: Date;
    }
  | {
      readonly kind: 'link_closed';
      readonly link: { readonly providerLinkId?: string; readonly reference?: string };
      readonly state: 'expired' | 'cancelled';
    }
  | { readonly kind: 'refund_changed'; readonly refund: GatewayRefund }
  /** Money came by this link, and the event does not say enough to file it: look. */
  | { readonly kind: 'link_touched'; readonly link: { readonly providerLinkId?: string; readonly reference?: string } }
  /** A refund of this payment moved, and the event does not name it: look. */
  | { readonly kind: 'refunds_touched'; readonly providerPaymentId: string }
  | { readonly kind: 'other'; readonly type: string };

export interface PaymentGateway {
  readonly name: GatewayName;
  /** Idempotent on `reference`: a repeat finds and returns the link made before. */
  createLink(input: CreateLink): Promise<Result<GatewayLink, GatewayFailure>>;
  fetchLink(by: { readonly providerLinkId: string } | { readonly reference: string }): Promise<Result<GatewayLink, GatewayFailure>>;
  /** Where the gateway knows no cancelling: the link as it stands, still open; money may come by it at any time. */
  cancelLink(providerLinkId: string): Promise<Result<GatewayLink, GatewayFailure>>;
  /** Full details with fee; the link id or reference this payment belongs to is looked up elsewhere. */
  fetchPayment(providerPaymentId: string): Promise<Result<GatewayPayment, GatewayFailure>>;
  /** `refundKey` makes it idempotent (10…40 characters of [A-Za-z0-9_-]). */
  refund(input: {
    readonly providerPaymentId: string;
    readonly amount: Money;
    readonly refundKey: string;
    readonly note: string;
  }): Promise<Result<GatewayRefund, GatewayFailure>>;
  fetchRefunds(providerPaymentId: string): Promise<Result<readonly GatewayRefund[], GatewayFailure>>;
  probe(): Promise<Result<void, GatewayFailure>>;
}

export interface GatewayWebhooks {
  /** Ids in the payload that lead to the merchant, read before verification and believed for nothing else. */
  peek(body: Uint8Array): {
    readonly providerLinkIds: readonly string[];
    readonly references: readonly string[];
    readonly providerPaymentIds: readonly string[];
    readonly accountId?: string;
  };
  /** `receivedAt` is the clock at the door: a gateway that signs with a time (Stripe) refuses everything without it. */
  verify(body: Uint8Array, headers: Readonly<Record<string, string | undefined>>, secret: string, receivedAt?: Date): boolean;
  dedupeKey(body: Uint8Array, headers: Readonly<Record<string, string | undefined>>): string;
  read(body: Uint8Array): readonly GatewayEvent[];
}

/** The customer's way back (a hint, never proof of payment): true when the gateway signed these query values. */
export type CallbackVerifier = (query: Readonly<Record<string, string | undefined>>, keySecret: string) => boolean;

export interface PaystackCredentials {
  /** Opens the API and signs the webhooks. */
  readonly secretKey: string;
}

export interface RazorpayCredentials {
  readonly keyId: string;
  readonly keySecret: string;
  readonly webhookSecret: string;
}

export interface StripeCredentials {
  readonly secretKey: string;
  /** Of the webhook endpoint (`whsec_…`). */
  readonly webhookSecret: string;
}
