/**
 * Their shapes, parsed at the edge: the webhook envelope and the answers to our calls. Loose on purpose: fields we do not know pass by,
 * numbers may be texts, and whatever does not fit is somebody else's to keep as unsupported.
 */
import { z } from 'zod';

const text = z.union([z.string(), z.number().transform(String)]);
const numeric = z.union([z.number(), z.string().trim().min(1).transform(Number)]).pipe(z.number());

/** What may be missing may also come as null or as something odd: it then counts as missing, and spoils nothing. */
const maybeText = text.optional().catch(undefined);
const maybeString = z.string().optional().catch(undefined);

/** Seconds since 1970, as text or number. */
export const wireTime = numeric.transform((seconds) => new Date(seconds * 1_000));

export const wireErrors = z.array(
  z.looseObject({
    code: numeric.optional(),
    title: maybeString,
    message: maybeString,
    error_data: z.looseObject({ details: maybeString }).optional(),
  }),
);

export const envelope = z.looseObject({
  entry: z.array(
    z.looseObject({
      id: maybeText,
      changes: z.array(z.looseObject({ field: z.string(), value: z.unknown() })).catch([]),
    }),
  ),
});

const metadata = z.looseObject({ phone_number_id: text, display_phone_number: maybeText });
export const withMetadata = z.looseObject({ metadata });

const contact = z.looseObject({
  profile: z.looseObject({ name: maybeString, username: maybeString }).optional().catch(undefined),
  wa_id: maybeText,
  user_id: maybeText,
});
export type WireContact = z.output<typeof contact>;

/** The value of field `messages`; the messages and statuses themselves are parsed one by one, so that one odd one spoils no other. */
export const messagesValue = z.looseObject({
  metadata,
  contacts: z.array(contact).catch([]).optional(),
  messages: z.array(z.unknown()).catch([]).optional(),
  statuses: z.array(z.unknown()).catch([]).optional(),
  errors: z.array(z.unknown()).catch([]).optional(),
});

export const messageHead = z.looseObject({
  id: z.string().min(1),
  type: z.string().catch('unknown'),
  timestamp: wireTime.catch(new Date(0)),
  from: maybeText,
  from_user_id: maybeText,
  origin: maybeString,
  errors: wireErrors.optional().catch(undefined),
  context: z
    .looseObject({
      id: maybeString,
      forwarded: z.boolean().optional(),
      frequently_forwarded: z.boolean().optional(),
      referred_product: z.looseObject({ product_retailer_id: maybeText }).optional(),
    })
    .optional()
    .catch(undefined),
  referral: z.looseObject({ source_type: z.string(), source_id: text, headline: maybeString }).optional().catch(undefined),
});
export type WireMessage = z.output<typeof messageHead>;

const file = z.looseObject({
  id: text,
  mime_type: z.string().catch('application/octet-stream'),
  sha256: maybeString,
  url: maybeString,
  caption: maybeString,
  filename: maybeString,
  voice: z.boolean().optional(),
});
export type WireFile = z.output<typeof file>;

const titled = z.looseObject({ id: text, title: z.string() });

/** The object that carries a message of this type; a type that is not here is kept as unsupported. */
export const messageBodies = {
  text: z.looseObject({ body: z.string() }),
  image: file,
  video: file,
  audio: file,
  document: file,
  sticker: file,
  location: z.looseObject({ latitude: numeric, longitude: numeric, name: maybeString, address: maybeString }),
  contacts: z.array(
    z.looseObject({
      name: z.looseObject({ formatted_name: maybeString }).optional(),
      phones: z.array(z.looseObject({ phone: maybeText, wa_id: maybeText })).optional(),
      vcard: maybeString,
    }),
  ),
  reaction: z.looseObject({ message_id: z.string(), emoji: maybeString }),
  button: z.looseObject({ payload: maybeString, text: z.string() }),
  interactive: z.union([
    z.looseObject({ type: z.literal('button_reply'), button_reply: titled }),
    z.looseObject({ type: z.literal('list_reply'), list_reply: titled }),
    z.looseObject({ type: z.literal('nfm_reply'), nfm_reply: z.looseObject({ name: maybeString, response_json: z.unknown() }) }),
  ]),
  order: z.looseObject({
    catalog_id: text,
    text: maybeString,
    product_items: z.array(
      z.looseObject({
        product_retailer_id: text,
        quantity: numeric.pipe(z.int().positive()),
        item_price: z.union([z.number().nonnegative(), z.string().regex(/^\d+(\.\d+)?$/)]),
        currency: z.string(),
      }),
    ),
  }),
  edit: z.looseObject({
    original_message_id: z.string(),
    message: z.looseObject({ text: z.looseObject({ body: z.string() }).optional() }).optional(),
  }),
  revoke: z.looseObject({ original_message_id: z.string() }),
} as const;

export const systemBody = z.looseObject({
  type: z.string().catch('unknown'),
  wa_id: maybeText,
  user_id: maybeText,
  previous_user_id: maybeText,
});

export const statusBody = z.looseObject({
  id: z.string().min(1),
  status: z.string(),
  type: maybeString,
  timestamp: wireTime.catch(new Date(0)),
  recipient_id: maybeText,
  recipient_user_id: maybeText,
  biz_opaque_callback_data: maybeString,
  errors: wireErrors.optional().catch(undefined),
  pricing: z.looseObject({ category: z.string(), billable: z.boolean().optional(), type: maybeString }).optional().catch(undefined),
});
export type WireStatus = z.output<typeof statusBody>;

export const templateStatusValue = z.looseObject({
  event: z.string(),
  message_template_name: z.string(),
  message_template_language: z.string(),
  reason: z.string().nullish(),
});

export const preferencesValue = z.looseObject({
  metadata: metadata.optional(),
  user_preferences: z.array(
    z.looseObject({
      wa_id: maybeText,
      user_id: maybeText,
      category: maybeString,
      value: z.string(),
      timestamp: wireTime.catch(new Date(0)),
    }),
  ),
});

export const sendAnswer = z.looseObject({
  contacts: z
    .array(z.looseObject({ wa_id: maybeText, user_id: maybeText }))
    .optional()
    .catch(undefined),
  messages: z.tuple([z.looseObject({ id: z.string().min(1) })]).rest(z.unknown()),
});

export const errorAnswer = z.looseObject({
  error: z.looseObject({
    message: maybeString,
    code: numeric,
    error_data: z.looseObject({ details: maybeString }).optional().catch(undefined),
  }),
});

export const uploadAnswer = z.looseObject({ id: text });
export const mediaAnswer = z.looseObject({ url: z.string(), mime_type: maybeString, sha256: maybeString });
export const numberAnswer = z.looseObject({ display_phone_number: text, verified_name: z.string().catch('') });

/** What an error says to staff. */
export function errorDetail(
  error:
    | {
        readonly title?: string | undefined;
        readonly message?: string | undefined;
        readonly error_data?: { readonly details?: string | undefined } | undefined;
      }
    | undefined,
): string {
  return error?.error_data?.details ?? error?.message ?? error?.title ?? 'no details given';
}

/** SHA-256 as lower-case hex from hex or base64; undefined where it is neither. */
export function hexHash(given: string | undefined): string | undefined {
  if (given === undefined) return undefined;
  if (/^[0-9a-fA-F]{64}$/.test(given)) return given.toLowerCase();
  const bytes = Buffer.from(given, 'base64');
  return bytes.length === 32 ? bytes.toString('hex') : undefined;
}
