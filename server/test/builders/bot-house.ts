/**
 * One shop with its catalogue, its bot and everything the bot calls, wired as the program wires it, on a fresh database; the courier is
 * the true client on its stand-in. Customers write through the front door of conversations; what the bot queued is read from its rows.
 */
import type { CustomerId, OrderId, ThreadId } from '@parley/contract/values/id.ts';
import { createConversations, type OrderNotice, type ReturnNotice } from '../../src/domains/conversations/index.ts';
import { createCustomers } from '../../src/domains/customers/index.ts';
import { createFulfilment } from '../../src/domains/fulfilment/index.ts';
import { quoteJobs } from '../../src/domains/fulfilment/quote.jobs.ts';
import { createOrders, type Orders } from '../../src/domains/orders/index.ts';
import { createPayments } from '../../src/domains/payments/index.ts';
import { createReturns } from '../../src/domains/returns/index.ts';
import type { Tx } from '../../src/foundation/db/database.ts';
import { createWorker } from '../../src/foundation/jobs/worker.ts';
import { createShiprocketClient } from '../../src/providers/couriers/shiprocket/client.ts';
import { createShiprocketSimulator } from '../../src/providers/couriers/shiprocket/simulator.ts';
import { checkContent } from '../../src/providers/messaging/content-limits.ts';
import type { InboundContent, InboundMessage, OutboundContent } from '../../src/providers/messaging/messaging.port.ts';
import { seededRandom } from '../../src/providers/simulation/seeded-random.ts';
import { serveSimulator } from '../../src/providers/simulation/serve-simulator.ts';
import { createBot } from '../../src/surfaces/bot/bot.jobs.ts';
import { openShopFloor, type ShopFloor } from './shop-floor.ts';

export type BotHouse = Awaited<ReturnType<typeof openBotHouse>>;
export type Chatter = ReturnType<typeof createChatter>;

export const publicUrl = 'https://shop.example';

export async function openBotHouse() {
  const floor = await openShopFloor();
  const { books, clock, database } = floor;
  const courier = await openCourier(clock);
  const { emitFulfilment, tell, ...domains } = wireDomains(floor);
  const { conversations, customers } = domains;
  const facts = { name: 'Starling Market', language: 'en', country: 'IN', currency: 'INR', timeZone: 'Asia/Kolkata', slug: 'starling' };
  const botDeps = {
    ...floor,
    ...domains,
    publicUrl,
    webCart: async (tx: Tx, customerId: CustomerId) => `${publicUrl}/starling/cart?h=${tx.merchantId}.${customerId}`,
    merchants: { get: async () => facts },
    pictureOf: (blob: string) => ({ blob: `images/${blob}/original.jpg`, mimeType: 'image/jpeg' }),
  };
  const bot = createBot({ ...botDeps, inTx: database.inTx });
  const failures: unknown[] = [];
  const worker = createWorker({
    database,
    clock,
    handlers: [...bot.jobs, ...quoteJobs({ database, clock, books, emit: emitFulfilment, courierFor: async () => courier.courier })],
    onFailure: (job, error) => {
      // Messages and links have nobody to go to here.
      if (job.queue === 'thread.turn' || job.queue === 'quote.ask') failures.push(error);
    },
  });
  return {
    ...floor,
    ...domains,
    botDeps,
    courier: courier.simulator.side,
    chatter: (phone: string) => createChatter({ floor, customers, conversations }, phone),
    /** Does these things, lets the bot work, and gives back what it sent since. A failed turn fails here. */
    async answers(who: Chatter, ...does: readonly (() => Promise<unknown>)[]): Promise<readonly OutboundContent[]> {
      const before = await who.sent();
      for (const each of does) await each();
      await worker.drain();
      if (failures.length > 0) throw new AggregateError(failures.splice(0), 'the bot failed');
      return (await who.sent()).slice(before.length);
    },
    tell: (orderId: OrderId, change: OrderNotice) => floor.inTx((tx) => tell(tx, orderId, change)),
    async close() {
      await courier.close();
      await floor.close();
    },
  };
}

