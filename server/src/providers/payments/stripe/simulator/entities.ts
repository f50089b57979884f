/** Stripe's records in its own field names and habits: ids of parts, expanded on request; null for what is not there. Plain data. */

export interface Account {
  readonly secretKey: string;
  /** Newest first; an older one signs too until its time. */
  readonly webhookSecrets: readonly { readonly secret: string; readonly until?: number }[];
  readonly webhookUrl: string;
  /** Shown on the hosted page. */
  readonly merchantName: string;
  readonly accountId: string;
}

export type Metadata = Record<string, string>;

export interface LineItem {
  readonly id: string;
  readonly object: 'item';
  readonly amount_subtotal: number;
  readonly amount_total: number;
  readonly currency: string;
  readonly description: string;
  readonly quantity: number;
}

export interface SessionEntity {
  id: string;
  object: 'checkout.session';
  adaptive_pricing: { readonly enabled: boolean };
  amount_subtotal: number;
  amount_total: number;
  cancel_url: string | null;
  client_reference_id: string | null;
  created: number;
  currency: string;
  customer: null;
  customer_details: { readonly email: string | null; readonly name: string | null; readonly phone: null } | null;
  customer_email: string | null;
  expires_at: number;
  livemode: boolean;
  locale: string | null;
  metadata: Metadata;
  mode: 'payment';
  payment_intent: string | null;
  payment_link: null;
  payment_method_types: readonly string[];
  payment_status: 'unpaid' | 'paid' | 'no_payment_required';
  recovered_from: string | null;
  status: 'open' | 'complete' | 'expired';
  success_url: string;
  total_details: { readonly amount_discount: number; readonly amount_shipping: number; readonly amount_tax: number };
  ui_mode: 'hosted_page';
  url: string | null;
}

/** What a session does not show: what its payment will be made of. */
export interface SessionRecipe {
  readonly lines: readonly LineItem[];
  readonly intentMetadata: Metadata;
  readonly intentDescription: string | null;
}

export interface PaymentIntentEntity {
  id: string;
  object: 'payment_intent';
  amount: number;
  amount_capturable: number;
  amount_received: number;
  capture_method: 'automatic_async';
  client_secret: string;
  created: number;
  currency: string;
  customer: null;
  description: string | null;
  last_payment_error: {
    readonly type: 'card_error' | 'invalid_request_error';
    readonly code: string;
    readonly decline_code?: string;
    readonly message: string;
  } | null;
  latest_charge: string | null;
  livemode: boolean;
  metadata: Metadata;
  payment_method_types: readonly string[];
  status: 'requires_payment_method' | 'processing' | 'succeeded' | 'canceled';
}

export interface ChargeEntity {
  id: string;
  object: 'charge';
  amount: number;
  amount_captured: number;
  amount_refunded: number;
  balance_transaction: string | null;
  captured: boolean;
  created: number;
  currency: string;
  customer: null;
  description: string | null;
  disputed: boolean;
  failure_code: string | null;
  failure_message: string | null;
  livemode: boolean;
  metadata: Metadata;
  paid: boolean;
  payment_intent: string;
  payment_method_details: Readonly<Record<string, unknown>> & { readonly type: string };
  refunded: boolean;
  status: 'succeeded' | 'pending' | 'failed';
}

export interface BalanceTransactionEntity {
  id: string;
  object: 'balance_transaction';
  amount: number;
  available_on: number;
  created: number;
  currency: string;
  description: string | null;
  exchange_rate: null;
  fee: number;
  fee_details: readonly {
    readonly amount: number;
    readonly application: null;
    readonly currency: string;
    readonly description: string;
    readonly type: string;
  }[];
  net: number;
  reporting_category: 'charge';
  source: string;
  status: 'pending' | 'available';
  type: 'charge';
}

export interface RefundEntity {
  id: string;
  object: 'refund';
  amount: number;
  balance_transaction: null;
  charge: string;
  created: number;
  currency: string;
  destination_details: { readonly type: string };
  failure_reason?: string;
  metadata: Metadata;
  payment_intent: string;
  reason: string | null;
  receipt_number: null;
  status: 'pending' | 'requires_action' | 'succeeded' | 'failed' | 'canceled';
}

/** `bank` takes days: the session is complete before the money is there. */
export const paymentMethods = ['card', 'upi', 'bank'] as const;
export type PaymentMethod = (typeof paymentMethods)[number];

/** Rounded to the smallest unit. Indian accounts pay 2 % and 18 % tax on it, others 2.9 % and 30 units. `fee` includes `tax`. */
export function feeOf(amount: number, currency: string): { readonly fee: number; readonly tax: number } {
  if (currency !== 'inr') return { fee: Math.min(Math.round((amount * 29) / 1000) + 30, amount), tax: 0 };
  const base = Math.round((amount * 2) / 100);
  const tax = Math.round((base * 18) / 100);
  return { fee: base + tax, tax };
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** `<prefix>` and so many letters or digits. */
export function newId(prefix: string, length: number, random: () => number): string {
  let id = prefix;
  for (let index = 0; index < length; index += 1) id += alphabet[Math.floor(random() * alphabet.length)] ?? 'A';
  return id;
}
