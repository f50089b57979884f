/** The HTTP of returns: works, refuses, and keeps merchants apart. */
import { newId, type OrderId, type VariantId } from '@parley/contract/values/id.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openReturnHouse, type ReturnHouse } from '../../../test/builders/return-house.ts';
import { createRoleEdge } from '../../../test/builders/role-edge.ts';
import type { Edge } from '../../foundation/http/edge-parts.ts';
import type { AuditRecord } from '../merchants/index.ts';
import { returnRoutes } from './return.routes.ts';

let house: ReturnHouse;
let edge: Edge;
let variantId: VariantId;
const audited: AuditRecord[] = [];

beforeAll(async () => {
  house = await openReturnHouse(7);
  edge = createRoleEdge(house);
  const audit = { record: async (_tx: unknown, record: AuditRecord) => void audited.push(record) };
  edge.register(returnRoutes({ ...house, audit }), { prefix: '/api/v1' });
  await edge.ready();
  ({ variantId } = await house.stockProduct({ units: 100, priceMinor: 10_000 }));
});
afterAll(async () => {
  await edge.close();
  await house.close();
});

async function call(method: 'GET' | 'POST', url: string, options: { body?: unknown; as?: string; key?: string } = {}) {
  const { statusCode, headers, body } = await edge.inject({
    method,
    url: `/api/v1${url}`,
    headers: { authorization: `Bearer ${options.as ?? 'owner'}`, ...(options.key === undefined ? {} : { 'idempotency-key': options.key }) },
    ...(options.body === undefined ? {} : { payload: options.body as object }),
  });
  return { status: statusCode, headers, body: JSON.parse(body) };
}

const delivered = (quantity = 2) => house.delivered([{ variantId, quantity }]);
const wanted = (orderId: OrderId, quantity = 2) => ({
  order_id: orderId,
  lines: [{ variant_id: variantId, quantity }],
  reason: 'Too small',
});

describe('works', () => {
  it('from asking to the refund, each step audited', async () => {
    const orderId = await delivered();
    const asked = await call('POST', '/returns', { body: wanted(orderId), as: 'agent' });
    expect(asked.status).toBe(201);
    expect(asked.body.data).toMatchObject({
      order_id: orderId,
      state: 'asked',
      reason: 'Too small',
      refund_amount: '0.00',
      refund_by: null,
    });
    expect(asked.body.data.return_number).toMatch(/^RET-\d{5,}$/);
    const path = `/returns/${asked.body.data.id}`;
    const approved = await call('POST', `${path}/approve`, { body: { message: 'Bring it in.' }, as: 'agent' });
    expect(approved.body.data).toMatchObject({ state: 'approved', message: 'Bring it in.' });
    const some = await call('POST', `${path}/receive`, {
      body: { lines: [{ variant_id: variantId, outcome: 'restocked' }] },
      as: 'fulfilment',
    });
    expect(some.body.data).toMatchObject({ state: 'receiving', refundable_amount: '100.00' });
    const all = await call('POST', `${path}/receive`, { body: { lines: [{ variant_id: variantId, outcome: 'damaged', quantity: 1 }] } });
    expect(all.body.data.lines).toMatchObject([{ quantity: 2, restocked: 1, damaged: 1, missing: 0 }]);
    const refunded = await call('POST', `${path}/refund`, { body: { amount: '150.50' }, as: 'manager' });
    expect(refunded.body.data).toMatchObject({
      state: 'refunded',
      refund_amount: '150.50',
      refund_by: 'gateway',
      refundable_amount: '200.00',
    });
    await house.settle();
    const shown = await call('GET', path, { as: 'viewer' });
    expect(shown.body.data.state).toBe('closed');
    expect(shown.body.data.timeline.map((step: { kind: string }) => step.kind)).toEqual([
      'return.asked',
      'return.approved',
      'return.receipt',
      'return.receipt',
      'return.refunded',
      'return.closed',
    ]);
    expect(audited.map((each) => each.action)).toEqual([
      'return.asked',
      'return.approve',
      'return.receive',
      'return.receive',
      'return.refund',
    ]);
    const listed = await call('GET', `/returns?order_id=${orderId}&state=closed`);
    expect([listed.body.pagination.total, listed.body.data[0].customer.name]).toEqual([1, 'Asha']);
    expect((await call('GET', `/returns?order_id=${orderId}&state=asked`)).body.data).toEqual([]);
  });

  it('once for one Idempotency-Key', async () => {
    const orderId = await delivered();
    const body = wanted(orderId, 1);
    const [a, b] = [await call('POST', '/returns', { body, key: 'k1' }), await call('POST', '/returns', { body, key: 'k1' })];
    expect(b.body).toEqual(a.body);
    expect(b.headers['idempotent-replayed']).toBe('true');
    const path = `/returns/${a.body.data.id}`;
    await call('POST', `${path}/approve`);
    const receipt = { body: { lines: [{ variant_id: variantId, outcome: 'missing' }] }, key: 'k2' };
    for (let time = 0; time < 3; time += 1) expect((await call('POST', `${path}/receive`, receipt)).body.data.state).toBe('received');
    expect((await call('POST', `${path}/close`)).body.data.state).toBe('closed');
  });
});

