/** The gateway's records in its own field names. Plain data, no rules. */

export interface Account {
  readonly secretKey: string;
  readonly webhookUrl: string;
  /** Shown on the payment page. */
  readonly merchantName: string;
  readonly integration: number;
}

export type TransactionStatus = 'abandoned' | 'failed' | 'success' | 'reversed';

export interface TransactionEntity {
  id: number;
  domain: 'test';
  status: TransactionStatus;
  reference: string;
  access_code: string;
  /** Of what was paid; of what was asked while nothing was. */
  amount: number;
  requested_amount: number;
  currency: string;
  channel: string | null;
  message: string | null;
  gateway_response: string;
  paid_at: string | null;
  created_at: string;
  fees: number | null;
  /** "" when none was sent, as the real one answers. */
  metadata: unknown;
  email: string;
  callback_url: string;
  amount_refunded: number;
}

export interface RefundEntity {
  id: number;
  integration: number;
  /** Id of the transaction. */
  transaction: number;
  reference: string;
  amount: number;
  currency: string;
  status: 'pending' | 'processed' | 'failed';
  merchant_note: string;
  customer_note: string;
  created_at: string;
  expected_at: string;
}

export const channels = ['card', 'bank_transfer', 'mobile_money', 'ussd'] as const;
export type Channel = (typeof channels)[number];

/** In hundredths: 1.5 % and a flat part, rounded up, as their price list in Nigeria goes. */
export function feeOf(amount: number): number {
  return Math.ceil((amount * 15) / 1000) + Math.min(10_000, Math.floor(amount / 100));
}

const letters = 'abcdefghijklmnopqrstuvwxyz0123456789';

export function newCode(length: number, random: () => number): string {
  let code = '';
  for (let index = 0; index < length; index += 1) code += letters[Math.floor(random() * letters.length)] ?? 'a';
  return code;
}
