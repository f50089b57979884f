/** The random things that happen to goods and to the calendar: bought, billed late, sent back, counted, moved, months closed. */
import { newId } from '@parley/contract/values/id.ts';
import { money } from '@parley/contract/values/money.ts';
import { ok, type Result } from '@parley/contract/values/result.ts';
import { dayMs } from '@parley/contract/values/time.ts';
import { monthAfter, monthOf } from '../../src/domains/books/index.ts';
import type { Purchase } from '../../src/domains/stock/index.ts';
import { type Maker, often, recent } from './proof-world.ts';

const COSTS = [0, 1, 5, 100, 333, 1_000, 2_000, 99_999];
const actor = 'staff:1';

const purchase: Maker = (world, choices) => {
  const { stock } = world.shop;
  const lines = Array.from({ length: 1 + choices.whole(2) }, (_, n) => ({
    variantId: world.variants[choices.whole(world.variants.length)] ?? world.variants[0],
    quantity: 1 + choices.whole(n === 0 ? 40 : 9),
    unitCost: money((choices.pick(COSTS) ?? 1) + choices.whole(7), 'INR'),
    ...(n === 1 && { lot: `lot ${choices.whole(3)}` }),
  })).flatMap(({ variantId, ...rest }) => (variantId === undefined ? [] : [{ variantId, ...rest }]));
  const locationId = choices.pick(world.places);
  const input = {
    supplier: 'Mills',
    lines,
    ...(locationId && { locationId }),
    tax: money(choices.whole(500), 'INR'),
    actor,
  };
  return {
    name: 'purchase',
    work: (tx) => stock.receivePurchase(tx, input),
    keep: (value) => world.purchases.push(value as Purchase),
  };
};

const sendBack: Maker = (world, choices) => {
  const bought = recent(world.purchases, choices);
  const line = bought && choices.pick(bought.lines);
  if (!bought || !line) return undefined;
  const unitCostMinor = choices.whole(2) === 0 ? {} : { unitCostMinor: BigInt(choices.pick(COSTS) ?? 0) };
  const lines = [{ position: line.position, quantity: 1 + choices.whole(8), ...unitCostMinor }];
  return { name: 'purchase return', work: (tx) => world.shop.stock.returnPurchase(tx, { purchaseId: bought.id, lines, actor }) };
};

const correct: Maker = (world, choices) => {
  const bought = recent(world.purchases, choices);
  const line = bought && choices.pick(bought.lines);
  if (!bought || !line) return undefined;
  const lines = [{ position: line.position, unitCostMinor: BigInt((choices.pick(COSTS) ?? 0) + choices.whole(3)) }];
  const taxMinor = choices.whole(2) === 0 ? {} : { taxMinor: BigInt(choices.whole(900)) };
  return { name: 'late bill', work: (tx) => world.shop.stock.correctPurchase(tx, { purchaseId: bought.id, lines, ...taxMinor, actor }) };
};

const count: Maker = (world, choices) => {
  const [variantId, locationId] = [choices.pick(world.variants), choices.pick(world.places)];
  if (!variantId || !locationId) return undefined;
  const lines = [{ variantId, counted: choices.whole(60) }];
  return { name: 'count', work: (tx) => world.shop.stock.count(tx, { locationId, lines, actor }) };
};

const adjust: Maker = (world, choices) => {
  const [variantId, locationId] = [choices.pick(world.variants), choices.pick(world.places)];
  if (!variantId || !locationId) return undefined;
  const isLoss = choices.whole(2) === 0;
  const quantity = (isLoss ? -1 : 1) * (1 + choices.whole(5));
  const unitCost = isLoss ? {} : { unitCost: money(choices.pick(COSTS) ?? 0, 'INR') };
  const reason = isLoss ? ('write_off' as const) : ('adjustment' as const);
  const about = { variantId, locationId, quantity, reason, ...unitCost, causeKind: 'proof', causeId: newId<string>(), actor };
  return { name: isLoss ? 'write-off' : 'adjustment', work: (tx) => world.shop.stock.adjust(tx, about) };
};

const transfer: Maker = (world, choices) => {
  const [variantId, from, to] = [choices.pick(world.variants), choices.pick(world.places), choices.pick(world.places)];
  if (!variantId || !from || !to) return undefined;
  const lines = [{ variantId, quantity: 1 + choices.whole(12) }];
  return { name: 'transfer', work: (tx) => world.shop.stock.transfer(tx, { from, to, lines, actor }) };
};

const wait: Maker = (world, choices) => {
  world.shop.clock.advance(choices.whole(5) * dayMs + choices.whole(dayMs));
  return {
    name: 'days pass',
    work: async (tx): Promise<Result<unknown>> => ok(await world.shop.stock.releaseExpired(tx, world.shop.clock.now())),
  };
};

const closePeriod: Maker = (world, choices) => {
  const { books } = world.shop;
  const back = -1 - choices.whole(2);
  const isReopening = choices.whole(5) === 0;
  return {
    name: isReopening ? 'period reopened' : 'period close',
    async work(tx) {
      const month = monthAfter(monthOf((await books.today(tx)).date), back);
      return isReopening ? books.reopenMonth(tx, month) : books.closeMonth(tx, month, actor);
    },
  };
};

export const stockSteps: readonly Maker[] = often([
  [3, purchase],
  [2, sendBack],
  [2, correct],
  [1, count],
  [1, adjust],
  [2, transfer],
  [1, wait],
  [1, closePeriod],
]);
