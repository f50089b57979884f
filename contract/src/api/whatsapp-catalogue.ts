/** How a merchant's shelf stands in the WhatsApp catalogue, as the API says it. */
import { z } from 'zod';
import { instant, pageQuery } from './envelope.ts';

/** Merchant settings: how much is put there, and whether the chat shows products from there. */
export const whatsappCatalogueSettings = z
  .strictObject({
    limit: z.number().int().min(1).max(20_000).default(500).meta({ description: 'Items (one a variant) in the catalogue at most.' }),
    in_chat: z.boolean().default(true).meta({ description: 'Whether the chat shows products natively where the catalogue has them.' }),
  })
  .meta({ description: 'The WhatsApp catalogue: priority products first, the rest by what sells and is in stock.' });

export const catalogueQuery = z.strictObject({ ...pageQuery });

export const catalogueStatus = z.object({
  connected: z.boolean(),
  catalog_id: z.string().nullable(),
  up_to_date: z.boolean().meta({ description: 'Connected, and everything that differed was confirmed by WhatsApp.' }),
  pushed: z.number().int().meta({ description: 'Items that WhatsApp confirmed.' }),
  approved: z.number().int().meta({ description: 'Of those, items that passed WhatsApp’s review and may stand in messages.' }),
  pending: z.number().int().meta({ description: 'Items to be sent, or sent and not yet answered for.' }),
  refused: z.number().int(),
  limit: z.number().int(),
  last_push_at: instant.nullable(),
  last_rotation_at: instant.nullable(),
  last_comparison_at: instant.nullable(),
  failure: z.string().nullable().meta({ description: 'Why nothing is sent at the moment.' }),
  retry_at: instant.nullable(),
  errors: z
    .array(z.object({ product_id: z.uuid(), variant_id: z.uuid(), name: z.string(), message: z.string() }))
    .meta({ description: 'Items that WhatsApp refused, a page of them.' }),
});

export const driftKinds = ['missing', 'surplus', 'differs'] as const;
export const driftQuery = z.strictObject({ kind: z.enum(driftKinds).optional(), ...pageQuery });

export const driftRow = z.object({
  kind: z
    .enum(driftKinds)
    .meta({ description: 'missing: not there · surplus: there and not ours · differs: there, with another value in `field`.' }),
  retailer_id: z.string(),
  product_id: z.uuid().nullable(),
  name: z.string(),
  field: z.string().nullable(),
  ours: z.string().nullable(),
  theirs: z.string().nullable(),
});

/** The job was queued; the status tells how it ended. */
export const catalogueAsked = z.object({ queued: z.literal(true) });
