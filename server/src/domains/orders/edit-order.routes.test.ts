/** The HTTP of changing orders: works with a code, refuses without, and keeps merchants apart. */
import { type MerchantId, newId, type OrderId, type VariantId } from '@parley/contract/values/id.ts';
import { expectOk } from '@parley/contract/values/result.ts';
import type { Role } from '@parley/contract/values/role.ts';
import { minuteMs, secondMs } from '@parley/contract/values/time.ts';
import { generateSync } from 'otplib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { look, type OrderHouse, openOrderHouse, placeOrder, puneAddress } from '../../../test/builders/order-house.ts';
import { type Actor, credentialsOf } from '../../foundation/http/actor.ts';
import { createHttpEdge } from '../../foundation/http/edge.ts';
import type { Edge } from '../../foundation/http/edge-parts.ts';
import { createLog } from '../../foundation/log/log.ts';
import { createSecrets } from '../../foundation/secrets/secrets.ts';
import { createMerchants, type Merchants } from '../merchants/index.ts';
import { orderRoutes } from './order.routes.ts';

let house: OrderHouse;
let edge: Edge;
let merchants: Merchants;
let owner: Person;
let tea: VariantId;
const people = new Map<string, Actor>();

interface Person {
  readonly token: string;
  readonly actor: Actor;
  readonly recovery: readonly string[];
  /** A code that was not used yet: time moves on to the next one. */
  code(): string;
}

/** Somebody of the shop with a second factor of their own. */
async function hire(role: Role, merchantId: MerchantId = house.merchantId): Promise<Person> {
  const actor: Actor = { kind: 'staff', id: newId(), merchantId, role };
  people.set(actor.id, actor);
  await house.database.inTx(merchantId, (tx) =>
    tx.db
      .insertInto('staff')
      .values({
        merchant_id: merchantId,
        id: actor.id,
        email: `${actor.id}@shop.example`,
        name: 'Staff',
        role,
        password_hash: '-',
        created_at: house.clock.now(),
      })
      .execute(),
  );
  const { secret } = expectOk(await merchants.twoFactor.enrol(actor));
  const code = () => {
    house.clock.advance(30 * secondMs);
    return generateSync({ secret, epoch: house.clock.now().getTime() / 1000 });
  };
  const recovery = expectOk(await merchants.twoFactor.confirm(actor, code()));
  return { token: actor.id, actor, recovery, code };
}

beforeAll(async () => {
  house = await openOrderHouse(41);
  const { database, clock } = house;
  const secrets = createSecrets({ current: 'k'.repeat(44) });
  merchants = createMerchants({
    database,
    clock,
    secrets,
    publicUrl: 'http://localhost:3000',
    probes: {},
    onMerchantCreated: async () => {},
    emit: async () => {},
  });
  edge = createHttpEdge({
    log: createLog({ level: 'silent', form: 'json', write: () => {} }),
    clock,
    database,
    secrets,
    publicUrl: 'http://shop.example',
    identify: async (request) => people.get(credentialsOf(request)?.token ?? ''),
  });
  const { audit, checkSecondFactor } = merchants;
  edge.register(orderRoutes({ ...house, audit, checkSecondFactor, shop: house.orderDeps.shop }), { prefix: '/api/v1' });
  await edge.ready();
  owner = await hire('owner');
  ({ variantId: tea } = await house.stockProduct({ units: 500, priceMinor: 10_000, weightGrams: 100 }));
});
afterAll(async () => {
  await edge.close();
  await house.close();
});

interface Asked {
  readonly body?: unknown;
  readonly as?: Pick<Person, 'token'>;
  readonly code?: string;
  readonly ifMatch?: string;
}

async function call(method: 'GET' | 'POST' | 'PATCH' | 'DELETE', url: string, { body, as = owner, code, ifMatch }: Asked = {}) {
  const asking = edge.inject({
    method,
    url: `/api/v1${url}`,
    headers: {
      authorization: `Bearer ${as.token}`,
      ...(code === undefined ? {} : { 'x-2fa-code': code }),
      ...(ifMatch === undefined ? {} : { 'if-match': ifMatch }),
    },
    ...(body === undefined ? {} : { payload: body as object }),
  });
  // The request waits for jobs: they run beside it, as they do in the program.
  const answer = asking.then((value) => value);
  const soon = async () => {
    await house.drain();
    return new Promise<undefined>((resolve) => setImmediate(() => resolve(undefined)));
  };
  for (let rounds = 0; rounds < 500; rounds += 1) if ((await Promise.race([answer, soon()])) !== undefined) break;
  const { statusCode, headers, body: text } = await answer;
  return { status: statusCode, headers, body: JSON.parse(text) };
}

