/**
 * Their webhooks → our events, over the raw bytes. The signature is checked before anything is believed; everything after is pure and
 * total: an odd payload becomes `unsupported` or `account_notice`, never an exception and never nothing.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { given } from '../given.ts';
import type { MessagingEvent, MessagingWebhooks } from '../messaging.port.ts';
import { messageEvent } from './read-message.ts';
import { statusEvent } from './read-status.ts';
import { envelope, messagesValue, preferencesValue, templateStatusValue, withMetadata } from './wire.ts';

export const whatsAppSignatureHeader = 'x-hub-signature-256';

export const whatsAppWebhooks: MessagingWebhooks = { peekAddresses, verify, read };

/** The phone number ids named in the payload; for a change that names none, the id of the business account it belongs to. */
function peekAddresses(body: Uint8Array): readonly string[] {
  const addresses = new Set<string>();
  for (const { account, value } of changesOf(body)) {
    const named = withMetadata.safeParse(value);
    const address = named.success ? named.data.metadata.phone_number_id : account;
    if (address !== '') addresses.add(address);
  }
  return [...addresses];
}

/** Header names are lower-case, as Node gives them. */
function verify(body: Uint8Array, headers: Readonly<Record<string, string | undefined>>, secret: string): boolean {
  const told = headers[whatsAppSignatureHeader];
  if (secret === '' || told === undefined || !/^sha256=[0-9a-f]{64}$/i.test(told)) return false;
  const right = createHmac('sha256', secret).update(body).digest();
  return timingSafeEqual(right, Buffer.from(told.slice('sha256='.length), 'hex'));
}

function read(body: Uint8Array): readonly MessagingEvent[] {
  return changesOf(body).flatMap(readChange);
}

interface Change {
  readonly account: string;
  readonly field: string;
  readonly value: unknown;
}

function changesOf(body: Uint8Array): readonly Change[] {
  const parsed = envelope.safeParse(jsonOf(body));
  if (!parsed.success) return [];
  return parsed.data.entry.flatMap(({ id, changes }) => changes.map(({ field, value }) => ({ account: id ?? '', field, value })));
}

function jsonOf(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8'));
  } catch {
    return undefined;
  }
}

function readChange(change: Change): readonly MessagingEvent[] {
  const read =
    change.field === 'messages'
      ? readMessages(change.value)
      : change.field === 'user_preferences'
        ? readPreferences(change.value)
        : change.field === 'message_template_status_update'
          ? readTemplateStatus(change)
          : undefined;
  return read ?? [{ kind: 'account_notice', field: change.field, detail: change.value }];
}

function readMessages(value: unknown): readonly MessagingEvent[] | undefined {
  const parsed = messagesValue.safeParse(value);
  if (!parsed.success) return undefined;
  const { metadata, contacts = [], messages = [], statuses = [], errors = [] } = parsed.data;
  const channelAddress = metadata.phone_number_id;
  return [
    ...messages.map((message) => messageEvent(channelAddress, contacts, message)),
    ...statuses.map((status) => statusEvent(channelAddress, status)),
    ...errors.map((error): MessagingEvent => ({ kind: 'account_notice', field: 'messages.errors', detail: error })),
  ];
}

function readPreferences(value: unknown): readonly MessagingEvent[] | undefined {
  const parsed = preferencesValue.safeParse(value);
  if (!parsed.success) return undefined;
  const channelAddress = parsed.data.metadata?.phone_number_id ?? '';
  return parsed.data.user_preferences.map((preference) => ({
    kind: 'marketing_preference',
    channelAddress,
    from: { ...given('phone', preference.wa_id), ...given('scopedId', preference.user_id) },
    wanted: preference.value !== 'stop',
    at: preference.timestamp,
  }));
}

function readTemplateStatus({ account, value }: Change): readonly MessagingEvent[] | undefined {
  const parsed = templateStatusValue.safeParse(value);
  if (!parsed.success) return undefined;
  const { event, message_template_name: template, message_template_language: language, reason } = parsed.data;
  return [
    {
      kind: 'template_status',
      accountAddress: account,
      template,
      language,
      status: event,
      ...given('reason', reason === null || reason === 'NONE' ? undefined : reason),
    },
  ];
}
