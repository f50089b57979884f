/**
 * However orders are edited, paid, refunded and cancelled, in whatever order: goods, money, taxes and books tell the same story. TEST_RUNS
 * makes it longer, TEST_SEED repeats one.
 */
import type { OrderId, VariantId } from '@parley/contract/values/id.ts';
import { expectOk } from '@parley/contract/values/result.ts';
import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { linkIdOf, look, type OrderHouse, openOrderHouse } from '../../../test/builders/order-house.ts';
import type { Tx } from '../../foundation/db/database.ts';

const seed = Number(process.env['TEST_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
const runs = Number(process.env['TEST_RUNS'] ?? 8);
const UNITS = 12;
const actor = 'staff:1';
let house: OrderHouse;
beforeAll(async () => {
  house = await openOrderHouse(seed);
});
afterAll(() => house.close());

const units = fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 3, maxLength: 3 }).filter((each) => each.some((count) => count > 0));
const kinds = [
  ...(['place', 'place', 'edit', 'edit', 'shrink', 'shrink', 'shrink', 'shrink'] as const),
  ...(['pay', 'pay', 'pay', 'confirm', 'refund', 'cancel', 'delete', 'drain', 'drain'] as const),
];
const step = fc.record({
  kind: fc.constantFrom(...kinds),
  pick: fc.nat(1_000),
  units,
});
const script = fc.record({
  inclusive: fc.boolean(),
  discount: fc.integer({ min: 0, max: 900 }),
  steps: fc.array(step, { minLength: 6, maxLength: 25, size: 'max' }),
});

interface World {
  readonly goods: readonly VariantId[];
  readonly orders: OrderId[];
  /** Those that gave money back for nothing: their sums are lower than their lines. */
  readonly goodwill: Set<OrderId>;
  readonly discount: number;
}

it(`goods, money, taxes and books agree after any edits (seed ${seed}, ${runs} runs)`, async () => {
  const usual = house.outside.shop;
  await fc.assert(
    fc.asyncProperty(script, async ({ inclusive, discount, steps }) => {
      house.outside.shop = { ...usual, pricesIncludeTax: inclusive, defaultTaxRateBp: 1_075 };
      const world: World = { goods: await openGoods(), orders: [], goodwill: new Set(), discount };
      const opening = [0, 1, 2].map((pick) => ({ kind: 'place' as const, pick, units: [2, 1 + pick, 1] }));
      for (const each of [...opening, { kind: 'pay' as const, pick: 0, units: [] }, ...steps]) {
        await play(world, each);
        await checkStock(world);
      }
      await settle();
      for (const id of world.orders) await checkOrder(world, id);
      await checkStock(world);
    }),
    { seed, numRuns: runs, endOnFailure: true },
  );
  expect(house.failures).toEqual([]);
}, 600_000);

async function openGoods(): Promise<readonly VariantId[]> {
  const made: VariantId[] = [];
  for (const [priceMinor, taxRateBp, cost] of [
    [9_999, 500, 3_333],
    [3_333, 1_800, 777],
    [101, undefined, 50],
  ] as const) {
    const { variantId } = await house.stockProduct({ priceMinor, ...(taxRateBp === undefined ? {} : { taxRateBp }) });
    const unitCost = { minor: BigInt(cost), currency: 'INR' };
    const opened = {
      variantId,
      quantity: UNITS,
      reason: 'opening' as const,
      causeKind: 'test',
      causeId: variantId,
      actor: 'test',
      unitCost,
    };
    await house.inTx(async (tx) => expectOk(await house.stock.adjust(tx, opened)));
    made.push(variantId);
  }
  return made;
}

const allowed = [
  'order.wrong_state',
  'order.out_of_stock',
  'request.invalid',
  'payment.not_found',
  'payment.refund_too_large',
  'order.cod_not_offered',
];

async function play(
  world: World,
  { kind, pick, units: wanted }: { kind: (typeof kinds)[number]; pick: number; units: readonly number[] },
): Promise<void> {
  const lines = world.goods.flatMap((variantId, index) => {
    const quantity = wanted[index] ?? 0;
    return quantity > 0 ? [{ variantId, quantity }] : [];
  });
  if (kind === 'place') return place(world, lines);
  if (kind === 'drain') return settle();
  const id = world.orders[pick % Math.max(1, world.orders.length)];
  if (id === undefined) return;
  if (kind === 'pay') {
    house.razorpay.side.pay(await linkIdOf(house, id));
    // The other half of the payments is still on its way while more happens.
    return pick % 2 === 0 ? settle() : undefined;
  }
  if ((kind === 'cancel' || kind === 'delete') && pick % 3 > 0) return;
  const done = await house.inTx(async (tx): Promise<{ ok: boolean; refusal?: { code: string } }> => {
    if (kind === 'edit') return house.orders.edit(tx, id, { lines, actor });
    if (kind === 'shrink') return house.orders.edit(tx, id, { lines: await lessOf(tx, id, wanted), actor });
    if (kind === 'confirm') return house.orders.confirm(tx, id, actor);
    if (kind === 'cancel') return house.orders.cancel(tx, id, { reason: 'staff', actor });
    if (kind === 'delete') return house.orders.delete(tx, id, { actor });
    // No gateway sends back less than a rupee.
    return house.orders.refund(tx, id, { amount: { minor: BigInt(100 + pick), currency: 'INR' }, reason: 'bruised', actor });
  });
  if (kind === 'refund' && done.ok) world.goodwill.add(id);
  if (!done.ok) expect(allowed).toContain(done.refusal?.code);
}

