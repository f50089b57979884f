/** What a credit promises: parts that together give back the whole invoice give back each of its sums exactly, and nothing twice. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anySold, billedOrder, puneShop, type Sold } from '../../../test/builders/billed-order.ts';
import { composeCreditNote, composeInvoice } from './compose-document.ts';
import { type CreditWish, creditOf } from './credit.ts';
import { type DocumentContent, minorOf } from './document-content.ts';

const invoiceOf = (sold: Sold): DocumentContent =>
  composeInvoice(billedOrder(sold), puneShop, { name: 'Asha Rao' }, { number: 'INV/26-27/00001', issuedOn: '2026-11-20', language: 'en' });
const read = (text: string): bigint => minorOf(text, 'INR');
const sum = (texts: readonly string[]): bigint => texts.reduce((total, text) => total + read(text), 0n);
const rupees = (minor: bigint) => ({ minor, currency: 'INR' });

function note(invoice: DocumentContent, earlier: readonly DocumentContent[], wish: CreditWish): DocumentContent | undefined {
  const credited = creditOf(invoice, earlier, wish);
  const issue = { number: `CN/26-27/0000${earlier.length + 1}`, issuedOn: '2026-12-01', reason: 'Goods were returned' };
  return credited && composeCreditNote(invoice, credited, issue);
}

const anyWish: fc.Arbitrary<{ readonly kind: 'units' | 'value'; readonly line: number; readonly part: number }> = fc.record({
  kind: fc.constantFrom('units', 'value'),
  line: fc.nat(5),
  part: fc.integer({ min: 1, max: 100 }),
});

const coffee: Sold = {
  lines: [
    { name: 'Coffee', quantity: 3, unitMinor: 33_333n, rateBp: 500 },
    { name: 'Cup', quantity: 1, unitMinor: 10_001n, rateBp: 1800 },
  ],
  delivery: 4_000n,
};

describe('credits', () => {
  it('of any parts, and then of the rest, give back exactly the invoice', () => {
    fc.assert(
      fc.property(anySold, fc.array(anyWish, { maxLength: 5 }), (sold, wishes) => {
        const invoice = invoiceOf(sold);
        const notes: DocumentContent[] = [];
        for (const { kind, line, part } of wishes) {
          const left = read(invoice.total) - sum(notes.map((each) => each.total));
          const wish: CreditWish =
            kind === 'units'
              ? { lines: [{ variantId: `variant-${line}`, quantity: 1 + (part % 3) }] }
              : { amount: rupees((left * BigInt(part)) / 100n) };
          const next = note(invoice, notes, wish);
          if (next) notes.push(next);
        }
        const rest = note(invoice, notes, {});
        if (rest) notes.push(rest);
        expect(sum(notes.map((each) => each.total))).toBe(read(invoice.total));
        expect(sum(notes.map((each) => each.taxable))).toBe(read(invoice.taxable));
        expect(sum(notes.map((each) => each.tax))).toBe(read(invoice.tax));
        for (const line of invoice.lines) {
          const back = notes.flatMap((each) => each.lines.filter((found) => found.position === line.position));
          expect(sum(back.map((each) => each.total))).toBe(read(line.total));
          for (const [index, tax] of line.taxes.entries())
            expect(sum(back.map((each) => each.taxes[index]?.amount ?? '0'))).toBe(read(tax.amount));
        }
        for (const each of notes) {
          const half = (name: string) => each.taxes.filter((tax) => tax.name === name).map((tax) => tax.amount);
          expect(half('CGST')).toEqual(half('SGST'));
          expect(read(each.taxable) + read(each.tax) + read(each.rounding)).toBe(read(each.total));
          // Halves stay equal, so a note over single paise may round each of its taxes up at once; never by more than one a tax.
          for (const line of each.lines) expect(read(line.total) >= 0n && read(line.taxable) >= -BigInt(line.taxes.length)).toBe(true);
        }
        expect(note(invoice, notes, {})).toBeUndefined();
      }),
      { numRuns: Number(process.env['DOCUMENT_RUNS'] ?? 500) },
    );
  });

  it('of two units of three name them with what they were paid for', () => {
    const credited = note(invoiceOf(coffee), [], { lines: [{ variantId: 'variant-0', quantity: 2 }] });
    expect(credited?.lines.map((line) => [line.name, line.quantity, line.total])).toEqual([['Coffee', 2, '666.66']]);
    expect(credited?.amount_in_words).toBe('Six hundred sixty-six rupees and sixty-six paise only');
    expect(credited?.corrects).toEqual({ number: 'INV/26-27/00001', issued_on: '2026-11-20' });
  });

  it('over value alone name no units and spread over all lines', () => {
    const credited = note(invoiceOf(coffee), [], { amount: rupees(10_000n) });
    expect(credited?.lines.map((line) => [line.name, line.quantity])).toEqual([
      ['Coffee', 0],
      ['Cup', 0],
      ['Delivery', 0],
    ]);
    expect(credited?.total).toBe('100.00');
  });

  it('above what is left are refused, also by a single paisa', () => {
    const invoice = invoiceOf(coffee);
    const whole = read(invoice.total);
    expect(note(invoice, [], { amount: rupees(whole + 1n) })).toBeUndefined();
    const first = note(invoice, [], { amount: rupees(whole - 1n) });
    expect(first && note(invoice, [first], { amount: rupees(2n) })).toBeUndefined();
    expect(first && note(invoice, [first], { amount: rupees(1n) })?.total).toBe('0.01');
  });

  it('of the whole give the rounding back with it', () => {
    const order = billedOrder({ lines: [{ name: 'Coffee', quantity: 1, unitMinor: 9_960n, rateBp: 500 }] });
    const rounded = { ...order, rounding: rupees(40n), total: rupees(10_000n) };
    const invoice = composeInvoice(rounded, puneShop, {}, { number: 'INV/26-27/00001', issuedOn: '2026-11-20', language: 'en' });
    expect(note(invoice, [], { amount: rupees(10_000n) })).toMatchObject({ total: '100.00', rounding: '0.40' });
  });
});
