/** The catalogue's shapes at the Graph API: what is posted, and their answers, parsed at the edge. */
import { z } from 'zod';

const words = z.looseObject({ message: z.string().default('not explained') });

export const submitAnswer = z.looseObject({
  handles: z.array(z.string().min(1)).min(1),
  validation_status: z
    .array(z.looseObject({ retailer_id: z.coerce.string(), errors: z.array(words).default([]) }))
    .nullish()
    .transform((all) => all ?? []),
});

export const linkedAnswer = z.looseObject({ data: z.array(z.looseObject({ id: z.coerce.string() })) });

const problem = z.looseObject({ id: z.coerce.string().optional(), message: z.string().default('not explained') });
const list = <T extends z.ZodType>(of: T) =>
  z
    .array(of)
    .nullish()
    .transform((all) => all ?? []);

export const batchAnswer = z.looseObject({
  data: z.array(
    z.looseObject({
      status: z.string(),
      errors: list(problem),
      ids_of_invalid_requests: list(z.coerce.string()),
    }),
  ),
});

export const listAnswer = z.looseObject({
  data: z.array(
    z.looseObject({
      retailer_id: z.coerce.string(),
      name: z.string().nullish(),
      price: z.union([z.string(), z.number()]).nullish(),
      currency: z.string().nullish(),
      availability: z.string().nullish(),
      url: z.string().nullish(),
      image_url: z.string().nullish(),
      review_status: z.string().nullish(),
    }),
  ),
  paging: z.looseObject({ next: z.string().nullish(), cursors: z.looseObject({ after: z.string().nullish() }).nullish() }).nullish(),
});

export const listFields = 'id,retailer_id,name,price,currency,availability,url,image_url,review_status';

export type WireListed = z.output<typeof listAnswer>['data'][number];
