/** Payments as they are shown beside an order. Never a card, never a secret. */
import { z } from 'zod';
import { decimal, instant } from './envelope.ts';

export const paymentLinkAnswer = z.object({
  id: z.uuid(),
  state: z.enum(['asked', 'open', 'paid', 'expired', 'cancelled', 'failed']),
  url: z.string().nullable(),
  amount: decimal,
  currency: z.string(),
  expires_at: instant,
});

export const paymentAnswer = z.object({
  id: z.uuid(),
  gateway: z.string(),
  gateway_payment_id: z.string(),
  amount: decimal,
  currency: z.string(),
  /** settled and late pay the order; all else was sent back in full. */
  verdict: z.enum(['settled', 'late', 'excess', 'mismatch', 'unfillable']),
  method: z.string().nullable(),
  captured_at: instant,
  refunded_amount: decimal,
});
