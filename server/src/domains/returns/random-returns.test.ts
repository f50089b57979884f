/** Whatever is asked, received and refunded in whatever order: never more money back than was paid, never more goods than were sold, books that agree. */
import { newId, type OrderId, type ReturnId, type VariantId } from '@parley/contract/values/id.ts';
import { money } from '@parley/contract/values/money.ts';
import { expectOk } from '@parley/contract/values/result.ts';
import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openReturnHouse, type ReturnHouse } from '../../../test/builders/return-house.ts';

const seed = Number(process.env['TEST_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
const runs = Number(process.env['RETURN_RUNS'] ?? 4);
const UNITS = 60;
const actor = 'staff:1';

let house: ReturnHouse;
let variants: readonly VariantId[];
beforeAll(async () => {
  house = await openReturnHouse(seed);
  house.outside.shop = { ...house.outside.shop, defaultTaxRateBp: 1_075 };
});
afterAll(() => house.close());

const kinds = [
  'ask',
  'ask',
  'ask',
  'approve',
  'approve',
  'receive',
  'receive',
  'receive',
  'refund',
  'refund',
  'part',
  'decline',
  'close',
  'goodwill',
  'settle',
] as const;
const steps = fc.array(fc.record({ kind: fc.constantFrom(...kinds), pick: fc.nat(10_000) }), { minLength: 20, maxLength: 60, size: 'max' });
type Step = { readonly kind: (typeof kinds)[number]; readonly pick: number };

interface World {
  readonly orders: readonly OrderId[];
  readonly returns: ReturnId[];
}

it(`gives back no more than was paid and takes back no more than was sold (seed ${seed}, ${runs} runs)`, async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (script) => {
      variants = [await opened({ name: 'Odd', priceMinor: 3_331 }, 997), await opened({ name: 'Even', priceMinor: 12_000 }, 4_001)];
      const lines = variants.map((variantId, index) => ({ variantId, quantity: 3 + index }));
      const world: World = {
        orders: [await house.delivered(lines), await house.delivered(lines), await house.delivered(lines, { paid: false })],
        returns: [],
      };
      for (const step of script) {
        await play(world, step);
        for (const orderId of world.orders) await check(orderId);
      }
      await house.settle();
      for (const orderId of world.orders) await check(orderId);
      await checkGoods(world);
    }),
    { seed, numRuns: runs, endOnFailure: true },
  );
}, 1_200_000);

/** Counted, at a cost that no number of units divides evenly once some are bought at another. */
async function opened(product: { readonly name: string; readonly priceMinor: number }, costMinor: number): Promise<VariantId> {
  const { variantId } = await house.stockProduct(product);
  for (const [units, cost] of [
    [UNITS - 7, costMinor],
    [7, costMinor * 3 + 1],
  ] as const) {
    const unitCost = money(cost, 'INR');
    const cause = { causeKind: 'test', causeId: newId<string>(), actor: 'test' };
    await house.inTx(async (tx) =>
      expectOk(await house.stock.adjust(tx, { variantId, quantity: units, reason: 'adjustment', unitCost, ...cause })),
    );
  }
  return variantId;
}

function pickOf<T>(all: readonly T[], pick: number): T | undefined {
  return all[pick % Math.max(1, all.length)];
}

/** Refusals are part of the game; only what a verb throws is a fault. */
async function play(world: World, { kind, pick }: Step): Promise<void> {
  const { returns } = house;
  const id = pickOf(world.returns, pick);
  const orderId = pickOf(world.orders, pick);
  if (kind === 'settle') return house.settle();
  if (kind === 'goodwill' && orderId)
    return void (await house.inTx((tx) =>
      house.orders.refund(tx, orderId, { amount: money(1 + (pick % 9_000), 'INR'), reason: 'late', actor }),
    ));
  if (kind === 'ask' && orderId) {
    const lines = variants.map((variantId, index) => ({ variantId, quantity: 1 + ((pick >> (index * 3)) % 4) })).slice(pick % 2);
    const asked = await house.inTx((tx) => returns.ask(tx, { orderId, lines, reason: 'changed_mind', actor }));
    if (asked.ok) world.returns.push(asked.value.id);
    return;
  }
  if (id === undefined) return;
  await house.inTx<unknown>(async (tx) => {
    switch (kind) {
      case 'approve':
        return returns.approve(tx, id, { actor });
      case 'decline':
        return returns.decline(tx, id, { actor });
      case 'close':
        return returns.close(tx, id, actor);
      case 'refund':
        return returns.refund(tx, id, { actor });
      case 'part':
        return returns.refund(tx, id, { actor, amount: money(1 + (pick % 7_000), 'INR') });
      default: {
        const outcome = (['restocked', 'damaged', 'missing'] as const)[pick % 3] ?? 'missing';
        const variantId = pickOf(variants, pick >> 2);
        return variantId && returns.receive(tx, id, { actor, lines: [{ variantId, outcome, quantity: 1 + (pick % 2) }] });
      }
    }
  });
}

async function check(orderId: OrderId): Promise<void> {
  const { order, returns, payments } = await house.inTx(async (tx) => ({
    order: expectOk(await house.orders.get(tx, orderId)),
    returns: (await house.returns.list(tx, { orderId, page: 1, limit: 100 })).items,
    payments: await house.payments.paymentsOf(tx, orderId),
  }));
  const going = payments.reduce((sum, payment) => sum + payment.refunding.minor, 0n);
  const credited = returns.reduce((sum, each) => sum + each.refund.minor, 0n);
  expect(credited).toBeLessThanOrEqual(order.total.minor);
  if (order.paymentStatus !== 'unpaid') expect(going).toBeLessThanOrEqual(order.total.minor);
  for (const each of returns) expect(each.refund.minor).toBeLessThanOrEqual(house.returns.worth(each).minor);
  for (const item of order.items) {
    const lines = returns.flatMap((each) => each.lines.filter((line) => line.variantId === item.variantId));
    expect(lines.reduce((units, line) => units + line.restocked + line.damaged, 0)).toBeLessThanOrEqual(item.quantity);
  }
  // Given up and paid back are one: what is owed stays what it was.
  const owed = order.paymentStatus === 'unpaid' ? order.total.minor - credited : 0n;
  expect(await house.onBooks(orderId, 'receivable')).toBe(owed);
  for (const role of ['output_cgst', 'output_sgst'] as const) expect(await house.onBooks(orderId, role)).toBeLessThanOrEqual(0n);
  expect(await house.onBooks(orderId, 'output_cgst')).toBe(await house.onBooks(orderId, 'output_sgst'));
}

async function checkGoods(world: World): Promise<void> {
  const lines = await house.inTx(async (tx) => {
    const found = [];
    for (const orderId of world.orders) found.push(...(await house.returns.list(tx, { orderId, page: 1, limit: 100 })).items);
    return found.flatMap((view) => view.lines);
  });
  for (const [index, variantId] of variants.entries()) {
    const back = lines.filter((line) => line.variantId === variantId).reduce((units, line) => units + line.restocked, 0);
    expect((await house.stockOf(variantId)).onHand).toBe(UNITS - world.orders.length * (3 + index) + back);
  }
  const { value, account } = await house.inTx(async (tx) => ({
    value: (await tx.db.selectFrom('stock_levels').select('value_minor').execute()).reduce((sum, row) => sum + row.value_minor, 0n),
    account: (await house.books.balance(tx, 'inventory')).minor,
  }));
  expect(account).toBe(value);
}
