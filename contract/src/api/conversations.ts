/** Chat over the API: conversations, what was said in them, and messages to send in several forms, WhatsApp's own among them. */
import { z } from 'zod';
import { instant, pageQuery } from './envelope.ts';

export const conversationMode = z.enum(['bot', 'waiting', 'human']);

export const conversationView = z.object({
  id: z.uuid(),
  customer: z.object({
    id: z.uuid(),
    name: z.string().nullable(),
    /** Digits with country code; null for those who show only a username. */
    phone: z.string().nullable(),
    username: z.string().nullable(),
  }),
  channel: z.string(),
  mode: conversationMode,
  /** Whether free text may be sent now; otherwise a template. */
  window_open: z.boolean(),
  window_closes_at: instant.nullable(),
  last_message_at: instant.nullable(),
  last_message: z.object({ direction: z.enum(['in', 'out']), text: z.string(), at: instant }).nullable(),
});
export type ConversationView = z.infer<typeof conversationView>;

export const conversationsQuery = z.strictObject({
  ...pageQuery,
  mode: conversationMode.optional(),
  /** Part of a name, username or number. */
  search: z.string().trim().min(1).max(100).optional(),
});
export type ConversationsQuery = z.infer<typeof conversationsQuery>;

export const messageStatus = z.enum(['queued', 'held', 'sending', 'accepted', 'sent', 'delivered', 'read', 'failed']);

export const messageView = z.object({
  id: z.uuid(),
  direction: z.enum(['in', 'out', 'note']),
  kind: z.string(),
  /** What a reader needs to see of it, in words. */
  text: z.string(),
  at: instant,
  /** out: bot, staff:<id>, order … · note: who wrote it. */
  author: z.string().nullable(),
  /** Stable ids offered (out) or the one pressed (in). */
  options: z.array(z.object({ id: z.string(), title: z.string() })),
  link: z.string().nullable(),
  location: z.object({ latitude: z.number(), longitude: z.number() }).nullable(),
  file: z.object({ media: z.string(), filename: z.string().nullable(), mime_type: z.string().nullable(), stored: z.boolean() }).nullable(),
  status: messageStatus.nullable(),
  failure: z.object({ kind: z.string(), detail: z.string() }).nullable(),
  delivered_at: instant.nullable(),
  read_at: instant.nullable(),
  edited: z.boolean(),
  revoked: z.boolean(),
  reaction: z.string().nullable(),
});
export type MessageView = z.infer<typeof messageView>;

const text = z.string().trim().min(1).max(4096);

export const replyRequest = z.strictObject({ text });
export const noteRequest = z.strictObject({ text });
export const noteView = z.object({ id: z.uuid() });
export const handoffRequest = z.strictObject({ reason: z.string().trim().max(500).optional() });
export const resolveRequest = z.strictObject({});

export const queuedView = z.object({ message_id: z.uuid(), status: z.literal('queued'), conversation_id: z.uuid() });
export type QueuedView = z.infer<typeof queuedView>;

/** Staff play a customer: `text` is typed, `reply_id` presses a button or row. */
export const inboundRequest = z.strictObject({
  phone: z.string().min(5).max(30),
  name: z.string().trim().max(200).optional(),
  text: text.optional(),
  reply_id: z.string().min(1).max(256).optional(),
});
export type InboundRequest = z.infer<typeof inboundRequest>;
export const inboundView = z.object({ conversation_id: z.uuid(), status: z.literal('received') });

const to = z.string().min(5).max(30);
const button = z.strictObject({ id: z.string(), title: z.string() });
const row = z.strictObject({ id: z.string(), title: z.string(), description: z.string().exactOptional() });
const section = z.strictObject({ title: z.string().exactOptional(), rows: z.array(row) });

export const sendMessageRequest = z.strictObject({ to, text, preview_url: z.boolean().default(false) });
export const sendTemplateRequest = z.strictObject({
  to,
  template: z.string().min(1),
  language: z.string().default('en'),
  /** Values of {{1}}, {{2}} … of the body. */
  parameters: z.array(z.string()).default([]),
});
export const sendButtonsRequest = z.strictObject({
  to,
  body: z.string(),
  buttons: z.array(button),
  header: z.string().exactOptional(),
  footer: z.string().exactOptional(),
});
export const sendListRequest = z.strictObject({
  to,
  body: z.string(),
  button: z.string(),
  sections: z.array(section),
  header: z.string().exactOptional(),
  footer: z.string().exactOptional(),
});
export const sendMediaRequest = z.strictObject({
  to,
  type: z.enum(['image', 'video', 'audio', 'document']),
  /** A public https address that WhatsApp fetches. */
  url: z.url({ protocol: /^https?$/ }),
  caption: z.string().exactOptional(),
  filename: z.string().exactOptional(),
});