function wireDomains(floor: ShopFloor) {
  const { blobs, books, clock, database } = floor;
  const customers = createCustomers({ clock });
  // Nobody is connected: what the bot queues stays where it can be read.
  const nobody = { clientFor: async () => undefined, markConnection: async () => undefined };
  const conversations = createConversations({ database, clock, customers, blobs, checkContent, ...nobody });
  const emitFulfilment: Parameters<typeof createFulfilment>[0]['emit'] = async (tx, event) => {
    if (event.name !== 'quote.answered') return orders.onFulfilmentEvent(tx, event);
    for (const threadId of await conversations.threadsWaitingForQuote(tx, event.quoteId))
      await conversations.postEvent(tx, threadId, { kind: 'quote_answered', quoteId: event.quoteId, postalCode: event.postalCode });
  };
  const fulfilment = createFulfilment({
    clock,
    books,
    courierSetup: async () => ({ pickupPostcode: '560001' }),
    deliveryRule: async () => ({ kind: 'courier' }),
    emit: emitFulfilment,
  });
  const payments = createPayments({
    clock,
    books,
    settle: (tx, payment) => orders.settle(tx, payment),
    emit: (tx, event) => orders.onPaymentEvent(tx, event),
    gatewaysFor: async () => ['razorpay' as const],
  });
  const orders: Orders = createOrders({
    ...floor,
    books,
    publicUrl,
    customers,
    payments,
    fulfilment,
    paymentReturnUrl: (id) => `${publicUrl}/order/${id}`,
    shop: async () => ({
      name: 'Starling Market',
      currency: 'INR',
      country: 'IN',
      timeZone: 'Asia/Kolkata',
      pricesIncludeTax: true,
      defaultTaxRateBp: 0,
      cod: { offered: true },
    }),
    emit: async (tx, event) => {
      if (event.name === 'order.cancelled') await tell(tx, event.orderId, 'cancelled');
    },
  });
  async function tell(tx: Tx, orderId: OrderId, change: OrderNotice): Promise<void> {
    const order = await orders.get(tx, orderId);
    const threadId = order.ok ? await conversations.threadOf(tx, order.value.customerId) : undefined;
    if (threadId) await conversations.postEvent(tx, threadId, { kind: 'order_changed', orderId, change });
  }
  const returns = createReturns({
    ...floor,
    books,
    orders,
    payments,
    windowDays: async () => 14,
    async emit(tx, event) {
      const found = await returns.get(tx, event.returnId);
      const threadId = found.ok ? await conversations.threadOf(tx, found.value.customerId) : undefined;
      const change = event.name.slice('return.'.length) as ReturnNotice;
      if (threadId) await conversations.postEvent(tx, threadId, { kind: 'return_changed', returnId: event.returnId, change });
    },
  });
  return { customers, conversations, fulfilment, orders, returns, emitFulfilment, tell };
}

async function openCourier(clock: { now(): Date }) {
  let url = '';
  const account = { email: 'api@starling.example', password: 'courier-pass', pickupLocation: 'Primary' };
  const pickupPlaces = [{ nickname: 'Primary', postcode: '560001' }];
  const simulator = await createShiprocketSimulator({
    clock,
    random: seededRandom(21),
    publicUrl: () => url,
    accounts: [{ ...account, pickupPlaces, webhookUrl: '', webhookToken: 'token', walletPaise: 1_000_000 }],
  });
  const served = await serveSimulator(simulator);
  url = served.url;
  let token: { readonly token: string; readonly expiresAt: Date } | undefined;
  const tokens = {
    load: async () => token,
    save: async (saved: NonNullable<typeof token>) => {
      token = saved;
    },
  };
  const client = createShiprocketClient({ baseUrl: url, fetch, clock, credentials: account, tokens });
  return {
    simulator,
    courier: { client, pickupPostcode: '560001', pickupLocation: 'Primary' },
    async close() {
      await served.close();
      await simulator.close();
    },
  };
}

/** The words of a message, without its buttons. */
export function wordsOf(content: OutboundContent | undefined): string {
  if (!content) return '';
  if (content.kind === 'text') return content.text;
  return 'body' in content && typeof content.body === 'string' ? content.body : content.kind;
}

/** What can be pressed, in order. */
export function idsOf(content: OutboundContent | undefined): readonly string[] {
  if (content?.kind === 'buttons') return content.buttons.map((each) => each.id);
  return content?.kind === 'list' ? content.sections.flatMap((section) => section.rows.map((row) => row.id)) : [];
}

let count = 0;

/** A customer by phone number (digits): what they send is filed; what they were sent is read back. */
function createChatter(
  house: {
    readonly floor: ShopFloor;
    readonly customers: ReturnType<typeof createCustomers>;
    readonly conversations: ReturnType<typeof createConversations>;
  },
  phone: string,
) {
  const { floor } = house;
  const send = (content: InboundContent, more: Partial<InboundMessage> = {}) => {
    count += 1;
    const providerMessageId = `wamid.${count}`;
    const profile = { name: 'Asha Rao' };
    const sentAt = floor.clock.now();
    const message = { channelAddress: 'number-1', providerMessageId, from: { phone }, profile, sentAt, content, ...more };
    return floor.inTx((tx) => house.conversations.receive(tx, 'whatsapp', message));
  };
  const customerId = (): Promise<CustomerId> => floor.inTx(async (tx) => (await house.customers.identify(tx, { phone })).id);
  const threadId = async (): Promise<ThreadId> => {
    const id = await customerId();
    const found = await floor.inTx((tx) => house.conversations.threadOf(tx, id));
    if (!found) throw new Error(`${phone} never wrote`);
    return found;
  };
  return {
    send,
    customerId,
    threadId,
    type: (text: string) => send({ kind: 'text', text }),
    press: (id: string) => send({ kind: 'choice', id, title: 'x', from: 'button' }),
    thread: async () => {
      const id = await threadId();
      return floor.inTx((tx) => tx.db.selectFrom('threads').selectAll().where('id', '=', id).executeTakeFirstOrThrow());
    },
    notes: async () => {
      const id = await threadId();
      return floor.inTx((tx) => tx.db.selectFrom('conversation_notes').selectAll().where('thread_id', '=', id).orderBy('id').execute());
    },
    async sent(): Promise<readonly OutboundContent[]> {
      const customer = await customerId();
      const id = await floor.inTx((tx) => house.conversations.threadOf(tx, customer));
      if (!id) return [];
      const rows = await floor.inTx((tx) =>
        tx.db.selectFrom('outbound_messages').select('content').where('thread_id', '=', id).orderBy('id').execute(),
      );
      return rows.map((row) => row.content as OutboundContent);
    },
  };
}
