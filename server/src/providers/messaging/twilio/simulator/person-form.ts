/** One message of a person in WhatsApp's words → the parameters Twilio posts about it. Pure. */
import { z } from 'zod';

export interface FormFields {
  readonly fields: Readonly<Record<string, string>>;
  readonly mediaId?: string;
  readonly mimeType?: string;
}

const file = z.looseObject({ id: z.string(), mime_type: z.string(), caption: z.string().optional() });
const place = z.looseObject({ latitude: z.number(), longitude: z.number(), name: z.string().optional(), address: z.string().optional() });
const reply = z.looseObject({ id: z.string(), title: z.string(), description: z.string().optional() });
const pressed = z.union([
  z.looseObject({ type: z.literal('button_reply'), button_reply: reply }),
  z.looseObject({ type: z.literal('list_reply'), list_reply: reply }),
]);

/** Undefined for what Twilio passes over in silence. */
export function formOf(message: Readonly<Record<string, unknown>> & { readonly type: string }): FormFields | undefined {
  const { type } = message;
  switch (type) {
    case 'reaction':
    case 'edit':
    case 'revoke':
    case 'system':
    case 'request_welcome':
      return undefined;
    case 'text': {
      const { body } = z.looseObject({ body: z.string() }).parse(message['text']);
      return { fields: { MessageType: 'text', Body: body } };
    }
    case 'image':
    case 'video':
    case 'audio':
    case 'document':
    case 'sticker': {
      const { id, mime_type: mimeType, caption } = file.parse(message[type]);
      return { fields: { MessageType: type, Body: caption ?? '' }, mediaId: id, mimeType };
    }
    case 'location': {
      const { latitude, longitude, name, address } = place.parse(message['location']);
      return {
        fields: {
          MessageType: type,
          Body: '',
          Latitude: String(latitude),
          Longitude: String(longitude),
          ...(name === undefined ? {} : { Label: name }),
          ...(address === undefined ? {} : { Address: address }),
        },
      };
    }
    case 'button': {
      const { text, payload } = z.looseObject({ text: z.string(), payload: z.string().optional() }).parse(message['button']);
      return { fields: { MessageType: 'button', Body: text, ButtonText: text, ButtonPayload: payload ?? text } };
    }
    case 'interactive':
      return pressedForm(message['interactive']);
    default:
      return { fields: { MessageType: type, Body: '' } };
  }
}

function pressedForm(interactive: unknown): FormFields {
  const parsed = pressed.safeParse(interactive);
  if (!parsed.success) return { fields: { MessageType: 'interactive', Body: '' } };
  if (parsed.data.type === 'button_reply') {
    const { id, title } = parsed.data.button_reply;
    return { fields: { MessageType: 'interactive', Body: title, ButtonText: title, ButtonPayload: id } };
  }
  const { id, title, description } = parsed.data.list_reply;
  const more = description === undefined ? {} : { ListDescription: description };
  return { fields: { MessageType: 'interactive', Body: title, ListTitle: title, ListId: id, ...more } };
}
