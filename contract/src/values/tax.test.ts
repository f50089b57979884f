/** Taxes: fixed vectors that other systems got wrong, and properties over any amounts. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shareOfRest, type TaxKind, taxOf, taxOrder } from './tax.ts';
import { taxKindOf } from './tax-region.ts';

const amount = fc.bigInt({ min: 0n, max: 10_000_000_000n });
const rate = fc.integer({ min: 0, max: 10_000 });
const kind = fc.constantFrom<TaxKind>('gst', 'igst', 'vat');
const runs = { numRuns: Number(process.env['TAX_RUNS'] ?? 1_000), verbose: 1 } as const;
const order = fc.record({
  lines: fc.array(fc.record({ amount: fc.bigInt({ min: 0n, max: 1_000_000n }), rateBp: fc.constantFrom(0, 500, 1075, 1200, 1800, 2800) }), {
    minLength: 1,
    maxLength: 6,
  }),
  delivery: fc.bigInt({ min: 0n, max: 50_000n }),
  cut: fc.integer({ min: 0, max: 100 }),
  rules: fc.record({ kind, inclusive: fc.boolean() }),
});
const sum = (amounts: readonly bigint[]) => amounts.reduce((a, b) => a + b, 0n);

describe('the tax of an amount', () => {
  it('is to the cent for 24.99 + 10.75 % + 6.44 of delivery', () => {
    const taxed = taxOrder({ lines: [{ amount: 2499n, rateBp: 1075 }], discount: 0n, delivery: 644n }, { kind: 'vat', inclusive: false });
    expect(taxed.lines[0]?.tax).toBe(269n);
    expect(taxed.delivery).toEqual({ net: 644n, tax: 69n });
    expect(taxed.total).toBe(3481n);
  });

  it('has equal halves on any amount of GST, and the whole is the amount to the unit', () => {
    fc.assert(
      fc.property(amount, rate, fc.boolean(), (price, rateBp, inclusive) => {
        const { net, tax } = taxOf(price, rateBp, { kind: 'gst', inclusive });
        expect(tax % 2n).toBe(0n);
        expect(net).toBeGreaterThanOrEqual(0n);
        expect(inclusive ? net + tax : net).toBe(price);
        const exact = (Number(price) * rateBp) / (inclusive ? 10_000 + rateBp : 10_000);
        expect(Math.abs(Number(tax) - exact)).toBeLessThanOrEqual(1.001);
      }),
      runs,
    );
  });

  it('does not drift between prices with and without it, however often they are turned', () => {
    fc.assert(
      fc.property(amount, rate, kind, (net, rateBp, law) => {
        let known = net;
        for (let turn = 0; turn < 5; turn += 1) {
          const gross = known + taxOf(known, rateBp, { kind: law, inclusive: false }).tax;
          known = taxOf(gross, rateBp, { kind: law, inclusive: true }).net;
        }
        expect(known).toBe(net);
      }),
      runs,
    );
  });

  it('refuses what is no amount and no rate', () => {
    expect(() => taxOf(-1n, 500, { kind: 'vat', inclusive: true })).toThrow('not negative');
    expect(() => taxOf(1n, 10_001, { kind: 'vat', inclusive: true })).toThrow('not a tax rate');
  });
});

describe('the taxes of an order', () => {
  it('add up: lines and delivery to the order, names to the order, the discount to its shares', () => {
    fc.assert(
      fc.property(order, ({ lines, delivery, cut, rules }) => {
        const goods = sum(lines.map((line) => line.amount));
        const discount = (goods * BigInt(cut)) / 100n;
        const taxed = taxOrder({ lines, discount, delivery }, rules);
        expect(sum(taxed.lines.map((line) => line.tax)) + taxed.delivery.tax).toBe(taxed.tax);
        expect(sum(taxed.taxes.map((each) => each.tax))).toBe(taxed.tax);
        expect(sum(taxed.lines.map((line) => line.discount))).toBe(discount);
        expect(taxed.total).toBe(goods - discount + delivery + (rules.inclusive ? 0n : taxed.tax));
        expect(sum(taxed.lines.map((line) => line.net)) + taxed.delivery.net + taxed.tax).toBe(taxed.total);
        const of = (name: string) =>
          taxed.taxes.filter((each) => each.name === name).map(({ rateBp, tax, taxable }) => ({ rateBp, tax, taxable }));
        if (rules.kind === 'gst') expect(of('CGST')).toEqual(of('SGST'));
        for (const line of taxed.lines) expect(line.discount <= line.amount).toBe(true);
      }),
      runs,
    );
  });

  it('tax delivery like the goods it brings, by their value', () => {
    const lines = [
      { amount: 30_000n, rateBp: 500 },
      { amount: 10_000n, rateBp: 1800 },
    ];
    const taxed = taxOrder({ lines, discount: 0n, delivery: 4_000n }, { kind: 'vat', inclusive: false });
    expect(taxed.delivery).toEqual({ net: 4_000n, tax: 150n + 180n });
    expect(taxed.taxes).toEqual([
      { name: 'VAT', rateBp: 500, taxable: 33_000n, tax: 1_650n },
      { name: 'VAT', rateBp: 1800, taxable: 11_000n, tax: 1_980n },
    ]);
  });
});

describe('a part that is given back', () => {
  it('takes its share of each sum, and all parts together take exactly the whole', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 1_000_000n }),
        fc.array(fc.bigInt({ min: 0n, max: 100_000n }), { minLength: 1, maxLength: 8 }),
        (tax, parts) => {
          const whole = sum(parts);
          fc.pre(whole > 0n);
          let gone = 0n;
          let back = 0n;
          for (const part of parts) {
            if (part === 0n) continue;
            const share = shareOfRest(tax - back, part, whole - gone);
            expect(share).toBeGreaterThanOrEqual(0n);
            back += share;
            gone += part;
          }
          expect(back).toBe(tax);
        },
      ),
      runs,
    );
  });
});

describe('the law of a sale', () => {
  it('is IGST across states of India, halves within one and at the counter, one tax elsewhere', () => {
    const seller = { country: 'IN', region: 'Maharashtra' };
    expect(taxKindOf(seller, 'maharashtra ')).toBe('gst');
    expect(taxKindOf(seller, 'MH')).toBe('gst');
    expect(taxKindOf({ country: 'IN', region: '27' }, 'Maharashtra')).toBe('gst');
    expect(taxKindOf(seller, 'Karnataka')).toBe('igst');
    expect(taxKindOf(seller, undefined)).toBe('gst');
    expect(taxKindOf({ country: 'IN' }, 'Karnataka')).toBe('gst');
    expect(taxKindOf({ country: 'FR', region: 'Bretagne' }, 'Normandie')).toBe('vat');
  });
});
