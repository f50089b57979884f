/**
 * The half of the composition root that carries events upward: each event becomes a job row of the transaction in which it happened,
 * and here stands who hears of it. Rooms below never learn who listens.
 */
import type { OrderId, QuoteId } from '@parley/contract/values/id.ts';
import { after, type Clock, secondMs } from '@parley/contract/values/time.ts';
import { z } from 'zod';
import type { Conversations, OrderNotice, ReturnNotice } from './domains/conversations/index.ts';
import type { Documents } from './domains/documents/index.ts';
import type { FulfilmentEvent } from './domains/fulfilment/index.ts';
import type { OrderEvent, Orders } from './domains/orders/index.ts';
import type { PaymentEvent } from './domains/payments/index.ts';
import type { PrintEvent, Printing, PrintQueue } from './domains/printing/index.ts';
import type { ReturnEvent, Returns } from './domains/returns/index.ts';
import type { Database, Tx } from './foundation/db/database.ts';
import { createNamedBells, type NamedBells } from './foundation/db/named-bells.ts';
import { enqueue } from './foundation/jobs/enqueue.ts';
import { defineJob, type HandledJob, handleInTx } from './foundation/jobs/job.ts';

/** Amounts travel as text; everything else in an event is JSON as it stands. */
const stored = z.looseObject({
  name: z.string(),
  amount: z.object({ minor: z.string().transform(BigInt), currency: z.string() }).optional(),
});

const paymentTold = defineJob('payment.told', stored);
const fulfilmentTold = defineJob('fulfilment.told', stored);
const orderTold = defineJob('order.told', stored);
const returnTold = defineJob('return.told', stored);
const printTold = defineJob('print.told', stored, { priority: 9 });

export interface Tell {
  payment(tx: Tx, event: PaymentEvent): Promise<void>;
  fulfilment(tx: Tx, event: FulfilmentEvent): Promise<void>;
  order(tx: Tx, event: OrderEvent): Promise<void>;
  return(tx: Tx, event: ReturnEvent): Promise<void>;
  print(tx: Tx, event: PrintEvent): Promise<void>;
  /** By order: its payment link was opened or closed. */
  readonly links: NamedBells;
}

/** A thread that began to wait for a quote just while it was being answered hears of it the second time. */
const QUOTE_AGAIN_MS = 2 * secondMs;

export function createTell(clock: Clock): Tell {
  const links = createNamedBells();
  const put = async (tx: Tx, kind: typeof paymentTold, event: { readonly name: string }, key: string, runAt?: Date): Promise<void> => {
    const payload = JSON.parse(
      JSON.stringify(event, (_, value: unknown) => (typeof value === 'bigint' ? value.toString() : value)),
    ) as z.infer<typeof stored>;
    await enqueue(tx, clock.now(), kind, payload, { key, ...(runAt ? { runAt } : {}) });
  };
  return {
    links,
    async payment(tx, event) {
      if (event.name === 'payment_link.opened' || event.name === 'payment_link.closed') tx.afterCommit(() => links.ring(event.orderId));
      // Of money that paid its order the order tells.
      if (event.name !== 'payment.settled') await put(tx, paymentTold, event, event.orderId);
    },
    // Nobody has anything to do about a new order that waits for its payment.
    order: async (tx, event) =>
      event.name === 'order.placed' && event.paymentMethod !== 'cod' ? undefined : put(tx, orderTold, event, event.orderId),
    return: (tx, event) => put(tx, returnTold, event, event.returnId),
    print: (tx, event) => put(tx, printTold, event, subjectOf(event)),
    async fulfilment(tx, event) {
      if (event.name !== 'quote.answered') return put(tx, fulfilmentTold, event, event.orderId);
      await put(tx, fulfilmentTold, event, event.quoteId);
      await put(tx, fulfilmentTold, event, `${event.quoteId} again`, after(clock.now(), QUOTE_AGAIN_MS));
    },
  };
}

export interface ListenerDeps {
  readonly database: Database;
  readonly orders: Orders;
  readonly returns: Returns;
  readonly conversations: Conversations;
  readonly documents: Documents;
  readonly printing: Printing;
  readonly printQueue: Pick<PrintQueue, 'lookSoon'>;
}

/** Who hears what. */
export function listeners(deps: ListenerDeps): readonly HandledJob[] {
  const { database, orders, returns, documents, printing } = deps;
  return [
    handleInTx(database.inTx, paymentTold, async (tx, payload) => {
      const event = payload as unknown as PaymentEvent;
      await orders.onPaymentEvent(tx, event);
      await returns.onPaymentEvent(tx, event);
      if (event.name === 'payment_link.opened') await tellLink(deps, tx, event.orderId);
      else await tellCustomer(deps, tx, event.orderId, noticeOfPayment(event));
      if (event.name !== 'refund.processed') return;
      await printing.onMoneyBack(tx, event.orderId);
      await documents.follow(tx, event.orderId);
    }),
    handleInTx(database.inTx, fulfilmentTold, async (tx, payload) => {
      const event = payload as unknown as FulfilmentEvent;
      await orders.onFulfilmentEvent(tx, event);
      if (event.name === 'quote.answered') await tellQuote(deps, tx, event);
      else if (event.name === 'shipment.moved') await tellCustomer(deps, tx, event.orderId, noticeOfParcel(event.state));
    }),
    handleInTx(database.inTx, orderTold, async (tx, payload) => {
      const event = payload as unknown as OrderEvent;
      if (event.name === 'order.paid' || event.name === 'order.confirmed') await printing.onOrderConfirmed(tx, event.orderId);
      if (event.name === 'order.cancelled' || event.name === 'order.expired') await printing.onOrderCancelled(tx, event.orderId);
      if (event.name === 'order.delivered') await printing.onOrderDelivered(tx, event.orderId);
      await tellCustomer(
        deps,
        tx,
        event.orderId,
        event.name === 'order.placed' ? await noticeOfNew(deps, tx, event.orderId) : noticeOfOrder(event),
      );
      if (event.name !== 'order.placed' && event.name !== 'order.expired') await documents.follow(tx, event.orderId);
    }),
    handleInTx(database.inTx, returnTold, async (tx, payload) => {
      const event = payload as unknown as ReturnEvent;
      await tellReturn(deps, tx, event);
      if (event.name === 'return.refunded' || event.name === 'return.closed') await documents.follow(tx, event.orderId);
    }),
    handleInTx(database.inTx, printTold, async (tx, payload) => tellPrint(deps, tx, payload as unknown as PrintEvent)),
  ];
}

