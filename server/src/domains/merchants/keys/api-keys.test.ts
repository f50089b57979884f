/** Keys of programs over HTTP: shown once, believed by either header, bound to role, scopes and time. */
import type { Role } from '@parley/contract/values/role.ts';
import { dayMs, hourMs, minuteMs, secondMs } from '@parley/contract/values/time.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type MerchantHouse, openMerchantHouse, type Shop } from '../../../../test/builders/merchant-house.ts';
import { missingScope, scopeFor } from './key-scopes.ts';

let house: MerchantHouse;
let shop: Shop;
beforeAll(async () => {
  house = await openMerchantHouse();
  shop = await house.openShop('starling');
});
afterAll(() => house.close());

const make = (more: Record<string, unknown> = {}, as: Shop = shop) =>
  house.call('POST', '/api-keys', { as, body: { name: 'Till', role: 'manager', ...more } });
const makeKey = async (more: Record<string, unknown> = {}, as: Shop = shop) =>
  (await make(more, as)).json().data as { id: string; key: string };
const get = (url: string, key: string) => house.call('GET', url, { headers: { 'x-api-key': key } });
const list = async (as: Shop = shop) => (await house.call('GET', '/api-keys', { as })).json().data as Record<string, unknown>[];
const told = (answer: Awaited<ReturnType<typeof make>>) => [answer.statusCode, answer.json().error?.code];

describe('works', () => {
  it('a key is shown once and opens by either header', async () => {
    const { id, key } = await makeKey({ scopes: ['settings:read'] });
    expect(key).toMatch(/^parley_key_[\w-]{64}$/);
    for (const headers of [{ 'x-api-key': key }, { authorization: `Bearer ${key}` }])
      expect((await house.call('GET', '/merchant', { headers })).json().data.id).toBe(shop.merchantId);
    const shown = (await list()).find((each) => each['id'] === id);
    expect(shown).toMatchObject({ name: 'Till', role: 'manager', scopes: ['settings:read'], last_four: key.slice(-4), expired: false });
    expect(JSON.stringify(await list())).not.toContain(key);
  });

  it('without scopes a key may do what its role may, and no more', async () => {
    const status = async (role: Role, url: string) => (await get(url, (await makeKey({ role })).key)).statusCode;
    expect([await status('manager', '/connections'), await status('agent', '/connections'), await status('viewer', '/merchant')]).toEqual([
      200, 403, 200,
    ]);
  });

  it('what a key does is written down under its name', async () => {
    const { id, key } = await makeKey({ name: 'Importer' });
    await house.call('PATCH', '/merchant', { headers: { 'x-api-key': key }, body: { name: 'By a program' } });
    const [entry] = (await house.call('GET', `/audit-log?actor_id=${id}`, { as: shop })).json().data;
    expect(entry).toMatchObject({ action: 'merchant.changed', actor: { kind: 'program', id, name: 'Importer' } });
  });

  it('its last use is noted, at most once a minute', async () => {
    const { id, key } = await makeKey();
    const lastUse = async () => (await list()).find((each) => each['id'] === id)?.['last_used_at'];
    expect(await lastUse()).toBeNull();
    await get('/merchant', key);
    const first = await lastUse();
    expect(first).toBe(house.clock.now().toISOString());
    house.clock.advance(30 * secondMs);
    await get('/merchant', key);
    expect(await lastUse()).toBe(first);
    house.clock.advance(31 * secondMs);
    await get('/merchant', key);
    expect(await lastUse()).toBe(house.clock.now().toISOString());
  });
});

