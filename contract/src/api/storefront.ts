/** How a shop shows itself on the web, and the host of its own that it answers at, as the API says them. */
import { z } from 'zod';
import { instant } from './envelope.ts';

const colour = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^#[0-9a-f]{6}$/, 'A colour such as #0b6b4f.');
const text = (max: number) => z.string().trim().max(max);

/** As stored; empty texts are not shown. */
export const storefrontLook = z.strictObject({
  primary_color: colour.default('#0b6b4f').meta({ description: 'Of buttons and links. Made readable where it is not.' }),
  accent_color: colour.optional().meta({ description: 'Of the announcement bar; absent: the primary colour.' }),
  tagline: text(120).default(''),
  announcement: text(160).default(''),
  about: text(4_000).default(''),
  contact: text(1_000).default(''),
  shipping_policy: text(4_000).default(''),
  returns_policy: text(4_000).default(''),
  privacy_policy: text(4_000).default(''),
  terms: text(4_000).default(''),
});
export type StorefrontLook = z.infer<typeof storefrontLook>;

export const storefrontChange = z.strictObject({
  primary_color: colour.optional(),
  accent_color: colour.nullable().optional(),
  tagline: text(120).optional(),
  announcement: text(160).optional(),
  about: text(4_000).optional(),
  contact: text(1_000).optional(),
  shipping_policy: text(4_000).optional(),
  returns_policy: text(4_000).optional(),
  privacy_policy: text(4_000).optional(),
  terms: text(4_000).optional(),
});
export type StorefrontChange = z.infer<typeof storefrontChange>;

/** One of the three is enough. */
export const domainProof = z.object({
  txt: z.object({ name: z.string(), value: z.string() }),
  cname: z.object({ name: z.string(), value: z.string() }).nullable(),
  file: z.object({ url: z.string(), content: z.string() }),
});

export const shopDomainView = z.object({
  host: z.string(),
  state: z.enum(['waiting', 'verified', 'failing']),
  failure: z.string().nullable(),
  checked_at: instant.nullable(),
  proof: domainProof,
});

export const storefrontView = z.object({
  url: z.string().meta({ description: 'Where customers find the shop; its own host once that is verified.' }),
  subdomain_url: z.string().nullable(),
  logo_url: z.string().nullable(),
  primary_color: z.string(),
  accent_color: z.string().nullable(),
  tagline: z.string(),
  announcement: z.string(),
  about: z.string(),
  contact: z.string(),
  shipping_policy: z.string(),
  returns_policy: z.string(),
  privacy_policy: z.string(),
  terms: z.string(),
  domain: shopDomainView.nullable(),
});

export const domainBody = z.strictObject({ host: z.string().trim().min(4).max(253).meta({ description: 'Such as shop.example.com.' }) });

/** Where a shop is found, for sharing: on the web, and in the chat once a number is known. */
export const shareView = z.object({ shop_url: z.string(), chat_url: z.string().nullable() });
export type ShareView = z.infer<typeof shareView>;
export const shareTarget = z.enum(['shop', 'chat']);
