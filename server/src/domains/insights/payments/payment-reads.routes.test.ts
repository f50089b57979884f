/** Payments as lists and what needs a person, and asking again for a refund: what works, what is refused, and that merchants are kept apart. */
import type { OrderId } from '@parley/contract/values/id.ts';
import { money } from '@parley/contract/values/money.ts';
import { expectOk } from '@parley/contract/values/result.ts';
import { dayMs, hourMs } from '@parley/contract/values/time.ts';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { look, type OrderHouse, openOrderHouse, placeOrder } from '../../../../test/builders/order-house.ts';
import { createRoleEdge } from '../../../../test/builders/role-edge.ts';
import type { Edge } from '../../../foundation/http/edge-parts.ts';
import { paymentRoutes } from '../../payments/payment.routes.ts';
import { paymentReads } from './payment-reads.routes.ts';

let house: OrderHouse;
let edge: Edge;
const audited: unknown[] = [];

beforeAll(async () => {
  house = await openOrderHouse(7);
  edge = createRoleEdge(house);
  edge.register(paymentReads({ clock: house.clock, books: house.books }), { prefix: '/api/v1' });
  const audit = { record: async (_tx: unknown, record: unknown) => void audited.push(record) };
  edge.register(paymentRoutes({ payments: house.payments, audit }), { prefix: '/api/v1' });
  await edge.ready();
}, 60_000);
afterAll(async () => {
  await edge.close();
  await house.close();
});
afterEach(() => {
  house.outside.wrapGateway = (gateway) => gateway;
});

async function call(method: 'GET' | 'POST', url: string, as = 'accountant') {
  const answer = await edge.inject({ method, url: `/api/v1${url}`, headers: { authorization: `Bearer ${as}` } });
  return { status: answer.statusCode, text: answer.body, body: answer.body.startsWith('{') ? JSON.parse(answer.body) : undefined };
}
const get = async (url: string, as?: string) => (await call('GET', url, as)).body;
const side = () => house.razorpay.side;

async function told(): Promise<void> {
  await house.fileEvents();
  await house.drain();
}
async function order() {
  return placeOrder(house, { variantId: (await house.stockProduct({ units: 1 })).variantId });
}
async function paid(): Promise<OrderId> {
  const placed = await order();
  expectOk(side().pay(placed.linkId));
  await told();
  return placed.orderId;
}
/** Nothing goes back from here on: the gateway takes what it is asked and says that it failed. */
let failures = 0;
function failRefunds(): void {
  house.outside.wrapGateway = (gateway) => ({
    ...gateway,
    async refund({ providerPaymentId, amount }) {
      failures += 1;
      return { ok: true, value: { providerRefundId: `rfnd_failed${failures}`, providerPaymentId, amount, state: 'failed' } };
    },
  });
}
const refund = (id: OrderId, minor: bigint) =>
  house.inTx(async (tx) =>
    expectOk(await house.orders.refund(tx, id, { amount: money(minor, 'INR'), reason: 'bruised', actor: 'staff:1' })),
  );
async function givenUp(minor: bigint): Promise<OrderId> {
  const id = await paid();
  failRefunds();
  await refund(id, minor);
  for (let day = 0; day < 4; day += 1) await house.advance(dayMs);
  house.outside.wrapGateway = (gateway) => gateway;
  return id;
}
const attentionOf = async (id: OrderId) =>
  (await get('/payments/attention?limit=100')).data.filter((each: { order: { id: string } }) => each.order.id === id);

