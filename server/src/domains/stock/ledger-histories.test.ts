/**
 * Whatever a shop does with its stock, on the real ledger and the real books: after every step nothing is negative, everything adds up, and the
 * inventory account is what stock is worth. LEDGER_STEPS makes it long.
 */
import { type LocationId, newId, type OrderId, type VariantId } from '@parley/contract/values/id.ts';
import { money } from '@parley/contract/values/money.ts';
import { expectOk, ok, type Result } from '@parley/contract/values/result.ts';
import { dayMs, minuteMs } from '@parley/contract/values/time.ts';
import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Ledger, type LedgerHouse, openLedgerHouse } from '../../../test/builders/ledger-house.ts';
import type { Purchase } from './index.ts';

const STEPS = Number(process.env['LEDGER_STEPS'] ?? 300);
const STEPS_A_RUN = 30;

let floor: LedgerHouse;
beforeAll(async () => {
  floor = await openLedgerHouse();
});
afterAll(() => floor.close());

const step = fc.record({
  verb: fc.constantFrom(
    ...([
      'receive',
      'receive',
      'sell',
      'sell',
      'hold',
      'comeBack',
      'cancel',
      'sendBack',
      'correct',
      'correct',
      'count',
      'writeOff',
    ] as const),
    ...(['transfer', 'more', 'less', 'wait', 'adjust'] as const),
  ),
  variant: fc.nat(1),
  place: fc.nat(1),
  order: fc.nat(4),
  purchase: fc.nat(5),
  units: fc.integer({ min: 1, max: 9 }),
  some: fc.nat(4),
  cost: fc.oneof(fc.integer({ min: 0, max: 50 }), fc.integer({ min: 0, max: 100_000 })),
});
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

interface World {
  readonly ledger: Ledger;
  readonly variants: readonly VariantId[];
  readonly places: readonly LocationId[];
  readonly orders: readonly OrderId[];
  readonly purchases: Purchase[];
}

async function openWorld(): Promise<World> {
  const ledger = await floor.newLedger();
  const orders: OrderId[] = [];
  for (let n = 0; n < 5; n += 1) orders.push(await ledger.order());
  const place = await ledger.place('Cellar');
  const main = (await ledger.inTx((tx) => ledger.stock.locations(tx)))[0]?.id ?? place;
  return { ledger, variants: [await ledger.variant(), await ledger.variant()], places: [main, place], orders, purchases: [] };
}

const pick = <T>(list: readonly T[], index: number): T => {
  const found = list[index % list.length];
  if (found === undefined) throw new Error('nothing to pick from');
  return found;
};

it('after every step of any history the ledger, its chain and the books agree to the minor unit', async () => {
  let done = 0;
  const kinds = new Map<string, number>();
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: STEPS_A_RUN, maxLength: STEPS_A_RUN }), async (steps) => {
      const world = await openWorld();
      for (const each of steps) {
        const result = await act(world, each);
        if (result.ok) kinds.set(each.verb, (kinds.get(each.verb) ?? 0) + 1);
        else expect(['stock.insufficient', 'purchase.return_too_large', 'request.invalid']).toContain(result.refusal.code);
        expect(await world.ledger.differences(), JSON.stringify(each)).toEqual([]);
        done += 1;
      }
      const all = await world.ledger.inTx((tx) => world.ledger.stock.ageing(tx));
      expect(all.total.buckets.reduce((total, bucket) => total + bucket.valueMinor, 0n)).toBe(all.total.valueMinor);
      expect(all.total.buckets.reduce((total, bucket) => total + bucket.quantity, 0)).toBe(all.total.quantity);
    }),
    { numRuns: Math.ceil(STEPS / STEPS_A_RUN) },
  );
  // A history in which nothing is ever accepted would prove nothing.
  expect(kinds.size, JSON.stringify([...kinds])).toBeGreaterThan(10);
  expect(done).toBeGreaterThanOrEqual(STEPS);
});

function act(world: World, each: Step): Promise<Result<unknown>> {
  const { ledger, purchases } = world;
  const { stock, inTx } = ledger;
  const variantId = pick(world.variants, each.variant);
  const locationId = pick(world.places, each.place);
  const orderId = pick(world.orders, each.order);
  const lines = [{ variantId, quantity: each.units }];
  const about = { actor: 'test', causeKind: 'test', causeId: newId<string>(), variantId, locationId } as const;
  const change = { orderId, changeId: newId<string>(), lines, actor: 'test' };
  const ofPurchase = <T>(work: (purchase: Purchase, variantId: VariantId) => Promise<Result<T>>): Promise<Result<unknown>> => {
    const purchase = purchases[each.purchase % Math.max(1, purchases.length)];
    const bought = purchase?.lines[0]?.variantId;
    return purchase && bought ? work(purchase, bought) : buy(world, each);
  };
  const verbs: Readonly<Record<Step['verb'], () => Promise<Result<unknown>>>> = {
    receive: () => buy(world, each),
    sell: () => ledger.sell(orderId, variantId, each.units),
    hold: () => inTx((tx) => stock.hold(tx, { orderId, lines, expiresAt: new Date(ledger.clock.now().getTime() + minuteMs) })),
    comeBack: () => ledger.takeBack(orderId, variantId, { restocked: each.some, damaged: each.units % 3, missing: 1 }),
    cancel: () =>
      inTx(async (tx) => {
        await stock.putBack(tx, orderId);
        return ok(await stock.release(tx, orderId));
      }),
    sendBack: () => ofPurchase((purchase, bought) => ledger.sendBack(purchase, bought, each.units, each.cost)),
    correct: () => ofPurchase((purchase, bought) => ledger.correct(purchase, bought, each.cost)),
    count: () => inTx((tx) => stock.count(tx, { locationId, lines: [{ variantId, counted: each.units + each.some }], actor: 'test' })),
    writeOff: () => inTx((tx) => stock.adjust(tx, { ...about, quantity: -each.units, reason: 'write_off' })),
    adjust: () =>
      inTx((tx) => stock.adjust(tx, { ...about, quantity: each.units, reason: 'adjustment', unitCost: money(each.cost, 'INR') })),
    transfer: () => inTx((tx) => stock.transfer(tx, { from: locationId, to: pick(world.places, each.place + 1), lines, actor: 'test' })),
    more: () => inTx((tx) => stock.issueMore(tx, change)),
    less: () => inTx((tx) => stock.putBackSome(tx, change)),
    wait: () => {
      ledger.clock.advance(each.units * dayMs);
      return inTx(async (tx) => ok(await stock.releaseExpired(tx, ledger.clock.now())));
    },
  };
  return verbs[each.verb]();
}

async function buy(world: World, each: Step): Promise<Result<Purchase>> {
  const { ledger } = world;
  const lines = [each.units, each.some + 1].map((quantity, n) => ({
    variantId: pick(world.variants, each.variant),
    quantity,
    unitCost: money(each.cost + n, 'INR'),
    ...(n === 1 && { lot: `lot ${each.order}` }),
  }));
  const locationId = pick(world.places, each.place);
  const input = { supplier: 'Mills', locationId, lines, tax: money(each.cost, 'INR'), actor: 'test' };
  const made = await ledger.inTx((tx) => ledger.stock.receivePurchase(tx, input));
  world.purchases.push(expectOk(made));
  return made;
}
