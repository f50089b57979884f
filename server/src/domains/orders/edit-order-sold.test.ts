/** Orders that were sold in other ways than by a link, or have left in part: what an edit may still do to them. */
import type { OrderId, VariantId } from '@parley/contract/values/id.ts';
import { expectOk } from '@parley/contract/values/result.ts';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { linkIdOf, look, type OrderHouse, openOrderHouse, placeOrder, puneAddress } from '../../../test/builders/order-house.ts';
import { createSecrets } from '../../foundation/secrets/secrets.ts';
import { createDocuments } from '../documents/index.ts';
import { createReturns } from '../returns/index.ts';

let house: OrderHouse;
let usual: OrderHouse['outside']['shop'];
beforeAll(async () => {
  house = await openOrderHouse(29);
  usual = house.outside.shop;
});
beforeEach(() => {
  house.outside.shop = usual;
});
afterAll(() => house.close());

const actor = 'staff:1';
const shrink = (id: OrderId, variantId: VariantId, quantity: number) =>
  house.inTx((tx) => house.orders.edit(tx, id, { lines: [{ variantId, quantity }], actor }));
const unitsFree = async (variantId: VariantId) => (await house.inTx((tx) => house.stock.available(tx, [variantId]))).get(variantId);
const owedBy = async (id: OrderId) => (await house.inTx((tx) => house.books.balancesOfOrder(tx, id))).get('receivable') ?? 0n;

async function paid(variantId: VariantId, quantity: number) {
  const { orderId, linkId } = await placeOrder(house, { variantId, quantity });
  house.razorpay.side.pay(linkId);
  await house.fileEvents();
  await house.drain();
  return orderId;
}

it('what staff confirmed unpaid is asked for at its new price', async () => {
  const { variantId } = await house.stockProduct({ units: 5 });
  const { orderId } = await placeOrder(house, { variantId, quantity: 3 });
  await house.inTx(async (tx) => expectOk(await house.orders.confirm(tx, orderId, actor)));
  expect(await owedBy(orderId)).toBe(30_000n);
  expectOk(await shrink(orderId, variantId, 1));
  await house.drain();
  expect([await owedBy(orderId), await unitsFree(variantId)]).toEqual([10_000n, 4]);
  expect((await look(house, orderId)).paymentLink).toMatchObject({ state: 'open', amount: { minor: 10_000n } });
  house.razorpay.side.pay(await linkIdOf(house, orderId));
  await house.fileEvents();
  await house.drain();
  expect(await look(house, orderId)).toMatchObject({ paymentStatus: 'paid', refunded: { minor: 0n } });
  expect(await owedBy(orderId)).toBe(0n);
});

it('cash on delivery is collected at what is left', async () => {
  house.outside.shop = { ...usual, cod: { offered: true } };
  const { variantId } = await house.stockProduct({ units: 5, weightGrams: 100 });
  const customer = await house.customer();
  const place = () =>
    house.inTx((tx) =>
      house.orders.placeFor(tx, {
        customerId: customer.id,
        lines: [{ variantId, quantity: 3 }],
        deliveryMethod: 'delivery',
        paymentMethod: 'cod',
        address: puneAddress,
        actor,
      }),
    );
  const quote = { postalCode: puneAddress.postalCode, weightGrams: 300, value: { minor: 30_000n, currency: 'INR' }, cashOnDelivery: true };
  await house.inTx((tx) => house.fulfilment.requestQuote(tx, quote));
  await house.drain();
  const { id } = expectOk(await place());
  await house.inTx(async (tx) => expectOk(await house.orders.confirm(tx, id, actor)));
  await house.drain();
  const before = await look(house, id);
  expectOk(await shrink(id, variantId, 1));
  await house.drain();
  const after = await look(house, id);
  expect(after.total.minor).toBe(before.total.minor - 20_000n);
  expect(after.shipment?.id).not.toBe(before.shipment?.id);
  await house.inTx(async (tx) => expectOk(await house.orders.ship(tx, id, actor)));
  await house.inTx(async (tx) => expectOk(await house.orders.deliver(tx, id, actor)));
  expect(await owedBy(id)).toBe(0n);
});

it('what has left stays; without the rest the order is sent', async () => {
  const { variantId } = await house.stockProduct({ units: 5 });
  const orderId = await paid(variantId, 3);
  await house.inTx(async (tx) => expectOk(await house.orders.ship(tx, orderId, actor, [{ variantId, quantity: 2 }])));
  expect(await shrink(orderId, variantId, 1)).toMatchObject({
    refusal: { code: 'order.wrong_state', details: [{ field: 'items.0.quantity', message: '2 have left already.' }] },
  });
  const { after } = expectOk(await shrink(orderId, variantId, 2));
  expect(after).toMatchObject({ status: 'shipped', items: [{ quantity: 2, fulfilledQuantity: 2 }] });
  expect([await owedBy(orderId), await unitsFree(variantId)]).toEqual([0n, 3]);
});

