/** What becomes of a message of the business: ticks on the phone and status webhooks, one after the other, never backwards. */
import type { PhonePerson, Ticks } from '../phone.port.ts';
import { type Exchange, notify } from './exchange.ts';
import { type GraphFault, statusError } from './graph-fault.ts';
import { contactOf, metadataOf, wireSeconds } from './webhook-body.ts';
import { type Bubble, type Chat, touchBubble } from './world.ts';

const rank: Readonly<Record<Ticks, number>> = { accepted: 0, sent: 1, delivered: 2, read: 3, failed: 4 };

export interface Outgoing {
  readonly chat: Chat;
  readonly bubble: Bubble;
  readonly person: PhonePerson;
}

/** The usual way: sent, then delivered. */
export function planDelivery(exchange: Exchange, outgoing: Outgoing): void {
  const { sentMs, deliveredMs } = exchange.latency;
  exchange.agenda.later(sentMs, () => advance(exchange, outgoing, 'sent'));
  exchange.agenda.later(Math.max(sentMs, deliveredMs), () => advance(exchange, outgoing, 'delivered'));
}

export function planFailure(exchange: Exchange, outgoing: Outgoing, fault: GraphFault): void {
  exchange.agenda.later(exchange.latency.sentMs, () => advance(exchange, outgoing, 'failed', fault));
}

/** Moves the ticks and tells the business; a state that was already passed is passed over. */
export function advance(exchange: Exchange, { chat, bubble, person }: Outgoing, to: Exclude<Ticks, 'accepted'>, fault?: GraphFault): void {
  if (rank[bubble.ticks] >= rank[to]) return;
  touchBubble(exchange.world, chat, bubble, { ticks: to });
  tellStatus(exchange, { chat, bubble, person }, to, fault);
}

/** The status webhook alone; a reaction has no bubble of its own whose ticks could move. */
export function tellStatus(
  exchange: Exchange,
  {
    chat,
    bubble,
    person,
  }: { readonly chat: Chat; readonly bubble: Pick<Bubble, 'id' | 'callbackData' | 'category'>; readonly person: PhonePerson },
  to: Exclude<Ticks, 'accepted'>,
  fault?: GraphFault,
): void {
  const number = exchange.world.numbers.get(chat.phoneNumberId);
  if (!number) return;
  const now = exchange.clock.now();
  const status = {
    id: bubble.id,
    status: to,
    timestamp: wireSeconds(now),
    ...(person.hidesPhone ? {} : { recipient_id: person.phone }),
    recipient_user_id: person.scopedId,
    ...(bubble.callbackData === undefined ? {} : { biz_opaque_callback_data: bubble.callbackData }),
    ...(fault ? { errors: [statusError(fault)] } : {}),
    ...(to === 'sent' || to === 'delivered' ? { pricing: pricingOf(bubble.category ?? 'service', isInWindow(exchange, chat), now) } : {}),
  };
  const value = {
    messaging_product: 'whatsapp',
    metadata: metadataOf(number),
    ...(to === 'failed' ? {} : { contacts: [contactOf(person)] }),
    statuses: [status],
  };
  notify(exchange, number, 'messages', value, `status ${to}`, chat.key);
}

export function isInWindow({ clock, windowMs }: Exchange, chat: Chat): boolean {
  return chat.lastInboundMs !== undefined && clock.now().getTime() - chat.lastInboundMs < windowMs;
}

/** Since this day free-form answers and utility templates inside the window are charged too. */
const serviceChargedFrom = Date.UTC(2026, 9, 1);

function pricingOf(category: string, inWindow: boolean, at: Date): Readonly<Record<string, unknown>> {
  const wasFree = category === 'service' || (category === 'utility' && inWindow);
  const free = wasFree && at.getTime() < serviceChargedFrom;
  return { billable: !free, pricing_model: 'PMP', type: free ? 'free_customer_service' : 'regular', category };
}