const place = (delivery = false) => placeOrder(house, { variantId: tea, quantity: 2, delivery });
const units = (quantity: number) => ({ items: [{ variant_id: tea, quantity }] });
const patch = (id: OrderId, asked: Asked) => call('PATCH', `/orders/${id}`, asked);

describe('works', () => {
  it('a code changes an order, once; the answer is the order as it is now', async () => {
    const { orderId } = await place();
    const code = owner.code();
    const { status, body } = await patch(orderId, { body: { ...units(3), note: 'Call first' }, code });
    expect(status).toBe(200);
    expect(body.data).toMatchObject({ total_amount: '300.00', version: 2, note: 'Call first', items: [{ quantity: 3, total: '300.00' }] });
    const again = await patch(orderId, { body: units(4), code });
    expect([again.status, again.body.error.code]).toEqual([403, 'auth.two_factor_invalid']);
    expect((await look(house, orderId)).total.minor).toBe(30_000n);
  });

  it('a preview says what an edit would come to, needs no code, and changes nothing', async () => {
    const { orderId } = await place();
    const before = await look(house, orderId);
    const preview = (body: object, as: Pick<Person, 'token'> = owner) => call('POST', `/orders/${orderId}/edit-preview`, { body, as });
    const seen = await preview(units(5));
    expect([seen.status, seen.body.data.total_amount]).toEqual([200, '500.00']);
    expect(await look(house, orderId)).toEqual(before);
    expect((await preview({ ...units(5), version: 9 })).body.error.code).toBe('request.conflict');
    expect((await preview(units(5), await hire('agent'))).status).toBe(403);
    expect((await preview(units(5), await hire('owner', house.otherMerchantId))).status).toBe(404);
  });

  it('a recovery code does, once', async () => {
    const { orderId } = await place();
    const [code = ''] = owner.recovery;
    expect((await patch(orderId, { body: units(1), code })).status).toBe(200);
    expect((await patch(orderId, { body: units(2), code })).body.error.code).toBe('auth.two_factor_invalid');
  });

  it('waits for the courier’s price of another place', async () => {
    const { orderId } = await place(true);
    const { name: _, phone: __, postalCode: ___, ...rest } = puneAddress;
    const body = { delivery_address: { ...rest, city: 'New Delhi', state: 'Delhi', postal_code: '110001' } };
    const { status, body: answer } = await patch(orderId, { body, code: owner.code() });
    expect(status).toBe(200);
    expect(answer.data.delivery.address).toMatchObject({ postal_code: '110001', name: 'Asha Rao', phone: '+919876543210' });
    expect(Number(answer.data.total_amount)).toBe(200 + Number(answer.data.delivery_amount));
  });

  it('the version that was seen may come in the body or as If-Match', async () => {
    const { orderId } = await place();
    expect((await patch(orderId, { body: { note: 'a', version: 1 }, code: owner.code() })).body.data.version).toBe(2);
    expect((await patch(orderId, { body: { note: 'b' }, ifMatch: '"2"', code: owner.code() })).body.data.version).toBe(3);
    const stale = await patch(orderId, { body: { note: 'c' }, ifMatch: 'W/"2"', code: owner.code() });
    expect([stale.status, stale.body.error.code]).toEqual([409, 'request.conflict']);
  });

  it('deleting leaves an order out of the list, and only out of the list', async () => {
    const { orderId } = await place();
    const gone = await call('DELETE', `/orders/${orderId}`, { code: owner.code() });
    expect([gone.status, gone.body.data.status, gone.body.data.closed_reason]).toEqual([200, 'cancelled', 'deleted']);
    const ids = async (query: string) =>
      (await call('GET', `/orders?limit=100${query}`)).body.data.map((order: { id: string }) => order.id);
    expect((await ids('')).includes(orderId)).toBe(false);
    expect((await ids('&include_deleted=true')).includes(orderId)).toBe(true);
    expect((await call('GET', `/orders/${orderId}`)).status).toBe(200);
  });

  it('who changed what stands in the audit log, without names or notes', async () => {
    const { orderId } = await place();
    await patch(orderId, { body: { ...units(1), note: 'Blue door' }, code: owner.code() });
    await call('DELETE', `/orders/${orderId}`, { code: owner.code() });
    const { items } = await house.inTx((tx) => merchants.audit.list(tx, { limit: 10, subjectKind: 'order', subjectId: orderId }));
    expect(items.map((entry) => [entry.action, entry.actor.id])).toEqual([
      ['order.deleted', owner.actor.id],
      ['order.edited', owner.actor.id],
    ]);
    expect(items[1]).toMatchObject({
      before: { total_minor: '20000', items: [{ quantity: 2 }] },
      after: { total_minor: '10000', items: [{ quantity: 1 }], noteChanged: true },
    });
    expect(JSON.stringify(items)).not.toContain('Blue door');
  });
});

