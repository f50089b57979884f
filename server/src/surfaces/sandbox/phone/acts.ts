/** What the browser phone may ask: bodies of its API, parsed at the door. Shapes only. */
import { z } from 'zod';

const text = (most: number) => z.string().min(1).max(most);

/** Everything a person does except sending a file, which comes as raw bytes. */
export const actBody = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('text'), text: text(4_096), quotes: z.string().max(300).optional() }),
  z.strictObject({
    kind: z.literal('location'),
    latitude: z.number().min(-90).max(90),
    longitude: z.number().min(-180).max(180),
    name: z.string().max(200).optional(),
    address: z.string().max(500).optional(),
  }),
  z.strictObject({ kind: z.literal('contact'), name: text(100), phone: text(30), answers: z.string().max(300).optional() }),
  z.strictObject({ kind: z.literal('press'), of: text(300), id: text(300), title: text(100) }),
  z.strictObject({
    kind: z.literal('cart'),
    catalogId: text(100),
    note: z.string().max(1_024).optional(),
    lines: z
      .array(
        z.strictObject({
          retailerId: text(100),
          quantity: z.number().int().min(1).max(999),
          price: z.number().min(0),
          currency: text(3),
        }),
      )
      .min(1)
      .max(50),
  }),
  z.strictObject({ kind: z.literal('react'), to: text(300), emoji: z.string().max(16) }),
  z.strictObject({ kind: z.literal('unsupported'), type: text(50) }),
  z.strictObject({ kind: z.literal('change_number'), phone: z.string().regex(/^\+?[\d ()-]{6,24}$/, 'Digits with country code.') }),
  z.strictObject({ kind: z.literal('stop_marketing'), wanted: z.boolean() }),
]);

export const mediaQuery = z.strictObject({
  type: z.enum(['image', 'video', 'audio', 'document', 'sticker']),
  filename: z.string().max(240).optional(),
  caption: z.string().max(1_024).optional(),
  voice: z.enum(['true', 'false']).optional(),
});

const timeZones = new Set(['UTC', ...Intl.supportedValuesOf('timeZone'), 'Asia/Kolkata']);
const timeZone = z.string().refine((name) => timeZones.has(name), 'This time zone is not known.');

const personParts = {
  name: text(100),
  phone: z
    .string()
    .transform((given) => given.replace(/\D/g, ''))
    .pipe(z.string().regex(/^\d{6,15}$/, 'Digits with country code.')),
  username: z
    .string()
    .regex(/^(?:[a-z0-9._]{3,35})?$/, '3 to 35 small letters, digits, dots and underscores.')
    .optional(),
  hidesPhone: z.boolean(),
  language: z.string().regex(/^[a-z]{2}(?:[-_][A-Z]{2})?$/),
  timeZone,
};

export const newPersonBody = z.strictObject(personParts);
export const changePersonBody = z.strictObject(personParts).omit({ phone: true }).partial();
export const afterQuery = z.strictObject({ after: z.coerce.number().int().min(0).optional() });
