/** The people of a shop over HTTP: invited by mail, let in once, given roles, let go. */
import { languages } from '@parley/contract/api/merchants.ts';
import type { Role } from '@parley/contract/values/role.ts';
import { givenRoles } from '@parley/contract/values/role.ts';
import { dayMs, minuteMs, secondMs } from '@parley/contract/values/time.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type MerchantHouse, openMerchantHouse, type Shop } from '../../../../test/builders/merchant-house.ts';

let house: MerchantHouse;
let shop: Shop;
let count = 0;
beforeAll(async () => {
  house = await openMerchantHouse();
  shop = await house.openShop('starling');
});
afterAll(() => house.close());

const newEmail = () => `person-${(count += 1)}@people.example`;
const invite = (as: Shop, more: Record<string, unknown> = {}) =>
  house.call('POST', '/staff', { as, body: { email: newEmail(), name: 'Asha', role: 'agent', ...more } });
const tokenIn = (link: string) => new URL(link).searchParams.get('token') ?? '';
const accept = (token: string, more: Record<string, unknown> = {}) =>
  house.call('POST', '/auth/accept-invite', { body: { token, password: 'a fine password', ...more } });
const me = (token: string) => house.call('GET', '/auth/me', { as: { token } });
const idOf = async (who: Shop) => (await me(who.token)).json().data.id as string;
const change = (as: Shop, id: string, role: Role) => house.call('PATCH', `/staff/${id}`, { as, body: { role } });
const remove = (as: Shop, id: string) => house.call('DELETE', `/staff/${id}`, { as });
const list = async (as: Shop) => (await house.call('GET', '/staff?limit=100', { as })).json().data as Record<string, unknown>[];
const told = (answer: Awaited<ReturnType<typeof invite>>) => [answer.statusCode, answer.json().error?.code];

