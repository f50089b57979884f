/**
 * Orders, payments and fulfilment of a fresh shop on a fresh database, with the true clients pointed at the stand-ins over HTTP. Time
 * and the gateway's events are moved by hand; events between rooms are job rows, as in the program.
 */
import type { CustomerId, OrderId, VariantId } from '@parley/contract/values/id.ts';
import { expectOk } from '@parley/contract/values/result.ts';
import { z } from 'zod';
import { createCustomers } from '../../src/domains/customers/index.ts';
import { createFulfilment, type DeliveryRule, type Fulfilment, type FulfilmentEvent } from '../../src/domains/fulfilment/index.ts';
import { fulfilmentJobs } from '../../src/domains/fulfilment/tracking.jobs.ts';
import { createOrders, type OrderEvent, type Orders, type Shop } from '../../src/domains/orders/index.ts';
import { orderJobs } from '../../src/domains/orders/order.jobs.ts';
import { createPayments, type PaymentEvent, type Payments } from '../../src/domains/payments/index.ts';
import { paymentJobs } from '../../src/domains/payments/reconcile.jobs.ts';
import type { Tx } from '../../src/foundation/db/database.ts';
import { enqueue } from '../../src/foundation/jobs/enqueue.ts';
import { defineJob, handleInTx } from '../../src/foundation/jobs/job.ts';
import { createWorker } from '../../src/foundation/jobs/worker.ts';
import type { CourierClient } from '../../src/providers/couriers/couriers.port.ts';
import { createShiprocketClient } from '../../src/providers/couriers/shiprocket/client.ts';
import { createShiprocketSimulator } from '../../src/providers/couriers/shiprocket/simulator.ts';
import type { GatewayEvent, PaymentGateway } from '../../src/providers/payments/payments.port.ts';
import { createRazorpayClient } from '../../src/providers/payments/razorpay/client.ts';
import { createRazorpaySimulator } from '../../src/providers/payments/razorpay/simulator.ts';
import { razorpayWebhooks } from '../../src/providers/payments/razorpay/webhooks.ts';
import { seededRandom } from '../../src/providers/simulation/seeded-random.ts';
import { serveSimulator } from '../../src/providers/simulation/serve-simulator.ts';
import { openShopFloor, stockProduct } from './shop-floor.ts';

const RAZORPAY = { keyId: 'rzp_test_House00000001', keySecret: 'house-secret' };
const SHIPROCKET = { email: 'api@house.example', password: 'courier-pass', pickupLocation: 'Primary' };

export const puneAddress = {
  name: 'Asha Rao',
  phone: '919876543210',
  line1: '14, Lake Road',
  city: 'Pune',
  state: 'Maharashtra',
  postalCode: '411045',
  country: 'IN',
};

/** What the outside is for this shop; tests turn these while it runs. */
export interface OutsideState {
  hasGateway: boolean;
  hasCourier: boolean;
  rule: DeliveryRule;
  shop: Shop;
  /** Stands between the job and the gateway's or courier's client: here a test lets the process "die" after a call. */
  wrapGateway: (gateway: PaymentGateway) => PaymentGateway;
  wrapCourier: (client: CourierClient) => CourierClient;
}

export type OrderHouse = Awaited<ReturnType<typeof openOrderHouse>>;

export async function openOrderHouse(seed = 1) {
  const floor = await openShopFloor();
  const { clock, database, inTx } = floor;
  const standIns = await openStandIns(clock, seed);
  const outside: OutsideState = {
    hasGateway: true,
    hasCourier: true,
    rule: { kind: 'courier' },
    shop: {
      name: 'Starling Market',
      currency: 'INR',
      country: 'IN',
      timeZone: 'Asia/Kolkata',
      pricesIncludeTax: true,
      defaultTaxRateBp: 0,
      taxRegion: 'Maharashtra',
      cod: { offered: false },
    },
    wrapGateway: (gateway) => gateway,
    wrapCourier: (client) => client,
  };
  const told: (PaymentEvent | FulfilmentEvent | OrderEvent)[] = [];
  const failures: unknown[] = [];
  const rooms = wire(floor, outside, told);
  const worker = createWorker({
    database,
    clock,
    random: seededRandom(seed),
    concurrency: 4,
    handlers: rooms.handlers(standIns.clientsOf(outside)),
    onFailure: (_, error) => failures.push(error),
  });

  return {
    ...floor,
    ...rooms,
    ...standIns,
    outside,
    told,
    failures,
    /** Runs what is due now and what follows from it. */
    drain: worker.drain,
    async advance(ms: number) {
      clock.advance(ms);
      await worker.drain();
    },
    customer: () => inTx((tx) => rooms.customers.identify(tx, { phone: `9198765${String(10_000 + (made += 1)).slice(-5)}`, name: 'Asha' })),
    stockProduct: (input: Parameters<typeof stockProduct>[2]) => inTx((tx) => stockProduct(floor, tx, input)),
    /** Files every event the gateway has told since the last time; `order` may shuffle and repeat them. Answers what was not known here. */
    fileEvents: (order: (events: readonly GatewayEvent[]) => readonly GatewayEvent[] = (events) => events) =>
      fileNew(standIns, floor, rooms.payments, order),
    async close() {
      await standIns.close();
      await floor.close();
    },
  };
}

