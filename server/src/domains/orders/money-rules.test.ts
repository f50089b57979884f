/**
 * Whatever happens in whatever order, told once, twice, late or the wrong way round: at the end each payment either pays its one order
 * or went back in full, nothing is sold that is not there, and nothing is confirmed without money.
 */
import { dayMs, minuteMs } from '@parley/contract/values/time.ts';
import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { linkIdOf, look, type OrderHouse, openOrderHouse, placeOrder } from '../../../test/builders/order-house.ts';
import { enqueue } from '../../foundation/jobs/enqueue.ts';
import type { GatewayEvent } from '../../providers/payments/payments.port.ts';
import { reconcileJob } from '../payments/payment-job-kinds.ts';

const seed = Number(process.env['TEST_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
const runs = Number(process.env['TEST_RUNS'] ?? 15);
let house: OrderHouse;
beforeAll(async () => {
  house = await openOrderHouse(seed);
});
afterAll(() => house.close());

const kinds = [
  'place',
  'place',
  'place',
  'place',
  'pay',
  'pay',
  'payTwice',
  'payLate',
  'payLate',
  'payWrong',
  'fail',
  'cancel',
  'refund',
  'renew',
  'wait',
  'wait',
  'tell',
  'tell',
  'drain',
  'reconcile',
] as const;
const steps = fc.array(fc.record({ kind: fc.constantFrom(...kinds), pick: fc.nat(1_000) }), { minLength: 10, maxLength: 40, size: 'max' });
type Step = { readonly kind: (typeof kinds)[number]; readonly pick: number };

interface World {
  readonly variantId: Awaited<ReturnType<OrderHouse['stockProduct']>>['variantId'];
  readonly units: number;
  readonly orders: Awaited<ReturnType<typeof placeOrder>>['orderId'][];
  readonly links: Set<string>;
  untold: GatewayEvent[];
}

it(`no money is lost or kept without its goods (seed ${seed}, ${runs} runs)`, async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 3 }), steps, async (units, script) => {
      const { variantId } = await house.stockProduct({ units });
      const world: World = { variantId, units, orders: [], links: new Set(), untold: [] };
      for (const step of script) {
        await play(world, step);
        await checkAlways(world);
      }
      await settleAll(world);
      await checkEnd(world);
    }),
    { seed, numRuns: runs, endOnFailure: true },
  );
  expect(house.failures).toEqual([]);
}, 300_000);

async function play(world: World, { kind, pick }: Step): Promise<void> {
  const orderId = world.orders[pick % Math.max(1, world.orders.length)];
  if (kind === 'place') return place(world, 1 + (pick % 2));
  if (kind === 'wait') return house.advance(([1, 7, 16, 31][pick % 4] ?? 0) * minuteMs);
  if (kind === 'drain') return house.drain();
  if (kind === 'tell') return tell(world, pick);
  if (kind === 'reconcile') return reconcile();
  if (orderId === undefined) return;
  const linkId = await linkIdOf(house, orderId);
  if (linkId !== '') world.links.add(linkId);
  const side = house.razorpay.side;
  if (kind === 'pay') side.pay(linkId);
  if (kind === 'payTwice') side.payTwice(linkId);
  if (kind === 'payLate') side.pay(linkId, { late: true });
  if (kind === 'payWrong') side.payWrongAmount(linkId, 5_000 + pick);
  if (kind === 'fail') side.fail(linkId);
  if (kind === 'cancel') await house.inTx((tx) => house.orders.cancel(tx, orderId, { reason: 'customer', actor: 'customer' }));
  if (kind === 'renew') await house.inTx((tx) => house.orders.renewPaymentLink(tx, orderId));
  if (kind === 'refund') {
    const amount = { minor: BigInt(1_000 + pick), currency: 'INR' };
    await house.inTx((tx) => house.orders.refund(tx, orderId, { amount, reason: 'bruised', actor: 'staff' }));
  }
}

