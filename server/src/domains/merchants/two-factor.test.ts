/** The second factor over HTTP: set up, proven, used once, limited, turned off. */
import { minuteMs, secondMs } from '@parley/contract/values/time.ts';
import { generateSync } from 'otplib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type MerchantHouse, openMerchantHouse, type Shop } from '../../../test/builders/merchant-house.ts';
import { stepOfCode } from './two-factor.ts';

let house: MerchantHouse;
let count = 0;
beforeAll(async () => {
  house = await openMerchantHouse();
});
afterAll(() => house.close());

const openShop = () => house.openShop(`factor-${(count += 1)}`);
const codeAt = (secret: string, steps = 0) => generateSync({ secret, epoch: house.clock.now().getTime() / 1000 + steps * 30 });
const enrol = async (as: Shop) =>
  (await house.call('POST', '/auth/two-factor', { as })).json().data as { secret: string; otpauth_url: string; qr: string };
const confirm = (as: Shop, code: string) => house.call('POST', '/auth/two-factor/confirm', { as, body: { code } });
const factorOf = async (as: Shop) => (await house.call('GET', '/auth/me', { as })).json().data.two_factor;
const nextStep = () => house.clock.advance(30 * secondMs);

/** Enrols and confirms; the clock is then in a step whose code was not used. */
async function prove(shop: Shop): Promise<{ shop: Shop; secret: string; recovery: string[] }> {
  const { secret } = await enrol(shop);
  const confirmed = (await confirm(shop, codeAt(secret))).json();
  nextStep();
  return { shop, secret, recovery: confirmed.data.recovery_codes };
}
const withFactor = async () => prove(await openShop());

/** The check as other rooms ask it. */
async function check(shop: Shop, code: string | undefined) {
  const actor = await house.merchants.whoIs(shop.token);
  if (actor === undefined) throw new Error('signed out');
  const answer = await house.merchants.checkSecondFactor(actor, code);
  return answer.ok ? answer.value.by : answer.refusal.code;
}

describe('works', () => {
  it('the codes of RFC 6238 are accepted in their step and the one on either side', () => {
    const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
    // Appendix B, SHA-1, the last six digits.
    for (const [epoch, code] of [
      [1_111_111_109, '081804'],
      [1_234_567_890, '005924'],
      [20_000_000_000, '353130'],
    ] as const) {
      const at = (seconds: number) => stepOfCode(secret, code, new Date((epoch + seconds) * 1000));
      const step = BigInt(Math.floor(epoch / 30));
      expect([at(-30), at(0), at(30), at(-61), at(61)]).toEqual([step, step, step, undefined, undefined]);
    }
  });

  it('enrolling answers a secret, its address and its picture; a first code turns it on and answers ten recovery codes', async () => {
    const shop = await openShop();
    expect(await factorOf(shop)).toEqual({ enabled: false, confirmed_at: null, recovery_codes_left: 0 });
    const { secret, otpauth_url, qr } = await enrol(shop);
    expect(otpauth_url).toContain(`secret=${secret}`);
    expect(otpauth_url).toMatch(/^otpauth:\/\/totp\/Parley/);
    expect(qr).toMatch(/^data:image\/png;base64,/);
    expect(await check(shop, codeAt(secret))).toBe('auth.two_factor_not_enrolled');
    const answer = await confirm(shop, codeAt(secret));
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(new Set(answer.json().data.recovery_codes).size).toBe(10);
    expect(await factorOf(shop)).toMatchObject({ enabled: true, recovery_codes_left: 10 });
  });

  it('a code counts once, and none of an earlier step counts after it', async () => {
    const { shop, secret } = await withFactor();
    nextStep();
    const [before, now] = [codeAt(secret, -1), codeAt(secret)];
    expect([await check(shop, now), await check(shop, now), await check(shop, before)]).toEqual([
      'code',
      'auth.two_factor_invalid',
      'auth.two_factor_invalid',
    ]);
    nextStep();
    expect(await check(shop, codeAt(secret))).toBe('code');
  });

  it('the same code sent ten times at once counts once', async () => {
    const { shop, secret } = await withFactor();
    const code = codeAt(secret);
    const answers = await Promise.all(Array.from({ length: 10 }, () => check(shop, code)));
    expect(answers.filter((answer) => answer === 'code')).toHaveLength(1);
  });

  it('the code that confirmed is used up', async () => {
    const shop = await openShop();
    const { secret } = await enrol(shop);
    const code = codeAt(secret);
    expect((await confirm(shop, code)).statusCode).toBe(200);
    expect(await check(shop, code)).toBe('auth.two_factor_invalid');
  });

  it('each recovery code works once, however it is typed, and new ones end the old', async () => {
    const { shop, secret, recovery } = await withFactor();
    const [first = '', second = ''] = recovery;
    expect([await check(shop, first.toUpperCase().replaceAll('-', ' ')), await check(shop, first)]).toEqual([
      'recovery_code',
      'auth.two_factor_invalid',
    ]);
    expect(await factorOf(shop)).toMatchObject({ recovery_codes_left: 9 });
    const renewed = await house.call('POST', '/auth/two-factor/recovery-codes', { as: shop, headers: { 'x-2fa-code': codeAt(secret) } });
    const [fresh = ''] = renewed.json().data.recovery_codes;
    expect([await check(shop, second), await check(shop, fresh)]).toEqual(['auth.two_factor_invalid', 'recovery_code']);
  });

  it('turning it off takes a code; afterwards another one can be set up', async () => {
    const { shop, secret } = await withFactor();
    const off = (headers: Record<string, string>) => house.call('DELETE', '/auth/two-factor', { as: shop, headers });
    expect((await off({})).json().error.code).toBe('auth.two_factor_required');
    expect((await house.call('POST', '/auth/two-factor', { as: shop })).json().error.code).toBe('auth.two_factor_enrolled');
    expect((await off({ 'x-2fa-code': codeAt(secret) })).statusCode).toBe(200);
    expect(await factorOf(shop)).toEqual({ enabled: false, confirmed_at: null, recovery_codes_left: 0 });
    expect((await enrol(shop)).secret).not.toBe(secret);
  });

  it('what happened to it stands in the audit log, without any code', async () => {
    const { shop, recovery } = await withFactor();
    await check(shop, recovery[0]);
    const log = (await house.call('GET', '/audit-log', { as: shop })).body;
    expect(JSON.parse(log).data.map((each: { action: string }) => each.action)).toEqual([
      'staff.recovery_code_used',
      'staff.two_factor_enabled',
      'merchant.registered',
    ]);
    expect(log).not.toContain(recovery[0]);
  });
});

