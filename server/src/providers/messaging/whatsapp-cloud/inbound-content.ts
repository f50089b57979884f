/** One message of theirs → what the customer sent, in our words. Pure; never throws: what does not fit becomes `unsupported`. */
import type { z } from 'zod';
import { given } from '../given.ts';
import type { InboundContent } from '../messaging.port.ts';
import { errorDetail, hexHash, messageBodies, type WireFile, type WireMessage } from './wire.ts';

type Bodies = { readonly [K in keyof typeof messageBodies]: z.output<(typeof messageBodies)[K]> };
type Readers = { readonly [K in keyof Bodies]: (body: Bodies[K], message: WireMessage) => InboundContent };

const readers: Readers = {
  text: (body) => ({ kind: 'text', text: body.body }),
  image: (body) => mediaContent('image', body),
  video: (body) => mediaContent('video', body),
  audio: (body) => mediaContent(body.voice ? 'voice' : 'audio', body),
  document: (body) => mediaContent('document', body),
  sticker: (body) => mediaContent('sticker', body),
  location: ({ latitude, longitude, name, address }) => ({
    kind: 'location',
    latitude,
    longitude,
    ...given('name', name),
    ...given('address', address),
  }),
  contacts: (cards, message) => ({
    kind: 'contacts',
    requested: message.origin === 'contact_request',
    contacts: cards.map((card) => ({ ...given('name', card.name?.formatted_name), phones: phonesOf(card) })),
  }),
  reaction: (body) => ({ kind: 'reaction', to: body.message_id, ...given('emoji', body.emoji || undefined) }),
  button: (body) => ({ kind: 'choice', id: body.payload ?? body.text, title: body.text, from: 'template' }),
  interactive: (body) => {
    if (body.type === 'button_reply') return { kind: 'choice', id: body.button_reply.id, title: body.button_reply.title, from: 'button' };
    if (body.type === 'list_reply') return { kind: 'choice', id: body.list_reply.id, title: body.list_reply.title, from: 'list' };
    return { kind: 'form', name: body.nfm_reply.name ?? 'flow', answers: answersOf(body.nfm_reply.response_json) };
  },
  order: (body) => ({
    kind: 'cart',
    catalogId: body.catalog_id,
    ...given('note', body.text || undefined),
    lines: body.product_items.map((item) => ({
      retailerId: item.product_retailer_id,
      quantity: item.quantity,
      quotedPrice: decimalText(item.item_price),
      currency: item.currency,
    })),
  }),
  edit: (body) => ({ kind: 'edit', of: body.original_message_id, ...given('text', body.message?.text?.body) }),
  revoke: (body) => ({ kind: 'revoke', of: body.original_message_id }),
};

export function inboundContent(message: WireMessage): InboundContent {
  if (message.type === 'request_welcome') return { kind: 'welcome' };
  return (isReadable(message.type) ? read(message.type, message) : undefined) ?? unsupported(message);
}

function isReadable(type: string): type is keyof Readers {
  return Object.hasOwn(readers, type);
}

function read<K extends keyof Readers>(type: K, message: WireMessage): InboundContent | undefined {
  const parsed = messageBodies[type].safeParse(message[type]);
  if (!parsed.success) return undefined;
  return readers[type](parsed.data as Bodies[K], message);
}

function unsupported(message: WireMessage): InboundContent {
  const told = message['unsupported'];
  const inner = typeof told === 'object' && told !== null && 'type' in told && typeof told.type === 'string' ? told.type : undefined;
  const error = message.errors?.[0];
  return {
    kind: 'unsupported',
    type: inner ?? interactiveType(message) ?? message.type,
    ...given('detail', error ? errorDetail(error) : undefined),
  };
}

function interactiveType(message: WireMessage): string | undefined {
  const body = message['interactive'];
  if (typeof body !== 'object' || body === null || !('type' in body) || typeof body.type !== 'string') return undefined;
  return `interactive.${body.type}`;
}

function mediaContent(media: Extract<InboundContent, { kind: 'media' }>['media'], file: WireFile): InboundContent {
  return {
    kind: 'media',
    media,
    ref: { mediaId: file.id, mimeType: file.mime_type, ...given('url', file.url), ...given('sha256', hexHash(file.sha256)) },
    ...given('caption', file.caption),
    ...given('filename', file.filename),
  };
}

/** A shared own number may come only inside the card's text. */
function phonesOf(card: Bodies['contacts'][number]): readonly string[] {
  const listed = (card.phones ?? []).map((each) => (each.wa_id === undefined ? each.phone : `+${each.wa_id}`));
  const phones = listed.filter((phone) => phone !== undefined);
  if (phones.length > 0) return phones;
  return [...(card.vcard ?? '').matchAll(/^TEL[^:\r\n]*:(.+)$/gim)].map((found) => (found[1] ?? '').trim());
}

function answersOf(response: unknown): Readonly<Record<string, unknown>> {
  const value = typeof response === 'string' ? parsedJson(response) : response;
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Plain decimal digits; a JSON number never needs an exponent at the size of a price. */
function decimalText(price: number | string): string {
  const text = String(price);
  return text.includes('e')
    ? Number(price)
        .toFixed(6)
        .replace(/\.?0+$/, '')
    : text;
}
