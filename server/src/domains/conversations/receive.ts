/** Files what a customer sent, once, and asks for the turn that reads it. It must never lose a message of a kind nobody knows. */
import type { ThreadId } from '@parley/contract/values/id.ts';
import type { Clock } from '@parley/contract/values/time.ts';
import type { Tx } from '../../foundation/db/database.ts';
import { enqueue } from '../../foundation/jobs/enqueue.ts';
import type { InboundContent, InboundMessage } from '../../providers/messaging/messaging.port.ts';
import type { Customers } from '../customers/index.ts';
import { chosenFrom, mayChoose } from './chosen.ts';
import { mediaFetch, threadTurn } from './conversation.jobs.ts';
import type { ConversationEvent } from './conversation.ts';
import { insertEvent, insertInbound, threadOfInbound } from './inbound.store.ts';
import { lastOffer } from './offer.store.ts';
import { lockThread, type ThreadKey } from './thread.store.ts';

export interface ReceiveDeps {
  readonly clock: Clock;
  readonly customers: Pick<Customers, 'identify'>;
}

/** They change how an earlier message looks to staff; nobody answers them. */
const SILENT_KINDS: ReadonlySet<InboundContent['kind']> = new Set(['reaction', 'edit', 'revoke']);
/** The person did not write: nothing opens the window. */
const NOT_WRITTEN: ReadonlySet<InboundContent['kind']> = new Set(['edit', 'revoke', 'welcome']);
/** The embedded database loses deeper JSON in silence. */
const MAX_DEPTH = 48;

export async function receive(
  deps: ReceiveDeps,
  tx: Tx,
  provider: string,
  message: InboundMessage,
): Promise<{ readonly threadId: ThreadId; readonly isNew: boolean }> {
  const known = await threadOfInbound(tx, message.providerMessageId);
  if (known !== undefined) return { threadId: known, isNew: false };
  const now = deps.clock.now();
  const sentAt = message.sentAt > now ? now : message.sentAt;
  const customer = await deps.customers.identify(tx, { ...message.from, ...message.profile });
  const key = { customerId: customer.id, provider, channelAddress: message.channelAddress };
  const content = await meant(tx, key, withinDepth(message.content));
  const isSilent = SILENT_KINDS.has(content.kind);
  const { threadId, id } = await insertInbound(tx, key, {
    providerMessageId: message.providerMessageId,
    kind: content.kind,
    content: JSON.stringify(content),
    inReplyTo: targetOf(content) ?? message.inReplyTo,
    aboutProduct: message.aboutProduct,
    sentAt,
    receivedAt: now,
    inboundAt: NOT_WRITTEN.has(message.content.kind) ? undefined : sentAt,
    handledAt: isSilent ? now : undefined,
  });
  if (id === undefined) return { threadId, isNew: false };
  if (content.kind === 'media') await enqueue(tx, now, mediaFetch, { messageId: id });
  if (!isSilent) await askForTurn(tx, threadId, now);
  return { threadId, isNew: true };
}

/** WhatsApp itself always tells the id of what was pressed, and shows every menu. */
async function meant(tx: Tx, key: ThreadKey, content: InboundContent): Promise<InboundContent> {
  return mayChoose(content, key.provider !== 'whatsapp') ? chosenFrom(await lastOffer(tx, key), content) : content;
}

/** Puts an event of ours among the messages of a thread; a thread that is gone has nobody to tell. */
export async function postEvent(deps: Pick<ReceiveDeps, 'clock'>, tx: Tx, threadId: ThreadId, event: ConversationEvent): Promise<void> {
  const now = deps.clock.now();
  if ((await lockThread(tx, threadId)) === undefined) return;
  await insertEvent(tx, threadId, JSON.stringify({ kind: 'event', event }), now);
  await askForTurn(tx, threadId, now);
}

/** The thread's row must be locked by now: see touchThread. One waiting turn reads everything, so a second is not asked for. */
export async function askForTurn(tx: Tx, threadId: ThreadId, at: Date): Promise<void> {
  await enqueue(tx, at, threadTurn, { threadId }, { key: threadId, dedupe: threadId });
}

/** The message it is about: a reaction's, an edit's, a revocation's. */
function targetOf(content: InboundContent): string | undefined {
  if (content.kind === 'reaction') return content.to;
  return content.kind === 'edit' || content.kind === 'revoke' ? content.of : undefined;
}

function withinDepth(content: InboundContent): InboundContent {
  return depthOf(content, MAX_DEPTH) < MAX_DEPTH ? content : { kind: 'unsupported', type: content.kind, detail: 'nested too deeply' };
}

function depthOf(value: unknown, left: number): number {
  if (typeof value !== 'object' || value === null || left === 0) return 0;
  return 1 + Math.max(0, ...Object.values(value).map((inner) => depthOf(inner, left - 1)));
}