describe('works', () => {
  it('payments are listed with order, fee and what went back, filtered and counted', async () => {
    const id = await paid();
    await refund(id, 1_000n);
    await house.drain();
    await told();
    const number = (await look(house, id)).orderNumber;
    const { data, pagination } = await get(`/payments?search=${number}`, 'viewer');
    expect(pagination.total).toBe(1);
    expect(data[0]).toMatchObject({
      order: { id, order_number: number, customer_name: 'Asha' },
      gateway: 'razorpay',
      amount: '100.00',
      refunded_amount: '10.00',
      verdict: 'settled',
    });
    expect(Number(data[0].fee)).toBeGreaterThan(0);
    expect((await get(`/payments?search=${number}&gateway=stripe`)).data).toEqual([]);
    expect((await get('/payments?from=2020-01-01&to=2020-01-31')).pagination.total).toBe(0);
    const one = (await get(`/payments/${data[0].id}`)).data;
    expect(one.refunds).toMatchObject([{ amount: '10.00', state: 'processed', stuck: false }]);
    expect(one.drill).toBe(`/accounting/journal-entries?subject=payment:${data[0].id}`);
    expect((await get('/payments/refunds?state=processed')).data).toMatchObject([{ payment_id: data[0].id }]);
    expect((await call('GET', '/payments?format=csv')).text).toContain(`${number},Asha,razorpay,`);
  });

  it('an open link is listed until it is paid', async () => {
    const { orderId, linkId } = await order();
    const listed = async () => (await get('/payments/links?limit=100')).data.map((each: { order: { id: string } }) => each.order.id);
    expect(await listed()).toContain(orderId);
    expectOk(side().pay(linkId));
    await told();
    expect(await listed()).not.toContain(orderId);
  });

  it('money of another amount needs attention until it has gone back', async () => {
    const { orderId, linkId } = await order();
    failRefunds();
    side().payWrongAmount(linkId, 777);
    await told();
    expect(await attentionOf(orderId)).toMatchObject([{ kind: 'mismatch', amount: '7.77' }]);
    for (let day = 0; day < 4; day += 1) await house.advance(dayMs);
    const [stuck] = await attentionOf(orderId);
    expect(stuck).toMatchObject({ kind: 'refund_failed', amount: '7.77' });
    house.outside.wrapGateway = (gateway) => gateway;
    expect(await call('POST', `/payments/refunds/${stuck.id}/retry`)).toMatchObject({ status: 200, body: { data: { state: 'asked' } } });
    await house.drain();
    await told();
    expect(await attentionOf(orderId)).toEqual([]);
  });

  it('a refund that was given up goes back once when it is asked again, and the books follow', async () => {
    const id = await givenUp(4_000n);
    const [stuck] = await attentionOf(id);
    expect(stuck).toMatchObject({ kind: 'refund_failed', amount: '40.00' });
    const again = await call('POST', `/payments/refunds/${stuck.id}/retry`);
    expect(again.body.data).toMatchObject({ payment_id: stuck.payment_id, state: 'asked', amount: '40.00' });
    expect(audited.at(-1)).toMatchObject({ action: 'refund.retried', subject: { kind: 'refund', id: stuck.id } });
    await house.drain();
    await told();
    const { refunded, payments } = await look(house, id);
    expect([refunded.minor, payments[0]?.refunded.minor, payments[0]?.refunding.minor]).toEqual([4_000n, 4_000n, 4_000n]);
    expect(await attentionOf(id)).toEqual([]);
    const balances = await house.inTx((tx) => house.books.balancesOfOrder(tx, id));
    expect([balances.get('refunds_due') ?? 0n, balances.get('receivable') ?? 0n]).toEqual([0n, 0n]);
  });

  it('a refund the gateway does not answer is stuck after two hours, and is asked for again under the same key', async () => {
    const id = await paid();
    house.outside.wrapGateway = (gateway) => ({
      ...gateway,
      refund: async () => ({ ok: false, refusal: { kind: 'unavailable', detail: 'down' } }),
    });
    await refund(id, 2_000n);
    await house.advance(hourMs);
    expect(await attentionOf(id)).toEqual([]);
    await house.advance(2 * hourMs);
    const [stuck] = await attentionOf(id);
    expect(stuck).toMatchObject({ kind: 'refund_stuck' });
    house.outside.wrapGateway = (gateway) => gateway;
    expect((await call('POST', `/payments/refunds/${stuck.id}/retry`)).body.data).toMatchObject({ id: stuck.id });
    await house.drain();
    await told();
    for (let hour = 0; hour < 3; hour += 1) await house.advance(hourMs);
    expect((await look(house, id)).payments[0]).toMatchObject({ refunded: { minor: 2_000n }, refunding: { minor: 2_000n } });
  });

  it('what the gateways hold is what the clearing account says', async () => {
    const { data } = await get('/payments/clearing');
    expect(data.gateways).toMatchObject([{ gateway: 'razorpay', settled: '0.00', open: data.open }]);
    expect(data.books).toBe(data.open);
    const entries = await house.inTx((tx) => house.books.balance(tx, 'refunds_due'));
    expect(Number(data.refunds_due) * 100).toBeCloseTo(Number(-entries.minor));
  });
});

describe('refuses', () => {
  it('asking again for a refund that is done, was asked again, or would be more than is left', async () => {
    const id = await givenUp(6_000n);
    const [stuck] = await attentionOf(id);
    await refund(id, 5_000n);
    const retry = () => call('POST', `/payments/refunds/${stuck.id}/retry`);
    expect(await retry()).toMatchObject({ status: 422, body: { error: { code: 'payment.refund_too_large' } } });
    const other = await givenUp(3_000n);
    const [second] = await attentionOf(other);
    expect(await call('POST', `/payments/refunds/${second.id}/retry`)).toMatchObject({ status: 200 });
    const twice = await call('POST', `/payments/refunds/${second.id}/retry`);
    expect(twice).toMatchObject({ status: 409, body: { error: { code: 'payment.refund_not_stuck' } } });
    await house.drain();
    await told();
    const done = (await get('/payments/refunds?state=processed')).data[0];
    expect(await call('POST', `/payments/refunds/${done.id}/retry`)).toMatchObject({ status: 409 });
  });

  it('every role that neither keeps the books nor looks at them', async () => {
    for (const path of ['', '/refunds', '/links', '/attention', '/clearing'])
      for (const role of ['agent', 'fulfilment', 'print_operator'])
        expect(await call('GET', `/payments${path}`, role), `${role} ${path}`).toMatchObject({ status: 403 });
    expect(await call('POST', `/payments/refunds/${house.merchantId}/retry`, 'viewer')).toMatchObject({ status: 403 });
    expect(await call('GET', '/payments?gateway=bank')).toMatchObject({ status: 400 });
  });
});

describe('keeps merchants apart', () => {
  it('another merchant’s payments are neither listed, seen nor refunded', async () => {
    const id = await givenUp(1_500n);
    const [stuck] = await attentionOf(id);
    const other = 'owner@other';
    for (const path of ['', '/refunds', '/links', '/attention']) expect((await get(`/payments${path}`, other)).data, path).toEqual([]);
    expect((await get('/payments/clearing', other)).data).toMatchObject({ gateways: [], open: '0.00' });
    const missing = { status: 404, body: { error: { code: 'payment.not_found' } } };
    expect(await call('GET', `/payments/${stuck.payment_id}`, other)).toMatchObject(missing);
    expect(await call('POST', `/payments/refunds/${stuck.id}/retry`, other)).toMatchObject(missing);
  });
});
