/** Front door of conversations: threads, messages both ways, dialog state, sending and its statuses. Knows no dialog and no order. */

export { conversationSchedules, threadTurn } from './conversation.jobs.ts';
export type {
  ConversationEvent,
  Conversations,
  OrderNotice,
  ReturnNotice,
  StoredDialog,
  Thread,
  Turn,
  TurnEntry,
} from './conversation.ts';
export { type ConversationsDeps, createConversations } from './create-conversations.ts';
export { mediaBlobOf } from './fetch-media.ts';
export { lossOf as mediaLossOf } from './inbound.store.ts';
export { type ContentKey, findContent, forgetContent, keepContent } from './remembered-contents.store.ts';
