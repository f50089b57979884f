/** Connections: sealed, listed without secrets, tested by a real call, found by their outside addresses. */
import { ok, refuse } from '@parley/contract/values/result.ts';
import { after } from '@parley/contract/values/time.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type MerchantHouse, openMerchantHouse, type Shop } from '../../../test/builders/merchant-house.ts';
import { hashToken } from '../../foundation/secrets/secrets.ts';

let house: MerchantHouse;
let shop: Shop;
let other: Shop;
const whatsapp = (number: string) => ({
  access_token: 'EAAG-very-secret-token-9f3a',
  phone_number_id: number,
  business_account_id: '200300400',
  app_id: '77',
  app_secret: 'app-secret-value-1b2c',
  verify_token: 'my-verify-token',
});
const razorpay = { key_id: 'rzp_test_abcdefgh', key_secret: 'key-secret-value-5d6e', webhook_secret: 'short' };

beforeAll(async () => {
  house = await openMerchantHouse({
    probes: {
      razorpay: async (fields) => {
        if (fields.key_id.endsWith('away')) return refuse('provider.unavailable');
        return fields.key_id.endsWith('bad') ? refuse('connection.failed', { message: 'Authentication failed.' }) : ok(undefined);
      },
    },
  });
  shop = await house.openShop('starling');
  other = await house.openShop('wren');
});
afterAll(() => house.close());

const put = (kind: string, body: unknown, as = shop) => house.call('PUT', `/connections/${kind}`, { as, body });
const list = async (as = shop) => (await house.call('GET', '/connections', { as })).json().data;