async function place(world: World, quantity: number): Promise<void> {
  const free = (await house.inTx((tx) => house.stock.available(tx, [world.variantId]))).get(world.variantId) ?? 0;
  if (free < quantity) return;
  // A late payment may take the last unit between the look and the order.
  const placed = await placeOrder(house, { variantId: world.variantId, quantity }).catch((error: Error) => {
    if (!error.message.includes('order.out_of_stock')) throw error;
  });
  if (!placed) return;
  world.orders.push(placed.orderId);
  world.links.add(placed.linkId);
}

/** Some of what the gateway has told so far arrives: mixed, some of it twice, the rest another time. */
async function tell(world: World, pick: number, all = false): Promise<void> {
  const unknown = await house.fileEvents((fresh) => {
    const mixed = [...world.untold, ...fresh].toSorted((a, b) => hash(a, pick) - hash(b, pick));
    const now = mixed.filter((event) => all || hash(event, pick + 1) % 3 !== 0);
    world.untold = mixed.filter((event) => !now.includes(event));
    return [...now, ...now.filter((event) => hash(event, pick + 2) % 2 === 0)];
  });
  world.untold.push(...unknown);
}

function hash(event: GatewayEvent, salt: number): number {
  let sum = salt;
  for (const sign of JSON.stringify(event, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value)))
    sum = (sum * 31 + (sign.codePointAt(0) ?? 0)) % 1_000_003;
  return sum;
}

async function reconcile(): Promise<void> {
  await house.database.inPlatformTx((tx) => enqueue(tx, house.clock.now(), reconcileJob, {}));
  await house.drain();
}

/** All is told, all time to pay is over, all retries are done. */
async function settleAll(world: World): Promise<void> {
  for (let round = 0; round < 4; round += 1) {
    await tell(world, round, true);
    await house.drain();
    await house.advance(dayMs);
  }
  await tell(world, 9, true);
  await house.drain();
}

async function checkAlways({ variantId }: World): Promise<void> {
  await house.inTx(async (tx) => {
    for (const level of await house.stock.levels(tx, [variantId])) {
      expect(level.onHand).toBeGreaterThanOrEqual(0);
      expect(level.held).toBeLessThanOrEqual(level.onHand);
    }
    const unpaid = tx.db.selectFrom('orders').select('order_number').where('payment_status', '=', 'unpaid');
    expect(await unpaid.where('status', 'not in', ['pending', 'cancelled']).execute()).toEqual([]);
  });
}

async function checkEnd({ variantId, units, orders, links }: World): Promise<void> {
  let sold = 0;
  const known = new Map<string, { readonly kept: boolean; readonly closed: boolean }>();
  for (const id of orders) {
    const order = await look(house, id);
    const kept = order.payments.filter((each) => each.verdict === 'settled' || each.verdict === 'late');
    expect(kept.length).toBe(order.paymentStatus === 'unpaid' ? 0 : 1);
    expect(order.status).not.toBe('pending');
    if (order.status !== 'cancelled') sold += order.items.reduce((sum, item) => sum + item.quantity, 0);
    for (const each of order.payments)
      known.set(each.providerPaymentId, { kept: kept.includes(each), closed: order.status === 'cancelled' });
    expect(order.refunded.minor).toBe(kept[0]?.refunded.minor ?? 0n);
  }
  const [level] = await house.inTx((tx) => house.stock.levels(tx, [variantId]));
  expect(level).toMatchObject({ onHand: units - sold, held: 0 });
  for (const payment of capturedOver(links)) {
    const filed = known.get(payment.id);
    expect(filed, `payment ${payment.id} is recorded`).toBeDefined();
    const refunds = house.razorpay.side.refunds().filter((each) => each.payment_id === payment.id && each.status === 'processed');
    const back = refunds.reduce((sum, each) => sum + each.amount, 0);
    expect(back).toBeLessThanOrEqual(payment.amount);
    if (!filed?.kept || filed.closed) expect(back).toBe(payment.amount);
  }
}

function capturedOver(links: ReadonlySet<string>) {
  const names = new Set([...links].map((id) => `#${id.replace(/^plink_/, '')}`));
  return house.razorpay.side
    .payments()
    .filter((each) => names.has(each.description ?? '') && (each.status === 'captured' || each.status === 'refunded'));
}
