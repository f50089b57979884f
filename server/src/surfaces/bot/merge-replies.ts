/**
 * Makes as few messages of a turn as there can be: of several screens only the last is shown, and what was noted on the way stands above
 * it. Messages are paid for and counted, and a wall of menus helps nobody. Pure.
 */
import type { OutboundContent } from '../../providers/messaging/messaging.port.ts';
import type { Reply } from './dialog.ts';
import { text, withNotes } from './screens/compose.ts';

export function mergeReplies(replies: readonly Reply[]): readonly OutboundContent[] {
  const lastScreen = replies.findLastIndex((reply) => reply.screen !== undefined && reply.screen.length > 0);
  const firstNote = replies.findIndex((reply) => (reply.notes?.length ?? 0) > 0);
  const notes = [...new Set(replies.flatMap((reply) => reply.notes ?? []))];
  const shownAt = lastScreen === -1 ? firstNote : lastScreen;
  return replies.flatMap((reply, index) => [
    ...(reply.above ?? []),
    ...(index === shownAt ? shown(notes, lastScreen === -1 ? [] : (reply.screen ?? [])) : []),
    ...(reply.messages ?? []),
  ]);
}

function shown(notes: readonly string[], screen: readonly OutboundContent[]): readonly OutboundContent[] {
  if (notes.length === 0) return screen;
  const [first, ...others] = screen;
  const whole = first && withNotes(first, notes);
  return whole ? [whole, ...others] : [text(notes.join('\n')), ...screen];
}
