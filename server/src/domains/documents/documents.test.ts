/** What documents promise on a real database: one invoice an order, numbers without a gap, papers that say what the books say, and never change. */
import type { OrderId } from '@parley/contract/values/id.ts';
import { money } from '@parley/contract/values/money.ts';
import { expectOk } from '@parley/contract/values/result.ts';
import { hourMs } from '@parley/contract/values/time.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DocumentHouse, openDocumentHouse } from '../../../test/builders/document-house.ts';
import { minorOf } from './document-content.ts';

let house: DocumentHouse;
let product: Awaited<ReturnType<DocumentHouse['stockProduct']>>;
let other: typeof product;

beforeAll(async () => {
  house = await openDocumentHouse(11);
  product = await house.stockProduct({ name: 'Coffee', units: 5_000, priceMinor: 10_501, taxRateBp: 500, hsnCode: '0901' });
  other = await house.stockProduct({ name: 'Cup', units: 5_000, priceMinor: 33_333, taxRateBp: 1800 });
});
afterAll(() => house.close());

const bought = (quantity: number, more = 1) => [
  { variantId: product.variantId, quantity },
  { variantId: other.variantId, quantity: more },
];
const invoice = (orderId: OrderId) => house.inTx(async (tx) => expectOk(await house.documents.issueInvoice(tx, orderId)));
const creditNotes = (orderId: OrderId) => house.inTx(async (tx) => expectOk(await house.documents.issueCreditNotes(tx, orderId)));
const ofOrder = (orderId: OrderId) => house.inTx((tx) => house.documents.ofOrder(tx, orderId));
const countOf = (number: string): number => Number(number.split('/').at(-1));

/** What the papers of an order leave to be owed, beside what the books do. */
async function bothSay(orderId: OrderId) {
  const [first, ...notes] = await ofOrder(orderId);
  const total = (each: typeof first): bigint => (each ? minorOf(each.content.total, each.content.currency) : 0n);
  const tax = (each: typeof first): bigint => (each ? minorOf(each.content.tax, each.content.currency) : 0n);
  return {
    papers: notes.reduce((sum, note) => sum - total(note), total(first)),
    papersTax: notes.reduce((sum, note) => sum - tax(note), tax(first)),
    books: await house.soldOnBooks(orderId),
    booksTax: await house.taxOnBooks(orderId),
  };
}

describe('an invoice', () => {
  it('is issued once for an order, however often it is asked for', async () => {
    const orderId = await house.paid(bought(2));
    const first = await invoice(orderId);
    expect(first.number).toMatch(/^INV\/25-26\/\d{5}$/);
    expect(first.issuedOn).toBe('2026-03-01');
    const again = await Promise.all([
      invoice(orderId),
      invoice(orderId),
      house.inTx(async (tx) => expectOk(await house.documents.invoice(tx, orderId))),
    ]);
    expect(again.map((each) => each.number)).toEqual([first.number, first.number, first.number]);
    expect(countOf((await invoice(await house.paid(bought(1)))).number)).toBe(countOf(first.number) + 1);
  });

  it('says what the order and the books say, taxes in equal halves', async () => {
    const orderId = await house.paid(bought(3));
    const { content } = await invoice(orderId);
    expect(content.lines.map((line) => [line.name, line.quantity, line.code])).toEqual([
      ['Coffee', 3, '0901'],
      ['Cup', 1, undefined],
    ]);
    expect(content.taxes.map((tax) => `${tax.name} ${tax.rate_bp}`).toSorted()).toEqual(['CGST 250', 'CGST 900', 'SGST 250', 'SGST 900']);
    const said = await bothSay(orderId);
    expect([said.papers, said.papersTax]).toEqual([said.books, said.booksTax]);
  });

  it('is refused for an order that nobody paid or confirmed', async () => {
    const orderId = await house.placed(bought(1));
    const refused = await house.inTx((tx) => house.documents.issueInvoice(tx, orderId));
    expect(refused.ok ? '' : refused.refusal.code).toBe('order.wrong_state');
    expect(await ofOrder(orderId)).toEqual([]);
  });

  it('cannot be changed or removed, not even by the program itself', async () => {
    const { id, orderId, content } = await invoice(await house.paid(bought(1)));
    const change = (column: 'content' | 'number' | 'issued_on', value: string) =>
      house.inTx((tx) =>
        tx.db
          .updateTable('documents')
          .set({ [column]: value })
          .where('id', '=', id)
          .execute(),
      );
    for (const attempt of [() => change('content', '{}'), () => change('number', '7'), () => change('issued_on', '2020-01-01')])
      await expect(attempt()).rejects.toThrow(/permission denied/);
    await expect(house.inTx((tx) => tx.db.deleteFrom('documents').where('id', '=', id).execute())).rejects.toThrow(/permission denied/);
    await house.inTx((tx) => tx.db.updateTable('products').set({ name: 'Renamed' }).where('id', '=', product.productId).execute());
    expect((await ofOrder(orderId))[0]?.content).toEqual(content);
  });

  it('speaks the language of the customer', async () => {
    const orderId = await house.paid(bought(1), 'hi');
    const { language, content } = await invoice(orderId);
    expect([language, content.amount_in_words.endsWith('मात्र')]).toEqual(['hi', true]);
  });
});

