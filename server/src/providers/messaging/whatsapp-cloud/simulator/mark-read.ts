/** The other use of `POST /{number}/messages`: the business has read a message, and perhaps is typing. */
import { z } from 'zod';
import type { RegisteredNumber } from '../phone.port.ts';
import type { Exchange } from './exchange.ts';
import { answerFault, graphFault } from './graph-fault.ts';
import { touchBubble } from './world.ts';

export const readNotice = z.looseObject({
  status: z.literal('read'),
  message_id: z.string(),
  typing_indicator: z.looseObject({ type: z.literal('text') }).optional(),
});

/** How long typing shows unless an answer ends it. */
const typingMs = 25_000;

export function markRead({ world, clock }: Exchange, number: RegisteredNumber, notice: z.output<typeof readNotice>): Response {
  const place = world.places.get(notice.message_id);
  if (!place || place.bubble.from !== 'person' || place.chat.phoneNumberId !== number.phoneNumberId)
    return answerFault(graphFault(100, `Invalid parameter: message_id ${notice.message_id} is not a received message`));
  const { chat, bubble } = place;
  if (notice.typing_indicator) chat.typingUntilMs = clock.now().getTime() + typingMs;
  const until = chat.bubbles.indexOf(bubble);
  for (const each of chat.bubbles.slice(0, until + 1)) {
    if (each.from === 'person' && each.ticks !== 'read') touchBubble(world, chat, each, { ticks: 'read' });
  }
  world.onChange(chat);
  return Response.json({ success: true });
}