describe('refuses', () => {
  it('the fifth wrong code in a row, and then even a right one, for fifteen minutes', async () => {
    const { shop, secret } = await withFactor();
    const guesses: string[] = [];
    for (let index = 0; index < 5; index += 1) guesses.push(await check(shop, '000000'));
    expect(guesses).toEqual([...Array.from({ length: 4 }, () => 'auth.two_factor_invalid'), 'auth.too_many_attempts']);
    house.clock.advance(5 * minuteMs);
    const locked = await house.call('DELETE', '/auth/two-factor', { as: shop, headers: { 'x-2fa-code': codeAt(secret) } });
    expect([locked.statusCode, locked.json().error.code, locked.headers['retry-after']]).toEqual([429, 'auth.too_many_attempts', '600']);
    house.clock.advance(10 * minuteMs);
    expect(await check(shop, codeAt(secret))).toBe('code');
  });

  it('guesses made at once no later than guesses made in turn', async () => {
    const { shop } = await withFactor();
    const answers = await Promise.all(Array.from({ length: 30 }, (_, index) => check(shop, String(100_000 + index))));
    expect(answers.filter((answer) => answer === 'auth.two_factor_invalid').length).toBeLessThanOrEqual(4);
  });

  it('a right code forgets the wrong ones before it', async () => {
    const { shop, secret } = await withFactor();
    for (let round = 0; round < 3; round += 1) {
      for (let index = 0; index < 4; index += 1) expect(await check(shop, 'nonsense')).toBe('auth.two_factor_invalid');
      expect(await check(shop, codeAt(secret))).toBe('code');
      nextStep();
    }
  });

  it('enrolling anew does not open a lock', async () => {
    const shop = await openShop();
    await enrol(shop);
    for (let index = 0; index < 5; index += 1) await confirm(shop, '000000');
    const { secret } = await enrol(shop);
    const answer = await confirm(shop, codeAt(secret));
    expect([answer.statusCode, answer.headers['retry-after']]).toEqual([429, '900']);
  });

  it('a first code that is wrong, a second confirmation, and confirming nothing', async () => {
    const shop = await openShop();
    expect((await confirm(shop, '123456')).json().error.code).toBe('auth.two_factor_not_enrolled');
    const { secret } = await enrol(shop);
    const wrong = await confirm(shop, '000000');
    expect([wrong.statusCode, wrong.json().error.code]).toEqual([403, 'auth.two_factor_invalid']);
    expect((await confirm(shop, codeAt(secret))).statusCode).toBe(200);
    nextStep();
    expect((await confirm(shop, codeAt(secret))).json().error.code).toBe('auth.two_factor_enrolled');
  });

  it('a program, which is no person', async () => {
    const { shop, secret } = await withFactor();
    const actor = await house.merchants.whoIs(shop.token);
    if (actor === undefined) throw new Error('signed out');
    const answer = await house.merchants.checkSecondFactor({ ...actor, kind: 'program' }, codeAt(secret));
    expect(answer).toMatchObject({ ok: false, refusal: { code: 'auth.forbidden' } });
  });
});

describe('keeps people and merchants apart', () => {
  it('a colleague’s or another shop’s code is a wrong one', async () => {
    const { shop, secret, recovery } = await withFactor();
    const { shop: other } = await withFactor();
    const owner = await openShop();
    const manager = await house.hire(owner, 'manager');
    const [mine, colleague] = [await prove(owner), await prove(manager)];
    for (const [who, code, its] of [
      [other, codeAt(secret), recovery[0]],
      [colleague.shop, codeAt(mine.secret), mine.recovery[0]],
    ] as const)
      expect([await check(who, code), await check(who, its)]).toEqual(['auth.two_factor_invalid', 'auth.two_factor_invalid']);
    expect([await check(shop, recovery[0]), await check(mine.shop, mine.recovery[0])]).toEqual(['recovery_code', 'recovery_code']);
  });

  it('nothing of it stands in the database or the log as itself', async () => {
    const { shop, secret, recovery } = await withFactor();
    const stored = await house.database.inTx(shop.merchantId, async (tx) => ({
      staff: await tx.db.selectFrom('staff').selectAll().execute(),
      codes: await tx.db.selectFrom('staff_recovery_codes').selectAll().execute(),
      keys: await tx.db.selectFrom('idempotency_keys').selectAll().execute(),
    }));
    const written = JSON.stringify(stored, (_, value: unknown) => (typeof value === 'bigint' ? `${value}` : value));
    const sealed = stored.staff.map((each) => each.totp_secret?.toString('latin1') ?? '').join();
    for (const hidden of [secret, ...recovery]) expect([written, sealed, house.logged()].some((text) => text.includes(hidden))).toBe(false);
  });
});
