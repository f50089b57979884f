/** The HTTP of orders: works, refuses, and keeps merchants apart. */
import { newId } from '@parley/contract/values/id.ts';
import { refuse } from '@parley/contract/values/result.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { linkIdOf, look, type OrderHouse, openOrderHouse, puneAddress } from '../../../test/builders/order-house.ts';
import { createRoleEdge } from '../../../test/builders/role-edge.ts';
import type { Edge } from '../../foundation/http/edge-parts.ts';
import type { AuditRecord } from '../merchants/index.ts';
import { orderRoutes } from './order.routes.ts';

let house: OrderHouse;
let edge: Edge;
const audited: AuditRecord[] = [];
let product: Awaited<ReturnType<OrderHouse['stockProduct']>>;

beforeAll(async () => {
  house = await openOrderHouse(5);
  edge = createRoleEdge(house);
  const audit = { record: async (_tx: unknown, record: AuditRecord) => void audited.push(record) };
  edge.register(
    orderRoutes({ ...house, audit, shop: house.orderDeps.shop, checkSecondFactor: async () => refuse('auth.two_factor_required') }),
    { prefix: '/api/v1' },
  );
  await edge.ready();
  product = await house.stockProduct({ units: 500, priceMinor: 10_000, weightGrams: 500 });
});
afterAll(async () => {
  await edge.close();
  await house.close();
});

async function call(method: 'GET' | 'POST', url: string, options: { body?: unknown; as?: string; key?: string } = {}) {
  const asking = edge.inject({
    method,
    url: `/api/v1${url}`,
    headers: { authorization: `Bearer ${options.as ?? 'owner'}`, ...(options.key === undefined ? {} : { 'idempotency-key': options.key }) },
    ...(options.body === undefined ? {} : { payload: options.body as object }),
  });
  // The request waits for jobs: they run beside it, as they do in the program.
  const answer = asking.then((value) => value);
  const soon = async () => {
    await house.drain();
    return new Promise<undefined>((resolve) => setImmediate(() => resolve(undefined)));
  };
  for (let rounds = 0; rounds < 500; rounds += 1) if ((await Promise.race([answer, soon()])) !== undefined) break;
  const { statusCode, headers, body } = await answer;
  return { status: statusCode, headers, body: JSON.parse(body) };
}

const { name: _name, phone: _phone, postalCode: postal_code, ...place } = puneAddress;
const wanted = (more: Readonly<Record<string, unknown>> = {}) => ({
  customer: { phone: '+91 98765 43210', name: 'Asha Rao' },
  items: [{ product_id: product.productId, quantity: 2 }],
  delivery_method: 'pickup',
  ...more,
});

