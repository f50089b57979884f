/** Changing and deleting an order over HTTP: only with the caller's second factor, and against the version they saw. */
import { z } from 'zod';
import { orderRequest, postalAddress } from './orders.ts';
import { secondFactorHeaders } from './two-factor.ts';

/** `"3"`, as answers of other systems quote it, `W/"3"` or plain `3`. */
const ifMatch = z
  .string()
  .regex(/^(?:W\/)?"?\d{1,9}"?$/, 'The version of the order, such as "3".')
  .transform((text) => Number(text.replaceAll(/\D/g, '')));

export const orderEditHeaders = secondFactorHeaders.extend({
  'if-match': ifMatch.optional().meta({ description: 'The version that was seen, in place of `version`.' }),
});

export const orderEdit = z.strictObject({
  /** What `GET` answered; another one by now is refused. Absent: whatever it is. */
  version: z.number().int().min(1).optional(),
  /** All lines as they shall be: one that is not named goes. A line keeps its price unless another is named. */
  items: orderRequest.shape.items.optional(),
  delivery_address: postalAddress.optional(),
  note: z.string().trim().max(1000).nullable().optional(),
});
export type OrderEditRequest = z.infer<typeof orderEdit>;
