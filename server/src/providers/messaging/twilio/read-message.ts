/** One message of a customer, as Twilio posts it → events: one, or one for each file in it. Pure; never throws. */

import { given } from '../given.ts';
import type { InboundBase, InboundContent, MessagingEvent, ToldBeside } from '../messaging.port.ts';
import type { Fields } from './form-fields.ts';
import { digitsOf, readAddress } from './numbers.ts';

const MOST_FILES = 10;

export function messageEvents(fields: Fields, told: ToldBeside): readonly MessagingEvent[] {
  const base = baseOf(fields, told);
  // An SMS to the same number, say.
  if (base === undefined) return [{ kind: 'account_notice', field: 'message', detail: fields }];
  return contentsOf(fields).map((content, index) => ({
    kind: 'message',
    message: { ...base, providerMessageId: index === 0 ? base.providerMessageId : `${base.providerMessageId}/${index}`, content },
  }));
}

function baseOf(fields: Fields, { receivedAt }: ToldBeside): InboundBase | undefined {
  const named = readAddress(fields['From']);
  const user = readAddress(fields['ExternalUserId']);
  if (named === undefined) return undefined;
  const phone = named.phone ?? (digitsOf(fields['WaId'] ?? '') || undefined);
  const sourceId = fields['ReferralSourceId'] || undefined;
  return {
    channelAddress: digitsOf(fields['To'] ?? ''),
    providerMessageId: fields['MessageSid'] ?? fields['SmsSid'] ?? '',
    from: { ...given('phone', phone), ...given('scopedId', user?.scopedId ?? named.scopedId) },
    profile: { ...given('name', fields['ProfileName'] || undefined) },
    sentAt: receivedAt,
    ...given('inReplyTo', fields['OriginalRepliedMessageSid'] || undefined),
    ...(fields['Forwarded'] === 'true' || fields['FrequentlyForwarded'] === 'true' ? { forwarded: true } : {}),
    ...(sourceId === undefined
      ? {}
      : {
          referral: {
            sourceType: fields['ReferralSourceType'] ?? 'ad',
            sourceId,
            ...given('headline', fields['ReferralHeadline'] || undefined),
          },
        }),
  };
}

/** Never none. */
function contentsOf(fields: Fields): readonly InboundContent[] {
  const files = filesOf(fields);
  if (files.length > 0) return files;
  return [placeOf(fields) ?? choiceOf(fields) ?? formOf(fields) ?? wordsOf(fields)];
}

function filesOf(fields: Fields): readonly InboundContent[] {
  const count = Math.min(Number(fields['NumMedia'] ?? '0') || 0, MOST_FILES);
  const files: InboundContent[] = [];
  for (let index = 0; index < count; index += 1) {
    const url = fields[`MediaUrl${index}`];
    if (url === undefined) continue;
    const mimeType = (fields[`MediaContentType${index}`] ?? 'application/octet-stream').toLowerCase();
    const caption = files.length === 0 ? fields['Body'] || undefined : undefined;
    files.push({
      kind: 'media',
      media: mediaOf(mimeType, fields['MessageType']),
      ref: { mediaId: url.split('/').at(-1) || url, mimeType, url },
      ...given('caption', caption),
    });
  }
  return files;
}

function mediaOf(mimeType: string, type: string | undefined): Extract<InboundContent, { kind: 'media' }>['media'] {
  if (type === 'sticker' || mimeType.startsWith('image/webp')) return 'sticker';
  if (type === 'document') return 'document';
  if (mimeType.startsWith('image/')) return 'image';
  if (mimeType.startsWith('video/')) return 'video';
  // What is spoken into the phone comes as Ogg; a file of music does not.
  if (mimeType.startsWith('audio/')) return mimeType.startsWith('audio/ogg') ? 'voice' : 'audio';
  return 'document';
}

function placeOf(fields: Fields): InboundContent | undefined {
  const [latitude, longitude] = [numberIn(fields['Latitude']), numberIn(fields['Longitude'])];
  if (latitude === undefined || longitude === undefined) return undefined;
  return {
    kind: 'location',
    latitude,
    longitude,
    ...given('name', fields['Label'] || undefined),
    ...given('address', fields['Address'] || undefined),
  };
}

function numberIn(text: string | undefined): number | undefined {
  const value = text === undefined || text.trim() === '' ? Number.NaN : Number(text);
  return Number.isFinite(value) ? value : undefined;
}

/** The names of a list's fields are not sure: what is pressed may come as a button's, or as its title alone. */
function choiceOf(fields: Fields): InboundContent | undefined {
  const body = fields['Body'] ?? '';
  const isPressed = fields['MessageType'] === 'interactive' || fields['MessageType'] === 'button';
  const row = fields['ListId'] || fields['ListTitle'];
  if (row) return { kind: 'choice', id: row, title: fields['ListTitle'] || body || row, from: 'list' };
  const button = fields['ButtonPayload'] || fields['ButtonText'];
  if (button)
    return {
      kind: 'choice',
      id: button,
      title: fields['ButtonText'] || body || button,
      from: fields['MessageType'] === 'button' ? 'template' : 'button',
    };
  if (!isPressed || body === '' || fields['FlowData'] || fields['InteractiveData']) return undefined;
  return { kind: 'choice', id: body, title: body, from: 'list' };
}

function formOf(fields: Fields): InboundContent | undefined {
  const told = fields['InteractiveData'] || fields['FlowData'];
  if (!told) return undefined;
  try {
    const answers: unknown = JSON.parse(told);
    if (typeof answers === 'object' && answers !== null && !Array.isArray(answers))
      return { kind: 'form', name: 'flow', answers: { ...answers } };
  } catch {
    // Kept as unsupported below.
  }
  return { kind: 'unsupported', type: 'interactive', detail: told.slice(0, 2_000) };
}

function wordsOf(fields: Fields): InboundContent {
  const body = fields['Body'] ?? '';
  const type = fields['MessageType'] ?? 'text';
  if (type === 'text' && body !== '') return { kind: 'text', text: body };
  return { kind: 'unsupported', type, ...given('detail', body === '' ? undefined : body) };
}
