/**
 * Forgetting one person in every room, in one transaction. Part of the composition root: each room knows what of its own is theirs, and
 * here stands only the order, and what no room owns: raw webhooks and remembered answers.
 */
import type { CustomerId } from '@parley/contract/values/id.ts';
import type { Result } from '@parley/contract/values/result.ts';
import { after, type Clock, dayMs } from '@parley/contract/values/time.ts';
import type { ConversationsWithJobs } from './domains/conversations/create-conversations.ts';
import type { Customers } from './domains/customers/index.ts';
import type { Orders } from './domains/orders/index.ts';
import type { Payments } from './domains/payments/index.ts';
import type { Printing } from './domains/printing/index.ts';
import type { Returns } from './domains/returns/index.ts';
import type { Tx } from './foundation/db/database.ts';
import { forgetAnswers } from './foundation/http/idempotency.store.ts';
import { enqueue } from './foundation/jobs/enqueue.ts';
import { wipeBodiesWith } from './surfaces/webhooks/webhook.store.ts';
import { webhookForget } from './surfaces/webhooks/webhook-kinds.ts';

export interface ErasePersonDeps {
  readonly clock: Clock;
  readonly customers: Pick<Customers, 'keysOf'>;
  readonly orders: Pick<Orders, 'list' | 'forgetCustomer'>;
  readonly payments: Pick<Payments, 'namesAtGateways' | 'forgetReasons'>;
  readonly returns: Pick<Returns, 'forgetCustomer'>;
  readonly conversations: Pick<ConversationsWithJobs, 'forgetCustomer' | 'namesAtService'>;
  readonly printing: Pick<Printing, 'forgetCustomer'>;
  /** What stands outside the shop's own records and shows this person: the sandbox's phone. */
  readonly onErased?: ((tx: Tx, keys: readonly string[]) => void) | undefined;
}

const MOST_ORDERS = 2_000;
/** The end of a number is the same however its beginning is written. */
const TELLING_DIGITS = 9;
/** Days after which what came meanwhile goes too. */
const FORGOTTEN_AGAIN_DAYS = [1, 3, 8];
/** Of older messages nothing is told any more. */
const STILL_TOLD_MS = 14 * dayMs;
/** Shorter ones would be found in everything. */
const SHORTEST_MARK = 6;

/** Refuses what orders refuse: `customer.has_open_orders`. */
export async function erasePerson(deps: ErasePersonDeps, tx: Tx, id: CustomerId): Promise<Result<unknown>> {
  const keys = await deps.customers.keysOf(tx, id);
  const { items } = await deps.orders.list(tx, { customerId: id, withDeleted: true, page: 1, limit: MOST_ORDERS });
  const forgotten = await deps.orders.forgetCustomer(tx, id);
  if (!forgotten.ok) return forgotten;
  await deps.returns.forgetCustomer(tx, id);
  await deps.conversations.forgetCustomer(tx, id);
  await deps.printing.forgetCustomer(tx, id);
  const orderIds = items.map((order) => order.id);
  await deps.payments.forgetReasons(tx, orderIds);
  await forgetRaw(deps, tx, id, { keys, names: await deps.payments.namesAtGateways(tx, orderIds) });
  deps.onErased?.(tx, keys);
  return forgotten;
}

/** Raw bodies and answers, now and again: a link that ends and a tick that turns blue are told of days later. */
async function forgetRaw(
  { clock, conversations }: ErasePersonDeps,
  tx: Tx,
  id: CustomerId,
  { keys, names }: { readonly keys: readonly string[]; readonly names: readonly string[] },
): Promise<void> {
  const now = clock.now();
  const marks = [...keys.map(markOf), ...names].filter((mark) => mark.length >= SHORTEST_MARK);
  await wipeBodiesWith(tx, marks, now);
  await forgetAnswers(tx, [id, ...marks]);
  const later = [...names, ...(await conversations.namesAtService(tx, id, after(now, -STILL_TOLD_MS)))];
  if (later.length === 0) return;
  for (const days of FORGOTTEN_AGAIN_DAYS) await enqueue(tx, now, webhookForget, { names: later }, { runAt: after(now, days * dayMs) });
}

function markOf(key: string): string {
  return /^\d+$/.test(key) ? key.slice(-TELLING_DIGITS) : key;
}