let made = 0;

async function openStandIns(clock: { now(): Date }, seed: number) {
  const random = seededRandom(seed);
  const razorpay = await createRazorpaySimulator({
    clock,
    random,
    publicUrl: () => 'http://127.0.0.1:1',
    expiryCheckMs: 0,
    accounts: [{ ...RAZORPAY, webhookSecret: 'hook', webhookUrl: '' }],
  });
  const shiprocket = await createShiprocketSimulator({ clock, random, publicUrl: () => 'http://127.0.0.1:1' });
  shiprocket.register({
    email: SHIPROCKET.email,
    password: SHIPROCKET.password,
    pickupPlaces: [{ nickname: SHIPROCKET.pickupLocation, postcode: '411001' }],
    webhookUrl: '',
    webhookToken: 'token',
  });
  const [gatewayHost, courierHost] = [await serveSimulator(razorpay), await serveSimulator(shiprocket)];
  const gateway = createRazorpayClient({ baseUrl: gatewayHost.url, fetch, clock, credentials: RAZORPAY });
  let token: { token: string; expiresAt: Date } | undefined;
  const tokens = { load: async () => token, save: async (next: { token: string; expiresAt: Date }) => void (token = next) };
  const courier = createShiprocketClient({ baseUrl: courierHost.url, fetch, clock, credentials: SHIPROCKET, tokens });
  return {
    razorpay,
    shiprocket,
    clientsOf: (outside: OutsideState) => ({
      gatewayFor: async () => (outside.hasGateway ? outside.wrapGateway(gateway) : undefined),
      courierFor: async () =>
        outside.hasCourier ? { client: outside.wrapCourier(courier), pickupPostcode: '411001', pickupLocation: 'Primary' } : undefined,
    }),
    async close() {
      for (const each of [gatewayHost, courierHost, razorpay, shiprocket]) await each.close();
    },
  };
}

type Floor = Awaited<ReturnType<typeof openShopFloor>>;
const toldJob = defineJob('told', z.object({ room: z.enum(['payments', 'fulfilment', 'orders']), event: z.string() }));