describe('numbers', () => {
  it('run without a gap when many are issued at once and some are rolled back', async () => {
    const orders: OrderId[] = [];
    for (let index = 0; index < 12; index += 1) orders.push(await house.paid(bought(1)));
    const before = countOf((await invoice(await house.paid(bought(1)))).number);
    const issued = await Promise.all(
      [...orders, ...orders].map((orderId, index) =>
        house
          .inTx(async (tx) => {
            const made = expectOk(await house.documents.issueInvoice(tx, orderId));
            if (index % 5 === 4) throw new Error('the process died here');
            return made.number;
          })
          .catch(() => undefined),
      ),
    );
    expect(issued.filter((each) => each === undefined).length).toBeGreaterThan(0);
    const numbers = await Promise.all(orders.map(async (orderId) => countOf((await invoice(orderId)).number)));
    expect(numbers.toSorted((a, b) => a - b)).toEqual(orders.map((_, index) => before + 1 + index));
  });

  it('begin again with the financial year, at midnight of the merchant', async () => {
    const [late, early] = [await house.paid(bought(1)), await house.paid(bought(1))];
    house.clock.set(new Date('2026-03-31T18:29:59Z'));
    const last = await invoice(late);
    house.clock.set(new Date('2026-03-31T18:30:00Z'));
    const first = await invoice(early);
    expect([last.number.slice(0, 10), last.issuedOn]).toEqual(['INV/25-26/', '2026-03-31']);
    expect([first.number, first.issuedOn]).toEqual(['INV/26-27/00001', '2026-04-01']);
  });
});

describe('credit notes', () => {
  it('follow a refund by staff, and a repeat issues nothing new', async () => {
    const orderId = await house.paid(bought(2));
    const paper = await invoice(orderId);
    expect(await creditNotes(orderId)).toEqual([]);
    expectOk(await house.inTx((tx) => house.orders.refund(tx, orderId, { amount: money(5_000, 'INR'), reason: 'late', actor: 'staff:1' })));
    await house.settle();
    const [note, ...more] = await creditNotes(orderId);
    expect([note?.kind, note?.content.total, note?.content.corrects?.number, more.length]).toEqual([
      'credit_note',
      '50.00',
      paper.number,
      0,
    ]);
    expect(await creditNotes(orderId)).toEqual([]);
    const said = await bothSay(orderId);
    expect(said.papers).toBe(said.books);
  });

  it('of a return name what came back, unit by unit', async () => {
    const orderId = await house.delivered(bought(3));
    await invoice(orderId);
    const id = await house.returned(orderId, [
      { variantId: product.variantId, outcome: 'restocked', quantity: 1 },
      { variantId: product.variantId, outcome: 'damaged', quantity: 1 },
    ]);
    const [note] = await creditNotes(orderId);
    expect(note?.returnId).toBe(id);
    expect(note?.content.lines.map((line) => [line.name, line.quantity, line.total])).toEqual([['Renamed', 2, '210.02']]);
    expect(note?.content.reason).toBe('Goods were returned');
    const said = await bothSay(orderId);
    expect(said.papers).toBe(said.books);
  });

  it('of a cancelled order give everything back that is left', async () => {
    const orderId = await house.paid(bought(2));
    await invoice(orderId);
    expectOk(await house.inTx((tx) => house.orders.refund(tx, orderId, { amount: money(3_333, 'INR'), reason: 'late', actor: 'staff:1' })));
    await house.settle();
    await creditNotes(orderId);
    expectOk(await house.inTx((tx) => house.orders.cancel(tx, orderId, { reason: 'customer', actor: 'staff:1' })));
    await house.settle();
    const [note] = await creditNotes(orderId);
    expect(note?.content.reason).toBe('The order was cancelled');
    const said = await bothSay(orderId);
    expect([said.papers, said.papersTax]).toEqual([0n, 0n]);
    expect([said.books, said.booksTax]).toEqual([0n, 0n]);
    expect(await creditNotes(orderId)).toEqual([]);
  });

  it('have a series of their own, without a gap', async () => {
    const { items } = await house.inTx((tx) => house.documents.list(tx, { page: 1, limit: 100, kind: 'credit_note' }));
    const counts = items.map((each) => countOf(each.number)).toSorted((a, b) => a - b);
    expect(counts).toEqual(counts.map((_, index) => index + 1));
    expect(counts.length).toBe(4);
  });

  it('are refused while there is no invoice', async () => {
    const orderId = await house.paid(bought(1));
    const refused = await house.inTx((tx) => house.documents.issueCreditNotes(tx, orderId));
    expect(refused.ok ? '' : refused.refusal.code).toBe('document.not_found');
  });
});

it('a day on paper is the merchant’s day, whatever the hour elsewhere', async () => {
  house.clock.set(new Date('2026-06-30T20:00:00Z'));
  const { issuedOn } = await invoice(await house.paid(bought(1)));
  expect(issuedOn).toBe('2026-07-01');
  house.clock.advance(22 * hourMs);
  expect((await invoice(await house.paid(bought(1)))).issuedOn).toBe('2026-07-01');
});
