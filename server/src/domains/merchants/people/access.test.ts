/** Getting back in and staying in: a forgotten password, the code at the door, the list of sign-ins. */
import { hourMs, minuteMs, secondMs } from '@parley/contract/values/time.ts';
import { generateSync } from 'otplib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type MerchantHouse, openMerchantHouse, type Shop } from '../../../../test/builders/merchant-house.ts';
import { deviceOf } from './device.ts';

let house: MerchantHouse;
let count = 0;
beforeAll(async () => {
  house = await openMerchantHouse({ silentPhone: '+919876500000' });
});
afterAll(() => house.close());

const openShop = () => house.openShop(`access-${(count += 1)}`);
const login = (who: Shop, more: Record<string, unknown> = {}, headers: Record<string, string> = {}) =>
  house.call('POST', '/auth/login', { body: { email: who.email, password: who.password, ...more }, headers });
const me = async (token: string) => (await house.call('GET', '/auth/me', { as: { token } })).statusCode;
const forgot = (email: string) => house.call('POST', '/auth/password/forgot', { body: { email } });
const reset = (token: string, more: Record<string, unknown> = {}) =>
  house.call('POST', '/auth/password/reset', { body: { token, password: 'brand new password', ...more } });
const told = (answer: Awaited<ReturnType<typeof forgot>>) => [answer.statusCode, answer.json().error?.code];

/** The token of the newest mail to this person. */
async function tokenFor(who: Shop): Promise<string> {
  await forgot(who.email);
  const [mail] = await house.mailsTo(who.email);
  return /reset\?token=([\w-]+)/.exec(mail?.text ?? '')?.[1] ?? '';
}

async function prove(who: Shop): Promise<{ code: () => string; recovery: string[] }> {
  const { secret } = (await house.call('POST', '/auth/two-factor', { as: who })).json().data;
  const code = () => generateSync({ secret, epoch: house.clock.now().getTime() / 1000 });
  const confirmed = await house.call('POST', '/auth/two-factor/confirm', { as: who, body: { code: code() } });
  house.clock.advance(30 * secondMs);
  return { code, recovery: confirmed.json().data.recovery_codes };
}

describe('a forgotten password', () => {
  it('is replaced by a link in a mail, which signs in, ends every sign-in and opens a resting account', async () => {
    const shop = await openShop();
    for (let guess = 0; guess < 10; guess += 1) await login(shop, { password: 'wrong' });
    expect((await login(shop)).statusCode).toBe(429);
    const opened = await reset(await tokenFor(shop));
    expect(opened.statusCode).toBe(200);
    expect(opened.cookies.map((each) => each.name)).toEqual(['parley_session']);
    expect([await me(shop.token), await me(opened.json().token)]).toEqual([401, 200]);
    expect((await house.call('POST', '/auth/refresh', { body: { refresh_token: shop.refreshToken } })).statusCode).toBe(401);
    expect([(await login(shop)).statusCode, (await login(shop, { password: 'brand new password' })).statusCode]).toEqual([401, 200]);
  });

  it('is told by chat too, where the number may be written to', async () => {
    const shop = await openShop();
    const token = await tokenFor(shop);
    expect(house.said.at(-1)).toMatchObject({ phone: '+919876543210', text: expect.stringContaining(token) });
    const count = house.said.length;
    await tokenFor(await house.openShop('silent', { phone: '+91 98765 00000' }));
    expect(house.said).toHaveLength(count);
  });

  it('is answered alike for an address nobody has, and nobody gets a mail', async () => {
    const shop = await openShop();
    const [known, unknown] = [await forgot(shop.email), await forgot('nobody@nowhere.example')];
    expect([known.statusCode, known.body]).toEqual([unknown.statusCode, unknown.body]);
    expect(known.json().data).toEqual({ done: true, mail: 'queued' });
    expect(await house.mailsTo('nobody@nowhere.example')).toEqual([]);
  });

  it('fills nobody’s letter box: five mails an hour', async () => {
    const shop = await openShop();
    for (let ask = 0; ask < 8; ask += 1) await tokenFor(shop);
    expect(await house.mailsTo(shop.email)).toHaveLength(5);
    house.clock.advance(hourMs + minuteMs);
    await tokenFor(shop);
    expect(await house.mailsTo(shop.email)).toHaveLength(6);
  });

  it('refuses a link that was used, ran out, was made up, or stood beside one that was used', async () => {
    const shop = await openShop();
    const [first, second] = [await tokenFor(shop), await tokenFor(shop)];
    const both = await Promise.all([reset(second), reset(second)]);
    expect(both.map((each) => each.statusCode).toSorted((a, b) => a - b)).toEqual([200, 410]);
    expect(told(await reset(first))).toEqual([410, 'auth.reset_ended']);
    const late = await tokenFor(shop);
    house.clock.advance(hourMs);
    expect(told(await reset(late))).toEqual([410, 'auth.reset_ended']);
    expect(told(await reset('z'.repeat(64)))).toEqual([410, 'auth.reset_ended']);
  });

  it('refuses a link of another shop’s person under this shop’s name', async () => {
    const [shop, other] = [await openShop(), await openShop()];
    const [mine, theirs] = [await tokenFor(shop), await tokenFor(other)];
    const mixed = Buffer.concat([Buffer.from(mine, 'base64url').subarray(0, 16), Buffer.from(theirs, 'base64url').subarray(16)]).toString(
      'base64url',
    );
    expect(told(await reset(mixed))).toEqual([410, 'auth.reset_ended']);
  });

  it('does not get around a second factor, and the link holds until the code is right', async () => {
    const shop = await openShop();
    const { code } = await prove(shop);
    const token = await tokenFor(shop);
    expect(told(await reset(token))).toEqual([401, 'auth.two_factor_required']);
    expect(told(await reset(token, { code: '000000' }))).toEqual([403, 'auth.two_factor_invalid']);
    expect((await reset(token, { code: code() })).statusCode).toBe(200);
  });

  it('stands nowhere as itself', async () => {
    const shop = await openShop();
    const token = await tokenFor(shop);
    const stored = await house.stored('password_resets', 'jobs', 'dead_jobs', 'audit_log');
    expect(stored).toContain(shop.merchantId);
    for (const hidden of [token, shop.email]) expect([stored.includes(hidden), house.logged().includes(hidden)]).toEqual([false, false]);
  });
});

