/** The accounts a merchant connects: the fields of each kind, and what may be shown of them afterwards. */
import { z } from 'zod';
import { instant } from './envelope.ts';

const field = z.string().trim().min(1).max(4_000);
const key = z.string().trim().min(1).max(20_000);

export const connectionFields = {
  whatsapp: z.strictObject({
    access_token: field,
    phone_number_id: field.max(64),
    business_account_id: field.max(64),
    app_id: field.max(64),
    app_secret: field,
    verify_token: field,
    catalog_id: field.max(64).optional(),
    flows_private_key: key.optional(),
  }),
  twilio: z.strictObject({
    account_sid: field.max(64),
    auth_token: field,
    whatsapp_number: field.regex(/^(?:whatsapp:)?\s*\+?(?:[ ().-]*\d){7,15}$/i, 'A number with country code, as +14155238886.').max(40),
    messaging_service_sid: field.max(64).optional(),
  }),
  razorpay: z.strictObject({ key_id: field.max(200), key_secret: field, webhook_secret: field }),
  stripe: z.strictObject({ secret_key: field, webhook_secret: field }),
  paystack: z.strictObject({ secret_key: field }),
  shiprocket: z.strictObject({
    email: field,
    password: field,
    pickup_location: field,
    pickup_postcode: field.max(12),
    webhook_token: field,
  }),
  cj: z.union([z.strictObject({ api_key: field }), z.strictObject({ email: field, password: field })]),
  openai: z.strictObject({ api_key: field, model: field.optional() }),
} as const;

export type ConnectionKind = keyof typeof connectionFields;
export type ConnectionFields = { readonly [K in ConnectionKind]: Readonly<z.infer<(typeof connectionFields)[K]>> };
export const connectionKinds = Object.keys(connectionFields) as ConnectionKind[];

/** Fields that identify and open nothing: shown whole. Of all others only the last four characters are ever shown. */
export const publicFields: ReadonlySet<string> = new Set([
  'phone_number_id',
  'business_account_id',
  'app_id',
  'catalog_id',
  'account_sid',
  'whatsapp_number',
  'messaging_service_sid',
  'key_id',
  'email',
  'pickup_location',
  'pickup_postcode',
  'model',
]);

export const connectionView = z.object({
  kind: z.enum(connectionKinds),
  state: z.enum(['missing', 'untested', 'working', 'failing']),
  fields: z.record(z.string(), z.string()).meta({ description: 'Secrets as their last four characters.' }),
  failure: z.string().nullable(),
  tested_at: instant.nullable(),
  updated_at: instant.nullable(),
});
export type ConnectionView = z.infer<typeof connectionView>;
