/** Buy, pay, fee, ship, refund: at every stop the trial balance says exactly what happened, to the paisa. */
import type { MerchantId } from '@parley/contract/values/id.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AccountRole } from '../../src/domains/books/index.ts';
import { addProduct, at, openMerchant, type TestMerchant, textAt } from '../builders/merchant.ts';
import { toCheckoutLink, toPaymentLink } from '../builders/purchase.ts';
import { homeAddress, openShopper, type Shopper } from '../builders/shopper.ts';
import { openTown, type Town } from '../builders/town.ts';

let town: Town;
let merchant: TestMerchant;
let asha: Shopper;
let variantId: string;
const DELIVERED = 7;
const PICKED_UP = 42;

beforeAll(async () => {
  town = await openTown();
  merchant = await openMerchant(town, town.standIns, { name: 'Corner Coffee' });
  const settings = { tax: { default_rate: '5' }, cod: { offered: true } };
  const changed = await merchant.call('PATCH', '/merchant', { tax_region: 'Karnataka', tax_number: '29ABCDE1234F1Z5', settings });
  expect(changed.status).toBe(200);
  ({ variantId } = await addProduct(merchant, { name: 'Filter coffee', price: '149.00', stock: 10, weight_kg: '0.5' }));
  asha = openShopper(town.standIns, merchant.phoneNumberId, { phone: '919876500021' });
});
afterAll(() => town.close());

async function settle(): Promise<void> {
  await town.app.worker.drain();
  await town.standIns.settled();
  await town.app.worker.drain();
}

const roles = ['bank', 'cash', 'clearing', 'receivable', 'cod_receivable', 'inventory', 'input_tax', 'payable'] as const;
const others = [
  'output_cgst',
  'output_sgst',
  'output_igst',
  'refunds_due',
  'sales',
  'shipping_income',
  'discounts',
  'sales_returns',
] as const;
const costs = ['cost_of_goods', 'gateway_fees', 'shipping_cost', 'rounding', 'stock_adjustment', 'output_tax', 'other_income'] as const;
type Balances = Readonly<Partial<Record<AccountRole, number>>>;

/** Debit − credit in paise; the trial balance is even whenever it is looked at. */
async function balances(): Promise<Balances> {
  const answer = await merchant.call('GET', '/accounting/trial-balance');
  expect(at(answer.body, 'data.total_debit')).toBe(at(answer.body, 'data.total_credit'));
  return town.database.inTx(merchant.id as MerchantId, async (tx) => {
    const found: Partial<Record<AccountRole, number>> = {};
    for (const role of [...roles, ...others, ...costs]) found[role] = Number((await town.app.books.balance(tx, role)).minor);
    return found;
  });
}

/** What moved since, by account; what stayed is left out. */
function moved(before: Balances, after: Balances): Balances {
  const changes = [...roles, ...others, ...costs].map((role): [AccountRole, number] => [role, (after[role] ?? 0) - (before[role] ?? 0)]);
  return Object.fromEntries(changes.filter(([, minor]) => minor !== 0));
}

const paise = (text: string): number => Math.round(Number(text) * 100);

async function newestOrder(): Promise<unknown> {
  const list = await merchant.call('GET', '/orders?limit=1');
  return at((await merchant.call('GET', `/orders/${textAt(list.body, 'data.0.id')}`)).body, 'data');
}

async function verified(): Promise<void> {
  const answer = await merchant.call('POST', '/accounting/verify', {});
  expect(at(answer.body, 'data.differences')).toEqual([]);
}

