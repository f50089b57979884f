/** Signing in and what becomes of a sign-in. */
import { minuteMs } from '@parley/contract/values/time.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type MerchantHouse, openMerchantHouse, type Shop } from '../../../test/builders/merchant-house.ts';
import { lockAfter } from './staff.ts';

let house: MerchantHouse;
let shop: Shop;
beforeAll(async () => {
  house = await openMerchantHouse();
  shop = await house.openShop('starling');
});
afterAll(() => house.close());

const login = (email: string, password: string) => house.call('POST', '/auth/login', { body: { email, password } });
const refresh = (token: string) => house.call('POST', '/auth/refresh', { body: { refresh_token: token } });
const me = (token: string) => house.call('GET', '/auth/me', { as: { token } });

describe('works', () => {
  it('the token and the merchant stand at the top of the answer', async () => {
    const answer = await login('Owner@Starling.example', shop.password);
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toEqual({
      status: 'success',
      token: expect.any(String),
      refresh_token: expect.any(String),
      expires_in: 3600,
      merchant: { id: shop.merchantId, name: 'Shop starling' },
    });
    expect(answer.headers['cache-control']).toBe('no-store');
    const who = await me(answer.json().token);
    expect(who.json().data).toMatchObject({
      email: shop.email,
      role: 'owner',
      merchant: { id: shop.merchantId, subdomain: 'starling', currency: 'INR' },
    });
  });

  it('a token lasts an hour and is refreshed for another', async () => {
    const first = (await login(shop.email, shop.password)).json();
    house.clock.advance(61 * minuteMs);
    const late = await me(first.token);
    expect([late.statusCode, late.json().error.code]).toEqual([401, 'auth.token_expired']);
    const second = (await refresh(first.refresh_token)).json();
    expect((await me(second.token)).statusCode).toBe(200);
    expect(second.refresh_token).not.toBe(first.refresh_token);
  });

  it('signing out ends the token at once', async () => {
    const { token, refresh_token } = (await login(shop.email, shop.password)).json();
    expect((await me(token)).statusCode).toBe(200);
    expect((await house.call('POST', '/auth/logout', { as: { token } })).statusCode).toBe(200);
    expect((await me(token)).statusCode).toBe(401);
    expect((await refresh(refresh_token)).statusCode).toBe(401);
  });

  it('a new password ends every other sign-in and keeps this one', async () => {
    const own = await house.openShop('changing');
    const other = (await login(own.email, own.password)).json();
    const change = (current_password: string) =>
      house.call('POST', '/auth/password', { as: own, body: { current_password, new_password: 'a better password' } });
    expect((await change('not it')).json().error.code).toBe('auth.invalid_credentials');
    expect((await change(own.password)).statusCode).toBe(200);
    expect([(await me(own.token)).statusCode, (await me(other.token)).statusCode]).toEqual([200, 401]);
    expect([(await login(own.email, own.password)).statusCode, (await login(own.email, 'a better password')).statusCode]).toEqual([
      401, 200,
    ]);
  });

  it('a changed role counts within seconds, whatever the token says', async () => {
    const manager = await house.hire(shop, 'manager');
    const list = () => house.call('GET', '/audit-log', { as: manager });
    expect((await list()).statusCode).toBe(200);
    await house.database.inTx(shop.merchantId, (tx) =>
      tx.db.updateTable('staff').set({ role: 'agent' }).where('email', '=', manager.email).execute(),
    );
    house.clock.advance(11_000);
    expect((await list()).statusCode).toBe(403);
  });
});

describe('refuses', () => {
  it('a wrong password and an unknown address with the same words', async () => {
    const [wrong, unknown] = [await login(shop.email, 'wrong'), await login('nobody@nowhere.example', 'wrong')];
    const told = (answer: typeof wrong) => ({ ...answer.json().error, request_id: '' });
    expect([wrong.statusCode, told(wrong)]).toEqual([401, told(unknown)]);
    expect(wrong.json().error.code).toBe('auth.invalid_credentials');
  });

  it('an old refresh token, and then ends the whole sign-in', async () => {
    const first = (await login(shop.email, shop.password)).json();
    const second = (await refresh(first.refresh_token)).json();
    const third = (await refresh(second.refresh_token)).json();
    expect((await refresh(first.refresh_token)).statusCode).toBe(401);
    expect((await refresh(third.refresh_token)).statusCode).toBe(401);
    expect((await me(third.token)).statusCode).toBe(401);
    expect((await login(shop.email, shop.password)).statusCode).toBe(200);
  });

  it.each(['', 'x', 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.', 'Bearer'])('the token %j', async (token) => {
    const answer = await me(token);
    expect([answer.statusCode, answer.json().error.code]).toEqual([401, 'auth.required']);
  });

  it('a token that was changed, and one that another key signed', async () => {
    const [head, , signature] = shop.token.split('.');
    const forged = Buffer.from(
      JSON.stringify({ merchant_id: shop.merchantId, sid: shop.merchantId, sub: shop.merchantId, iss: 'parley', exp: 9_999_999_999 }),
    ).toString('base64url');
    expect((await me(`${head}.${forged}.${signature}`)).statusCode).toBe(401);
  });

  it('more guesses than an account bears, even the right one, until it has rested', async () => {
    for (const email of [(await house.openShop('guessed')).email, 'stranger@nowhere.example']) {
      const statuses = await Promise.all(Array.from({ length: 14 }, () => login(email, 'guess').then((answer) => answer.statusCode)));
      expect(statuses.filter((status) => status === 401).length).toBeGreaterThanOrEqual(10);
      const locked = await login(email, shop.password);
      expect([locked.statusCode, locked.json().error.code]).toEqual([429, 'auth.too_many_attempts']);
      house.clock.advance(16 * minuteMs);
      expect((await login(email, shop.password)).statusCode).toBe(email.startsWith('stranger') ? 401 : 200);
    }
  });
});

it('an account rests longer after each further guess, never more than a quarter of an hour', () => {
  expect([1, 9, 10, 11, 13, 100].map(lockAfter)).toEqual([0, 0, 1, 2, 8, 15].map((minutes) => minutes * minuteMs));
});

describe('keeps merchants apart', () => {
  it('a token acts for its own merchant alone', async () => {
    const other = await house.openShop('wren');
    expect((await me(other.token)).json().data.merchant.id).toBe(other.merchantId);
    const lines = (await house.call('GET', '/audit-log', { as: other })).json().data;
    expect(lines.map((line: { action: string }) => line.action)).toEqual(['merchant.registered']);
  });
});

it('no password, token or address reached the log', () => {
  const log = house.logged();
  for (const hidden of [shop.password, shop.token, shop.refreshToken, shop.email, '98765']) expect(log).not.toContain(hidden);
});
