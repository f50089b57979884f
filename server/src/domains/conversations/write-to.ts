/** Messages to a phone number, and messages staff make up as if a customer had written: both find or make the thread first. */
import { randomUUID } from 'node:crypto';
import type { QueuedView } from '@parley/contract/api/conversations.ts';
import type { CustomerId, ThreadId } from '@parley/contract/values/id.ts';
import { parsePhone, waIdOf } from '@parley/contract/values/phone.ts';
import { ok, type Result, refuse } from '@parley/contract/values/result.ts';
import type { Clock } from '@parley/contract/values/time.ts';
import type { Tx } from '../../foundation/db/database.ts';
import type { Actor } from '../../foundation/http/actor.ts';
import type { InboundContent, OutboundContent } from '../../providers/messaging/messaging.port.ts';
import type { Customers } from '../customers/index.ts';
import type { Merchants } from '../merchants/index.ts';
import type { Conversations } from './conversation.ts';
import { latestThreadOf, loadThread, type ThreadKey, touchThread } from './thread.store.ts';

export interface WriteDeps {
  readonly clock: Clock;
  readonly customers: Pick<Customers, 'identify'>;
  readonly merchants: Pick<Merchants, 'getMerchant' | 'secretsOf'>;
  readonly conversations: Conversations;
}

/** Where made-up messages go while no number is connected. */
const NO_NUMBER = 'unconnected';

/** Refuses `request.invalid` (no phone number), `connection.missing`, and what queueByStaff refuses. */
export async function writeTo(
  deps: WriteDeps,
  tx: Tx,
  phone: string,
  content: OutboundContent,
  sender: string,
): Promise<Result<QueuedView>> {
  const digits = await digitsOf(deps, tx, phone, 'to');
  if (!digits.ok) return digits;
  const lines = await linesOf(deps, tx);
  const [first] = lines;
  if (first === undefined) return refuse('connection.missing');
  const customer = await deps.customers.identify(tx, { phone: digits.value });
  const line = (await lineInUse(tx, lines, customer.id)) ?? first;
  const threadId = await touchThread(tx, { ...line, customerId: customer.id }, { inboundAt: undefined, now: deps.clock.now() });
  return reply(deps, tx, threadId, content, sender);
}

/** Into a thread that is there already. */
export async function reply(
  deps: Pick<WriteDeps, 'conversations'>,
  tx: Tx,
  threadId: ThreadId,
  content: OutboundContent,
  sender: string,
): Promise<Result<QueuedView>> {
  const queued = await deps.conversations.queueByStaff(tx, threadId, content, sender);
  return queued.ok ? ok({ message_id: queued.value, status: 'queued', conversation_id: threadId }) : queued;
}

/** Staff play a customer: filed and answered like any message, only that no service brought it. */
export async function playCustomer(
  deps: WriteDeps,
  tx: Tx,
  input: { readonly phone: string; readonly name?: string | undefined; readonly content: InboundContent },
): Promise<Result<ThreadId>> {
  const digits = await digitsOf(deps, tx, input.phone, 'phone');
  if (!digits.ok) return digits;
  const [line] = await linesOf(deps, tx);
  const { threadId } = await deps.conversations.receive(tx, line?.provider ?? 'whatsapp', {
    channelAddress: line?.channelAddress ?? NO_NUMBER,
    providerMessageId: `played.${randomUUID()}`,
    from: { phone: digits.value },
    profile: input.name === undefined ? {} : { name: input.name },
    sentAt: deps.clock.now(),
    content: input.content,
  });
  return ok(threadId);
}

type Line = Pick<ThreadKey, 'provider' | 'channelAddress'>;

/** The numbers the merchant has connected; WhatsApp's own connection first, since it can do more. */
async function linesOf({ merchants }: Pick<WriteDeps, 'merchants'>, tx: Tx): Promise<readonly Line[]> {
  const whatsapp = await merchants.secretsOf(tx, 'whatsapp');
  const twilio = await merchants.secretsOf(tx, 'twilio');
  return [
    ...(whatsapp === undefined ? [] : [{ provider: 'whatsapp', channelAddress: whatsapp.phone_number_id }]),
    ...(twilio === undefined ? [] : [{ provider: 'twilio', channelAddress: twilio.whatsapp_number.replace(/\D/g, '') }]),
  ];
}

/** Where they wrote last, as long as that number is connected: the window is open there, and they know it. */
async function lineInUse(tx: Tx, lines: readonly Line[], customerId: CustomerId): Promise<Line | undefined> {
  const id = await latestThreadOf(tx, customerId);
  const thread = id && (await loadThread(tx, id));
  return lines.find((line) => line.provider === thread?.provider && line.channelAddress === thread.channelAddress);
}

/** From the moment a person answers the bot is silent in this thread. */
export async function takeOver(deps: Pick<WriteDeps, 'conversations'>, tx: Tx, threadId: ThreadId): Promise<void> {
  const thread = await loadThread(tx, threadId);
  if (thread !== undefined && thread.mode !== 'human') await deps.conversations.setMode(tx, threadId, 'human');
}

/** As kept on a message: `staff:<id>`, `program:<id>`. */
export function senderOf(actor: Pick<Actor, 'kind' | 'id'>): string {
  return `${actor.kind}:${actor.id}`;
}

async function digitsOf(deps: WriteDeps, tx: Tx, phone: string, field: string): Promise<Result<string>> {
  const { country } = await deps.merchants.getMerchant(tx);
  const parsed = parsePhone(phone, country);
  if (parsed === undefined) return refuse('request.invalid', { details: [{ field, message: 'This is not a phone number.' }] });
  return ok(waIdOf(parsed.e164));
}
