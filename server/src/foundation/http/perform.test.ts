/** What `perform` promises: all or nothing, once per key, and for one merchant. */
import { pageOf, pageQuery, successOf } from '@parley/contract/api/envelope.ts';
import { newId } from '@parley/contract/values/id.ts';
import { ok, refuse } from '@parley/contract/values/result.ts';
import { anyRole } from '@parley/contract/values/role.ts';
import { dayMs } from '@parley/contract/values/time.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { closeTestEdge, makeTestEdge, type TestEdge } from '../../../test/builders/test-edge.ts';
import type { Tx } from '../db/database.ts';
import { sweepIdempotencyKeys } from './idempotency.store.ts';
import { perform, readPage } from './perform.ts';

let house: TestEdge;
const place = { name: z.string() };

beforeAll(async () => {
  house = await makeTestEdge((app) => {
    app.post(
      '/api/v1/places',
      {
        config: { access: anyRole },
        schema: { body: z.strictObject({ ...place, refuse: z.boolean().default(false) }), response: { 201: successOf(z.object(place)) } },
      },
      (request, reply) =>
        perform(
          request,
          reply,
          async (tx) => {
            await addPlace(tx, request.body.name);
            return request.body.refuse
              ? refuse('order.wrong_state', { message: 'Not now.', internal: 'never shown' })
              : ok({ name: request.body.name });
          },
          { status: 201 },
        ),
    );
    app.get(
      '/api/v1/places',
      { config: { access: anyRole }, schema: { querystring: z.strictObject(pageQuery), response: { 200: pageOf(z.object(place)) } } },
      (request, reply) =>
        readPage(request, reply, async (tx) => {
          const { page, limit } = request.query;
          const all = await tx.db.selectFrom('locations').select('name').orderBy('id').execute();
          return ok({ items: all.slice((page - 1) * limit, page * limit), total: all.length });
        }),
    );
  });
});
afterAll(() => closeTestEdge(house));
beforeEach(() => house.house.database.inTx(house.merchantId, (tx) => tx.db.deleteFrom('locations').execute()));

function addPlace(tx: Tx, name: string) {
  return tx.db.insertInto('locations').values({ merchant_id: tx.merchantId, id: newId(), name, created_at: house.clock.now() }).execute();
}

async function places(as = 'owner', query = ''): Promise<{ data: { name: string }[]; pagination: unknown }> {
  return (await house.edge.inject({ url: `/api/v1/places${query}`, headers: { authorization: `Bearer ${as}` } })).json();
}

describe('perform', () => {
  it('a refusal undoes what was written and answers its code', async () => {
    const answer = await house.post('/api/v1/places', { name: 'a', refuse: true });
    expect(answer.statusCode).toBe(409);
    expect(answer.json().error).toMatchObject({ code: 'order.wrong_state', message: 'Not now.' });
    expect(answer.body).not.toContain('never shown');
    expect((await places()).data).toEqual([]);
  });

  it('what one merchant writes, another does not see', async () => {
    await house.post('/api/v1/places', { name: 'a' });
    expect((await places()).data).toEqual([{ name: 'a' }]);
    expect((await places('owner@other')).data).toEqual([]);
  });
});

describe('Idempotency-Key', () => {
  it('the same key and body is done once and answered the same', async () => {
    const first = await house.post('/api/v1/places', { name: 'a' }, { key: 'k1' });
    const again = await house.post('/api/v1/places', { refuse: false, name: 'a' }, { key: 'k1' });
    expect([first.statusCode, again.statusCode]).toEqual([201, 201]);
    expect(again.json()).toEqual(first.json());
    expect([first.headers['idempotent-replayed'], again.headers['idempotent-replayed']]).toEqual([undefined, 'true']);
    expect((await places()).data).toHaveLength(1);
  });

  it('twenty at once are done once', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => house.post('/api/v1/places', { name: 'race' }, { key: 'k-race' })));
    expect(new Set(answers.map((answer) => answer.statusCode))).toEqual(new Set([201]));
    expect(answers.filter((answer) => answer.headers['idempotent-replayed'] === 'true')).toHaveLength(19);
    expect((await places()).data).toHaveLength(1);
  });

  it('the same key with another body is 422 and changes nothing', async () => {
    await house.post('/api/v1/places', { name: 'a' }, { key: 'k2' });
    const other = await house.post('/api/v1/places', { name: 'b' }, { key: 'k2' });
    expect([other.statusCode, other.json().error.code]).toEqual([422, 'request.idempotency_mismatch']);
    expect((await places()).data).toHaveLength(1);
  });

  it('a refused attempt leaves the key free', async () => {
    expect((await house.post('/api/v1/places', { name: 'a', refuse: true }, { key: 'k3' })).statusCode).toBe(409);
    expect((await house.post('/api/v1/places', { name: 'a' }, { key: 'k3' })).statusCode).toBe(201);
  });

  it('belongs to one person of one merchant', async () => {
    for (const as of ['owner', 'manager', 'owner@other']) {
      const answer = await house.post('/api/v1/places', { name: as }, { key: 'k4', as });
      expect([answer.statusCode, answer.headers['idempotent-replayed']]).toEqual([201, undefined]);
    }
  });

  it('is forgotten after a day, and swept', async () => {
    await house.post('/api/v1/places', { name: 'a' }, { key: 'k5' });
    house.clock.advance(dayMs + 1);
    expect((await house.post('/api/v1/places', { name: 'b' }, { key: 'k5' })).statusCode).toBe(201);
    house.clock.advance(dayMs + 1);
    expect(await house.house.database.inPlatformTx((tx) => sweepIdempotencyKeys(tx, house.clock))).toBeGreaterThan(0);
  });

  it('longer than 255 characters is refused', async () => {
    expect((await house.post('/api/v1/places', { name: 'a' }, { key: 'k'.repeat(256) })).statusCode).toBe(400);
    expect((await house.post('/api/v1/places', { name: 'a' }, { key: 'k'.repeat(255) })).statusCode).toBe(201);
  });
});

it('lists are counted and paged, and a limit over 100 is refused', async () => {
  for (const name of ['a', 'b', 'c']) await house.post('/api/v1/places', { name });
  expect(await places('viewer', '?page=2&limit=2')).toEqual({
    status: 'success',
    data: [{ name: 'c' }],
    pagination: { total: 3, pages: 2, current_page: 2, limit: 2 },
  });
  expect((await house.edge.inject({ url: '/api/v1/places?limit=101', headers: { authorization: 'Bearer owner' } })).statusCode).toBe(400);
});