describe('POST /orders', () => {
  it('answers number, total, status and the link to pay by', async () => {
    const { status, body } = await call('POST', '/orders', { body: wanted() });
    expect(status).toBe(201);
    expect(body.data).toMatchObject({ total_amount: '200.00', currency: 'INR', status: 'pending' });
    expect(body.data.order_number).toMatch(/^ORD-\d{8}-\d{5}$/);
    expect(body.data.payment_link).toMatch(/^http/);
  });

  it('waits for the courier’s price of a delivery', async () => {
    const { status, body } = await call('POST', '/orders', {
      body: wanted({ delivery_method: 'delivery', delivery_address: { ...place, postal_code } }),
    });
    expect(status).toBe(201);
    const { body: shown } = await call('GET', `/orders/${body.data.order_id}`);
    expect(shown.data).toMatchObject({
      delivery: { method: 'delivery', address: { postal_code: '411045', phone: '+919876543210' } },
      customer: { name: 'Asha Rao', phone: '+919876543210' },
    });
    expect(Number(shown.data.delivery_amount)).toBeGreaterThan(0);
    expect(Number(shown.data.total_amount)).toBe(200 + Number(shown.data.delivery_amount));
  });

  it('one key places one order', async () => {
    const first = await call('POST', '/orders', { body: wanted(), key: 'once' });
    const again = await call('POST', '/orders', { body: wanted(), key: 'once' });
    expect(again.headers['idempotent-replayed']).toBe('true');
    expect(again.body.data.order_id).toBe(first.body.data.order_id);
  });

  it('a price of one’s own needs the role', async () => {
    const body = wanted({ items: [{ variant_id: product.variantId, quantity: 1, price: '80.00' }] });
    expect(await call('POST', '/orders', { body, as: 'agent' })).toMatchObject({
      status: 403,
      body: { error: { code: 'auth.forbidden' } },
    });
    expect(await call('POST', '/orders', { body, as: 'manager' })).toMatchObject({
      status: 201,
      body: { data: { total_amount: '80.00' } },
    });
    const same = wanted({ items: [{ variant_id: product.variantId, quantity: 1, price: '100.00' }] });
    expect((await call('POST', '/orders', { body: same, as: 'agent' })).status).toBe(201);
  });

  it.each([
    [{ customer: { phone: '12' } }, 400, 'request.invalid'],
    [{ merchant_id: newId() }, 400, 'request.invalid'],
    [{ delivery_method: 'delivery' }, 400, 'request.invalid'],
    [{ surprise: 1 }, 400, 'request.invalid'],
    [{ items: [{ product_id: newId(), quantity: 1 }] }, 404, 'product.not_found'],
    [{ items: [{ variant_id: newId(), quantity: 1 }] }, 404, 'variant.not_found'],
    [{ items: [] }, 400, 'request.invalid'],
  ])('refuses %j', async (more, status, code) => {
    expect(await call('POST', '/orders', { body: wanted(more) })).toMatchObject({ status, body: { error: { code } } });
  });

  it('more than there is names the line, an area that is not served says so', async () => {
    const body = wanted({ items: [{ product_id: product.productId, quantity: 999 }] });
    expect(await call('POST', '/orders', { body })).toMatchObject({
      status: 409,
      body: { error: { code: 'order.out_of_stock', details: [{ field: 'items.0.quantity' }] } },
    });
    house.shiprocket.side.setServed('781001', false);
    const far = wanted({ delivery_method: 'delivery', delivery_address: { ...place, postal_code: '781001' } });
    expect(await call('POST', '/orders', { body: far })).toMatchObject({ status: 422, body: { error: { code: 'delivery.not_served' } } });
  });

  it('a discount lowers the tax, and needs the role', async () => {
    house.outside.shop = { ...house.outside.shop, pricesIncludeTax: false, defaultTaxRateBp: 1_800 };
    const body = wanted({ discount: '50.00' });
    expect((await call('POST', '/orders', { body, as: 'agent' })).body.error.code).toBe('auth.forbidden');
    const { data } = (await call('POST', '/orders', { body })).body;
    expect(data).toMatchObject({ total_amount: '177.00', tax_amount: '27.00' });
    expect((await call('GET', `/orders/${data.order_id}`)).body.data).toMatchObject({
      items_amount: '200.00',
      discount_amount: '50.00',
      prices_include_tax: false,
      items: [{ total: '200.00', discount: '50.00', tax: '27.00', tax_rate: '18', fulfilled_quantity: 0 }],
      taxes: [
        { name: 'CGST', rate: '9', taxable: '150.00', tax: '13.50' },
        { name: 'SGST', rate: '9', taxable: '150.00', tax: '13.50' },
      ],
    });
    const tooMuch = await call('POST', '/orders', { body: wanted({ discount: '200.01' }) });
    expect(tooMuch).toMatchObject({ status: 400, body: { error: { details: [{ field: 'discount' }] } } });
    house.outside.shop = { ...house.outside.shop, pricesIncludeTax: true, defaultTaxRateBp: 0 };
  });

  it('cash on delivery is placed where it is offered, sent in parts, collected and passed on', async () => {
    const body = wanted({ payment_method: 'cod' });
    expect((await call('POST', '/orders', { body })).body.error.code).toBe('order.cod_not_offered');
    house.outside.shop = { ...house.outside.shop, cod: { offered: true } };
    const { data } = (await call('POST', '/orders', { body })).body;
    expect(data).toMatchObject({ status: 'pending', payment_link: null });
    const verb = (name: string, sent?: unknown, as?: string) =>
      call('POST', `/orders/${data.order_id}/${name}`, {
        ...(sent === undefined ? {} : { body: sent }),
        ...(as === undefined ? {} : { as }),
      });
    expect((await verb('payment-link')).status).toBe(409);
    expect((await verb('cod-remitted', { amount: '200.00', reference: 'UTR' })).status).toBe(409);
    expect((await verb('confirm')).body.data).toMatchObject({ status: 'confirmed', payment_method: 'cod' });
    const one = { items: [{ variant_id: product.variantId, quantity: 1 }] };
    expect((await verb('ship', one)).body.data).toMatchObject({ status: 'processing', items: [{ fulfilled_quantity: 1 }] });
    expect(await verb('ship', { items: [{ variant_id: product.variantId, quantity: 2 }] })).toMatchObject({
      status: 400,
      body: { error: { details: [{ field: 'items.0.quantity', message: '1 left to send.' }] } },
    });
    expect((await verb('ship')).body.data).toMatchObject({ status: 'shipped', items: [{ fulfilled_quantity: 2 }] });
    const { data: delivered } = (await verb('deliver')).body;
    // Without a courier it lies in the shop's own till.
    expect(delivered).toMatchObject({ status: 'delivered', payment_status: 'paid' });
    expect(delivered.cod_collected_at).toBe(delivered.cod_remitted_at);
    expect((await verb('cod-remitted', { amount: '1.00', reference: 'UTR' }, 'agent')).status).toBe(403);
    house.outside.shop = { ...house.outside.shop, cod: { offered: false } };
  });

  it('viewers place nothing', async () => {
    expect((await call('POST', '/orders', { body: wanted(), as: 'viewer' })).status).toBe(403);
  });
});

