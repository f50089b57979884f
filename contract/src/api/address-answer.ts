/** An address as it is answered: where a parcel goes, and who takes it there. */
import { z } from 'zod';

export const addressAnswer = z.object({
  name: z.string(),
  phone: z.string(),
  line1: z.string(),
  line2: z.string().nullable(),
  landmark: z.string().nullable(),
  city: z.string(),
  state: z.string(),
  postal_code: z.string(),
  country: z.string(),
});
