/** One entry of `messages[]` → an event. Pure and total; who sent it is said by phone, by business-scoped id, or both. */

import { given } from '../given.ts';
import type { InboundBase, MessagingAddress, MessagingEvent, MessagingProfile } from '../messaging.port.ts';
import { inboundContent } from './inbound-content.ts';
import { messageHead, systemBody, type WireContact, type WireMessage } from './wire.ts';

export function messageEvent(channelAddress: string, contacts: readonly WireContact[], raw: unknown): MessagingEvent {
  const parsed = messageHead.safeParse(raw);
  if (!parsed.success) return { kind: 'account_notice', field: 'messages', detail: raw };
  const message = parsed.data;
  if (message.type === 'system') return systemEvent(channelAddress, message);
  const contact = contactOf(message, contacts);
  const from = addressOf(message.from ?? contact?.wa_id, message.from_user_id ?? contact?.user_id);
  if (!from) return { kind: 'account_notice', field: 'messages', detail: raw };
  const base = baseOf(channelAddress, message, from, contact);
  return { kind: 'message', message: { ...base, content: inboundContent(message) } };
}

function baseOf(channelAddress: string, message: WireMessage, from: MessagingAddress, contact: WireContact | undefined): InboundBase {
  const { context, referral } = message;
  const forwarded = context?.forwarded === true || context?.frequently_forwarded === true;
  return {
    channelAddress,
    providerMessageId: message.id,
    from,
    profile: profileOf(contact),
    sentAt: message.timestamp,
    ...given('inReplyTo', context?.id),
    ...given('aboutProduct', context?.referred_product?.product_retailer_id),
    ...given('forwarded', forwarded || undefined),
    ...(referral
      ? { referral: { sourceType: referral.source_type, sourceId: referral.source_id, ...given('headline', referral.headline) } }
      : {}),
  };
}

function systemEvent(channelAddress: string, message: WireMessage): MessagingEvent {
  const parsed = systemBody.safeParse(message['system']);
  const system = parsed.success ? parsed.data : undefined;
  const moved = system?.type === 'user_changed_number' || system?.type === 'user_changed_user_id';
  const former = system?.previous_user_id ?? (message.from_user_id === system?.user_id ? undefined : message.from_user_id);
  const from = addressOf(message.from, former);
  const to = addressOf(system?.wa_id, system?.user_id);
  if (!moved || !from || !to) return { kind: 'account_notice', field: `messages.system.${system?.type ?? 'unknown'}`, detail: message };
  return { kind: 'address_changed', channelAddress, providerMessageId: message.id, from, to, at: message.timestamp };
}

function contactOf(message: WireMessage, contacts: readonly WireContact[]): WireContact | undefined {
  const theirs = contacts.find(
    (contact) =>
      (message.from !== undefined && contact.wa_id === message.from) ||
      (message.from_user_id !== undefined && contact.user_id === message.from_user_id),
  );
  if (theirs) return theirs;
  // A lone contact belongs to a message that names nobody; next to a named sender it may be somebody else.
  return contacts.length === 1 && message.from === undefined && message.from_user_id === undefined ? contacts[0] : undefined;
}

export function addressOf(phone: string | undefined, scopedId: string | undefined): MessagingAddress | undefined {
  const digits = phone?.replace(/\D/g, '') || undefined;
  const scoped = scopedId || undefined;
  return digits === undefined && scoped === undefined ? undefined : { ...given('phone', digits), ...given('scopedId', scoped) };
}

function profileOf(contact: WireContact | undefined): MessagingProfile {
  const username = contact?.profile?.username?.replace(/^@/, '') || undefined;
  return { ...given('name', contact?.profile?.name || undefined), ...given('username', username) };
}
