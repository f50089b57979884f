/** Sign-up, sign-in, connections, settings and the audit log as the API says them. */
import { z } from 'zod';
import { percent } from '../values/percent.ts';
import { roles } from '../values/role.ts';
import { decimal, instant } from './envelope.ts';
import { email, newPassword as password, signInCode } from './sign-in.ts';
import { twoFactorState } from './two-factor.ts';
import { whatsappCatalogueSettings } from './whatsapp-catalogue.ts';

export const languages = ['en', 'hi', 'pt-BR', 'es', 'fr'] as const;
export type Language = (typeof languages)[number];

const line = (max: number) => z.string().trim().min(1).max(max);
const country = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[A-Z]{2}$/, 'Two letters, such as IN.');
const currency = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[A-Z]{3}$/, 'Three letters, such as INR.');
const timeZone = z.string().trim().refine(isTimeZone, 'A time zone such as Asia/Kolkata.');
const language = z.preprocess((text) => (text === 'pt' ? 'pt-BR' : text), z.enum(languages));

export const registration = z.strictObject({
  name: line(120).meta({ description: 'Of the shop, as customers see it.' }),
  email,
  phone: line(30),
  whatsapp_number: line(30),
  password,
  subdomain: z
    .string()
    .trim()
    .toLowerCase()
    .regex(/^[a-z0-9][a-z0-9-]{1,38}[a-z0-9]$/, '3 to 40 small letters, digits or dashes.'),
  country: country.optional(),
  currency: currency.optional(),
  timezone: timeZone.optional(),
  language: language.optional(),
});
export type Registration = z.infer<typeof registration>;

export const registered = z.object({ id: z.uuid(), name: z.string(), email: z.string(), subdomain: z.string() });
export const registeredAnswer = z.object({ status: z.literal('success'), message: z.string(), data: registered });

export const credentials = z.strictObject({ email, password: z.string().min(1).max(200), code: signInCode.optional() });
export const refreshBody = z.strictObject({ refresh_token: z.string().min(1).max(2000) });
export const passwordChange = z.strictObject({ current_password: z.string().min(1).max(200), new_password: password });

export const signedIn = z.object({
  status: z.literal('success'),
  token: z.string(),
  refresh_token: z.string(),
  expires_in: z.number().int().meta({ description: 'Seconds until `token` ends.' }),
  merchant: z.object({ id: z.uuid(), name: z.string() }),
});
export type SignedIn = z.infer<typeof signedIn>;

const amount = z
  .string()
  .trim()
  .regex(/^\d{1,12}(\.\d{1,3})?$/, 'A decimal such as 40.00.');
export const deliveryRule = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('courier') }).meta({ description: 'Exactly what the courier quotes.' }),
  z.strictObject({ kind: z.literal('flat'), amount }),
  z
    .strictObject({ kind: z.literal('free_above'), threshold: amount, amount: amount.optional() })
    .meta({ description: 'Below the threshold: `amount`, or the courier’s price.' }),
]);
export const pickupSettings = z.strictObject({
  offered: z.boolean().default(true),
  address: z.string().trim().max(400).optional(),
  postal_code: z.string().trim().max(12).optional(),
  hours: z.string().trim().max(200).optional(),
});
export const taxSettings = z.strictObject({
  default_rate: percent.default('0').meta({ description: 'Per cent, for products that name none.' }),
});
export const codSettings = z
  .strictObject({ offered: z.boolean().default(false), max: amount.optional() })
  .meta({ description: 'Cash on delivery: whether, and up to which total.' });
export const returnsSettings = z
  .strictObject({ window_days: z.number().int().min(0).max(365).default(14) })
  .meta({ description: 'How many days after the delivery customers may ask for a return; 0: never, staff alone do.' });
export const gatewayNames = ['razorpay', 'paystack', 'stripe'] as const;
export type GatewayChoice = (typeof gatewayNames)[number];
export const paymentSettings = z
  .strictObject({
    gateways: z
      .array(z.enum(gatewayNames))
      .max(gatewayNames.length)
      .refine((names) => new Set(names).size === names.length, 'Name each once.')
      .default([]),
  })
  .meta({ description: 'Which connected gateways take payments, the favourite first; empty: all that are connected.' });