function noticeOfPayment(event: PaymentEvent): OrderNotice | undefined {
  // Written by the program before this one, which said so here.
  if (event.name === 'payment.settled') return event.late ? 'paid_late' : 'paid';
  if (event.name === 'payment.refused') return `refunded_${event.verdict}`;
  return undefined;
}

function noticeOfParcel(state: Extract<FulfilmentEvent, { name: 'shipment.moved' }>['state']): OrderNotice | undefined {
  const notices: Partial<Record<typeof state, OrderNotice>> = {
    in_transit: 'shipped',
    out_for_delivery: 'out_for_delivery',
    attempt_failed: 'delivery_attempt_failed',
    delivered: 'delivered',
    returning: 'returning',
  };
  return notices[state];
}

function noticeOfOrder(event: OrderEvent): OrderNotice | undefined {
  if (event.name === 'order.paid') return event.late === undefined ? undefined : event.late ? 'paid_late' : 'paid';
  const notices: Partial<Record<OrderEvent['name'], OrderNotice>> = {
    'order.confirmed': 'confirmed',
    'order.cancelled': 'cancelled',
    'order.expired': 'expired',
  };
  return notices[event.name];
}

/** Cash on delivery waits for a yes; all else hears of its payment. */
async function noticeOfNew(deps: ListenerDeps, tx: Tx, orderId: OrderId): Promise<OrderNotice | undefined> {
  const found = await deps.orders.head(tx, orderId);
  return found.ok && found.value.paymentMethod === 'cod' && found.value.status === 'pending' ? 'confirm_cod' : undefined;
}

async function tellCustomer(deps: ListenerDeps, tx: Tx, orderId: OrderId, change: OrderNotice | undefined): Promise<void> {
  if (change === undefined) return;
  const found = await deps.orders.head(tx, orderId);
  if (!found.ok) return;
  const threadId = found.value.threadId ?? (await deps.conversations.threadOf(tx, found.value.customerId));
  if (threadId) await deps.conversations.postEvent(tx, threadId, { kind: 'order_changed', orderId, change });
}

async function tellReturn(deps: ListenerDeps, tx: Tx, event: ReturnEvent): Promise<void> {
  const found = await deps.returns.get(tx, event.returnId);
  const threadId = found.ok && (await deps.conversations.threadOf(tx, found.value.customerId));
  const change = event.name.slice('return.'.length) as ReturnNotice;
  if (threadId) await deps.conversations.postEvent(tx, threadId, { kind: 'return_changed', returnId: event.returnId, change });
}

async function tellLink(deps: ListenerDeps, tx: Tx, orderId: OrderId): Promise<void> {
  const found = await deps.orders.head(tx, orderId);
  if (!found.ok) return;
  const threadId = found.value.threadId ?? (await deps.conversations.threadOf(tx, found.value.customerId));
  if (threadId) await deps.conversations.postEvent(tx, threadId, { kind: 'payment_link_ready', orderId });
}

function subjectOf(event: PrintEvent): string {
  if ('orderId' in event) return event.orderId;
  return event.name === 'file.checked' ? event.fileId : event.printerId;
}

/** What may have become, or ended, a trouble that staff should hear of. */
const concernsCare = (name: PrintEvent['name']): boolean =>
  name.startsWith('printer.') || name === 'print.queued' || name === 'print.unknown';

/** Single jobs are for the board; the customer hears of files and of whole orders. */
async function tellPrint(deps: ListenerDeps, tx: Tx, event: PrintEvent): Promise<void> {
  if (concernsCare(event.name)) await deps.printQueue.lookSoon(tx);
  if (event.name === 'file.checked') {
    const threadId = event.threadId ?? (await deps.conversations.threadOf(tx, event.customerId));
    if (threadId) await deps.conversations.postEvent(tx, threadId, { kind: 'file_checked', fileId: event.fileId });
    return;
  }
  const changes = { 'print.order_queued': 'queued', 'print.order_held': 'held', 'print.order_ready': 'ready' } as const;
  const change = event.name in changes ? changes[event.name as keyof typeof changes] : undefined;
  if (change === undefined || !('orderId' in event)) return;
  const found = await deps.orders.head(tx, event.orderId);
  // What came out before a cancel is nothing to come for.
  if (!found.ok || found.value.status === 'cancelled') return;
  const threadId = found.value.threadId ?? (await deps.conversations.threadOf(tx, found.value.customerId));
  if (threadId) await deps.conversations.postEvent(tx, threadId, { kind: 'print_changed', orderId: event.orderId, change });
}

async function tellQuote(deps: ListenerDeps, tx: Tx, event: { readonly quoteId: QuoteId; readonly postalCode: string }): Promise<void> {
  for (const threadId of await deps.conversations.threadsWaitingForQuote(tx, event.quoteId)) {
    await deps.conversations.postEvent(tx, threadId, { kind: 'quote_answered', quoteId: event.quoteId, postalCode: event.postalCode });
  }
}
