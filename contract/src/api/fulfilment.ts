/** Parcels as they are shown beside an order. */
import { z } from 'zod';

export const shipmentAnswer = z.object({
  id: z.uuid(),
  state: z.enum([
    'asked',
    'failed',
    'created',
    'pickup_problem',
    'in_transit',
    'out_for_delivery',
    'attempt_failed',
    'delivered',
    'returning',
    'returned',
    'cancelled',
    'lost',
  ]),
  courier: z.string().nullable(),
  awb: z.string().nullable(),
  tracking_url: z.string().nullable(),
  label_url: z.string().nullable(),
  estimated_on: z.string().nullable(),
  detail: z.string().nullable(),
});