describe('works', () => {
  it('all eight kinds are listed, with the last four characters of secrets and no more', async () => {
    expect((await put('whatsapp', whatsapp('100200'))).statusCode).toBe(200);
    expect((await put('razorpay', razorpay)).statusCode).toBe(200);
    const answer = await house.call('GET', '/connections', { as: shop });
    const [first, , third] = answer.json().data;
    expect(answer.json().data).toHaveLength(8);
    expect(first).toMatchObject({
      kind: 'whatsapp',
      state: 'untested',
      fields: { access_token: '••••9f3a', phone_number_id: '100200', app_secret: '••••1b2c' },
    });
    expect(third).toMatchObject({ kind: 'razorpay', fields: { key_id: razorpay.key_id, webhook_secret: '••••' } });
    for (const secret of ['very-secret', 'secret-value', 'my-verify']) expect(answer.body).not.toContain(secret);
  });

  it('other rooms get the fields opened; in the database they are sealed', async () => {
    const { opened, raw } = await house.database.inTx(shop.merchantId, async (tx) => ({
      opened: await house.merchants.secretsOf(tx, 'whatsapp'),
      raw: await tx.db.selectFrom('connections').selectAll().execute(),
    }));
    expect(opened).toEqual(whatsapp('100200'));
    expect(raw.some((row) => row.sealed.includes('very-secret'))).toBe(false);
    expect(await house.database.inTx(shop.merchantId, (tx) => house.merchants.secretsOf(tx, 'stripe'))).toBeUndefined();
  });

  it('a test says whether the service accepts the details, and why not', async () => {
    const test = () => house.call('POST', '/connections/razorpay/test', { as: shop });
    expect((await test()).json().data).toMatchObject({ state: 'working', failure: null, tested_at: house.clock.now().toISOString() });
    await put('razorpay', { ...razorpay, key_id: 'rzp_test_bad' });
    expect((await list())[2]).toMatchObject({ state: 'untested', tested_at: null });
    expect((await test()).json().data).toMatchObject({ state: 'failing', failure: 'Authentication failed.' });
    await put('razorpay', { ...razorpay, key_id: 'rzp_test_away' });
    expect((await test()).statusCode).toBe(502);
    expect((await list())[2]).toMatchObject({ state: 'untested' });
  });

  it('outside addresses lead to the merchant until it disconnects', async () => {
    const find = (kind: 'whatsapp.phone_number_id' | 'whatsapp.verify_token', address: string) =>
      house.database.inPlatformTx((tx) => house.merchants.findByRoute(tx, kind, address));
    expect(await find('whatsapp.phone_number_id', '100200')).toEqual([shop.merchantId]);
    await put('whatsapp', whatsapp('100201'));
    expect([await find('whatsapp.phone_number_id', '100200'), await find('whatsapp.phone_number_id', '100201')]).toEqual([
      [],
      [shop.merchantId],
    ]);
    await put('whatsapp', whatsapp('500'), other);
    expect(new Set(await find('whatsapp.verify_token', hashToken('my-verify-token')))).toEqual(
      new Set([shop.merchantId, other.merchantId]),
    );
    expect((await house.call('DELETE', '/connections/whatsapp', { as: other })).json().data.state).toBe('missing');
    expect(await find('whatsapp.verify_token', hashToken('my-verify-token'))).toEqual([shop.merchantId]);
    expect(house.events.at(-1)).toEqual({ name: 'connection.changed', kind: 'whatsapp', connected: false, merchantId: other.merchantId });
  });

  it('login tokens of services are kept sealed until they expire or the connection changes', async () => {
    const fields = {
      email: 'api@shop.example',
      password: 'password-one',
      pickup_location: 'Main',
      pickup_postcode: '560001',
      webhook_token: 'hook-token',
    };
    await put('shiprocket', fields);
    const read = () => house.database.inTx(shop.merchantId, (tx) => house.merchants.tokens.read(tx, 'shiprocket'));
    const keep = () =>
      house.database.inTx(shop.merchantId, (tx) =>
        house.merchants.tokens.keep(tx, 'shiprocket', 'login-token', after(house.clock.now(), 5_000)),
      );
    await keep();
    expect(await read()).toBe('login-token');
    house.clock.advance(5_001);
    expect(await read()).toBeUndefined();
    await keep();
    await put('shiprocket', { ...fields, password: 'password-two' });
    expect(await read()).toBeUndefined();
  });

  it('every change is in the audit log, without a secret', async () => {
    const answer = await house.call('GET', '/audit-log?subject_kind=connection&limit=2', { as: shop });
    const { data, next_cursor } = answer.json();
    expect(data[0]).toMatchObject({
      action: 'connection.changed',
      actor: { kind: 'staff' },
      subject: { kind: 'connection', id: 'shiprocket' },
      after: { password: '••••-two' },
    });
    const rest = await house.call('GET', `/audit-log?subject_kind=connection&limit=100&cursor=${next_cursor}`, { as: shop });
    const ids = [...data, ...rest.json().data].map((entry: { id: string }) => entry.id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(rest.json().next_cursor).toBeNull();
    expect(answer.body + rest.body).not.toMatch(/very-secret|password-(?:one|two)/);
  });
});

describe('refuses', () => {
  it('a number that another shop has connected, and changes nothing', async () => {
    await put('whatsapp', whatsapp('900'));
    const taken = await put('whatsapp', whatsapp('900'), other);
    expect([taken.statusCode, taken.json().error.code]).toEqual([409, 'connection.in_use']);
    expect((await list(other))[0].state).toBe('missing');
  });

  it('fields that are missing, unknown or of another kind, by name', async () => {
    const fields = async (kind: string, body: unknown) =>
      (await put(kind, body)).json().error.details.map((each: { field: string }) => each.field);
    expect(await fields('paystack', { secret_key: '', colour: 'red' })).toEqual(['secret_key', 'colour']);
    expect(await fields('razorpay', { key_id: 'x' })).toEqual(['key_secret', 'webhook_secret']);
    expect((await put('cj', { api_key: 'x', password: 'y' })).statusCode).toBe(400);
    expect((await put('cj', { email: 'x@y.example', password: 'y' })).statusCode).toBe(200);
  });

  it('unknown kinds, missing connections and people who may not', async () => {
    expect((await put('paypal', {})).json().error.code).toBe('connection.unknown_kind');
    expect((await house.call('POST', '/connections/stripe/test', { as: shop })).json().error.code).toBe('connection.missing');
    expect((await house.call('DELETE', '/connections/stripe', { as: shop })).json().error.code).toBe('connection.missing');
    const agent = await house.hire(shop, 'agent');
    for (const answer of [await put('razorpay', razorpay, agent), await house.call('GET', '/connections', { as: agent })])
      expect(answer.statusCode).toBe(403);
  });
});

describe('keeps merchants apart', () => {
  it('a connection of one is missing for the other', async () => {
    expect((await list(other)).filter((each: { state: string }) => each.state !== 'missing')).toEqual([]);
    expect(await house.database.inTx(other.merchantId, (tx) => house.merchants.secretsOf(tx, 'whatsapp'))).toBeUndefined();
  });

  it('a sealed row moved to another merchant does not open', async () => {
    await house.database.asOwner(async (client) => {
      await client.query('alter table connections no force row level security');
      await client.query(
        "insert into connections select $1, kind, sealed, hints, state, failure, tested_at, updated_at from connections where merchant_id = $2 and kind = 'whatsapp'",
        [other.merchantId, shop.merchantId],
      );
    });
    await expect(house.database.inTx(other.merchantId, (tx) => house.merchants.secretsOf(tx, 'whatsapp'))).rejects.toThrow(
      /does not match/,
    );
  });
});
