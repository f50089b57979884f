/** The `interactive` object, one schema a kind, with the limits the service documents. */
import { z } from 'zod';
import { fileObject, filled, unique, upTo, webAddress } from './wire-parts.ts';

const header = z.discriminatedUnion('type', [
  z.looseObject({ type: z.literal('text'), text: upTo(60) }),
  z.looseObject({ type: z.literal('image'), image: fileObject }),
  z.looseObject({ type: z.literal('video'), video: fileObject }),
  z.looseObject({ type: z.literal('document'), document: fileObject }),
]);
const textHeader = z.looseObject({ type: z.literal('text'), text: upTo(60) });
const body = (most = 1_024) => z.looseObject({ text: upTo(most) });
const footer = z.looseObject({ text: upTo(60) }).optional();

const replyButton = z.looseObject({ type: z.literal('reply'), reply: z.looseObject({ id: upTo(256), title: upTo(20) }) });

const buttons = z.looseObject({
  type: z.literal('button'),
  header: header.optional(),
  body: body(),
  footer,
  action: z.looseObject({
    buttons: z
      .array(replyButton)
      .min(1)
      .max(3)
      .refine((all) => unique(all.map((button) => button.reply.id)), 'button ids must be unique')
      .refine((all) => unique(all.map((button) => button.reply.title)), 'button titles must be unique'),
  }),
});

const row = z.looseObject({ id: upTo(200), title: upTo(24), description: z.string().max(72).optional() });
const section = z.looseObject({ title: upTo(24).optional(), rows: z.array(row).min(1) });

const list = z.looseObject({
  type: z.literal('list'),
  header: textHeader.optional(),
  body: body(4_096),
  footer,
  action: z.looseObject({
    button: upTo(20),
    sections: z
      .array(section)
      .min(1)
      .max(10)
      .refine((all) => all.length === 1 || all.every((each) => each.title !== undefined), 'each of several sections needs a title')
      .refine((all) => all.flatMap((each) => each.rows).length <= 10, 'there are more than 10 rows')
      .refine((all) => unique(all.flatMap((each) => each.rows.map((one) => one.id))), 'row ids must be unique'),
  }),
});

const linkButton = z.looseObject({
  type: z.literal('cta_url'),
  header: header.optional(),
  body: body(),
  footer,
  action: z.looseObject({ name: z.literal('cta_url'), parameters: z.looseObject({ display_text: upTo(20), url: webAddress }) }),
});

const locationRequest = z.looseObject({
  type: z.literal('location_request_message'),
  header: z.undefined().optional(),
  body: body(),
  action: z.looseObject({ name: z.literal('send_location') }),
});

const contactRequest = z.looseObject({
  type: z.literal('request_contact_info'),
  header: z.undefined().optional(),
  body: body(),
  action: z.looseObject({ name: z.literal('request_contact_info') }),
});

const product = z.looseObject({
  type: z.literal('product'),
  header: z.undefined().optional(),
  body: body().optional(),
  footer,
  action: z.looseObject({ catalog_id: filled, product_retailer_id: filled }),
});

const productSection = z.looseObject({
  title: upTo(24).optional(),
  product_items: z.array(z.looseObject({ product_retailer_id: filled })).min(1),
});

const products = z.looseObject({
  type: z.literal('product_list'),
  header: textHeader,
  body: body(),
  footer,
  action: z.looseObject({
    catalog_id: filled,
    sections: z
      .array(productSection)
      .min(1)
      .max(10)
      .refine((all) => all.length === 1 || all.every((each) => each.title !== undefined), 'each of several sections needs a title')
      .refine((all) => all.flatMap((each) => each.product_items).length <= 30, 'there are more than 30 products'),
  }),
});

const catalog = z.looseObject({
  type: z.literal('catalog_message'),
  header: z.undefined().optional(),
  body: body(),
  footer,
  action: z.looseObject({ name: z.literal('catalog_message') }),
});

export const interactiveBody = z.discriminatedUnion('type', [
  buttons,
  list,
  linkButton,
  locationRequest,
  contactRequest,
  product,
  products,
  catalog,
]);