describe('works', () => {
  it('an invitation arrives by mail over SMTP, its link shows who invites, and accepting it signs in', async () => {
    const email = newEmail();
    const answer = await invite(shop, { email: email.toUpperCase(), name: 'Asha <b>', role: 'fulfilment' });
    expect(answer.statusCode).toBe(201);
    const { link, mail } = answer.json().data;
    expect(mail).toBe('queued');
    const [arrived] = await house.mailsTo(email);
    expect(arrived?.subject).toContain('Shop starling');
    expect(arrived?.text).toContain(link);
    expect(arrived?.html).toContain('Asha &lt;b&gt;');
    const seen = await house.call('GET', `/auth/invite?token=${tokenIn(link)}`);
    expect(seen.json().data).toMatchObject({ email, role: 'fulfilment', merchant: { name: 'Shop starling', language: 'en' } });
    const opened = await accept(tokenIn(link), { name: 'Asha Rao', phone: '98765 43211' });
    expect(opened.json()).toMatchObject({ status: 'success', merchant: { id: shop.merchantId } });
    expect(opened.cookies.map((each) => each.name)).toEqual(['parley_session']);
    expect((await me(opened.json().token)).json().data).toMatchObject({ name: 'Asha Rao', email, role: 'fulfilment' });
    expect((await house.call('POST', '/auth/login', { body: { email, password: 'a fine password' } })).statusCode).toBe(200);
  });

  it.each(languages)('mails speak the shop’s language: %s', async (language) => {
    const own = await house.openShop(`speaks-${language.toLowerCase()}`, { language });
    const email = newEmail();
    await invite(own, { email });
    const [arrived] = await house.mailsTo(email);
    expect(arrived?.html).toContain(`lang="${language}"`);
    expect(`${arrived?.subject} ${arrived?.text}`).not.toMatch(/\{\w+\}/);
  });

  it('the list shows who is there, who is invited and whose invitation ran out, by pages', async () => {
    const own = await house.openShop('listed');
    await house.hire(own, 'viewer');
    const email = newEmail();
    await invite(own, { email, role: 'accountant' });
    expect((await list(own)).map((each) => [each['role'], each['state']])).toEqual(
      expect.arrayContaining([
        ['owner', 'active'],
        ['viewer', 'active'],
        ['accountant', 'invited'],
      ]),
    );
    const paged = (await house.call('GET', '/staff?limit=2&page=2', { as: own })).json();
    expect([paged.data.length, paged.pagination]).toEqual([1, { total: 3, pages: 2, current_page: 2, limit: 2 }]);
    house.clock.advance(8 * dayMs);
    const again = (await house.call('POST', '/auth/login', { body: { email: own.email, password: own.password } })).json();
    expect((await list({ ...own, token: again.token })).find((each) => each['email'] === email)).toMatchObject({ state: 'expired' });
    shop = {
      ...shop,
      token: (await house.call('POST', '/auth/login', { body: { email: shop.email, password: shop.password } })).json().token,
    };
  });

  it('sending again makes a new link and ends the old one; withdrawing ends it for good', async () => {
    const email = newEmail();
    const first = (await invite(shop, { email })).json().data;
    const second = (await house.call('POST', `/staff/${first.id}/resend`, { as: shop })).json().data;
    expect(second.link).not.toBe(first.link);
    expect(await house.mailsTo(email)).toHaveLength(2);
    expect(told(await accept(tokenIn(first.link)))).toEqual([410, 'invitation.ended']);
    expect((await remove(shop, first.id)).statusCode).toBe(200);
    expect(told(await accept(tokenIn(second.link)))).toEqual([410, 'invitation.ended']);
    expect((await invite(shop, { email })).statusCode).toBe(201);
  });

  it('another role counts at once, also of somebody who has not accepted yet', async () => {
    const agent = await house.hire(shop, 'agent');
    expect((await house.call('GET', '/staff', { as: agent })).statusCode).toBe(403);
    expect((await change(shop, await idOf(agent), 'manager')).statusCode).toBe(200);
    expect((await house.call('GET', '/staff', { as: agent })).statusCode).toBe(200);
    const { id, link } = (await invite(shop, { role: 'agent' })).json().data;
    await change(shop, id, 'viewer');
    expect((await me((await accept(tokenIn(link))).json().token)).json().data.role).toBe('viewer');
  });

  it('whoever is let go is signed out at once, cannot come back, and may be invited again', async () => {
    const agent = await house.hire(shop, 'agent');
    const signed = await house.call('POST', '/auth/login', { body: { email: agent.email, password: agent.password } });
    expect((await remove(shop, await idOf(agent))).statusCode).toBe(200);
    expect((await me(agent.token)).statusCode).toBe(401);
    expect((await house.call('POST', '/auth/refresh', { body: { refresh_token: signed.json().refresh_token } })).statusCode).toBe(401);
    expect((await house.call('POST', '/auth/login', { body: { email: agent.email, password: agent.password } })).statusCode).toBe(401);
    expect((await list(shop)).some((each) => each['email'] === agent.email)).toBe(false);
    const { link } = (await invite(shop, { email: agent.email })).json().data;
    expect((await accept(tokenIn(link))).statusCode).toBe(200);
  });

  it('every change stands in the audit log with what was before and after', async () => {
    const own = await house.openShop('audited');
    const agent = await house.hire(own, 'agent');
    const id = await idOf(agent);
    await change(own, id, 'viewer');
    await remove(own, id);
    await invite(own, { email: agent.email, role: 'accountant' });
    const log = (await house.call('GET', `/audit-log?action=staff`, { as: own })).json().data;
    expect(log.map((each: Record<string, unknown>) => [each['action'], each['before'], each['after']])).toEqual([
      ['staff.invited', null, { email: agent.email, name: 'Asha', role: 'accountant' }],
      ['staff.removed', expect.objectContaining({ role: 'viewer' }), null],
      ['staff.role_changed', { role: 'agent' }, { role: 'viewer' }],
    ]);
    expect(log[0].actor).toMatchObject({ kind: 'staff', name: 'Shop audited' });
  });
});

