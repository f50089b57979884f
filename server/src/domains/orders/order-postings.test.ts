/** Postings of an order from its price alone: balanced whatever it is made of, and to the unit for what others got wrong. */
import { newId, type OrderId, type ProductId, type VariantId } from '@parley/contract/values/id.ts';
import { money } from '@parley/contract/values/money.ts';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AccountRole, Posting } from '../books/index.ts';
import type { OrderLineItem } from './order.ts';
import { missingCredit, type OrderBalances, soldOf } from './order-credit.ts';
import { creditPosting, type SoldOrder, salePosting } from './order-postings.ts';
import { priceOrder, type TaxSettings } from './price-order.ts';

const lineOf = (unitPrice: bigint, quantity: number, taxRateBp: number): OrderLineItem => ({
  variantId: newId<VariantId>(),
  productId: newId<ProductId>(),
  name: 'Tea',
  options: '',
  quantity,
  unitPrice: money(unitPrice, 'INR'),
  taxRateBp,
});
const shop = { currency: 'INR', country: 'IN', pricesIncludeTax: true, defaultTaxRateBp: 0, taxRegion: 'Kerala' } satisfies TaxSettings;

function sell(settings: TaxSettings, input: Parameters<typeof priceOrder>[1]): SoldOrder {
  return { ...priceOrder(settings, input), id: newId<OrderId>(), orderNumber: 'ORD-1' };
}

function after(...postings: readonly Posting[]): OrderBalances {
  const balances = new Map<AccountRole, bigint>();
  for (const { account, debit = 0n, credit = 0n } of postings.flatMap((each) => each.lines))
    if (typeof account === 'string') balances.set(account, (balances.get(account) ?? 0n) + debit - credit);
  return new Map([...balances].filter(([, minor]) => minor !== 0n));
}

const off = ({ lines }: Posting) => lines.reduce((sum, { debit = 0n, credit = 0n }) => sum + debit - credit, 0n);
const order = fc.record({
  lines: fc.array(
    fc.tuple(fc.bigInt({ min: 0n, max: 500_000n }), fc.integer({ min: 1, max: 9 }), fc.constantFrom(0, 500, 1075, 1800, 2800)),
    { minLength: 1, maxLength: 5 },
  ),
  delivery: fc.bigInt({ min: 0n, max: 30_000n }),
  cut: fc.bigInt({ min: 0n, max: 100n }),
  inclusive: fc.boolean(),
  country: fc.constantFrom('IN', 'FR'),
  to: fc.constantFrom('Kerala', 'Goa', undefined),
});
const runs = { numRuns: Number(process.env['POSTING_RUNS'] ?? 1_000), verbose: 1 } as const;

describe('the sale of an order', () => {
  it('is to the cent for 24.99 + 10.75 % + 6.44 of delivery', () => {
    const abroad = { ...shop, country: 'US', pricesIncludeTax: false };
    const sold = sell(abroad, { items: [lineOf(2_499n, 1, 1_075)], delivery: money(644n, 'INR') });
    expect(after(salePosting(sold, 'system'))).toEqual(
      new Map([
        ['receivable', 3_481n],
        ['sales', -2_499n],
        ['shipping_income', -644n],
        ['output_tax', -338n],
      ]),
    );
  });

  it('balances, and credits in any parts take back exactly what was sold, tax by tax', () => {
    fc.assert(
      fc.property(
        order,
        fc.array(fc.bigInt({ min: 1n, max: 400_000n }), { maxLength: 6 }),
        ({ lines, delivery, cut, inclusive, country, to }, parts) => {
          const items = lines.map(([price, quantity, rate]) => lineOf(price, quantity, rate));
          const goods = items.reduce((sum, item) => sum + item.unitPrice.minor * BigInt(item.quantity), 0n);
          const discount = money((goods * cut) / 100n, 'INR');
          const settings = { ...shop, country, pricesIncludeTax: inclusive };
          const sold = sell(settings, { items, discount, delivery: money(delivery, 'INR'), placeOfSupply: to });
          const postings = [salePosting(sold, 'system')];
          expect(off(postings[0] as Posting)).toBe(0n);
          expect(soldOf(after(...postings))).toBe(sold.total.minor);
          const taxed = (role: AccountRole) => -(after(...postings).get(role) ?? 0n);
          expect(taxed('output_cgst') + taxed('output_sgst') + taxed('output_igst') + taxed('output_tax')).toBe(sold.tax.minor);
          for (const wanted of [...parts, sold.total.minor]) {
            const balances = after(...postings);
            const rest = soldOf(balances);
            const amount = wanted < rest ? wanted : rest;
            if (amount === 0n) break;
            const credit = creditPosting(sold, balances, { amount, cause: `part:${postings.length}`, reason: 'test', actor: 'system' });
            expect(off(credit)).toBe(0n);
            postings.push(credit);
            expect(taxed('output_cgst')).toBe(taxed('output_sgst'));
          }
          const end = after(...postings);
          expect(soldOf(end)).toBe(0n);
          for (const role of ['receivable', 'output_cgst', 'output_sgst', 'output_igst', 'output_tax'] as const)
            expect(end.get(role)).toBeUndefined();
        },
      ),
      runs,
    );
  });
});

describe('what has to be credited', () => {
  it.each([
    ['a goodwill', { sold: 100n, kept: 100n, going: 30n }, 30n],
    ['a second one', { sold: 70n, kept: 100n, going: 50n }, 20n],
    ['a cancelled order', { sold: 0n, kept: 100n, going: 100n }, 0n],
    ['what a return credited', { sold: 60n, kept: 100n, going: 40n }, 0n],
    ['a refund that failed and is asked again', { sold: 70n, kept: 100n, going: 30n }, 0n],
  ])('is right for %s', (_what, has, amount) => {
    expect(missingCredit(has)).toBe(amount);
  });
});
