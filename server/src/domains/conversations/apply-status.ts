/** Files what the service says about a message of ours: forward only, matched by its id or by ours. Staff are told why somebody cannot be reached. */

import { isUuid } from '@parley/contract/values/id.ts';
import { after, type Clock, secondMs } from '@parley/contract/values/time.ts';
import type { Tx } from '../../foundation/db/database.ts';
import { enqueue } from '../../foundation/jobs/enqueue.ts';
import type { MessagingEvent, SendFailure } from '../../providers/messaging/messaging.port.ts';
import type { Customers } from '../customers/index.ts';
import { messageSend } from './conversation.jobs.ts';
import { advance } from './delivery.ts';
import { insertNote } from './note.store.ts';
import { lockByIds, type Outbound, type OutboundChange, updateOutbound } from './outbound.store.ts';
import { postEvent } from './receive.ts';
import { loadThread } from './thread.store.ts';

export type StatusEvent = Extract<MessagingEvent, { kind: 'status' }>;

export type MarkConnection = (tx: Tx, kind: string, state: 'working' | 'failing', failure?: string) => Promise<void>;

export interface StatusDeps {
  readonly clock: Clock;
  readonly customers: Pick<Customers, 'setMarketing'>;
  readonly markConnection: MarkConnection;
}

/** Statuses of messages that another program sent from the same number are none of ours. */
export async function applyStatus(deps: StatusDeps, tx: Tx, provider: string, event: StatusEvent): Promise<void> {
  const ourId = event.ourId !== undefined && isUuid(event.ourId) ? event.ourId : undefined;
  const message = await lockByIds(tx, { providerMessageId: event.providerMessageId, ourId });
  if (message === undefined) return;
  // Another sending of it failed: this one is under way, or about to be.
  if (event.state === 'failed' && message.providerMessageId !== null && !isOfThisAttempt(message, event)) return;
  const state = advance(message.state, event.state);
  if (state === 'failed' && message.state !== 'failed' && mayGoAgain(message, event)) return goAgain(deps, tx, message, event);
  const change: OutboundChange = {
    // It overtook our own record of the id, or tells the outcome of a send that was in doubt.
    ...(message.providerMessageId === null ? { provider_message_id: event.providerMessageId } : {}),
    ...timesOf(message, event),
    ...(state === message.state ? {} : outcomeOf(state, event)),
  };
  if (Object.keys(change).length > 0) await updateOutbound(tx, message.id, change);
  if (state === 'failed' && message.state !== 'failed') await tellFailure(deps, tx, provider, message, failureOf(event));
}

/** Of a failure that will pass: it has not arrived, so sending it again shows it once. */
const MOST_ATTEMPTS = 4;
const FIRST_PAUSE_MS = 5 * secondMs;

/** A service that takes messages first and sends them later tells of its own troubles by a status. */
function mayGoAgain(message: Outbound, event: StatusEvent): boolean {
  return event.failure?.retry === 'later' && message.attempts < MOST_ATTEMPTS && isOfThisAttempt(message, event);
}

function isOfThisAttempt(message: Outbound, event: StatusEvent): boolean {
  return message.providerMessageId === event.providerMessageId;
}

async function goAgain({ clock }: StatusDeps, tx: Tx, message: Outbound, { failure }: StatusEvent): Promise<void> {
  const now = clock.now();
  const said = { failure_kind: failure?.kind ?? null, failure_detail: failure?.detail ?? null };
  await updateOutbound(tx, message.id, { state: 'queued', provider_message_id: null, sent_at: null, ...said });
  const pauseMs = Math.max(failure?.afterMs ?? 0, FIRST_PAUSE_MS * 4 ** Math.max(0, message.attempts - 1));
  await enqueue(tx, now, messageSend, { messageId: message.id }, { key: message.threadId, runAt: after(now, pauseMs) });
}

function outcomeOf(state: OutboundChange['state'], event: StatusEvent): OutboundChange {
  if (state === undefined) return {};
  if (state !== 'failed') return { state, failure_kind: null, failure_detail: null };
  const failure = failureOf(event);
  return { state, failure_kind: failure.kind, failure_detail: failure.detail };
}

function timesOf(message: Outbound, event: StatusEvent): OutboundChange {
  return {
    ...(message.sentAt === null && event.state !== 'failed' ? { sent_at: event.at } : {}),
    ...(message.deliveredAt === null && (event.state === 'delivered' || event.state === 'read') ? { delivered_at: event.at } : {}),
    ...(message.readAt === null && event.state === 'read' ? { read_at: event.at } : {}),
  };
}

function failureOf(event: StatusEvent): SendFailure {
  return event.failure ?? { kind: 'undeliverable', detail: 'the service gave no reason', retry: 'never' };
}

/** The consequences of a message that will not arrive, whenever that turns out. */
export async function tellFailure(
  deps: StatusDeps,
  tx: Tx,
  provider: string,
  message: Pick<Outbound, 'threadId' | 'content' | 'sender'>,
  failure: SendFailure,
): Promise<void> {
  if (failure.kind === 'opted_out') {
    const thread = await loadThread(tx, message.threadId);
    if (thread) await deps.customers.setMarketing(tx, thread.customerId, false);
  }
  if (failure.retry === 'operator') await deps.markConnection(tx, provider, 'failing', failure.detail);
  await insertNote(tx, {
    threadId: message.threadId,
    kind: noteKindOf(failure),
    text: `${sentenceOf(failure)} (${failure.code === undefined ? '' : `${failure.code}: `}${failure.detail})`,
    author: 'system',
    at: deps.clock.now(),
  });
  const retailerIds = refusedShelf(message, failure);
  if (retailerIds) await postEvent(deps, tx, message.threadId, { kind: 'shelf_refused', retailerIds });
}

/** A question of the customer that the bot answered with products, and that is unanswered now. */
function refusedShelf({ content, sender }: Pick<Outbound, 'content' | 'sender'>, failure: SendFailure): readonly string[] | undefined {
  if (sender !== 'bot' || failure.kind !== 'bad_message') return undefined;
  if (content.kind === 'product') return [content.retailerId];
  return content.kind === 'products' ? content.sections.flatMap((section) => section.retailerIds) : undefined;
}

function noteKindOf(failure: SendFailure): string {
  switch (failure.kind) {
    case 'outside_window':
      return 'window_closed';
    case 'undeliverable':
    case 'opted_out':
      return failure.kind;
    default:
      return 'send_failed';
  }
}

function sentenceOf(failure: SendFailure): string {
  switch (failure.kind) {
    case 'outside_window':
      return 'Not delivered: the 24-hour window is closed. Send a template, or wait until the customer writes.';
    case 'undeliverable':
      return 'Not delivered: this person cannot be reached on WhatsApp.';
    case 'opted_out':
      return 'Not delivered: this person stopped marketing messages.';
    case 'marketing_capped':
      return 'Not delivered: WhatsApp limits how much marketing this person gets.';
    case 'bad_credentials':
      return 'Not sent: WhatsApp refuses our access. Check the connection.';
    case 'blocked_account':
      return 'Not sent: WhatsApp has restricted the account. Look into WhatsApp Manager.';
    case 'bad_template':
      return 'Not sent: the template does not fit or is not approved.';
    case 'media_problem':
      return 'Not sent: WhatsApp does not take the file.';
    default:
      return 'Not delivered.';
  }
}