describe('the code at the door', () => {
  it('is asked of whoever has a second factor, once the password is right, and a recovery code will do', async () => {
    const shop = await openShop();
    const { code, recovery } = await prove(shop);
    expect(told(await login(shop))).toEqual([401, 'auth.two_factor_required']);
    expect((await login(shop)).cookies).toEqual([]);
    expect(told(await login(shop, { password: 'wrong', code: code() }))).toEqual([401, 'auth.invalid_credentials']);
    expect(told(await login(shop, { code: '000000' }))).toEqual([403, 'auth.two_factor_invalid']);
    const used = code();
    expect((await login(shop, { code: used })).statusCode).toBe(200);
    expect(told(await login(shop, { code: used }))).toEqual([403, 'auth.two_factor_invalid']);
    expect((await login(shop, { code: recovery[0] })).statusCode).toBe(200);
  });

  it('stops guessing after five wrong ones', async () => {
    const shop = await openShop();
    const { code } = await prove(shop);
    for (let guess = 0; guess < 5; guess += 1) await login(shop, { code: '111111' });
    expect(told(await login(shop, { code: code() }))).toEqual([429, 'auth.too_many_attempts']);
  });

  it('wrong passwords from one address on the internet are stopped, whoever they are for', async () => {
    const shop = await openShop();
    const from = (remoteAddress: string, email: string, password: string) =>
      house.edge
        .inject({ method: 'POST', url: '/api/v1/auth/login', payload: { email, password }, remoteAddress })
        .then((answer) => answer.statusCode);
    for (let guess = 0; guess < 50; guess += 1) await from('1.1.1.1', `g${guess}@nowhere.example`, 'x');
    expect([await from('1.1.1.1', shop.email, shop.password), await from('9.9.9.9', shop.email, shop.password)]).toEqual([429, 200]);
  });
});

describe('the list of sign-ins', () => {
  const agent = { chrome: 'Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Mobile Safari/537.36' };
  const sessionsOf = async (token: string) =>
    (await house.call('GET', '/auth/sessions', { as: { token } })).json().data as { id: string; device: string; current: boolean }[];

  it('names devices, marks this one, and ends one or all others', async () => {
    const shop = await openShop();
    const phone = (await login(shop, {}, { 'user-agent': agent.chrome })).json().token;
    const third = (await login(shop)).json().token;
    const before = await sessionsOf(phone);
    expect(before).toHaveLength(3);
    expect(before.find((each) => each.current)).toMatchObject({ device: 'Chrome, Android' });
    const own = (await sessionsOf(shop.token)).find((each) => each.current)?.id;
    expect((await house.call('DELETE', `/auth/sessions/${own}`, { as: { token: phone } })).statusCode).toBe(200);
    expect([await me(shop.token), await me(phone), await me(third)]).toEqual([401, 200, 200]);
    expect((await house.call('DELETE', '/auth/sessions', { as: { token: phone } })).json().data).toEqual({ ended: 1 });
    expect([await me(phone), await me(third)]).toEqual([200, 401]);
  });

  it('shows and ends nobody else’s', async () => {
    const shop = await openShop();
    const [colleague, other] = [await house.hire(shop, 'agent'), await openShop()];
    for (const who of [colleague, other]) {
      const id = (await sessionsOf(who.token))[0]?.id;
      expect(told(await house.call('DELETE', `/auth/sessions/${id}`, { as: shop }))).toEqual([404, 'session.not_found']);
      expect(await me(who.token)).toBe(200);
    }
    expect(await sessionsOf(shop.token)).toHaveLength(1);
  });

  it('knows common browsers by their words', () => {
    const names = [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1',
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36 Edg/140.0',
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:143.0) Gecko/20100101 Firefox/143.0',
      'till/1.0',
      null,
    ];
    expect(names.map(deviceOf)).toEqual(['Safari, iPhone', 'Edge, Windows', 'Firefox, macOS', 'till/1.0', '']);
  });
});

