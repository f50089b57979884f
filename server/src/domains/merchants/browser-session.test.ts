/** A browser's sign-in by cookie: what it opens, how long it lives, and what other sites cannot do with it. */
import { dayMs, minuteMs } from '@parley/contract/values/time.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type MerchantHouse, openMerchantHouse, type Shop } from '../../../test/builders/merchant-house.ts';

let house: MerchantHouse;
let shop: Shop;
beforeAll(async () => {
  house = await openMerchantHouse();
  shop = await house.openShop('starling');
});
afterAll(() => house.close());

const COOKIE = 'parley_session';
const login = (headers: Record<string, string> = {}, who = shop) =>
  house.call('POST', '/auth/login', { body: { email: who.email, password: who.password }, headers });

async function cookieOf(who = shop): Promise<string> {
  const found = (await login({}, who)).cookies.find((each) => each.name === COOKIE);
  if (found === undefined) throw new Error('no cookie came');
  return found.value;
}
const me = (cookie: string) => house.edge.inject({ url: '/api/v1/auth/me', cookies: { [COOKIE]: cookie } });
const rename = (cookie: string, headers: Record<string, string>) =>
  house.edge.inject({
    method: 'PATCH',
    url: '/api/v1/merchant',
    payload: { name: 'Renamed' },
    cookies: { [COOKIE]: cookie },
    headers,
  });

describe('works', () => {
  it('signing in sets a cookie no script can read, and the cookie alone says who asks', async () => {
    const answer = await login();
    expect(answer.cookies.find((each) => each.name === COOKIE)).toMatchObject({ path: '/', httpOnly: true, sameSite: 'Lax' });
    expect(answer.body).not.toContain(await cookieOf());
    const who = await me(await cookieOf());
    expect(who.json().data).toMatchObject({
      email: shop.email,
      role: 'owner',
      merchant: { id: shop.merchantId, slug: 'starling', time_zone: 'Asia/Kolkata' },
    });
  });

  it('over https the cookie never travels in the clear', async () => {
    const secure = await openMerchantHouse({ publicUrl: 'https://shop.example' });
    const own = await secure.openShop('finch');
    const { cookies } = await secure.call('POST', '/auth/login', { body: { email: own.email, password: own.password } });
    expect(cookies.find((each) => each.name === COOKIE)).toMatchObject({ secure: true });
    await secure.close();
  });

  it('a page of ours may change things, told by either header', async () => {
    const cookie = await cookieOf();
    for (const headers of [
      { 'sec-fetch-site': 'same-origin' },
      { origin: 'http://localhost:3000', host: 'proxied.internal' },
      { origin: 'http://192.168.1.7:3000', host: '192.168.1.7:3000' },
    ])
      expect((await rename(cookie, headers)).statusCode).toBe(200);
  });

  it('a session that is used lives on; one unused for thirty days has ended', async () => {
    const cookie = await cookieOf();
    for (let visit = 0; visit < 5; visit += 1) {
      house.clock.advance(20 * dayMs);
      expect((await me(cookie)).statusCode).toBe(200);
    }
    house.clock.advance(30 * dayMs + minuteMs);
    expect((await me(cookie)).json().error.code).toBe('auth.token_expired');
  });

  it('an access token goes before the cookie', async () => {
    const other = await house.openShop('wren');
    const answer = await house.edge.inject({
      url: '/api/v1/auth/me',
      cookies: { [COOKIE]: await cookieOf() },
      headers: { authorization: `Bearer ${other.token}` },
    });
    expect(answer.json().data.merchant.id).toBe(other.merchantId);
  });

  it('signing out clears the cookie, and a kept copy opens nothing', async () => {
    const cookie = await cookieOf();
    const out = await house.edge.inject({
      method: 'POST',
      url: '/api/v1/auth/logout',
      cookies: { [COOKIE]: cookie },
      headers: { 'sec-fetch-site': 'same-origin' },
    });
    expect(out.statusCode).toBe(200);
    expect(out.cookies.find((each) => each.name === COOKIE)).toMatchObject({ value: '', path: '/' });
    expect((await me(cookie)).statusCode).toBe(401);
  });
});

describe('refuses', () => {
  it.each([
    ['a form of another site', { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }],
    ['a page of a sister site', { 'sec-fetch-site': 'same-site' }],
    ['a page whose browser says only its origin', { origin: 'https://evil.example', host: 'localhost:3000' }],
    ['an opaque origin', { origin: 'null' }],
    ['an origin that is hidden behind ours', { origin: 'http://localhost:3000.evil.example', host: 'localhost:3000' }],
    ['nobody says from where', {}],
  ])('a change asked by the cookie from %s', async (_, headers) => {
    const before = (await me(await cookieOf())).json().data.merchant.name;
    const answer = await rename(await cookieOf(), headers);
    expect([answer.statusCode, answer.json().error.code]).toEqual([403, 'auth.cross_site']);
    expect((await me(await cookieOf())).json().data.merchant.name).toBe(before);
  });

  it('to sign a browser in for a page of another site', async () => {
    expect((await login({ 'sec-fetch-site': 'cross-site' })).cookies).toEqual([]);
  });

  it('a cookie that was changed, and an access token in its place', async () => {
    const [body = '', signature = ''] = (await cookieOf()).split('.');
    const forged = Buffer.from(Buffer.from(body, 'base64url').toString().replace(shop.merchantId, crypto.randomUUID())).toString(
      'base64url',
    );
    for (const cookie of [`${forged}.${signature}`, shop.token, 'x', '.'])
      expect((await me(cookie)).json().error.code).toBe('auth.token_expired');
  });
});

describe('keeps merchants apart', () => {
  it('a cookie acts for its own merchant alone', async () => {
    const other = await house.openShop('linnet');
    expect((await me(await cookieOf(other))).json().data.merchant.id).toBe(other.merchantId);
    expect((await me(await cookieOf())).json().data.merchant.id).toBe(shop.merchantId);
  });
});