function wire(floor: Floor, outside: OutsideState, told: unknown[]) {
  const { books, clock, database } = floor;
  const emitOf = (room: 'payments' | 'fulfilment' | 'orders') => (tx: Tx, event: PaymentEvent | FulfilmentEvent | OrderEvent) =>
    enqueue(tx, clock.now(), toldJob, { room, event: pack(event) }, { key: 'orderId' in event ? event.orderId : event.quoteId });
  const customers = createCustomers({ clock });
  const fulfilment: Fulfilment = createFulfilment({
    clock,
    books,
    deliveryRule: async () => outside.rule,
    courierSetup: async () => (outside.hasCourier ? { pickupPostcode: '411001' } : undefined),
    emit: emitOf('fulfilment'),
  });
  const paymentsDeps = {
    clock,
    books,
    gatewaysFor: async () => (outside.hasGateway ? ['razorpay' as const] : []),
    settle: (tx: Tx, input: Parameters<Orders['settle']>[1]) => orders.settle(tx, input),
    emit: emitOf('payments'),
  };
  const payments: Payments = createPayments(paymentsDeps);
  const orderDeps = {
    ...floor,
    customers,
    fulfilment,
    payments,
    books,
    publicUrl: 'http://shop.example',
    paymentReturnUrl: (id: string) => `http://shop.example/back/${id}`,
    shop: async () => outside.shop,
    emit: emitOf('orders'),
  };
  const orders: Orders = createOrders(orderDeps);
  type Clients = Pick<Parameters<typeof paymentJobs>[0], 'gatewayFor'> & Pick<Parameters<typeof fulfilmentJobs>[0], 'courierFor'>;
  const handlers = ({ gatewayFor, courierFor }: Clients) => [
    ...paymentJobs({ ...paymentsDeps, database, gatewayFor }),
    ...fulfilmentJobs({ database, clock, books, courierFor, emit: emitOf('fulfilment') }),
    ...orderJobs({ database, clock, orders: orderDeps, merchantIds: async () => [floor.merchantId] }),
    handleInTx(database.inTx, toldJob, async (tx, { room, event }) => {
      const read: unknown = JSON.parse(event, (_, value: unknown) => (isBig(value) ? BigInt(value.big) : value));
      told.push(read);
      if (room === 'payments') await orders.onPaymentEvent(tx, read as PaymentEvent);
      if (room === 'fulfilment') await orders.onFulfilmentEvent(tx, read as FulfilmentEvent);
    }),
  ];
  return { customers, fulfilment, payments, orders, orderDeps, handlers };
}

function pack(event: unknown): string {
  return JSON.stringify(event, (_, value: unknown) => (typeof value === 'bigint' ? { big: String(value) } : value));
}

function isBig(value: unknown): value is { readonly big: string } {
  return typeof value === 'object' && value !== null && 'big' in value && typeof value.big === 'string';
}

const filed = new WeakMap<object, number>();

async function fileNew(
  { razorpay }: { readonly razorpay: Awaited<ReturnType<typeof createRazorpaySimulator>> },
  { inTx }: Pick<Floor, 'inTx'>,
  payments: Payments,
  order: (events: readonly GatewayEvent[]) => readonly GatewayEvent[],
): Promise<readonly GatewayEvent[]> {
  const all = razorpay.side.events();
  const fresh = all.slice(filed.get(razorpay) ?? 0);
  filed.set(razorpay, all.length);
  const unknown: GatewayEvent[] = [];
  for (const event of order(fresh.flatMap((each) => razorpayWebhooks.read(Buffer.from(each.body)))))
    if (!(await inTx((tx) => payments.fileEvent(tx, 'razorpay', event)))) unknown.push(event);
  return unknown;
}

/** A cart of one variant, placed for pickup or to Pune, with its payment link open. */
export async function placeOrder(
  house: OrderHouse,
  input: { readonly variantId: VariantId; readonly quantity?: number; readonly delivery?: boolean; readonly customerId?: CustomerId },
): Promise<{ readonly orderId: OrderId; readonly linkId: string; readonly customerId: CustomerId }> {
  const customerId = input.customerId ?? (await house.customer()).id;
  await house.inTx(async (tx) =>
    expectOk(await house.carts.add(tx, customerId, { variantId: input.variantId, quantity: input.quantity ?? 1 })),
  );
  const { checkoutId } = await house.inTx(async (tx) => expectOk(await house.orders.startCheckout(tx, { customerId })));
  await house.inTx(async (tx) =>
    expectOk(
      await house.orders.setDelivery(tx, checkoutId, input.delivery ? { method: 'delivery', address: puneAddress } : { method: 'pickup' }),
    ),
  );
  await house.drain();
  const order = await house.inTx(async (tx) => expectOk(await house.orders.place(tx, checkoutId, {})));
  await house.drain();
  return { orderId: order.id, customerId, linkId: await linkIdOf(house, order.id) };
}

/** The gateway's id of the order's newest link; '' while there is none. */
export async function linkIdOf(house: OrderHouse, orderId: OrderId): Promise<string> {
  const link = await house.inTx((tx) => house.payments.linkOf(tx, orderId));
  const found = house.razorpay.side.links().find((each) => link !== undefined && each.reference_id === link.id.replaceAll('-', ''));
  return found?.id ?? '';
}

export function look(house: OrderHouse, orderId: OrderId) {
  return house.inTx(async (tx) => ({
    ...expectOk(await house.orders.get(tx, orderId)),
    payments: await house.payments.paymentsOf(tx, orderId),
  }));
}