it('ways in that ended three months ago are forgotten, those that hold and the audit log are not', async () => {
  const shop = await openShop();
  await tokenFor(shop);
  await house.call('POST', '/staff', { as: shop, body: { email: 'gone@people.example', name: 'Gone', role: 'agent' } });
  const kept = async () =>
    house.database.inTx(shop.merchantId, async (tx) => {
      const count = async (table: 'staff_sessions' | 'password_resets' | 'staff_invitations' | 'audit_log') =>
        (await tx.db.selectFrom(table).select('merchant_id').execute()).length;
      return [await count('staff_sessions'), await count('password_resets'), await count('staff_invitations'), await count('audit_log')];
    });
  expect(await kept()).toEqual([1, 1, 1, 3]);
  house.clock.advance(60 * 24 * hourMs);
  await house.tonight();
  expect(await kept()).toEqual([1, 1, 1, 3]);
  await login(shop);
  house.clock.advance(29 * 24 * hourMs);
  await house.tonight();
  expect(await kept()).toEqual([2, 1, 1, 3]);
  house.clock.advance(10 * 24 * hourMs);
  await house.tonight();
  expect(await kept()).toEqual([2, 0, 0, 3]);
  house.clock.advance(60 * 24 * hourMs);
  await house.tonight();
  expect(await kept()).toEqual([1, 0, 0, 3]);
});

it('a person changes their own name and number, and nobody else’s', async () => {
  const shop = await openShop();
  const viewer = await house.hire(shop, 'viewer');
  const change = (body: Record<string, unknown>) => house.call('PATCH', '/auth/me', { as: viewer, body });
  expect((await change({ name: 'Ravi', phone: '98765 43299' })).json().data).toMatchObject({ name: 'Ravi', phone: '+919876543299' });
  expect((await change({ phone: null })).json().data).toMatchObject({ name: 'Ravi', phone: null });
  expect((await change({ phone: '12' })).json().error.details[0].field).toBe('phone');
  expect((await change({ role: 'owner' })).statusCode).toBe(400);
  expect((await house.call('GET', '/auth/me', { as: shop })).json().data.name).toBe(`Shop ${shop.slug}`);
});

it('the audit log is found by action, by person and by time, page after page', async () => {
  const shop = await openShop();
  const start = house.clock.now();
  for (let round = 0; round < 3; round += 1) {
    house.clock.advance(minuteMs);
    await house.call('PATCH', '/merchant', { as: shop, body: { name: `Name ${round}` } });
  }
  const list = async (query: Record<string, string>) =>
    (await house.call('GET', `/audit-log?${new URLSearchParams(query)}`, { as: shop })).json();
  const ids = (page: { data: { id: string }[] }) => page.data.map((each) => each.id);
  const all = ids(await list({ action: 'merchant.changed' }));
  expect(all).toHaveLength(3);
  expect(ids(await list({ action: 'merchant' }))).toHaveLength(4);
  expect(ids(await list({ action: 'merch' }))).toEqual([]);
  const from = new Date(start.getTime() + 2 * minuteMs).toISOString();
  expect(ids(await list({ from }))).toEqual(all.slice(0, 2));
  expect(ids(await list({ from, to: new Date(start.getTime() + 3 * minuteMs).toISOString() }))).toEqual(all.slice(1, 2));
  const actor = (await house.call('GET', '/auth/me', { as: shop })).json().data.id;
  expect(ids(await list({ actor_id: actor, action: 'merchant.changed' }))).toEqual(all);
  expect(ids(await list({ actor_id: crypto.randomUUID() }))).toEqual([]);
  const first = await list({ action: 'merchant.changed', limit: '2' });
  expect([...ids(first), ...ids(await list({ action: 'merchant.changed', limit: '2', cursor: first.next_cursor }))]).toEqual(all);
});
