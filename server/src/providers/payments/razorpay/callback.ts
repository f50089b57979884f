/** The customer's way back from paying. A true signature says only that the gateway wrote these words; it is never proof of payment. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { CallbackVerifier } from '../payments.port.ts';

/** HMAC-SHA256 (hex) with the API secret over link id, reference, status and payment id, joined by `|`. */
export function signCallback(
  values: { readonly linkId: string; readonly reference: string; readonly status: string; readonly paymentId: string },
  keySecret: string,
): string {
  const signed = [values.linkId, values.reference, values.status, values.paymentId].join('|');
  return createHmac('sha256', keySecret).update(signed).digest('hex');
}

export const verifyRazorpayCallback: CallbackVerifier = (query, keySecret) => {
  const given = query['razorpay_signature'];
  const linkId = query['razorpay_payment_link_id'];
  const paymentId = query['razorpay_payment_id'];
  const status = query['razorpay_payment_link_status'];
  if (!given || !linkId || !paymentId || !status || keySecret === '') return false;
  const reference = query['razorpay_payment_link_reference_id'] ?? '';
  return sameHex(given, signCallback({ linkId, reference, status, paymentId }, keySecret));
};

/** Constant time over equal lengths; a wrong length is refused at once. */
export function sameHex(given: string, expected: string): boolean {
  const a = Buffer.from(given, 'utf8');
  const b = Buffer.from(expected, 'utf8');
  return a.length === b.length && timingSafeEqual(a, b);
}