describe('refuses', () => {
  it('an invitation twice: used, withdrawn, run out, made up', async () => {
    const { link } = (await invite(shop)).json().data;
    const answers = await Promise.all([accept(tokenIn(link)), accept(tokenIn(link)), accept(tokenIn(link))]);
    expect(answers.map((each) => each.statusCode).toSorted((a, b) => a - b)).toEqual([200, 410, 410]);
    const late = (await invite(shop)).json().data;
    house.clock.advance(7 * dayMs);
    expect(told(await accept(tokenIn(late.link)))).toEqual([410, 'invitation.ended']);
    expect((await house.call('GET', `/auth/invite?token=${tokenIn(late.link)}`)).statusCode).toBe(410);
    for (const token of ['x', 'x'.repeat(64), tokenIn(late.link).replace(/.$/, '-')]) expect((await accept(token)).statusCode).toBe(410);
    shop = {
      ...shop,
      token: (await house.call('POST', '/auth/login', { body: { email: shop.email, password: shop.password } })).json().token,
    };
  });

  it('somebody who works here, is invited already, or has an account elsewhere', async () => {
    expect(told(await invite(shop, { email: shop.email }))).toEqual([409, 'staff.already_there']);
    const email = newEmail();
    const both = await Promise.all([invite(shop, { email }), invite(shop, { email })]);
    expect(both.map((each) => each.statusCode).toSorted((a, b) => a - b)).toEqual([201, 409]);
    const other = await house.openShop(`elsewhere-${(count += 1)}`);
    const { link } = (await invite(shop, { email: other.email })).json().data;
    expect(told(await accept(tokenIn(link)))).toEqual([409, 'merchant.email_taken']);
    expect((await me(other.token)).json().data.merchant.id).toBe(other.merchantId);
  });

  it('to leave a shop without an owner, also when two owners unmake each other at once', async () => {
    const own = await house.openShop(`owned-${(count += 1)}`);
    const id = await idOf(own);
    expect(told(await change(own, id, 'manager'))).toEqual([409, 'staff.last_owner']);
    expect(told(await remove(own, id))).toEqual([409, 'staff.last_owner']);
    const second = await house.hire(own, 'owner');
    const answers = await Promise.all([change(own, await idOf(second), 'agent'), remove(second, id)]);
    expect(answers.filter((each) => each.statusCode === 200)).toHaveLength(1);
    const left = await house.database.inTx(own.merchantId, (tx) =>
      tx.db.selectFrom('staff').select('id').where('role', '=', 'owner').where('removed_at', 'is', null).execute(),
    );
    expect(left).toHaveLength(1);
  });

  it.each(givenRoles)('what a %s may not do with people and keys', async (role) => {
    const who = await house.hire(shop, role);
    const agent = await idOf(await house.hire(shop, 'agent'));
    const owner = await idOf(await house.hire(shop, 'owner'));
    const pending = (await invite(shop, { role: 'owner' })).json().data.id;
    const answers = {
      list: await house.call('GET', '/staff', { as: who }),
      invite: await invite(who),
      agent: await change(who, agent, 'viewer'),
      inviteOwner: await invite(who, { role: 'owner' }),
      makeOwner: await change(who, agent, 'owner'),
      touchOwner: await change(who, owner, 'agent'),
      withdrawOwner: await remove(who, pending),
      removeOwner: await remove(who, owner),
      keys: await house.call('GET', '/api-keys', { as: who }),
      makeKey: await house.call('POST', '/api-keys', { as: who, body: { name: 'k', role: 'viewer' } }),
      audit: await house.call('GET', '/audit-log', { as: who }),
      connections: await house.call('GET', '/connections', { as: who }),
    };
    const allowed = Object.entries(answers).flatMap(([name, { statusCode }]) => (statusCode === 403 ? [] : [name]));
    const all = Object.keys(answers);
    const managerMay = ['list', 'invite', 'agent', 'audit', 'connections'];
    expect(allowed).toEqual(role === 'owner' ? all : role === 'manager' ? managerMay : []);
  });

  it('to make anybody the operator', async () => {
    expect((await invite(shop, { role: 'platform_admin' })).statusCode).toBe(400);
  });

  it('more wrong links from one address on the internet than anybody needs, for a while', async () => {
    const from = (remoteAddress: string) =>
      house.edge.inject({ url: `/api/v1/auth/invite?token=${'a'.repeat(64)}`, remoteAddress }).then((answer) => answer.statusCode);
    for (let guess = 0; guess < 50; guess += 1) await from('8.8.4.4');
    expect([await from('8.8.4.4'), await from('8.8.8.8')]).toEqual([429, 410]);
    house.clock.advance(15 * minuteMs + secondMs);
    expect(await from('8.8.4.4')).toBe(410);
  });
});

describe('keeps merchants apart', () => {
  it('people and invitations of another shop are as if they were not there', async () => {
    const other = await house.openShop(`apart-${(count += 1)}`);
    const theirs = await idOf(await house.hire(other, 'agent'));
    const pending = (await invite(other)).json().data.id;
    for (const id of [theirs, pending, crypto.randomUUID()])
      for (const answer of [await change(shop, id, 'viewer'), await remove(shop, id)])
        expect(told(answer)).toEqual([404, 'staff.not_found']);
    expect(told(await house.call('POST', `/staff/${pending}/resend`, { as: shop, body: {} }))).toEqual([404, 'staff.not_found']);
    const emails = (await list(shop)).map((each) => each['email']);
    expect(emails).not.toContain(other.email);
  });
});

it('no link stands in the database or the log as itself, and without a mail server the link is answered all the same', async () => {
  const { link } = (await invite(shop)).json().data;
  const stored = await house.stored('staff_invitations', 'jobs', 'idempotency_keys', 'audit_log');
  expect(stored).toContain(shop.merchantId);
  expect(stored).not.toContain(tokenIn(link));
  expect(house.logged()).not.toContain(tokenIn(link));
  const mute = await openMerchantHouse({ sendsMail: false });
  const own = await mute.openShop('mute');
  const answer = await mute.call('POST', '/staff', { as: own, body: { email: 'a@b.example', name: 'A', role: 'agent' } });
  expect(answer.json().data).toMatchObject({ mail: 'off', link: expect.stringContaining('/app/invite?token=') });
  expect(await mute.mailsTo('a@b.example')).toEqual([]);
  await mute.close();
});