describe('refuses', () => {
  it('an address its scopes do not reach, naming the one that is missing', async () => {
    const { key } = await makeKey({ scopes: ['orders:read', 'settings:read'] });
    expect((await get('/merchant', key)).statusCode).toBe(200);
    const write = await house.call('PATCH', '/merchant', { headers: { 'x-api-key': key }, body: { name: 'No' } });
    expect(told(write)).toEqual([403, 'auth.forbidden']);
    expect(write.json().error.message).toContain('settings:write');
    expect((await get('/audit-log', key)).json().error.message).toContain('audit:read');
  });

  it('scopes that its role does not have', async () => {
    const { key } = await makeKey({ role: 'agent', scopes: ['audit:read'] });
    expect(told(await get('/audit-log', key))).toEqual([403, 'auth.forbidden']);
  });

  it('a key whose time is over, whose owner took it back, or that nobody made', async () => {
    const { key } = await makeKey({ expires_at: new Date(house.clock.now().getTime() + 10 * minuteMs).toISOString() });
    expect((await get('/merchant', key)).statusCode).toBe(200);
    house.clock.advance(10 * minuteMs);
    expect(told(await get('/merchant', key))).toEqual([401, 'auth.required']);
    const taken = await makeKey();
    expect((await get('/merchant', taken.key)).statusCode).toBe(200);
    expect((await house.call('DELETE', `/api-keys/${taken.id}`, { as: shop })).statusCode).toBe(200);
    expect(told(await get('/merchant', taken.key))).toEqual([401, 'auth.required']);
    expect(told(await house.call('DELETE', `/api-keys/${taken.id}`, { as: shop }))).toEqual([404, 'api_key.not_found']);
    for (const made of ['x', 'parley_key_', `parley_key_${'A'.repeat(64)}`, `${taken.key}x`, shop.token])
      expect((await get('/merchant', made)).statusCode).toBe(401);
  });

  it('an end that is past, a scope that does not exist, the operator’s role', async () => {
    expect(told(await make({ expires_at: new Date(house.clock.now().getTime() - dayMs).toISOString() }))).toEqual([400, 'request.invalid']);
    expect((await make({ scopes: ['everything:write'] })).statusCode).toBe(400);
    expect((await make({ role: 'platform_admin' })).statusCode).toBe(400);
  });

  it('a program what only a person may do, whatever its role', async () => {
    const { key } = await makeKey({ role: 'owner' });
    const headers = { 'x-api-key': key };
    for (const [method, url, body] of [
      ['POST', '/api-keys', { name: 'k', role: 'owner' }],
      ['GET', '/api-keys', undefined],
      ['POST', '/staff', { email: 'a@b.example', name: 'A', role: 'owner' }],
      ['POST', '/auth/password', { current_password: 'x', new_password: 'xxxxxxxxx' }],
      ['POST', '/auth/two-factor', {}],
      ['GET', '/auth/sessions', undefined],
    ] as const)
      expect([url, ...told(await house.call(method, url, { headers, body }))]).toEqual([url, 403, 'auth.forbidden']);
    expect((await house.call('GET', '/auth/me', { headers })).json().data).toMatchObject({ role: 'owner' });
  });

  it('everybody but owners', async () => {
    for (const role of ['manager', 'agent', 'viewer'] as const) expect((await make({}, await house.hire(shop, role))).statusCode).toBe(403);
  });
});

describe('keeps merchants apart', () => {
  it('a key acts for its own shop, and another shop neither sees nor ends it', async () => {
    const other = await house.openShop('wren');
    const { id, key } = await makeKey();
    expect((await get('/merchant', key)).json().data.id).toBe(shop.merchantId);
    expect(await list(other)).toEqual([]);
    expect(told(await house.call('DELETE', `/api-keys/${id}`, { as: other }))).toEqual([404, 'api_key.not_found']);
    const moved = Buffer.from(key.slice('parley_key_'.length), 'base64url');
    moved.set(Buffer.from(other.merchantId.replaceAll('-', ''), 'hex'));
    expect((await get('/merchant', `parley_key_${moved.toString('base64url')}`)).statusCode).toBe(401);
  });
});

it('neither the database nor the log holds a key', async () => {
  const { key } = await makeKey();
  await get('/merchant', key);
  house.clock.advance(hourMs);
  const stored = await house.stored('api_keys', 'audit_log', 'idempotency_keys');
  expect(stored).toContain(key.slice(-4));
  expect([stored.includes(key), house.logged().includes(key)]).toEqual([false, false]);
});

it('the table of scopes tells rooms, reading and writing apart, and closes what it does not know', () => {
  expect(scopeFor('GET', '/api/v1/orders/:id')).toBe('orders:read');
  expect(scopeFor('POST', '/api/v1/orders/:id/ship')).toBe('orders:write');
  expect(scopeFor('DELETE', '/api/v1/products/:id')).toBe('products:write');
  expect(scopeFor('GET', '/api/v1/merchants/:id/products')).toBe('products:read');
  expect(scopeFor('GET', '/api/v1/ordersx')).toBeUndefined();
  expect(missingScope(['orders:read'], 'GET', '/api/v1/something-new')).toContain('does not reach');
  expect(missingScope([], 'GET', '/api/v1/something-new')).toBeUndefined();
});
