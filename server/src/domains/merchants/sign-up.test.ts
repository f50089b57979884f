/** Signing up: what is made, what is refused. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type MerchantHouse, openMerchantHouse, registrationOf } from '../../../test/builders/merchant-house.ts';
import { defaultsOf } from './country-defaults.ts';
import { insertStaff } from './staff.store.ts';

let house: MerchantHouse;
beforeAll(async () => {
  house = await openMerchantHouse();
});
afterAll(() => house.close());

const register = (body: unknown, headers: Record<string, string> = {}) => house.call('POST', '/auth/register', { body, headers });

describe('works', () => {
  it('a shop is made with its owner, a place for its stock and a line in the audit log', async () => {
    const answer = await register(registrationOf('first-shop'));
    expect(answer.statusCode).toBe(201);
    const { status, message, data } = answer.json();
    expect({ status, data }).toEqual({
      status: 'success',
      data: {
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        name: 'Shop first-shop',
        email: 'owner@first-shop.example',
        subdomain: 'first-shop',
      },
    });
    expect(message).toEqual(expect.any(String));
    const made = await house.database.inTx(data.id, async (tx) => ({
      merchant: await house.merchants.getMerchant(tx),
      locations: await tx.db.selectFrom('locations').select('is_default').execute(),
      log: (await house.merchants.audit.list(tx, { limit: 10 })).items.map((entry) => entry.action),
    }));
    expect(made.merchant).toMatchObject({
      country: 'IN',
      currency: 'INR',
      timeZone: 'Asia/Kolkata',
      language: 'en',
      whatsappNumber: '+919876543210',
      delivery: { kind: 'courier' },
    });
    expect([made.locations, made.log]).toEqual([[{ is_default: true }], ['merchant.registered']]);
    expect(house.events).toContainEqual({ name: 'merchant.registered', merchantId: data.id });
    expect(await house.database.inPlatformTx((tx) => house.merchants.findBySlug(tx, 'First-Shop'))).toBe(data.id);
  });

  it('country, currency, time zone and language follow the phone unless they are said', async () => {
    const brazil = await house.openShop('loja', { phone: '+55 11 98765-4321', whatsapp_number: '11 98765-4321' });
    const said = await house.openShop('said', {
      phone: '098765 43210',
      whatsapp_number: '9876543210',
      country: 'in',
      currency: 'usd',
      timezone: 'Europe/Paris',
      language: 'fr',
    });
    const load = (shop: { merchantId: typeof brazil.merchantId }) =>
      house.database.inTx(shop.merchantId, (tx) => house.merchants.getMerchant(tx));
    expect(await load(brazil)).toMatchObject({
      country: 'BR',
      currency: 'BRL',
      timeZone: 'America/Sao_Paulo',
      language: 'pt-BR',
      whatsappNumber: '+5511987654321',
    });
    expect(await load(said)).toMatchObject({
      country: 'IN',
      currency: 'USD',
      timeZone: 'Europe/Paris',
      language: 'fr',
      phone: '+919876543210',
    });
  });

  it('a repeat with the same Idempotency-Key gets the first answer, and anybody else is refused', async () => {
    const key = { 'idempotency-key': 'sign-up-1' };
    const first = await register(registrationOf('keyed'), key);
    const again = await register(registrationOf('keyed'), key);
    expect([again.statusCode, again.headers['idempotent-replayed'], again.json()]).toEqual([201, 'true', first.json()]);
    expect((await register({ ...registrationOf('keyed'), password: 'another password' }, key)).json().error.code).toBe(
      'request.idempotency_mismatch',
    );
    expect((await register(registrationOf('keyed'), { 'idempotency-key': 'sign-up-2' })).statusCode).toBe(409);
    expect((await register(registrationOf('keyed'))).statusCode).toBe(409);
  });

  it('every country has a currency and a time zone that exist', () => {
    for (const country of ['IN', 'NG', 'BR', 'US', 'GB', 'DE', 'MX', 'JP', 'KE', 'AE', 'ZZ']) {
      const { currency, timeZone } = defaultsOf(country);
      expect(() => new Intl.NumberFormat('en', { style: 'currency', currency }).format(1)).not.toThrow();
      expect(() => new Intl.DateTimeFormat('en', { timeZone })).not.toThrow();
    }
  });
});

describe('refuses', () => {
  it.each([
    ['a name of the program', { subdomain: 'webhooks' }, 422, 'merchant.subdomain_reserved'],
    ['a taken subdomain', { subdomain: 'taken' }, 409, 'merchant.subdomain_taken'],
    ['a taken email, however it is written', { email: ' OWNER@taken.example ' }, 409, 'merchant.email_taken'],
    ['a short password', { password: 'short' }, 400, 'request.invalid'],
    ['a phone that is none', { phone: 'call me' }, 400, 'request.invalid'],
    ['a phone without its country', { phone: '12345' }, 400, 'request.invalid'],
    ['a subdomain with a slash', { subdomain: '../etc' }, 400, 'request.invalid'],
    ['a time zone that is none', { timezone: 'Mars/Olympus' }, 400, 'request.invalid'],
    ['a currency that is none', { currency: 'QQQ' }, 400, 'request.invalid'],
    ['an unknown field', { plan: 'gold' }, 400, 'request.invalid'],
  ])('%s', async (_, change, status, code) => {
    if (!(await house.database.inPlatformTx((tx) => house.merchants.findBySlug(tx, 'taken')))) await house.openShop('taken');
    const answer = await register({ ...registrationOf('fresh'), ...change });
    expect([answer.statusCode, answer.json().error.code]).toEqual([status, code]);
    expect(answer.json().error.details[0].field).toBe(Object.keys(change)[0]);
    expect(await house.database.inPlatformTx((tx) => house.merchants.findBySlug(tx, 'fresh'))).toBeUndefined();
  });

  it('the second of two who want one address at the same moment', async () => {
    const answers = await Promise.all(
      ['a', 'b', 'c'].map((each) => register({ ...registrationOf('race'), email: `${each}@race.example` })),
    );
    expect(answers.map((answer) => answer.statusCode).toSorted((a, b) => a - b)).toEqual([201, 409, 409]);
  });
});

describe('keeps merchants apart', () => {
  it('neither passwords nor people of one shop are seen by another', async () => {
    const [one, two] = [await house.openShop('apart-one'), await house.openShop('apart-two')];
    const seen = await house.database.inTx(one.merchantId, (tx) => tx.db.selectFrom('staff').select('email').execute());
    expect(seen).toEqual([{ email: one.email }]);
    const fields = {
      id: two.merchantId as never,
      email: 'x@x.example',
      name: 'x',
      role: 'owner' as const,
      phone: undefined,
      passwordHash: 'x',
      createdAt: house.clock.now(),
    };
    await expect(
      house.database.inTx(one.merchantId, (tx) => insertStaff(tx as never, { ...fields, merchantId: two.merchantId })),
    ).rejects.toThrow(/row-level security/);
  });
});
