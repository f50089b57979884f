/** The body of WhatsApp's own "send a message" call, as far as it is taken here; for programs that speak it already. */
import { z } from 'zod';

const source = { id: z.string().exactOptional(), link: z.url({ protocol: /^https?$/ }).exactOptional() };
const media = z.strictObject({ ...source, caption: z.string().exactOptional() });
const file = z.strictObject({ ...source, caption: z.string().exactOptional(), filename: z.string().exactOptional() });
const plain = z.strictObject(source);
const said = z.strictObject({ text: z.string() });
const header = z.strictObject({
  type: z.enum(['text', 'image', 'document']),
  text: z.string().exactOptional(),
  image: plain.exactOptional(),
  document: file.exactOptional(),
});
const row = z.strictObject({ id: z.string(), title: z.string(), description: z.string().exactOptional() });

const interactive = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('button'),
    header: header.exactOptional(),
    body: said,
    footer: said.exactOptional(),
    action: z.strictObject({
      buttons: z.array(z.strictObject({ type: z.literal('reply'), reply: z.strictObject({ id: z.string(), title: z.string() }) })),
    }),
  }),
  z.strictObject({
    type: z.literal('list'),
    header: header.exactOptional(),
    body: said,
    footer: said.exactOptional(),
    action: z.strictObject({
      button: z.string(),
      sections: z.array(z.strictObject({ title: z.string().exactOptional(), rows: z.array(row) })),
    }),
  }),
  z.strictObject({
    type: z.literal('cta_url'),
    header: header.exactOptional(),
    body: said,
    footer: said.exactOptional(),
    action: z.strictObject({
      name: z.literal('cta_url').exactOptional(),
      parameters: z.strictObject({ display_text: z.string(), url: z.string() }),
    }),
  }),
]);

const parameter = z.strictObject({
  type: z.enum(['text', 'image', 'document', 'payload', 'coupon_code']),
  parameter_name: z.string().exactOptional(),
  text: z.string().exactOptional(),
  payload: z.string().exactOptional(),
  coupon_code: z.string().exactOptional(),
  image: plain.exactOptional(),
  document: file.exactOptional(),
});

const template = z.strictObject({
  name: z.string(),
  language: z.strictObject({ code: z.string(), policy: z.string().exactOptional() }),
  components: z
    .array(
      z.strictObject({
        type: z.enum(['header', 'body', 'button']),
        sub_type: z.enum(['quick_reply', 'url', 'copy_code']).exactOptional(),
        index: z.coerce.number().int().min(0).max(9).exactOptional(),
        parameters: z.array(parameter),
      }),
    )
    .default([]),
});

export const cloudMessage = z.strictObject({
  messaging_product: z.literal('whatsapp').optional(),
  recipient_type: z.literal('individual').optional(),
  to: z.string().min(5).max(30),
  type: z.enum(['text', 'image', 'video', 'audio', 'document', 'interactive', 'template']).default('text'),
  context: z.strictObject({ message_id: z.string() }).optional(),
  text: z.strictObject({ body: z.string(), preview_url: z.boolean().exactOptional() }).optional(),
  image: media.optional(),
  video: media.optional(),
  audio: z.strictObject({ ...source, voice: z.boolean().exactOptional() }).optional(),
  document: file.optional(),
  interactive: interactive.optional(),
  template: template.optional(),
});
export type CloudMessage = z.infer<typeof cloudMessage>;
