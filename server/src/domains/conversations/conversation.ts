/** What a conversation is and what can be done with it. Types only. */
import type { CustomerId, InboundMessageId, OutboundMessageId, QuoteId, ThreadId } from '@parley/contract/values/id.ts';
import type { Result } from '@parley/contract/values/result.ts';
import type { Tx } from '../../foundation/db/database.ts';
import type { InboundContent, InboundMessage, MessagingEvent, OutboundContent } from '../../providers/messaging/messaging.port.ts';

/** What the product itself puts into a conversation: it becomes an event turn of the bot. JSON-safe. */
export type ConversationEvent =
  | { readonly kind: 'quote_answered'; readonly quoteId: string; readonly postalCode: string }
  | { readonly kind: 'order_changed'; readonly orderId: string; readonly change: OrderNotice }
  | { readonly kind: 'return_changed'; readonly returnId: string; readonly change: ReturnNotice }
  | { readonly kind: 'payment_link_ready'; readonly orderId: string }
  /** A file of theirs was looked at: it can be printed, or not. */
  | { readonly kind: 'file_checked'; readonly fileId: string }
  | { readonly kind: 'print_changed'; readonly orderId: string; readonly change: 'queued' | 'held' | 'ready' }
  /** The service would not show these products itself: the customer has seen nothing yet. */
  | { readonly kind: 'shelf_refused'; readonly retailerIds: readonly string[] };

/** What a customer is told about an order; the bot has the words. */
export type OrderNotice =
  | 'paid'
  | 'paid_late'
  | 'expired'
  | 'cancelled'
  | 'refund_started'
  | 'refunded_excess'
  | 'refunded_unfillable'
  | 'refunded_mismatch'
  | 'confirm_cod'
  | 'confirmed'
  | 'shipped'
  | 'out_for_delivery'
  | 'delivery_attempt_failed'
  | 'delivered'
  | 'returning'
  /** They asked on the web for the way to it. */
  | 'link_asked';

/** What a customer is told about a return; the bot has the words. */
export type ReturnNotice = 'asked' | 'approved' | 'declined' | 'receiving' | 'received' | 'refunded' | 'closed';

/** One unread entry of a thread: a message of the customer or an event of ours, in order. */
export interface TurnEntry {
  readonly id: InboundMessageId;
  readonly providerMessageId?: string;
  readonly content: InboundContent | { readonly kind: 'event'; readonly event: ConversationEvent };
  readonly aboutProduct?: string;
  readonly receivedAt: Date;
}

export interface StoredDialog {
  readonly dialog: string;
  readonly version: number;
  readonly step: string;
  readonly data: unknown;
}

export interface Thread {
  readonly id: ThreadId;
  readonly customerId: CustomerId;
  readonly provider: string;
  readonly channelAddress: string;
  readonly mode: 'bot' | 'waiting' | 'human';
  /** As stored, unparsed: the bot checks it. */
  readonly dialog: unknown;
  readonly failures: number;
  readonly lastInboundAt?: Date;
}

export interface Turn {
  readonly thread: Thread;
  readonly entries: readonly TurnEntry[];
}

export interface Conversations {
  /** Files one event read from a webhook: message, status, changed number … Repeats change nothing. A message enqueues the turn. */
  fileEvent(tx: Tx, provider: string, event: MessagingEvent): Promise<void>;
  /** Files an inbound message (also the staff's simulated ones). Answers the thread; `isNew` is false for a repeat. */
  receive(tx: Tx, provider: string, message: InboundMessage): Promise<{ readonly threadId: ThreadId; readonly isNew: boolean }>;
  /** Puts an event of ours into the customer's thread and enqueues a turn. */
  postEvent(tx: Tx, threadId: ThreadId, event: ConversationEvent): Promise<void>;
  /** The customer's latest thread, if they ever wrote. */
  threadOf(tx: Tx, customerId: CustomerId): Promise<ThreadId | undefined>;
  /** Whether the service lets us write freely to them now. */
  mayWriteTo(tx: Tx, customerId: CustomerId): Promise<boolean>;
  /** Threads whose dialog waits for this delivery quote. */
  threadsWaitingForQuote(tx: Tx, quoteId: QuoteId): Promise<readonly ThreadId[]>;
  /** Locks the thread and answers its unhandled entries in order. */
  openTurn(tx: Tx, threadId: ThreadId): Promise<Turn | undefined>;
  /** Marks the entries handled, stores the dialog's new state and queues the bot's replies, as `queueReplies` does. */
  closeTurn(
    tx: Tx,
    turn: Turn,
    next: { readonly dialog: StoredDialog | null; readonly failures: number; readonly mode?: 'bot' | 'waiting' },
    replies?: readonly OutboundContent[],
  ): Promise<void>;
  /** Checks each against the limits (a breach is a bug: throws) and queues them in order behind what waits already. */
  queueReplies(tx: Tx, threadId: ThreadId, replies: readonly OutboundContent[], sender?: string): Promise<readonly OutboundMessageId[]>;
  /** For staff and API: refuses `message.invalid`, `conversation.window_closed`. */
  queueByStaff(tx: Tx, threadId: ThreadId, content: OutboundContent, sender: string): Promise<Result<OutboundMessageId>>;
  note(tx: Tx, threadId: ThreadId, note: { readonly kind: string; readonly text: string; readonly author: string }): Promise<void>;
  setMode(tx: Tx, threadId: ThreadId, mode: 'bot' | 'waiting' | 'human'): Promise<void>;
}
