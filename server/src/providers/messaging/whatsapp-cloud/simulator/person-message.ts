/** What a person does in the chat, in the service's wire shape. Pure but for the files it keeps; sending is somebody else's. */
import { createHash } from 'node:crypto';
import type { PersonAct, RegisteredNumber } from '../phone.port.ts';
import type { Exchange } from './exchange.ts';
import { inboundTermMs, keepMedia, mediaAddress } from './media.ts';
import type { WireMessage } from './world.ts';

/** Acts that are messages; changing a number and stopping marketing are notices of other kinds. */
export type MessageAct = Exclude<PersonAct, { kind: 'change_number' | 'stop_marketing' }>;

export interface PersonMessage {
  /** `type`, the object of that name, and what stands beside them on the message. */
  readonly wire: WireMessage;
  /** The wamid this one answers. */
  readonly quotes?: string;
}

export function personMessage(exchange: Exchange, number: RegisteredNumber, act: MessageAct): PersonMessage {
  switch (act.kind) {
    case 'text':
      return { wire: { type: 'text', text: { body: act.text } }, ...(act.quotes === undefined ? {} : { quotes: act.quotes }) };
    case 'media':
      return { wire: mediaMessage(exchange, number, act) };
    case 'location': {
      const { kind: _kind, ...place } = act;
      return { wire: { type: 'location', location: place } };
    }
    case 'contact':
      return { wire: contactMessage(act), ...(act.answers === undefined ? {} : { quotes: act.answers }) };
    case 'press':
      return { wire: pressMessage(exchange, act), quotes: act.of };
    case 'cart':
      return { wire: cartMessage(act) };
    case 'react':
      return { wire: { type: 'reaction', reaction: { message_id: act.to, ...(act.emoji === '' ? {} : { emoji: act.emoji }) } } };
    default:
      return { wire: unsupportedMessage(act.type) };
  }
}

type Act<K extends MessageAct['kind']> = Extract<MessageAct, { kind: K }>;

function mediaMessage(exchange: Exchange, { phoneNumberId }: RegisteredNumber, act: Act<'media'>): WireMessage {
  const { bytes, mimeType, filename, caption, type } = act;
  const file = keepMedia(exchange, { phoneNumberId, bytes, mimeType, ...(filename === undefined ? {} : { filename }) }, inboundTermMs);
  const origin = exchange.publicUrl();
  return {
    type,
    [type]: {
      ...(caption === undefined || type === 'audio' || type === 'sticker' ? {} : { caption }),
      ...(type === 'document' ? { filename: filename ?? 'Untitled' } : {}),
      mime_type: mimeType,
      sha256: createHash('sha256').update(bytes).digest('base64'),
      id: file.id,
      ...(origin === undefined ? {} : { url: mediaAddress(exchange, file, origin) }),
      ...(type === 'audio' ? { voice: act.voice === true } : {}),
      ...(type === 'sticker' ? { animated: false } : {}),
    },
  };
}

function contactMessage({ name, phone, answers }: Act<'contact'>): WireMessage {
  const digits = phone.replace(/\D/g, '');
  const vcard = ['BEGIN:VCARD', 'VERSION:3.0', `FN:${name}`, `TEL;type=CELL;waid=${digits}:+${digits}`, 'END:VCARD'].join('\n');
  return {
    type: 'contacts',
    origin: answers === undefined ? 'other' : 'contact_request',
    contacts: [{ name: { formatted_name: name, first_name: name }, phones: [{ phone: `+${digits}`, wa_id: digits, type: 'CELL' }], vcard }],
  };
}

/** Throws where the bubble has no such button: nobody could have pressed it. */
function pressMessage(exchange: Exchange, { of, id, title }: Act<'press'>): WireMessage {
  const pressed = exchange.world.places.get(of)?.bubble;
  if (pressed?.from !== 'business') throw new Error(`no message of the business has the id ${of}`);
  if (pressed.message['type'] === 'template') return { type: 'button', button: { payload: id, text: title } };
  const choice = choicesOf(pressed.message).find((each) => each.id === id);
  if (!choice) throw new Error(`the message ${of} has no choice ${id}`);
  const { kind, ...reply } = choice;
  return { type: 'interactive', interactive: { type: kind, [kind]: reply } };
}

interface Choice {
  readonly kind: 'button_reply' | 'list_reply';
  readonly id: string;
  readonly title: string;
  readonly description?: string;
}

interface PostedChoices {
  readonly action?: {
    readonly buttons?: readonly { readonly reply: { readonly id: string; readonly title: string } }[];
    readonly sections?: readonly {
      readonly rows?: readonly { readonly id: string; readonly title: string; readonly description?: string }[];
    }[];
  };
}

/** The bubble was checked when it was posted, so its parts are where the schema wants them. */
function choicesOf(message: WireMessage): readonly Choice[] {
  const { action } = (message['interactive'] ?? {}) as PostedChoices;
  const buttons = (action?.buttons ?? []).map(({ reply }) => ({ kind: 'button_reply' as const, id: reply.id, title: reply.title }));
  const rows = (action?.sections ?? []).flatMap((section) => section.rows ?? []);
  return [
    ...buttons,
    ...rows.map(({ id, title, description }) => ({
      kind: 'list_reply' as const,
      id,
      title,
      ...(description === undefined ? {} : { description }),
    })),
  ];
}

function cartMessage({ catalogId, note, lines }: Act<'cart'>): WireMessage {
  const items = lines.map(({ retailerId, quantity, price, currency }) => ({
    product_retailer_id: retailerId,
    quantity,
    item_price: price,
    currency,
  }));
  return { type: 'order', order: { catalog_id: catalogId, text: note ?? '', product_items: items } };
}

function unsupportedMessage(type: string): WireMessage {
  const error = {
    code: 131051,
    title: 'Message type unknown',
    message: 'Message type unknown',
    error_data: { details: 'Message type is currently not supported.' },
  };
  return { type: 'unsupported', errors: [error], unsupported: { type } };
}