describe('an order over HTTP', () => {
  const place = async (): Promise<string> => (await call('POST', '/orders', { body: wanted() })).body.data.order_id;
  const pay = async (id: string) => {
    house.razorpay.side.pay(await linkIdOf(house, id as Parameters<typeof linkIdOf>[1]));
    await house.fileEvents();
    await house.drain();
  };

  it('goes its way by the verbs of staff', async () => {
    const id = await place();
    await pay(id);
    for (const [verb, status] of [
      ['ship', 'shipped'],
      ['deliver', 'delivered'],
    ])
      expect((await call('POST', `/orders/${id}/${verb}`)).body.data).toMatchObject({ status, payment_status: 'paid' });
    expect(await call('POST', `/orders/${id}/cancel`)).toMatchObject({ status: 409, body: { error: { code: 'order.wrong_state' } } });
    const { data } = (await call('GET', `/orders/${id}`)).body;
    expect(data.timeline.map((entry: { kind: string }) => entry.kind)).toEqual(
      expect.arrayContaining(['order.placed', 'order.paid', 'order.shipped', 'order.delivered']),
    );
    expect(data.payments).toMatchObject([{ verdict: 'settled', amount: '200.00' }]);
  });

  it('is refunded in part, and never above what was paid', async () => {
    const id = await place();
    expect(await call('POST', `/orders/${id}/refund`)).toMatchObject({ status: 404, body: { error: { code: 'payment.not_found' } } });
    await pay(id);
    expect(await call('POST', `/orders/${id}/refund`, { body: { amount: '200.01' } })).toMatchObject({ status: 422 });
    expect(await call('POST', `/orders/${id}/refund`, { body: { amount: 'much' } })).toMatchObject({ status: 400 });
    expect((await call('POST', `/orders/${id}/refund`, { body: { amount: '50.00' } })).status).toBe(200);
    await house.drain();
    expect((await call('GET', `/orders/${id}`)).body.data).toMatchObject({
      payment_status: 'partially_refunded',
      refunded_amount: '50.00',
    });
    expect((await call('POST', `/orders/${id}/refund`, { as: 'agent' })).status).toBe(403);
  });

  it('is cancelled, confirmed by hand, and given its link again', async () => {
    const cancelled = await place();
    expect((await call('POST', `/orders/${cancelled}/cancel`, { body: { reason: 'changed my mind' } })).body.data).toMatchObject({
      status: 'cancelled',
      closed_reason: 'changed my mind',
    });
    expect((await call('POST', `/orders/${cancelled}/payment-link`)).status).toBe(409);
    const living = await place();
    expect((await call('POST', `/orders/${living}/payment-link`)).body.data).toMatchObject({ state: 'open', amount: '200.00' });
    audited.length = 0;
    expect((await call('POST', `/orders/${living}/confirm`)).body.data).toMatchObject({ status: 'confirmed', payment_status: 'unpaid' });
    expect(audited).toMatchObject([
      { action: 'order.confirm', actor: { id: 'owner' }, before: { status: 'pending' }, after: { status: 'confirmed' } },
    ]);
  });

  it('is listed by state and number, a page at a time', async () => {
    const id = await place();
    const order = await look(house, id as Parameters<typeof look>[1]);
    const { body } = await call('GET', `/orders?search=${order.orderNumber.slice(-5)}&status=pending`);
    expect(body.data.map((each: { id: string }) => each.id)).toContain(id);
    const page = await call('GET', '/orders?limit=2&page=2');
    expect(page.body.data).toHaveLength(2);
    expect(page.body.pagination).toMatchObject({ current_page: 2, limit: 2 });
    expect((await call('GET', '/orders?status=nonsense')).status).toBe(400);
  });

  it('of another merchant does not exist', async () => {
    const id = await place();
    expect((await call('GET', `/orders/${id}`, { as: 'owner@other' })).body.error.code).toBe('order.not_found');
    expect((await call('POST', `/orders/${id}/cod-remitted`, { as: 'owner@other', body: { amount: '1', reference: 'x' } })).status).toBe(
      404,
    );
    for (const verb of ['cancel', 'confirm', 'ship', 'deliver', 'refund', 'payment-link', 'parcel'])
      expect((await call('POST', `/orders/${id}/${verb}`, { as: 'owner@other' })).body.error.code).toBe('order.not_found');
    expect((await call('GET', '/orders', { as: 'owner@other' })).body.data).toEqual([]);
  });
});