it('no refund goes above what is left of the payment, and then nothing changes', async () => {
  const { variantId } = await house.stockProduct({ units: 5 });
  const orderId = await paid(variantId, 3);
  const amount = { minor: 25_000n, currency: 'INR' };
  await house.inTx(async (tx) => expectOk(await house.orders.refund(tx, orderId, { amount, reason: 'late', actor })));
  const before = await look(house, orderId);
  expect(await shrink(orderId, variantId, 1)).toMatchObject({ refusal: { code: 'payment.refund_too_large' } });
  expect(await look(house, orderId)).toEqual(before);
  expect(await unitsFree(variantId)).toBe(2);
});

it('shrunk and cancelled at once: all the money and all the goods are back', async () => {
  const { variantId } = await house.stockProduct({ units: 12 });
  const ids = [await paid(variantId, 3), await paid(variantId, 3), await paid(variantId, 3)];
  await Promise.all(
    ids.flatMap((id) => [
      shrink(id, variantId, 1),
      house.inTx((tx) => house.orders.cancel(tx, id, { reason: 'staff', actor })),
      shrink(id, variantId, 2),
    ]),
  );
  await house.drain();
  await house.fileEvents();
  await house.drain();
  for (const id of ids) {
    const order = await look(house, id);
    expect(order).toMatchObject({ status: 'cancelled', paymentStatus: 'refunded', refunded: { minor: 30_000n } });
    expect(await owedBy(id)).toBe(0n);
  }
  expect(await unitsFree(variantId)).toBe(12);
});

it('edits whose goods cross end, each whole', async () => {
  const [one, two] = [await house.stockProduct({ units: 100 }), await house.stockProduct({ units: 100 })];
  const orders = [];
  for (let index = 0; index < 8; index += 1)
    orders.push(await placeOrder(house, { variantId: (index % 2 === 0 ? one : two).variantId, quantity: 1 }));
  const lines = [one, two].map(({ variantId }) => ({ variantId, quantity: 2 }));
  const edits = await Promise.all(orders.map(({ orderId }) => house.inTx((tx) => house.orders.edit(tx, orderId, { lines, actor }))));
  expect(edits.every((each) => each.ok)).toBe(true);
  for (const { variantId } of [one, two]) expect(await unitsFree(variantId)).toBe(84);
});

it('what was taken off after the invoice stands on a credit note, line by line and tax by tax', async () => {
  house.outside.shop = { ...usual, defaultTaxRateBp: 1_800 };
  const [rice, soap] = [await house.stockProduct({ units: 9, priceMinor: 10_499, taxRateBp: 500 }), await house.stockProduct({ units: 9 })];
  const customer = await house.customer();
  const lines = [rice, soap].map(({ variantId }) => ({ variantId, quantity: 3 }));
  const placed = { customerId: customer.id, lines, deliveryMethod: 'pickup' as const, actor };
  const { id } = await house.inTx(async (tx) => expectOk(await house.orders.placeFor(tx, placed)));
  await house.inTx(async (tx) => expectOk(await house.orders.confirm(tx, id, actor)));
  const returns = createReturns({ ...house, windowDays: async () => 14, emit: async () => {} });
  const seller = { name: 'Starling', email: 'a@b.example', country: 'IN', language: 'en', timeZone: 'Asia/Kolkata', address: [] } as const;
  const secrets = createSecrets({ current: 'k'.repeat(44) });
  const documents = createDocuments({ ...house, returns, secrets, publicUrl: 'http://shop.example', seller: async () => seller });
  await house.inTx(async (tx) => expectOk(await documents.issueInvoice(tx, id)));
  const kept = [
    { variantId: rice.variantId, quantity: 1 },
    { variantId: soap.variantId, quantity: 3 },
  ];
  const { before, after } = expectOk(await house.inTx((tx) => house.orders.edit(tx, id, { lines: kept, actor })));
  const [note] = await house.inTx(async (tx) => expectOk(await documents.issueCreditNotes(tx, id)));
  expect(note?.content.lines.map((line) => [line.variant_id, line.quantity])).toEqual([[rice.variantId, 2]]);
  expect(note?.content.total).toBe('209.98');
  expect(before.total.minor - after.total.minor).toBe(20_998n);
  // Nothing of the goods at 18 % was given up.
  expect(note?.content.taxes.filter((tax) => tax.rate_bp === 900 && Number(tax.amount) !== 0)).toEqual([]);
  expect(Number(note?.content.tax) * 100).toBeCloseTo(Number(before.tax.minor - after.tax.minor), 0);
});