describe('refuses', () => {
  it('without a code, or with a wrong one, whatever is asked; nothing changes', async () => {
    const { orderId } = await place();
    for (const [method, body] of [
      ['PATCH', units(1)],
      ['DELETE', undefined],
    ] as const)
      for (const [code, reason] of [
        [undefined, 'auth.two_factor_required'],
        ['', 'auth.two_factor_required'],
        ['12', 'auth.two_factor_invalid'],
      ] as const) {
        const answer = await call(method, `/orders/${orderId}`, { body, ...(code === undefined ? {} : { code }) });
        expect([answer.status, answer.body.error.code]).toEqual([403, reason]);
      }
    expect(await look(house, orderId)).toMatchObject({ status: 'pending', total: { minor: 20_000n }, version: 1 });
  });

  it('more than five guesses, told when to come again', async () => {
    const { orderId } = await place();
    const guesser = await hire('manager');
    const answers = [];
    for (let guess = 0; guess < 5; guess += 1) answers.push((await patch(orderId, { body: units(1), as: guesser, code: '000000' })).status);
    expect(answers).toEqual([403, 403, 403, 403, 429]);
    const locked = await patch(orderId, { body: units(1), as: guesser, code: guesser.code() });
    expect([locked.status, locked.body.error.code, locked.headers['retry-after']]).toEqual([429, 'auth.too_many_attempts', '870']);
    house.clock.advance(15 * minuteMs);
    const open = await place();
    expect((await patch(open.orderId, { body: units(1), as: guesser, code: guesser.code() })).status).toBe(200);
  });

  it('people who do not run the shop, programs, and who never set a factor up', async () => {
    const { orderId } = await place();
    for (const role of ['agent', 'fulfilment', 'accountant', 'viewer'] as const) {
      const person = await hire(role);
      expect((await patch(orderId, { body: units(1), as: person, code: person.code() })).body.error.code).toBe('auth.forbidden');
    }
    const program: Actor = { ...owner.actor, kind: 'program', id: newId() };
    people.set(program.id, program);
    expect((await patch(orderId, { body: units(1), as: { token: program.id }, code: owner.code() })).body.error.code).toBe(
      'auth.forbidden',
    );
    const fresh: Actor = { ...owner.actor, id: newId() };
    people.set(fresh.id, fresh);
    expect((await patch(orderId, { body: units(1), as: { token: fresh.id }, code: '123456' })).body.error.code).toBe(
      'auth.two_factor_not_enrolled',
    );
  });

  it.each([
    [{}, 'items'],
    [{ items: [] }, 'items'],
    [{ items: [{ quantity: 1 }] }, 'items.0.product_id'],
    [{ status: 'delivered' }, 'status'],
    [{ delivery_address: { line1: 'x', city: 'x', state: 'x', postal_code: '411001' } }, 'delivery_address'],
  ])('the body %j, naming the field', async (body, field) => {
    const { orderId } = await place();
    const answer = await patch(orderId, { body, code: owner.code() });
    expect([answer.status, answer.body.error.code]).toEqual([400, 'request.invalid']);
    expect(answer.body.error.details[0].field).toBe(field);
  });

  it('more than there is, naming the line', async () => {
    const { orderId } = await place();
    const answer = await patch(orderId, { body: units(999), code: owner.code() });
    expect([answer.status, answer.body.error.code, answer.body.error.details[0].field]).toEqual([
      409,
      'order.out_of_stock',
      'items.0.quantity',
    ]);
  });
});

describe('keeps merchants apart', () => {
  it('another shop’s order is one that does not exist', async () => {
    const { orderId } = await place();
    const other = await hire('owner', house.otherMerchantId);
    for (const [method, body] of [
      ['PATCH', { note: 'mine' }],
      ['DELETE', undefined],
    ] as const) {
      const [theirs, none] = [
        await call(method, `/orders/${orderId}`, { body, as: other, code: other.code() }),
        await call(method, `/orders/${newId()}`, { body, as: other, code: other.code() }),
      ];
      expect([theirs.status, theirs.body.error.code]).toEqual([404, 'order.not_found']);
      expect([none.status, none.body.error.code]).toEqual([404, 'order.not_found']);
    }
    expect((await look(house, orderId)).version).toBe(1);
  });
});