describe('the books', { timeout: 90_000 }, () => {
  test('follow one order from the chat to its refund', async () => {
    const start = await balances();
    const link = await toPaymentLink(asha, variantId);
    expect(moved(start, await balances())).toEqual({});
    town.standIns.razorpay.side.pay(link);
    await asha.hears('the confirmation', (message) => /confirmed|paid/i.test(message.text));
    await settle();
    const order = await newestOrder();
    const total = paise(textAt(order, 'total_amount'));
    const tax = paise(textAt(order, 'tax_amount'));
    const [delivery, goods] = [paise(textAt(order, 'delivery_amount')), 14_900];
    expect(total).toBe(goods + delivery);
    const half = (inclusive: number) => Math.round((inclusive * 5) / 210);
    expect(tax).toBe(2 * half(goods) + 2 * half(delivery));
    const paid = town.standIns.razorpay.side.payments().at(-1);
    const [fee, feeTax] = [paid?.fee ?? 0, paid?.tax ?? 0];
    expect(fee).toBeGreaterThan(0);
    const sold = moved(start, await balances());
    expect(sold).toEqual({
      clearing: total - fee,
      sales: -(goods - 2 * half(goods)),
      shipping_income: -(delivery - 2 * half(delivery)),
      output_cgst: -tax / 2,
      output_sgst: -tax / 2,
      cost_of_goods: 100,
      inventory: -100,
      gateway_fees: fee - feeTax,
      input_tax: feeTax,
      shipping_cost: delivery,
      payable: -delivery,
    });
    await verified();

    const before = await balances();
    const awb = textAt(order, 'shipment.awb');
    town.standIns.shiprocket.side.move(awb, PICKED_UP);
    town.standIns.shiprocket.side.move(awb, DELIVERED);
    await settle();
    expect(moved(before, await balances())).toEqual({});

    const id = textAt(order, 'id');
    const part = await merchant.call('POST', `/orders/${id}/refund`, { amount: '50.00', reason: 'one bag was open' });
    expect(part.status).toBe(200);
    await settle();
    const partTax = -2 * Math.round(((-tax / 2) * 5_000) / total);
    expect(moved(before, await balances())).toEqual({
      clearing: -5_000,
      sales_returns: 5_000 - partTax,
      output_cgst: partTax / 2,
      output_sgst: partTax / 2,
    });
    expect((await merchant.call('POST', `/orders/${id}/refund`, {})).status).toBe(200);
    await settle();
    expect(moved(before, await balances())).toEqual({
      clearing: -total,
      sales_returns: total - tax,
      output_cgst: tax / 2,
      output_sgst: tax / 2,
    });
    expect((await merchant.call('POST', `/orders/${id}/refund`, {})).status).toBe(422);
    await verified();
  });

  test('follow cash on delivery from the yes in the chat to the bank', async () => {
    asha.mark();
    const page = await toCheckoutLink(asha, variantId);
    await post(`${page}/delivery`, homeAddress);
    const review = await (await fetch(page)).text();
    expect(review).toContain('Of which tax');
    expect(review).toContain('Pay in cash on delivery instead');
    await post(`${page}/method`, { payment_method: 'cod' });
    const cod = await (await fetch(page)).text();
    const expectedTotal = /name="expected_total" value="(\d+)"/.exec(cod)?.[1] ?? '';
    asha.mark();
    const placed = await post(`${page}/pay`, { expected_total: expectedTotal });
    expect(placed).toMatch(/\/order\/[0-9a-f-]{36}$/);
    const ask = await asha.hears('the question whether to send it', (message) => message.ids.some((id) => id.startsWith('cod.yes:')));
    const before = await balances();
    asha.mark();
    asha.press(ask.ids.find((id) => id.startsWith('cod.yes:')) ?? '');
    await asha.hears('that it is confirmed', (message) => /confirmed/i.test(message.text));
    await settle();
    const order = await newestOrder();
    expect(at(order, 'status')).toBe('processing');
    expect(textAt(order, 'payment_method')).toBe('cod');
    const total = paise(textAt(order, 'total_amount'));
    expect(String(total)).toBe(expectedTotal);
    expect(moved(before, await balances())).toMatchObject({ receivable: total });
    const awb = textAt(order, 'shipment.awb');
    town.standIns.shiprocket.side.move(awb, PICKED_UP);
    town.standIns.shiprocket.side.move(awb, DELIVERED);
    await settle();
    expect(moved(before, await balances())).toMatchObject({ cod_receivable: total });
    const sent = { amount: textAt(order, 'total_amount'), reference: 'UTR 123' };
    const remitted = await merchant.call('POST', `/orders/${textAt(order, 'id')}/cod-remitted`, sent);
    expect(remitted.status).toBe(200);
    const after = moved(before, await balances());
    expect(after).toMatchObject({ bank: total });
    expect(after).not.toHaveProperty('cod_receivable');
    await verified();
  });
});

/** Answers where the form leads. */
async function post(url: string, form: Readonly<Record<string, string>>): Promise<string> {
  const answer = await fetch(url, { method: 'POST', body: new URLSearchParams(form), redirect: 'manual' });
  expect(answer.status).toBe(303);
  return answer.headers.get('location') ?? '';
}
