/** The gateway's records in its own field names and habits: 0 for an unset time, null for an empty list. Plain data, no rules. */

export interface Account {
  readonly keyId: string;
  readonly keySecret: string;
  readonly webhookSecret: string;
  readonly webhookUrl: string;
  /** Shown on the hosted page. */
  readonly merchantName: string;
  readonly accountId: string;
}

export type Notes = Readonly<Record<string, string>>;

export interface LinkEntity {
  id: string;
  amount: number;
  amount_paid: number;
  currency: string;
  status: 'created' | 'partially_paid' | 'paid' | 'expired' | 'cancelled';
  short_url: string;
  reference_id: string;
  description: string;
  customer: Readonly<Record<string, string>>;
  notify: { sms: boolean; email: boolean; whatsapp: boolean };
  notes: Notes | null;
  accept_partial: boolean;
  first_min_partial_amount: number;
  expire_by: number;
  expired_at: number;
  cancelled_at: number;
  created_at: number;
  updated_at: number;
  callback_url: string;
  callback_method: string;
  reminder_enable: boolean;
  reminders: readonly unknown[];
  upi_link: boolean;
  whatsapp_link: boolean;
  user_id: string;
  /** Appears once a payment was attempted. */
  order_id?: string;
  payments: LinkPayment[] | null;
}

export interface LinkPayment {
  payment_id: string;
  plink_id: string;
  amount: number;
  method: string;
  status: string;
  created_at: number;
  updated_at: number;
}

export interface OrderEntity {
  id: string;
  entity: 'order';
  amount: number;
  amount_paid: number;
  amount_due: number;
  currency: string;
  receipt: string | null;
  offer_id: null;
  status: 'created' | 'attempted' | 'paid';
  attempts: number;
  notes: Notes | readonly never[];
  created_at: number;
  /** Set for orders made by a payment link. */
  product_type?: string;
  product_id?: string;
}

export interface PaymentEntity {
  id: string;
  entity: 'payment';
  amount: number;
  base_amount: number;
  currency: string;
  status: 'created' | 'authorized' | 'captured' | 'refunded' | 'failed';
  order_id: string;
  invoice_id: null;
  international: boolean;
  method: string;
  amount_refunded: number;
  refund_status: null | 'partial' | 'full';
  captured: boolean;
  description: string | null;
  card_id: string | null;
  bank: string | null;
  wallet: string | null;
  vpa: string | null;
  email: string | null;
  contact: string | null;
  notes: Notes | readonly never[];
  fee: number | null;
  tax: number | null;
  error_code: string | null;
  error_description: string | null;
  error_source: string | null;
  error_step: string | null;
  error_reason: string | null;
  acquirer_data: Readonly<Record<string, string | null>>;
  created_at: number;
}

export interface RefundEntity {
  id: string;
  entity: 'refund';
  amount: number;
  currency: string;
  payment_id: string;
  notes: Notes | readonly never[];
  receipt: string | null;
  acquirer_data: { arn: string | null };
  created_at: number;
  batch_id: null;
  status: 'pending' | 'processed' | 'failed';
  speed_requested: string;
  speed_processed: string;
}

export const paymentMethods = ['upi', 'card', 'netbanking', 'wallet'] as const;
export type PaymentMethod = (typeof paymentMethods)[number];

/** 2 % and 18 % tax on it, both rounded to the minor unit; `fee` includes `tax`, as the service states it. */
export function feeOf(amount: number): { readonly fee: number; readonly tax: number } {
  const base = Math.round((amount * 2) / 100);
  const tax = Math.round((base * 18) / 100);
  return { fee: base + tax, tax };
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** `<prefix>_` and 14 letters or digits. */
export function newId(prefix: string, random: () => number): string {
  let id = '';
  for (let index = 0; index < 14; index += 1) id += alphabet[Math.floor(random() * alphabet.length)] ?? 'A';
  return `${prefix}_${id}`;
}