describe('refuses', () => {
  it('what is not right, naming the field', async () => {
    const orderId = await delivered();
    const tooMany = await call('POST', '/returns', { body: wanted(orderId, 3) });
    expect([tooMany.status, tooMany.body.error.code, tooMany.body.error.details[0].field]).toEqual([
      422,
      'return.too_many',
      'lines.0.quantity',
    ]);
    const foreign = await call('POST', '/returns', { body: { ...wanted(orderId), lines: [{ variant_id: newId(), quantity: 1 }] } });
    expect([foreign.status, foreign.body.error.details[0].field]).toEqual([400, 'lines.0.variant_id']);
    expect((await call('POST', '/returns', { body: { ...wanted(orderId), lines: [] } })).status).toBe(400);
    expect((await call('POST', '/returns', { body: { ...wanted(orderId), amount: '1' } })).status).toBe(400);
    const asked = await call('POST', '/returns', { body: wanted(orderId) });
    const path = `/returns/${asked.body.data.id}`;
    for (const act of ['refund', 'close']) expect((await call('POST', `${path}/${act}`)).body.error.code).toBe('return.wrong_state');
    await call('POST', `${path}/approve`);
    const odd = await call('POST', `${path}/receive`, { body: { lines: [{ variant_id: variantId, outcome: 'eaten' }] } });
    expect(odd.status).toBe(400);
    await call('POST', `${path}/receive`, { body: { lines: [{ variant_id: variantId, outcome: 'damaged', quantity: 2 }] } });
    for (const amount of ['200.01', '0', '-1', '1.234'])
      expect([amount, (await call('POST', `${path}/refund`, { body: { amount } })).status]).toEqual([
        amount,
        amount === '200.01' ? 422 : 400,
      ]);
    expect((await call('POST', `${path}/decline`)).body.error.code).toBe('return.wrong_state');
  });

  it('roles that may not', async () => {
    const asked = await call('POST', '/returns', { body: wanted(await delivered()) });
    const path = `/returns/${asked.body.data.id}`;
    for (const [act, as] of [
      ['approve', 'viewer'],
      ['decline', 'accountant'],
      ['receive', 'viewer'],
      ['refund', 'agent'],
      ['close', 'fulfilment'],
    ] as const) {
      const body = act === 'receive' ? { lines: [{ variant_id: variantId, outcome: 'missing' }] } : {};
      expect([act, (await call('POST', `${path}/${act}`, { as, body })).status]).toEqual([act, 403]);
    }
    expect((await call('POST', '/returns', { body: wanted(newId()), as: 'viewer' })).status).toBe(403);
    expect((await call('GET', path, { as: 'nobody' })).status).toBe(401);
  });
});

it('keeps merchants apart: a return of another shop is one that does not exist', async () => {
  const orderId = await delivered();
  const asked = await call('POST', '/returns', { body: wanted(orderId, 1) });
  const theirs = `/returns/${asked.body.data.id}`;
  const nowhere = `/returns/${newId()}`;
  const strip = ({ status, body }: Awaited<ReturnType<typeof call>>) => [status, body.error.code, body.error.message];
  const seen = async (method: 'GET' | 'POST', suffix: string) => {
    const body = suffix === '/receive' ? { lines: [{ variant_id: variantId, outcome: 'missing' }] } : {};
    const options = method === 'GET' ? { as: 'owner@other' } : { as: 'owner@other', body };
    return [strip(await call(method, theirs + suffix, options)), strip(await call(method, nowhere + suffix, options))];
  };
  for (const suffix of ['/approve', '/decline', '/receive', '/refund', '/close']) {
    const [a, b] = await seen('POST', suffix);
    expect(a).toEqual([404, 'return.not_found', b?.[2]]);
    expect(a).toEqual(b);
  }
  const [a, b] = await seen('GET', '');
  expect(a).toEqual(b);
  expect((await call('GET', '/returns', { as: 'owner@other' })).body.data).toEqual([]);
  expect((await call('POST', '/returns', { as: 'owner@other', body: wanted(orderId, 1) })).body.error.code).toBe('order.not_found');
});
