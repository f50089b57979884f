/** What a bill promises: every sum on it adds up to the order, halves are equal, and what does not fit is never printed. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anySold, billedOrder } from '../../../test/builders/billed-order.ts';
import { billOf } from './bill.ts';
import { minorOf } from './document-content.ts';

const read = (text: string): bigint => minorOf(text, 'INR');
const sum = (texts: readonly string[]): bigint => texts.reduce((total, text) => total + read(text), 0n);

describe('a bill', () => {
  it('adds up in every direction, whatever was sold', () => {
    fc.assert(
      fc.property(anySold, (sold) => {
        const bill = billOf(billedOrder(sold));
        expect(sum(bill.lines.map((line) => line.total)) + read(bill.rounding)).toBe(read(bill.total));
        expect(read(bill.taxable) + read(bill.tax) + read(bill.rounding)).toBe(read(bill.total));
        expect(sum(bill.lines.map((line) => line.taxable))).toBe(read(bill.taxable));
        expect(sum(bill.taxes.map((tax) => tax.amount))).toBe(read(bill.tax));
        for (const line of bill.lines) {
          expect(read(line.taxable) + sum(line.taxes.map((tax) => tax.amount))).toBe(read(line.total));
          const price = read(line.unit_price) * BigInt(line.quantity) - read(line.discount);
          expect(bill.prices_include_tax ? read(line.total) : read(line.taxable)).toBe(price);
        }
        for (const tax of bill.taxes) {
          const borne = bill.lines.flatMap((line) => line.taxes.filter((each) => each.name === tax.name && each.rate_bp === tax.rate_bp));
          expect(sum(borne.map((each) => each.amount))).toBe(read(tax.amount));
        }
        const half = (name: string) =>
          bill.taxes.filter((tax) => tax.name === name).map(({ rate_bp, amount, taxable }) => [rate_bp, amount, taxable]);
        expect(half('CGST')).toEqual(half('SGST'));
      }),
      { numRuns: Number(process.env['DOCUMENT_RUNS'] ?? 500) },
    );
  });

  it('of an order that does not add up is refused, not printed', () => {
    const order = billedOrder({ lines: [{ name: 'Coffee', quantity: 2, unitMinor: 10_000n, rateBp: 500 }] });
    expect(() => billOf({ ...order, total: { minor: order.total.minor + 1n, currency: 'INR' } })).toThrow('do not add up');
    expect(() => billOf({ ...order, taxes: [] })).toThrow('does not name');
    expect(() => billOf({ ...order, taxes: order.taxes.map((tax) => ({ ...tax, tax: tax.tax + 1n })) })).toThrow('not those of its items');
  });

  it('carries the rounding of its order beside the lines', () => {
    const order = billedOrder({ lines: [{ name: 'Coffee', quantity: 1, unitMinor: 9_960n, rateBp: 500 }] });
    const bill = billOf({ ...order, rounding: { minor: 40n, currency: 'INR' }, total: { minor: 10_000n, currency: 'INR' } });
    expect([bill.rounding, bill.total, bill.lines[0]?.total]).toEqual(['0.40', '100.00', '99.60']);
  });
});
