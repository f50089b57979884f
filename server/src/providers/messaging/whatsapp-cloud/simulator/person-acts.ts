/** A person acts: the chat changes and the business is told by webhook. */
import type { PersonAct, PhonePerson, RegisteredNumber } from '../phone.port.ts';
import { type Exchange, newWamid, notify, randomText } from './exchange.ts';
import { type MessageAct, personMessage } from './person-message.ts';
import { advance } from './statuses.ts';
import { contactOf, metadataOf, wireSeconds } from './webhook-body.ts';
import { addBubble, type Chat, chatOf, putPerson, touchBubble } from './world.ts';

/** Answers the id of the message or notice that left. */
export function personActs(exchange: Exchange, number: RegisteredNumber, person: PhonePerson, act: PersonAct): string {
  if (act.kind === 'change_number') return changeNumber(exchange, number, person, act.phone);
  const chat = chatOf(exchange.world, number.phoneNumberId, person.id);
  if (act.kind === 'stop_marketing') return preferMarketing(exchange, number, person, chat, act.wanted);
  return say(exchange, number, person, chat, act);
}

function say(exchange: Exchange, number: RegisteredNumber, person: PhonePerson, chat: Chat, act: MessageAct): string {
  const { world, clock } = exchange;
  const id = newWamid(exchange);
  const { wire, quotes } = personMessage(exchange, number, act);
  const now = clock.now();
  chat.lastInboundMs = now.getTime();
  if (act.kind === 'react') {
    const target = world.places.get(act.to);
    if (target?.chat === chat) touchBubble(world, chat, target.bubble, { reaction: act.emoji });
  } else {
    const message = { id, from: 'person' as const, at: now.toISOString(), ticks: 'delivered' as const, message: wire };
    addBubble(world, chat, { ...message, ...(quotes === undefined ? {} : { quotes }) });
  }
  const message = {
    ...senderOf(person),
    id,
    timestamp: wireSeconds(now),
    ...(quotes === undefined ? {} : { context: { from: metadataOf(number)['display_phone_number'], id: quotes } }),
    ...wire,
  };
  notify(exchange, number, 'messages', messagesValue(number, person, message), `message ${String(wire['type'])}`, chat.key);
  return id;
}

function senderOf(person: PhonePerson): Readonly<Record<string, string>> {
  return { ...(person.hidesPhone ? {} : { from: person.phone }), from_user_id: person.scopedId };
}

function messagesValue(number: RegisteredNumber, person: PhonePerson, message: unknown): unknown {
  return { messaging_product: 'whatsapp', metadata: metadataOf(number), contacts: [contactOf(person)], messages: [message] };
}

/** Every business with a chat learns of it; with the number the scoped id changes too. */
function changeNumber(exchange: Exchange, number: RegisteredNumber, person: PhonePerson, phone: string): string {
  const { world, clock } = exchange;
  const digits = phone.replace(/\D/g, '');
  const moved: PhonePerson = { ...person, phone: digits, scopedId: newScopedId(exchange, digits) };
  putPerson(world, moved);
  world.onChange(undefined);
  const told = [...world.chats.values()].filter((chat) => chat.personId === person.id).map((chat) => chat.phoneNumberId);
  let answered = '';
  for (const phoneNumberId of new Set([number.phoneNumberId, ...told])) {
    const business = world.numbers.get(phoneNumberId);
    if (!business) continue;
    const id = newWamid(exchange);
    if (phoneNumberId === number.phoneNumberId) answered = id;
    const message = {
      ...senderOf(person),
      id,
      timestamp: wireSeconds(clock.now()),
      type: 'system',
      system: {
        body: `User ${person.name} changed from ${person.phone} to ${digits}`,
        ...(moved.hidesPhone ? {} : { wa_id: digits }),
        user_id: moved.scopedId,
        previous_user_id: person.scopedId,
        type: 'user_changed_number',
      },
    };
    const value = { messaging_product: 'whatsapp', metadata: metadataOf(business), messages: [message] };
    notify(exchange, business, 'messages', value, 'number changed', chatOf(world, phoneNumberId, person.id).key);
  }
  return answered;
}

function preferMarketing(exchange: Exchange, number: RegisteredNumber, person: PhonePerson, chat: Chat, wanted: boolean): string {
  chat.marketingStopped = !wanted;
  exchange.world.onChange(chat);
  const preference = {
    ...(person.hidesPhone ? {} : { wa_id: person.phone }),
    user_id: person.scopedId,
    detail: `User requested to ${wanted ? 'resume' : 'stop'} marketing messages`,
    category: 'marketing_messages',
    value: wanted ? 'resume' : 'stop',
    timestamp: Number(wireSeconds(exchange.clock.now())),
  };
  const value = {
    messaging_product: 'whatsapp',
    metadata: metadataOf(number),
    contacts: [contactOf(person)],
    user_preferences: [preference],
  };
  notify(exchange, number, 'user_preferences', value, 'marketing preference', chat.key);
  return newWamid(exchange);
}

/** The person looks at the chat: what can be read is read, oldest first. */
export function openChat(exchange: Exchange, person: PhonePerson, phoneNumberId: string): void {
  const chat = chatOf(exchange.world, phoneNumberId, person.id);
  for (const bubble of chat.bubbles) {
    if (bubble.from === 'business' && (bubble.ticks === 'sent' || bubble.ticks === 'delivered'))
      advance(exchange, { chat, bubble, person }, 'read');
  }
}

const countries: readonly (readonly [prefix: string, country: string])[] = [
  ['91', 'IN'],
  ['55', 'BR'],
  ['234', 'NG'],
  ['44', 'GB'],
  ['34', 'ES'],
  ['33', 'FR'],
  ['52', 'MX'],
  ['54', 'AR'],
  ['27', 'ZA'],
  ['49', 'DE'],
  ['1', 'US'],
];

/** Country, a dot, digits: opaque to everyone. */
export function newScopedId({ random }: Pick<Exchange, 'random'>, phone: string): string {
  const country = countries.find(([prefix]) => phone.startsWith(prefix))?.[1] ?? 'US';
  return `${country}.${randomText(random, 17, '123456789')}`;
}