export const merchantSettings = z.strictObject({
  delivery: deliveryRule.default({ kind: 'courier' }),
  pickup: pickupSettings.default({ offered: true }),
  tax: taxSettings.default({ default_rate: '0' }),
  cod: codSettings.default({ offered: false }),
  returns: returnsSettings.default({ window_days: 14 }),
  payments: paymentSettings.default({ gateways: [] }),
  whatsapp_catalogue: whatsappCatalogueSettings.default({ limit: 500, in_chat: true }),
});
export type MerchantSettingsBody = z.infer<typeof merchantSettings>;

export const merchantView = z.object({
  id: z.uuid(),
  name: z.string(),
  subdomain: z.string(),
  email: z.string(),
  phone: z.string().nullable(),
  whatsapp_number: z.string().nullable(),
  country: z.string(),
  currency: z.string(),
  timezone: z.string(),
  language: z.string(),
  prices_include_tax: z.boolean(),
  tax_region: z.string().nullable(),
  tax_number: z.string().nullable(),
  settings: z.object({
    delivery: z.object({ kind: z.string(), amount: decimal.optional(), threshold: decimal.optional() }),
    pickup: z.object({
      offered: z.boolean(),
      address: z.string().optional(),
      postal_code: z.string().optional(),
      hours: z.string().optional(),
    }),
    tax: z.object({ default_rate: z.string() }),
    cod: z.object({ offered: z.boolean(), max: decimal.optional() }),
    returns: z.object({ window_days: z.number().int() }),
    payments: z.object({ gateways: z.array(z.enum(gatewayNames)) }),
    whatsapp_catalogue: z.object({ limit: z.number().int(), in_chat: z.boolean() }),
  }),
  created_at: instant,
});
export const merchantChange = z.strictObject({
  name: line(120).optional(),
  phone: line(30).optional(),
  whatsapp_number: line(30).optional(),
  timezone: timeZone.optional(),
  language: language.optional(),
  prices_include_tax: z.boolean().optional(),
  tax_region: line(80).nullable().optional().meta({ description: 'India: the state of the shop, for the place of supply.' }),
  tax_number: line(40).nullable().optional().meta({ description: 'GSTIN, VAT number …' }),
  settings: z
    .strictObject({
      delivery: deliveryRule.optional(),
      pickup: pickupSettings.optional(),
      tax: taxSettings.optional(),
      cod: codSettings.optional(),
      returns: returnsSettings.optional(),
      payments: paymentSettings.optional(),
      whatsapp_catalogue: whatsappCatalogueSettings.optional(),
    })
    .optional(),
});
export type MerchantChange = z.infer<typeof merchantChange>;

export const selfChange = z.strictObject({
  name: line(120).optional(),
  phone: line(30).nullable().optional().meta({ description: 'A lost password is told there too, by WhatsApp.' }),
});

export const meView = z.object({
  id: z.uuid(),
  name: z.string(),
  email: z.string(),
  phone: z.string().nullable(),
  role: z.enum(roles),
  two_factor: twoFactorState,
  merchant: merchantView
    .pick({ id: true, name: true, subdomain: true, currency: true, country: true, timezone: true, language: true })
    .extend({ slug: z.string(), time_zone: z.string() })
    .meta({ description: '`slug` and `time_zone` are the same as `subdomain` and `timezone`.' }),
});

export const auditEntry = z.object({
  id: z.uuid(),
  at: instant,
  actor: z.object({ kind: z.enum(['staff', 'program', 'customer', 'system']), id: z.string().nullable(), name: z.string().nullable() }),
  action: z.string(),
  subject: z.object({ kind: z.string(), id: z.string() }),
  before: z.unknown(),
  after: z.unknown(),
  request_id: z.string().nullable(),
});
export type AuditEntry = z.infer<typeof auditEntry>;

function isTimeZone(text: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
