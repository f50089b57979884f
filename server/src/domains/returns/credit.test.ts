/** Credits of a line add up to the line to the minor unit, with equal halves of a tax, in whatever portions its units come back. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { creditOf, cutCredit, limitTaxes, type SoldLine } from './credit.ts';
import { creditNotePosting } from './returns-postings.ts';

const runs = { numRuns: Number(process.env['RETURN_RUNS'] ?? 500), verbose: 1 } as const;
const sum = (all: readonly bigint[]) => all.reduce((a, b) => a + b, 0n);

/** A line with GST in halves, IGST, or a VAT in it. */
const soldLine = fc
  .record({
    quantity: fc.integer({ min: 1, max: 60 }),
    paid: fc.bigInt({ min: 0n, max: 5_000_000n }),
    rate: fc.integer({ min: 0, max: 2_800 }),
    kind: fc.constantFrom('gst', 'igst', 'vat'),
  })
  .map(({ quantity, paid, rate, kind }): SoldLine => {
    const tax = (paid * BigInt(rate)) / BigInt(10_000 + rate);
    const half = { rateBp: rate / 2, minor: tax / 2n };
    const taxes =
      kind === 'gst'
        ? [
            { name: 'CGST' as const, ...half },
            { name: 'SGST' as const, ...half },
          ]
        : [{ name: kind === 'igst' ? ('IGST' as const) : ('VAT' as const), rateBp: rate, minor: tax }];
    return { quantity, paid: { minor: paid, currency: 'INR' }, taxes };
  });

describe('what comes back is worth', () => {
  it('exactly the line when all of it has come, and every part of every credit adds up', () => {
    fc.assert(
      fc.property(soldLine, fc.array(fc.integer({ min: 1, max: 20 })), (sold, portions) => {
        let before = 0;
        const totals: bigint[] = [];
        const taxes: bigint[] = [];
        for (const wanted of [...portions, sold.quantity]) {
          const units = Math.min(wanted, sold.quantity - before);
          const credit = creditOf([{ sold, before, units }], 'INR');
          before += units;
          totals.push(credit.total.minor);
          taxes.push(sum(credit.taxes.map((tax) => tax.minor)));
          expect(credit.net.minor + sum(credit.taxes.map((tax) => tax.minor))).toBe(credit.total.minor);
          expect(credit.net.minor).toBeGreaterThanOrEqual(-1n * BigInt(credit.taxes.length));
          expect(sum(totals)).toBeLessThanOrEqual(sold.paid.minor);
          const half = (name: string) => credit.taxes.find((tax) => tax.name === name)?.minor ?? 0n;
          expect(half('CGST')).toBe(half('SGST'));
        }
        expect(sum(totals)).toBe(sold.paid.minor);
        expect(sum(taxes)).toBe(sum(sold.taxes.map((tax) => tax.minor)));
      }),
      runs,
    );
  });

  it('three units that cost 10.00 together are worth 3.34, 3.33 and 3.33', () => {
    const sold: SoldLine = { quantity: 3, paid: { minor: 1_000n, currency: 'INR' }, taxes: [] };
    const unit = (before: number) => creditOf([{ sold, before, units: 1 }], 'INR').total.minor;
    expect([unit(0), unit(1), unit(2)]).toEqual([334n, 333n, 333n]);
    expect(() => creditOf([{ sold, before: 1, units: 3 }], 'INR')).toThrow('more units');
  });
});

describe('a credit note', () => {
  const of = { id: 'r', number: 'RET-10001', orderId: 'o', orderNumber: 'ORD-1' } as unknown as Parameters<typeof creditNotePosting>[0];

  it('is balanced at any amount, keeps equal halves, and gives no more tax back than was in it', () => {
    fc.assert(
      fc.property(fc.array(soldLine, { minLength: 1, maxLength: 4 }), fc.integer({ min: 0, max: 100 }), (lines, percent) => {
        const whole = creditOf(
          lines.map((sold) => ({ sold, before: 0, units: sold.quantity })),
          'INR',
        );
        const credit = cutCredit(whole, { minor: (whole.total.minor * BigInt(percent)) / 100n, currency: 'INR' });
        const { lines: posted } = creditNotePosting(of, credit, 'staff:1');
        expect(sum(posted.map((line) => line.debit ?? 0n))).toBe(sum(posted.map((line) => line.credit ?? 0n)));
        const on = (account: string) => sum(posted.filter((line) => line.account === account).map((line) => line.debit ?? 0n));
        expect(on('output_cgst')).toBe(on('output_sgst'));
        expect(posted.filter((line) => (line.debit ?? 0n) < 0n || (line.credit ?? 0n) < 0n)).toEqual([]);
        expect(posted.find((line) => line.account === 'receivable')?.credit).toBe(credit.total.minor);
      }),
      runs,
    );
    expect(() => cutCredit(creditOf([], 'INR'), { minor: 1n, currency: 'INR' })).toThrow('cut to less');
  });

  it('gives no more of a tax back than is still owed, and stays the same sum', () => {
    fc.assert(
      fc.property(fc.array(soldLine, { minLength: 1, maxLength: 4 }), fc.bigInt({ min: -5n, max: 500_000n }), (lines, owed) => {
        const whole = creditOf(
          lines.map((sold) => ({ sold, before: 0, units: sold.quantity })),
          'INR',
        );
        const limited = limitTaxes(whole, () => owed);
        expect(limited.total).toEqual(whole.total);
        for (const name of ['CGST', 'SGST', 'IGST', 'VAT'] as const) {
          const back = sum(limited.taxes.filter((tax) => tax.name === name).map((tax) => tax.minor));
          expect(back <= owed || back === 0n).toBe(true);
        }
        expect(limited.net.minor + sum(limited.taxes.map((tax) => tax.minor))).toBe(whole.total.minor);
      }),
      runs,
    );
  });

  it('names the taxes of the books', () => {
    const credit = creditOf(
      [
        {
          sold: {
            quantity: 2,
            paid: { minor: 2_360n, currency: 'INR' },
            taxes: [
              { name: 'CGST', rateBp: 900, minor: 180n },
              { name: 'SGST', rateBp: 900, minor: 180n },
            ],
          },
          before: 0,
          units: 1,
        },
      ],
      'INR',
    );
    const posting = creditNotePosting(of, credit, 'staff:1');
    expect(posting.lines.map((line) => [line.account, line.debit ?? 0n, line.credit ?? 0n])).toEqual([
      ['sales_returns', 1_000n, 0n],
      ['output_cgst', 90n, 0n],
      ['output_sgst', 90n, 0n],
      ['receivable', 0n, 1_180n],
    ]);
  });
});