/** Some units fewer of some lines. */
async function lessOf(tx: Tx, id: OrderId, less: readonly number[]) {
  const { items } = expectOk(await house.orders.get(tx, id));
  const left = items.map(({ variantId, quantity }, index) => ({ variantId, quantity: quantity - (less[index] ?? 0) }));
  const some = left.filter((line) => line.quantity > 0);
  return some.length > 0 ? some : items.slice(0, 1).map(({ variantId }) => ({ variantId, quantity: 1 }));
}

async function place(world: World, lines: readonly { readonly variantId: VariantId; readonly quantity: number }[]): Promise<void> {
  const customer = await house.customer();
  const discount = { minor: BigInt(world.discount), currency: 'INR' };
  const input = { customerId: customer.id, lines, deliveryMethod: 'pickup' as const, actor, discount };
  const placed = await house.inTx((tx) => house.orders.placeFor(tx, input));
  if (placed.ok) world.orders.push(placed.value.id);
  else expect(allowed).toContain(placed.refusal.code);
  await house.drain();
}

/** All that was paid is told, and all that is to be refunded was. */
async function settle(): Promise<void> {
  for (let round = 0; round < 3; round += 1) {
    await house.fileEvents();
    await house.drain();
  }
}

async function checkStock({ goods, orders }: World): Promise<void> {
  const found = await Promise.all(orders.map((id) => house.inTx(async (tx) => expectOk(await house.orders.get(tx, id)))));
  const levels = await house.inTx((tx) => house.stock.levels(tx, goods));
  for (const variantId of goods) {
    const of = (statuses: readonly string[]) =>
      found
        .filter((order) => statuses.includes(order.status))
        .flatMap((order) => order.items)
        .reduce((sum, item) => sum + (item.variantId === variantId ? item.quantity : 0), 0);
    expect(levels.find((level) => level.variantId === variantId)).toMatchObject({
      onHand: UNITS - of(['confirmed']),
      held: of(['pending']),
    });
  }
  await house.inTx(async (tx) => {
    const value = await tx.db
      .selectFrom('stock_levels')
      .select((is) => is.fn.sum<string>('value_minor').as('sum'))
      .executeTakeFirst();
    expect((await house.books.balance(tx, 'inventory')).minor).toBe(BigInt(value?.sum ?? 0));
  });
}

async function checkOrder({ goodwill }: World, id: OrderId): Promise<void> {
  const order = await look(house, id);
  const balances = await house.inTx((tx) => house.books.balancesOfOrder(tx, id));
  const of = (role: Parameters<typeof balances.get>[0]) => balances.get(role) ?? 0n;
  const sumOf = (name: 'tax' | 'discount') => order.items.reduce((sum, item) => sum + item[name].minor, 0n);
  expect([sumOf('tax'), sumOf('discount')]).toEqual([order.tax.minor, order.discount.minor]);
  const isSold = order.status === 'confirmed';
  expect(of('receivable')).toBe(isSold && order.paymentStatus === 'unpaid' ? order.total.minor : 0n);
  const waiting = await restingRefunds(id);
  expect(of('refunds_due')).toBe(-waiting);
  const kept = order.payments.filter((each) => each.verdict === 'settled' || each.verdict === 'late');
  for (const other of order.payments.filter((each) => !kept.includes(each))) expect(other.refunded).toEqual(other.amount);
  expect(order.refunded.minor).toBe(kept[0]?.refunded.minor ?? 0n);
  if (goodwill.has(id)) return;
  expect(-of('output_cgst') - of('output_sgst')).toBe(isSold ? order.tax.minor : 0n);
  expect(of('output_cgst')).toBe(of('output_sgst'));
  for (const payment of kept) expect(payment.amount.minor - payment.refunded.minor - waiting).toBe(isSold ? order.total.minor : 0n);
}

/** What edits made smaller than the gateway sends back (a rupee): it rests until it is asked for again, and nothing larger waits behind it. */
async function restingRefunds(id: OrderId): Promise<bigint> {
  const resting = await house.inTx((tx) =>
    tx.db.selectFrom('refunds').select('amount_minor').where('order_id', '=', id).where('state', '=', 'asked').execute(),
  );
  expect(resting.filter((each) => each.amount_minor >= 100n)).toEqual([]);
  return resting.reduce((sum, each) => sum + each.amount_minor, 0n);
}
