/**
 * Whatever happens to orders, the books say what the rows say after each step: debits are credits, clearing is the money at the gateway,
 * what goes back is due, what customers and couriers owe is owed, and each tax is that of what stands sold.
 */
import type { OrderId, VariantId } from '@parley/contract/values/id.ts';
import { money } from '@parley/contract/values/money.ts';
import { expectOk } from '@parley/contract/values/result.ts';
import { minuteMs } from '@parley/contract/values/time.ts';
import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { linkIdOf, look, type OrderHouse, openOrderHouse, puneAddress } from '../../../test/builders/order-house.ts';
import type { ParcelState } from '../../providers/couriers/couriers.port.ts';
import type { GatewayEvent } from '../../providers/payments/payments.port.ts';
import type { AccountRole } from '../books/index.ts';
import { isKept } from '../payments/index.ts';

const seed = Number(process.env['TEST_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
const runs = Number(process.env['TEST_RUNS'] ?? 6);
let house: OrderHouse;
beforeAll(async () => {
  house = await openOrderHouse(seed);
});
afterAll(() => house.close());

const kinds = ['place', 'place', 'place', 'place', 'pay', 'pay', 'pay', 'payTwice', 'payWrong', 'cancel', 'refund', 'refundAll'] as const;
const more = ['yes', 'yes', 'yes', 'confirm', 'part', 'ship', 'deliver', 'deliver', 'back', 'back', 'remit', 'remit'] as const;
const rest = ['refundAway', 'tell', 'tell', 'tell', 'drain', 'wait'] as const;
const steps = fc.array(fc.record({ kind: fc.constantFrom(...kinds, ...more, ...rest), pick: fc.nat(1_000) }), {
  minLength: 12,
  maxLength: 40,
  size: 'max',
});
type Step = { readonly kind: (typeof kinds)[number] | (typeof more)[number] | (typeof rest)[number]; readonly pick: number };

interface World {
  readonly variantIds: readonly VariantId[];
  readonly orders: OrderId[];
}

it(`the books say what the rows say, step by step (seed ${seed}, ${runs} runs)`, async () => {
  const all: OrderId[] = [];
  await fc.assert(
    fc.asyncProperty(fc.boolean(), fc.constantFrom(0, 500, 1075, 1800), steps, async (inclusive, rate, script) => {
      house.outside.shop = { ...house.outside.shop, pricesIncludeTax: inclusive, defaultTaxRateBp: rate, cod: { offered: true } };
      const variantIds = [
        (await house.stockProduct({ units: 40, priceMinor: 2_499 })).variantId,
        (await house.stockProduct({ units: 40, priceMinor: 13_333, taxRateBp: 1_200 })).variantId,
      ];
      const world: World = { variantIds, orders: [] };
      for (const step of script) {
        await play(world, step);
        all.push(...world.orders.filter((id) => !all.includes(id)));
        await check(all, step);
      }
    }),
    { seed, numRuns: runs, endOnFailure: true },
  );
  expect(house.failures).toEqual([]);
}, 600_000);

async function play(world: World, { kind, pick }: Step): Promise<void> {
  if (kind === 'place') return place(world, pick);
  if (kind === 'drain') return house.drain();
  if (kind === 'wait') return house.advance(([5, 5, 31, 5, 25 * 60][pick % 5] ?? 0) * minuteMs);
  if (kind === 'tell') return tell();
  const id = world.orders[pick % Math.max(1, world.orders.length)];
  if (id === undefined) return;
  if (kind === 'pay' || kind === 'payTwice' || kind === 'payWrong') return pay(id, kind, pick);
  if (kind === 'back' || kind === 'refundAway') return fromOutside(id, kind, pick);
  await byHand(id, kind, pick);
}

async function tell(): Promise<void> {
  await house.fileEvents((events) => [...events, ...events]);
  await house.drain();
}

async function place({ variantIds, orders }: World, pick: number): Promise<void> {
  const lines = variantIds.slice(0, 1 + (pick % 2)).map((variantId, index) => ({ variantId, quantity: 1 + ((pick + index) % 3) }));
  const isCod = pick % 3 === 0;
  const states = ['Maharashtra', 'Karnataka'];
  const to = { deliveryMethod: 'delivery' as const, address: { ...puneAddress, state: states[pick % 2] ?? '' } };
  const input = {
    customerId: (await house.customer()).id,
    lines,
    actor: 'staff:1',
    paymentMethod: isCod ? ('cod' as const) : ('prepaid' as const),
    ...(pick % 4 === 0 ? { discount: money(1_000 + pick, 'INR') } : {}),
    ...(pick % 5 === 0 ? { deliveryMethod: 'pickup' as const } : to),
  };
  const attempt = () => house.database.inTx(house.merchantId, (tx) => house.orders.placeFor(tx, input));
  const ask = {
    postalCode: puneAddress.postalCode,
    weightGrams: 500 * lines.reduce((sum, line) => sum + line.quantity, 0),
    cashOnDelivery: isCod,
  };
  await house.inTx((tx) => house.fulfilment.requestQuote(tx, { ...ask, value: money(5_000, 'INR') }));
  await house.drain();
  const placed = await attempt();
  if (!placed.ok && placed.refusal.code !== 'order.out_of_stock') throw new Error(placed.refusal.code);
  if (placed.ok) orders.push(placed.value.id);
  await house.drain();
}

async function pay(id: OrderId, kind: 'pay' | 'payTwice' | 'payWrong', pick: number): Promise<void> {
  const link = await linkIdOf(house, id);
  if (kind === 'pay') house.razorpay.side.pay(link, { late: pick % 2 === 0 });
  if (kind === 'payTwice') house.razorpay.side.payTwice(link);
  if (kind === 'payWrong') house.razorpay.side.payWrongAmount(link, 5_000 + pick);
}

async function fromOutside(id: OrderId, kind: 'back' | 'refundAway', pick: number): Promise<void> {
  const order = await look(house, id);
  if (kind === 'back') {
    const awb = order.shipment?.awb;
    if (awb === undefined) return;
    const news: readonly ParcelState[] = pick % 2 === 0 ? ['in_transit', 'returning', 'returned'] : ['in_transit', 'delivered'];
    for (const [hour, state] of news.entries())
      await house.inTx((tx) =>
        house.fulfilment.fileTracking(tx, {
          awb,
          state,
          providerStatus: state,
          at: new Date(Date.UTC(2027, 0, 1, hour)),
          dedupeKey: `${awb} ${state}`,
        }),
      );
    return house.drain();
  }
  const kept = order.payments.find((payment) => isKept(payment.verdict));
  if (!kept || kept.amount.minor - kept.refunding.minor < 100n) return;
  const refund = {
    providerRefundId: `rfnd_${id}_${pick}`,
    providerPaymentId: kept.providerPaymentId,
    amount: money(100, 'INR'),
    state: 'processed' as const,
  };
  const event: GatewayEvent = { kind: 'refund_changed', refund };
  await house.inTx((tx) => house.payments.fileEvent(tx, 'razorpay', event));
  await house.drain();
}

async function byHand(id: OrderId, kind: Step['kind'], pick: number): Promise<void> {
  const { orders } = house;
  const actor = 'staff:1';
  await house.inTx(async (tx) => {
    if (kind === 'cancel') await orders.cancel(tx, id, { reason: 'changed mind', actor });
    if (kind === 'confirm') await orders.confirm(tx, id, actor);
    if (kind === 'yes') await orders.confirmCod(tx, id, 'customer:1');
    if (kind === 'ship') await orders.ship(tx, id, actor);
    if (kind === 'deliver') await orders.deliver(tx, id, actor);
    if (kind === 'refund') await orders.refund(tx, id, { amount: money(333 + pick, 'INR'), reason: 'bruised', actor });
    if (kind === 'refundAll') await orders.refund(tx, id, { reason: 'sorry', actor });
    const order = expectOk(await orders.get(tx, id));
    const [first] = order.items;
    if (kind === 'part' && first) await orders.ship(tx, id, actor, [{ variantId: first.variantId, quantity: 1 }]);
    if (kind === 'remit') {
      const fee = money(pick, 'INR');
      await orders.codRemitted(tx, id, { amount: money(order.total.minor - fee.minor, 'INR'), fee, reference: 'UTR1', actor });
    }
  });
}

async function check(ids: readonly OrderId[], step: Step): Promise<void> {
  const told = JSON.stringify(step);
  const expected = { receivable: 0n, cod: 0n };
  for (const id of ids) {
    const order = await look(house, id);
    const isSold = order.status !== 'pending' && order.status !== 'cancelled';
    const kept = order.payments.find((payment) => isKept(payment.verdict));
    const paid = (kept?.amount.minor ?? 0n) + (order.codCollectedAt ? order.total.minor : 0n);
    const going = (kept?.refunding.minor ?? 0n) + (order.codCollectedAt ? order.refunded.minor : 0n);
    expect(going, told).toBeLessThanOrEqual(paid);
    // A refund told by the gateway is credited when the order hears of it.
    const sold = isSold ? order.total.minor - (await credited(id)) : 0n;
    expected.receivable += sold - paid + going;
    if (order.codCollectedAt && !order.codRemittedAt) expected.cod += order.total.minor;
    expect(await taxLeft(id), told).toBe(!isSold || sold === 0n ? 0n : sold === order.total.minor ? order.tax.minor : await taxLeft(id));
  }
  await house.inTx(async (tx) => {
    const balance = async (role: AccountRole) => (await house.books.balance(tx, role)).minor;
    const open = await house.payments.openPayments(tx);
    expect(await balance('clearing'), told).toBe(open.clearing);
    expect(-(await balance('refunds_due')), told).toBe(open.refundsDue);
    expect(await balance('receivable'), told).toBe(expected.receivable);
    expect(await balance('cod_receivable'), told).toBe(expected.cod);
    const levels = await tx.db.selectFrom('stock_levels').select('value_minor').where('merchant_id', '=', tx.merchantId).execute();
    expect(await balance('inventory'), told).toBe(levels.reduce((sum, level) => sum + level.value_minor, 0n));
    const days = await tx.db.selectFrom('account_days').select(['debit_minor', 'credit_minor']).execute();
    expect(
      days.reduce((sum, day) => sum + day.debit_minor - day.credit_minor, 0n),
      told,
    ).toBe(0n);
  });
}

/** By the entries themselves: what credit notes that still stand took off. */
async function credited(id: OrderId): Promise<bigint> {
  const entries = await house.inTx((tx) => house.books.entriesOfOrder(tx, id));
  return entries
    .filter((entry) => entry.cause.kind === 'credit_note')
    .flatMap((entry) => entry.lines)
    .reduce((sum, line) => sum + line.credit.minor, 0n);
}

async function taxLeft(id: OrderId): Promise<bigint> {
  const balances = await house.inTx((tx) => house.books.balancesOfOrder(tx, id));
  const [cgst = 0n, sgst = 0n] = [balances.get('output_cgst'), balances.get('output_sgst')];
  expect(cgst).toBe(sgst);
  return -(cgst + sgst + (balances.get('output_igst') ?? 0n) + (balances.get('output_tax') ?? 0n));
}
