/** `POST /{number}/messages`: checks a message as the service does, puts it into the person's chat and plans its statuses. */
import type { PhonePerson, RegisteredNumber } from '../phone.port.ts';
import { productFault } from './catalog.ts';
import { type Exchange, newWamid } from './exchange.ts';
import { answerFault, type GraphFault, graphFault } from './graph-fault.ts';
import { mediaFault, mediaMismatch } from './media-in-message.ts';
import { type OutboundPost, parseOutbound, type TemplateBody } from './outbound-schema.ts';
import { isInWindow, type Outgoing, planDelivery, planFailure, tellStatus } from './statuses.ts';
import { findTemplate, renderTemplate, type SimulatedTemplate, templateFault } from './templates.ts';
import { addBubble, type Chat, chatOf, personAtPhone, touchBubble, type WireMessage } from './world.ts';

/** Nobody of this number is here: what is sent there is accepted and then undeliverable. */
interface Recipient {
  readonly person: PhonePerson | undefined;
  readonly contact: Readonly<Record<string, string>>;
  readonly key: string;
}

export function sendMessage(exchange: Exchange, number: RegisteredNumber, json: unknown): Response {
  const parsed = parseOutbound(json);
  if ('fault' in parsed) return answerFault(parsed.fault);
  const { post } = parsed;
  const recipient = recipientOf(exchange, post);
  if ('status' in recipient) return answerFault(recipient);
  const template = post.type === 'template' ? findTemplate(exchange.templates, post.body as TemplateBody) : undefined;
  if (template && 'fault' in template) return answerFault(template.fault);
  const fault = contentFault(exchange, number, post, template?.template) ?? rateFault(exchange, number, recipient.key);
  if (fault) return answerFault(fault);
  return deliver(exchange, number, post, recipient, template?.template);
}

function recipientOf(exchange: Exchange, { to, recipient }: OutboundPost): Recipient | GraphFault {
  if (to !== undefined) {
    const digits = to.replace(/\D/g, '');
    if (digits.length < 6 || digits.length > 15) return graphFault(100, `Param to: ${to} is not a phone number`);
    const person = personAtPhone(exchange.world, digits);
    return { person, contact: { input: to, wa_id: person?.phone ?? digits }, key: person?.id ?? digits };
  }
  const person = exchange.world.peopleByScopedId.get(recipient ?? '');
  if (!person) return graphFault(131009, 'Param recipient is not a user id of this business');
  return { person, contact: { input: person.scopedId, user_id: person.scopedId }, key: person.id };
}

function contentFault(
  exchange: Exchange,
  number: RegisteredNumber,
  post: OutboundPost,
  template: SimulatedTemplate | undefined,
): GraphFault | undefined {
  return (
    mediaFault(exchange, number, post.body) ??
    (post.type === 'interactive' ? productFault(exchange, number, post.body) : undefined) ??
    (template ? templateFault(template, post.body as TemplateBody) : undefined)
  );
}

function rateFault({ rates }: Exchange, number: RegisteredNumber, key: string): GraphFault | undefined {
  const empty = rates?.take(number.phoneNumberId, key);
  if (empty === 'number') return graphFault(130429, 'Message failed to send because there were too many messages from this phone number.');
  if (empty === 'pair')
    return graphFault(131056, 'Message failed to send because there were too many messages from this phone number to the same recipient.');
  return undefined;
}

function deliver(
  exchange: Exchange,
  number: RegisteredNumber,
  post: OutboundPost,
  { person, contact }: Recipient,
  template: SimulatedTemplate | undefined,
): Response {
  const id = newWamid(exchange);
  const answer = (): Response =>
    Response.json({
      messaging_product: 'whatsapp',
      contacts: [contact],
      messages: [{ id, ...(template ? { message_status: 'accepted' } : {}) }],
    });
  const chat = chatOf(exchange.world, number.phoneNumberId, person?.id ?? `nobody ${contact['wa_id']}`);
  const receiver = person ?? nobody(contact['wa_id'] ?? '');
  const late = person ? lateFault(exchange, chat, post, template) : graphFault(131026, 'Message undeliverable.');
  if (late?.code === 131047 && exchange.windowRefusal === 'answer') return answerFault(late);
  if (post.type === 'reaction') {
    react(exchange, { chat, person: receiver, id, post, late });
    return answer();
  }
  chat.typingUntilMs = 0;
  const bubble = addBubble(exchange.world, chat, {
    id,
    from: 'business',
    at: exchange.clock.now().toISOString(),
    ticks: 'accepted',
    message: bubbleMessage(post, template),
    ...(post.quotes === undefined ? {} : { quotes: post.quotes }),
    ...(post.callbackData === undefined ? {} : { callbackData: post.callbackData }),
    category: template?.category ?? 'service',
  });
  const outgoing: Outgoing = { chat, bubble, person: receiver };
  if (late) planFailure(exchange, outgoing, late);
  else planDelivery(exchange, outgoing);
  return answer();
}

/** What is found out only after the answer 200. */
function lateFault(exchange: Exchange, chat: Chat, post: OutboundPost, template: SimulatedTemplate | undefined): GraphFault | undefined {
  if (!template && !isInWindow(exchange, chat))
    return graphFault(
      131047,
      'Message failed to send because more than 24 hours have passed since the customer last replied to this number.',
    );
  if (template?.category === 'marketing' && chat.marketingStopped)
    return graphFault(131050, 'The recipient has chosen to stop receiving marketing messages from your business.');
  return mediaMismatch(exchange, post);
}

function react(
  exchange: Exchange,
  { chat, person, id, post, late }: { chat: Chat; person: PhonePerson; id: string; post: OutboundPost; late: GraphFault | undefined },
): void {
  const { message_id: target, emoji } = post.body as { message_id: string; emoji: string };
  const place = exchange.world.places.get(target);
  const fault = late ?? (place?.chat === chat ? undefined : graphFault(131009, 'The message to react to was not found.'));
  if (!fault && place) touchBubble(exchange.world, chat, place.bubble, { reaction: emoji });
  const bubble = { id, ...(post.callbackData === undefined ? {} : { callbackData: post.callbackData }) };
  exchange.agenda.later(exchange.latency.sentMs, () => tellStatus(exchange, { chat, bubble, person }, fault ? 'failed' : 'sent', fault));
}

function bubbleMessage({ type, body }: OutboundPost, template: SimulatedTemplate | undefined): WireMessage {
  return { type, [type]: body, ...(template ? { rendered: renderTemplate(template, body as TemplateBody) } : {}) };
}

function nobody(phone: string): PhonePerson {
  return { id: `nobody ${phone}`, name: '', phone, scopedId: '', hidesPhone: false, language: 'en', timeZone: 'UTC' };
}
